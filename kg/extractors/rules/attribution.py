"""Who says so: for each stretch of a sentence the speaker, and whether it is said, denied, doubted or asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.complements import (
    complement,
    complement_end,
    segment_start,
    speaker_phrase,
    stop_after,
    trailing,
)
from kg.extractors.rules.references import Ref
from kg.model import Quote

__all__ = ["Scope", "scopes"]

_COUNTS = frozenset("count reckoning account estimate estimates tally figures toll".split())
_ACCUSE = frozenset("charge accuse blame suspect condemn denounce criticise criticize".split())
_STATEMENTS = frozenset(
    """
    statement report communique communiqué letter message post video broadcast release dispatch paper study
    """.split()
)
_TELLERS = frozenset(
    """
    official officials source sources witness witnesses eyewitness eyewitnesses resident residents analyst
    analysts expert experts diplomat diplomats activist activists spokesman spokeswoman spokesperson minister
    commander commanders lawyers committee panel journalist journalists correspondents medic medics doctor
    doctors observers monitors researcher researchers officer officers report ministry statement politician
    politicians critics opponents neighbours investigators inspectors
    """.split()
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of units, `first` to `last`, that someone says; `mode` is said, denied, hedged or asked."""

    first: int
    last: int
    speaker: Ref | None
    teller: str
    mode: str
    verb: int
    cue: Quote

    @property
    def size(self) -> int:
        """How many units it covers: the narrower scope decides."""
        return self.last - self.first


def scopes(sentence: Sentence) -> list[Scope]:
    """Every attribution in a sentence, narrow ones first."""
    found = [
        *_verbs(sentence),
        *_impersonal(sentence),
        *_accusations(sentence),
        *_according(sentence),
        *_counts(sentence),
    ]
    return sorted(found, key=lambda scope: (scope.size, scope.first))


def _quote(sentence: Sentence, first: int, last: int) -> Quote:
    start, end = sentence.found[first].start, sentence.found[last - 1].end
    return Quote(sentence.discourse.text[start:end], start, end)


def _verbs(sentence: Sentence) -> Iterator[Scope]:
    lists = sentence.discourse.lexicon.lists
    for at, unit in enumerate(sentence.units):
        if unit.kind != "VG":
            continue
        denies, reports, doubts = (
            unit.lemma in lists["deny"],
            unit.lemma in lists["report"],
            unit.lemma in lists["hedge_verbs"],
        )
        if not (denies or reports or doubts):
            continue
        mode = "denied" if denies else "hedged" if doubts else "said"
        if unit.passive and sentence.kind(sentence.right(at)) not in ("THAT",):
            continue
        if unit.lemma == "ask" and sentence.found[-1].text == "?":
            mode = "said"
        if unit.negated:
            mode = (
                {"denied": "said", "said": "denied", "hedged": "denied"}[mode]
                if unit.lemma in ("believe", "think", "deny")
                else mode
            )
            if unit.lemma in ("say", "know", "explain", "specify", "confirm"):
                continue
        first = complement(sentence, at)
        if first is not None:
            last = complement_end(sentence, at, first)
            yield _scope(sentence, at, first, last, mode)
        elif reports and (left := trailing(sentence, at)) is not None:
            first, last = left
            found = _scope(sentence, at, first, last, mode)
            yield replace(found, speaker=_speaker_before(sentence, at, first) or found.speaker)


