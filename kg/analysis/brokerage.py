"""Mediators and brokers: who stands between, by declaration or by position, and what breaks without them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis.frustrated import frustration
from kg.analysis.partition import Blocs, blocs
from kg.analysis.results import Result, Row, SignedTie, in_order, plain, quoted
from kg.analysis.signed import coded, undirected
from kg.analysis.solver.budget import Budget

__all__ = ["Broker", "Brokers", "Mediation", "Mediator", "Mediators", "brokers", "mediators"]

_BETWEENNESS_LIMIT = 2000


@dataclass(frozen=True)
class Mediation:
    """A declared mediation: of an agreement or talks, between the parties that the claims name."""

    of: Any
    between: tuple[Any, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Mediator:
    """An actor that mediates by declaration, or has positive ties to both ends of negative ones."""

    actor: Any
    declared: tuple[Mediation, ...]
    opponents: tuple[tuple[SignedTie, SignedTie, SignedTie], ...]


@dataclass(frozen=True)
class Mediators(Result):
    """All mediators; those that claims declare come first."""

    mediators: tuple[Mediator, ...]

    def to_rows(self) -> list[Row]:
        """One row for each mediator."""
        return [
            {
                "actor": found.actor,
                "declared": len(found.declared),
                "of": tuple(mediation.of for mediation in found.declared),
                "opposed_pairs": len(found.opponents),
                "between": tuple(f"{tie.source} - {tie.target}" for tie, _, _ in found.opponents),
                "claims": tuple(claim for mediation in found.declared for claim in mediation.claims),
            }
            for found in self.mediators
        ]

    def explain(self) -> list[str]:
        """For each mediator its declared mediations, then the opponents that it is on terms with."""
        lines = []
        for found in self.mediators:
            for mediation in found.declared:
                parties = ", ".join(map(str, mediation.between)) or "parties not stated"
                lines.append(f"{found.actor} mediates {mediation.of} ({parties}){quoted(mediation.claims)}")
            for tie, first, second in found.opponents:
                claims = (*first.claims, *second.claims, *tie.claims)
                lines.append(f"{found.actor} has positive ties to both ends of {tie}{quoted(claims)}")
        return lines or [
            "no mediator: nobody mediates by declaration or has positive ties to both ends of a negative one"
        ]


def mediators(net: nx.Graph[Any]) -> Mediators:
    """Who mediates in a network: by declaration (ties of status ``mediation``), or between opponents.

    >>> G = nx.Graph()
    >>> _ = G.add_edge("a", "b", sign=-1), G.add_edge("a", "m", sign=1), G.add_edge("b", "m", sign=1)
    >>> [found.actor for found in mediators(G).mediators]
    ['m']
    """
    declared: dict[Any, list[Mediation]] = {}
    for source, target, data in net.edges(data=True):
        if data.get("status") == "mediation":
            mediation = Mediation(target, tuple(data.get("between") or ()), tuple(data.get("claims") or ()))
            declared.setdefault(source, []).append(mediation)
    code = coded(net)
    tie_of = {frozenset((tie.source, tie.target)): tie for tie in code.ties}
    friends: dict[Any, set[Any]] = {actor: set() for actor in code.actors}
    for tie in code.ties:
        if tie.sign > 0:
            friends[tie.source].add(tie.target)
            friends[tie.target].add(tie.source)
    between: dict[Any, list[tuple[SignedTie, SignedTie, SignedTie]]] = {}
    for tie in code.ties:
        if tie.sign < 0:
            for actor in in_order(friends[tie.source] & friends[tie.target]):
                ends = tie_of[frozenset((actor, tie.source))], tie_of[frozenset((actor, tie.target))]
                between.setdefault(actor, []).append((tie, *ends))
    found = [
        Mediator(
            actor,
            tuple(sorted(declared.get(actor, ()), key=lambda mediation: (str(mediation.of), mediation.claims))),
            tuple(between.get(actor, ())),
        )
        for actor in in_order({*declared, *between})
    ]
    return Mediators(tuple(sorted(found, key=lambda one: (-len(one.declared), -len(one.opponents)))))


@dataclass(frozen=True)
class Broker:
    """An actor with positive ties into several blocs, or on whom positive paths depend.

    ``betweenness`` counts the shortest positive paths between actors of different blocs that run through it (None in
    networks of more than 2000 actors), ``parted`` the pairs that no positive path joins without it, ``relief`` by how
    much the frustration index falls without it (None where time ran out).
    """

    actor: Any
    bloc: int | None
    across: tuple[SignedTie, ...]
    betweenness: float | None
    parted: int
    relief: float | None


@dataclass(frozen=True)
class Brokers(Result):
    """All brokers, those with most positive ties across blocs first, and the blocs that they are measured against."""

    brokers: tuple[Broker, ...]
    blocs: Blocs

    def to_rows(self) -> list[Row]:
        """One row for each broker."""
        return [
            {
                "actor": found.actor,
                "bloc": found.bloc,
                "across": len(found.across),
                "betweenness": found.betweenness,
                "parted": found.parted,
                "relief": found.relief,
                "claims": tuple(claim for tie in found.across for claim in tie.claims),
            }
            for found in self.brokers
        ]

    def explain(self) -> list[str]:
        """For each broker its ties across blocs, and what breaks without it."""
        lines = []
        for found in self.brokers:
            lines += [f"{found.actor} reaches across blocs: {tie}{quoted(tie.claims)}" for tie in found.across]
            if found.parted:
                lines.append(f"without {found.actor} no positive path joins {found.parted} pairs")
            if found.relief:
                lines.append(f"without {found.actor} the frustration index falls by {found.relief}")
        return lines or ["no broker: no positive tie crosses a bloc boundary and nobody holds positive paths together"]


def brokers(graph: nx.Graph[Any], partition: Blocs | None = None, *, time_limit: float | None = 10.0) -> Brokers:
    """Who connects blocs; measured against ``partition``, by default the best one into as many blocs as it takes.

    >>> G = nx.Graph()
    >>> _ = [G.add_edge(u, v, sign=1) for u, v in ["ab", "bc", "ac", "cd", "de", "df", "ef"]]
    >>> _ = [G.add_edge(u, v, sign=-1) for u, v in ["ae", "bf"]]
    >>> [(found.actor, len(found.across)) for found in brokers(G).brokers]
    [('c', 1), ('d', 1)]
    """
    graph = undirected(graph)
    budget = Budget.starting_now(time_limit)
    if partition is None:
        partition = blocs(graph, None, alternatives=False, time_limit=time_limit)
    code = coded(graph)
    bloc_of = {actor: bloc.number for bloc in partition.blocs for actor in bloc.members}
    across: dict[Any, list[SignedTie]] = {}
    for tie in code.ties:
        if tie.sign > 0 and bloc_of.get(tie.source) != bloc_of.get(tie.target):
            across.setdefault(tie.source, []).append(tie)
            across.setdefault(tie.target, []).append(tie)
    friendly: nx.Graph[Any] = nx.Graph()
    friendly.add_edges_from((tie.source, tie.target) for tie in code.ties if tie.sign > 0)
    parted = {actor: _parted(friendly, actor) for actor in nx.articulation_points(friendly)}
    betweenness = _betweenness(friendly, bloc_of)
    relief = _relief(graph, budget)
    found = [
        Broker(
            actor,
            bloc_of.get(actor),
            tuple(across.get(actor, ())),
            None if betweenness is None else plain(betweenness.get(actor, 0.0)),
            parted.get(actor, 0),
            relief(actor),
        )
        for actor in in_order({*across, *parted})
    ]
    found.sort(key=lambda one: (-len(one.across), -(one.betweenness or 0), -one.parted))
    return Brokers(tuple(found), partition)


def _parted(friendly: nx.Graph[Any], actor: Any) -> int:
    """How many pairs lose every positive path when an actor leaves."""
    rest = friendly.subgraph(nx.node_connected_component(friendly, actor) - {actor})
    sizes = [len(piece) for piece in nx.connected_components(rest)]
    return (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2


def _betweenness(friendly: nx.Graph[Any], bloc_of: dict[Any, int]) -> dict[Any, float] | None:
    if len(friendly) > _BETWEENNESS_LIMIT:
        return None
    totals: dict[Any, float] = dict.fromkeys(friendly, 0.0)
    members: dict[int, list[Any]] = {}
    for actor in friendly:
        members.setdefault(bloc_of[actor], []).append(actor)
    for number, sources in sorted(members.items()):
        others = [actor for actor in friendly if bloc_of[actor] != number]
        for actor, share in nx.betweenness_centrality_subset(friendly, sources, others).items():
            totals[actor] += share / 2
    return totals


def _relief(graph: nx.Graph[Any], budget: Budget) -> Callable[[Any], float | None]:
    """By how much the index falls without an actor, where both values can be proven in time."""
    before = frustration(graph, time_limit=None if budget.seconds is None else budget.left)

    def relief(actor: Any) -> float | None:
        if before.index is None or budget.is_spent:
            return None
        rest = nx.restricted_view(graph, [actor], [])
        after = frustration(rest, time_limit=None if budget.seconds is None else budget.left)
        return None if after.index is None else plain(before.index - after.index)

    return relief
