"""What the phrases of a sentence mean as ends of a claim: names, possessions, lists."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extractors.rules.references import Ref
from kg.extractors.rules.walk import Walk

__all__ = ["Ends"]

_EXTENTS = frozenset(
    """
    most much part parts areas area half all rest neighborhoods neighbourhoods swathes swaths districts
    territories territory city town towns villages village airport center centre suburbs outskirts majority bulk
    capital lot number dozens hundreds thousands province provinces countryside region quarter quarters port
    crossing
    """.split()
)


@dataclass(slots=True)
class Ends(Walk):
    """A sentence whose phrases are resolved to entities."""

    def refs(self, at: int, *, role: str = "actor", descend: bool = True) -> list[Ref]:
        """What the phrase there means, with what is coordinated inside it."""
        if not 0 <= at < len(self.units):
            return []
        unit = self.units[at]
        discourse = self.discourse
        if unit.kind == "PRON":
            governs = self.left(at)
            barred = (
                [ref.id for ref in self.subject(governs)]
                if self.kind(governs) == "VG" and not self.is_finite(self.right(at))
                else []
            )
            ref = discourse.pronoun(unit.low, unit.first, self.found, other_than=barred)
            return [ref] if ref else []
        if unit.kind != "NP":
            return []
        if unit.owns:
            return []
        if unit.words in (["the", "one"], ["the", "ones"]) and self.kind(at - 1) == "COMMA" and self.is_np(at - 2):
            return self.refs(at - 2, role=role)
        lists = discourse.lexicon.lists
        if (
            self.kind(at - 1) == "REL"
            and self.units[at - 1].low == "whose"
            and unit.head in lists["agents"] | lists["belongings"]
        ):
            before = self.left(at - 1)
            owner = self.refs(before - 1 if self.kind(before) == "COMMA" else before)
            return [replace(ref, last=unit.last) for ref in owner]
        ref = discourse.of_phrase(unit, self.found, role=role)
        if ref is not None:
            return [ref]
        if not descend:
            return []
        return self._below(at, role)

    def _below(self, at: int, role: str) -> list[Ref]:
        """The actor behind a thing of its own: "positions of the army", "the army's depots", "HTS columns"."""
        unit, lists = self.units[at], self.discourse.lexicon.lists
        head = unit.head
        owned = head in lists["belongings"] or head in lists["agents"]
        if role == "place":
            if (head in _EXTENTS or (unit.words and unit.words[0] in ("most", "much", "half", "all"))) and self._of(at):
                below = self.refs(at + 2, role=role)
                if head.startswith("province"):
                    return [
                        replace(ref, ids=tuple(self.discourse.gazetteer.province(id) for id in ref.ids))
                        for ref in below
                    ]
                return below
            if (
                head in _EXTENTS
                and self.kind(at + 1) == "PREP"
                and self.units[at + 1].low == "in"
                and self.is_np(at + 2)
            ):
                return self.refs(at + 2, role=role)
            return []
        loyal = head in self.discourse.lexicon.adjectives and len(unit.words) > 1 and unit.words[-2] in lists["agents"]
        if loyal and self.kind(at + 1) == "PREP" and self.is_np(at + 2):
            return [replace(ref, first=unit.first) for ref in self.refs(at + 2)]
        if owned and (owner := self.discourse.owner(unit, self.found)):
            return [replace(owner, first=min(owner.first, unit.first), last=unit.last)]
        if owned and (modifiers := self.discourse.modifier(unit)):
            return [replace(modifiers[-1], first=unit.first, last=unit.last)]
        if (owned or head in _EXTENTS or head in ("dozens", "hundreds", "thousands", "use")) and self._of(at):
            below = self.refs(at + 2, role=role)
            return [replace(ref, first=unit.first) for ref in below]
        if (
            head in lists["agents"]
            and self.kind(at + 1) == "PREP"
            and self.units[at + 1].low == "from"
            and self.is_np(at + 2)
        ):
            return [replace(ref, first=unit.first) for ref in self.refs(at + 2, role=role)]
        if owned and self.reduced(at + 1) and self.is_np(self.right(at + 1) + 1):
            return [replace(ref, first=unit.first) for ref in self.refs(self.right(at + 1) + 1)]
        return []

    def explained(self, at: int, *, role: str = "actor") -> list[Ref]:
        """What an apposition explains: of "Klow, the largest city of the east" the place."""
        while self.kind(at - 1) == "PREP" and self.is_np(at - 2):
            at -= 2
        if self.kind(at - 1) == "COMMA" and self.is_np(at - 2):
            return self.refs(at - 2, role=role, descend=False)
        return []

    def listed(self, at: int, *, role: str = "actor") -> list[Ref]:
        """What the phrase there and those coordinated with it on its right mean."""
        found = self.refs(at, role=role)
        shared = self._shared_head(at)
        if shared:
            return shared
        if not found and role == "place" and not self._extent(at):
            return []
        place = self._chain_end(at, role)
        while True:
            nxt = place + 1
            if (self.kind(nxt) == "AND" and self.is_np(nxt + 1)) or (
                self.kind(nxt) == "COMMA" and self.is_np(nxt + 1) and self._list_goes_on(nxt + 1)
            ):
                target = nxt + 1
            elif (
                self.kind(nxt) == "COMMA"
                and self.kind(nxt + 1) == "AND"
                and self.is_np(nxt + 2)
                and (len(found) > 1 or self.units[nxt + 1].low != "and")
            ):
                target = nxt + 2
            else:
                return found
            after = self._skip_of(target) + 1
            if self.kind(after) == "VG" and self.is_finite(after) and self._verb_before(at):
                return found
            more = self.refs(target, role=role)
            if not more:
                return found
            found = [*found, *more]
            place = self._chain_end(target, role)

    def _extent(self, at: int) -> bool:
        return self.is_np(at) and self.units[at].head in _EXTENTS

    def _chain_end(self, at: int, role: str) -> int:
        """The last phrase of "areas in the provinces of Klow", or of what stands there alone."""
        at = self._skip_of(at)
        while role == "place" and self._extent(at) and self.kind(at + 1) == "PREP" and self.is_np(at + 2):
            at += 2
        return at

    def _verb_before(self, at: int) -> bool:
        """Whether the clause has its verb before a place already."""
        for back in range(at - 1, -1, -1):
            kind = self.kind(back)
            if kind == "VG" and not self.reduced(back):
                return True
            if kind in ("STOP", "COMMA", "THAT", "SUB", "BUT", "REL", "IF"):
                return False
        return False

    def _shared_head(self, at: int) -> list[Ref]:
        """ "Russian and Iranian planes": two adjectives that share a noun."""
        if not (self.is_np(at) and self.kind(at + 1) == "AND" and self.is_np(at + 2)):
            return []
        one, two = self.units[at], self.units[at + 2]
        if not (one.mentions and one.mentions[-1].attributive and one.mentions[-1].last == one.last):
            return []
        second = self.discourse.of_phrase(two, self.found)
        if second is None and two.mentions and one.words[0] in self.discourse.lexicon.lists["possessives"]:
            second = Ref(two.mentions[-1].ids, two.first, two.last, f"{two.head} of")
        elif two.head not in self.discourse.lexicon.lists["agents"]:
            return []
        if second is None:
            return []
        first = Ref(one.mentions[-1].ids, one.first, one.last, f"{two.head} of")
        return [first, second]

    def group_before(self, at: int) -> list[Ref]:
        """What the phrase that ends there and those coordinated with it on its left mean."""
        first = at
        while self.kind(first - 1) == "AND" and self.is_np(first - 2) and not self._opens_clause(first - 2):
            first -= 2
            while self.kind(first - 1) == "COMMA" and self.is_np(first - 2):
                first -= 2
        if first == at:
            return self.refs(at)
        return self.listed(first) or self.refs(at)

    def _opens_clause(self, at: int) -> bool:
        return self.kind(at - 1) == "VG" and self.kind(at + 1) == "AND"
