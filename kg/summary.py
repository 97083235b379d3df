"""Who stands where and on whose word, in one value: what a first look at a graph shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.disputes import Disagreement, disagreements
from kg.lens import Evidence, Lens
from kg.model import Entity, Figure, Item
from kg.ties import Tie, Ties

__all__ = ["Summary", "summary"]


@dataclass(frozen=True, slots=True)
class Summary:
    """Parties with how many ties and claims each has, ties by status, disagreements, figures, and counts."""

    parties: tuple[tuple[Entity, int, int], ...]
    ties: tuple[Tie, ...]
    disagreements: tuple[Disagreement, ...]
    figures: tuple[Figure, ...]
    counts: tuple[tuple[str, int], ...]


def summary(evidence: Evidence, lens: Lens, sources: int) -> Summary:
    """The summary of some evidence under a lens."""
    ties = Ties(evidence, lens).all()
    claims, figures = lens.claims(evidence), lens.figures(evidence)
    items: list[Item] = [*claims, *figures]
    tied = Counter(key for tie in ties for key in (tie.subject, tie.object))
    named = Counter(key for item in items for key in _shown(evidence, item))
    kinds = evidence.words.kinds
    parties = [evidence.entities[key] for key in {*tied, *named} if key in evidence.entities]
    actors = [party for party in parties if kinds[party.kind].is_actor]
    counts = {
        "document" if sources == 1 else "documents": sources,
        "claims": len(claims),
        "figures": len(figures),
        "actors": len(actors),
        "tellers": len({item.claimer for item in items}),
        "ties": len(ties),
    }
    return Summary(
        parties=tuple(
            (party, tied[party.key], named[party.key])
            for party in sorted(actors, key=lambda a: (-tied[a.key], -named[a.key], a.name, a.key))
        ),
        ties=ties,
        disagreements=disagreements(evidence, lens),
        figures=tuple(sorted(figures, key=lambda f: (str(f.about), f.measure, f.claimer, f.id))),
        counts=tuple(counts.items()),
    )


def _shown(evidence: Evidence, item: Item) -> set[str]:
    """The parties that a claim or figure shows: its ends, its teller, and the bodies that the teller is an organ of."""
    bodies = {link.object for link in evidence.background if link.subject == item.claimer}
    return {*item.ends, item.claimer, *bodies}
