"""Whether actors could stand elsewhere at the same cost: each is forced to, and the rest answers.

A tie heavier than all others together binds an actor to a bloc's anchor or parts it from it; what the best partition
then costs more is the actor's margin. At no extra cost the actor is undetermined, and so is whoever moved along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.analysis.results import plain
from kg.analysis.signed import Coded
from kg.analysis.solver.budget import Budget
from kg.analysis.solver.clusters import Clusters
from kg.analysis.solver.couplings import EPSILON, Couplings, Ints, merged

__all__ = ["Standing", "moved", "standings"]

Solver = Callable[[Couplings], Clusters]


@dataclass(frozen=True)
class Standing:
    """How surely an actor is where it is: ``placed``, ``undetermined``, ``unplaced`` or ``unchecked``.

    ``margin`` is what any other place would cost at least, None where that was not found out.
    """

    actor: Any
    component: int
    word: str
    margin: float | None


def moved(before: Ints, after: Ints) -> list[int]:
    """The nodes that change parts when the parts of two partitions are matched as well as they can be.

    >>> moved(np.array([0, 0, 0, 1]), np.array([1, 1, 0, 0]))
    [2]
    """
    overlap = np.zeros((int(before.max()) + 1, int(after.max()) + 1))
    np.add.at(overlap, (before, after), 1.0)
    rows, columns = linear_sum_assignment(-overlap)
    match = dict(zip(columns.tolist(), rows.tolist(), strict=True))
    return [
        node
        for node, (old, new) in enumerate(zip(before.tolist(), after.tolist(), strict=True))
        if match.get(new) != old
    ]


def standings(
    code: Coded, found: list[tuple[list[int], Ints, bool]], k: int | None, budget: Budget, solve: Solver
) -> tuple[Standing, ...]:
    """The standing of every actor, given the best partition of each component and whether to ask about it."""
    stands: dict[int, Standing] = {}
    for component, (piece, parts, is_asked) in enumerate(found):
        inquiry = _Inquiry(code.couplings.within(piece), parts, k, code.grain, budget, solve)
        if is_asked:
            inquiry.run()
        for index, node in enumerate(piece):
            if not (inquiry.graph.matrix[index].data > 0).any():
                stands[node] = Standing(code.actors[node], component, "unplaced", None)
                continue
            margin = inquiry.margins.get(index)
            word = (
                "undetermined"
                if index in inquiry.undetermined
                else "placed"
                if index in inquiry.checked
                else "unchecked"
            )
            stands[node] = Standing(
                code.actors[node], component, word, None if margin is None else plain(margin * code.unit)
            )
    return tuple(stands[node] for node in sorted(stands))


class _Inquiry:
    """One component, whose actors are asked one by one."""

    def __init__(
        self, graph: Couplings, parts: Ints, k: int | None, grain: float, budget: Budget, solve: Solver
    ) -> None:
        self.graph, self.parts, self.k, self.grain, self.budget, self.solve = graph, parts, k, grain, budget, solve
        self.cost = graph.disagreement(parts)
        self.undetermined: set[int] = set()
        self.checked: set[int] = set()
        self.margins: dict[int, float] = {}
        same = parts[graph.ends[:, 0]] == parts[graph.ends[:, 1]]
        self.hold = np.zeros(graph.size)
        for end in (0, 1):
            np.add.at(self.hold, graph.ends[:, end], np.where(same, graph.weight, -graph.weight))

    def run(self) -> None:
        nodes = [node for node in range(self.graph.size) if (self.graph.matrix[node].data > 0).any()]
        for node in sorted(nodes, key=lambda node: (self.hold[node], node)):
            self.ask(node)

    def ask(self, node: int) -> None:
        """Force a node away from the anchor of its part and to those of its friends' parts."""
        least = float("inf")
        while node not in self.undetermined:
            tests = self.tests(node)
            least = float("inf")
            for anchor, together in tests:
                if self.budget.is_spent:
                    return
                extra, parts, is_certain = self.forced(node, anchor, together)
                if extra <= EPSILON:
                    self.mark(parts, node, anchor)
                    least = 0.0
                    break
                if not is_certain:
                    return
                least = min(least, extra)
            else:
                break
        self.checked.add(node)
        if node in self.undetermined:
            self.margins[node] = 0.0
        elif np.isfinite(least):
            self.margins[node] = least

    def tests(self, node: int) -> list[tuple[int, bool]]:
        own = int(self.parts[node])
        friends = {int(self.parts[other]) for other, weight in self.graph.neighbours[node].items() if weight > 0}
        if self.k == 2:
            friends = {1 - own} if (self.parts != own).any() else set()
        asked = [(own, False), *((part, True) for part in sorted(friends - {own}))]
        found = [(self.anchor(part, node), together) for part, together in asked]
        known = [(anchor, together) for anchor, together in found if anchor is not None]
        return known[:1] if self.k == 2 else known

    def anchor(self, part: int, node: int) -> int | None:
        """The member of a part that is held there most, one that is not known to move."""
        members = [
            other
            for other in np.flatnonzero(self.parts == part).tolist()
            if other != node and other not in self.undetermined
        ]
        return min(members, key=lambda other: (-self.hold[other], other), default=None)

    def forced(self, node: int, anchor: int, together: bool) -> tuple[float, Ints, bool]:
        """What the best partition costs more when two nodes are bound or parted, and whether that is certain."""
        heavy = 1.0 + float(np.ceil(np.abs(self.graph.weight).sum()))
        ties = [
            (u, v, weight) for (u, v), weight in zip(self.graph.ends.tolist(), self.graph.weight.tolist(), strict=True)
        ]
        graph, _ = merged(self.graph.size, [*ties, (node, anchor, heavy if together else -heavy)])
        best = self.solve(graph)
        return self.graph.disagreement(best.parts) - self.cost, best.parts, best.is_proven(self.grain)

    def mark(self, parts: Ints, node: int, anchor: int) -> None:
        """Whoever moves between two best partitions is undetermined; of node and anchor one does."""
        changed = set(moved(self.parts, parts))
        if not changed & {node, anchor}:
            changed = {node}
        self.undetermined |= changed
        self.checked |= changed
        self.margins.update(dict.fromkeys(changed, 0.0))
