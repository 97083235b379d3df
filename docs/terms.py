"""What the pages about the ontology share: its terms, their texts, and how both are written in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.vocabulary import AA, Vocabulary, ontology_folder

FAMILIES = ("support", "opposition", "mediation", "structure", "appeal")
MODULES = ("core", "relations", "inference", "codebook", "alignments")


@cache
def ontology(folder: Path | None = None) -> Graph:
    """The modules that pages are written from, as one graph."""
    graph = Graph()
    for name in MODULES:
        graph.parse((folder or ontology_folder()) / f"{name}.ttl", format="turtle")
    return graph


@cache
def words(folder: Path | None = None) -> Vocabulary:
    """The relation types and code words of the same folder."""
    return Vocabulary.read(folder or ontology_folder())


def name(term: object) -> str:
    """The local name of a term."""
    return str(term).rpartition("#")[2]


def texts(graph: Graph, term: object, property_: URIRef, language: str = "en") -> list[str]:
    """The texts of a term under a property, sorted."""
    found = graph.objects(URIRef(str(term)), property_)
    return sorted(str(text) for text in found if getattr(text, "language", None) in (language, None))


def text(graph: Graph, term: object, property_: URIRef, language: str = "en") -> str:
    """The one text of a term under a property, empty where there is none."""
    return next(iter(texts(graph, term, property_, language)), "")


def notation(graph: Graph, term: object) -> str:
    """The code word of a term."""
    return str(graph.value(URIRef(str(term)), SKOS.notation))


def of_class(graph: Graph, name: str) -> list[URIRef]:
    """The members of a class of the ontology, sorted by name."""
    return sorted((URIRef(str(term)) for term in graph.subjects(RDF.type, AA[name])), key=str)


def declared(graph: Graph, type_: URIRef) -> list[URIRef]:
    """The terms of this ontology that are declared with a type of OWL, sorted by name."""
    return sorted(
        {URIRef(str(term)) for term in graph.subjects(RDF.type, type_) if str(term).startswith(str(AA))}, key=str
    )


def relations(graph: Graph, family: str) -> list[URIRef]:
    """The relation types of a family: general ones before those below them."""
    found = [URIRef(str(term)) for term in graph.subjects(AA.family, AA[family])]
    return sorted(found, key=lambda term: (len(list(graph.transitive_objects(term, RDFS.subPropertyOf))), name(term)))


def heading(graph: Graph, term: URIRef, level: int = 3) -> str:
    """The heading of a term, with an anchor that is its name."""
    english, arabic = text(graph, term, RDFS.label), text(graph, term, RDFS.label, "ar")
    names = f'`{name(term)}` · {english} · <span lang="ar" dir="rtl">{arabic}</span>'
    return f'{"#" * level} <a id="{name(term)}"></a>{names}\n'


def items(label: str, entries: Iterable[str]) -> str:
    """A labelled entry, as a list where there are several."""
    found = list(entries)
    if len(found) == 1:
        return f"- **{label}:** {found[0]}\n"
    return f"- **{label}:**\n" + "".join(f"  - {entry}\n" for entry in found) if found else ""


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table; bars inside a cell are escaped."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines) + "\n"


def links(terms: Iterable[object]) -> str:
    """Terms as links to where the page describes them."""
    return ", ".join(f"[{name(term)}](#{name(term)})" for term in sorted(terms, key=str))


def lasting(graph: Graph, relation: URIRef) -> str:
    """How long a relation type is carried, in words.

    >>> lasting(ontology(), AA.attacks), lasting(ontology(), AA.supports)
    ('act, carried six months', 'state, carried for ever while its end is open')
    """
    aspect = name(graph.value(relation, AA.aspect))
    persistence = graph.value(relation, AA.persistence)
    if persistence is None:
        return f"{aspect}, carried for ever while its end is open"
    number, unit = re.fullmatch(r"P(\d+)([DMY])", str(persistence)).groups()  # type: ignore[union-attr]
    if number == "0":
        return f"{aspect}, not carried"
    count = {"1": "one", "6": "six"}.get(number, number)
    words_ = {"D": "day", "M": "month", "Y": "year"}[unit] + ("" if number == "1" else "s")
    return f"{aspect}, carried {count} {words_}" + (" while its end is open" if aspect == "flow" else "")


def is_symmetric(graph: Graph, term: URIRef) -> bool:
    """Whether a property holds both ways."""
    return (term, RDF.type, OWL.SymmetricProperty) in graph