def _impersonal(sentence: Sentence) -> Iterator[Scope]:
    """What a noun or adjective before "that" makes of a clause: "no evidence that", "rumours that"."""
    lists = sentence.discourse.lexicon.lists
    for at, unit in enumerate(sentence.units):
        if unit.kind != "THAT" or not sentence.is_np(at - 1):
            continue
        thing = sentence.units[at - 1]
        verb = sentence.left(at - 1)
        negated = "no" in thing.words or (sentence.kind(verb) == "VG" and sentence.units[verb].negated)
        copular = sentence.kind(verb) == "VG" and sentence.units[verb].copula
        mode = ""
        if (thing.head in lists["absent_things"] and negated) or (
            copular and (thing.head in lists["untrue"] or (thing.head in ("true", "correct") and negated))
        ):
            mode = "denied"
        elif (copular and thing.head in lists["unsure"]) or (
            thing.head in lists["doubted_things"] and not _denied_noun(sentence, verb)
        ):
            mode = "hedged"
        if mode:
            yield Scope(at + 1, stop_after(sentence, at), None, "", mode, at, _quote(sentence, thing.first, unit.last))


def _denied_noun(sentence: Sentence, verb: int) -> bool:
    """Whether the noun is the object of a verb that denies, which decides alone."""
    return sentence.kind(verb) == "VG" and sentence.units[verb].lemma in sentence.discourse.lexicon.lists["deny"]


def _accusations(sentence: Sentence) -> Iterator[Scope]:
    """ "A accused B of arming C": what B is said to do."""
    for at, unit in enumerate(sentence.units):
        if unit.kind != "VG" or unit.lemma not in _ACCUSE or unit.passive:
            continue
        for place in range(at + 1, len(sentence.units)):
            kind = sentence.kind(place)
            if (
                kind == "PREP"
                and sentence.units[place].low in ("of", "for", "with")
                and sentence.kind(sentence.right(place)) == "VG"
            ):
                yield _scope(
                    sentence,
                    at,
                    place,
                    complement_end(sentence, at, place),
                    "hedged" if unit.lemma == "suspect" else "said",
                )
                break
            if kind not in ("NP", "PREP", "AND", "PRON", "ADV", "TIME"):
                break


def _speaker_before(sentence: Sentence, verb: int, first: int) -> Ref | None:
    """Whom the pronoun of a trailing "it said" means: one named before what is said."""
    before = sentence.left(verb)
    if sentence.kind(before) != "PRON" or first >= len(sentence.units):
        return None
    pronoun = sentence.units[before]
    ref = sentence.discourse.pronoun(pronoun.low, sentence.units[first].first, sentence.found)
    return replace(ref, first=pronoun.first, last=pronoun.last) if ref else None


def _scope(sentence: Sentence, verb: int, first: int, last: int, mode: str) -> Scope:
    place, group = _speaker_place(sentence, verb)
    unit = sentence.units[verb]
    ref = group[0] if group else None
    teller = ""
    cue_first, cue_last = unit.first, unit.last
    if place is not None:
        if ref is None:
            place = _head_of(sentence, place)
            ref = _behind_statement(sentence, place)
        np = sentence.units[place]
        cue_first, cue_last = min(cue_first, np.first), max(cue_last, np.last)
        if ref is None and np.kind == "NP" and np.head in _TELLERS and not _is_own(sentence, place):
            start = sentence.found[np.first]
            end = (
                sentence.units[place + 2]
                if sentence.kind(place + 1) == "PREP" and sentence.is_np(place + 2) and place + 2 < verb
                else np
            )
            teller = sentence.discourse.text[start.start : sentence.found[end.last - 1].end]
    return Scope(first, last, ref, teller, mode, verb, _quote(sentence, cue_first, cue_last))


def _head_of(sentence: Sentence, place: int) -> int:
    """The first phrase of a chain: "witnesses [reached by telephone]", "a report [by UN experts]"."""
    while sentence.kind(place - 1) == "PREP":
        if sentence.is_np(place - 2):
            place -= 2
        elif sentence.kind(place - 2) == "VG" and sentence.bare_participle(place - 2) and sentence.is_np(place - 3):
            place -= 3
        else:
            break
    return place


def _behind_statement(sentence: Sentence, place: int) -> Ref | None:
    """Whose statement or report it is."""
    unit = sentence.units[place]
    if unit.kind != "NP" or unit.head not in _STATEMENTS or sentence.kind(place + 1) != "PREP":
        return None
    found = sentence.refs(place + 2) if sentence.units[place + 1].low in ("from", "by", "of") else []
    return found[0] if found else None


