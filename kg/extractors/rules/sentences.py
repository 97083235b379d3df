"""Where the sentences of wire text begin and end, quotation marks mixed and full stops misplaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["LONGEST", "sentences"]

LONGEST = 1_500
_STOP = re.compile(r"(?:(?<![.!?…])[.!?…]++|(?<=\])(?=\s{1,3}[A-Z]))[\"”“„’'»)\]]*+(?=\s|$)|\n++")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Adm|St|Prof|Sen|Rep|Gov|No|vs|etc|approx|ca|[A-Z])"
    r"|\b[A-Z]\.[A-Z]|\b[ap]\.m)\.$"
)
_OPENS = re.compile(r"\s{0,9}[\"“„”‘'«(\[]{0,9}([^\s\"“„”‘'«(\[])")
_CLOSERS = "\"”“’'»)]"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence; none is longer than LONGEST, so that any text is read in linear time.

    >>> said = "“Were they alone?” asked Ann. It began in 2020. to the north, where U.S. troops are."
    >>> [said[start:end] for start, end in sentences(said)]
    ['“Were they alone?” asked Ann.', 'It began in 2020. to the north, where U.S. troops are.']
    """
    start = 0
    for stop in _STOP.finditer(text):
        if stop.group()[:1] in ("", "\n") or _ends(text, stop):
            yield from _pieces(text, start, stop.end())
            start = stop.end()
    yield from _pieces(text, start, len(text))


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence: what follows is no lower case, what precedes no abbreviation."""
    following = _OPENS.match(text, stop.end())
    if following is not None and following[1].islower():
        return False
    bare = stop.group().rstrip(_CLOSERS)
    if bare == ".":
        before = text[max(0, stop.start() - 12) : stop.start() + 1]
        if _ABBREVIATION.search(before):
            return False
    return True


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        cut = end
        if end - start > LONGEST:
            space = text.rfind(" ", start + 1, start + LONGEST)
            cut = space if space > start else start + LONGEST
        last = cut
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = cut
