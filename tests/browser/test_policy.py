"""The page concludes the same ties as Python: every vector, and every tie of the seed under many lenses."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from kg import KnowledgeGraph
from kg.interval import Interval
from kg.lens import Evidence, Lens
from kg.ties import Tie, Ties
from kg.view.world import world
from tests.browser.conftest import Opener
from tests.test_ties import VECTORS, lens_of
from tests.test_ties import world as small_world

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


@pytest.mark.parametrize("level", ["named", "organisation", "state"])
def test_the_page_concludes_what_python_concludes(visit: Opener, seed: KnowledgeGraph, level: str) -> None:
    page, evidence = visit(), evidence_of(seed)
    known = world(evidence)
    for day, told, least, relation in itertools.product(
        DAYS, (None, "sohr", "assad-government"), (0, 2), (None, "support")
    ):
        at = None if day is None else Interval(day)
        lens = Lens(at=at, as_told_by=told, min_origins=least, relation=relation, level=level, uncertain=least == 2)
        found = page.eval("([world, lens]) => kgTie.all(world, lens)", [known, asked(lens)])
        assert [plain(tie) for tie in found] == [plain(tie) for tie in Ties(evidence, lens).all()], lens


def test_without_a_teller_the_page_loses_what_python_loses(visit: Opener, seed: KnowledgeGraph) -> None:
    page, evidence = visit(), evidence_of(seed)
    for teller in ("sohr", "afp", "syrian-army", "iran", "rami-abdel-rahman"):
        lens = Lens(without=(teller,))
        found = page.eval("([world, lens]) => kgTie.all(world, lens)", [world(evidence), asked(lens)])
        assert [plain(tie) for tie in found] == [plain(tie) for tie in Ties(evidence, lens).all()], teller


def evidence_of(graph: KnowledgeGraph) -> Evidence:
    return graph._evidence(Lens())
