"""The timeline: a lane for each tie or each actor, with acts whose target nobody names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg import KnowledgeGraph
from tests.browser.conftest import Opener
from tests.test_view_balance import paged, told

LANE = "document.querySelector(`[data-actor='${key}']`).closest('.lane')"
MARKS = f"key => [...{LANE}.querySelectorAll('[data-claim]')].map(mark => mark.dataset.claim)"
HEIGHT = f"key => Number({LANE}.querySelector('[data-claim] rect').getAttribute('height'))"


@pytest.fixture(scope="module")
def acts() -> str:
    """A war with a time, a support without one, and an attack on somebody who is not named."""
    evidence = told(
        ("zoria", "atWarWith", "avaria", "2023-01-01/2023-06-30"),
        ("zoria", "supports", "orland", None),
        ("zoria", "attacks", "avaria", "2023-03-01"),
    )
    war, support, attack = evidence.claims
    return paged(replace(evidence, claims=(war, support, replace(attack, object=None))))


def test_the_switch_changes_the_lanes_and_stands_in_the_address(visit: Opener) -> None:
    page = visit(hash="#v=timeline")
    assert page.page.locator(".lane [data-pair]").count() > 10
    page.page.select_option("#view-timeline select", "actors")
    assert page.eval("location.hash") == "#v=timeline&ln=actors"
    assert page.page.locator(".lane [data-pair]").count() == 0
    assert page.page.locator(".lane [data-actor='iran']").count() == 1


def test_an_act_without_a_named_target_is_a_mark_in_the_lane_of_its_actor(visit: Opener, acts: str) -> None:
    page = visit(acts, hash="#v=timeline&ln=actors")
    assert set(page.eval(MARKS, "zoria")) == {"c0", "c1", "c2"}
    assert page.page.locator("[data-claim='c2'] .act-mark").count() == 1
    assert set(page.eval(MARKS, "avaria")) == {"c0"}
    page.eval("window.kgView.update({ lanes: 'ties' })")
    assert page.page.locator("[data-claim='c2']").count() == 0


def test_a_lane_without_a_time_stands_apart(visit: Opener, acts: str) -> None:
    page = visit(acts, hash="#v=timeline&ln=actors")
    assert page.eval(
        "[...document.querySelectorAll('.lanes section')].map(part => [part.querySelector('h2').textContent,"
        " ...[...part.querySelectorAll('[data-actor]')].map(one => one.dataset.actor)])"
    ) == [["With a time", "zoria", "avaria"], ["No time given", "orland"]]
    page.eval("window.kgView.update({ lanes: 'ties' })")
    titles = page.eval("[...document.querySelectorAll('.lanes h2')].map(title => title.textContent)")
    assert titles == ["With a time", "No time given"]


def test_a_mark_opens_its_quote(visit: Opener, acts: str) -> None:
    page = visit(acts, hash="#v=timeline&ln=actors")
    page.page.locator("[data-claim='c2'] .act-mark").click()
    assert page.eval("window.kgView.state().claim") == "c2"
    assert "(target not named)" in page.panel


def test_what_others_do_to_an_actor_is_thin_in_its_lane(visit: Opener) -> None:
    html = paged(told(("zoria", "attacks", "avaria", "2023-01-01/2023-06-30")))
    page = visit(html, hash="#v=timeline&ln=actors")
    assert page.eval(HEIGHT, "avaria") < page.eval(HEIGHT, "zoria")


def test_filters_hold_in_the_lanes_of_actors(visit: Opener, seed: KnowledgeGraph) -> None:
    page = visit(hash="#v=timeline&ln=actors&by=sohr")
    told_by = {claim.id for claim in seed.claims(as_told_by="sohr")}
    drawn = set(page.eval("[...document.querySelectorAll('[data-claim]')].map(mark => mark.dataset.claim)"))
    assert drawn
    assert drawn <= told_by


def test_claims_that_do_not_overlap_share_a_row(visit: Opener) -> None:
    spells = ("2010-01-01/2010-12-31", "2015-01-01/2015-12-31", "2015-06-01/2016-12-31")
    html = paged(told(*(("zoria", "atWarWith", "avaria", spell) for spell in spells)))
    page = visit(html, hash="#v=timeline")
    rows = page.eval(
        "[...document.querySelectorAll('.lane [data-claim] rect.stated')].map(bar => bar.getAttribute('y'))"
    )
    assert len(rows) == 3
    assert len(set(rows)) == 2


def test_a_world_of_one_day_is_drawn(visit: Opener) -> None:
    page = visit(paged(told(("zoria", "attacks", "avaria", "2024-01-01"))), hash="#v=timeline")
    assert page.page.locator("[data-claim] rect.stated").count() == 1
    assert not page.errors
