"""The best partition of a signed graph into as many parts as it takes (correlation clustering), proven or bounded.

A partition is contradicted by each cycle with exactly one negative tie: one of its ties has to give. Groups without a
positive tie between them never need to share a part, and pieces that share one node may be solved alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np
import scipy.sparse as sp
from scipy.sparse import csgraph

from kg.analysis.solver.budget import Budget
from kg.analysis.solver.couplings import EPSILON, Couplings, Floats, Ints, blocks, is_closed, merged
from kg.analysis.solver.cycles import unbalanced_triangles, walk_back
from kg.analysis.solver.moving import grown_along, improved, numbered
from kg.analysis.solver.program import Program, Relaxation, cover

__all__ = ["Clusters", "OneNegative", "clusters"]

_SLACK = 0.02
_PATIENCE = 8
_TRIANGLES = 20000
_BATCH = 32
_HOP = 1e-5


@dataclass(frozen=True)
class Clusters:
    """A partition, its disagreements, and what no partition can undercut."""

    lower: float
    upper: float
    parts: Ints

    def is_proven(self, grain: float) -> bool:
        """Whether no cost fits between the bounds."""
        return is_closed(self.lower, self.upper, grain)


def clusters(graph: Couplings, grain: float, budget: Budget) -> Clusters:
    """The best partition of a graph; costs differ by multiples of ``grain`` (0: by anything)."""
    group = _joined_by_dominant_ties(graph)
    ends = group[graph.ends]
    rest, paid = merged(
        int(group.max(initial=-1)) + 1,
        zip(ends[:, 0].tolist(), ends[:, 1].tolist(), graph.weight.tolist(), strict=True),
    )
    inside, pieces = _pieces(rest)
    leader = np.arange(rest.size)
    lower = upper = paid
    for number, nodes in enumerate(pieces):
        piece = inside.within(nodes)
        waiting = sum(float(np.maximum(-inside.within(later).weight, 0).sum()) for later in pieces[number + 1 :])
        best = _Piece(piece, grain, budget.shifted(lower, upper + waiting)).solve()
        lower, upper = lower + best.lower, upper + best.upper
        leader = _glued(leader, nodes, best.parts)
    parts = numbered(leader[group])
    return Clusters(min(lower, graph.disagreement(parts)), graph.disagreement(parts), parts)


def _joined_by_dominant_ties(graph: Couplings) -> Ints:
    """Groups of nodes that some best partition keeps together: one positive tie outweighs a node's others together."""
    ties = [dict(found) for found in graph.neighbours]
    leader = list(range(graph.size))
    waiting = list(range(graph.size))
    while waiting:
        node = waiting.pop()
        if leader[node] != node or not ties[node]:
            continue
        heaviest = max(ties[node], key=lambda neighbour: (ties[node][neighbour], -neighbour))
        if 2 * ties[node][heaviest] < sum(map(abs, ties[node].values())) or ties[node][heaviest] <= 0:
            continue
        leader[node] = heaviest
        for neighbour, weight in ties[node].items():
            del ties[neighbour][node]
            if neighbour != heaviest:
                total = ties[heaviest].get(neighbour, 0.0) + weight
                ties[heaviest][neighbour] = ties[neighbour][heaviest] = total
                if total == 0:
                    del ties[heaviest][neighbour], ties[neighbour][heaviest]
                waiting.append(neighbour)
        ties[node] = {}
        waiting.append(heaviest)
        waiting.extend(ties[heaviest])
    found = np.arange(graph.size)
    for node in range(graph.size):
        root = node
        while leader[root] != root:
            root = leader[root]
        found[node] = root
    return numbered(found)


def _pieces(graph: Couplings) -> tuple[Couplings, list[list[int]]]:
    """The graph without negative ties between positively connected groups, and its biconnected pieces."""
    positive: nx.Graph[int] = nx.Graph()
    positive.add_nodes_from(range(graph.size))
    positive.add_edges_from(graph.ends[graph.weight > 0].tolist())
    group = np.zeros(graph.size, dtype=np.int64)
    for number, nodes in enumerate(nx.connected_components(positive)):
        group[list(nodes)] = number
    same = group[graph.ends[:, 0]] == group[graph.ends[:, 1]]
    inside = Couplings(graph.size, graph.ends[same], graph.weight[same])
    return inside, blocks(inside)


def _glued(leader: Ints, nodes: list[int], parts: Ints) -> Ints:
    """The partition after the parts of one more piece are joined."""
    leader = leader.copy()
    first: dict[int, int] = {}
    for node, part in zip(nodes, parts.tolist(), strict=True):
        anchor = first.setdefault(part, node)
        old, new = leader[node], leader[anchor]
        if old != new:
            leader[leader == old] = new
    return leader


