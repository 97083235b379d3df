"""From a network of ties to the undirected signed graph that balance is about, by a named policy.

What everything in this package measures is an undirected ``networkx.Graph`` whose edges carry ``sign`` (+1 or -1),
optionally ``weight`` (above 0; default 1) and ``claims`` (ids; default none).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Any

import networkx as nx
import numpy as np

from kg.analysis.results import SignedTie, in_order
from kg.analysis.solver.couplings import Couplings, grain_of, merged
from kg.errors import NetworkError

__all__ = [
    "POLICIES",
    "Coded",
    "LeftOut",
    "coded",
    "signed_graph",
    "ties_of",
    "undirected",
]

_SIGNED_STATUSES = frozenset({None, "support", "opposition", "mixed", "disputed"})


@dataclass(frozen=True, order=True)
class LeftOut:
    """A pair that has signed evidence and yet no sign under the policy."""

    source: Any
    target: Any
    reason: str


@dataclass(frozen=True)
class _Evidence:
    """What one directed tie says about a pair."""

    forward: bool
    sign: int
    origins: float
    against: float
    is_disputed: bool
    claims: tuple[str, ...]

    @property
    def pull(self) -> float:
        """Origins for, less those against where it is disputed, signed; a denial of support is no opposition."""
        return self.sign * max(0.0, self.origins - (self.against if self.is_disputed else 0))


def _majority(evidence: list[_Evidence]) -> tuple[float, str]:
    return sum(part.pull for part in evidence), "disputed, or as many origins for as against"


def _both(evidence: list[_Evidence]) -> tuple[float, str]:
    ways = [
        sum(part.pull for part in evidence if part.forward is forward and not part.is_disputed)
        for forward in (True, False)
    ]
    agree = ways[0] * ways[1] > 0
    return (sum(ways) if agree else 0.0), "the two directions do not both say the same"


def _strict(evidence: list[_Evidence]) -> tuple[float, str]:
    agree = len({part.sign for part in evidence}) == 1 and not any(part.is_disputed for part in evidence)
    return (sum(part.pull for part in evidence) if agree else 0.0), "mixed or disputed"


POLICIES: dict[str, Callable[[list[_Evidence]], tuple[float, str]]] = {
    "majority": _majority,
    "both": _both,
    "strict": _strict,
}
"""How the directed ties of a pair become one sign.

