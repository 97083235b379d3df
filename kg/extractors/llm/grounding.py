"""Words that a model gives back, found in the text: exactly, or with other spaces and marks; never roughly."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.model import Quote

__all__ = ["Grounded", "ground"]

_SAME = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’`", "'") | dict.fromkeys("–—‑", "-"))


@dataclass(frozen=True, slots=True)
class Grounded:
    """Where some words stand in a text; without a quote, what is wrong with them."""

    quote: Quote | None
    problem: str = ""


def ground(words: str, text: str, *, start: int = 0, end: int | None = None) -> Grounded:
    """The place of some words between two places of a text.

    >>> ground('its "unwavering support"', "Iran confirmed its “unwavering\\n support” for Syria").quote
    Quote(exact='its “unwavering\\n support”', start=15, end=40)
    >>> ground("Iran denied its support", "Iran confirmed its support for Syria").problem
    "not in the text; nearest is 'Iran confirmed its support'"
    """
    stop = len(text) if end is None else end
    if not words.strip():
        return Grounded(None, "empty; copy the words of the text")
    first = text.find(words, start, stop)
    if first >= 0:
        if text.find(words, first + 1, stop) >= 0:
            return Grounded(None, "stands more than once; copy a longer run of words")
        return Grounded(Quote(words, first, first + len(words)))
    return _normalised(words, text, start, stop)


def _normalised(words: str, text: str, start: int, stop: int) -> Grounded:
    folded, places = _fold(text, start, stop)
    wanted, _ = _fold(words, 0, len(words))
    wanted = wanted.strip()
    first = folded.find(wanted)
    if first < 0:
        return Grounded(None, f"not in the text; nearest is '{_nearest(wanted, folded, text, places)}'")
    if folded.find(wanted, first + 1) >= 0:
        return Grounded(None, "stands more than once; copy a longer run of words")
    begin, end = places[first], places[first + len(wanted) - 1] + 1
    return Grounded(Quote(text[begin:end], begin, end))


def _fold(text: str, start: int, stop: int) -> tuple[str, list[int]]:
    """The text with plain marks and single spaces, and the place of each of its signs."""
    signs: list[str] = []
    places: list[int] = []
    for place in range(start, stop):
        sign = " " if text[place].isspace() else text[place].translate(_SAME)
        if sign == " " and signs and signs[-1] == " ":
            continue
        signs.append(sign)
        places.append(place)
    return "".join(signs), places


def _nearest(wanted: str, folded: str, text: str, places: list[int]) -> str:
    found = fuzz.partial_ratio_alignment(wanted, folded)
    if found is None or found.dest_end <= found.dest_start:
        return ""
    first, last = found.dest_start, found.dest_end
    while first > 0 and folded[first - 1] != " ":
        first -= 1
    while last < len(folded) and folded[last] not in " .,;":
        last += 1
    return text[places[first] : places[last - 1] + 1]
