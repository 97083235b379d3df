"""The codebook: `python docs/codebook.py` writes docs/codebook.md, which a person codes by, from the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import RDFS, SKOS, Graph, URIRef
from terms import (
    FAMILIES,
    heading,
    is_symmetric,
    items,
    lasting,
    name,
    notation,
    of_class,
    ontology,
    relations,
    text,
    texts,
)

from kg.vocabulary import AA

PAGE = Path(__file__).resolve().parent / "codebook.md"
TOPICS = {
    "Quotes and claims": ("Claim",),
    "Ends and names": ("Entity", "Collective"),
    "Relation types": ("Relation",),
    "Status": ("Status", "asserted", "hedged", "denied", "questioned"),
    "Time": ("valid",),
    "Figures": ("Figure", "Measure", "Bound"),
    "Disputes": ("Dispute", "DisputeKind"),
}
STEPS = (
    "Read the whole text first. Describe every actor, place, agreement and event that a claim will name.",
    "Go sentence by sentence. For each verb, noun or attribute that relates two ends, choose the most specific type.",
    "Give who says so (the claimer), who passes it on, the status, the time that the words give, and the exact quote.",
    "Code the figures, then the disputes between entries.",
    "Where you hesitate, look up the borderline cases; where you decide, note the name of the rule you decided by.",
)


def page(graph: Graph) -> str:
    """The whole codebook as Markdown."""
    return "\n".join(
        [_head(), *_topics(graph), *_relations(graph), *_statuses(graph), *_figures(graph), *_disputes(graph)]
    )


def _head() -> str:
    return (
        "# Codebook\n\n"
        "<!-- Written by docs/codebook.py from ontology/: change that. -->\n\n"
        "What a person codes by. Each rule has a name; the rule of a relation type or status goes by the name of that. "
        "Decisions cite these names ([coding-decisions.md](coding-decisions.md)). The file format is told in "
        "the reference of claims files; Northland, Southland and the Hill Front are invented.\n\n"
        + "".join(f"{number}. {step}\n" for number, step in enumerate(STEPS, start=1))
    )


def rules(graph: Graph) -> dict[str, URIRef]:
    """Every name that a decision may cite: of the coding rules, and of terms with a decision rule of their own."""
    named = {notation(graph, rule): rule for rule in of_class(graph, "CodingRule")}
    for scheme in ("Relation", "Status", "DisputeKind"):
        named |= {name(term): term for term in of_class(graph, scheme)}
    return dict(sorted(named.items()))


def _topics(graph: Graph) -> Iterator[str]:
    yield "## Rules that hold everywhere\n"
    for topic, homes in TOPICS.items():
        yield f"### {topic}\n"
        found = [rule for rule in of_class(graph, "CodingRule") if _homes(graph, rule) & set(homes)]
        yield "".join(_rule(graph, rule) for rule in found)
    yield "### Of single relation types\n"
    everywhere = {home for homes in TOPICS.values() for home in homes}
    rest = [rule for rule in of_class(graph, "CodingRule") if not _homes(graph, rule) & everywhere]
    yield "".join(_rule(graph, rule) for rule in rest)


def _homes(graph: Graph, rule: URIRef) -> set[str]:
    return {name(home) for home in graph.objects(rule, AA.appliesTo)}


def _rule(graph: Graph, rule: URIRef) -> str:
    word = notation(graph, rule)
    return (
        f'- <a id="{word}"></a>**{word}.** {text(graph, rule, SKOS.definition)} *{text(graph, rule, SKOS.example)}*\n'
    )


def _relations(graph: Graph) -> Iterator[str]:
    yield "## Relation types\n"
    for family in FAMILIES:
        yield f"### {family.title()}\n\n{text(graph, AA[family], SKOS.definition)}\n"
        for relation in relations(graph, family):
            yield _entry(graph, relation, _signature(graph, relation))


def _signature(graph: Graph, relation: URIRef) -> list[str]:
    subject, object_ = (
        " or ".join(sorted(text(graph, kind, RDFS.label) for kind in graph.objects(relation, end)))
        for end in (AA.subjectKind, AA.objectKind)
    )
    optional = " (may be left out)" if str(graph.value(relation, AA.objectOptional)) == "true" else ""
    both = "; holds both ways" if is_symmetric(graph, relation) else ""
    return [f"{subject} → {object_}{optional}; {lasting(graph, relation)}{both}"]


def _entry(graph: Graph, term: URIRef, ends: list[str]) -> str:
    """What a coder needs to know of a term."""
    others = [rule for rule in of_class(graph, "CodingRule") if term in graph.objects(rule, AA.appliesTo)]
    cited = ", ".join(f"[{notation(graph, rule)}](#{notation(graph, rule)})" for rule in others)
    return f"{heading(graph, term, 4)}\n{text(graph, term, SKOS.definition)}\n\n" + "".join(
        [
            items("Ends", ends),
            items(f"Rule `{name(term)}`", texts(graph, term, SKOS.scopeNote)),
            items("Rules too", [cited] if cited else []),
            items("Yes", texts(graph, term, SKOS.example)),
            items("No", texts(graph, term, AA.counterExample)),
            items("Borderline", texts(graph, term, AA.borderline)),
        ]
    )


def _statuses(graph: Graph) -> Iterator[str]:
    yield f"## Status\n\n{text(graph, AA.Status, SKOS.definition)}\n"
    for status in of_class(graph, "Status"):
        yield _entry(graph, status, []) + items(
            "Words that raise the question",
            [", ".join(texts(graph, status, AA.cue))] if texts(graph, status, AA.cue) else [],
        )


def _figures(graph: Graph) -> Iterator[str]:
    yield f"## Figures\n\n{text(graph, AA.Figure, SKOS.definition)} {text(graph, AA.Figure, SKOS.scopeNote)}\n"
    for scheme in ("Measure", "Bound"):
        yield f"### {text(graph, AA[scheme], RDFS.label).capitalize()}\n"
        for word in of_class(graph, scheme):
            yield _entry(graph, word, [])


def _disputes(graph: Graph) -> Iterator[str]:
    yield f"## Disputes\n\n{text(graph, AA.Dispute, SKOS.definition)}\n"
    for kind in of_class(graph, "DisputeKind"):
        yield _entry(graph, kind, [])


def written() -> str:
    """The codebook as the ontology stands now."""
    return page(ontology())


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
