"""Places for very many actors: blocs first, by what lies between them, then each bloc inside its own district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import networkx as nx
import numpy as np

from kg.view.boxes import parted
from kg.view.layout import Bond, Points, signed_stress

__all__ = ["DENSE", "by_blocs", "communities", "placed"]

DENSE = 500
_AIR = 1.1


def placed(count: int, bonds: Sequence[Bond]) -> Points:
    """One place for each actor: by signed stress over all pairs, or bloc by bloc above `DENSE` actors.

    >>> placed(0, []).shape
    (0, 2)
    """
    return signed_stress(count, bonds) if count <= DENSE else by_blocs(count, bonds)


def communities(count: int, bonds: Sequence[Bond]) -> list[list[int]]:
    """Who stands together, each community and their list in order.

    Who is joined by support is one bloc; where such a group has enemies inside, it falls into closer communities.

    >>> communities(3, [Bond(0, 1, "support"), Bond(1, 2, "opposition")])
    [[0, 1], [2]]
    """
    friendly: nx.Graph[int] = nx.Graph()
    friendly.add_nodes_from(range(count))
    friendly.add_edges_from(bond[:2] for bond in bonds if bond.status == "support")
    opposed = [bond[:2] for bond in bonds if bond.status == "opposition"]
    groups: list[list[int]] = []
    for group in nx.connected_components(friendly):
        torn = any(a in group and b in group for a, b in opposed)
        parts = nx.community.louvain_communities(friendly.subgraph(sorted(group)), seed=1) if torn else [group]
        groups += [sorted(part) for part in parts]
    return sorted(groups)


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
    return points


def _few(groups: list[list[int]]) -> list[list[int]]:
    """The groups, those beyond `DENSE` put together by size, and any larger than that cut, so that each step is quick."""
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
