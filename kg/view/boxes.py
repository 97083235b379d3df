"""Room for labels: points become boxes that do not overlap, with lines that run beside the boxes and seldom cross."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from kg.view.layout import Bond, Points

__all__ = [
    "beside",
    "crossings",
    "overlaps",
    "parted",
    "pierced",
    "spread",
    "tidied",
]

Sizes = NDArray[np.float64]
_ROOM = np.array([26.0, 26.0])
_FILL = 2.4
_STUB = 38.0


def spread(points: Points, sizes: Sizes, aspect: float) -> Points:
    """The points drawn out over a field of the given aspect that is large enough for their boxes, none overlapping."""
    if len(points) < 2:
        return points.copy()
    area = float((sizes + _ROOM).prod(1).sum()) * _FILL
    field = np.array([np.sqrt(area * aspect), np.sqrt(area / aspect)])
    extent = points.max(0) - points.min(0)
    scale = (field - sizes.max(0)) / np.maximum(extent, 1e-9)
    scale = np.clip(scale, None, 2.2 * scale.min() if extent.min() > 1e-6 else None)
    centred = (points - (points.max(0) + points.min(0)) / 2) * scale
    placed = parted(centred, sizes)
    while overlaps(placed, sizes + _ROOM / 2):
        centred = centred * 1.15 + 0.01 * np.arange(len(points))[:, None]
        placed = parted(centred, sizes)
    return placed


def parted(points: Points, sizes: Sizes, *, room: Sizes = _ROOM, rounds: int = 300) -> Points:
    """The points moved as little as needed until no two boxes, with room around them, overlap."""
    spots, reach = points.tolist(), (sizes + room).tolist()
    for _ in range(rounds):
        pairs = _clashing(np.array(spots).reshape(-1, 2), sizes + room)
        if not len(pairs):
            break
        for a, b in pairs.tolist():
            gap = [spots[a][axis] - spots[b][axis] for axis in (0, 1)]
            need = [(reach[a][axis] + reach[b][axis]) / 2 - abs(gap[axis]) for axis in (0, 1)]
            if need[0] <= 0 or need[1] <= 0:
                continue
            axis = int(need[1] <= need[0])
            side = 1.0 if gap[axis] > 0 or (gap[axis] == 0 and a > b) else -1.0
            spots[a][axis] += side * (need[axis] / 2 + 0.5)
            spots[b][axis] -= side * (need[axis] / 2 + 0.5)
    return np.array(spots).reshape(-1, 2)


def _clashing(points: Points, sizes: Sizes) -> NDArray[np.int64]:
    """The pairs of boxes that overlap, in order."""
    near = cKDTree(points).query_pairs(float(np.hypot(*sizes.max(0))), output_type="ndarray")
    missing = (sizes[near[:, 0]] + sizes[near[:, 1]]) / 2 - np.abs(points[near[:, 0]] - points[near[:, 1]])
    clash = near[(missing > 0).all(-1)]
    found: NDArray[np.int64] = clash[np.lexsort((clash[:, 1], clash[:, 0]))]
    return found


def tidied(points: Points, sizes: Sizes, bonds: Sequence[Bond], *, seed: int = 1) -> Points:
    """The points after many small trial moves, each kept where fewer lines cross or run behind boxes not theirs.

    None moves out of the field that the points lie in, and opposed pairs stay further apart than allied ones. The
    more lines there are, the fewer moves are tried, so that the time stays about the same.
    """
    if len(points) < 3 or not bonds:
        return points
    chance, tries = np.random.RandomState(seed), min(1100, 30_000 // len(bonds))
    unit = float(np.sqrt(sizes.prod(1).mean()))
    low, high = (points - sizes / 2).min(0) + sizes / 2, (points + sizes / 2).max(0) - sizes / 2
    untidy = _Untidiness(points, sizes, bonds, unit)
    best, cost = points.copy(), untidy(points)
    for turn in range(tries):
        trial, one = best.copy(), chance.randint(len(points))
        if turn % 7 == 0:
            other = chance.randint(len(points))
            trial[[one, other]] = trial[[other, one]]
        else:
            trial[one] += chance.normal(0, unit * (1.6 - 1.3 * turn / tries), 2)
        trial = np.clip(trial, low, high)
        found = untidy(trial)
        if found < cost:
            best, cost = trial, found
    return best


class _Untidiness:
    """What is unpleasant about a picture, as one number."""

    def __init__(self, wished: Points, sizes: Sizes, bonds: Sequence[Bond], unit: float) -> None:
        self.wished, self.sizes, self.unit = wished, sizes, unit
        self.ends = np.array([(bond.a, bond.b) for bond in bonds])
        self.allied, self.opposed = (
            np.array([bond.status == status for bond in bonds]) for status in ("support", "opposition")
        )

    def __call__(self, points: Points) -> float:
        sizes, ends = self.sizes, self.ends
        ways = points[ends[:, 0]] - points[ends[:, 1]]
        lengths = np.hypot(*ways.T) / self.unit
        clear = (np.abs(ways) - (sizes[ends[:, 0]] + sizes[ends[:, 1]]) / 2).max(1)
        near = lengths[self.opposed][None] <= lengths[self.allied][:, None]
        moved = float((((points - self.wished) / self.unit) ** 2).sum())
        return (
            400.0 * overlaps(points, sizes)
            + 40.0 * overlaps(points, sizes + _ROOM)
            + 8.0 * float((clear < _STUB).sum())
            + 6.0 * pierced(points, sizes, ends)
            + 2.0 * crossings(points, ends)
            + 60.0 * (float(near.mean()) if near.size else 0.0)
            + 0.3 * moved
            + 0.15 * float(lengths.sum())
        )


def overlaps(points: Points, sizes: Sizes) -> int:
    """How many pairs of boxes overlap."""
    reach = (sizes[:, None] + sizes[None]) / 2
    return int(np.triu((np.abs(points[:, None] - points[None]) < reach).all(-1), 1).sum())


def pierced(points: Points, sizes: Sizes, ends: NDArray[np.int64]) -> int:
    """How often a line runs behind the box of an actor that it does not belong to."""
    start, way = points[ends[:, 0]][:, None], (points[ends[:, 1]] - points[ends[:, 0]])[:, None]
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)
    half = sizes[None] / 2 + 5
    one, other = (points[None] - half - start) / way, (points[None] + half - start) / way
    enter, leave = np.minimum(one, other).max(-1), np.maximum(one, other).min(-1)
    hit = (enter < leave) & (leave > 0) & (enter < 1)
    rows = np.arange(len(ends))
    hit[rows, ends[:, 0]] = hit[rows, ends[:, 1]] = False
    return int(hit.sum())


def crossings(points: Points, ends: NDArray[np.int64]) -> int:
    """How often two lines that share no end cross."""
    a, b = points[ends[:, 0]], points[ends[:, 1]]
    shared = (ends[:, None, :, None] == ends[None, :, None, :]).any((2, 3))

    def side(p: Points, q: Points, r: Points) -> NDArray[np.bool_]:
        turn: NDArray[np.bool_] = (
            (q - p)[:, None, 0] * (r[None] - p[:, None])[..., 1] - (q - p)[:, None, 1] * (r[None] - p[:, None])[..., 0]
        ) > 0
        return turn

    apart = side(a, b, a) != side(a, b, b)
    return int(np.triu(apart & apart.T & ~shared, 1).sum())


def beside(anchor: Points, size: NDArray[np.float64], taken: Points, sizes: Sizes) -> Points:
    """The free place for a box that is nearest to an anchor."""
    for ring in range(400):
        for turn in range(max(1, 2 * ring)):
            angle = 2 * np.pi * turn / max(1, 2 * ring) + 0.6
            place = anchor + 34.0 * ring * np.array([1.5 * np.cos(angle), np.sin(angle)])
            reach = (sizes + size) / 2 + _ROOM * 0.6
            if not (np.abs(taken - place) < reach).all(-1).any():
                return place
    return anchor
