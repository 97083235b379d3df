"""The frustration index: how many ties stand in the way of two blocs without friends across and foes within."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csgraph

from kg.analysis.results import Result, Row, SignedTie, plain, quoted
from kg.analysis.signed import Coded, coded
from kg.analysis.solver.budget import Budget, Progress
from kg.analysis.solver.couplings import Couplings, Ints, on_grid
from kg.analysis.solver.halves import halves

__all__ = ["Frustration", "Margin", "components", "frustration", "unplaced"]


@dataclass(frozen=True)
class Margin:
    """Where an actor stands in the assignment found, and what moving it alone would cost.

    ``side`` 0 or 1 means something only within one ``component``: nothing relates the sides of two components.
    """

    actor: Any
    component: int
    side: int
    margin: float

    @property
    def is_undetermined(self) -> bool:
        """Whether the actor may change sides at no cost; a positive margin does not yet prove that it may not."""
        return self.margin == 0


@dataclass(frozen=True)
class Frustration(Result):
    """The fewest ties (or the least weight of ties) whose removal leaves two blocs in balance.

    ``index`` is None unless it is ``proven``; ``lower <= index <= upper`` always holds. ``ties`` and ``blocs`` are
    those of one assignment that attains ``upper``; others may cost the same, see ``blocs`` for who is
    undetermined. A bloc is one side of one connected component, without the ``unplaced``: actors that no positive tie
    places. ``cycles`` says why each of the ``ties`` is frustrated: a shortest way round it along ties that are not
    (empty where the assignment is not the best one and there is no such way). ``margins`` has the side of everyone.
    """

    index: float | None
    lower: float
    upper: float
    proven: bool
    ties: tuple[SignedTie, ...]
    cycles: tuple[tuple[SignedTie, ...], ...]
    blocs: tuple[tuple[Any, ...], ...]
    unplaced: tuple[Any, ...]
    margins: tuple[Margin, ...]

    def to_rows(self) -> list[Row]:
        """One row for each frustrated tie."""
        return [tie.to_row() for tie in self.ties]

    def explain(self) -> list[str]:
        """The index or its bounds, the frustrated ties with their claims, the blocs, and who stands nowhere."""
        if self.proven:
            lines = [f"frustration index {self.index} (proven)"]
        else:
            lines = [
                f"frustration index between {self.lower} and {self.upper} (not proven: more time may close the bounds)"
            ]
        for tie, cycle in zip(self.ties, self.cycles, strict=True):
            because = "; ".join(f"{other}{quoted(other.claims)}" for other in cycle)
            lines.append(f"frustrated: {tie}{quoted(tie.claims)}" + (f" because {because}" if because else ""))
        lines += [f"bloc {number}: {', '.join(map(str, bloc))}" for number, bloc in enumerate(self.blocs, start=1)]
        if self.unplaced:
            lines.append(f"unplaced (no positive tie): {', '.join(map(str, self.unplaced))}")
        return lines


def frustration(
    graph: nx.Graph[Any], *, time_limit: float | None = 10.0, progress: Progress | None = None
) -> Frustration:
    """The frustration index of a signed graph, exact or between two bounds.

    A directed network is taken by the majority policy of ``signed_graph``. After ``time_limit`` seconds (None: never)
    the bounds reached so far are given and nothing is claimed to be proven. ``progress`` hears (lower, upper, seconds).

    >>> G = nx.Graph()
    >>> _ = [G.add_edge(u, v, sign=sign) for u, v, sign in [("a", "b", 1), ("b", "c", 1), ("a", "c", -1)]]
    >>> found = frustration(G)
    >>> found.index, found.proven, len(found.ties)
    (1, True, 1)
    >>> frustration(nx.Graph()).index
    0
    """
    code = coded(graph)
    budget = Budget.starting_now(time_limit, progress, code.unit)
    best = halves(code.couplings, code.grain, budget)
    proven = best.is_proven(code.grain)
    budget.report(best.upper if proven else best.lower, best.upper)
    upper = plain(best.upper * code.unit)
    lower = upper if proven else plain(on_grid(best.lower, best.upper, code.grain) * code.unit)
    return Frustration(
        upper if proven else None,
        lower,
        upper,
        proven,
        code.chosen(code.couplings.frustrated(best.sides)),
        _cycles(code, best.sides),
        _blocs(code, best.sides),
        unplaced(code),
        _margins(code, best.sides),
    )


def _cycles(code: Coded, sides: Ints) -> tuple[tuple[SignedTie, ...], ...]:
    """For each frustrated tie a shortest path between its ends along ties that are not frustrated."""
    frustrated = code.couplings.frustrated(sides)
    number_of = code.couplings.tie_between
    at_rest = Couplings(len(code.actors), code.couplings.ends[~frustrated], np.ones(int((~frustrated).sum()))).matrix
    cycles = []
    for tie in np.flatnonzero(frustrated).tolist():
        start, node = code.couplings.ends[tie].tolist()
        _, before = csgraph.breadth_first_order(at_rest, node)
        path = []
        while start != node and before[start] >= 0:
            path.append(code.ties[number_of[start, int(before[start])]])
            start = int(before[start])
        cycles.append(tuple(path))
    return tuple(cycles)


def unplaced(code: Coded) -> tuple[Any, ...]:
    """The actors without a positive tie: nothing says with whom they stand."""
    placed = {actor for tie in code.ties if tie.sign > 0 for actor in (tie.source, tie.target)}
    return tuple(actor for actor in code.actors if actor not in placed)


def components(code: Coded) -> list[list[int]]:
    """The connected pieces of a graph as numbers of actors, in the order of their first ones."""
    number = {actor: index for index, actor in enumerate(code.actors)}
    return sorted(sorted(number[actor] for actor in piece) for piece in nx.connected_components(code.graph))


def _sides(code: Coded, sides: Ints) -> list[tuple[int, int]]:
    """Component and side of each actor; the first actor of a component is on side 0."""
    found = [(0, 0)] * len(code.actors)
    for component, piece in enumerate(components(code)):
        for node in piece:
            found[node] = (component, int(sides[node] != sides[piece[0]]))
    return found


def _blocs(code: Coded, sides: Ints) -> tuple[tuple[Any, ...], ...]:
    nowhere = set(unplaced(code))
    groups: dict[tuple[int, int], list[Any]] = {}
    for actor, place in zip(code.actors, _sides(code, sides), strict=True):
        if actor not in nowhere:
            groups.setdefault(place, []).append(actor)
    return tuple(tuple(groups[place]) for place in sorted(groups))


def _margins(code: Coded, sides: Ints) -> tuple[Margin, ...]:
    pull = sides * (code.couplings.matrix @ sides)
    return tuple(
        Margin(actor, component, side, plain(float(value) * code.unit))
        for actor, (component, side), value in zip(code.actors, _sides(code, sides), pull, strict=True)
    )
