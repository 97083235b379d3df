"""The rules of inference: equal to the OWL closure of their axioms, true to ties, the same when followed by changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, PROV, RDF, RDFS, Graph, URIRef

from kg import KnowledgeGraph
from kg.lens import Evidence, Lens, organ_links
from kg.model import Background, Claim, Dispute, entity
from kg.rdf import claim_iri, entity_iri, key_of
from kg.reasoning import Inferences, infer, inferred_triples
from kg.ties import Ties
from kg.vocabulary import AA, vocabulary
from tests.ontology_graphs import read

KINDS = {
    "army": "armed force",
    "front": "armed group",
    "head": "person",
    "north": "state",
    "office": "government",
    "rebels": "collective",
    "truce": "agreement",
    "union": "coalition",
}
ENTITIES = {id: entity(id=id, name=id, kind=kind) for id, kind in KINDS.items()}
WORDS = vocabulary()
ROLLED = ("effectivelySupports", "effectivelyOpposes", "mediatesFor")
STEPPED = ("indirectlySupports", "sharesOpponentWith")
AXIOMS = (OWL.propertyChainAxiom, OWL.inverseOf, RDFS.subPropertyOf, RDF.first, RDF.rest)
Row = tuple[str, str, str]


def claim(number: int, subject: str, relation: str, object: str | None, **more: object) -> Claim:
    return Claim(
        document="d",
        file_id=f"c{number}",
        id=f"c{number}",
        subject=subject,
        relation=relation,
        object=object,
        claimer="north",
        exact="words",
        start=0,
        end=5,
        stated=date(2024, 5, 1),
        **more,  # type: ignore[arg-type]
    )


@st.composite
def claims(draw: st.DrawFn, number: int) -> Claim:
    ends = st.sampled_from(sorted(KINDS))
    fitting = st.tuples(ends, st.sampled_from(sorted(WORDS.relations)), ends).filter(
        lambda row: (
            row[0] != row[2] and WORDS.relation(row[1]).accepts(WORDS.kind(KINDS[row[0]]), WORDS.kind(KINDS[row[2]]))
        )
    )
    subject, relation, object = draw(fitting)
    mediates = WORDS.relation(relation).tie == "mediation"
    return claim(
        number,
        subject,
        relation,
        object,
        status=draw(st.sampled_from(["asserted"] * 5 + ["denied", "hedged", "questioned"])),
        review=draw(st.sampled_from(["accepted"] * 5 + ["proposed"])),
        between=tuple(draw(st.lists(ends, max_size=2, unique=True))) if mediates else (),
    )


@st.composite
def worlds(draw: st.DrawFn) -> Evidence:
    """Claims of every kind among eight parties, some of them disputed, with an organ or two in the background."""
    said = tuple(draw(claims(number)) for number in range(draw(st.integers(0, 12))))
    ids = st.sampled_from([one.id for one in said] or ["c0"])
    kinds = st.sampled_from(WORDS.words("DisputeKind"))
    dispute = st.builds(Dispute, document=st.just("d"), a=ids, b=ids, kind=kinds)
    organs = [
        Background(subject=s, relation="isOrganOf", object=o, source="s")
        for s, o in [("army", "office"), ("office", "north")]
    ]
    return Evidence(
        claims=said,
        disputes=tuple(draw(st.lists(dispute, max_size=1))),
        entities=ENTITIES,
        background=tuple(
            draw(st.sets(st.sampled_from([0, 1])).map(lambda chosen: [organs[n] for n in sorted(chosen)]))
        ),
    )


def seed() -> Evidence:
    graph = KnowledgeGraph()
    graph.load("seeds")
    return graph._holdings.evidence()


# ------------------------------------------------------------ equal to the closure of the axioms


def facts(evidence: Evidence) -> Iterator[Row]:
    """What the axioms start from, taken from ties and claims."""
    tied = {"support": "supports", "opposition": "opposes", "mediation": "mediatesIn"}
    by_id = {one.id: one for one in evidence.claims}
    for tie in Ties(evidence, Lens(level="named")).all():
        for status in ("support", "opposition") if tie.status == "mixed" else (tie.status,):
            if status in tied:
                yield tie.subject, tied[status], tie.object
        if tie.status == "mediation":
            yield from ((tie.subject, "mediatesBetween", party) for id in tie.claims for party in by_id[id].between)
    for link in organ_links(evidence, evidence.accepted):
        yield link.heir, "inheritsAsMemberFrom" if link.collective else "inheritsFrom", link.giver
    for one in evidence.accepted:
        if one.relation == "isPartyTo" and one.status == "asserted" and one.object is not None:
            yield one.subject, one.relation, one.object


def closed(rows: set[Row], properties: tuple[str, ...]) -> set[Row]:
    """What OWL 2 RL concludes under some properties from rows and the axioms, reflexive rows left out."""
    source, graph = read("inference"), Graph()
    for triple in source:
        if triple[1] in AXIOMS or triple[1:] == (RDF.type, OWL.SymmetricProperty):
            graph.add(triple)
    for subject, property, object in rows:
        graph.add((entity_iri(subject), AA[property], entity_iri(object)))
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    found = ((s, name, o) for name in properties for s, o in graph.subject_objects(AA[name]))
    return {(key_of(str(s)), name, key_of(str(o))) for s, name, o in found if s != o}


def closure(evidence: Evidence) -> set[Row]:
    rolled = closed(set(facts(evidence)), ROLLED)
    return rolled | closed({row for row in rolled if row[1] != "mediatesFor"}, STEPPED)


def test_the_seed_gives_the_closure_of_the_axioms() -> None:
    evidence = seed()
    found = set(infer(evidence).found)
    assert found == closure(evidence)
    assert ("russia", "effectivelySupports", "assad-government") in found
    assert ("hts", "effectivelyOpposes", "assad-government") in found


@given(worlds())
@settings(max_examples=20, deadline=None)
def test_any_world_gives_the_closure_of_the_axioms(evidence: Evidence) -> None:
    assert set(infer(evidence).found) == closure(evidence)


# ------------------------------------------------------------ true to ties


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_what_ties_inherit_is_what_is_inferred(evidence: Evidence) -> None:
    found = set(infer(evidence).found)
    named, rolled = Ties(evidence, Lens(level="named")), Ties(evidence, Lens())
    for subject in KINDS:
        for object in KINDS:
            if subject != object and named.tie(subject, object).status in ("none", "denied", "possible", "neutral"):
                tie = rolled.tie(subject, object)
                status = tie.beside if tie.beside or tie.status in ("denied", "possible", "neutral") else tie.status
                for concluded, sign in (("effectivelySupports", "support"), ("effectivelyOpposes", "opposition")):
                    assert ((subject, concluded, object) in found) == (status in (sign, "mixed"))


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_every_inference_rests_on_accepted_claims_that_prove_it_alone(evidence: Evidence) -> None:
    for one in infer(evidence):
        assert one.claims
        alone = replace(evidence, claims=tuple(c for c in evidence.accepted if c.id in one.claims), disputes=())
        assert one.statement in infer(alone).found
        assert one.subject != one.object


# ------------------------------------------------------------ the same when followed by changes


@given(worlds(), worlds())
@settings(max_examples=100, deadline=None)
def test_an_update_gives_what_starting_anew_gives(before: Evidence, after: Evidence) -> None:
    updated, anew = infer(before).updated(after), infer(after)
    assert updated.found == anew.found
    assert updated.ground == anew.ground
    assert infer(after).updated(after).recomputed == 0


def test_an_update_looks_at_what_the_change_touches_only() -> None:
    evidence = seed()
    whole = infer(evidence)
    gone = next(c for c in evidence.claims if (c.subject, c.relation) == ("turkey", "supports"))
    without = whole.updated(replace(evidence, claims=tuple(c for c in evidence.claims if c is not gone)))
    assert set(whole.found) - set(without.found) == {("turkey", "effectivelySupports", gone.object)}
    assert (whole.recomputed, without.recomputed) == (len(whole), 1)


# ------------------------------------------------------------ by hand


def concluded(*said: Claim) -> Inferences:
    return infer(Evidence(claims=said, entities=ENTITIES))


@pytest.mark.parametrize("party", ["front", "army"])
def test_mediation_reaches_the_parties_that_between_names(party: str) -> None:
    found = concluded(claim(1, "north", "brokers", "truce", between=("front", "army"))).found
    assert found["north", "mediatesFor", party].claims == ("c1",)


def test_mediation_reaches_the_parties_that_another_claim_names() -> None:
    found = concluded(claim(1, "north", "guarantees", "truce"), claim(2, "front", "isPartyTo", "truce")).found
    assert found["north", "mediatesFor", "front"].claims == ("c1", "c2")
    assert found["north", "mediatesFor", "front"].rule == "mediationRule"


def test_nobody_shares_an_opponent_with_itself_and_sharing_is_mutual() -> None:
    found = concluded(claim(1, "front", "attacks", "army"), claim(2, "union", "condemns", "army")).found
    shared = {row for row in found if row[1] == "sharesOpponentWith"}
    assert shared == {("front", "sharesOpponentWith", "union"), ("union", "sharesOpponentWith", "front")}


def test_a_third_step_is_not_taken() -> None:
    steps = [("north", "office"), ("office", "front"), ("front", "union"), ("union", "army")]
    found = concluded(*(claim(n, s, "supports", o) for n, (s, o) in enumerate(steps))).found
    assert {row[::2] for row in found if row[1] == "indirectlySupports"} == {
        ("north", "front"),
        ("office", "union"),
        ("front", "army"),
    }


def test_a_disputed_tie_concludes_nothing() -> None:
    assert (
        len(
            concluded(
                claim(1, "north", "suppliesArms", "front"), claim(2, "north", "supports", "front", status="denied")
            )
        )
        == 0
    )


def test_triples_name_rule_and_premises() -> None:
    graph = KnowledgeGraph()
    graph.load("seeds")
    found = infer(graph._holdings.evidence())
    triples = Graph()
    for triple in inferred_triples(found, graph._holdings.ontology.graph):
        triples.add(triple)
    subject, object = entity_iri("russia"), entity_iri("assad-government")
    assert (subject, AA.effectivelySupports, object) in triples
    (node,) = (
        node
        for node in triples.subjects(AA.concludes, AA.effectivelySupports)
        if (node, AA.subject, subject) in triples and (node, AA.object, object) in triples
    )
    assert triples.value(node, AA.rule) == AA.rollUpRule
    premises = set(triples.objects(node, PROV.wasDerivedFrom))
    assert premises >= {claim_iri(id) for id in found.found["russia", "effectivelySupports", "assad-government"].claims}
    assert all(isinstance(premise, URIRef) for premise in premises)