def _is_own(sentence: Sentence, place: int) -> bool:
    """Whether those are the publisher's own people: "correspondents of this agency"."""
    words = sentence.units[place].words + (
        sentence.units[place + 2].words if sentence.kind(place + 1) == "PREP" and sentence.is_np(place + 2) else []
    )
    return bool({"this", "our"} & set(words)) or words[-1] in ("correspondents", "correspondent")


def _speaker_place(sentence: Sentence, verb: int) -> tuple[int | None, list[Ref]]:
    """Where the speaker stands: before the verb, or behind it in "said X"."""
    before = speaker_phrase(sentence, verb)
    if sentence.kind(before) in ("NP", "PRON") and not sentence.units[before].owns:
        found = sentence.subject(verb)
        return before, found
    inverted = sentence.right(verb)
    if sentence.kind(before) in ("COMMA", "STOP", "") and sentence.is_np(inverted):
        while sentence.units[inverted].owns and sentence.is_np(inverted + 1):
            inverted += 1
        found = sentence.refs(inverted)
        if sentence.kind(inverted + 1) == "COMMA" and sentence.is_np(inverted + 2):
            named = sentence.refs(inverted + 2)
            if named and sentence.discourse.kind(named[0].id) == "person":
                found = named
        return inverted, found
    return (before if before >= 0 else None), sentence.subject(verb)


def _according(sentence: Sentence) -> Iterator[Scope]:
    for at, unit in enumerate(sentence.units):
        if unit.kind != "ACCORDING":
            continue
        target = at + 1
        while sentence.is_np(target) and sentence.units[target].owns and sentence.is_np(target + 1):
            target += 1
        found = sentence.refs(target)
        np = sentence.units[target] if target < len(sentence.units) else unit
        teller = ""
        if not found and np.kind == "NP" and np.head in _TELLERS:
            teller = sentence.discourse.text[sentence.found[np.first].start : sentence.found[np.last - 1].end]
        begin = segment_start(sentence, at)
        inserted = sentence.kind(at - 1) == "COMMA" and sentence.kind(at - 2) == "AND"
        if (
            inserted
            or begin == at
            or all(sentence.kind(k) in ("ADV", "TIME", "COMMA", "AND", "BUT") for k in range(begin, at))
        ):
            first, last = target + 1, stop_after(sentence, at)
        else:
            relative = [k for k in range(begin, at) if sentence.kind(k) == "REL"]
            closes = any(sentence.kind(k) == "VG" for k in range(target + 1, stop_after(sentence, at)))
            first, last = (relative[-1] if relative and closes else begin), at
            if not relative and closes:
                last = stop_after(sentence, at)
        ref = found[0] if found else _behind_statement(sentence, target) if target < len(sentence.units) else None
        vague = np.kind == "NP" and (
            np.head in sentence.discourse.lexicon.lists["doubted_things"]
            and bool(set(np.words) & sentence.discourse.lexicon.lists["hedge_adverbs"])
        )
        yield Scope(first, last, ref, teller, "hedged" if vague else "said", at, _quote(sentence, unit.first, np.last))


def _counts(sentence: Sentence) -> Iterator[Scope]:
    """ "by the Observatory's count", "by Washington's reckoning"."""
    for at, unit in enumerate(sentence.units):
        if unit.kind == "NP" and unit.head in _COUNTS and unit.owner is not None:
            opener = at - 1
            while sentence.kind(opener) == "NP":
                opener -= 1
            if (
                sentence.kind(opener) == "PREP"
                and sentence.units[opener].low in ("by", "on")
                and (owner := sentence.discourse.owner(unit, sentence.found))
            ):
                begin, end = segment_start(sentence, at), stop_after(sentence, at)
                yield Scope(
                    begin, end, owner, "", "said", at, _quote(sentence, sentence.units[opener].first, unit.last)
                )
