"""Cycles that must contain a frustrated tie: those with an odd number of negative ones.

In the signed double cover every node stands twice, once for each side; a positive tie stays on its side, a negative one
changes it. A path from a node to its other self is a closed walk with an odd number of negative ties.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import scipy.sparse as sp
from scipy.sparse import csgraph

from kg.analysis.solver.couplings import Couplings, Floats, Ints

__all__ = ["DoubleCover", "unbalanced_triangles", "walk_back"]

_BATCH = 32
_HOP = 1e-5


def unbalanced_triangles(graph: Couplings, limit: int) -> list[tuple[int, int, int]]:
    """The triangles with an odd number of negative ties, as tie numbers; the first ``limit`` of them."""
    found: list[tuple[int, int, int]] = []
    for number, (u, v) in enumerate(graph.ends.tolist()):
        of_u, of_v = graph.neighbours[u], graph.neighbours[v]
        small, large = (of_u, of_v) if len(of_u) < len(of_v) else (of_v, of_u)
        for third in small:
            if third > v and third in large and graph.weight[number] * of_u[third] * of_v[third] < 0:
                found.append((number, graph.tie_between[u, third], graph.tie_between[v, third]))
                if len(found) == limit:
                    return found
    return found


def walk_back(predecessors: Ints, start: int, end: int) -> list[int]:
    """The nodes of a shortest path, from its end to its start."""
    path = [end]
    while path[-1] != start:
        path.append(int(predecessors[path[-1]]))
    return path


class DoubleCover:
    """The search for unbalanced cycles that the payments so far do not cover."""

    def __init__(self, graph: Couplings) -> None:
        u, v = graph.ends[:, 0], graph.ends[:, 1]
        turn = (graph.weight < 0).astype(np.int64)
        self._graph = graph
        self._tail = np.concatenate([2 * u, 2 * u + 1, 2 * v, 2 * v + 1])
        self._head = np.concatenate([2 * v + turn, 2 * v + 1 - turn, 2 * u + turn, 2 * u + 1 - turn])

    def uncovered(
        self, paid: Floats, sides: Ints, slack: float, limit: int, rng: np.random.Generator
    ) -> list[tuple[int, ...]]:
        """Unbalanced cycles whose ties are paid less than ``1 - slack`` together, one a start node, ``limit`` at most.

        Every unbalanced cycle contains a tie that contradicts ``sides``, so it is enough to start from nodes that
        touch all of those.
        """
        short = paid < 1 - slack
        usable = np.tile(short, 4)
        size = 2 * self._graph.size
        lengths = np.tile(np.maximum(paid, 0.0) + _HOP, 4)[usable]
        cover = sp.csr_matrix((lengths, (self._tail[usable], self._head[usable])), shape=(size, size))
        starts = rng.permutation(self._touching(self._graph.frustrated(sides) & short))
        found: list[tuple[int, ...]] = []
        for first in range(0, len(starts), _BATCH):
            found.extend(self._from(starts[first : first + _BATCH], cover, paid, slack))
            if len(found) >= limit:
                break
        return found

    def _from(self, starts: Ints, cover: sp.csr_matrix, paid: Floats, slack: float) -> Iterator[tuple[int, ...]]:
        distance, before = csgraph.dijkstra(cover, indices=2 * starts, return_predecessors=True, limit=1.0)
        tie_between = self._graph.tie_between
        for row, start in enumerate(starts.tolist()):
            if np.isfinite(distance[row, 2 * start + 1]):
                nodes = walk_back(before[row], 2 * start, 2 * start + 1)
                cycle = tuple(tie_between[a // 2, b // 2] for a, b in pairwise(nodes))
                if paid[list(cycle)].sum() < 1 - slack:
                    yield cycle

    def _touching(self, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Ints:
        """Few nodes that touch every chosen tie: the busiest first."""
        ends = self._graph.ends[chosen]
        busy = np.bincount(ends.ravel(), minlength=self._graph.size)
        taken = np.zeros(self._graph.size, dtype=np.bool_)
        for u, v in ends.tolist():
            if not taken[u] and not taken[v]:
                taken[u if busy[u] >= busy[v] else v] = True
        return np.flatnonzero(taken)
