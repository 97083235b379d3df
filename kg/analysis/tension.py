"""Destabilising ties: whose removal would let the network settle, and by how much."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis.frustrated import frustration
from kg.analysis.results import Result, Row, SignedTie, plain, quoted
from kg.analysis.signed import coded
from kg.analysis.solver.budget import Budget
from kg.analysis.triangles import balance

__all__ = ["Destabilising", "Strain", "destabilising"]


@dataclass(frozen=True)
class Strain:
    """What one tie costs the balance of the whole.

    ``relief`` is by how much the frustration index falls without the tie, exactly; None where time ran out. With ties
    of equal weight it is that weight for the ties that some best assignment frustrates, and 0 for all others.
    """

    tie: SignedTie
    tense_triangles: int
    relief: float | None


@dataclass(frozen=True)
class Destabilising(Result):
    """The ties with relief or tense triangles, the greatest relief first; ``index`` is None where it is not proven."""

    index: float | None
    strains: tuple[Strain, ...]
    unchecked: int

    def to_rows(self) -> list[Row]:
        """One row for each tie."""
        return [
            {**strain.tie.to_row(), "relief": strain.relief, "tense_triangles": strain.tense_triangles}
            for strain in self.strains
        ]

    def explain(self) -> list[str]:
        """Each tie with what its absence would relieve, and its claims."""
        lines = [
            f"{strain.tie}: relief {'not known in time' if strain.relief is None else strain.relief}, "
            f"in {strain.tense_triangles} tense triangles{quoted(strain.tie.claims)}"
            for strain in self.strains
        ]
        if self.unchecked:
            lines.append(f"{self.unchecked} ties not checked: time ran out")
        return lines or ["no tie destabilises this network: it is balanced"]


def destabilising(graph: nx.Graph[Any], *, time_limit: float | None = 10.0) -> Destabilising:
    """The ties whose removal lowers the frustration index, or that stand in tense triangles.

    >>> G = nx.Graph()
    >>> _ = [G.add_edge(u, v, sign=sign) for u, v, sign in [("a", "b", 1), ("b", "c", 1), ("a", "c", -1)]]
    >>> [strain.relief for strain in destabilising(G).strains]
    [1, 1, 1]
    """
    budget = Budget.starting_now(time_limit)
    code = coded(graph)
    whole = frustration(code.graph, time_limit=time_limit)
    tense = Counter(tie for triangle in balance(code.graph).tense for tie in triangle.ties)
    frustrated = set(whole.ties)
    strains, unchecked = [], 0
    for tie in sorted(code.ties, key=lambda tie: -tense[tie]):
        relief: float | None
        if whole.index == 0:
            relief = 0
        elif whole.proven and tie in frustrated:
            relief = plain(tie.weight)
        else:
            relief = _relief(code.graph, whole.index, tie, budget)
        unchecked += relief is None
        if relief or tense[tie]:
            strains.append(Strain(tie, tense[tie], relief))
    strains.sort(key=lambda strain: (-(strain.relief or 0), -strain.tense_triangles))
    return Destabilising(whole.index, tuple(strains), unchecked)


def _relief(graph: nx.Graph[Any], index: float | None, tie: SignedTie, budget: Budget) -> float | None:
    if index is None or budget.is_spent:
        return None
    rest = nx.restricted_view(graph, [], [(tie.source, tie.target)])
    without = frustration(rest, time_limit=None if budget.seconds is None else budget.left)
    return None if without.index is None else plain(index - without.index)
