"""Blocs: who stands with whom, how surely, and who stands nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.analysis.alternatives import Standing, standings
from kg.analysis.frustrated import components, unplaced
from kg.analysis.results import Result, Row, SignedTie, plain, quoted
from kg.analysis.signed import Coded, coded
from kg.analysis.solver.budget import Budget, Progress
from kg.analysis.solver.clusters import Clusters, clusters
from kg.analysis.solver.couplings import Couplings, Ints, on_grid
from kg.analysis.solver.parts import at_most
from kg.errors import NetworkError

__all__ = ["Bloc", "Blocs", "Boundary", "blocs"]


@dataclass(frozen=True)
class Bloc:
    """Actors that stand together, all in one connected component."""

    number: int
    component: int
    members: tuple[Any, ...]


@dataclass(frozen=True)
class Boundary:
    """The negative ties between two blocs."""

    first: int
    second: int
    ties: tuple[SignedTie, ...]


@dataclass(frozen=True)
class Blocs(Result):
    """The partition with the fewest ties against it: positive ones across, negative ones within.

    ``k`` is the number of blocs allowed (None: as many as it takes), ``index`` the weight of the ``ties`` against the
    partition, None unless ``proven``. ``undetermined`` actors stand elsewhere in a partition that costs the same;
    ``unchecked`` ones may: time ran out. ``unplaced`` actors have no positive tie and are in no bloc. Blocs of
    different ``component`` are never merged and never opposed: no tie relates them.
    """

    k: int | None
    index: float | None
    lower: float
    upper: float
    proven: bool
    blocs: tuple[Bloc, ...]
    ties: tuple[SignedTie, ...]
    boundaries: tuple[Boundary, ...]
    standings: tuple[Standing, ...]
    undetermined: tuple[Any, ...]
    unchecked: tuple[Any, ...]
    unplaced: tuple[Any, ...]

    def bloc_of(self, actor: Any) -> int | None:
        """The number of an actor's bloc, None for the unplaced."""
        return next((bloc.number for bloc in self.blocs if actor in bloc.members), None)

    def _introduced(self, bloc: Bloc) -> str:
        related = [other for other in self.blocs if other.component == bloc.component and other is not bloc]
        alone = "" if related or len(self.blocs) == 1 else " (no tie relates it to another bloc)"
        return f"bloc {bloc.number}{alone}: {', '.join(map(str, bloc.members))}"

    def to_rows(self) -> list[Row]:
        """One row for each actor."""
        return [
            {
                "actor": standing.actor,
                "bloc": self.bloc_of(standing.actor),
                "component": standing.component,
                "standing": standing.word,
                "margin": standing.margin,
            }
            for standing in self.standings
        ]

    def explain(self) -> list[str]:
        """The blocs, what lies between them, what contradicts them, and who is not surely in one."""
        allowed = (
            "as many blocs as it takes" if self.k is None else f"at most {self.k} bloc{'s' if self.k != 1 else ''}"
        )
        cost = f"{self.index} (proven)" if self.proven else f"between {self.lower} and {self.upper} (not proven)"
        lines = [f"{allowed}: ties against the partition {cost}"]
        lines += [self._introduced(bloc) for bloc in self.blocs]
        lines += [
            f"between bloc {boundary.first} and bloc {boundary.second}: {tie}{quoted(tie.claims)}"
            for boundary in self.boundaries
            for tie in boundary.ties
        ]
        lines += [f"against the partition: {tie}{quoted(tie.claims)}" for tie in self.ties]
        for words, actors in (
            ("undetermined (another partition costs the same)", self.undetermined),
            ("not checked for other places", self.unchecked),
            ("unplaced (no positive tie)", self.unplaced),
        ):
            if actors:
                lines.append(f"{words}: {', '.join(map(str, actors))}")
        return lines


