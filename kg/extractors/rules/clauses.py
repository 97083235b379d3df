"""Who does what a verb says, and to whom it is done."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extractors.rules.ends import Ends
from kg.extractors.rules.references import Ref

__all__ = ["Sentence"]

_ACCUSING = frozenset("accuse suspect blame criticise criticize condemn denounce thank praise charge".split())


@dataclass(slots=True)
class Sentence(Ends):
    """A sentence whose verbs find their subjects."""

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
        if self.kind(before - 1) == "PREP":
            return self.before(before) or self.explained(before)
        return self.explained(before)

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

    def governor_subject(self, to: int) -> list[Ref]:
        """Who does what an infinitive says: the subject of its governor."""
        governor = self.governor(to)
        return self.subject(governor) if governor is not None else []