class OneNegative:
    """The search for cycles with exactly one negative tie that the payments so far do not cover."""

    def __init__(self, graph: Couplings) -> None:
        self._graph = graph
        self._positive = np.flatnonzero(graph.weight > 0)
        self._negative = np.flatnonzero(graph.weight < 0)

    def triangles(self, limit: int) -> list[tuple[int, int, int]]:
        """The triangles with one negative tie, ``limit`` at most."""
        weight = self._graph.weight
        return [
            cycle for cycle in unbalanced_triangles(self._graph, limit) if sum(weight[tie] < 0 for tie in cycle) == 1
        ]

    def uncovered(self, paid: Floats, slack: float, limit: int, rng: np.random.Generator) -> list[tuple[int, ...]]:
        """Cycles whose ties are paid less than ``1 - slack`` together, ``limit`` at most."""
        size = self._graph.size
        u, v = self._graph.ends[self._positive, 0], self._graph.ends[self._positive, 1]
        lengths = np.tile(np.maximum(paid[self._positive], 0.0) + _HOP, 2)
        near = lengths < 1 - slack + _HOP
        positive = sp.csr_matrix(
            (lengths[near], (np.concatenate([u, v])[near], np.concatenate([v, u])[near])), shape=(size, size)
        )
        open_ties = self._negative[paid[self._negative] < 1 - slack]
        goals: dict[int, list[tuple[int, int]]] = {}
        for tie in open_ties.tolist():
            u_, v_ = self._graph.ends[tie].tolist()
            start, goal = (u_, v_) if u_ in goals or v_ not in goals else (v_, u_)
            goals.setdefault(start, []).append((goal, tie))
        starts = rng.permutation(np.array(sorted(goals), dtype=np.int64))
        found: list[tuple[int, ...]] = []
        for first in range(0, len(starts), _BATCH):
            batch = starts[first : first + _BATCH]
            distance, before = csgraph.dijkstra(positive, indices=batch, return_predecessors=True, limit=1.0)
            for row, start in enumerate(batch.tolist()):
                found.extend(self._closed(distance[row], before[row], start, goals[start], paid, slack))
            if len(found) >= limit:
                break
        return found

    def _closed(
        self, distance: Floats, before: Ints, start: int, goals: list[tuple[int, int]], paid: Floats, slack: float
    ) -> Iterator[tuple[int, ...]]:
        for goal, tie in goals:
            if distance[goal] + paid[tie] < 1:
                nodes = walk_back(before, start, goal)
                path = [self._graph.tie_between[pair] for pair in pairwise(nodes)]
                if paid[path].sum() + paid[tie] < 1 - slack:
                    yield (tie, *path)


class _Piece:
    """One biconnected, positively connected piece on its way to a proof."""

    def __init__(self, graph: Couplings, grain: float, budget: Budget) -> None:
        self.graph = graph
        self.grain = grain
        self.budget = budget
        self.rng = np.random.default_rng(1)
        self.lower = 0.0
        self.parts = np.zeros(graph.size, dtype=np.int64)
        self.upper = graph.disagreement(self.parts)
        for start in (np.zeros(graph.size, dtype=np.int64), np.arange(graph.size)):
            self.offer(start)

    @property
    def is_closed(self) -> bool:
        return is_closed(self.lower, self.upper, self.grain)

    def offer(self, parts: Ints) -> None:
        found = improved(self.graph, parts, self.rng)
        cost = self.graph.disagreement(found)
        if cost < self.upper - EPSILON:
            self.upper, self.parts = cost, found

    def raise_to(self, bound: float) -> None:
        self.lower = max(self.lower, min(bound, self.upper))
        self.budget.report(self.lower, self.upper)

    def solve(self) -> Clusters:
        if not self.is_closed:
            program = Program(np.abs(self.graph.weight))
            search = OneNegative(self.graph)
            program.demand(map(cover, search.triangles(_TRIANGLES)))
            relaxation = self._cut(program, search)
            if not self.is_closed and not self.budget.is_spent:
                self._branch(program, search, relaxation)
        return Clusters(self.upper if self.is_closed else self.lower, self.upper, self.parts)

    def _cut(self, program: Program, search: OneNegative) -> Relaxation:
        """Add uncovered cycles until there are none, the bound stands still, or the bounds meet."""
        best = latest = program.relaxation(self.budget.left)
        still = 0
        while True:
            still = 0 if latest.bound > best.bound + _SLACK else still + 1
            best = max(best, latest, key=lambda relaxation: relaxation.bound)
            self.raise_to(latest.bound)
            self.offer(grown_along(self.graph, latest.paid))
            if self.is_closed or self.budget.is_spent or not latest.is_optimal or still > _PATIENCE:
                return best
            missed = search.uncovered(latest.paid, _SLACK, max(500, self.graph.size), self.rng)
            if not program.demand(map(cover, missed)):
                return best
            latest = program.relaxation(self.budget.left)

    def _branch(self, program: Program, search: OneNegative, relaxation: Relaxation) -> None:
        """Solve for whole numbers, adding the cycles that each solution leaves uncovered."""
        room = self.upper - max(self.grain, 2 * EPSILON) + EPSILON - relaxation.bound
        most = (relaxation.reduced_cost <= room).astype(np.float64)
        program.pay_wholly(range(self.graph.count), most, max(self.grain - 2 * EPSILON, EPSILON))
        while not self.is_closed and not self.budget.is_spent:
            start = self.graph.disagreeing(self.parts).astype(np.float64)
            if (start <= most).all():
                program.start_from(start)
            latest = program.whole(self.budget.left)
            self.raise_to(latest.bound)
            if not latest.is_optimal:
                return
            self.offer(grown_along(self.graph, latest.paid))
            if not program.demand(map(cover, search.uncovered(latest.paid, 0.5, 1000, self.rng))):
                return
