"""Where actors stand: signed stress, which draws friends near and enemies apart.

Every pair has a wished distance: 1 for support, 1.7 for mediation, the length of the shortest friendly path where there
is one, and far for opposition; SMACOF finds places that come close to all of them, from a start that the lowest
eigenvectors of the signed Laplacian give (Kunegis et al. 2010; Kermarrec and Moin 2011). Nothing is left to
chance but the seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bond", "opposed_apart", "signed_stress"]

Points = NDArray[np.float64]
Matrix = NDArray[np.float64]

_LENGTH = {"support": 1.0, "mediation": 1.7, "neutral": 1.7, "possible": 1.4}
_PULL = {"support": 1.0, "mediation": 0.3, "neutral": 0.1, "possible": 0.3, "opposition": -1.0, "denied": -0.2}
_APART = ("opposition", "denied")
_BOTH = ("mixed", "disputed")


class Bond(NamedTuple):
    """What an unordered pair of actors, by number, are to one another: the status of a tie, and how much it weighs."""

    a: int
    b: int
    status: str
    weight: float = 1.0


def signed_stress(count: int, bonds: Sequence[Bond], *, seed: int = 1, rounds: int = 200) -> Points:
    """One place for each actor, centred, the main opposition lying left to right.

    >>> rival = signed_stress(3, [Bond(0, 1, "support"), Bond(1, 2, "opposition")])
    >>> bool(abs(rival[1] - rival[2]).max() > abs(rival[0] - rival[1]).max())
    True
    """
    if count < 2:
        return np.zeros((count, 2))
    wished, weights, far = _wishes(count, bonds)
    start = _spectral(count, bonds) * far + np.random.RandomState(seed).normal(0, 0.1, (count, 2))
    return _turned(_capped(_smacof(wished, weights, start, rounds)), bonds)


def opposed_apart(points: Points, bonds: Sequence[Bond]) -> float:
    """How often an opposed pair lies further apart than an allied one: 0.5 says nothing, 1 is always."""
    allied, opposed = (
        np.array([np.hypot(*(points[bond.a] - points[bond.b])) for bond in bonds if bond.status == status])
        for status in ("support", "opposition")
    )
    if not len(allied) or not len(opposed):
        return 1.0
    further = (opposed[None] > allied[:, None]).mean() + 0.5 * (opposed[None] == allied[:, None]).mean()
    return float(further)


def _wishes(count: int, bonds: Sequence[Bond]) -> tuple[Matrix, Matrix, float]:
    paths = np.full((count, count), np.inf)
    np.fill_diagonal(paths, 0)
    for bond in bonds:
        if bond.status in _LENGTH:
            paths[bond.a, bond.b] = paths[bond.b, bond.a] = min(paths[bond.a, bond.b], _LENGTH[bond.status])
    for middle in range(count):
        np.minimum(paths, paths[:, middle, None] + paths[None, middle], out=paths)
    known = paths[np.isfinite(paths)]
    far = max(3.0, float(np.percentile(known, 90)))
    paths[np.isinf(paths)] = far
    weights = 1 / np.maximum(paths, 0.5) ** 2
    friendly = {end for bond in bonds if bond.status in _LENGTH for end in (bond.a, bond.b)}
    for bond in bonds:
        if bond.status in _APART or bond.status in _BOTH:
            alone = not {bond.a, bond.b} <= friendly
            apart = 2.2 if bond.status in _BOTH or alone else far * 1.25
            apart = max(apart, float(paths[bond.a, bond.b]))
            paths[bond.a, bond.b] = paths[bond.b, bond.a] = apart
            weights[bond.a, bond.b] = weights[bond.b, bond.a] = 3 * bond.weight / apart**2
    np.fill_diagonal(weights, 0)
    return paths, weights, far


def _spectral(count: int, bonds: Sequence[Bond]) -> Points:
    pull = np.zeros((count, count))
    for bond in bonds:
        pull[bond.a, bond.b] += _PULL.get(bond.status, 0)
        pull[bond.b, bond.a] = pull[bond.a, bond.b]
    _, vectors = np.linalg.eigh(np.diag(np.abs(pull).sum(1)) - pull)
    start = np.zeros((count, 2))
    for axis in range(min(2, count)):
        vector = vectors[:, axis]
        start[:, axis] = vector * (1 if vector[np.abs(vector).argmax()] > 0 else -1)
    scaled: Points = start / (np.abs(start).max() + 1e-12)
    return scaled


def _smacof(wished: Matrix, weights: Matrix, points: Points, rounds: int) -> Points:
    laplacian = np.diag(weights.sum(1)) - weights
    inverse = np.linalg.pinv(laplacian)
    last = np.inf
    for _ in range(rounds):
        gaps = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1)) + 1e-9
        pushes = -weights * wished / gaps
        np.fill_diagonal(pushes, 0)
        np.fill_diagonal(pushes, -pushes.sum(1))
        points = inverse @ (pushes @ points)
        stress = float((weights * (wished - gaps) ** 2).sum())
        if last - stress < 1e-4 * last:
            break
        last = stress
    return points


def _capped(points: Points) -> Points:
    """The points about their centre, outliers drawn in, so that one of them does not shrink the picture."""
    points = points - np.median(points, axis=0)
    reach = np.hypot(points[:, 0], points[:, 1])
    limit = 1.25 * float(np.percentile(reach, 80)) + 1e-9
    drawn_in: Points = points * np.minimum(1, limit / np.maximum(reach, 1e-9))[:, None]
    return drawn_in


def _turned(points: Points, bonds: Sequence[Bond]) -> Points:
    """The points turned so that opposed pairs lie beside one another, the first actor with an enemy on the left."""
    gaps = [points[bond.a] - points[bond.b] for bond in bonds if bond.status in _APART]
    spread = np.array(gaps) if gaps else points - points.mean(0)
    _, _, axes = np.linalg.svd(spread, full_matrices=True)
    turned = points @ axes.T
    for axis in range(2):
        extreme = turned[np.abs(turned[:, axis]).argmax(), axis]
        turned[:, axis] *= -1 if extreme > 0 else 1
    rounded: Points = np.round(turned, 6)
    return rounded
