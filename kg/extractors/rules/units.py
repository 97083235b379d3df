"""The units of a sentence: noun phrases, verb groups and the small words between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extractors.rules.gazetteer import Mention

__all__ = ["Unit"]


@dataclass(slots=True)
class Unit:
    """One unit of a sentence, tokens `first` to `last`.

    NP: `mentions`, `head` (its last word), `owner` (the phrase before "'s"), `words`. VG: `lemma`, `form` of the main
    verb and what its auxiliaries tell. Others: their word in `low`.
    """

    kind: str
    first: int
    last: int
    low: str = ""
    mentions: list[Mention] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    owner: Unit | None = None
    owns: bool = False
    lemma: str = ""
    form: str = ""
    passive: bool = False
    negated: bool = False
    doubted: bool = False
    open: bool = False
    hedged: bool = False
    copula: bool = False
    main: int = 0

    @property
    def head(self) -> str:
        """The last word of a noun phrase, in lower case; empty where a mention ends it."""
        return self.words[-1] if self.words else ""
