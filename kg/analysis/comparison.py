"""What differs between two networks: ties, signs, blocs, balance; over time, or with one voice left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.analysis.alternatives import moved
from kg.analysis.frustrated import Frustration, frustration
from kg.analysis.partition import Blocs, blocs
from kg.analysis.results import Result, Row, SignedTie, in_order, quoted
from kg.analysis.signed import ties_of, undirected
from kg.analysis.triangles import balance

__all__ = ["Change", "Fragility", "Move", "OverTime", "Point", "Variant", "change", "fragility", "over_time"]


@dataclass(frozen=True)
class Move:
    """An actor that changes blocs; not certain where it is undetermined before or after."""

    actor: Any
    before: int
    after: int
    is_certain: bool


@dataclass(frozen=True)
class Change(Result):
    """What differs from one network to another; blocs carry the numbers of the first network's."""

    added: tuple[SignedTie, ...]
    removed: tuple[SignedTie, ...]
    flipped: tuple[tuple[SignedTie, SignedTie], ...]
    moves: tuple[Move, ...]
    before: Frustration
    after: Frustration

    @property
    def is_empty(self) -> bool:
        """Whether the two networks have the same ties and the same blocs."""
        return not (self.added or self.removed or self.flipped or self.moves)

    def to_rows(self) -> list[Row]:
        """One row for each difference."""
        rows: list[Row] = []
        for what, ties in (("added", self.added), ("removed", self.removed)):
            rows += [{"change": what, **tie.to_row()} for tie in ties]
        rows += [{"change": "flipped", **after.to_row()} for _, after in self.flipped]
        rows += [
            {"change": "moved", "source": move.actor, "target": None, "before": move.before, "after": move.after}
            for move in self.moves
        ]
        return rows

    def explain(self) -> list[str]:
        """Each difference with its claims, then the index before and after."""
        lines = [f"added: {tie}{quoted(tie.claims)}" for tie in self.added]
        lines += [f"removed: {tie}{quoted(tie.claims)}" for tie in self.removed]
        lines += [f"flipped: {old}{quoted(old.claims)} is now {new}{quoted(new.claims)}" for old, new in self.flipped]
        for move in self.moves:
            doubt = "" if move.is_certain else " (undetermined: another partition costs the same)"
            lines.append(f"moved: {move.actor} from bloc {move.before} to bloc {move.after}{doubt}")
        if self.before.upper != self.after.upper or self.before.proven != self.after.proven:
            lines.append(f"frustration index: {_bounds(self.before)} before, {_bounds(self.after)} after")
        return lines or ["nothing changes"]


def _bounds(found: Frustration) -> str:
    return str(found.index) if found.proven else f"{found.lower} to {found.upper}"


def change(
    before: nx.Graph[Any], after: nx.Graph[Any], k: int | None = None, *, time_limit: float | None = 10.0
) -> Change:
    """What differs between two networks, with the second one's blocs matched to the first one's.

    Blocs are as many as it takes unless ``k`` caps them: only positive ties then hold a bloc together, and nobody moves
    because two camps happen to be linked by foes in common.

    >>> G, H = nx.Graph(), nx.Graph()
    >>> _ = G.add_edge("a", "b", sign=1), H.add_edge("a", "b", sign=-1), H.add_edge("b", "c", sign=1)
    >>> found = change(G, H)
    >>> [str(tie) for tie in found.added], [str(new) for _, new in found.flipped]
    (['b + c'], ['a - b'])
    """
    return _change(_Measured(before, k, time_limit), _Measured(after, k, time_limit))


class _Measured:
    """A network with what a comparison needs of it."""

    def __init__(self, graph: nx.Graph[Any], k: int | None, time_limit: float | None) -> None:
        self.graph = undirected(graph)
        self.ties = {frozenset((tie.source, tie.target)): tie for tie in ties_of(self.graph)}
        self.frustration = frustration(self.graph, time_limit=time_limit)
        self.blocs = blocs(self.graph, k, time_limit=time_limit)


def _change(before: _Measured, after: _Measured) -> Change:
    pairs = sorted({*before.ties, *after.ties}, key=lambda pair: tuple(map(str, in_order(pair))))
    both = [(before.ties.get(pair), after.ties.get(pair)) for pair in pairs]
    return Change(
        tuple(new for old, new in both if old is None and new is not None),
        tuple(old for old, new in both if old is not None and new is None),
        tuple((old, new) for old, new in both if old is not None and new is not None and old.sign != new.sign),
        _moves(before.blocs, after.blocs),
        before.frustration,
        after.frustration,
    )


