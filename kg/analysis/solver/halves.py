"""The best two sides of a signed graph, with a proof or with two bounds.

Shrink, split into blocks, and in each block close the gap: a linear program over unbalanced cycles from below, rounding
its solution from above; ties that no better assignment can change are contracted and the rest starts again; what then
still resists is solved for whole numbers, adding the cycles that its solutions miss.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.analysis.solver.budget import Budget
from kg.analysis.solver.couplings import EPSILON, Couplings, Ints, ParityForest, blocks, is_closed, merged
from kg.analysis.solver.cycles import DoubleCover, unbalanced_triangles
from kg.analysis.solver.program import Program, Relaxation, cover
from kg.analysis.solver.reduction import reduced
from kg.analysis.solver.rounding import annealed, descended, tree_rounded

__all__ = ["Halves", "halves"]

_TRIANGLES = 20000
_SLACK = 0.02
_PATIENCE = 8


@dataclass(frozen=True)
class Halves:
    """An assignment to two sides, its cost, and what no assignment can undercut."""

    lower: float
    upper: float
    sides: Ints

    def is_proven(self, grain: float) -> bool:
        """Whether no cost fits between the bounds."""
        return is_closed(self.lower, self.upper, grain)


def halves(graph: Couplings, grain: float, budget: Budget) -> Halves:
    """The best assignment of a graph to two sides; costs differ by multiples of ``grain`` (0: by anything)."""
    small = reduced(graph)
    pieces = blocks(small.kernel)
    forest = ParityForest(small.kernel.size)
    lower = upper = small.paid
    for number, nodes in enumerate(pieces):
        piece = small.kernel.within(nodes)
        waiting = sum(
            small.kernel.within(later).cost(np.ones(len(later), dtype=np.int64)) for later in pieces[number + 1 :]
        )
        best = _Block(piece, grain, budget.shifted(lower, upper + waiting)).solve()
        lower, upper = lower + best.lower, upper + best.upper
        for node, side in zip(nodes, best.sides.tolist(), strict=True):
            forest.join(nodes[0], node, side * int(best.sides[0]))
    sides = small.expand(forest.sides())
    return Halves(min(lower, upper), graph.cost(sides), sides)


class _Block:
    """One biconnected piece on its way to a proof."""

    def __init__(self, graph: Couplings, grain: float, budget: Budget) -> None:
        self.graph = graph
        self.grain = grain
        self.budget = budget
        self.rng = np.random.default_rng(1)
        self.lower = 0.0
        self.sides = descended(graph, np.ones(graph.size, dtype=np.int64))
        self.upper = graph.cost(self.sides)
        for _ in range(3):
            self.offer(tree_rounded(graph, self.rng.random(graph.count)))

    def offer(self, sides: Ints) -> None:
        cost = self.graph.cost(sides)
        if cost < self.upper - EPSILON:
            self.upper, self.sides = cost, sides

    def raise_to(self, bound: float) -> None:
        self.lower = max(self.lower, bound)
        self.budget.report(min(self.lower, self.upper), self.upper)

    @property
    def is_closed(self) -> bool:
        return is_closed(self.lower, self.upper, self.grain)

    def answer(self) -> Halves:
        return Halves(self.upper if self.is_closed else self.lower, self.upper, self.sides)

    def solve(self) -> Halves:
        if self.is_closed:
            return self.answer()
        program = Program(np.abs(self.graph.weight))
        doubled = DoubleCover(self.graph)
        program.demand(map(cover, unbalanced_triangles(self.graph, _TRIANGLES)))
        relaxation = self._cut(program, doubled)
        if not self.is_closed and not self.budget.is_spent:
            self.offer(annealed(self.graph, self.sides, self.rng))
        if self.is_closed or self.budget.is_spent:
            return self.answer()
        if not self._contract(relaxation):
            self._branch(program, doubled, relaxation)
        return self.answer()

    def _cut(self, program: Program, doubled: DoubleCover) -> Relaxation:
        """Add uncovered cycles until there are none, the bound stands still, or the bounds meet."""
        best = program.relaxation(self.budget.left)
        still = 0
        latest = best
        while True:
            if latest.bound > best.bound + _SLACK:
                still = 0
            else:
                still += 1
            if latest.bound >= best.bound:
                best = latest
            self.raise_to(latest.bound)
            for noise in (0.001, 0.05, 0.1):
                self.offer(tree_rounded(self.graph, latest.paid + noise * self.rng.random(self.graph.count)))
            if self.is_closed or self.budget.is_spent or not latest.is_optimal or still > _PATIENCE:
                return best
            limit = max(200, self.graph.size)
            if not program.demand(map(cover, doubled.uncovered(latest.paid, self.sides, _SLACK, limit, self.rng))):
                return best
            latest = program.relaxation(self.budget.left)

    def _contract(self, relaxation: Relaxation) -> bool:
        """Merge the ends of ties that no better assignment can change, and solve what is left; whether enough were."""
        room = self.upper - max(self.grain, 2 * EPSILON) + EPSILON - relaxation.bound
        satisfied = np.flatnonzero(relaxation.reduced_cost > room)
        frustrated = np.flatnonzero(-relaxation.reduced_cost > room)
        if len(satisfied) + len(frustrated) < max(1.0, 0.02 * self.graph.count):
            return False
        forest = ParityForest(self.graph.size)
        for chosen, kept in ((satisfied, 1), (frustrated, -1)):
            for tie in chosen.tolist():
                u, v = self.graph.ends[tie].tolist()
                if not forest.join(u, v, kept if self.graph.weight[tie] > 0 else -kept):
                    self.raise_to(self.upper)
                    return True
        found = [forest.find(node) for node in range(self.graph.size)]
        number = {root: index for index, root in enumerate(sorted({root for root, _ in found}))}
        group = np.array([number[root] for root, _ in found], dtype=np.int64)
        sign = np.array([sign for _, sign in found], dtype=np.int64)
        ends = group[self.graph.ends]
        weight = self.graph.weight * sign[self.graph.ends[:, 0]] * sign[self.graph.ends[:, 1]]
        rest, paid = merged(len(number), zip(ends[:, 0].tolist(), ends[:, 1].tolist(), weight.tolist(), strict=True))
        inner = halves(rest, self.grain, self.budget.shifted(paid, paid, self.upper))
        self.offer(inner.sides[group] * sign)
        self.raise_to(min(self.upper, paid + inner.lower))
        return True

    def _branch(self, program: Program, doubled: DoubleCover, relaxation: Relaxation) -> None:
        """Solve for whole numbers, adding the cycles that each solution leaves uncovered."""
        room = self.upper - max(self.grain, 2 * EPSILON) + EPSILON - relaxation.bound
        free = (relaxation.reduced_cost <= room).astype(np.float64)
        program.pay_wholly(range(self.graph.count), free, max(self.grain - 2 * EPSILON, EPSILON))
        while not self.is_closed and not self.budget.is_spent:
            start = self.graph.frustrated(self.sides).astype(np.float64)
            if (start <= free).all():
                program.start_from(start)
            latest = program.whole(self.budget.left)
            self.raise_to(min(self.upper, latest.bound))
            if not latest.is_optimal:
                return
            self.offer(tree_rounded(self.graph, latest.paid))
            missed = doubled.uncovered(latest.paid, self.sides, 0.5, 500, self.rng)
            if not program.demand(map(cover, missed)):
                return
