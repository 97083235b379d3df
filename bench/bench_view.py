"""The page beside pyvis' own: size, first paint, and how long a frame takes while the picture is dragged.

Run: python bench/bench_view.py [--write]   (one run; --write puts the table into docs/view.md)
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from playwright.sync_api import sync_playwright
from pyvis.network import Network

from kg import KnowledgeGraph, view
from kg.interval import Interval
from kg.lens import Evidence, Lens
from kg.model import Claim, Source, entity
from kg.ties import Ties
from kg.view.layout import opposed_apart
from kg.view.scene import bonds_of, scene

ROOT = Path(__file__).parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
MARK = "<!-- measured by bench/bench_view.py -->"
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
PAN = """async network => {
    const frames = [], next = () => new Promise(done => requestAnimationFrame(done));
    for (let step = 0; step < 60; step++) {
        const at = network.getViewPosition(), begun = performance.now();
        network.moveTo({ position: { x: at.x + (step % 2 ? 9 : -9), y: at.y }, animation: false });
        network.redraw();
        await next();
        frames.push(performance.now() - begun);
    }
    return frames.sort((a, b) => a - b)[30];
}"""


def invented(actors: int, ties: int, *, blocs: int = 4, seed: int = 1) -> tuple[Evidence, dict[str, Source]]:
    """A conflict of planted blocs: most ties inside are support, most between are opposition, one claim each."""
    chance = random.Random(seed)
    keys = [f"actor-{number:04}" for number in range(actors)]
    kinds = {key: entity(id=key, name=f"Movement {key[6:]} of the North", kind="armed group") for key in keys}
    kinds["wire"] = entity(id="wire", name="The Wire", kind="news agency")
    claims: list[Claim] = []
    lines: list[str] = []
    at = 0
    for number, (a, b) in enumerate(_pairs(actors, ties, chance)):
        friends = (a % blocs == b % blocs) != (chance.random() < 0.05)
        relation = chance.choice(("alliedWith", "suppliesArms") if friends else ("attacks", "condemns"))
        quote = f"{kinds[keys[a]].name} was said on day {number} to act towards {kinds[keys[b]].name} in this way."
        day = date(2020 + number % 5, 1 + number % 12, 1 + number % 28)
        claims.append(
            Claim(
                document="d",
                file_id=f"c{number}",
                id=f"c{number:05}",
                subject=keys[a],
                relation=relation,
                object=keys[b],
                claimer="wire",
                exact=quote,
                start=at,
                end=at + len(quote),
                stated=day,
                valid=Interval(day.isoformat()),
            )
        )
        lines.append(quote)
        at += len(quote) + 1
    source = Source(
        document="d", filename="d.txt", text="\n".join(lines), publisher="wire", published=date(2024, 12, 1)
    )
    return Evidence(claims=tuple(claims), entities=kinds), {"d": source}


def _pairs(actors: int, ties: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Pairs within and between blocs, half and half, each once, every actor in one."""
    found: dict[tuple[int, int], None] = {}
    for a in range(actors):
        found[a, (a + 4) % actors] = None
    while len(found) < ties:
        a, b = chance.randrange(actors), chance.randrange(actors)
        if chance.random() < 0.5:
            b -= (b - a) % 4
        if a != b and b >= 0 and (b, a) not in found:
            found[a, b] = None
    return iter(found)


def default_pyvis(evidence: Evidence) -> str:
    """What pyvis draws of the same ties when nobody tells it how."""
    network = Network(directed=True, cdn_resources="in_line", notebook=False)
    ties = Ties(evidence, Lens()).all()
    for key in sorted({end for tie in ties for end in (tie.subject, tie.object)}):
        network.add_node(key, label=evidence.entities[key].name)
    for tie in ties:
        network.add_edge(tie.subject, tie.object, title=tie.status)
    return str(network.generate_html())


