"""Valid time: an EDTF text in, four bounds out.

A claim's time is known only in part: "2020-03/" began some day of March 2020 and has no known end. So a time has four
bounds, and two questions can be asked of it about a span of days: is it certain, and is it possible, that it holds on
some day of that span? (EDTF: ISO 8601-2:2019, level 0 and the open and unknown ends of level 1.)
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from undate.converters.edtf import EDTFDateConverter

from kg.errors import InvalidDate

__all__ = ["Bounds", "Duration", "Interval"]

_SIDE = re.compile(r"[0-9]{4}(-[0-9X]{2}(-[0-9X]{2})?)?|[0-9]{2}XX|[0-9]{3}X")
_DURATION = re.compile(r"P(?=[0-9])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_OPEN, _UNKNOWN = "..", ""
_CONVERTER = EDTFDateConverter()


@lru_cache(maxsize=4096)
def _days(side: str) -> tuple[date, date]:
    """The first and last day that one side of an EDTF text may mean."""
    if not _SIDE.fullmatch(side):
        raise ValueError(side)
    parsed = _CONVERTER.parse(side)
    earliest, latest = parsed.earliest, parsed.latest
    return (
        date(int(earliest.year), int(earliest.month), int(earliest.day)),
        date(int(latest.year), int(latest.month), int(latest.day)),
    )


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which days something began and between which it ended; None is without limit.

    `carries` tells that the end is open, so that the persistence of a relation may carry it beyond `latest_end`.
    """

    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None
    carries: bool

    def certain(self, first: date, last: date) -> bool:
        """Whether it holds on some day from `first` to `last` whatever the true days are."""
        begun = self.latest_start is not None and self.latest_start <= last
        return begun and self.earliest_end is not None and self.earliest_end >= first

    def possible(self, first: date, last: date) -> bool:
        """Whether it may hold on some day from `first` to `last`."""
        begun = self.earliest_start is None or self.earliest_start <= last
        return begun and (self.latest_end is None or self.latest_end >= first)


@dataclass(frozen=True, slots=True)
class Interval:
    """A valid time as the coder wrote it.

    `text` is EDTF: a date of day, month or year precision, or two of them with "/" between; ".." is open, an empty side
    is unknown. Raises InvalidDate. Years run from 0001 to 9999.

    >>> Interval("2020-03/").bounds(date(2024, 11, 29)).earliest_start
    datetime.date(2020, 3, 1)
    >>> Interval("1961-05/1961").first, Interval("1961-05/1961").last
    (datetime.date(1961, 5, 1), datetime.date(1961, 12, 31))
    >>> Interval("2024-02-30")
    Traceback (most recent call last):
    ...
    kg.errors.InvalidDate: '2024-02-30' is no EDTF time; write 2024-11-29, 2024-11, 2015/.., 2020-03/ or /2024-11-27
    """

    text: str
    _start: tuple[date, date] | None = field(init=False, repr=False, compare=False)
    _end: tuple[date, date] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        start, slash, end = self.text.partition("/")
        try:
            first = None if slash and start in (_OPEN, _UNKNOWN) else _days(start)
            last = first if not slash else None if end in (_OPEN, _UNKNOWN) else _days(end)
        except Exception as error:
            raise InvalidDate(
                f"'{self.text}' is no EDTF time; write 2024-11-29, 2024-11, 2015/.., 2020-03/ or /2024-11-27"
            ) from error
        if first is None and last is None:
            raise InvalidDate(f"'{self.text}' bounds nothing; leave the time out where the text gives none")
        if first and last and first[0] > last[1]:
            raise InvalidDate(f"'{self.text}' ends before it starts; swap its sides")
        object.__setattr__(self, "_start", first)
        object.__setattr__(self, "_end", last)

    def __str__(self) -> str:
        return self.text

    @property
    def is_span(self) -> bool:
        """Whether it is written with two sides."""
        return "/" in self.text

    @property
    def is_closed(self) -> bool:
        """Whether it is a span whose end is given: such a claim reports that something is over."""
        return self.is_span and self._end is not None

    @property
    def first(self) -> date:
        """The first day that it may mean; the first day of all where its start is open or unknown."""
        return self._start[0] if self._start else date.min

    @property
    def last(self) -> date:
        """The last day that it may mean; the last day of all where its end is open or unknown."""
        return self._end[1] if self._end else date.max

    def bounds(self, stated: date) -> Bounds:
        """The four bounds, for a claim stated on that day: what is ongoing is known to hold until then."""
        start, end = self._start, self._end
        if end is not None:
            earliest, latest = start if start else (None, end[1])
            return Bounds(earliest, latest, end[0], end[1], carries=not self.is_span)
        assert start is not None
        if self.text.endswith(_OPEN):
            until = max(stated, start[0])
            return Bounds(start[0], start[1], until, until, carries=True)
        return Bounds(start[0], start[1], start[0], None, carries=False)

    @staticmethod
    def undated(stated: date) -> Bounds:
        """The bounds of a claim without valid time: it holds on the day it is stated, its beginning is unknown."""
        return Bounds(None, stated, stated, stated, carries=True)


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something is carried on: an ISO 8601 duration of years, months, weeks and days.

    >>> Duration("P6M").after(date(2024, 8, 31))
    datetime.date(2025, 2, 28)
    """

    text: str

    def __post_init__(self) -> None:
        if not _DURATION.fullmatch(self.text):
            raise InvalidDate(f"'{self.text}' is no duration; write P1Y, P6M, P2W or P0D")

    def after(self, day: date) -> date:
        """The day that lies this long after the given one; the last day of all where that is out of range."""
        match = _DURATION.fullmatch(self.text)
        assert match is not None
        years, months, weeks, days = (int(part or 0) for part in match.groups())
        month = day.month - 1 + months + 12 * years
        year = day.year + month // 12
        if year > date.max.year:
            return date.max
        month = month % 12 + 1
        moved = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
        try:
            return moved + timedelta(days=7 * weeks + days)
        except OverflowError:
            return date.max
