"""Hostile words in every field execute nothing, call nobody, and are shown as what they are."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kg import KnowledgeGraph
from kg.view import notebook_html
from tests.browser.conftest import Opener
from tests.worlds import claim, claims_file

HOSTILE = (
    '</script><script>window.__hit=1;alert(1)</script><img src=x onerror="window.__hit=1;alert(2)">'
    "\"'`{{7*7}}${7*7} href javascript:alert(3) <!-- ]]> http://127.0.0.1:9/x.png \u202egnp.exe\u202c a\u200bb"
)


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    name = {"name": f"Zoria {HOSTILE}", "kind": "state", "aliases": [HOSTILE], "mentions": [HOSTILE]}
    text = f"Zoria backs Avaria, said {HOSTILE}. Zoria denies it. More than 7 died, said {HOSTILE}."
    beside = {"exact": f"said {HOSTILE}", "start": 20, "end": 25 + len(HOSTILE)}
    long = text[: 25 + len(HOSTILE)]
    words = {"note": HOSTILE, "means": HOSTILE, "tags": [HOSTILE], "place": "p", "relayed_by": ["r"], "against": "p"}
    path = claims_file(
        tmp_path,
        text=text,
        title=HOSTILE,
        url="javascript:alert(4)//" + HOSTILE,
        author=HOSTILE,
        rights=HOSTILE,
        outlet="w",
        entities={key: name | {"name": f"{key} {HOSTILE}"} for key in ("z", "a", "p", "r")}
        | {"w": name | {"kind": "news agency"}},
        claims=[
            claim(
                "c1",
                "z",
                "supports",
                "a",
                long,
                attribution=beside,
                refers={"object": beside},
                **(words | {"against": None, "place": None}),
            ),
            claim(
                "c2",
                "z",
                "supports",
                "a",
                "Zoria denies it",
                status="denied",
                refers={"object": {"exact": "Avaria", "start": 12, "end": 18}},
            ),
        ],
        figures=[
            {
                "id": "f1",
                "measure": "killed",
                "value": 7,
                "bound": "more than",
                "claimer": "w",
                "exact": "More than 7 died",
                "words": "More than 7",
                "note": HOSTILE,
            }
        ],
        disputes=[{"a": "c1", "b": "c2", "kind": "contradicts", "note": HOSTILE}],
    )
    graph = KnowledgeGraph()
    graph.load(path)
    return graph.view(title=HOSTILE, texts="full")


def walked(page: Any) -> None:
    """Every view, every button, every tooltip."""
    for view in ("graph", "matrix", "timeline", "balance", "disputes", "reader", "table"):
        page.eval("view => window.kgView.update({ view })", view)
        for selector in ("#views button", "#views a", "#views mark", "#panel button", "#panel a.name", "summary"):
            for number in range(min(12, page.page.locator(selector).count())):
                one = page.page.locator(selector).nth(number)
                if one.is_visible():
                    one.click(timeout=800, force=True)
    for key in page.eval("Object.keys(JSON.parse(document.getElementById('data').textContent).world.entities)"):
        page.eval("entity => window.kgView.update({ view: 'graph', entity, pair: null, claim: null })", key)
        page.page.mouse.move(400, 400)
        page.page.mouse.move(500, 300)


def test_hostile_words_execute_nothing_and_call_nobody(visit: Opener, hostile: str) -> None:
    page = visit(hostile)
    walked(page)
    page.page.fill("#search", "</script>")
    assert page.eval("window.__hit") is None
    assert [dialog for dialog in page.dialogs if dialog in ("1", "2", "3", "4")] == []
    assert page.requests == []
    assert [error for error in page.errors if "clipboard" not in error] == []
    assert page.eval("document.querySelectorAll('#panel img, #views img, header img, iframe').length") == 0
    assert page.eval("[...document.querySelectorAll('a')].filter(a => !/^(https?:|file:)/.test(a.href)).length") == 0


def test_what_cannot_be_seen_is_pointed_out_and_stays_in_the_words(visit: Opener, hostile: str) -> None:
    page = visit(hostile)
    page.eval("window.kgView.update({ pair: window.kgView.seen().map(tie => [tie.subject, tie.object])[0] })")
    codes = page.eval("[...document.querySelectorAll('#panel .unseen')].map(one => one.dataset.code)")
    assert {"U+202E", "U+200B"} <= set(codes)
    assert HOSTILE in page.eval("document.querySelector('#panel blockquote').textContent")
    label = page.eval("window.kgView.network.body.data.nodes.get().map(node => node.label).join(' ')")
    assert "\u202e" not in label


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that notes every call."""
    called: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            called.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Noting)
    server.daemon_threads, server.block_on_close = True, False
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", called
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_may_do_nothing_but_run_its_own_script(visit: Opener, listener: tuple[str, list[str]]) -> None:
    page, (server, called) = visit(), listener
    page.eval(
        """async (server) => {
            const script = document.createElement('script');
            script.textContent = 'window.__hit = 1';
            document.body.append(script);
            const holder = document.createElement('div');
            holder.innerHTML = `<img src="${server}x.png" onerror="window.__hit = 1"><iframe src="${server}"></iframe>`;
            document.body.append(holder);
            navigator.sendBeacon(server + 'beacon');
            await fetch(server).catch(() => {});
        }""",
        server,
    )
    page.page.wait_for_timeout(300)
    assert page.eval("window.__hit") is None
    assert called == []


def test_in_a_notebook_the_page_is_shut_in(visit: Opener, browser: Any, tmp_path: Path, seed_page: str) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><script>window.secret = 1</script>{notebook_html(seed_page)}", encoding="utf-8")
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    frame = page.frames[1]
    frame.wait_for_selector("html[data-ready]")
    frame.click("#tab-matrix")
    frame.click(".matrix td button >> nth=0")
    assert frame.locator("#panel blockquote").first.is_visible()
    assert frame.evaluate("(() => { try { return window.parent.secret } catch { return 'shut' } })()") == "shut"
    assert not errors
    page.close()
