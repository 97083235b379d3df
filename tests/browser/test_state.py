"""What the reader asked for stands in the address, filters hold together, and counts are those of Python."""

from __future__ import annotations

import re

import pytest

from kg import KnowledgeGraph
from tests.browser.conftest import Opener, Visit


def shown(page: Visit) -> int:
    return int(page.eval("window.kgView.seen().length"))


@pytest.mark.parametrize(
    "hash",
    [
        "#v=matrix&p=iran&p=assad-government",
        "#v=timeline&at=2024-11-28&by=sohr",
        "#e=hts&g=1&l=named",
        "#v=timeline&ln=actors",
        "#v=balance&k=b1-2",
        "#v=table&x=1&n=2&h=support&h=mediation",
        "#v=reader&wo=sohr&r=attacks&u=1",
        "#at=2024-11-27&at=2024-11-29&y=",
    ],
)
def test_an_address_round_trips(visit: Opener, hash: str) -> None:
    page = visit(hash=hash)
    first = page.eval("JSON.stringify(window.kgView.state())")
    assert page.eval("location.hash") == hash
    page.eval("window.kgView.update({})")
    page.page.reload()
    page.page.wait_for_function("() => document.documentElement.dataset.ready === 'true'")
    assert page.eval("JSON.stringify(window.kgView.state())") == first
    assert not page.errors


def test_an_address_for_another_graph_shows_what_it_can(visit: Opener) -> None:
    page = visit(hash="#e=nobody&v=nothing&at=yesterday&r=loves&c=123&s=no.txt&l=galaxy&n=-4&b=77")
    assert shown(page) == 32
    every = ("e", "p", "c", "s", "b", "k", "r", "by", "wo", "out", "h", "ln", "v")
    page = visit(hash="#" + "&".join(f"{letter}=__proto__" for letter in every))
    assert shown(page) == 32
    assert not page.errors


@pytest.mark.parametrize(
    ("hash", "lens"),
    [
        ("", {}),
        ("#l=named", {"level": "named"}),
        ("#l=state", {"level": "state"}),
        ("#by=sohr", {"as_told_by": "sohr"}),
        ("#wo=sohr", {"without": ["sohr"]}),
        ("#at=2024-11-28", {"at": "2024-11-28"}),
        ("#at=2015-06-01", {"at": "2015-06-01"}),
        ("#at=2015-06-01&u=1", {"at": "2015-06-01", "uncertain": True}),
        ("#r=attacks", {"relation": "attacks"}),
        ("#n=2", {"min_origins": 2}),
        ("#at=2024-12-08", {"at": "2024-12-08"}),
    ],
)
def test_counts_are_those_of_python(visit: Opener, seed: KnowledgeGraph, hash: str, lens: dict[str, object]) -> None:
    assert shown(visit(hash=hash)) == len(seed.ties(**lens))


def test_the_lens_of_python_is_where_the_reader_starts(visit: Opener, seed: KnowledgeGraph) -> None:
    page = visit(seed.view(at="2024-11-28", as_told_by="SOHR"))
    assert page.page.locator("#summary").inner_text().startswith("On 28 November 2024, as told by Syrian Observatory")
    assert shown(page) == len(seed.ties(at="2024-11-28", as_told_by="SOHR"))


def test_the_slider_keeps_the_last_day_and_loses_the_next(visit: Opener) -> None:
    page = visit(hash="#l=named")
    page.page.click("#filter-button")
    held = "window.kgView.seen().some(tie => tie.subject === 'turkey' && tie.object === 'truce-2020')"
    for day, there in (("2020-02-29", False), ("2020-03-31", False), ("2020-04-01", False)):
        page.page.fill("#day", day)
        assert page.eval(held) is there
    page.page.fill("#day", "2020-03-15")
    page.page.check("text=Also what may only possibly hold")
    assert page.eval(held) is True
    page.page.fill("#day", "2020-02-29")
    assert page.eval(held) is False


def test_arrow_keys_move_the_slider_from_change_to_change(visit: Opener) -> None:
    page = visit()
    page.page.click("#filter-button")
    page.page.focus("#day-slider")
    page.page.keyboard.press("ArrowLeft")
    first = page.eval("window.kgView.state().at[0]")
    page.page.keyboard.press("ArrowLeft")
    second = page.eval("window.kgView.state().at[0]")
    assert second < first
    assert page.eval("document.activeElement.id") == "day-slider"


def test_all_filters_hold_together(visit: Opener, seed: KnowledgeGraph) -> None:
    page = visit(hash="#by=afp&r=support&h=opposition&l=named")
    wanted = [
        tie for tie in seed.ties(as_told_by="afp", relation="support", level="named") if tie.status != "opposition"
    ]
    assert shown(page) == len(wanted)


def test_a_step_around_an_actor_leaves_who_is_near(visit: Opener) -> None:
    page = visit(hash="#e=turkey&g=1")
    near = page.eval(
        "[...new Set(window.kgView.seen().flatMap(tie => [tie.subject, tie.object]))]"
        ".map(key => key.split('#').at(-1)).sort()"
    )
    assert near == ["some-allied-groups", "some-syrian-rebel-groups", "truce-2020", "turkey"]


def test_nothing_moves_when_the_reader_filters(visit: Opener) -> None:
    page = visit()
    place = "JSON.stringify(window.kgView.network.getPosition('iran'))"
    before = page.eval(place)
    page.eval("window.kgView.update({ at: ['2024-11-28', '2024-11-28'] })")
    assert page.eval(place) == before


def test_search_finds_aliases_and_arabic_names(visit: Opener) -> None:
    page = visit()
    for asked, found in (("hayat", "Hayat Tahrir al-Sham (HTS)"), ("SOHR", "Syrian Observatory"), ("إيران", "Iran")):
        page.page.fill("#search", asked)
        assert found in page.page.locator("#search-list li").first.inner_text()
    page.page.keyboard.press("Enter")
    assert page.eval("window.kgView.state().entity") == "iran"


def test_what_is_saved_is_what_is_seen(visit: Opener) -> None:
    page = visit(hash="#l=named&r=opposition")

    def saved(button: str) -> bytes:
        page.page.click(".menu summary")
        with page.page.expect_download() as waiting:
            page.page.click(button)
        path = waiting.value.path()
        return bytes(path.read_bytes())

    rows = saved("#save-csv").decode("utf-8-sig").splitlines()
    assert rows[0].startswith('"subject","status","object"')
    assert len(rows) - 1 == page.eval("window.kgView.seen().flatMap(tie => tie.claims).length")
    assert re.search(r"^\[1\] “.+” — .+characters \d+–\d+\)\.$", saved("#save-citations").decode(), re.M)
    assert saved("#save-png").startswith(b"\x89PNG")
    assert not page.errors
