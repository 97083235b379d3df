"""The reference of the ontology: `python docs/ontology_reference.py` writes docs/ontology.md from its modules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, URIRef
from terms import (
    FAMILIES,
    declared,
    heading,
    is_symmetric,
    items,
    lasting,
    links,
    name,
    notation,
    of_class,
    ontology,
    relations,
    table,
    text,
    texts,
)

from kg.vocabulary import AA

PAGE = Path(__file__).resolve().parent / "ontology.md"
HEAD = URIRef(str(AA)[:-1])
SCHEMA = "https://schema.org/"
DRAWN = ("Claim", "Figure", "Dispute", "Coding")
SCHEMES = ("Status", "ReviewState", "DisputeKind", "Measure", "Bound", "Aspect", "IdentityVerdict", "LineageKind")
SAID = re.compile(
    r"(?P<subject>[a-z][\w-]*) (?P<relation>[a-z]\w*) (?P<object>[a-z][\w-]*( truce| talks| government)?)"
)


def page(graph: Graph) -> str:
    """The whole reference as Markdown."""
    return "\n".join(
        [_head(graph), _diagram(graph), *_relations(graph), *_schemes(graph), *_rules(graph), *_terms(graph)]
    )


def _head(graph: Graph) -> str:
    facts = {
        "IRI": f"`{HEAD}`",
        "Version": f"{graph.value(HEAD, OWL.versionInfo)} (`{graph.value(HEAD, OWL.versionIRI)}`)",
        "Prefix": f"`{graph.value(HEAD, VANN.preferredNamespacePrefix)}:` `{AA}`",
        "Licence": f"<{graph.value(HEAD, DCTERMS.license)}>",
        "Cite as": text(graph, HEAD, DCTERMS.bibliographicCitation),
    }
    return (
        f"# {text(graph, HEAD, DCTERMS.title)}\n\n"
        "<!-- Written by docs/ontology_reference.py from ontology/: change that. -->\n\n"
        f"{text(graph, HEAD, DCTERMS.description)}\n\n{text(graph, HEAD, DCTERMS.abstract)}\n\n"
        + "".join(f"- **{label}:** {value}\n" for label, value in facts.items())
        + "".join(f"- {note}\n" for note in texts(graph, HEAD, SKOS.editorialNote))
        + "\nHow to code a text with it: [codebook.md](codebook.md). How it compares: "
        "[ontology-comparison.md](ontology-comparison.md). How it changes: [ontology-policy.md](ontology-policy.md).\n"
    )


def _diagram(graph: Graph) -> str:
    """The records of the core with what they lead to, and the kinds of entity."""
    lines = ["classDiagram"]
    for record in DRAWN:
        for property_ in declared(graph, OWL.ObjectProperty):
            homes = {str(c) for c in graph.objects(property_, URIRef(SCHEMA + "domainIncludes"))}
            homes |= {str(graph.value(property_, RDFS.domain))}
            target = graph.value(property_, RDFS.range)
            if str(AA[record]) in homes and target is not None and target != AA.Record:
                lines.append(f"  {record} --> {name(target)} : {name(property_)}")
    kinds = graph.transitive_subjects(RDFS.subClassOf, AA.Entity)
    pairs = {
        (name(above), name(kind))
        for kind in kinds
        for above in graph.objects(kind, RDFS.subClassOf)
        if str(above) in AA
    }
    lines += [f"  {above} <|-- {kind}" for above, kind in sorted(pairs)]
    return "## The core\n\n```mermaid\n" + "\n".join(lines) + "\n```\n"


def _relations(graph: Graph) -> Iterator[str]:
    yield "## Relation types\n\nIn the examples `e:` is the namespace of a document's own entities.\n"
    head = ("type", "sign", "makes the tie", "lasts", "from", "to")
    for family in FAMILIES:
        yield f"### Family {family}\n\n{text(graph, AA[family], SKOS.definition)}\n"
        yield table(head, (_row(graph, relation) for relation in relations(graph, family)))
        for relation in relations(graph, family):
            yield _relation(graph, relation)


def _row(graph: Graph, relation: URIRef) -> tuple[str, ...]:
    ends = [", ".join(sorted(map(name, graph.objects(relation, kind)))) for kind in (AA.subjectKind, AA.objectKind)]
    tie = graph.value(relation, AA.tie)
    sign = f"{int(str(graph.value(relation, AA.sign))):+d}".replace("+0", "0")
    return links([relation]), sign, str(tie or "–"), lasting(graph, relation), *ends


def _relation(graph: Graph, relation: URIRef) -> str:
    above = [term for term in graph.objects(relation, RDFS.subPropertyOf) if (term, RDF.type, AA.Relation) in graph]
    facts = [
        items("Below", [links(above)] if above else []),
        items("Holds", ["both ways"] if is_symmetric(graph, relation) else []),
        items(
            "Stances roll up",
            [text(graph, s, SKOS.definition) for s in sorted(graph.objects(relation, AA.rollUp), key=str)],
        ),
        items("PLOVER", [f"`{code}`" for code in graph.objects(relation, AA.ploverCode)]),
    ]
    definition = text(graph, relation, SKOS.definition)
    return f"{heading(graph, relation, 4)}\n{definition}\n\n{''.join(facts)}\n{worked_example(graph, relation)}"


def worked_example(graph: Graph, relation: URIRef) -> str:
    """The first example of a relation type: its words, the claims that they give, and these in Turtle."""
    example = text(graph, relation, SKOS.example)
    quote, _, said = example.rpartition("': ")
    claims = [
        found for found in SAID.finditer(said or example) if found["relation"] in map(name, of_class(graph, "Relation"))
    ]
    body = "\n".join(
        f"[] a aa:Claim ; aa:subject e:{found['subject']} ; aa:relation aa:{found['relation']} ; "
        f"aa:object e:{found['object'].replace(' ', '-')} ;\n   aa:status aa:asserted ; aa:exact {_quoted(quote)} ."
        for found in claims
    )
    return f"Example: {example}\n\n```turtle\n{body}\n```\n"


def _quoted(quote: str) -> str:
    escaped = quote.removeprefix("'").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _schemes(graph: Graph) -> Iterator[str]:
    yield "## Code words\n"
    for scheme in SCHEMES:
        yield f"{heading(graph, AA[scheme])}\n{text(graph, AA[scheme], SKOS.definition)}\n"
        rows = (
            (
                f"`{notation(graph, word)}`",
                f"`aa:{name(word)}`",
                text(graph, word, SKOS.definition),
                text(graph, word, SKOS.example),
            )
            for word in of_class(graph, scheme)
        )
        yield table(("word", "IRI", "means", "example"), rows)


def _rules(graph: Graph) -> Iterator[str]:
    yield "## Rules of inference\n"
    for rule in of_class(graph, "InferenceRule"):
        yield (
            f"{heading(graph, rule)}\n{text(graph, rule, SKOS.definition)} {text(graph, rule, SKOS.scopeNote)}\n\n"
            + items("Concludes", [links(graph.objects(rule, AA.concludes))])
            + items("Example", texts(graph, rule, SKOS.example))
        )


def _terms(graph: Graph) -> Iterator[str]:
    shown = set(of_class(graph, "Relation")) | set(of_class(graph, "DisputeKind"))
    for title, type_ in (
        ("Classes", OWL.Class),
        ("Object properties", OWL.ObjectProperty),
        ("Datatype properties", OWL.DatatypeProperty),
        ("Annotation properties", OWL.AnnotationProperty),
    ):
        yield f"## {title}\n"
        for term in declared(graph, type_):
            if term not in shown:
                yield _term(graph, term)


def _term(graph: Graph, term: URIRef) -> str:
    ends = {"Below": (RDFS.subClassOf, RDFS.subPropertyOf), "Domain": (RDFS.domain,), "Range": (RDFS.range,)}
    facts = [
        items(label, [f"`{graph.namespace_manager.normalizeUri(str(value))}`" for value in sorted(values, key=str)])
        for label, properties in ends.items()
        if (values := {value for property_ in properties for value in graph.objects(term, property_)})
    ]
    used = sorted(set(graph.objects(term, URIRef(SCHEMA + "domainIncludes"))), key=str)
    facts.append(items("Used on", [", ".join(f"`{name(home)}`" for home in used)] if used else []))
    facts.append(items("Example", texts(graph, term, SKOS.example)))
    note = " ".join([text(graph, term, SKOS.definition), *texts(graph, term, SKOS.scopeNote)])
    return f"{heading(graph, term)}\n{note}\n\n{''.join(facts)}"


def written() -> str:
    """The reference of the ontology as it stands now."""
    return page(ontology())


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
