"""Balance in the small: which triangles of ties hold together, and which are tense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.analysis.results import Result, Row, SignedTie, quoted
from kg.analysis.signed import Coded, coded

__all__ = ["Balance", "Triangle", "balance"]


@dataclass(frozen=True)
class Triangle:
    """Three actors with a tie between each two; tense when the product of the signs is negative."""

    actors: tuple[Any, Any, Any]
    ties: tuple[SignedTie, SignedTie, SignedTie]

    @property
    def kind(self) -> str:
        """The signs of its ties, positive ones first, as in ``++-``."""
        return "".join(sorted("+" if tie.sign > 0 else "-" for tie in self.ties))


@dataclass(frozen=True)
class Balance(Result):
    """How many triangles are balanced, which ones are not, and the balance of longer closed walks.

    ``share`` and ``walk`` are None where there is nothing to be balanced. ``walk`` is the ratio of signed to unsigned
    closed walks (Estrada), which weighs short ones most; it is left out for more than 2000 actors.
    """

    actors: int
    ties: int
    negative: int
    triangles: int
    balanced: int
    share: float | None
    walk: float | None
    tense: tuple[Triangle, ...]

    def to_rows(self) -> list[Row]:
        """One row for each tense triangle."""
        return [
            {
                "a": triangle.actors[0],
                "b": triangle.actors[1],
                "c": triangle.actors[2],
                "kind": triangle.kind,
                "claims": tuple(claim for tie in triangle.ties for claim in tie.claims),
            }
            for triangle in self.tense
        ]

    def explain(self) -> list[str]:
        """The count, then each tense triangle with the claims of its ties."""
        if self.share is None:
            return [f"no triangle among {self.actors} actors and {self.ties} ties: nothing to be balanced"]
        lines = [f"{self.balanced} of {self.triangles} triangles are balanced ({self.share:.4f})"]
        lines += [
            "tense: " + "; ".join(f"{tie}{quoted(tie.claims)}" for tie in triangle.ties) for triangle in self.tense
        ]
        return lines


def balance(graph: nx.Graph[Any]) -> Balance:
    """The balance of every triangle: two friends with a common enemy are balanced, three mutual enemies are not.

    >>> G = nx.Graph()
    >>> _ = G.add_edge("a", "b", sign=1), G.add_edge("a", "c", sign=-1), G.add_edge("b", "c", sign=-1)
    >>> balance(G).share
    1.0
    >>> _ = G.add_edge("a", "b", sign=-1)
    >>> [triangle.kind for triangle in balance(G).tense]
    ['---']
    >>> balance(nx.Graph()).share is None
    True
    """
    code = coded(graph)
    count, tense = _triangles(code)
    negative = sum(tie.sign < 0 for tie in code.ties)
    share = (count - len(tense)) / count if count else None
    return Balance(len(code.actors), len(code.ties), negative, count, count - len(tense), share, _walk(code), tense)


def _triangles(code: Coded) -> tuple[int, tuple[Triangle, ...]]:
    count = 0
    tense = []
    neighbours = [dict(sorted(found.items())) for found in code.couplings.neighbours]
    for u, v in code.couplings.ends.tolist():
        for third in neighbours[u]:
            if third > v and third in neighbours[v]:
                count += 1
                if neighbours[u][v] * neighbours[u][third] * neighbours[v][third] < 0:
                    numbers = [code.couplings.tie_between[pair] for pair in ((u, v), (u, third), (v, third))]
                    first, second, last = (code.ties[number] for number in numbers)
                    tense.append(Triangle((code.actors[u], code.actors[v], code.actors[third]), (first, second, last)))
    return count, tuple(tense)


def _walk(code: Coded) -> float | None:
    if not code.ties or len(code.actors) > 2000:
        return None
    signs = np.sign(code.couplings.matrix.toarray())
    signed, unsigned = np.linalg.eigvalsh(signs), np.linalg.eigvalsh(np.abs(signs))
    highest = unsigned.max()
    return float(np.exp(signed - highest).sum() / np.exp(unsigned - highest).sum())