``majority``: more origins for one sign than for the other, both directions together; a disputed tie counts with its
origins less those against, under the sign of its ``leaning`` (not at all where it has none). ``both``: each direction
has a sign of its own, and they agree; a disputed tie is silent. ``strict``: one sign in all that is said, nothing
disputed; one direction is enough.
"""


def signed_graph(
    net: nx.Graph[Any], policy: str = "majority", *, inherited: bool = False, weighted: bool = False
) -> nx.Graph[Any]:
    """The undirected signed graph of a directed network, the same whatever the order of its edges.

    Ties without a sign (mediation, neutrality, structure, hedges, denials) make none; inherited ties count only when
    asked. What is only mediated (an agreement, talks) is no actor and is left out; other nodes stay even without a tie.
    Pairs whose evidence gives no sign are listed in ``.graph["left_out"]``. Each tie weighs 1, or with ``weighted`` its
    net number of origins.

    >>> net = nx.MultiDiGraph()
    >>> _ = net.add_edge("a", "b", "support", sign=1, weight=2, claims=("c1", "c2"))
    >>> _ = net.add_edge("b", "a", "opposition", sign=-1, weight=1, claims=("c3",))
    >>> signed_graph(net).edges(data=True)
    EdgeDataView([('a', 'b', {'sign': 1, 'weight': 1, 'origins': 1, 'claims': ('c1', 'c2', 'c3')})])
    >>> signed_graph(net, "strict").graph["left_out"]
    (LeftOut(source='a', target='b', reason='mixed or disputed'),)
    """
    if policy not in POLICIES:
        raise NetworkError(f"no policy '{policy}' for making ties undirected; known: {', '.join(POLICIES)}")
    pairs: dict[tuple[Any, Any], list[_Evidence]] = {}
    rank = {node: number for number, node in enumerate(in_order(net.nodes))}
    for source, target, data in net.edges(data=True):
        if not _has_sign(source, target, data) or (data.get("inherited_via") and not inherited):
            continue
        if source == target:
            raise NetworkError(f"'{source}' has a signed tie to itself; remove it: balance is about pairs")
        forward = rank[source] < rank[target]
        pair = (source, target) if forward else (target, source)
        pairs.setdefault(pair, []).append(
            _Evidence(
                forward,
                int(data["sign"] or data.get("leaning") or 0),
                _weight(source, target, data) if data["sign"] else float(data.get("weight") or 0),
                float(data.get("against") or 0),
                data.get("status") == "disputed",
                tuple(data.get("claims") or ()),
            )
        )
    result: nx.Graph[Any] = nx.Graph()
    tied = {actor for pair in pairs for actor in pair}
    mediated = {target for _, target, data in net.edges(data=True) if data.get("status") == "mediation"} - tied
    result.add_nodes_from((node, dict(net.nodes[node])) for node in rank if node not in mediated)
    left_out = []
    for (source, target), evidence in sorted(pairs.items(), key=lambda item: (rank[item[0][0]], rank[item[0][1]])):
        pull, reason = POLICIES[policy](evidence)
        origins = int(abs(pull)) if abs(pull) == int(abs(pull)) else abs(pull)
        if pull == 0:
            left_out.append(LeftOut(source, target, reason))
        else:
            result.add_edge(
                source,
                target,
                sign=1 if pull > 0 else -1,
                weight=origins if weighted else 1,
                origins=origins,
                claims=tuple(sorted({claim for part in evidence for claim in part.claims})),
            )
    result.graph.update(policy=policy, left_out=tuple(left_out))
    return result


def _has_sign(source: Any, target: Any, data: dict[str, Any]) -> bool:
    """Whether a directed tie says anything about balance."""
    sign = data.get("sign")
    if sign is None or data.get("status") not in _SIGNED_STATUSES:
        return False
    if sign not in (-1, 0, 1):
        raise NetworkError(f"the tie {source} - {target} has sign {sign!r}; a sign is +1, -1 or 0 (none)")
    return bool(sign) or data.get("status") == "disputed"


def _weight(source: Any, target: Any, data: dict[str, Any]) -> float:
    weight = data.get("weight", 1)
    if (
        isinstance(weight, bool)
        or not isinstance(weight, int | float | np.number)
        or not isfinite(weight)
        or weight <= 0
    ):
        raise NetworkError(
            f"the tie {source} - {target} has weight {weight!r}; "
            "a weight is a number above 0: leave the tie out or weigh it"
        )
    return float(weight)


def undirected(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """The graph itself where it is undirected and simple, else its majority graph; every tie checked."""
    if graph.is_directed() or graph.is_multigraph():
        return signed_graph(graph)
    for source, target, data in graph.edges(data=True):
        if data.get("sign") not in (-1, 1):
            raise NetworkError(f"the tie {source} - {target} has sign {data.get('sign')!r}; a sign is +1 or -1")
        if source == target:
            raise NetworkError(f"'{source}' has a tie to itself; remove it: balance is about pairs")
        _weight(source, target, data)
    return graph


def ties_of(graph: nx.Graph[Any]) -> tuple[SignedTie, ...]:
    """The ties of a signed graph in the order of their names."""
    rank = {node: number for number, node in enumerate(in_order(graph.nodes))}
    found = []
    for source, target, data in graph.edges(data=True):
        first, second = (source, target) if rank[source] < rank[target] else (target, source)
        found.append(
            SignedTie(first, second, int(data["sign"]), data.get("weight", 1), tuple(data.get("claims") or ()))
        )
    return tuple(sorted(found, key=lambda tie: (rank[tie.source], rank[tie.target])))


@dataclass(frozen=True)
class Coded:
    """A signed graph in numbers, and the way back; costs count in ``unit`` and differ by multiples of ``grain``."""

    graph: nx.Graph[Any]
    actors: tuple[Any, ...]
    ties: tuple[SignedTie, ...]
    couplings: Couplings
    unit: float
    grain: float

    def chosen(self, which: Iterable[bool]) -> tuple[SignedTie, ...]:
        """The ties that a mask over the couplings picks."""
        return tuple(tie for tie, is_in in zip(self.ties, which, strict=True) if is_in)

    def groups(self, labels: Iterable[int]) -> tuple[tuple[Any, ...], ...]:
        """The actors of each label, in the order of their first members."""
        found: dict[int, list[Any]] = {}
        for actor, label in zip(self.actors, labels, strict=True):
            found.setdefault(label, []).append(actor)
        return tuple(tuple(group) for group in found.values())


def coded(graph: nx.Graph[Any]) -> Coded:
    """A signed graph in numbers that do not depend on the order of its nodes and edges."""
    graph = undirected(graph)
    actors = tuple(in_order(graph.nodes))
    number = {actor: index for index, actor in enumerate(actors)}
    ties = ties_of(graph)
    weights = [float(tie.weight) for tie in ties]
    step = grain_of(weights)
    unit = step or max(weights, default=1.0)
    couplings, _ = merged(
        len(actors),
        (
            (number[tie.source], number[tie.target], tie.sign * weight / unit)
            for tie, weight in zip(ties, weights, strict=True)
        ),
    )
    return Coded(graph, actors, ties, couplings, unit, 1.0 if step else 0.0)
