"""The page as a file: whole, deterministic, shut off from the network, and honest about what travels."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg import KnowledgeGraph, view
from kg.lens import Evidence, Lens
from kg.model import Claim, Source, entity
from tests.worlds import ROOT, SEED

VENDOR = ROOT / "kg" / "view" / "vendor"
HOSTILE = "</script><script>alert(1)</script><!-- <b>\"'&`{{7*7}} \u2028 \u202e \ud800"


@pytest.fixture(scope="module")
def seed() -> KnowledgeGraph:
    graph = KnowledgeGraph()
    graph.load(ROOT / "seeds")
    return graph


@pytest.fixture(scope="module")
def page(seed: KnowledgeGraph) -> str:
    return seed.view()


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found is not None
    return json.loads(found[1])


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def small_world(words: str) -> tuple[Evidence, dict[str, Source]]:
    """One claim in which every text is the given words."""
    ends = {key: entity(id=key, name=f"{key} {words}", kind="state", aliases=(words,)) for key in ("a", "b")}
    source = Source(
        document="d",
        filename="d.txt",
        text=words,
        publisher="a",
        published=date(2024, 1, 1),
        title=words,
        url=words,
        rights=words,
    )
    claim = Claim(
        document="d", file_id=words, subject="a", relation="supports", object="b", claimer="a", exact=words, start=0,
        end=len(words), stated=date(2024, 1, 1), note=words, means=words, tags=(words,), id="1",
    )  # fmt: skip
    return Evidence(claims=(claim,), entities=ends), {"d": source}


def test_the_same_graph_gives_the_same_bytes_in_another_process(page: str) -> None:
    script = "import sys, kg; g = kg.KnowledgeGraph(); g.load('seeds'); sys.stdout.buffer.write(g.view().encode())"
    environment = os.environ | {"PYTHONHASHSEED": "77"}
    again = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, env=environment)
    assert again.stdout == page.encode()


def test_a_page_is_small_and_whole(page: str) -> None:
    assert len(page.encode()) < 1_500_000
    loads = [(tag, attrs) for tag, attrs in Tags(page).found if {"src", "href", "data", "action"} & attrs.keys()]
    assert loads == []


def test_the_policy_names_the_two_scripts_of_the_page_and_nothing_else(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    assert len(scripts) == 2
    assert unescape(policy[1]) == (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_hostile_words_stay_words() -> None:
    evidence, sources = small_world(HOSTILE)
    page = view.page(evidence, sources, title=HOSTILE)
    plain = view.page(*small_world("words"), title="words")
    tags, plain_tags = (Counter(tag for tag, _ in Tags(one).found) for one in (page, plain))
    assert tags.keys() == plain_tags.keys()
    assert tags["script"] == 3
    assert page.encode()
    assert data_of(page)["sources"]["d"]["title"] == HOSTILE


def test_the_library_is_the_one_that_was_checked() -> None:
    digest, name = (VENDOR / "vis-network.min.js.sha256").read_text().split()
    library = (VENDOR / name).read_bytes()
    assert hashlib.sha256(library).hexdigest() == digest
    assert b"sourceMappingURL" not in library
    assert b"</script" not in library
    assert {path.name for path in VENDOR.glob("*LICENSE*")} == {
        "vis-network.LICENSE-APACHE-2.0",
        "vis-network.LICENSE-MIT",
    }


@pytest.mark.parametrize("texts", ["quotes", "context", "full"])
def test_every_quote_travels_whatever_is_left_out(seed: KnowledgeGraph, texts: str) -> None:
    passages = data_of(seed.view(texts=texts))["sources"][SEED]["passages"]
    text = (ROOT / "seeds" / f"{SEED}.txt").read_text(encoding="utf-8")
    for passage in passages:
        assert text[passage["start"] :].startswith(passage["text"])
    for item in (*seed.claims(), *seed.figures()):
        assert any(p["start"] <= item.start and item.end <= p["start"] + len(p["text"]) for p in passages)
    whole = [passage["text"] for passage in passages] == [text]
    assert whole is (texts == "full")


def test_quotes_alone_are_less_than_their_paragraphs(seed: KnowledgeGraph) -> None:
    def travels(texts: str) -> int:
        return sum(len(passage["text"]) for passage in data_of(seed.view(texts=texts))["sources"][SEED]["passages"])

    assert travels("quotes") < travels("context") < travels("full")


def test_the_rights_of_the_source_travel_with_it(page: str) -> None:
    assert "Rights stay with their holders" in data_of(page)["sources"][SEED]["rights"]


def test_all_eight_parties_stand_on_the_picture(page: str) -> None:
    drawn = {node["id"] for node in data_of(page)["nodes"] if node["role"] in ("party", "teller")}
    assert {"hts", "assad-government", "russia", "iran", "hezbollah", "turkey", "sohr", "united-nations"} <= drawn


def test_the_lens_is_where_the_reader_starts(seed: KnowledgeGraph) -> None:
    state = data_of(seed.view(at="2024-11", without=["SOHR"], level="named"))["state"]
    assert state == {"at": ["2024-11-01", "2024-11-30"], "without": ["sohr"], "level": "named"}


def test_pyvis_holds_the_nodes_and_ties_and_no_title(seed: KnowledgeGraph) -> None:
    network = view.to_pyvis(seed._evidence(Lens()))
    assert len(network.edges) == len(seed.ties())
    assert not any("title" in thing for thing in (*network.nodes, *network.edges))
    iran = next(edge for edge in network.edges if (edge["from"], edge["to"]) == ("iran", "assad-government"))
    assert (iran["status"], iran["origins"], iran["claims"]) == (
        "support",
        2,
        list(seed.tie("Iran", "Assad government").claims),
    )


def test_the_drawing_is_well_formed_and_tells_each_tie_in_words(seed: KnowledgeGraph) -> None:
    drawing = view.svg(seed._evidence(Lens()), title=HOSTILE)
    root = ElementTree.fromstring(drawing)  # noqa: S314 our own drawing
    words = [title.text or "" for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert any(
        "Iran: support, 1 independent for" in one and "Iran – Assad government: support, 2" in one for one in words
    )
    assert drawing == view.svg(seed._evidence(Lens()), title=HOSTILE)
    assert not [one for one in root.iter() if one.tag.endswith("script")]


def test_a_notebook_frame_is_shut_in(page: str) -> None:
    tag, attrs = Tags(view.notebook_html(page)).found[0]
    assert tag == "iframe"
    assert "allow-same-origin" not in str(attrs["sandbox"])
    assert attrs["srcdoc"] == page


def test_a_page_of_nothing_still_opens() -> None:
    assert "Who stands with whom" in view.page(Evidence(), {})


def test_pyvis_is_loaded_only_when_a_page_is_made() -> None:
    script = "import sys, kg.view; assert 'pyvis' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], cwd=Path(ROOT), check=True)
