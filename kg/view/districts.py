"""Places for very many actors: blocs first, by what lies between them, then each bloc inside its own district.

At last every tie pulls at its two ends: friends who stand far apart draw nearer, enemies who stand close move away, and
all are held where their bloc has put them. The time grows with the ties, not with the square of the actors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import networkx as nx
import numpy as np

from kg import analysis
from kg.view.boxes import parted
from kg.view.layout import Bond, Points, signed_stress

__all__ = ["DENSE", "by_blocs", "communities", "placed"]

DENSE = 500
_AIR = 1.1
_ROUNDS = 60


def placed(count: int, bonds: Sequence[Bond]) -> Points:
    """One place for each actor: by signed stress over all pairs, or bloc by bloc above `DENSE` actors.

    >>> placed(0, []).shape
    (0, 2)
    """
    return signed_stress(count, bonds) if count <= DENSE else by_blocs(count, bonds)


def communities(count: int, bonds: Sequence[Bond]) -> list[list[int]]:
    """Who stands together, each community and their list in order.

    Who is joined by support is one bloc; where such a group has enemies inside, it falls into blocs of fewest ties
    against them. No clock limits the search, and it is not meant to prove anything: `kg blocs` does.

    >>> communities(3, [Bond(0, 1, "support"), Bond(1, 2, "opposition")])
    [[0, 1], [2]]
    """
    friendly: nx.Graph[int] = nx.Graph()
    friendly.add_nodes_from(range(count))
    friendly.add_edges_from((bond[:2] for bond in bonds if bond.status == "support"), sign=1)
    number_of = {actor: number for number, group in enumerate(nx.connected_components(friendly)) for actor in group}
    foes = defaultdict(list)
    for bond in bonds:
        if bond.status == "opposition" and number_of[bond.a] == number_of[bond.b]:
            foes[number_of[bond.a]].append(bond[:2])
    groups = []
    for number, group in enumerate(nx.connected_components(friendly)):
        groups += _parts(friendly, group, foes[number]) if foes[number] else [sorted(group)]
    return sorted(groups)


def _parts(friendly: nx.Graph[int], group: set[int], foes: Sequence[tuple[int, int]]) -> list[list[int]]:
    torn: nx.Graph[int] = nx.Graph(friendly.subgraph(group))
    torn.add_edges_from(foes, sign=-1)
    found = analysis.blocs(torn, None, alternatives=False, time_limit=0)
    return [sorted(bloc.members) for bloc in found.blocs]


def by_blocs(count: int, bonds: Sequence[Bond]) -> Points:
    """One place for each actor, every bloc in a district of its own, as wide as it has members."""
    groups = _few(communities(count, bonds))
    district = {actor: number for number, group in enumerate(groups) for actor in group}
    radii = np.sqrt([float(len(group)) for group in groups])
    centres = signed_stress(len(groups), _between(bonds, district)) * float(radii.mean()) * 2 * _AIR
    centres = parted(centres, np.stack([radii, radii], axis=1) * 2 * _AIR, room=np.zeros(2))
    within: defaultdict[int, list[Bond]] = defaultdict(list)
    place = {actor: at for group in groups for at, actor in enumerate(group)}
    for bond in bonds:
        if district[bond.a] == district[bond.b]:
            within[district[bond.a]].append(bond._replace(a=place[bond.a], b=place[bond.b]))
    points = np.zeros((count, 2))
    for number, group in enumerate(groups):
        inside = signed_stress(len(group), within[number])
        reach = float(np.hypot(*inside.T).max()) or 1.0
        points[group] = centres[number] + inside / reach * radii[number]
    return _pulled(points, bonds)


def _pulled(points: Points, bonds: Sequence[Bond]) -> Points:
    """The points after friends have drawn nearer and enemies have moved away, each held at where it was."""
    signed = [bond for bond in bonds if bond.status in ("support", "opposition")]
    if not signed:
        return points
    a, b = np.array([bond[:2] for bond in signed]).T
    is_friendly = np.array([bond.status == "support" for bond in signed])
    radius = float(np.median(np.hypot(*(points - points.mean(0)).T)))
    near, far = radius / 2, radius * 2
    held = 1.0 + np.bincount(np.concatenate([a, b]), minlength=len(points))[:, None]
    home = points
    for _ in range(_ROUNDS):
        way, middle = (points[a] - points[b]) / 2, (points[a] + points[b]) / 2
        length = 2 * np.hypot(*way.T) + 1e-9
        wished = np.where(is_friendly, np.minimum(length, near), np.maximum(length, far))
        half = way * (wished / length)[:, None]
        points = home.copy()
        np.add.at(points, a, middle + half)
        np.add.at(points, b, middle - half)
        points = points / held
    return points


def _few(groups: list[list[int]]) -> list[list[int]]:
    """At most about `DENSE` groups of at most `DENSE` actors: larger ones cut, the smallest put together."""
    cut = [group[at : at + DENSE] for group in groups for at in range(0, len(group), DENSE)]
    largest_first = sorted(cut, key=lambda group: (-len(group), group))
    rest = sorted(actor for group in largest_first[DENSE - 1 :] for actor in group)
    return largest_first[: DENSE - 1] + [rest[at : at + DENSE] for at in range(0, len(rest), DENSE)]


def _between(bonds: Sequence[Bond], district: dict[int, int]) -> list[Bond]:
    """What pairs of blocs are to one another: support or opposition, whichever weighs more."""
    pull: defaultdict[tuple[int, int], float] = defaultdict(float)
    for bond in bonds:
        a, b = sorted((district[bond.a], district[bond.b]))
        if a != b and bond.status in ("support", "opposition"):
            pull[a, b] += bond.weight if bond.status == "support" else -bond.weight
    return [Bond(a, b, "support" if found > 0 else "opposition") for (a, b), found in sorted(pull.items()) if found]