def blocs(
    graph: nx.Graph[Any],
    k: int | None = 2,
    *,
    alternatives: bool = True,
    time_limit: float | None = 10.0,
    progress: Progress | None = None,
) -> Blocs:
    """The best partition of a signed graph into at most ``k`` blocs, or into as many as it takes (``k=None``).

    ``alternatives`` asks for each actor whether it could stand elsewhere at the same cost, and what it would cost;
    without it everyone in a bloc is ``unchecked``.

    >>> G = nx.Graph()
    >>> for u, v, sign, weight in [("a", "b", 1, 2), ("c", "d", 1, 2), ("b", "c", -1, 2), ("e", "a", -1, 1)]:
    ...     _ = G.add_edge(u, v, sign=sign, weight=weight)
    >>> found = blocs(G)
    >>> [bloc.members for bloc in found.blocs], found.unplaced, found.undetermined
    ([('a', 'b'), ('c', 'd')], ('e',), ())
    >>> _ = G.add_edge("a", "f", sign=1), G.add_edge("d", "f", sign=1)
    >>> blocs(G).undetermined
    ('f',)
    """
    if k is not None and k < 1:
        raise NetworkError(f"k={k}: ask for at least one bloc, or for k=None (as many as it takes)")
    code = coded(graph)
    budget = Budget.starting_now(time_limit, progress, code.unit)
    found = _solved(code, k, budget)
    highest = sum(best.upper for _, best in found)
    lower = plain(on_grid(sum(best.lower for _, best in found), highest, code.grain) * code.unit)
    upper = plain(highest * code.unit)
    proven = all(best.is_proven(code.grain) for _, best in found)
    parts = np.zeros(len(code.actors), dtype=np.int64)
    for component, (piece, best) in enumerate(found):
        parts[piece] = best.parts + component * (len(code.actors) + 1)
    nowhere = unplaced(code)
    placed = _placed(code, parts, nowhere, [piece for piece, _ in found])
    stands = standings(
        code,
        [(piece, best.parts, alternatives and best.is_proven(code.grain)) for piece, best in found],
        k,
        budget,
        lambda couplings: _solve(couplings, k, code.grain, budget.quiet),
    )
    return Blocs(
        k,
        upper if proven else None,
        upper if proven else lower,
        upper,
        proven,
        placed,
        code.chosen(code.couplings.disagreeing(parts)),
        _boundaries(code, placed),
        stands,
        tuple(stand.actor for stand in stands if stand.word == "undetermined"),
        tuple(stand.actor for stand in stands if stand.word == "unchecked"),
        nowhere,
    )


def _solve(couplings: Couplings, k: int | None, grain: float, budget: Budget) -> Clusters:
    return clusters(couplings, grain, budget) if k is None else at_most(k, couplings, grain, budget)


def _solved(code: Coded, k: int | None, budget: Budget) -> list[tuple[list[int], Clusters]]:
    """The best partition of each connected component."""
    pieces = [(piece, code.couplings.within(piece)) for piece in components(code)]
    waiting = sum(float(np.maximum(-couplings.weight, 0).sum()) for _, couplings in pieces)
    found = []
    lower = upper = 0.0
    for piece, couplings in pieces:
        waiting -= float(np.maximum(-couplings.weight, 0).sum())
        best = _solve(couplings, k, code.grain, budget.shifted(lower, upper + waiting))
        lower, upper = lower + best.lower, upper + best.upper
        budget.report(lower, upper + waiting)
        found.append((piece, best))
    return found


def _placed(code: Coded, parts: Ints, nowhere: tuple[Any, ...], pieces: list[list[int]]) -> tuple[Bloc, ...]:
    component = {node: number for number, piece in enumerate(pieces) for node in piece}
    skipped = set(nowhere)
    groups: dict[int, list[int]] = {}
    for node, part in enumerate(parts.tolist()):
        if code.actors[node] not in skipped:
            groups.setdefault(part, []).append(node)
    largest_first = sorted(groups.values(), key=lambda nodes: (-len(nodes), nodes))
    return tuple(
        Bloc(number, component[nodes[0]], tuple(code.actors[node] for node in nodes))
        for number, nodes in enumerate(largest_first, start=1)
    )


def _boundaries(code: Coded, placed: tuple[Bloc, ...]) -> tuple[Boundary, ...]:
    bloc_of = {actor: bloc.number for bloc in placed for actor in bloc.members}
    between: dict[tuple[int, int], list[SignedTie]] = {}
    for tie in code.ties:
        if tie.sign < 0 and tie.source in bloc_of and tie.target in bloc_of:
            first, second = sorted((bloc_of[tie.source], bloc_of[tie.target]))
            if first != second:
                between.setdefault((first, second), []).append(tie)
    return tuple(Boundary(first, second, tuple(ties)) for (first, second), ties in sorted(between.items()))
