"""Who is drawn, and where: the parties by signed stress, the tellers in a row below, structure around the parties.

Places are found once, over everything that is known, so nothing moves when the reader filters or looks at another day;
there are two pictures, one for wide screens and one for tall ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.lens import Evidence, Lens, organ_links
from kg.ties import Tie, Ties
from kg.view.boxes import Sizes, beside, spread, tidied
from kg.view.captions import Box, box, caption
from kg.view.districts import communities, placed
from kg.view.layout import Bond, Points
from kg.view.named import named

__all__ = ["Node", "Scene", "bonds_of", "scene"]

_WIDE, _TALL = 2.3, 0.6
_TIDY = 60
_GAP = 18.0


@dataclass(frozen=True, slots=True)
class Node:
    """An entity on the picture: a party of a tie, a teller, or part of the structure."""

    key: str
    role: str
    box: Box
    wide: tuple[int, int]
    tall: tuple[int, int]
    bloc: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """The picture: its nodes, and the ties that hold under no lens but the level."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]


def scene(evidence: Evidence) -> Scene:
    """The picture of some evidence."""
    ties = Ties(evidence, Lens()).all()
    parties = sorted({end for tie in ties for end in (tie.subject, tie.object)})
    tellers = [key for key in _tellers(evidence) if key not in parties]
    others = sorted(_others(evidence) - {*parties, *tellers})
    labels = {key: box(_caption(evidence, key)) for key in (*parties, *tellers, *others)}
    bonds = bonds_of(ties, {key: number for number, key in enumerate(parties)})
    cast = _Cast(parties, tellers, {key: _joined(evidence, key) for key in others}, labels, bonds)
    points = placed(len(parties), bonds)
    wide, tall = cast.places(points, _WIDE), cast.places(points[:, ::-1], _TALL)
    role = dict.fromkeys(parties, "party") | dict.fromkeys(tellers, "teller") | dict.fromkeys(others, "structure")
    bloc = _blocs(bonds, parties, wide)
    return Scene(
        tuple(Node(key, role[key], labels[key], wide[key], tall[key], bloc.get(key, 0)) for key in labels), ties
    )


def bonds_of(ties: Iterable[Tie], numbers: dict[str, int]) -> list[Bond]:
    """The unordered pairs of some ties.

    A pair that stands differently each way counts as mixed; what is inherited only weighs less.
    """
    found: defaultdict[tuple[int, int], list[Tie]] = defaultdict(list)
    for tie in ties:
        a, b = sorted((numbers[tie.subject], numbers[tie.object]))
        found[a, b].append(tie)
    bonds = []
    for (a, b), both in sorted(found.items()):
        signs = {tie.sign for tie in both} - {0}
        status = "mixed" if len(signs) > 1 else max(both, key=lambda tie: abs(tie.sign)).status
        bonds.append(Bond(a, b, status, 0.5 if all(tie.inherited_via for tie in both) else 1.0))
    return bonds


