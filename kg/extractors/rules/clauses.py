"""Subjects, objects and what stands after prepositions, found around a verb or a noun of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extractors.rules.phrases import Unit
from kg.extractors.rules.references import Discourse, Ref
from kg.extractors.rules.tokens import Token

__all__ = ["Sentence"]

_STOPS = frozenset(("STOP", "REL", "THAT", "SUB", "IF", "BUT"))
_SKIPPED = frozenset(("ADV", "TIME"))
_LOCATIVE = frozenset("in at near inside across through throughout around outside over".split())
_ACCUSING = frozenset("accuse suspect blame criticise criticize condemn denounce thank praise charge".split())
_EXTENTS = frozenset(
    "most much part parts areas area half all rest neighborhoods neighbourhoods swathes swaths districts territories territory city town"
    " towns villages village airport center centre suburbs outskirts majority bulk capital lot number dozens hundreds thousands province"
    " provinces countryside region quarter quarters port crossing".split()
)


@dataclass(slots=True)
class Sentence:
    """The units of one sentence with the discourse that gives them meaning."""

    found: Sequence[Token]
    units: list[Unit]
    discourse: Discourse
    start: int
    end: int
    _subjects: dict[int, list[Ref]] = field(default_factory=dict)

    # ------------------------------------------------------------ walking

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

    def undergoer(self, at: int) -> list[Ref]:
        """Whom a passive or participle is about: its subject, or the phrase before it, also across a comma."""
        if self.units[at].passive:
            return self.subject(at)
        before = self.left(at)
        if self.kind(before) in ("AND",) and (earlier := self.governor(before)) is not None:
            return self.undergoer(earlier)
        comma = self.kind(before) == "COMMA"
        if comma:
            before = self.left(before)
        if not self.is_np(before):
            return []
        own = self.refs(before)
        if own or not comma:
            return own or self.before(before)
        return self.before(before)

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

    # ------------------------------------------------------------ phrases to references

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
        if head in self.discourse.lexicon.adjectives and len(unit.words) > 1 and unit.words[-2] in lists["agents"]:
            if self.kind(at + 1) == "PREP" and self.is_np(at + 2):
                return [replace(ref, first=unit.first) for ref in self.refs(at + 2)]
        if owned and (owner := discourse_owner(self, unit)):
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

    def _of(self, at: int) -> bool:
        return self.kind(at + 1) == "PREP" and self.units[at + 1].low == "of" and self.is_np(at + 2)

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

    def _skip_of(self, at: int) -> int:
        while self._of(at):
            at += 2
        return at

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

    # ------------------------------------------------------------ subjects

    def subject(self, verb: int) -> list[Ref]:
        """Who does what the verb says; empty where no eligible phrase stands before it."""
        if verb not in self._subjects:
            self._subjects[verb] = []
            self._subjects[verb] = self._subject(verb, 0)
        return self._subjects[verb]

    def _subject(self, verb: int, depth: int) -> list[Ref]:
        if depth > 4:
            return []
        at = self.left(verb)
        kind = self.kind(at)
        if kind in ("NP", "PRON") and (company := self.company(at)):
            return [*(self.refs(at) if kind == "PRON" else self.before(at, depth)), *company]
        if kind == "TO":
            return self.governor_subject(at)
        if kind == "REL":
            return self.antecedent(at, verb)
        if kind == "PRON":
            return self.refs(at)
        if kind == "NP":
            return self.before(at, depth)
        if kind == "COMMA":
            opened = self.insert_before(at)
            if opened is not None and self.units[verb].form != "ing":
                return self.before(opened, depth + 1) if self.is_np(opened) else self.refs(opened)
            return self.earlier_subject(at)
        if kind in ("AND", "BUT"):
            return self.earlier_subject(at)
        if kind == "PREP" and self.units[verb].form == "ing":
            governor = self.governor(at)
            if governor is None:
                return self.earlier_subject(at) or self.later_subject(verb)
            if self.units[governor].lemma in _ACCUSING:
                if self.bare_participle(governor):
                    return self.undergoer(governor)
                if not self.units[governor].passive:
                    place = self.direct(governor)
                    return self.listed(place) if place is not None else []
            return self.subject(governor)
        if kind == "VG" and self.units[verb].form == "ing":
            return self.subject(at)
        return []

    def company(self, at: int) -> list[Ref]:
        """Who shares a deed in a phrase that opens the clause: "With Saudi Arabia it mediated"."""
        place = at - 1 if self.kind(at - 1) != "COMMA" else at - 2
        opens = self.kind(place - 2) in ("", "STOP", "BUT") or (self.kind(place - 2) in ("AND", "ADV") and place < 4)
        if (
            self.is_np(place)
            and self.kind(place - 1) in ("PREP", "AND")
            and self.units[place - 1].low in ("with", "alongside", "together", "along")
            and opens
        ):
            return self.refs(place, descend=False)
        return []

    def before(self, at: int, depth: int = 0) -> list[Ref]:
        """The subject that the phrase before a verb ends: prepositional phrases and participles are passed over."""
        while True:
            first = at
            while self.kind(first - 1) == "AND" and self.is_np(first - 2):
                first -= 2
            if self.kind(first - 1) != "PREP":
                return self.group_before(at)
            holder = self.left(first - 1)
            if self.is_np(holder) and not self.units[holder].owns:
                if self.units[first - 1].low in (
                    "of",
                    "from",
                    "in",
                    "for",
                    "to",
                    "at",
                    "near",
                    "on",
                    "by",
                    "with",
                    "against",
                    "between",
                ):
                    found = self.refs(holder)
                    if (
                        found
                        and self.units[first - 1].low == "of"
                        and not self.discourse.of_phrase(self.units[holder], self.found)
                    ):
                        return self.group_before(holder) if len(found) == 1 else found
                    at = holder
                    continue
                return []
            if self.kind(holder) == "VG" and (
                self.reduced(holder) or (self.bare_participle(holder) and self.is_np(self.left(holder)))
            ):
                patient = self.left(holder)
                if self.kind(patient) == "COMMA":
                    patient -= 1
                if self.is_np(patient):
                    at = patient
                    continue
            return []

    def insert_before(self, comma: int) -> int | None:
        """Where the phrase ends that an apposition or relative clause before this comma interrupts."""
        opened = comma - 1
        best = None
        while opened > 0:
            kind = self.kind(opened)
            if kind == "STOP":
                break
            if kind == "COMMA" and self.kind(opened - 1) in ("NP", "PRON"):
                starts = self.kind(opened + 1)
                if starts in ("REL", "NP", "PRON", "PREP", "ADV", "TIME", "VG", "AND", "ACCORDING"):
                    if starts in ("NP", "PRON") and self.says(comma - 1):
                        return opened - 1
                    if starts == "NP" and self._has_clause(opened + 1, comma):
                        opened -= 1
                        continue
                    if starts == "VG" and self.units[opened + 1].form not in ("ing", "past", "part"):
                        opened -= 1
                        continue
                    best = opened - 1
                    if starts in ("REL", "VG", "NP"):
                        break
                    break
            opened -= 1
        return best

    def says(self, at: int) -> bool:
        """Whether a verb of saying stands there."""
        return self.kind(at) == "VG" and self.units[at].lemma in self.discourse.lexicon.lists["report"]

    def _has_clause(self, first: int, last: int) -> bool:
        """Whether a finite verb outside relative clauses stands between two places."""
        relative = False
        for at in range(first, last):
            if self.kind(at) in ("REL", "THAT"):
                relative = True
            if self.kind(at) == "VG" and not relative and self.is_finite(at):
                return True
        return False

    def antecedent(self, relative: int, verb: int) -> list[Ref]:
        """Whom a relative pronoun stands for: the phrase before it; of a pair the last where the verb is singular."""
        before = self.left(relative)
        if self.kind(before) == "COMMA":
            before = self.left(before)
        if self.units[relative].low == "whose":
            return []
        if self.kind(before) == "VG":
            return self.subject(before)
        if not self.is_np(before):
            return []
        own = self.refs(before)
        group = self.group_before(before)
        if len(group) > 1:
            return (
                own if self.units[verb].form in ("s", "past") or self.units[verb].low in ("has", "is", "was") else group
            )
        if own:
            return own
        return self.before(before) if self.kind(before - 1) == "PREP" else []

    def earlier_subject(self, at: int) -> list[Ref]:
        """The subject of the clause that goes on here."""
        relative_end = at
        for back in range(at - 1, -1, -1):
            kind = self.kind(back)
            if kind == "STOP":
                break
            if (
                kind == "VG"
                and self.kind(back - 1) != "TO"
                and not self.reduced(back)
                and self.units[back].form != "ing"
            ):
                if self._inside_relative(back, relative_end) or self.kind(self.left(back)) == "VG":
                    continue
                return self.subject(back)
        return []

    def later_subject(self, verb: int) -> list[Ref]:
        """The subject of the clause after a leading participle: "After taking Klow, the army …"."""
        for ahead in range(verb + 1, len(self.units)):
            if self.kind(ahead) == "STOP":
                return []
            if self.kind(ahead) == "COMMA" and self.is_np(ahead + 1):
                return self.listed(ahead + 1)
        return []

    def _inside_relative(self, verb: int, until: int) -> bool:
        """Whether a verb belongs to a relative clause that a comma closes before a place."""
        at = self.left(verb)
        while at > 0 and self.kind(at) in ("NP", "ADV", "TIME"):
            at -= 1
        if self.kind(at) != "REL":
            return False
        return any(self.kind(k) == "COMMA" for k in range(verb, until + 1)) and self.kind(at - 1) == "COMMA"

    def governor(self, to: int) -> int | None:
        """The verb that governs an infinitive."""
        for back in range(to - 1, -1, -1):
            if self.kind(back) in ("STOP", "REL", "THAT", "SUB"):
                return None
            if self.kind(back) == "VG":
                return back
        return None

    def governor_subject(self, to: int) -> list[Ref]:
        """Who does what an infinitive says: the subject of its governor."""
        governor = self.governor(to)
        return self.subject(governor) if governor is not None else []

    # ------------------------------------------------------------ objects and prepositions

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

    def locative(self, at: int) -> bool:
        """Whether the phrase there only says where: "in Turkey", "near Damascus"."""
        unit = self.units[at]
        if unit.kind != "NP" or not unit.mentions:
            return False
        before = at - 1
        while self.kind(before) == "AND" and self.is_np(before - 1):
            before -= 2
        if self.kind(before) != "PREP" or self.units[before].low not in _LOCATIVE:
            return False
        return True


def discourse_owner(sentence: Sentence, unit: Unit) -> Ref | None:
    """Whom the thing belongs to that a phrase names."""
    return sentence.discourse.owner(unit, sentence.found)
