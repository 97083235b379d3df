"""A signed graph as numbers: nodes 0..n-1, each pair of them at most once, a weight whose sign is the tie's sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import floor, gcd, lcm

import networkx as nx
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

__all__ = [
    "EPSILON",
    "Couplings",
    "Floats",
    "Ints",
    "ParityForest",
    "blocks",
    "grain_of",
    "is_closed",
    "merged",
    "on_grid",
]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

EPSILON = 1e-6
"""What counts as nothing beside the smallest step that a cost can take."""


@dataclass(frozen=True)
class Couplings:
    """Signed weights between numbered nodes, without loops, parallel ties or zeros."""

    size: int
    ends: Ints
    weight: Floats

    @property
    def count(self) -> int:
        """How many ties there are."""
        return len(self.weight)

    @cached_property
    def matrix(self) -> sp.csr_matrix:
        """The symmetric matrix of signed weights."""
        first, second = self.ends[:, 0], self.ends[:, 1]
        rows, columns = np.concatenate([first, second]), np.concatenate([second, first])
        return sp.csr_matrix((np.tile(self.weight, 2), (rows, columns)), shape=(self.size, self.size))

    @cached_property
    def neighbours(self) -> list[dict[int, float]]:
        """For each node, the signed weight of each neighbour."""
        found: list[dict[int, float]] = [{} for _ in range(self.size)]
        for (u, v), weight in zip(self.ends.tolist(), self.weight.tolist(), strict=True):
            found[u][v] = weight
            found[v][u] = weight
        return found

    @cached_property
    def tie_between(self) -> dict[tuple[int, int], int]:
        """The number of the tie between two nodes, in both orders."""
        found = {}
        for number, (u, v) in enumerate(self.ends.tolist()):
            found[u, v] = found[v, u] = number
        return found

    def frustrated(self, sides: Ints) -> NDArray[np.bool_]:
        """Which ties contradict an assignment of +1 and -1 to the nodes."""
        return np.asarray(self.weight * sides[self.ends[:, 0]] * sides[self.ends[:, 1]] < 0)

    def cost(self, sides: Ints) -> float:
        """The weight of the ties that contradict an assignment."""
        return float(np.abs(self.weight[self.frustrated(sides)]).sum())

    def disagreeing(self, parts: Ints) -> NDArray[np.bool_]:
        """Which ties contradict a partition: positive ones between parts, negative ones within."""
        together = parts[self.ends[:, 0]] == parts[self.ends[:, 1]]
        return np.asarray((self.weight > 0) != together)

    def disagreement(self, parts: Ints) -> float:
        """The weight of the ties that contradict a partition."""
        return float(np.abs(self.weight[self.disagreeing(parts)]).sum())

    def within(self, nodes: list[int]) -> Couplings:
        """The part of the graph between some nodes, numbered in the order given."""
        number = np.full(self.size, -1, dtype=np.int64)
        number[nodes] = np.arange(len(nodes))
        inside = (number[self.ends] >= 0).all(axis=1)
        return Couplings(len(nodes), number[self.ends[inside]], self.weight[inside])


def merged(size: int, ties: Iterable[tuple[int, int, float]]) -> tuple[Couplings, float]:
    """Couplings from ties that may repeat or loop, and the cost that is paid whatever the assignment.

    Signs that cancel cost the weaker of the two; a negative loop costs its weight.

    >>> graph, paid = merged(2, [(0, 1, 3.0), (1, 0, -1.0), (0, 0, -2.0)])
    >>> graph.ends.tolist(), graph.weight.tolist(), paid
    ([[0, 1]], [2.0], 3.0)
    """
    sums: dict[tuple[int, int], float] = {}
    gross = 0.0
    paid = 0.0
    for u, v, weight in ties:
        if u == v:
            paid += max(0.0, -weight)
            continue
        pair = (u, v) if u < v else (v, u)
        sums[pair] = sums.get(pair, 0.0) + weight
        gross += abs(weight)
    kept = sorted((pair, weight) for pair, weight in sums.items() if weight != 0)
    paid += (gross - sum(abs(weight) for _, weight in kept)) / 2
    ends = np.array([pair for pair, _ in kept], dtype=np.int64).reshape(-1, 2)
    return Couplings(size, ends, np.array([weight for _, weight in kept], dtype=np.float64)), paid


def grain_of(weights: Iterable[float]) -> float:
    """The largest step of which every cost is a multiple, or 0 where the weights have none worth naming.

    A lower bound above ``best - step`` proves ``best``.

    >>> grain_of([1.0, 3.0]), grain_of([0.5, 2.0]), grain_of([3.14159265, 1.0])
    (1.0, 0.5, 0.0)
    """
    sizes = sorted({abs(weight) for weight in weights})
    shares = [Fraction(size).limit_denominator(1000) for size in sizes]
    if not sizes or any(abs(float(share) - size) > 1e-12 for share, size in zip(shares, sizes, strict=True)):
        return 0.0
    scale = lcm(*(share.denominator for share in shares))
    step = Fraction(gcd(*(int(share * scale) for share in shares)), scale)
    return float(step) if step >= Fraction(1, 1000) else 0.0


def is_closed(lower: float, upper: float, grain: float) -> bool:
    """Whether nothing cheaper than ``upper`` is left above ``lower``, where costs step by ``grain``."""
    return bool(lower > upper - max(grain, 2 * EPSILON) + EPSILON)


def on_grid(lower: float, upper: float, grain: float) -> float:
    """The lowest cost that can be attained at or above a lower bound, where costs step by ``grain`` below ``upper``.

    >>> on_grid(836.12, 1004.0, 1.0), on_grid(0.3, 1.0, 0.0)
    (837.0, 0.3)
    """
    return upper - floor((upper - lower + EPSILON) / grain) * grain if grain else lower


def blocks(graph: Couplings) -> list[list[int]]:
    """The biconnected pieces with at least one tie, each sorted, in the order of their smallest nodes.

    Two pieces share one node at most, so each may be solved alone.
    """
    skeleton: nx.Graph[int] = nx.Graph()
    skeleton.add_edges_from(graph.ends.tolist())
    pieces: list[set[int]] = list(nx.biconnected_components(skeleton))  # type: ignore[arg-type]
    return sorted(sorted(piece) for piece in pieces)


class ParityForest:
    """Groups of nodes whose sides are known relative to one another."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._sign = [1] * size

    def find(self, node: int) -> tuple[int, int]:
        """The root of a node's group, and whether the node is on the root's side (+1) or opposite (-1)."""
        sign, path = 1, []
        while self._parent[node] != node:
            path.append(node)
            sign *= self._sign[node]
            node = self._parent[node]
        onward = sign
        for passed in path:
            step = self._sign[passed]
            self._parent[passed], self._sign[passed] = node, onward
            onward *= step
        return node, sign

    def join(self, u: int, v: int, sign: int) -> bool:
        """Put u and v on one side (+1) or on opposite sides (-1); False where that contradicts what is known."""
        (root_u, sign_u), (root_v, sign_v) = self.find(u), self.find(v)
        if root_u == root_v:
            return sign_u * sign_v == sign
        self._parent[root_u], self._sign[root_u] = root_v, sign_u * sign_v * sign
        return True

    def sides(self) -> Ints:
        """Every node's side relative to its root."""
        return np.array([self.find(node)[1] for node in range(len(self._parent))], dtype=np.int64)
