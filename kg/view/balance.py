"""Balance as the page tells it: blocs, what strains them, and how the index ran, for the lens that it opens with.

What is computed may not hang on how fast a machine is, so no clock limits it. Small networks are solved to the end; of
larger ones the page gives the bounds that cost no search, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import networkx as nx

from kg import analysis
from kg.analysis import SignedTie
from kg.interval import Interval
from kg.lens import Evidence, Lens
from kg.network import network
from kg.ties import Ties
from kg.view.course import Point, days, picked

__all__ = ["balance_of", "course_of"]

Record = dict[str, Any]

_SOLVED = 200
_ASKED = 8
_TOLD = 200


def balance_of(evidence: Evidence, lens: Lens) -> Record:
    """Index, blocs, strained ties and tense triangles of what holds under a lens; ties are given once, by number."""
    graph = _signed(evidence, lens)
    triangles = analysis.balance(graph)
    index = analysis.frustration(graph, time_limit=_limit(graph))
    found = analysis.blocs(graph, None, time_limit=None if _is_asked(graph, index) else 0)
    told = _Told()
    frustrated = [
        {"tie": told.tie(tie), "because": told.all(cycle)}
        for tie, cycle in zip(index.ties, index.cycles, strict=True)
        if index.proven
    ]
    return {
        "actors": triangles.actors,
        "ties": triangles.ties,
        "negative": triangles.negative,
        "triangles": triangles.triangles,
        "balanced": triangles.balanced,
        "silent": [[left.source, left.target] for left in graph.graph["left_out"]],
        "index": _bounds(index),
        "frustrated": frustrated,
        "tense": [{"kind": one.kind, "ties": told.all(one.ties)} for one in triangles.tense[:_TOLD]],
        "blocs": [
            {"number": bloc.number, "members": bloc.members, "alone": _is_alone(bloc, found)} for bloc in found.blocs
        ],
        "against": _bounds(found),
        "borders": [
            {"between": [one.first, one.second], "count": len(one.ties), "ties": told.all(one.ties[:_TOLD])}
            for one in found.boundaries
        ],
        "undetermined": found.undetermined,
        "unchecked": len(found.unchecked),
        "unplaced": found.unplaced,
        "signed": told.records,
    }


def course_of(evidence: Evidence, lens: Lens) -> tuple[list[Point], int]:
    """The index on the days on which something is said or said to hold, and how many such days there are."""
    every = days(lens.claims(evidence))
    points = []
    for day in picked(every, len(evidence.claims)):
        graph = _signed(evidence, replace(lens, at=Interval(day)))
        index = analysis.frustration(graph, time_limit=_limit(graph))
        points.append(Point(day, graph.number_of_edges(), index.lower, index.upper))
    return points, len(every)


def _signed(evidence: Evidence, lens: Lens) -> nx.Graph[Any]:
    """The undirected signed graph of what is said directly, as `kg balance` reads it."""
    net = network(Ties(evidence, lens).all(), evidence.entities, evidence.words)
    return analysis.signed_graph(net)


def _limit(graph: nx.Graph[Any]) -> float | None:
    """No limit for a network that is solved in a moment, no search for a larger one."""
    return None if graph.number_of_edges() <= _SOLVED else 0


def _is_asked(graph: nx.Graph[Any], index: analysis.Frustration) -> bool:
    """Whether each actor is asked if it could stand elsewhere: quick only where little is frustrated."""
    return _limit(graph) is None and index.upper <= _ASKED


def _bounds(found: analysis.Frustration | analysis.Blocs) -> Record:
    return {"lower": found.lower, "upper": found.upper, "proven": found.proven}


def _is_alone(bloc: Any, found: analysis.Blocs) -> bool:
    """Whether nothing relates a bloc to any other."""
    return len(found.blocs) > 1 and sum(other.component == bloc.component for other in found.blocs) == 1


class _Told:
    """The ties that the page names, each once."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self._numbers: dict[SignedTie, int] = {}

    def tie(self, tie: SignedTie) -> int:
        """The number of a tie, its record written at the first time."""
        if tie not in self._numbers:
            self._numbers[tie] = len(self.records)
            self.records.append({"ends": [tie.source, tie.target], "sign": tie.sign, "claims": tie.claims})
        return self._numbers[tie]

    def all(self, ties: Iterable[SignedTie]) -> list[int]:
        """The numbers of several ties."""
        return [self.tie(tie) for tie in ties]