def _moves(before: Blocs, after: Blocs) -> tuple[Move, ...]:
    """Who is in a bloc both times and changes it, when the blocs are matched as well as they can be."""
    old = {actor: bloc.number for bloc in before.blocs for actor in bloc.members}
    new = {actor: bloc.number for bloc in after.blocs for actor in bloc.members}
    common = in_order(old.keys() & new.keys())
    if not common:
        return ()
    unsure = {*before.undetermined, *before.unchecked, *after.undetermined, *after.unchecked}
    changed = moved(np.array([old[actor] for actor in common]), np.array([new[actor] for actor in common]))
    movers = {common[index] for index in changed}
    first_number = {new[actor]: old[actor] for actor in common if actor not in movers}
    unmatched = max(old.values()) + 1
    return tuple(
        Move(actor, old[actor], first_number.get(new[actor], unmatched), actor not in unsure)
        for actor in common
        if actor in movers
    )


@dataclass(frozen=True)
class Point:
    """A network at a time, in figures; ``index`` is None where it is not proven, ``share`` where no triangle is."""

    label: str
    actors: int
    ties: int
    negative: int
    index: float | None
    lower: float
    upper: float
    proven: bool
    share: float | None


@dataclass(frozen=True)
class OverTime(Result):
    """Balance at several times, in the order given."""

    points: tuple[Point, ...]

    def to_rows(self) -> list[Row]:
        """One row for each time."""
        return [dict(vars(point)) for point in self.points]

    def explain(self) -> list[str]:
        """One sentence for each time."""
        return [
            f"{point.label}: {point.ties} ties ({point.negative} negative) between {point.actors} actors, frustration "
            f"index {point.index if point.proven else f'{point.lower} to {point.upper} (not proven)'}"
            for point in self.points
        ]


def over_time(networks: Iterable[tuple[str, nx.Graph[Any]]], *, time_limit: float | None = 10.0) -> OverTime:
    """The index and the balance of triangles of several (label, network) pairs; the time limit is for each.

    >>> G = nx.Graph()
    >>> _ = G.add_edge("a", "b", sign=-1)
    >>> over_time([("2023", nx.Graph()), ("2024", G)]).points[1].negative
    1
    """
    points = []
    for label, network in networks:
        graph = undirected(network)
        index, triangles = frustration(graph, time_limit=time_limit), balance(graph)
        tied = sum(1 for actor in graph if graph.degree(actor))
        bounds = (index.index, index.lower, index.upper, index.proven)
        points.append(Point(label, tied, triangles.ties, triangles.negative, *bounds, triangles.share))
    return OverTime(tuple(points))


@dataclass(frozen=True)
class Variant:
    """The network without one voice: what differs, and which named answers do."""

    without: str
    change: Change
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Fragility(Result):
    """What hangs on single voices: the variants that differ, the greatest difference first; ``robust`` ones do not."""

    variants: tuple[Variant, ...]
    robust: tuple[str, ...]

    def to_rows(self) -> list[Row]:
        """One row for each voice on which something hangs."""
        return [
            {
                "without": variant.without,
                "lost": len(variant.change.removed),
                "gained": len(variant.change.added),
                "flipped": len(variant.change.flipped),
                "moves": len(variant.change.moves),
                "index_before": variant.change.before.index,
                "index_after": variant.change.after.index,
                "answers": variant.answers,
            }
            for variant in self.variants
        ]

    def explain(self) -> list[str]:
        """For each voice what would be different without it."""
        lines = []
        for variant in self.variants:
            lines += [f"without {variant.without}: {line}" for line in variant.change.explain()]
            lines += [f"without {variant.without}: the answer to '{name}' changes" for name in variant.answers]
        if self.robust:
            lines.append(f"nothing hangs on: {', '.join(self.robust)}")
        return lines or ["no voice was left out"]


Variants = Iterable[tuple[str, "nx.Graph[Any]"]]


def fragility(
    network: nx.Graph[Any],
    variants: Variants | Callable[[], Variants],
    k: int | None = None,
    *,
    answers: Callable[[nx.Graph[Any]], Mapping[str, object]] | None = None,
    time_limit: float | None = 10.0,
) -> Fragility:
    """What changes when one teller or source is left out; ``variants`` are (who is left out, the network without).

    ``answers`` computes named answers from a network; those that differ are named. The time limit is for each network.

    >>> G, H = nx.Graph(), nx.Graph()
    >>> _ = G.add_edge("a", "b", sign=1), H.add_nodes_from("ab")
    >>> found = fragility(G, [("SOHR", H), ("AFP", G)])
    >>> [variant.without for variant in found.variants], found.robust
    (['SOHR'], ('AFP',))
    """
    whole = _Measured(network, k, time_limit)
    told = dict(answers(network)) if answers else {}
    found, robust = [], []
    for label, variant in variants() if callable(variants) else variants:
        difference = _change(whole, _Measured(variant, k, time_limit))
        now = dict(answers(variant)) if answers else {}
        changed = tuple(sorted(name for name in {*told, *now} if told.get(name) != now.get(name)))
        if difference.is_empty and not changed:
            robust.append(label)
        else:
            found.append(Variant(label, difference, changed))
    found.sort(key=lambda variant: (-len(variant.change.to_rows()), -len(variant.answers), variant.without))
    return Fragility(tuple(found), tuple(sorted(robust)))
