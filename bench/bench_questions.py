"""Named questions over synthetic claims: those that name an actor, the cost of typed rows, and whole-graph ones.

    python bench/bench_questions.py [--claims 100000] [--rdflib-claims 1000]

Times are medians in milliseconds of warm repetitions; what the first answer costs is told apart. The raw engine runs
the same SPARQL with the same values over the union of all graphs, and reads every cell of every row.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from claims_generator import holdings
from rdflib import Graph

from kg.holdings import Holdings
from kg.interval import Interval
from kg.lens import Lens
from kg.names import Directory
from kg.questions import Asker, Question, questions
from kg.vocabulary import PREFIXES

MID, HUB = "n40", "n0"
GLOBAL = ("contested-places", "denied-and-asserted", "disputes", "ended-relations", "figures-that-differ", "denials")
EVERYTHING = ("what-rests-on",)


def millis(run: Callable[[], Any], repeat: int = 5) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def asker_of(held: Holdings) -> Asker:
    evidence = held.evidence()
    return Asker(held, Directory(evidence.entities, held.current(), held.ontology.shared, {}).find)


def values_for(one: Question, actor: str) -> dict[str, str] | None:
    """The question put to an actor: every actor it takes, or the first where any will do; None where it takes none."""
    takes = [p for p in one.parameters if p.type in ("actor", "party", "entity")]
    if not takes:
        return None
    values = {p.name: actor for p in takes if p.required} or {takes[0].name: actor}
    fillers = {"relation": "supports", "date": "2015", "place": "n9"}
    if one.id in ("agreement-roles",):
        values = {takes[0].name: "n8"}
    if one.id in ("figures-side-by-side", "figures-that-differ"):
        values = {takes[0].name: "n9"}
    if len(values) > 1:
        values[list(values)[1]] = "n1"
    return values | {p.name: fillers[p.type] for p in one.parameters if p.required and p.type in fillers}


def named(held: Holdings) -> None:
    asker = asker_of(held)
    print("\nquestions that name an actor: ms, warm (rows)")
    print(f"  {'question':32} {'middling':>16} {'busiest':>18} {'middling, at a day':>20}")
    worst = {"middling": 0.0, "busiest": 0.0, "at": 0.0}
    for one in questions():
        if values_for(one, MID) is None or one.id in EVERYTHING:
            continue
        cells = []
        for column, actor, lens in (
            ("middling", MID, Lens()),
            ("busiest", HUB, Lens()),
            ("at", MID, Lens(at=Interval("2020-06"))),
        ):
            values = values_for(one, actor) or {}
            rows = len(asker.ask(one.id, values, lens))
            taken = millis(lambda values=values, lens=lens, one=one: asker.ask(one.id, values, lens), 3)  # type: ignore[misc]
            worst[column] = max(worst[column], taken)
            cells.append(f"{taken:8.1f} ({rows:5})")
        print(f"  {one.id:32} {cells[0]:>16} {cells[1]:>18} {cells[2]:>20}", flush=True)
    print(f"  asked of everything, see below: {', '.join(EVERYTHING)}")
    print("  slowest:", ", ".join(f"{name} {taken:.1f} ms" for name, taken in worst.items()))


def raw(held: Holdings, sparql: str) -> list[list[str | None]]:
    """What the engine itself gives, each cell read."""
    found = held.store._engine.query(sparql, prefixes=dict(PREFIXES), use_default_graph_as_union=True)  # type: ignore[attr-defined]
    names = found.variables
    return [[row[name].value if row[name] is not None else None for name in names] for row in found]


def typed(held: Holdings) -> None:
    asker = asker_of(held)
    print("\ntyped rows against the raw engine, the same SPARQL and rows: ms")
    ratios = []
    for one in questions():
        values = values_for(one, HUB)
        if one.engine != "sparql" or one.whole or values is None:
            continue
        sparql = asker.ask(one.id, values, Lens()).sparql
        count = len(raw(held, sparql))
        ours = millis(lambda one=one, values=values: asker.ask(one.id, values, Lens()))  # type: ignore[misc]
        theirs = millis(lambda sparql=sparql: raw(held, sparql))  # type: ignore[misc]
        ratios.append(ours / theirs)
        print(f"  {one.id:32} {count:6} rows   kg {ours:8.1f}   raw {theirs:8.1f}   x{ours / theirs:.2f}", flush=True)
    print(f"  median x{statistics.median(ratios):.2f}, worst x{max(ratios):.2f}")


def whole(held: Holdings, size: int, with_rdflib: bool) -> None:
    asker = asker_of(held)
    graph = flat(held) if with_rdflib else None
    print(f"\nwhole-graph questions at {size:,} claims: ms")
    for id in GLOBAL:
        one = next(q for q in questions() if q.id == id)
        rows = len(asker.ask(id, {}, Lens()))
        ours = millis(lambda id=id: asker.ask(id, {}, Lens()), 3)  # type: ignore[misc]
        theirs = millis(lambda one=one: raw(held, one.sparql), 3)  # type: ignore[misc]
        line = f"  {id:32} {rows:6} rows   kg {ours:8.1f}   pyoxigraph {theirs:8.1f}"
        if graph is not None:
            line += f"   rdflib {millis(lambda one=one: list(graph.query(one.sparql)), 1):9.1f}"  # type: ignore[misc, union-attr]
        print(line, flush=True)


def flat(held: Holdings) -> Graph:
    """The queried graphs as one rdflib graph in memory."""
    graph = Graph()
    for name in held.query_graphs():
        for triple in held.store.dataset().graph(name):
            graph.add(triple)
    return graph


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rdflib-claims", type=int, default=1_000)
    asked = parser.parse_args()
    small = holdings(asked.rdflib_claims)
    whole(small, asked.rdflib_claims, with_rdflib=True)
    del small
    start = time.perf_counter()
    held = holdings(asked.claims)
    print(f"\n{asked.claims:,} claims generated and loaded in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    asker_of(held).ask("who-supports", {"actor": MID}, Lens())
    print(f"first answer of all, indexes built: {time.perf_counter() - start:.1f} s")
    named(held)
    typed(held)
    whole(held, asked.claims, with_rdflib=False)
    lens = replace(Lens(), without=("t1",))
    asker = asker_of(held)
    start = time.perf_counter()
    asker.ask("lineage", {"body": MID}, lens)
    print(f"\nfirst answer under a lens that needs a graph of its own: {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    rows = len(asker.ask("what-rests-on", {"teller": "t1"}, Lens()))
    print(f"what rests on a busy teller, both tables of ties made: {time.perf_counter() - start:.0f} s ({rows} rows)")


if __name__ == "__main__":
    main()
