"""Expressions of time in a sentence, as EDTF against the day of publication; a day is never invented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Time", "times"]

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_M = r"(?P<month>" + "|".join(name.capitalize() for name in _MONTHS) + r")"
_NUMBERS = {word: n for n, word in enumerate("zero one two three four five six seven eight nine ten".split())} | {
    "a": 1,
    "an": 1,
}
_PATTERN = re.compile(
    r"\b(?:(?P<prep>[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom|[Bb]y|[Ii]n|[Oo]n|[Ll]ast|[Tt]his|[Nn]ext|[Ee]arly|[Ll]ate|[Oo]f|[Bb]efore|[Aa]fter|[Dd]uring)\s+"
    r"(?:(?P<part>early|late|mid|the\s+(?:early|late)\s+hours\s+of|last|this|next)\s+)?)?"
    r"(?:"
    + _M
    + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
    + r"|(?P<day2>\d{1,2})\s+"
    + _M.replace("month", "month2")
    + r"(?:,?\s+(?P<year2>(?:19|20)\d\d))?\b"
    + r"|"
    + _M.replace("month", "month3")
    + r"(?:,?\s+(?P<year3>(?:19|20)\d\d))?\b"
    + r"|(?P<year4>(?:19|20)\d\d)\b(?![,.]\d)"
    + r"|(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    r"(?:\s+(?:morning|night|evening|afternoon))?"
    + r"|(?P<near>[Tt]oday|[Yy]esterday|[Tt]onight)\b"
    + r"|(?P<span>week|month|year)\b"
    + r")"
    r"|\b(?P<length>(?:[Ff]or the first time in|[Ii]n|[Ff]or|[Ww]ithin|[Oo]ver|[Aa]fter)\s"
    r"(?:more than |nearly |almost |about )?"
    r"(?:(?:the|these)\s)?(?:(?:past|last|recent|first|next|coming)\s)?"
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty"
    r"|several|some|many|recent|a few|a|an|half a)\s"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?|decades?|century|centuries))\b(?!\s(?:ago|after|before|later|of))"
    r"|\b(?P<count>\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten)\s+"
    r"(?P<unit>days?|weeks?|months?|years?|decades?)\s+(?P<ago>ago)\b"
)


@dataclass(frozen=True, slots=True)
class Time:
    """Some words that tell when, with their EDTF text; None where the words give no time that can be written."""

    start: int
    end: int
    edtf: str | None


def times(text: str, start: int, end: int, published: date) -> Iterator[Time]:
    """The expressions of time in a sentence.

    >>> said = "since November 19 and on Monday, in March 2020, for the first time in four years"
    >>> [time.edtf for time in times(said, 0, len(said), date(2024, 1, 13))]
    ['2023-11-19/..', '2024-01-08', '2020-03', None]
    """
    for match in _PATTERN.finditer(text, start, end):
        found = _time(match, published)
        if found is not None:
            yield Time(match.start(), match.end(), found or None)


def _time(match: re.Match[str], published: date) -> str | None:
    """The EDTF of a match; "" where it is a time that cannot be written, None where it is none."""
    prep = (match["prep"] or "").lower()
    part = " ".join((match["part"] or "").lower().split())
    if match["length"]:
        return ""
    if match["ago"]:
        return _ago(match["count"].lower(), match["unit"].rstrip("s"), published)
    if match["near"]:
        return (published - timedelta(days=match["near"].lower() == "yesterday")).isoformat()
    if match["span"]:
        return _span(part or prep, match["span"], published)
    if match["weekday"]:
        if prep == "next" or part == "next":
            return ""
        back = (published.weekday() - _DAYS.index(match["weekday"].lower())) % 7
        return _bounded((published - timedelta(days=back)).isoformat(), prep)
    month = match["month"] or match["month2"] or match["month3"]
    if month:
        if (
            month == "May"
            and match["month3"]
            and not match["year3"]
            and prep not in ("in", "since", "until", "last", "of", "by", "from")
        ):
            return None
        if match["month3"] and not match["year3"] and not prep:
            return None
        number = _MONTHS.index(month.lower()) + 1
        day = match["day"] or match["day2"]
        year = match["year"] or match["year2"] or match["year3"]
        return _bounded(_dated(year, number, int(day) if day else None, published), prep)
    year = match["year4"]
    if not prep or prep in ("this", "last", "next", "by") or int(year) > published.year:
        return None
    return _bounded(year, prep)


def _dated(year: str | None, month: int, day: int | None, published: date) -> str:
    """A month or day; without a year the latest one that is not after publication."""
    number = int(year) if year else published.year
    if not year and (month, day or 1) > (published.month, published.day if day else 31):
        number -= 1
    if day is None:
        return f"{number}-{month:02d}"
    try:
        return date(number, month, day).isoformat()
    except ValueError:
        return f"{number}-{month:02d}"


def _bounded(edtf: str, prep: str) -> str:
    return {"since": f"{edtf}/..", "from": f"{edtf}/..", "until": f"/{edtf}", "till": f"/{edtf}"}.get(prep, edtf)


def _span(part: str, unit: str, published: date) -> str | None:
    if part not in ("last", "this"):
        return None
    if unit == "year":
        return str(published.year - (part == "last"))
    if unit == "month":
        first = published.replace(day=1)
        shown = first - timedelta(days=1) if part == "last" else first
        return f"{shown.year}-{shown.month:02d}"
    monday = published - timedelta(days=published.weekday())
    if part == "this":
        return f"{monday.isoformat()}/{published.isoformat()}" if monday != published else published.isoformat()
    return f"{(monday - timedelta(days=7)).isoformat()}/{(monday - timedelta(days=1)).isoformat()}"


def _ago(count: str, unit: str, published: date) -> str:
    number = _NUMBERS[count] if count in _NUMBERS else int(count)
    if unit == "day":
        return (published - timedelta(days=number)).isoformat()
    if unit == "week":
        return ""
    if unit == "month":
        months = published.year * 12 + published.month - 1 - number
        return f"{months // 12}-{months % 12 + 1:02d}"
    years = number * (10 if unit == "decade" else 1)
    return str(published.year - years)
