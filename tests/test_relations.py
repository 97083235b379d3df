"""The relation types: complete as data, true to the guide, and wide enough for every reference coding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Literal, URIRef
from rdflib.term import Node

from tests.ontology_graphs import AA, GOLD, RELATIONS, WORDS, classes_above, local, texts

FAMILIES = {
    "support": "supports supportsMilitarily suppliesArms finances trains supportsPolitically alliedWith",
    "opposition": "opposes attacks atWarWith condemns sanctions",
    "mediation": "brokers guarantees hostsTalks",
    "structure": "partOf isOrganOf isMemberOf leads speaksFor formerBranchOf controls dominates isPartyTo neutral",
    "appeal": "callsOn",
}
PERSISTENCE = {
    **dict.fromkeys(("suppliesArms", "finances", "trains", "supportsPolitically", "condemns"), "P1Y"),
    **dict.fromkeys(("brokers", "hostsTalks", "callsOn"), "P0D"),
    "attacks": "P6M",
}


def test_the_relation_types_are_those_of_the_guide() -> None:
    found = {family: {local(r) for r in WORDS.subjects(AA.family, AA[family])} for family in FAMILIES}
    assert found == {family: set(names.split()) for family, names in FAMILIES.items()}
    assert len(RELATIONS) == 26


@pytest.mark.parametrize("relation", RELATIONS, ids=local)
def test_relation_is_complete(relation: Node) -> None:
    family = WORDS.value(relation, AA.family)
    assert WORDS.value(relation, AA.sign) == WORDS.value(family, AA.sign)
    persistence = WORDS.value(relation, AA.persistence)
    assert (None if persistence is None else str(persistence)) == PERSISTENCE.get(local(relation))
    assert (persistence is None) == (WORDS.value(relation, AA.aspect) == AA.state)
    assert persistence is None or persistence.datatype == XSD.duration
    assert WORDS.value(relation, AA.subjectKind)
    assert WORDS.value(relation, AA.objectKind)
    assert texts(WORDS, relation, AA.counterExample, "en")
    assert texts(WORDS, relation, AA.borderline, "en")
    assert len(texts(WORDS, relation, SKOS.scopeNote, "en")) == 1
    assert (relation, RDF.type, OWL.ObjectProperty) in WORDS


@pytest.mark.parametrize("relation", RELATIONS, ids=local)
def test_relation_concludes_the_tie_of_its_family(relation: Node) -> None:
    family = local(WORDS.value(relation, AA.family))
    tie = WORDS.value(relation, AA.tie)
    of_family = family if family in ("support", "opposition", "mediation") else None
    expected = "neutral" if relation == AA.neutral else of_family
    assert (None if tie is None else str(tie)) == expected
    assert family == "structure" or not list(WORDS.objects(relation, AA.rollUp))


@pytest.mark.parametrize("relation", RELATIONS, ids=local)
def test_relation_does_not_widen_the_one_above(relation: Node) -> None:
    for above in set(WORDS.objects(relation, RDFS.subPropertyOf)) & set(RELATIONS):
        assert WORDS.value(above, AA.family) == WORDS.value(relation, AA.family)
        for property in (RDFS.domain, RDFS.range):
            assert WORDS.value(above, property) in classes_above(WORDS.value(relation, property))


def test_plover_codes_name_categories_of_plover() -> None:
    categories = set("AGREE SUPPORT COOPERATE AID REQUEST ACCUSE REJECT CONSULT COERCE ASSAULT SANCTION".split())
    for code in WORDS.objects(None, AA.ploverCode):
        category, *rest = str(code).split(":")
        assert category in categories
        assert not rest or rest[-1]


def test_only_alliance_and_war_are_mutual() -> None:
    assert {local(r) for r in RELATIONS if (r, RDF.type, OWL.SymmetricProperty) in WORDS} == {"alliedWith", "atWarWith"}


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name.partition(".")[0])
def test_signatures_accept_every_reference_claim(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    kinds = {
        str(WORDS.value(kind, SKOS.notation)): kind for kind in WORDS.transitive_subjects(RDFS.subClassOf, AA.Entity)
    }

    def fits(relation: URIRef, end: str | None, property: URIRef) -> bool:
        if end is None:
            return (relation, AA.objectOptional, Literal(True)) in WORDS
        return bool(classes_above(kinds[gold["entities"][end]["kind"]]) & set(WORDS.objects(relation, property)))

    for claim in gold["claims"]:
        relation = AA[claim["relation"]]
        assert relation in RELATIONS
        assert fits(relation, claim["subject"], AA.subjectKind), claim
        assert fits(relation, claim["object"], AA.objectKind), claim
