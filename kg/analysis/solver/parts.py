"""The best partition of a signed graph into at most k parts, proven or bounded.

One part is counted, two are ``halves``; where the best free partition has no more than k parts it is the answer.
Otherwise each node is placed in one of k parts by an integer program, helped by the cycles that no partition satisfies.
"""

from __future__ import annotations

import numpy as np

from kg.analysis.solver.budget import Budget
from kg.analysis.solver.clusters import Clusters, OneNegative, clusters
from kg.analysis.solver.couplings import EPSILON, Couplings, Ints, is_closed
from kg.analysis.solver.halves import halves
from kg.analysis.solver.moving import improved, numbered
from kg.analysis.solver.program import Demand, Program, cover

__all__ = ["at_most"]


def at_most(k: int, graph: Couplings, grain: float, budget: Budget) -> Clusters:
    """The best partition into at most ``k`` parts."""
    if k == 1 or graph.count == 0:
        together = np.zeros(graph.size, dtype=np.int64)
        cost = graph.disagreement(together)
        return Clusters(cost, cost, together)
    if k == 2:
        best = halves(graph, grain, budget)
        return Clusters(best.lower, best.upper, numbered(best.sides))
    free = clusters(graph, grain, budget)
    few = _folded(graph, free.parts, k)
    if int(few.max()) < k and graph.disagreement(few) <= free.upper + EPSILON:
        return Clusters(free.lower, free.upper, few)
    return _Placement(k, graph, grain, budget, free, few).solve()


def _folded(graph: Couplings, parts: Ints, k: int) -> Ints:
    """The partition with parts joined, the cheapest two first, until at most k are left."""
    parts = numbered(parts)
    while (count := int(parts.max()) + 1) > k:
        pull = np.zeros((count, count))
        first, second = parts[graph.ends[:, 0]], parts[graph.ends[:, 1]]
        np.add.at(pull, (first, second), graph.weight)
        pull = pull + pull.T
        np.fill_diagonal(pull, -np.inf)
        keep, join = divmod(int(np.argmax(pull)), count)
        parts = numbered(np.where(parts == join, keep, parts))
    return parts


class _Placement:
    """The integer program that places each node in one of k parts."""

    def __init__(self, k: int, graph: Couplings, grain: float, budget: Budget, free: Clusters, start: Ints) -> None:
        self.k, self.graph, self.grain, self.budget = k, graph, grain, budget
        self.lower, self.upper, self.parts = free.lower, np.inf, start
        self.rng = np.random.default_rng(1)
        self.offer(start)
        for _ in range(20):
            self.offer(self.rng.integers(0, k, graph.size))

    @property
    def is_closed(self) -> bool:
        return is_closed(self.lower, self.upper, self.grain)

    def offer(self, parts: Ints) -> None:
        found = improved(self.graph, parts, self.rng, most=self.k)
        cost = self.graph.disagreement(found)
        if cost < self.upper - EPSILON:
            self.upper, self.parts = cost, found
            self.budget.report(self.lower, self.upper)

    def seat(self, node: int, part: int) -> int:
        """The column that says that a node is in a part."""
        return self.graph.count + node * self.k + part

    def solve(self) -> Clusters:
        columns = self.graph.count + self.graph.size * self.k
        program = Program(np.concatenate([np.abs(self.graph.weight), np.zeros(columns - self.graph.count)]))
        search = OneNegative(self.graph)
        program.demand(map(cover, search.triangles(20000)))
        for node in range(self.graph.size):
            seats = tuple(self.seat(node, part) for part in range(self.k))
            program.demand([Demand(seats, (1.0,) * self.k, 1.0), Demand(seats, (-1.0,) * self.k, -1.0)])
        program.demand(self._payments())
        while not self.is_closed and not self.budget.is_spent:
            latest = program.relaxation(self.budget.left)
            self.lower = max(self.lower, min(latest.bound, self.upper))
            missed = search.uncovered(latest.paid[: self.graph.count], 0.02, 1000, self.rng)
            if not latest.is_optimal or not program.demand(map(cover, missed)):
                break
        if not self.is_closed and not self.budget.is_spent:
            self._branch(program, columns)
        return Clusters(self.upper if self.is_closed else self.lower, self.upper, self.parts)

    def _payments(self) -> list[Demand]:
        """A positive tie is paid where its ends sit apart, a negative one where they sit together."""
        demands = []
        for tie, ((u, v), weight) in enumerate(zip(self.graph.ends.tolist(), self.graph.weight.tolist(), strict=True)):
            for part in range(self.k):
                at_u, at_v = self.seat(u, part), self.seat(v, part)
                if weight > 0:
                    demands.append(Demand((tie, at_u, at_v), (1.0, -1.0, 1.0), 0.0))
                    demands.append(Demand((tie, at_u, at_v), (1.0, 1.0, -1.0), 0.0))
                else:
                    demands.append(Demand((tie, at_u, at_v), (1.0, -1.0, -1.0), -1.0))
        return demands

    def _branch(self, program: Program, columns: int) -> None:
        """Parts are numbered by their first nodes, busiest node first, so that equal partitions count once."""
        most = np.ones(columns)
        busy = np.argsort(-np.bincount(self.graph.ends.ravel(), minlength=self.graph.size), kind="stable")
        for rank, node in enumerate(busy[: self.k].tolist()):
            for part in range(rank + 1, self.k):
                most[self.seat(node, part)] = 0.0
        program.pay_wholly(range(columns), most, max(self.grain - 2 * EPSILON, EPSILON))
        program.start_from(self._as_payments(busy))
        latest = program.whole(self.budget.left)
        self.lower = max(self.lower, min(latest.bound, self.upper))
        if latest.is_optimal:
            seats = latest.paid[self.graph.count :].reshape(self.graph.size, self.k)
            self.offer(np.argmax(seats, axis=1).astype(np.int64))

    def _as_payments(self, busy: Ints) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The best partition so far in the program's columns, parts numbered in the order of the busiest nodes."""
        in_order = np.zeros(self.graph.size, dtype=np.int64)
        in_order[busy] = numbered(self.parts[busy])
        seats = np.zeros((self.graph.size, self.k))
        seats[np.arange(self.graph.size), in_order] = 1.0
        return np.concatenate([self.graph.disagreeing(self.parts).astype(np.float64), seats.ravel()])
