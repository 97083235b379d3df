"""The page concludes the same ties as Python: every vector, and every tie of the seed under many lenses."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from kg import KnowledgeGraph
from kg.interval import Interval
from kg.lens import Evidence, Lens
from kg.ties import Tie, Ties
from kg.view.world import world
from tests.browser.conftest import Opener, Visit
from tests.test_ties import VECTORS, lens_of
from tests.test_ties import world as small_world
from tests.worlds import ROOT, SEED, SHARED, needs_shared

SAME = ("subject", "object", "status", "sign", "origins", "against", "holds", "beside", "tension")
LISTS = ("claims", "contrary", "inherited_via", "between")


def asked(lens: Lens) -> dict[str, Any]:
    """A lens as the page writes it."""
    return {
        "at": [lens.at.first.isoformat(), lens.at.last.isoformat()] if lens.at else None,
        "asToldBy": lens.as_told_by,
        "without": list(lens.without),
        "withoutSources": list(lens.without_sources),
        "relation": lens.relation,
        "minOrigins": lens.min_origins,
        "level": lens.level,
        "uncertain": lens.uncertain,
        "reliability": lens.reliability,
        "credibility": lens.credibility,
    }


def plain(tie: Tie | dict[str, Any]) -> dict[str, Any]:
    get = tie.__getitem__ if isinstance(tie, dict) else lambda name: getattr(tie, name)
    return {name: get(name) for name in SAME} | {name: list(get(name)) for name in LISTS}


def test_the_page_passes_every_vector(visit: Opener) -> None:
    page = visit()
    for vector in VECTORS:
        for claims in (vector["claims"], vector["claims"][::-1]):
            ends = vector.get("pair", ("a", "b"))
            given = [world(small_world(vector, claims)), asked(lens_of(vector)), *ends]
            tie = page.eval("([world, lens, a, b]) => kgTie.tie(world, lens, a, b)", given)
            found = tie | {"inherited": bool(tie["inherited_via"])}
            assert {key: found[key] for key in vector["expect"]} == vector["expect"], vector["name"]


DAYS = (None, "2015", "2020-05", "2024-11-27", "2024-11-28", "2024-11-29", "2024-11", "2024-12-08", "2025-06", "2026")


def agree(page: Visit, evidence: Evidence, lenses: list[Lens]) -> None:
    """The page and Python conclude the same under each lens."""
    given = [world(evidence), [asked(lens) for lens in lenses]]
    found = page.eval("([world, lenses]) => lenses.map(lens => kgTie.all(world, lens))", given)
    for lens, ties in zip(lenses, found, strict=True):
        assert [plain(tie) for tie in ties] == [plain(tie) for tie in Ties(evidence, lens).all()], lens


@pytest.mark.parametrize("level", ["named", "organisation", "state"])
def test_the_page_concludes_what_python_concludes(visit: Opener, seed: KnowledgeGraph, level: str) -> None:
    asked_of = itertools.product(DAYS, (None, "sohr", "assad-government"), (0, 2), (None, "support"))
    lenses = [
        Lens(
            at=None if day is None else Interval(day),
            as_told_by=told,
            min_origins=least,
            relation=relation,
            level=level,
            uncertain=least == 2,
        )
        for day, told, least, relation in asked_of
    ]
    agree(visit(), evidence_of(seed), lenses)


def test_without_a_teller_the_page_loses_what_python_loses(visit: Opener, seed: KnowledgeGraph) -> None:
    tellers = ("sohr", "afp", "syrian-army", "iran", "rami-abdel-rahman")
    agree(visit(), evidence_of(seed), [Lens(without=(teller,)) for teller in tellers])


def test_grades_asked_for_leave_out_the_same_claims(visit: Opener, seed: KnowledgeGraph) -> None:
    evidence = evidence_of(seed)
    graded = replace(
        evidence,
        claims=tuple(
            replace(claim, credibility=1 + number % 7 if number % 7 < 6 else None)
            for number, claim in enumerate(evidence.claims)
        ),
        reliabilities={SEED: "B"},
    )
    lenses = [Lens(credibility=grade) for grade in (1, 3, 6)] + [Lens(reliability=grade) for grade in "ABF"]
    agree(visit(), graded, lenses)


@needs_shared
def test_two_documents_are_concluded_as_one(visit: Opener) -> None:
    graph = KnowledgeGraph()
    graph.load(ROOT / "seeds", SHARED / "gold" / "dev" / "syria-2024-12-01.gold.json")
    lenses = [Lens(at=at, level=level) for at in (None, Interval("2024-12-01")) for level in ("organisation", "state")]
    agree(visit(), evidence_of(graph), lenses)


def evidence_of(graph: KnowledgeGraph) -> Evidence:
    return graph._evidence(Lens())
