"""Ways through the units of a sentence: what stands left and right, what a verb governs, how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extractors.rules.references import Discourse, Ref
from kg.extractors.rules.tokens import Token
from kg.extractors.rules.units import Unit

__all__ = ["Walk"]

_STOPS = frozenset(("STOP", "REL", "THAT", "SUB", "IF", "BUT"))
_SKIPPED = frozenset(("ADV", "TIME"))


@dataclass(slots=True)
class Walk:
    """The units of one sentence, `start` to `end` of the text, with the discourse that gives them meaning."""

    found: Sequence[Token]
    units: list[Unit]
    discourse: Discourse
    start: int
    end: int
    _subjects: dict[int, list[Ref]] = field(default_factory=dict)

    def is_np(self, at: int) -> bool:
        """Whether a noun phrase stands there."""
        return 0 <= at < len(self.units) and self.units[at].kind == "NP"

    def kind(self, at: int) -> str:
        """The kind of the unit there; empty outside the sentence."""
        return self.units[at].kind if 0 <= at < len(self.units) else ""

    def left(self, at: int) -> int:
        """The nearest place to the left that is neither adverb nor time."""
        at -= 1
        while at >= 0 and self.units[at].kind in _SKIPPED:
            at -= 1
        return at

    def right(self, at: int) -> int:
        """The nearest place to the right that is neither adverb nor time."""
        at += 1
        while at < len(self.units) and self.units[at].kind in _SKIPPED:
            at += 1
        return at

    def reduced(self, at: int) -> bool:
        """Whether a verb is a participle behind its noun: "troops led by", "Klow, held by"."""
        verb = self.units[at]
        if verb.kind != "VG" or verb.passive or verb.form not in ("past", "part") or verb.first != verb.main:
            return False
        after = self.right(at)
        return self.kind(after) == "PREP" and self.units[after].low == "by"

    def bare_participle(self, at: int) -> bool:
        """Whether a verb is a participle without auxiliary, set off by a comma or followed at once by a preposition."""
        verb = self.units[at]
        if verb.kind != "VG" or verb.passive or verb.form not in ("past", "part") or verb.first != verb.main:
            return False
        return self.kind(self.left(at)) in ("COMMA", "NP") and self.kind(self.right(at)) == "PREP"

    def is_finite(self, at: int) -> bool:
        """Whether a verb there can carry a clause."""
        if self.kind(at) != "VG":
            return False
        verb = self.units[at]
        if verb.form == "part" and not verb.passive:
            return False
        if verb.form in ("ing", "base") and not verb.open and not verb.doubted:
            return verb.form == "base" and self.kind(at - 1) not in ("TO",)
        return self.kind(at - 1) != "TO" and not self.reduced(at)

    def governor(self, to: int) -> int | None:
        """The verb that governs an infinitive."""
        for back in range(to - 1, -1, -1):
            if self.kind(back) in ("STOP", "REL", "THAT", "SUB"):
                return None
            if self.kind(back) == "VG":
                return back
        return None

    def reach(self, at: int) -> int:
        """Where the words that a verb or noun governs end on its right."""
        place = at + 1
        while place < len(self.units):
            kind = self.kind(place)
            if kind in _STOPS or (kind == "VG" and not self.reduced(place)):
                return place
            if kind == "COMMA" and self.units[place].low == ",":
                if (self.is_np(place + 1) and self._list_goes_on(place + 1)) or (
                    self.kind(place + 1) == "AND" and self.is_np(place + 2) and self.kind(place + 3) != "VG"
                ):
                    place += 1
                elif self.kind(place + 1) not in ("PREP", "ADV", "TIME"):
                    return place
            if kind == "AND" and (
                self.kind(place + 1) == "VG" or (self.is_np(place + 1) and self.is_finite(self.right(place + 1)))
            ):
                return place
            place += 1
        return place

    def direct(self, verb: int) -> int | None:
        """Where the direct object of a verb stands."""
        at = self.right(verb)
        if self.is_np(at) or (self.kind(at) == "PRON"):
            while self.is_np(at) and self.units[at].owns and self.is_np(at + 1):
                at += 1
            return at
        return None

    def after_preposition(self, at: int, words: str) -> int | None:
        """Where the phrase after a preposition stands, to the right of a verb or noun."""
        end = self.reach(at)
        for place in range(at + 1, end):
            if self.kind(place) == "PREP" and self.units[place].low == words:
                target = place + 1
                while self.kind(target) in _SKIPPED:
                    target += 1
                while self.is_np(target) and self.units[target].owns and self.is_np(target + 1):
                    target += 1
                if self.is_np(target) or self.kind(target) == "PRON":
                    return target
        return None

    def words_after(self, verb: int) -> list[tuple[int, str]]:
        """The nouns behind a verb, as far as it reaches, each with the place of its phrase."""
        found: list[tuple[int, str]] = []
        for place in range(verb + 1, self.reach(verb)):
            if self.kind(place) == "NP":
                found.extend((place, word) for word in self.units[place].words if word)
        return found

    def _list_goes_on(self, at: int) -> bool:
        """Whether the phrase there stands in a list that "and" ends, not in an apposition."""
        place = at
        for _ in range(6):
            place = self._skip_of(place)
            if self.kind(place + 1) == "AND" and self.is_np(place + 2):
                return True
            if self.kind(place + 1) == "COMMA" and self.kind(place + 2) == "AND" and self.is_np(place + 3):
                return True
            if self.kind(place + 1) == "COMMA" and self.is_np(place + 2):
                place += 2
                continue
            return False
        return False

    def _of(self, at: int) -> bool:
        return self.kind(at + 1) == "PREP" and self.units[at + 1].low == "of" and self.is_np(at + 2)

    def _skip_of(self, at: int) -> int:
        while self._of(at):
            at += 2
        return at

    def subject(self, verb: int) -> list[Ref]:
        """Who does what a verb says; told by Sentence."""
        raise NotImplementedError
