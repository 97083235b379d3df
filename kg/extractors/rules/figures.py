"""Claimed numbers: how many were killed, wounded, displaced or captured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.numerals import numbers

__all__ = ["Counted", "counted"]

_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
    "|thirty|forty|fifty|sixty|seventy|eighty|ninety|one"
)
_NUMBER = (
    r"(?:\d{1,3}(?:[,.]\d{3})+|\d+(?:\.\d+)?(?:\s(?:million|thousand|billion))?"
    r"|(?:tens|hundreds|dozens|scores) of thousands|tens of millions|half a million|hundreds|dozens|thousands|millions"
    rf"|(?:{_WORDS})(?:-(?:{_WORDS}))?(?:\s(?:hundred|thousand|million))?)"
)
_BOUND = (
    r"(?:(?P<bound>more than|over|at least|no fewer than|about|around|some|approximately|roughly"
    r"|nearly|almost|close to|up to)\s)?"
)
_WHO = (
    r"(?:\s(?:of (?:(?:them|the|their|its)\s?)?)?(?:other |more |local |young )?"
    r"(?P<who>(?!(?:and|or|but|were|was|have|had|has|been|are|than)\b)[a-z][a-z-]{2,20}))?"
    r"(?:\s(?!(?:and|or|but)\b)(?:of (?:them|the|their|its)\s)?[a-z]{3,20}){0,2}"
)
_SIDE = r"(?:,[^,.;:]{1,40},)?"
_BE = r"\s(?:people\s)?(?:(?:have|had|has|are|is)\s)?(?:so far\s)?(?:(?:been|were|was|are)\s)?(?:also\s)?"
_MEASURES = {
    "killed": r"killed|dead|died|slain|massacred|lost their lives|perished",
    "wounded": r"wounded|injured|hurt|maimed",
    "displaced": r"displaced|fled|uprooted|driven from their homes|(?:forced )?to flee"
    r"|(?:had to leave|left) their homes",
    "captured": r"captured|taken prisoner|detained as prisoners of war",
}
_BEFORE = {
    "killed": r"kill(?:ed|ing|s)|claim(?:ed|ing|s) the lives of|left|death toll (?:of|to|at)|slaughtered|slaughtering",
    "wounded": r"wound(?:ed|ing|s)|injur(?:ed|ing|es)",
    "displaced": r"displac(?:ed|ing|es)|uproot(?:ed|ing|s)|driv(?:en|ing) out",
    "captured": r"captur(?:ed|ing|es)|took prisoner|taking prisoner",
}
_N = rf"\b{_BOUND}(?P<number>{_NUMBER})\b"
_AFTER_VERB = {m: re.compile(rf"{_N}{_WHO}{_SIDE}{_BE}(?P<verb>{v})\b", re.IGNORECASE) for m, v in _MEASURES.items()}
_VERB_FIRST = {
    m: re.compile(
        rf"\b(?P<verb>{v})\s{_N}(?:\s(?:other |of (?:them|its|their) )?"
        rf"(?P<who>(?!(?:and|or|in|on|at|by)\b)[a-z][a-z-]{{2,20}}))?",
        re.IGNORECASE,
    )
    for m, v in _BEFORE.items()
}
_AMONG = re.compile(
    rf"\b(?:among them|including|of whom|of them)\s{_N}\s(?:were\s)?(?P<who>civilians)\b"
    rf"|{_N.replace('bound', 'bound2').replace('number', 'number2')}\sof (?:them|whom)(?:\swere)?\s"
    r"(?P<who2>civilians)\b",
    re.IGNORECASE,
)
_QUICK = re.compile(
    r"kill|dead|die[ds]|lives|wound|injur|displac|fled|flee|homes|uproot|captur|prisoner|perish|toll|hurt",
    re.IGNORECASE,
)
_BOUNDS = {
    "more than": "more than",
    "over": "more than",
    "at least": "at least",
    "no fewer than": "at least",
    "about": "about",
    "around": "about",
    "some": "about",
    "approximately": "about",
    "roughly": "about",
    "nearly": "nearly",
    "almost": "nearly",
    "close to": "nearly",
    "up to": "nearly",
}
_NOT_PEOPLE = frozenset(
    """
    vehicles tanks ships planes drones aircraft houses buildings positions villages towns times percent
    animals days years hours bases neighborhoods neighbourhoods districts
    """.split()
)
_CIVILIANS = frozenset("civilians civilian children women".split())


@dataclass(frozen=True, slots=True)
class Counted:
    """A number in the text, with its measure and the place of its words."""

    measure: str
    value: int
    bound: str
    start: int
    end: int
    words: str


def counted(text: str, start: int, end: int) -> Iterator[Counted]:
    """The numbers of killed, wounded, displaced and captured in a sentence, in the order of the text.

    >>> said = (
    ...     "At least 412 people have been killed, 61 of them civilians; shelling killed four and displaced millions."
    ... )
    >>> [(one.measure, one.value) for one in counted(said, 0, len(said))]
    [('killed', 412), ('civilians killed', 61), ('killed', 4), ('displaced', 1000000)]
    """
    if not _QUICK.search(text, start, end):
        return
    found: dict[tuple[int, str], Counted] = {}
    for measure in _MEASURES:
        for pattern in (_AFTER_VERB[measure], _VERB_FIRST[measure]):
            for match in pattern.finditer(text, start, end):
                one = _counted(text, match, measure)
                if one is not None:
                    found.setdefault((match.start("number"), measure.split()[-1]), one)
    if any(one.measure.endswith("killed") for one in found.values()):
        for match in _AMONG.finditer(text, start, end):
            number = "number" if match["number"] else "number2"
            value = _value(match[number])
            words = match.group()
            bound = _bound(match["bound"] or match["bound2"], match[number])
            found[match.start(number), "killed"] = Counted(
                "civilians killed", value, bound, match.start(), match.end(), words
            )
    ordered = sorted(found.values(), key=lambda one: (one.start, one.measure))
    yield from _distinct(ordered)


def _distinct(ordered: list[Counted]) -> Iterator[Counted]:
    taken: list[Counted] = []
    for one in ordered:
        if any(
            other.measure == one.measure
            and other.value == one.value
            and other.start <= one.end
            and one.start <= other.end
            for other in taken
        ):
            continue
        taken.append(one)
        yield one


def _counted(text: str, match: re.Match[str], measure: str) -> Counted | None:
    who = (match["who"] or "").lower()
    between = text[match.end("number") : match.end()].lower()
    if who in _NOT_PEOPLE or set(re.findall(r"[a-z]+", between)) & _NOT_PEOPLE:
        return None
    civilians = measure == "killed" and ("civilian" in between or who in _CIVILIANS)
    start = match.start()
    words_start = match.start("bound") if match["bound"] else match.start("number")
    words_end = match.end("who") if match["who"] else match.end("number")
    return Counted(
        "civilians killed" if civilians else measure,
        _value(match["number"]),
        _bound(match["bound"], match["number"]),
        start,
        match.end(),
        text[words_start:words_end],
    )


def _value(number: str) -> int:
    values = list(numbers(number))
    if not values:
        return 0
    return values[0] if number.lower().startswith("half") else max(values)


def _bound(words: str | None, number: str) -> str:
    if words:
        return _BOUNDS[words.lower()]
    return (
        "at least"
        if re.match(r"(?:tens|hundreds|dozens|scores|thousands|millions)", number, re.IGNORECASE)
        else "exactly"
    )
