"""Numbers as news text writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["number_stands_in", "numbers"]

_UNITS = (
    *"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(),
    *"sixteen seventeen eighteen nineteen".split(),
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SMALL = {word: number for number, word in enumerate(_UNITS)} | {word: 10 * (n + 2) for n, word in enumerate(_TENS)}
_SMALL |= {"a": 1, "an": 1, "dozen": 12, "half": 0}
_PLURALS = {
    "dozens": 12,
    "tens": 10,
    "hundreds": 100,
    "thousands": 1_000,
    "millions": 1_000_000,
    "billions": 1_000_000_000,
}
_WORD = re.compile(r"\d[\d.,  ]*\d|\d|[a-z]+", re.IGNORECASE)
_GLUE = {"and", "of", "a"}


def number_stands_in(value: int, words: str) -> bool:
    """Whether a number is written in some words, in digits or spelt out.

    >>> number_stands_in(14000, "more than 14,000 people"), number_stands_in(10000, "tens of thousands of civilians")
    (True, True)
    >>> number_stands_in(500000, "more than half a million people"), number_stands_in(4, "forty civilians")
    (True, False)
    """
    return value in set(numbers(words))


def numbers(words: str) -> Iterator[int]:
    """Every number that some words give; "tens of thousands" gives the least that it can mean."""
    tokens = [match.group().casefold() for match in _WORD.finditer(words.replace("-", " "))]
    for at, token in enumerate(tokens):
        if token[0].isdigit():
            yield from _digits(token, tokens[at + 1] if at + 1 < len(tokens) else "")
        elif token in _SMALL or token in _PLURALS or token in _SCALES:
            yield from _spelt(tokens[at:])


def _digits(token: str, following: str) -> Iterator[int]:
    whole = re.sub(r"[.,\s]", "", token)
    yield int(whole[:18])
    scale = _SCALES.get(following, 1)
    decimal = re.fullmatch(r"(\d+)[.,](\d+)", token.strip())
    if scale > 1:
        yield int(whole[:18]) * scale
        if decimal:
            yield int(decimal[1] + decimal[2]) * scale // 10 ** len(decimal[2])


def _spelt(tokens: list[str]) -> Iterator[int]:
    """The numbers of a run of number words, longest reading included."""
    total, part = 0, 0
    for token in tokens:
        if token == "half":
            rest = [word for word in tokens[1:3] if word in _SCALES]
            if rest:
                yield _SCALES[rest[0]] // 2
            return
        if token in _PLURALS:
            part = (part or 1) * _PLURALS[token]
        elif token in _SCALES:
            part = (part or 1) * _SCALES[token]
            if _SCALES[token] >= 1_000:
                total, part = total + part, 0
        elif token == "dozen":
            part = (part or 1) * 12
        elif token in _SMALL:
            part += _SMALL[token] if token not in _GLUE or not part else 0
        elif token not in _GLUE:
            return
        yield total + part
