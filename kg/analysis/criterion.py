"""The criterion of Doreian and Mrvar: valued, directed ties against a partition into k blocs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis.results import Result, Row, in_order, plain
from kg.analysis.solver.budget import Budget
from kg.analysis.solver.couplings import grain_of, merged, on_grid
from kg.analysis.solver.parts import at_most
from kg.errors import NetworkError

__all__ = ["Criterion", "criterion"]


@dataclass(frozen=True)
class Criterion(Result):
    """The least of ``alpha`` times the negative weight within blocs plus ``1 - alpha`` times the positive across."""

    k: int
    alpha: float
    value: float | None
    lower: float
    upper: float
    proven: bool
    blocs: tuple[tuple[Any, ...], ...]

    def to_rows(self) -> list[Row]:
        """One row for each actor."""
        return [
            {"actor": actor, "bloc": number}
            for number, bloc in enumerate(self.blocs, start=1)
            for actor in sorted(bloc, key=str)
        ]

    def explain(self) -> list[str]:
        """The value or its bounds, and the blocs."""
        value = f"{self.value} (proven)" if self.proven else f"between {self.lower} and {self.upper} (not proven)"
        lines = [f"criterion for at most {self.k} blocs, alpha {self.alpha}: {value}"]
        return lines + [
            f"bloc {number}: {', '.join(map(str, bloc))}" for number, bloc in enumerate(self.blocs, start=1)
        ]


def criterion(
    graph: nx.DiGraph[Any], k: int, alpha: float = 0.5, *, value: str = "value", time_limit: float | None = 10.0
) -> Criterion:
    """The best value over all partitions into at most ``k`` blocs of a directed graph whose edges carry a signed value.

    Nothing is made undirected: the two directions of a pair are paid for one by one.

    >>> G = nx.DiGraph()
    >>> _ = G.add_edge("a", "b", value=3), G.add_edge("b", "a", value=-1), G.add_edge("b", "c", value=-2)
    >>> criterion(G, 2).value
    0.5
    """
    if not 0 < alpha < 1:
        raise NetworkError(f"alpha={alpha}: the share of negative ties in the criterion lies between 0 and 1")
    actors = in_order(graph.nodes)
    number = {actor: index for index, actor in enumerate(actors)}
    costs = [
        (number[source], number[target], data[value] * ((1 - alpha) if data[value] > 0 else alpha))
        for source, target, data in sorted(graph.edges(data=True), key=lambda edge: (number[edge[0]], number[edge[1]]))
        if data[value]
    ]
    unit = grain_of(cost for _, _, cost in costs) or max((abs(cost) for _, _, cost in costs), default=1.0)
    grain = 1.0 if grain_of(cost for _, _, cost in costs) else 0.0
    couplings, paid = merged(len(actors), ((u, v, cost / unit) for u, v, cost in costs))
    best = at_most(k, couplings, grain, Budget.starting_now(time_limit))
    proven = best.is_proven(grain)
    upper = plain((best.upper + paid) * unit)
    lower = upper if proven else plain((on_grid(best.lower, best.upper, grain) + paid) * unit)
    groups: dict[int, list[Any]] = {}
    for actor, part in zip(actors, best.parts.tolist(), strict=True):
        groups.setdefault(part, []).append(actor)
    return Criterion(k, alpha, upper if proven else None, lower, upper, proven, tuple(map(tuple, groups.values())))
