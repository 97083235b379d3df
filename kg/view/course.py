"""How the frustration index ran from day to day: which days, and the line that they make, drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, pairwise
from math import log2
from typing import NamedTuple

from kg.model import Claim

__all__ = ["Point", "chart", "days", "picked"]

_MOST, _LEAST, _WORK = 60, 12, 30_000
_WIDE, _HIGH, _FLAT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 200, 104, 44, 22, 16, 34
_LABEL = 82
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Point(NamedTuple):
    """The index on a day, exact where its bounds meet, and how many ties it is about."""

    day: str
    ties: int
    lower: float
    upper: float

    @property
    def is_proven(self) -> bool:
        """Whether the index is known, and not only its bounds."""
        return self.lower == self.upper


def days(claims: Iterable[Claim]) -> list[str]:
    """The days on which a claim is said, begins or ends.

    >>> days([])
    []
    """
    found: set[date] = set()
    for claim in claims:
        bounds = claim.bounds
        edges = (claim.stated, bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end)
        found.update(day for day in edges if day is not None and date.min < day < date.max)
    return [day.isoformat() for day in sorted(found)]


def picked(every: Sequence[str], claims: int) -> list[str]:
    """Days spread evenly over all of them, the first and the last among them; the more claims, the fewer days.

    >>> picked(["2020-01-01", "2020-01-02"], 10)
    ['2020-01-01', '2020-01-02']
    >>> len(picked([str(day) for day in range(100)], 10)), len(picked([str(day) for day in range(100)], 4000))
    (60, 12)
    """
    most = max(_LEAST, min(_MOST, _WORK // max(1, claims)))
    if len(every) <= most:
        return list(every)
    return [every[round(number * (len(every) - 1) / (most - 1))] for number in range(most)]


def chart(points: Sequence[Point]) -> str:
    """The line as SVG: a dot a day where the index is proven, a bar and a band where only its bounds are known.

    Stretches without a change are drawn short.

    >>> chart([])
    ''
    """
    if not points:
        return ""
    highest = max(1.0, *(point.upper for point in points))
    high = _HIGH if any(point.upper for point in points) else _FLAT
    xs = _places([point.day for point in points])

    def y(value: float) -> float:
        return round(high - _BOTTOM - (high - _TOP - _BOTTOM) * value / highest, 1)

    upper = [f"{x},{y(point.upper)}" for x, point in zip(xs, points, strict=True)]
    lower = [f"{x},{y(point.lower)}" for x, point in zip(xs, points, strict=True)]
    runs = groupby(range(len(points)), key=lambda number: points[number].is_proven)
    lines = [[upper[number] for number in run] for is_proven, run in runs if is_proven]
    return (
        f'<svg class="course" viewBox="0 0 {_WIDE} {high}" aria-hidden="true">'
        + "".join(_rung(value, y(value)) for value in _rungs(highest))
        + _days(points, xs, high - 10)
        + f'<polygon points="{" ".join([*upper, *reversed(lower)])}"/>'
        + "".join(f'<polyline points="{" ".join(line)}"/>' for line in lines)
        + "".join(_mark(point, x, y(point.upper), y(point.lower)) for x, point in zip(xs, points, strict=True))
        + "</svg>"
    )


def _mark(point: Point, x: float, top: float, bottom: float) -> str:
    shape = f'circle cx="{x}" cy="{top}" r="4"' if point.is_proven else f'path d="M{x} {top}V{bottom}"'
    return f'<g data-day="{point.day}"><title>{_words(point)}</title><{shape}/></g>'


def _places(found: Sequence[str]) -> list[float]:
    """Where each day lies from left to right."""
    steps = [
        1 + log2(1 + (date.fromisoformat(after) - date.fromisoformat(before)).days) for before, after in pairwise(found)
    ]
    room, whole, at = _WIDE - _LEFT - _RIGHT, sum(steps) or 1.0, 0.0
    places = [float(_LEFT)]
    for step in steps:
        at += step
        places.append(round(_LEFT + room * at / whole, 1))
    return places


def _rungs(highest: float) -> list[int]:
    step = max(1, -(-round(highest) // 4))
    return list(range(0, round(highest) + 1, step))


def _rung(value: int, y: float) -> str:
    return (
        f'<line class="rung" x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{y}" y2="{y}"/>'
        f'<text x="{_LEFT - 10}" y="{y + 4}" text-anchor="end">{value}</text>'
    )


def _days(points: Sequence[Point], xs: Sequence[float], y: int) -> str:
    """The days along the line, each only where it covers no other."""
    marks, free = [], 0.0
    for point, x in zip(points, xs, strict=True):
        anchor = "start" if x < _LEFT + 30 else "end" if x > _WIDE - _RIGHT - 30 else "middle"
        left = x - _LABEL * ("start", "middle", "end").index(anchor) / 2
        if left >= free:
            marks.append(f'<text x="{x}" y="{y}" text-anchor="{anchor}">{_short(point.day)}</text>')
            free = left + _LABEL + 14
    return "".join(marks)


def _short(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def _words(point: Point) -> str:
    index = f"{point.upper}" if point.is_proven else f"between {point.lower} and {point.upper}"
    return f"{_short(point.day)}: index {index}, {point.ties} ties"
