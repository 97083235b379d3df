"""Where tellers disagree: the same pairs as Python finds, both sides in their words, side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg import KnowledgeGraph
from tests.browser.conftest import Opener, Visit
from tests.test_view_balance import paged, told
from tests.worlds import ROOT, SHARED, needs_shared


def sides(page: Visit) -> set[frozenset[str]]:
    """Every pair of a card on the left with a card on the right."""
    blocks = page.eval(
        "[...document.querySelectorAll('.versus')].map(block => [...block.children]"
        ".map(side => [...side.querySelectorAll('[data-id]')].map(card => card.dataset.id)))"
    )
    return {frozenset((a, b)) for left, right in blocks for a in left for b in right}


@needs_shared
@pytest.mark.parametrize(
    ("hash", "lens"),
    [
        ("", {}),
        ("&by=drc-2025-07-19%23rwanda", {"as_told_by": "drc-2025-07-19#rwanda"}),
        ("&wo=drc-2025-07-19%23rwanda", {"without": ["drc-2025-07-19#rwanda"]}),
        ("&out=drc-2025-07-19", {"without_source": ["drc-2025-07-19"]}),
    ],
)
def test_the_page_shows_the_disagreements_of_python(visit: Opener, hash: str, lens: dict[str, object]) -> None:
    graph = KnowledgeGraph()
    graph.load(ROOT / "seeds", SHARED / "gold" / "dev")
    found = graph.disputes(**lens)
    page = visit(graph.view(), hash=f"#v=disputes{hash}")
    assert sides(page) == {frozenset((one.a.id, one.b.id)) for one in found}
    assert not page.errors


def denied(said: int) -> str:
    """A page of assertions and one denial of them all."""
    evidence = told(*[("zoria", "supports", "avaria", None)] * (said + 1))
    *rest, last = evidence.claims
    return paged(replace(evidence, claims=(*rest, replace(last, status="denied"))))


def test_what_one_denial_answers_stands_beside_it(visit: Opener) -> None:
    page = visit(denied(2), hash="#v=disputes")
    assert sides(page) == {frozenset(("c0", "c2")), frozenset(("c1", "c2"))}
    assert page.page.locator(".versus").count() == 1
    assert "Follows from the words" in page.page.locator("#view-disputes").inner_text()
    left, right = (page.page.locator(".versus > div").nth(side).bounding_box() for side in (0, 1))
    assert left is not None
    assert right is not None
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]


def test_the_drawer_of_a_claim_names_who_denies_it(visit: Opener) -> None:
    page = visit(denied(1), hash="#c=c0")
    assert "One says what the other denies." in page.panel
    assert page.eval("[...document.querySelectorAll('#panel [data-id]')].map(card => card.dataset.id)") == ["c0", "c1"]


def test_on_a_phone_the_sides_stand_one_below_the_other(visit: Opener) -> None:
    page = visit(denied(1), hash="#v=disputes", size=(390, 844))
    left, right = (page.page.locator(".versus > div").nth(side).bounding_box() for side in (0, 1))
    assert left is not None
    assert right is not None
    assert left["y"] + left["height"] <= right["y"] + 1


def test_where_nobody_disagrees_the_page_says_what_that_is_worth(visit: Opener) -> None:
    page = visit(denied(0), hash="#v=disputes")
    assert "does not make it true" in page.page.locator("#view-disputes").inner_text()
