"""Frustration indices side by side, in one run: kg, plain HiGHS with triangle cuts, RC2 MaxSAT, exhaustion.

Each method solves each network in a process of its own and is stopped at the time limit. Then the frontier: synthetic
two-bloc graphs grow until the bounds no longer meet in time.

    python bench/bench_balance.py [--seconds 60] [--no-frontier]
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import numpy as np

from kg import analysis

ROOT = Path(__file__).parent.parent
COPIES = ROOT / "tests" / "data" / "networks"
SHARED = ROOT.parent / "shared" / "networks"

Ties = list[tuple[int, int, int]]
Outcome = tuple[float | None, float | None]
"""The best value found, and the lower bound; equal where it is proven, None where there is none."""


def by_kg(size: int, ties: Ties, seconds: float) -> Outcome:
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    for u, v, sign in ties:
        graph.add_edge(u, v, sign=sign)
    found = analysis.frustration(graph, time_limit=seconds)
    return found.upper, found.lower


def by_plain_highs(size: int, ties: Ties, seconds: float) -> Outcome:
    """One variable a node, one a tie (its exclusive or), all unbalanced triangles, the busiest node fixed."""
    import highspy

    highs = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("time_limit", seconds), ("mip_abs_gap", 0.99)):
        highs.setOptionValue(option, value)
    highs.setOptionValue("mip_rel_gap", 0.0)
    sides = [highs.addBinary() for _ in range(size)]
    frustrated = [highs.addBinary(obj=1.0) for _ in ties]
    number = {}
    for (u, v, sign), paid in zip(ties, frustrated, strict=True):
        number[u, v] = number[v, u] = (paid, sign)
        if sign > 0:
            highs.addConstr(sides[u] - sides[v] <= paid)
            highs.addConstr(sides[v] - sides[u] <= paid)
        else:
            highs.addConstr(sides[u] + sides[v] + paid >= 1)
            highs.addConstr(sides[u] + sides[v] - paid <= 1)
    for one, two, three in unbalanced_triangles(number, ties):
        highs.addConstr(one + two + three >= 1)
    busy = np.bincount(np.array([(u, v) for u, v, _ in ties]).ravel(), minlength=size).argmax()
    highs.addConstr(sides[int(busy)] >= 1)
    highs.run()
    info = highs.getInfo()
    if highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        return round(info.objective_function_value), round(info.objective_function_value)
    found = info.objective_function_value
    return (round(found) if np.isfinite(found) else None), max(0.0, round(info.mip_dual_bound, 1))


def unbalanced_triangles(number: dict, ties: Ties) -> Iterator[tuple]:
    neighbours: dict[int, set[int]] = {}
    for u, v, _ in ties:
        neighbours.setdefault(u, set()).add(v)
        neighbours.setdefault(v, set()).add(u)
    for u, v, sign in ties:
        for third in neighbours[u] & neighbours[v]:
            if third > max(u, v) and sign * number[u, third][1] * number[v, third][1] < 0:
                yield number[u, v][0], number[u, third][0], number[v, third][0]


def by_rc2(size: int, ties: Ties, seconds: float) -> Outcome:
    """Weighted MaxSAT: an independent proof by another method. It gives nothing before it ends."""
    from pysat.examples.rc2 import RC2
    from pysat.formula import WCNF

    formula = WCNF()
    for index, (first, second, sign) in enumerate(ties):
        u, v, paid = first + 1, second + 1, size + 1 + index
        formula.extend([[u, -v, paid], [-u, v, paid]] if sign > 0 else [[u, v, paid], [-u, -v, paid]])
        formula.append([-paid], weight=1)
    busy = np.bincount(np.array([(u, v) for u, v, _ in ties]).ravel(), minlength=size).argmax()
    formula.append([int(busy) + 1])
    with RC2(formula, solver="g4", adapt=True, exhaust=True, minz=True) as solver:
        solver.compute()
        return solver.cost, solver.cost


def by_exhaustion(size: int, ties: Ties, seconds: float) -> Outcome:
    """Every assignment, for 20 actors at most."""
    if size > 20:
        return None, None
    codes = np.arange(2 ** (size - 1), dtype=np.int64)
    total = np.zeros(len(codes), dtype=np.int64)
    for u, v, sign in ties:
        together = (codes >> u & 1) == (codes >> v & 1)
        total += together != (sign > 0)
    return int(total.min()), int(total.min())


METHODS: dict[str, Callable[[int, Ties, float], Outcome]] = {
    "kg": by_kg,
    "plain HiGHS": by_plain_highs,
    "RC2": by_rc2,
    "exhaustion": by_exhaustion,
}


def answer(name: str, size: int, ties: Ties, seconds: float, line: multiprocessing.Queue) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    started = time.perf_counter()
    try:
        outcome = METHODS[name](size, ties, seconds)
    except ImportError:
        line.put(None)
        return
    line.put((outcome, time.perf_counter() - started))


def cell(name: str, size: int, ties: Ties, seconds: float) -> str:
    context = multiprocessing.get_context("spawn")
    line = context.Queue()
    process = context.Process(target=answer, args=(name, size, ties, seconds, line))
    process.start()
    try:
        told = line.get(timeout=seconds + 15)
    except queue.Empty:
        return f"nothing in {seconds:.0f} s"
    finally:
        process.kill()
        process.join()
    if told is None:
        return "not installed"
    (value, bound), spent = told
    if value is None:
        return "-" if bound is None else f"none >= {bound}"
    return f"{value:g}, {spent:.2f} s" if value == bound else f"{bound:g}..{value:g}, {spent:.1f} s"


def numbered(graph: nx.Graph) -> tuple[int, Ties]:
    number = {node: index for index, node in enumerate(sorted(graph, key=str))}
    return len(number), sorted((number[u], number[v], sign) for u, v, sign in graph.edges(data="sign"))


def networks() -> Iterator[tuple[str, nx.Graph]]:
    yield "highland tribes", analysis.read_edges(COPIES / "highland_tribes.csv")
    yield "congress", analysis.read_edges(COPIES / "congress_undirected.csv")
    yield "avatar", analysis.read_edges(COPIES / "avatar.csv")
    if SHARED.exists():
        for window in ("76-79", "96-99"):
            yield f"wars {window}", analysis.read_edges(SHARED / "cow_windows.csv", where={"window": window})
        yield "bitcoin alpha", analysis.read_edges(SHARED / "bitcoinalpha_undirected.csv")


def two_blocs(size: int, degree: int, noise: float, seed: int = 1) -> nx.Graph:
    """Two halves, friends within and foes across, a share of the signs turned round."""
    rng = np.random.default_rng(seed)
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    while graph.number_of_edges() < size * degree // 2:
        u, v = (int(node) for node in rng.integers(0, size, 2))
        if u != v:
            sign = 1 if u % 2 == v % 2 else -1
            graph.add_edge(u, v, sign=-sign if rng.random() < noise else sign)
    return graph


def complete(size: int, negative: float, seed: int = 1) -> nx.Graph:
    """Every pair, a share of the signs negative."""
    rng = np.random.default_rng(seed)
    graph = nx.Graph()
    for u in range(size):
        for v in range(u):
            graph.add_edge(u, v, sign=-1 if rng.random() < negative else 1)
    return graph


def frontier(seconds: float) -> None:
    """Grow each family until the bounds stay apart."""
    for noise in (0.05, 0.10, 0.20):
        for size in (250, 500, 1000, 2000, 5000, 10000):
            if not print_both(f"two blocs, degree 8, {noise:.0%} turned, n={size}", two_blocs(size, 8, noise), seconds):
                break
    for negative in (0.2, 0.5):
        for size in (10, 20, 25, 30, 40, 60):
            if not print_both(f"complete, {negative:.0%} negative, n={size}", complete(size, negative), seconds):
                break


def print_both(title: str, graph: nx.Graph, seconds: float) -> bool:
    started = time.perf_counter()
    two = analysis.frustration(graph, time_limit=seconds)
    middle = time.perf_counter()
    free = analysis.blocs(graph, None, alternatives=False, time_limit=seconds)
    print(
        f"{title:<46} m={graph.number_of_edges():<6} "
        f"two sides {two.lower}..{two.upper} {'proven' if two.proven else 'OPEN'} {middle - started:.1f} s | "
        f"free {free.lower}..{free.upper} {'proven' if free.proven else 'OPEN'} {time.perf_counter() - middle:.1f} s",
        flush=True,
    )
    return two.proven or free.proven


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=60.0, help="time limit for each method and network")
    options.add_argument("--no-frontier", action="store_true", help="only the comparison")
    chosen = options.parse_args()
    print(f"{'network':<18}{'n':>6}{'m':>7}  " + "".join(f"{name:<26}" for name in METHODS))
    for title, graph in networks():
        size, ties = numbered(graph)
        cells = [cell(name, size, ties, chosen.seconds) for name in METHODS]
        print(f"{title:<18}{size:>6}{len(ties):>7}  " + "".join(f"{text:<26}" for text in cells), flush=True)
    if not chosen.no_frontier:
        print(f"\nfrontier, {chosen.seconds:.0f} s for each")
        frontier(chosen.seconds)


if __name__ == "__main__":
    main()
