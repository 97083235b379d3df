"""Everything by keyboard, nothing by colour alone, and no finding of axe."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.browser.conftest import Opener
from tests.worlds import ROOT

AXE = "axe-core@4.14.1"
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, fetched once by npm and checked against its fingerprint; it is never shipped."""
    kept = ROOT / "build" / "axe" / "axe.min.js"
    if not kept.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("ACCESSIBILITY NOT CHECKED: no npm to fetch axe-core with")
        kept.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [npm, "pack", AXE, "--silent"], cwd=kept.parent, capture_output=True, text=True, timeout=120
        )
        if done.returncode:
            pytest.skip(f"ACCESSIBILITY NOT CHECKED: npm cannot fetch {AXE}: {done.stderr.strip()[-200:]}")
        with tarfile.open(kept.parent / done.stdout.strip().splitlines()[-1]) as packed:
            script = packed.extractfile("package/axe.min.js")
            assert script is not None
            kept.write_bytes(script.read())
    script_bytes = kept.read_bytes()
    assert hashlib.sha256(script_bytes).hexdigest() == AXE_SHA256
    return script_bytes.decode()


VIEWS = [
    "#",
    "#v=matrix&p=iran&p=assad-government",
    "#v=timeline&e=hts",
    "#v=timeline&ln=actors",
    "#v=balance&k=b1-2",
    "#v=disputes",
    "#v=reader&e=united-nations",
    "#v=table&at=2024-11-28",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hash", VIEWS)
def test_axe_finds_nothing(visit: Opener, axe: str, hash: str, scheme: str) -> None:
    page = visit(hash=hash, color_scheme=scheme)
    page.page.click("#filter-button")
    page.eval("for (const fold of document.querySelectorAll('details:not(.menu)')) fold.open = true")
    page.eval(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.eval("tags => axe.run(document, { runOnly: tags })", tags)
    assert len(found["passes"]) > 20
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]][:4]) for one in found["violations"]] == []


def test_a_walk_by_keyboard_alone(visit: Opener) -> None:
    page = visit()
    keys = page.page.keyboard
    page.page.focus("#search")
    keys.type("hezb")
    keys.press("Enter")
    assert "Hezbollah" in page.panel
    assert page.eval("document.activeElement.id") == "panel"
    for _ in range(12):
        keys.press("Tab")
        if page.eval("document.activeElement.matches('.tie')"):
            break
    keys.press("Enter")
    assert page.eval("window.kgView.state().pair") == ["hezbollah", "assad-government"]
    for _ in range(12):
        keys.press("Tab")
        if page.eval("document.activeElement.matches('.show-source')"):
            break
    keys.press("Enter")
    assert page.eval("document.activeElement.matches('mark.now')")
    keys.press("Escape")
    assert page.eval("window.kgView.state().claim") is None
    page.page.focus("#tab-reader")
    keys.press("ArrowRight")
    assert page.eval("window.kgView.state().view") == "table"


def test_everything_that_is_clicked_can_be_reached_by_tab(visit: Opener) -> None:
    for hash in VIEWS:
        page = visit(hash=hash)
        lost = page.eval(
            "[...document.querySelectorAll('button, a[href], input, select, summary, [role=button]')]"
            ".filter(one => one.offsetParent && one.tabIndex < 0 && one.getAttribute('role') !== 'tab').length"
        )
        assert lost == 0


def test_targets_are_large_enough_to_hit(visit: Opener) -> None:
    page = visit(hash="#v=matrix")
    small = page.eval(
        "[...document.querySelectorAll('button, input, select, summary')].filter(one => one.offsetParent)"
        ".map(one => [one.className || one.id, one.getBoundingClientRect()])"
        ".filter(([, box]) => box.height < 24 && box.width < 200).map(([name]) => name).filter(name => name !== 'day')"
    )
    assert [name for name in small if name] == []


def test_the_live_region_says_how_much_is_shown(visit: Opener) -> None:
    page = visit()
    page.eval("window.kgView.update({ level: 'named' })")
    page.page.wait_for_function("() => document.getElementById('live').textContent === '25 of 25 ties shown'")


def test_nothing_hangs_over_the_edge_of_a_phone(visit: Opener) -> None:
    for hash in VIEWS:
        page = visit(hash=hash, size=(390, 844))
        assert page.eval("document.documentElement.scrollWidth") <= 390, hash


def test_print_and_dark_and_forced_colours_draw(visit: Opener) -> None:
    for options in ({"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}):
        assert not visit(**options).errors
    page = visit()
    page.page.emulate_media(media="print")
    assert not page.page.locator("#tools").is_visible()
    page.eval("dispatchEvent(new Event('beforeprint'))")
    assert page.page.locator("#printed img").is_visible()
    page.eval("dispatchEvent(new Event('afterprint'))")
    assert page.page.locator("#printed img").count() == 0


def test_without_script_the_picture_and_the_ties_stand_there(
    browser: object, visit: Opener, seed_page: str, tmp_path: Path
) -> None:
    path = tmp_path / "plain.html"
    path.write_text(seed_page, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(path.as_uri())
    assert "Iran – Assad government: support, 2 for, 0 against" in page.locator("body").inner_text()
    assert page.locator("svg[role=img]").is_visible()
    context.close()
