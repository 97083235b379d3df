"""Where the signed networks of the tests are, and small random ones with their values by exhaustion."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

DATA = Path(__file__).parent / "data" / "networks"
SHARED = Path(__file__).parent.parent.parent / "shared" / "networks"


def shared(name: str) -> Path:
    """A network of the shared folder; the test skips where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/networks/{name} is not here")
    return path


def random_signed_graph(rng: np.random.Generator, most: int) -> nx.Graph:
    """Up to ``most`` actors, sparse to complete, few to many negative ties; weights of 1, small integers or reals."""
    size = int(rng.integers(2, most + 1))
    density, negative, kind = rng.choice([0.3, 0.6, 1.0]), rng.choice([0.2, 0.5, 0.8]), int(rng.integers(3))
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    for u in range(size):
        for v in range(u):
            if rng.random() < density:
                weight = (1, int(rng.integers(1, 5)), round(float(rng.random()) + 0.01, 9))[kind]
                graph.add_edge(u, v, sign=-1 if rng.random() < negative else 1, weight=weight)
    return graph


@cache
def two_sides(size: int) -> np.ndarray:
    """All assignments to two sides, the first node on side 0."""
    return np.array([(0, *rest) for rest in product((0, 1), repeat=size - 1)])


@cache
def partitions(size: int) -> np.ndarray:
    """All partitions of so many nodes, as numbers of parts."""

    def grown(parts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(parts) == size:
            yield parts
            return
        for part in range(max(parts, default=-1) + 2):
            yield from grown((*parts, part))

    return np.array(list(grown(())))


def costs(graph: nx.Graph, labels: np.ndarray) -> np.ndarray:
    """For each row of labels, the weight of positive ties across and negative ties within."""
    total = np.zeros(len(labels))
    for u, v, tie in graph.edges(data=True):
        together = labels[:, u] == labels[:, v]
        total += tie["weight"] * (together != (tie["sign"] > 0))
    return total


def sampson(time: int) -> nx.DiGraph:
    """Sampson's monks at one time: directed, valued affect."""
    graph = nx.DiGraph()
    with (DATA / "sampson_affect_t1_t5.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            spans = [[int(end) for end in span.split("-")] for span in row["times"].split(",")]
            if any(span[0] <= time <= span[-1] for span in spans):
                graph.add_edge(row["source"], row["target"], sign=int(row["sign"]), value=int(row["value"]))
    return graph
