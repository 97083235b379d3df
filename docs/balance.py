"""A walk through the balance of the seed and of the six development articles, each figure with its quotes.

`python docs/balance.py` writes docs/balance.md. The development articles lie in ../shared; without them nothing is
written. They are invented prose: the page shows what the measures say of texts, and nothing about the world.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import networkx as nx

from kg import analysis
from kg.graph import KnowledgeGraph

DOCS = Path(__file__).resolve().parent
SEEDS = DOCS.parent / "seeds"
ARTICLES = DOCS.parent.parent / "shared" / "gold" / "dev"
PAGE = DOCS / "balance.md"
TIMES = ("2020-01-20", "2024-01-13", "2024-10-10", "2024-11-28", "2024-12-01", "2024-12-09", "2025-07-19")


class Walk:
    """A graph whose local actors of one id count as one, and the quotes behind its ties."""

    def __init__(self, folder: Path) -> None:
        self.graph = KnowledgeGraph()
        self.graph.load(folder)
        self.quotes = {claim.id: claim for claim in self.graph.claims()}

    def signed(self, **lens: Any) -> nx.Graph:
        """The undirected signed graph under a lens, inherited ties included."""
        net = self.graph.network(**lens)
        merged = nx.relabel_nodes(net, {key: key.split("#")[-1] for key in net})
        return analysis.signed_graph(merged, inherited=True)

    def tie(self, tie: analysis.SignedTie) -> str:
        """A tie as a list item with its first two quotes."""
        lines = [f"   - **{tie}**"]
        for claim in list(dict.fromkeys(tie.claims))[:2]:
            said = self.quotes.get(claim)
            if said is not None:
                quote = " ".join(said.exact.split())
                lines.append(f"     - “{quote}” — {said.claimer.split('#')[-1]}, {said.status} (`{claim}`)")
        return "\n".join(lines)


def bounds(found: analysis.Frustration) -> str:
    """The index, or its bounds where it is not proven."""
    return f"{found.index} (proven)" if found.proven else f"{found.lower} to {found.upper} (not proven)"


def names(actors: Iterable[Any]) -> str:
    """Actors in one line."""
    return ", ".join(str(actor).split("#")[-1] for actor in actors) or "nobody"


def seed() -> list[str]:
    """What the seed alone says."""
    walk = Walk(SEEDS)
    graph = walk.signed()
    index, balance, found = analysis.frustration(graph), analysis.balance(graph), analysis.blocs(graph, None)
    return [
        "## The seed: small, balanced, and silent about some",
        "",
        f"{balance.ties} ties ({balance.negative} negative) between {balance.actors} actors; {balance.balanced} of "
        f"{balance.triangles} triangles are balanced; frustration index {bounds(index)}.",
        "",
        *(f"- bloc {bloc.number}: {names(bloc.members)}" for bloc in found.blocs),
        f"- unplaced (no positive tie): {names(found.unplaced)}",
        "",
        "Nothing contradicts anything here, and the answer says just that. Who is unplaced stays unplaced: no alliance",
        "is guessed for it.",
        "",
    ]


def tensions(walk: Walk) -> list[str]:
    """What contradicts what when the six articles are read together."""
    graph = walk.signed()
    index, balance = analysis.frustration(graph), analysis.balance(graph)
    lines = [
        "## Six articles together, all times at once",
        "",
        f"{balance.ties} ties ({balance.negative} negative) between {balance.actors} actors; {balance.balanced} of "
        f"{balance.triangles} triangles are balanced; frustration index {bounds(index)}.",
        "",
        "Each frustrated tie below stands with a shortest way round it along ties that hold: the product of the signs",
        "along the whole cycle is negative, so something in it has to give. Which tie gives is not told by the index:",
        "another assignment may frustrate another tie of the same cycle.",
        "",
    ]
    for number, (tie, cycle) in enumerate(zip(index.ties, index.cycles, strict=True), start=1):
        lines += [f"{number}. {tie} against {len(cycle)} other ties", *(walk.tie(part) for part in (tie, *cycle)), ""]
    pairs = graph.graph["left_out"]
    lines += ["Pairs with evidence and no sign under the majority policy:", ""]
    lines += [f"- {pair.source} and {pair.target}: {pair.reason}" for pair in pairs]
    return [*lines, ""]


def triangles(walk: Walk) -> list[str]:
    """Tense triangles at the dates of the articles, among ties that hold for certain and among those that may hold."""
    lines = ["## Tense triangles", ""]
    for time in TIMES:
        for uncertain in (False, True):
            found = analysis.balance(walk.signed(at=time, uncertain=uncertain))
            for triangle in found.tense:
                doubt = " (counting ties that hold only uncertainly)" if uncertain else ""
                lines += [f"{time}{doubt}: {names(triangle.actors)} ({triangle.kind})", ""]
                lines += [*(walk.tie(tie) for tie in triangle.ties), ""]
    if len(lines) == 2:
        lines += ["None at any of these dates.", ""]
    return lines


def moves(walk: Walk, before: str, after: str) -> list[str]:
    """What changes between two dates."""
    found = analysis.change(walk.signed(at=before), walk.signed(at=after))
    lines = [f"## From {before} to {after}", ""]
    for what, ties in (("added", found.added), ("removed", found.removed)):
        lines += [f"{what.capitalize()}:", "", *(walk.tie(tie).replace("   ", "", 1) for tie in ties), ""]
    lines += ["Moves:", ""]
    for move in found.moves:
        doubt = "" if move.is_certain else "; undetermined, another partition costs the same"
        lines.append(f"- {move.actor}: bloc {move.before} to bloc {move.after}{doubt}")
    return [*lines, "", f"Frustration index {bounds(found.before)} before, {bounds(found.after)} after.", ""]


def course(walk: Walk) -> list[str]:
    """The index over time."""
    found = analysis.over_time((time, walk.signed(at=time)) for time in TIMES)
    lines = [
        "## The index over time",
        "",
        "| at | actors | ties | negative | index | balanced triangles |",
        "|---|---|---|---|---|---|",
    ]
    for point in found.points:
        share = "none" if point.share is None else f"{point.share:.2f}"
        index = str(point.index) if point.proven else f"{point.lower} to {point.upper}"
        lines.append(f"| {point.label} | {point.actors} | {point.ties} | {point.negative} | {index} | {share} |")
    return [*lines, ""]


def voices(walk: Walk) -> list[str]:
    """What hangs on single articles."""
    documents = sorted(walk.graph.sources)
    found = analysis.fragility(walk.signed(), [(name, walk.signed(without_source=name)) for name in documents])
    lines = [
        "## What hangs on one article",
        "",
        "| without | ties lost | gained | flipped | moves | index |",
        "|---|---|---|---|---|---|",
    ]
    for row in found.to_rows():
        lines.append(
            f"| {row['without']} | {row['lost']} | {row['gained']} | {row['flipped']} | {row['moves']} | "
            f"{row['index_before']} → {row['index_after']} |"
        )
    return [*lines, ""]


def page() -> str:
    """The whole page."""
    walk = Walk(ARTICLES)
    lines = [
        "# Balance, walked through",
        "",
        "Built by `python docs/balance.py`. The development articles are invented prose around well-known events: they",
        "show what the measures do with texts, and are no evidence about the world. Local actors with the same id in",
        "several articles are taken as one here; in a graph that is a reviewer's decision. Ties are made undirected by",
        "the majority policy; inherited ties are included.",
        "",
        *seed(),
        *tensions(walk),
        *triangles(walk),
        *moves(walk, "2024-12-01", "2024-12-09"),
        *course(walk),
        *voices(walk),
    ]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    if not ARTICLES.exists():
        sys.exit("the development articles (../shared/gold/dev) are not here: docs/balance.md stays as it is")
    PAGE.write_text(page(), encoding="utf-8")