def measured(browser: Any, html: str, hash: str, network: str, patience: float) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url) if one.url.startswith("http") else None)
        page.route("http*://**", lambda route: route.abort())
        begun = time.perf_counter()
        page.goto(path.as_uri() + hash, wait_until="commit")
        drawn = None
        while drawn is None and time.perf_counter() - begun < patience:
            page.wait_for_timeout(25)
            drawn = page.evaluate(DRAWN, network)
        result = {
            "size": len(html.encode()),
            "requests": len(asked),
            "drawn": (drawn and time.perf_counter() - begun),
            "pan": page.evaluate(f"({PAN})({network})") if drawn else None,
        }
        page.close()
        return result


DRAWN = """name => {
    const network = name === 'network' ? window.network : window.kgView?.network;
    if (!network) return null;
    const bar = document.getElementById('loadingBar');
    if (bar && bar.style.display !== 'none' && bar.style.opacity !== '0') return null;
    if (!window.__drawn) network.once('afterDrawing', () => { window.__drawn = 1; });
    network.redraw();
    return window.__drawn ?? null;
}"""


def row(name: str, found: dict[str, Any]) -> str:
    def number(value: float | None, unit: str, digits: int) -> str:
        return "none in the time given" if value is None else f"{value:.{digits}f} {unit}"

    first, frame = number(found["drawn"], "s", 2), number(found["pan"], "ms", 0)
    return f"| {name} | {found['size'] / 1000:,.0f} kB | {found['requests']} | {first} | {frame} |"


def layouts() -> list[str]:

    rows = []
    graphs = [
        ("the seed", ROOT / "seeds"),
        *(
            (path.name.partition(".")[0], path)
            for path in sorted((ROOT.parent / "shared/gold/dev").glob("*.gold.json"))
        ),
    ]
    for name, path in graphs:
        graph = KnowledgeGraph()
        graph.load(path)
        rows.append(_apart(name, graph._evidence(Lens())))
    rows.append(_apart("planted, 300 actors, 1,200 ties", invented(300, 1200)[0]))
    rows.append(_apart("planted, 1,000 actors, 4,000 ties", invented(1000, 4000)[0]))
    head = "| graph | actors | drawn by the page | networkx spring |\n|---|---|---|---|"
    return ["How often an opposed pair is drawn further apart than an allied one (0.5 says nothing):", "", head, *rows]


def _apart(name: str, evidence: Evidence) -> str:
    picture = scene(evidence)
    parties = [node for node in picture.nodes if node.role == "party"]
    bonds = bonds_of(picture.ties, {node.key: number for number, node in enumerate(parties)})
    places = nx.spring_layout(nx.Graph([bond[:2] for bond in bonds]), seed=1)
    ours = opposed_apart(np.array([node.wide for node in parties], dtype=float), bonds)
    theirs = opposed_apart(np.array([places[number] for number in range(len(parties))]), bonds)
    return f"| {name} | {len(parties)} | {ours:.3f} | {theirs:.3f} |"


def report() -> str:
    seed = KnowledgeGraph()
    seed.load(ROOT / "seeds")
    small = seed._evidence(Lens()), dict(seed.sources)
    large, huge = invented(300, 1200), invented(1000, 4000)
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        named = (("the seed", small), ("300 actors, 1,200 ties", large), ("1,000 actors, 4,000 ties", huge))
        for name, (evidence, sources) in named:
            begun = time.perf_counter()
            html = view.page(evidence, sources)
            made = time.perf_counter() - begun
            ours = measured(browser, html, "#v=graph", "window.kgView.network", 60)
            rows.append(row(f"{name}: this page (made in {made:.1f} s)", ours))
            rows.append(row(f"{name}: pyvis default", measured(browser, default_pyvis(evidence), "", "network", 60)))
        browser.close()
    head = "| | size | requests | first picture | a frame while panning |\n|---|---|---|---|---|"
    return "\n".join([head, *rows, "", *layouts()])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--write", action="store_true")
    found = report()
    print(found)
    if arguments.parse_args().write:
        path = ROOT / "docs" / "view.md"
        before, _, rest = path.read_text(encoding="utf-8").partition(MARK)
        _, _, after = rest.partition(MARK)
        path.write_text(f"{before}{MARK}\n{found}\n{MARK}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
