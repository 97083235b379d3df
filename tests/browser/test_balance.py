"""Balance on the page: said plainly, opened on quotes, and left alone by the filters."""

from __future__ import annotations

import pytest

from kg import KnowledgeGraph
from tests.browser.conftest import Opener
from tests.test_view_balance import TENSE, WORDS, paged


def test_the_seed_says_that_it_is_balanced_and_who_is_unplaced(visit: Opener) -> None:
    page = visit(hash="#v=balance")
    told = page.page.locator("#view-balance").inner_text()
    assert "Balanced: frustration index 0 (proven)" in told
    assert "filters do not change it" in told
    assert "over all days at once" in told
    assert "Every triangle of ties is balanced." in told
    unplaced = page.page.locator(".unplaced").inner_text()
    assert "none is guessed" in unplaced
    assert "Israel" in unplaced
    assert page.page.locator(".course circle").count() == 9
    assert not page.errors


def test_a_border_between_blocs_opens_each_of_its_quotes(visit: Opener, seed: KnowledgeGraph) -> None:
    page = visit(hash="#v=balance")
    page.page.click("[data-knot='b1-2']")
    ids = page.eval("[...document.querySelectorAll('#panel [data-id]')].map(card => card.dataset.id)")
    quotes = {claim.id: claim.exact for claim in seed.claims()}
    assert len(ids) >= 4
    shown = page.eval("[...document.querySelectorAll('#panel blockquote')].map(quote => quote.textContent)")
    assert [quotes[id] for id in ids] == shown
    assert page.eval("location.hash") == "#v=balance&k=b1-2"
    assert page.eval("document.activeElement.id") == "panel"


def test_a_tense_triangle_and_what_does_not_fit_open_on_their_quotes(visit: Opener) -> None:
    page = visit(paged(TENSE), hash="#v=balance")
    told = page.page.locator("#view-balance").inner_text()
    assert "Frustration index 1 (proven)" in told
    assert "Zoria stands with Avaria and with Orland, who stand opposed" in told
    for knot in ("t0", "f0"):
        page.page.click(f"[data-knot='{knot}']")
        assert page.page.locator("#panel article").count() == 3
        assert WORDS in page.panel
        page.page.keyboard.press("Escape")
    assert page.eval("window.kgView.state().knot") is None


def test_filters_leave_balance_alone(visit: Opener) -> None:
    page = visit(paged(TENSE), hash="#v=balance")
    before = page.page.locator("#view-balance").inner_text()
    page.eval("window.kgView.update({ at: ['2023-01-01', '2023-01-01'] })")
    assert page.page.locator("#view-balance").inner_text() == before


def test_the_lens_of_the_page_is_named(visit: Opener, seed: KnowledgeGraph) -> None:
    html = seed.view(at="2024-11-28", as_told_by="SOHR", relation="opposition")
    told = visit(html, hash="#v=balance").page.locator("#view-balance .hint").first.inner_text()
    assert "Computed for on 28 November 2024, as told by Syrian Observatory for Human Rights, opposition only" in told
    assert "over all days" not in told


def test_a_day_of_the_line_opens_the_graph_of_that_day(visit: Opener) -> None:
    page = visit(paged(TENSE), hash="#v=balance")
    page.page.click(".course [data-day='2023-06-01']")
    state = page.eval("window.kgView.state()")
    assert (state["view"], state["at"]) == ("graph", ["2023-06-01", "2023-06-01"])
    page.page.click("#tab-balance")
    page.page.click("#course-days summary")
    rows = page.page.locator("#course-days tbody tr")
    assert [rows.nth(row).inner_text().split() for row in (0, 2)] == [
        ["1", "January", "2023", "1", "0"],
        ["1", "June", "2023", "3", "1"],
    ]


@pytest.mark.parametrize("knot", ["t9", "b7-8", "zzz", "__proto__"])
def test_an_address_of_no_triangle_shows_the_whole(visit: Opener, knot: str) -> None:
    page = visit(hash=f"#v=balance&k={knot}")
    assert "Who stands where" in page.panel
    assert not page.errors


def test_borders_of_blocs_stand_in_the_matrix(visit: Opener) -> None:
    page = visit(hash="#v=matrix")
    edges = page.eval(
        "[...document.querySelectorAll('.matrix tr.edge td:last-child')]"
        ".map(cell => getComputedStyle(cell).borderTopWidth)"
    )
    assert len(edges) >= 3
    assert set(edges) == {"2px"}
    assert "A thick line parts blocs" in page.page.locator("#view-matrix .hint").inner_text()
