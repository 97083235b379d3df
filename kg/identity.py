"""Which entities are one: judgements of people, taken together.

`same` joins two entities, `different` keeps two apart whatever else is joined, `maybe` says that somebody looked and
could not tell, `open` takes a judgement back. The last judgement on a pair stands; nothing is ever removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz

from kg.errors import KGError, UnknownTerm, did_you_mean
from kg.model import Entity
from kg.rdf import Judgement

__all__ = ["VERDICTS", "one_key_each", "refuse_contradiction", "suggestions"]

VERDICTS = ("same", "different", "maybe", "open")
_NEAR = 90.0


def one_key_each(judgements: Iterable[Judgement]) -> Mapping[str, str]:
    """For every entity that is judged the same as another, the key that all go by: a global one, else the first.

    >>> from datetime import date
    >>> one_key_each([Judgement(1, "x#hts", "hts", "same", "mk", date(2024, 1, 1))])
    {'x#hts': 'hts', 'hts': 'hts'}
    """
    groups = _groups(_standing(judgements))
    return {
        key: min(group, key=lambda one: ("#" in one, one)) for group in groups for key in sorted(group, reverse=True)
    }


def refuse_contradiction(judgements: Iterable[Judgement], entities: Mapping[str, Entity]) -> None:
    """Raises KGError where two entities that are judged different come to be one."""
    standing = _standing(judgements)
    groups = _groups(standing)
    for judgement in standing:
        if judgement.verdict not in VERDICTS:
            raise UnknownTerm(f"no verdict '{judgement.verdict}'; {did_you_mean(judgement.verdict, VERDICTS)}")
        if judgement.a == judgement.b:
            raise KGError(f"'{judgement.a}' is itself; judge two entities")
        if judgement.verdict == "different" and any(judgement.pair <= group for group in groups):
            names = " and ".join(entities[key].name if key in entities else key for key in sorted(judgement.pair))
            raise KGError(f"{names} are judged different by {judgement.by}, yet would be one; take one judgement back")


def _standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The last judgement on each pair."""
    return list({judgement.pair: judgement for judgement in sorted(judgements)}.values())


def _groups(standing: Iterable[Judgement]) -> list[frozenset[str]]:
    """The sets of entities that are joined, directly or through others."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    for judgement in standing:
        if judgement.verdict == "same":
            near[judgement.a].add(judgement.b)
            near[judgement.b].add(judgement.a)
    groups, seen = [], set[str]()
    for key in sorted(near):
        if key not in seen:
            group, queue = {key}, [key]
            while queue:
                new = near[queue.pop()] - group
                group |= new
                queue.extend(new)
            seen |= group
            groups.append(frozenset(group))
    return groups


def suggestions(
    entities: Mapping[str, Entity], judgements: Iterable[Judgement]
) -> Iterator[tuple[float, Entity, Entity]]:
    """Pairs of one kind whose names are nearly alike and on which nobody has judged, the likest first.

    A likeness only suggests, it never joins; anonymous entities are nobody else and are left out.
    """
    judged = {judgement.pair for judgement in judgements}
    named = sorted((entity for entity in entities.values() if not entity.anonymous), key=lambda entity: entity.key)
    found = []
    for n, one in enumerate(named):
        for other in named[n + 1 :]:
            if one.kind == other.kind and frozenset((one.key, other.key)) not in judged:
                likeness = max(fuzz.ratio(a.casefold(), b.casefold()) for a in one.names for b in other.names)
                if likeness >= _NEAR and (one.document is not None or other.document is not None):
                    found.append((likeness, one, other))
    return iter(sorted(found, key=lambda pair: (-pair[0], pair[1].key, pair[2].key)))
