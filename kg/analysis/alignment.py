"""Indirect alignment: what two steps suggest about pairs that no tie joins. Always an inference, never a tie."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from kg.analysis.results import Result, Row, SignedTie, quoted
from kg.analysis.signed import coded
from kg.errors import UnknownTerm, did_you_mean

__all__ = ["Alignment", "Indirect", "Step", "indirect"]


@dataclass(frozen=True)
class Step:
    """A common neighbour of a pair, and the two ties that lead through it."""

    via: Any
    sign: int
    ties: tuple[SignedTie, SignedTie]


@dataclass(frozen=True)
class Alignment:
    """What common neighbours suggest about a pair without a tie: a friend's friend, a foe's foe, a friend's foe."""

    source: Any
    target: Any
    positive: int
    negative: int
    steps: tuple[Step, ...]
    is_inference: bool = True

    @property
    def net(self) -> int:
        """Steps that suggest alignment less those that suggest opposition."""
        return self.positive - self.negative

    @property
    def suggests(self) -> str:
        """``alignment``, ``opposition``, or ``nothing`` where the steps contradict one another evenly."""
        return "alignment" if self.net > 0 else "opposition" if self.net < 0 else "nothing"


@dataclass(frozen=True)
class Indirect(Result):
    """All pairs without a tie that share a neighbour, the most steps in agreement first."""

    alignments: tuple[Alignment, ...]

    def to_rows(self) -> list[Row]:
        """One row for each pair."""
        return [
            {
                "source": found.source,
                "target": found.target,
                "suggests": found.suggests,
                "positive": found.positive,
                "negative": found.negative,
                "net": found.net,
                "via": tuple(step.via for step in found.steps),
                "is_inference": found.is_inference,
                "claims": tuple(claim for step in found.steps for tie in step.ties for claim in tie.claims),
            }
            for found in self.alignments
        ]

    def explain(self) -> list[str]:
        """Each pair with the steps that suggest something about it."""
        lines = []
        for found in self.alignments:
            lines.append(f"inferred, not stated: {found.source} and {found.target}: {found.suggests}")
            for step in found.steps:
                lines.append("  via " + "; ".join(f"{tie}{quoted(tie.claims)}" for tie in step.ties))
        return lines or ["no pair without a tie shares a neighbour"]


def indirect(graph: nx.Graph[Any], *, about: Any = None, least: int = 1) -> Indirect:
    """What two steps suggest about pairs without a tie; ``about`` keeps one actor's, ``least`` drops thin ones.

    >>> G = nx.Graph()
    >>> _ = G.add_edge("a", "m", sign=-1, claims=("c1",)), G.add_edge("b", "m", sign=-1, claims=("c2",))
    >>> print("\\n".join(indirect(G).explain()))
    inferred, not stated: a and b: alignment
      via a - m [c1]; b - m [c2]
    """
    code = coded(graph)
    if about is not None and about not in code.actors:
        raise UnknownTerm(f"no actor '{about}' in this network; {did_you_mean(str(about), map(str, code.actors))}")
    number_of = code.couplings.tie_between
    steps: dict[tuple[int, int], list[Step]] = {}
    for middle, neighbours in enumerate(code.couplings.neighbours):
        for a, b in combinations(sorted(neighbours), 2):
            if (a, b) not in number_of and (about is None or about in (code.actors[a], code.actors[b])):
                first, second = code.ties[number_of[a, middle]], code.ties[number_of[b, middle]]
                steps.setdefault((a, b), []).append(
                    Step(code.actors[middle], first.sign * second.sign, (first, second))
                )
    found = [
        Alignment(
            code.actors[a],
            code.actors[b],
            sum(step.sign > 0 for step in taken),
            sum(step.sign < 0 for step in taken),
            tuple(taken),
        )
        for (a, b), taken in sorted(steps.items())
        if len(taken) >= least
    ]
    return Indirect(tuple(sorted(found, key=lambda one: (-abs(one.net), -len(one.steps)))))
