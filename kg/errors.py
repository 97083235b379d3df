"""The errors of the project, one root and one drawn tree.

    KGError
    ├── UnknownTerm          a word that the vocabulary or the graph does not have
    ├── AmbiguousName        a name that fits several entities
    ├── InvalidDate          not an EDTF date or interval, or out of order
    ├── InvalidFile          a file that cannot be read as what it claims to be
    │   └── RejectedCoding   a coding that breaks a gate
    ├── NotReady             a document that the graph does not hold, or a store that is not there
    ├── StoreError           the store cannot be opened, read or written
    ├── QueryError           SPARQL that does not parse or run
    ├── NetworkError         a signed network that cannot be measured as given
    ├── SolverError          the exact solver ends without an answer that it can stand by
    └── MissingExtra         an optional dependency is not installed

Every message is one line that says what, where, which rule, and the cure.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "AmbiguousName",
    "InvalidDate",
    "InvalidFile",
    "KGError",
    "MissingExtra",
    "NetworkError",
    "NotReady",
    "QueryError",
    "RejectedCoding",
    "SolverError",
    "StoreError",
    "UnknownTerm",
    "did_you_mean",
]


class KGError(Exception):
    """Anything that this project refuses; the message is one line for a person."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


class UnknownTerm(KGError):
    """A word that the vocabulary or the graph does not have."""


class AmbiguousName(KGError):
    """A name that fits several entities."""


class InvalidDate(KGError):
    """A valid time that is not EDTF, or whose end lies before its start."""


class InvalidFile(KGError):
    """A file that cannot be read as what it claims to be; `problems` lists all that is wrong, one line each."""

    def __init__(self, *problems: str) -> None:
        first, *others = problems
        more = f" (and {len(others)} more; 'kg validate' lists all)" if others else ""
        super().__init__(first + more)
        self.problems = tuple(" ".join(problem.split()) for problem in problems)


class RejectedCoding(InvalidFile):
    """A coding that breaks at least one gate; nothing of it is stored."""


class NotReady(KGError):
    """Something that has to be loaded or built first."""


class StoreError(KGError):
    """The store cannot be opened, read or written."""


class QueryError(KGError):
    """SPARQL that does not parse or cannot be run."""


class NetworkError(KGError):
    """A signed network that cannot be measured as given."""


class SolverError(KGError):
    """The exact solver ends without an answer that it can stand by."""


class MissingExtra(KGError):
    """An optional dependency is not installed."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(
            f"{purpose} needs an optional dependency; install it with: pip install 'actor-alliance[{extra}]'"
        )


def did_you_mean(word: str, known: Iterable[str], *, limit: int = 3) -> str:
    """The cure for a misspelt word: a question with the nearest known words, or the whole short list.

    >>> did_you_mean("suports", ["supports", "opposes"])
    "did you mean 'supports'?"
    >>> did_you_mean("xyz", ["supports", "opposes"])
    'known: opposes, supports'
    """
    words = sorted(set(known))
    folded = {w.casefold(): w for w in words}
    near = [folded[m] for m in difflib.get_close_matches(word.casefold(), folded, n=limit, cutoff=0.6)]
    if near:
        return "did you mean " + " or ".join(f"'{w}'" for w in near) + "?"
    shown = words if len(words) <= 30 else [*words[:30], "…"]
    return "known: " + ", ".join(shown)
