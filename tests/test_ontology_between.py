"""Claims about claims: who corroborates whom, and what a teller's later word supersedes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rdflib import Graph

from kg import KnowledgeGraph
from kg.lens import Evidence
from kg.model import Figure
from kg.rdf import claim_iri
from kg.reasoning import corroborating, links_between, superseding
from kg.vocabulary import AA
from tests.test_ontology_reasoning import claim

ARMS = claim(1, "north", "suppliesArms", "front")
FIGURE = Figure(
    document="d",
    file_id="f1",
    id="f1",
    measure="killed",
    value=255,
    bound="more than",
    claimer="office",
    exact="words",
    start=0,
    end=5,
    stated=date(2024, 11, 29),
    about="fighting",
)


def test_two_tellers_corroborate_each_other_and_one_does_not_corroborate_itself() -> None:
    other = replace(ARMS, id="c2", claimer="army")
    again = replace(ARMS, id="c3", stated=date(2024, 6, 1))
    assert set(corroborating(Evidence(claims=(ARMS, other, again)))) == {("c1", "c2"), ("c2", "c1")}


def test_an_alliance_told_from_either_end_is_the_same() -> None:
    one = claim(1, "north", "alliedWith", "front")
    other = replace(one, id="c2", claimer="army", subject="front", object="north")
    assert set(corroborating(Evidence(claims=(one, other)))) == {("c1", "c2"), ("c2", "c1")}


def test_a_denial_and_a_proposal_corroborate_nothing() -> None:
    denial = replace(ARMS, id="c2", claimer="army", status="denied")
    proposal = replace(ARMS, id="c3", claimer="office", review="proposed")
    assert list(corroborating(Evidence(claims=(ARMS, denial, proposal)))) == []


def test_a_tellers_later_word_supersedes_only_what_it_changes() -> None:
    later = replace(ARMS, id="c2", stated=date(2024, 6, 1), status="denied")
    repeated = replace(ARMS, id="c3", stated=date(2024, 7, 1), status="denied")
    elsewhere = replace(ARMS, id="c4", stated=date(2024, 8, 1), claimer="army")
    assert list(superseding(Evidence(claims=(repeated, later, ARMS, elsewhere)))) == [("c2", "c1")]


def test_a_tellers_later_figure_supersedes_within_one_event() -> None:
    later = replace(FIGURE, id="f2", value=300, stated=date(2024, 12, 1))
    other = replace(FIGURE, id="f3", value=12, stated=date(2024, 12, 2), about="raid")
    assert list(superseding(Evidence(figures=(FIGURE, later, other)))) == [("f2", "f1")]


def test_links_are_triples_between_claims_of_the_seed() -> None:
    graph, links = KnowledgeGraph(), Graph()
    graph.load("seeds")
    for triple in links_between(graph._holdings.evidence()):
        links.add(triple)
    ids = {claim.file_id: claim_iri(claim.id) for claim in graph.claims()}
    assert (ids["c13"], AA.corroborates, ids["c18"]) in links
    assert (ids["c18"], AA.corroborates, ids["c13"]) in links
    assert not list(links.subjects(AA.supersedes))
