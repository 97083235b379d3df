"""The policy of ties once more, in SPARQL: the same vectors, an implementation that shares no line with the first."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from rdflib import RDF, Literal, URIRef
from rdflib.term import Node

from kg.lens import Evidence, Lens
from kg.model import Coder, Coding, Source
from kg.rdf import Names, claim_iri, encode, entity_iri, key_of
from kg.stores.oxigraph import _term
from kg.ties import Ties
from kg.vocabulary import AA, vocabulary
from tests.small_worlds import lenses, worlds
from tests.test_ties import VECTORS, answer, lens_of, world

POLICY = sorted((Path(__file__).parent.parent / "ontology" / "policy").glob("*.rq"))
STANDS = ("stated", "carried", "uncertain")

Triple = tuple[Node, Node, Node]


def triples(evidence: Evidence, lens: Lens) -> list[Triple]:
    """A small world and a lens as the store holds them."""
    keys = frozenset(evidence.entities)
    source = Source(document="v", filename="v.txt", text="words", publisher="x", published=date(2024, 1, 10))
    coding = Coding(
        source=source,
        coder=Coder("tests", "human"),
        recorded=date(2024, 1, 10),
        claims=evidence.claims,
        disputes=evidence.disputes,
    )
    found = [*vocabulary().graph, *encode(coding, Names("v", keys | {c.claimer for c in evidence.claims}))[1]]
    for claim in evidence.claims:
        review = vocabulary().term("ReviewState", claim.review)
        found.append((claim_iri(claim.id), AA.reviewInForce, review))
    for key, entity in evidence.entities.items():
        found.append((entity_iri(key), RDF.type, AA[vocabulary().kind(entity.kind).name]))
        if entity.existed:
            found.append((entity_iri(key), AA.existed, Literal(str(entity.existed))))
    for number, link in enumerate(evidence.background):
        node = URIRef(f"background:{number}")
        said = ((AA.subject, entity_iri(link.subject)), (AA.object, entity_iri(link.object)))
        found += [(node, RDF.type, AA.BackgroundLink), (node, AA.relation, AA[link.relation])]
        found += [(node, property_, value) for property_, value in said]
        if link.valid:
            found.append((node, AA.valid, Literal(str(link.valid))))
    if lens.at is not None:
        found += [(AA.lens, AA.first, Literal(lens.at.first)), (AA.lens, AA.last, Literal(lens.at.last))]
    if lens.as_told_by is not None:
        found.append((AA.lens, AA.asToldBy, entity_iri(lens.as_told_by)))
    return found + [(AA.lens, AA.without, entity_iri(key)) for key in lens.without]


def ties(evidence: Evidence, lens: Lens) -> dict[tuple[str, str], dict[str, Any]]:
    """The ties that the SPARQL concludes, by pair: each query adds to the graph what the next one reads."""
    store = ox.Store()
    store.extend(ox.Quad(_term(s), _term(p), _term(o)) for s, p, o in triples(evidence, lens))
    *steps, last = POLICY
    for path in steps:
        store.extend(ox.Quad(*triple) for triple in list(store.query(path.read_text(encoding="utf-8"))))
    return {
        (key_of(row["from"].value), key_of(row["to"].value)): _tie(row, lens)
        for row in store.query(last.read_text(encoding="utf-8"))
    }


def _tie(row: Any, lens: Lens) -> dict[str, Any]:
    status = row["status"].value
    return {
        "status": status,
        "sign": {"support": 1, "opposition": -1}.get(status, 0),
        "origins": int(row["origins"].value),
        "against": int(row["against"].value),
        "holds": STANDS[int(row["stands"].value)] if lens.at else None,
        "inherited": row["inherited"].value == "true",
        "beside": row["beside"].value if row["beside"] else None,
    }


NONE = {"status": "none", "sign": 0, "origins": 0, "against": 0, "holds": None, "inherited": False, "beside": None}


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_sparql_form_gives_the_tie_that_the_policy_says(vector: dict[str, Any]) -> None:
    expected = vector["expect"]
    for claims in (vector["claims"], random.Random(1).sample(vector["claims"], len(vector["claims"]))):
        found = ties(world(vector, claims), lens_of(vector)).get(tuple(vector.get("pair", ("a", "b"))), NONE)
        assert {key: found[key] for key in expected} == expected


@settings(max_examples=60, deadline=None, derandomize=True)
@given(worlds(), lenses)
def test_both_forms_agree_on_worlds_made_by_chance(evidence: Evidence, lens: Lens) -> None:
    """On time, tellers and roll-up: the lens options that the SPARQL form reads."""
    asked = Lens(at=lens.at, as_told_by=lens.as_told_by, without=lens.without, uncertain=True)
    python = {(tie.subject, tie.object): answer(tie) for tie in Ties(evidence, asked).all()}
    assert ties(evidence, asked) == python
