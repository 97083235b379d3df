"""Every mark leads back to the sentence that it came from."""

from __future__ import annotations

import json

import pytest

from kg import KnowledgeGraph
from tests.browser.conftest import Opener, Visit

PARTIES = ("hts", "assad-government", "russia", "iran", "hezbollah", "turkey", "sohr", "united-nations")


def keyed(ends: tuple[str, str]) -> str:
    return "#" + "&".join(f"p={end.replace('#', '%23')}" for end in ends)


def test_each_tie_opens_on_each_of_its_quotes(visit: Opener, seed: KnowledgeGraph) -> None:
    quotes = {claim.id: claim.exact for claim in seed.claims()}
    page = visit()
    ties = page.eval("kgTie.all(window.kgView.world, {})")
    assert len(ties) == len(seed.ties())
    for tie in ties:
        page.eval("hash => { location.hash = hash }", keyed((tie["subject"], tie["object"])))
        page.page.wait_for_function("id => document.querySelector(`[data-id='${id}']`)", arg=tie["claims"][0])
        shown = page.eval("[...document.querySelectorAll('#panel blockquote')].map(quote => quote.textContent)")
        assert {quotes[id] for id in tie["claims"]} <= set(shown)
    assert not page.errors


@pytest.mark.parametrize("key", PARTIES)
def test_each_party_of_the_mission_is_drawn_and_opens_on_a_quote(visit: Opener, key: str) -> None:
    page = visit(hash=f"#e={key}")
    nodes = page.eval("JSON.parse(document.getElementById('data').textContent).nodes")
    assert key in {node["id"] for node in nodes if node["role"] in ("party", "teller")}
    assert page.page.locator("#panel blockquote").first.is_visible()


def test_the_united_nations_open_on_the_figure_of_ocha(visit: Opener) -> None:
    page = visit(hash="#e=united-nations")
    assert "more than 14,000 people, almost half of them children, have been displaced" in page.panel
    assert "Background, not from the documents" in page.panel


def test_who_supports_the_quote_and_who_says_it_are_two_clicks_away(visit: Opener) -> None:
    page = visit()
    assert page.page.locator("#summary").inner_text().startswith("Iran, Hezbollah and Russia support Assad government.")
    page.page.click("#summary a:has-text('Hezbollah')")
    assert "the Lebanese Movement, an ally of Damascus" in page.panel
    assert "Told by Agence France-Presse" in page.panel


def test_what_is_in_tension_is_two_clicks_away(visit: Opener) -> None:
    page = visit()
    page.page.click("#filter-button")
    page.page.check("text=Contested only")
    assert "Syrian army opposes Syrian jihadists" in page.panel


def test_from_a_cell_to_the_highlighted_sentence(visit: Opener) -> None:
    page = visit(hash="#v=matrix")
    page.page.click(f"button[data-pair='{json.dumps(['iran', 'assad-government'], separators=(',', ':'))}']")
    page.page.click("#panel .show-source >> nth=0")
    assert page.page.locator("#view-reader mark.now").first.is_visible()
    assert page.eval("document.activeElement.matches('mark.now')")


def test_highlights_cover_exactly_the_quoted_words(visit: Opener, seed: KnowledgeGraph) -> None:
    page = visit(hash="#v=reader")
    for item in [*seed.claims(), *seed.figures()]:
        page.eval("id => { location.hash = '#v=reader&c=' + id }", item.id)
        page.page.wait_for_function(
            "id => location.hash.includes(id) && document.querySelector('mark.now')", arg=item.id
        )
        marked = page.eval("[...document.querySelectorAll('mark.now')].map(mark => mark.textContent).join('')")
        assert marked == item.exact


def clicked(page: Visit, *keys: str) -> None:
    """A click on an actor of the drawing, or half way between two."""
    spot = page.eval(
        """keys => {
            const ends = keys.map(key => window.kgView.network.getPosition(key));
            const middle = axis => ends.reduce((sum, end) => sum + end[axis], 0) / ends.length;
            const at = window.kgView.network.canvasToDOM({ x: middle('x'), y: middle('y') });
            const box = document.getElementById('canvas').getBoundingClientRect();
            return [box.left + at.x, box.top + at.y];
        }""",
        list(keys),
    )
    page.page.mouse.click(*spot)


def test_an_actor_of_the_drawing_opens(visit: Opener) -> None:
    page = visit()
    clicked(page, "iran")
    page.page.wait_for_function("() => location.hash.includes('e=iran')")
    assert page.eval("document.querySelector('#panel h2').textContent") == "Iran"


def test_a_line_of_the_drawing_opens_its_tie(visit: Opener) -> None:
    page = visit()
    clicked(page, "turkey", "truce-2020")
    page.page.wait_for_function("() => location.hash.includes('p=turkey&p=truce-2020')")
    assert "Parties: not stated." in page.panel


def test_relations_of_opposite_sign_between_two_are_both_drawn_and_told(visit: Opener) -> None:
    page = visit()
    both = page.eval(
        "window.kgView.bundles("
        "[{subject: 'a', object: 'b', status: 'support'}, {subject: 'b', object: 'a', status: 'opposition'}])"
    )
    assert [(one["status"], one["bend"]) for one in both] == [("support", 1), ("opposition", 1)]
