"""The ontology reads as one: every file has its header and form, every term is named, defined and shown."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from owlrl import DeductiveClosure, RDFS_Semantics
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import FOAF, GEO, ORG, PROV, TIME
from rdflib.term import Node

from tests.ontology_graphs import (
    AA,
    ACTOR,
    ACTORS,
    MODULES,
    ONTOLOGY,
    RELATIONS,
    ROOT,
    TERMS,
    WORDS,
    local,
    read,
    texts,
)
from tests.turtle_format import canonical

# ---------------------------------------------------------------- files


@pytest.mark.parametrize("name", MODULES)
def test_module_has_the_one_form(name: str) -> None:
    text = (ONTOLOGY / f"{name}.ttl").read_text(encoding="utf-8")
    assert canonical(text) == text, f"run: python tests/turtle_format.py ontology/{name}.ttl"


@pytest.mark.parametrize("name", MODULES)
def test_module_has_a_header(name: str) -> None:
    graph = read(name)
    (head,) = graph.subjects(RDF.type, OWL.Ontology)
    version = str(graph.value(head, OWL.versionInfo))
    assert str(graph.value(head, OWL.versionIRI)) == f"{head}/{version}"
    assert str(graph.value(head, DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert {title.language for title in graph.objects(head, DCTERMS.title)} == {"en", "ar"}
    for property in (DCTERMS.description, DCTERMS.creator, DCTERMS.created, DCTERMS.modified):
        assert graph.value(head, property) is not None
    assert not list(graph.objects(head, OWL.imports))


def test_core_can_be_cited() -> None:
    head = URIRef("https://w3id.org/actor-alliance/ns")
    assert str(WORDS.value(head, VANN.preferredNamespacePrefix)) == "aa"
    assert str(WORDS.value(head, VANN.preferredNamespaceUri)) == str(AA)
    assert WORDS.value(head, DCTERMS.bibliographicCitation) is not None


def test_what_code_and_checks_name_is_declared() -> None:
    queries = [path for path in ONTOLOGY.rglob("*.rq") if path.parent.name != "policy"]  # its words live in one update
    files = [*(ROOT / "kg").rglob("*.py"), *queries, *ONTOLOGY.glob("*.ttl")]
    known = {local(term) for term in TERMS} | {"id"}
    for path in files:
        named = set(re.findall(r"\b(?:AA\.|aa:)([A-Za-z]\w*)", path.read_text(encoding="utf-8")))
        assert named <= known, path.name


# ---------------------------------------------------------------- terms


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_term_is_named_defined_and_shown(term: Node) -> None:
    (english,) = texts(WORDS, term, RDFS.label, "en")
    (arabic,) = texts(WORDS, term, RDFS.label, "ar")
    (definition,) = texts(WORDS, term, SKOS.definition, "en")
    examples = texts(WORDS, term, SKOS.example, "en")
    assert examples
    assert re.search("[\u0600-\u06ff]", arabic)
    assert not re.search("[\u0600-\u06ff]", english)
    assert definition.endswith(".")
    for text in (english, arabic, definition, *examples):
        assert text == " ".join(text.split())
    assert list(WORDS.objects(term, RDFS.isDefinedBy)) == [URIRef(str(AA)[:-1])]


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_term_is_spelled_by_its_kind(term: Node) -> None:
    is_class = (term, RDF.type, OWL.Class) in WORDS
    assert local(term)[0].isupper() == is_class


@pytest.mark.parametrize("property", [RDFS.label, SKOS.definition], ids=["label", "definition"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_two_terms_are_told_alike(property: URIRef, language: str) -> None:
    told = Counter(text for term in TERMS for text in texts(WORDS, term, property, language))
    assert [text for text, times in told.items() if times > 1] == []


@pytest.mark.parametrize("property", [OWL.ObjectProperty, OWL.DatatypeProperty], ids=local)
def test_properties_have_one_domain_and_range(property: URIRef) -> None:
    for term in WORDS.subjects(RDF.type, property):
        if term in AA:
            assert len(list(WORDS.objects(term, RDFS.domain))) == 1, term
            assert len(list(WORDS.objects(term, RDFS.range))) <= 1, term
            assert property == OWL.DatatypeProperty or WORDS.value(term, RDFS.range), term


@pytest.mark.parametrize("property", [RDFS.subClassOf, RDFS.subPropertyOf], ids=local)
def test_nothing_is_below_itself(property: URIRef) -> None:
    for term in TERMS:
        for direct in WORDS.objects(term, property):
            assert term not in WORDS.transitive_objects(direct, property)


def test_loaded_words_are_in_no_name() -> None:
    loaded = re.compile("terror|regime|militant|rebel|\bالنظام\b|إرهاب", re.IGNORECASE)
    graph = WORDS + ACTORS
    names = [str(name) for property in (RDFS.label, SKOS.altLabel) for name in graph.objects(None, property)]
    assert [name for name in names if loaded.search(name)] == []
    assert [term for term in TERMS if loaded.search(local(term))] == []


# ---------------------------------------------------------------- what a reasoner sees


def disjoint_pairs(graph: Graph) -> set[frozenset[Node]]:
    lists = [Collection(graph, members) for members in graph.objects(None, OWL.members)]
    return {frozenset((one, other)) for members in lists for one in members for other in members if one != other}


def clashes(graph: Graph) -> set[Node]:
    """Individuals that fall into two disjoint classes once subclasses, domains and ranges are followed."""
    DeductiveClosure(RDFS_Semantics).expand(graph)
    pairs = disjoint_pairs(graph)
    kinds = {node: set(graph.objects(node, RDF.type)) for node in set(graph.subjects(RDF.type))}
    return {node for node, found in kinds.items() if any(pair <= found for pair in pairs)}


def structure() -> Graph:
    """Classes, properties and actors with one shortcut of each relation type, as a reasoner gets them."""
    graph = read("core", "relations", "alignments", "actors")
    ends = {AA.Place: ACTOR.aleppo, AA.Agreement: ACTOR["truce-2020"]}
    for relation in RELATIONS:
        for kind in WORDS.objects(relation, AA.objectKind):
            graph.add((ACTOR.hts, relation, ends.get(kind, ACTOR.russia)))
    return graph


def test_shortcuts_and_background_are_consistent() -> None:
    assert clashes(structure()) == set()


def test_a_planted_inconsistency_is_found() -> None:
    graph = structure()
    graph.add((ACTOR.russia, AA.controls, ACTOR.iran))
    assert clashes(graph) == {ACTOR.iran}


def test_alignments_name_terms_that_exist() -> None:
    graph = read("alignments")
    for term in {term for triple in graph for term in triple}:
        for vocabulary in (PROV, ORG, FOAF, TIME, GEO, DCTERMS, SKOS):
            if str(term).startswith(str(vocabulary)) and str(term) != str(vocabulary):
                assert term in vocabulary, term
        if term in AA:
            assert term in TERMS, term
