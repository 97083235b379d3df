"""Exact shrinking of a signed graph: what is left has the same optimum up to a known amount.

A node goes when its best side follows from its neighbours':

- no tie or one: it satisfies that tie;
- one tie at least as heavy as all its others together: it follows that tie, so the two become one node;
- three ties: the cost of its best side is a triangle among the three neighbours (star-triangle).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from kg.analysis.solver.couplings import Couplings, Ints

__all__ = ["Reduced", "reduced"]


@dataclass(frozen=True)
class Reduced:
    """The kernel of a graph, what is paid outside it, and the way back."""

    kernel: Couplings
    paid: float
    kept: Ints
    removed: tuple[tuple[int, tuple[tuple[int, float], ...]], ...]
    size: int

    def expand(self, sides: Ints) -> Ints:
        """An assignment of the whole graph from one of the kernel, at the same cost plus what is paid outside."""
        full = np.zeros(self.size, dtype=np.int64)
        full[self.kept] = sides
        for node, ties in reversed(self.removed):
            pull = sum(weight * full[neighbour] for neighbour, weight in ties)
            full[node] = 1 if pull >= 0 else -1
        return full


class _Shrinking:
    """A graph while nodes are taken out of it."""

    def __init__(self, graph: Couplings) -> None:
        self.ties = [dict(ties) for ties in graph.neighbours]
        self.alive = [True] * graph.size
        self.removed: list[tuple[int, tuple[tuple[int, float], ...]]] = []
        self.paid = 0.0
        self.waiting = deque(range(graph.size))
        self.is_waiting = [True] * graph.size

    def look_again_at(self, node: int) -> None:
        if self.alive[node] and not self.is_waiting[node]:
            self.is_waiting[node] = True
            self.waiting.append(node)

    def add(self, u: int, v: int, weight: float) -> None:
        before = self.ties[u].get(v, 0.0)
        after = before + weight
        self.paid += (abs(before) + abs(weight) - abs(after)) / 2
        if after == 0:
            self.ties[u].pop(v, None)
            self.ties[v].pop(u, None)
        else:
            self.ties[u][v] = self.ties[v][u] = after

    def take_out(self, node: int) -> list[tuple[int, float]]:
        ties = sorted(self.ties[node].items())
        for neighbour, _ in ties:
            del self.ties[neighbour][node]
        self.ties[node] = {}
        self.alive[node] = False
        self.removed.append((node, tuple(ties)))
        return ties

    def follow_heaviest(self, node: int, leader: int, weight: float) -> None:
        sign = 1.0 if weight > 0 else -1.0
        for neighbour, other in self.take_out(node):
            if neighbour != leader:
                self.add(leader, neighbour, sign * other)
                self.look_again_at(neighbour)
        self.look_again_at(leader)
        for neighbour in self.ties[leader]:
            self.look_again_at(neighbour)

    def star_to_triangle(self, node: int) -> None:
        (a, to_a), (b, to_b), (c, to_c) = self.take_out(node)
        heavy_a, heavy_b, heavy_c = abs(to_a), abs(to_b), abs(to_c)
        self.add(a, b, np.sign(to_a * to_b) * (heavy_a + heavy_b - heavy_c) / 2)
        self.add(a, c, np.sign(to_a * to_c) * (heavy_a + heavy_c - heavy_b) / 2)
        self.add(b, c, np.sign(to_b * to_c) * (heavy_b + heavy_c - heavy_a) / 2)
        for neighbour in (a, b, c):
            self.look_again_at(neighbour)

    def run(self) -> None:
        while self.waiting:
            node = self.waiting.popleft()
            self.is_waiting[node] = False
            ties = self.ties[node]
            if len(ties) <= 1:
                for neighbour, _ in self.take_out(node):
                    self.look_again_at(neighbour)
                continue
            leader = min(ties, key=lambda neighbour: (-abs(ties[neighbour]), neighbour))
            if 2 * abs(ties[leader]) >= sum(map(abs, ties.values())):
                self.follow_heaviest(node, leader, ties[leader])
            elif len(ties) == 3:
                self.star_to_triangle(node)


def reduced(graph: Couplings) -> Reduced:
    """The kernel that is left when every node whose best side follows from its neighbours' is gone.

    >>> from kg.analysis.solver.couplings import merged
    >>> triangle, _ = merged(3, [(0, 1, 1.0), (1, 2, 1.0), (0, 2, -1.0)])
    >>> small = reduced(triangle)
    >>> small.kernel.count, small.paid
    (0, 1.0)
    """
    shrinking = _Shrinking(graph)
    shrinking.run()
    kept = [node for node in range(graph.size) if shrinking.alive[node]]
    number = {node: index for index, node in enumerate(kept)}
    ties = sorted((number[u], number[v], weight) for u in kept for v, weight in shrinking.ties[u].items() if u < v)
    kernel = Couplings(
        len(kept),
        np.array([tie[:2] for tie in ties], dtype=np.int64).reshape(-1, 2),
        np.array([tie[2] for tie in ties], dtype=np.float64),
    )
    return Reduced(kernel, shrinking.paid, np.array(kept, dtype=np.int64), tuple(shrinking.removed), graph.size)