def _blocs(bonds: Sequence[Bond], parties: Sequence[str], places: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """The bloc of each party, numbered from the left."""
    groups = [[parties[number] for number in group] for group in communities(len(parties), bonds)]
    ordered = sorted(groups, key=lambda group: _left(group, places))
    return {key: number for number, group in enumerate(ordered) for key in group}


def _left(group: Sequence[str], places: Mapping[str, tuple[int, int]]) -> tuple[float, str]:
    return sum(places[key][0] for key in group) / len(group), group[0]


def _caption(evidence: Evidence, key: str) -> str:
    entity = evidence.entities.get(key)
    return caption(entity) if entity else key


def _tellers(evidence: Evidence) -> list[str]:
    """Everyone who says something or passes it on, and the bodies whose organs do; those who say most come first."""
    said: defaultdict[str, int] = defaultdict(int)
    for item in evidence.items:
        for key in (item.claimer, *item.relayed_by):
            said[key] += 1
    above: defaultdict[str, set[str]] = defaultdict(set)
    for link in organ_links(evidence, evidence.accepted):
        if not link.collective:
            above[link.giver].add(link.heir)
    queue = list(said)
    while queue:
        for body in above[queue.pop()]:
            if body not in said:
                said[body] = 0
                queue.append(body)
    return sorted(said, key=lambda key: (-said[key], key))


def _others(evidence: Evidence) -> set[str]:
    """What else structure joins: bodies, members and places."""
    tieless = [claim for claim in evidence.claims if evidence.relation(claim).tie is None or claim.object is None]
    ends = {end for claim in tieless for end in claim.ends}
    links = {end for link in evidence.background for end in (link.subject, link.object)}
    links &= {key for item in evidence.items for key in named(item)}
    return {key for key in ends | links if key in evidence.entities and not _is_event(evidence, key)}


def _is_event(evidence: Evidence, key: str) -> bool:
    return "Event" in evidence.words.kinds[evidence.entities[key].kind].above


def _sizes(labels: Mapping[str, Box], keys: Iterable[str]) -> Sizes:
    return np.array([(labels[key].width, labels[key].height) for key in keys], dtype=float).reshape(-1, 2)


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who is to be placed: parties by their bonds, tellers in rows, others beside those they are joined to."""

    parties: Sequence[str]
    tellers: Sequence[str]
    others: Mapping[str, Sequence[str]]
    labels: Mapping[str, Box]
    bonds: Sequence[Bond]

    def places(self, points: Points, aspect: float) -> dict[str, tuple[int, int]]:
        """The middle of every box, in pixels."""
        sizes = _sizes(self.labels, self.parties)
        points = spread(points, sizes, aspect)
        if len(self.parties) <= _TIDY:
            points = tidied(points, sizes, self.bonds)
        placed = dict(zip(self.parties, points, strict=True))
        placed |= self._rows(points, sizes, aspect)
        for key, kin in self.others.items():
            near = [placed[end] for end in kin if end in placed]
            anchor = np.mean(near, axis=0) if near else np.zeros(2)
            taken = np.array(list(placed.values())).reshape(-1, 2)
            placed[key] = beside(anchor, _sizes(self.labels, [key])[0], taken, _sizes(self.labels, placed))
        return {key: (round(float(x)), round(float(y))) for key, (x, y) in placed.items()}

    def _rows(self, points: Points, sizes: Sizes, aspect: float) -> dict[str, Points]:
        """The tellers in centred rows below the parties."""
        points, sizes = np.vstack([points, np.zeros((1, 2))]), np.vstack([sizes, np.zeros((1, 2))])
        left, right = float((points - sizes / 2)[:, 0].min()), float((points + sizes / 2)[:, 0].max())
        top = float((points + sizes / 2)[:, 1].max()) + 62
        room = max((right - left) * (1.3 if aspect > 1 else 1.0), 400.0)
        rows: list[list[str]] = [[]]
        for key in self.tellers:
            if rows[-1] and sum(self.labels[one].width + _GAP for one in (*rows[-1], key)) > room:
                rows.append([])
            rows[-1].append(key)
        placed: dict[str, Points] = {}
        for row in filter(None, rows):
            height = max(self.labels[key].height for key in row)
            x = (left + right - sum(self.labels[key].width + _GAP for key in row) + _GAP) / 2
            for key in row:
                placed[key] = np.array([x + self.labels[key].width / 2, top + height / 2])
                x += self.labels[key].width + _GAP
            top += height + _GAP
        return placed


def _joined(evidence: Evidence, key: str) -> list[str]:
    """Who structure joins an entity to, nearest kin first."""
    claims = [claim.ends for claim in evidence.claims if key in claim.ends]
    links = [(link.subject, link.object) for link in evidence.background if key in (link.subject, link.object)]
    return sorted({end for ends in (*claims, *links) for end in ends if end != key})
