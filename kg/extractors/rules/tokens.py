"""Words and marks of a sentence, each with its place in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["COMPOUNDS", "QUOTES", "Token", "tokens"]

QUOTES = frozenset('"“”„«»‘`')
COMPOUNDS = frozenset(
    """
    affiliated aligned allied armed backed based brokered controlled dominated financed funded held hosted
    inspired led linked made mediated occupied recognised recognized run sponsored supplied supported trained
    """.split()
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|(?:[A-Z]\.){2,}|[^\W_]+(?:['’-][^\W_]+)*|\[\.{3}\]|\S")


class Token(NamedTuple):
    """A word or mark, with its lower-case form."""

    text: str
    low: str
    start: int
    end: int


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a sentence: endings such as "'s", "n't", "-backed" stand alone; quotation marks are dropped.

    >>> [token.text for token in tokens("Iran's “Iran-backed” men didn't go", 0, 34)]
    ['Iran', "'s", 'Iran', '-backed', 'men', 'did', "n't", 'go']
    """
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        if word in QUOTES:
            continue
        at, stop = match.span()
        low = word.lower().replace("’", "'")
        cut = 0
        if len(word) > 2:
            if low.endswith("'s"):
                cut = len(word) - 2
            elif low.endswith("n't"):
                cut = len(word) - 3
            elif "-" in word and low.rpartition("-")[2] in COMPOUNDS and not low.startswith("self-"):
                cut = word.rindex("-")
        if cut:
            found.append(Token(word[:cut], low[:cut], at, at + cut))
            found.append(Token(word[cut:], low[cut:], at + cut, stop))
        else:
            found.append(Token(word, low, at, stop))
    return found
