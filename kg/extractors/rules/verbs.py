"""What verbs say: the ends of a relation in the subject, the object and behind prepositions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.lexicon import Frame
from kg.extractors.rules.raw import Raw, pairs, role_of
from kg.extractors.rules.references import Ref
from kg.extractors.rules.status import verb_status
from kg.extractors.rules.units import Unit

__all__ = ["verb_claims"]

_SUPPORTIVE = frozenset(
    "keep support help defend prop save protect bolster sustain back assist shore aid reinforce".split()
)


def verb_claims(sentence: Sentence, at: int, verb: Unit, frame: Frame) -> Iterator[Raw]:
    """What a verb says in one of its patterns."""
    passive = verb.passive or sentence.reduced(at)
    if verb.low.startswith("-"):
        return
    theme = None
    if frame.theme:
        theme = _theme(sentence, at, frame, passive=passive)
        if theme is None:
            return
    if "arms_subject" in frame.flags and not _arms_subject(sentence, at):
        return
    objects, object_place = _objects(sentence, at, frame, passive, theme)
    if not objects:
        return
    if "asks" in frame.flags and not _asks_to(sentence, object_place):
        return
    subjects = _subjects(sentence, at, frame, passive, theme)
    if not subjects:
        return
    status = verb_status(sentence, at, speech=frame.speech)
    if status is None:
        return
    spoken = replace(frame, speech=frame.speech and not passive)
    yield from pairs(sentence, spoken, subjects, objects, at, verb.first, verb.last, status)


def _theme(sentence: Sentence, at: int, frame: Frame, *, passive: bool) -> int | None:
    """Where the noun stands without which the verb does not count."""
    if (
        passive
        and sentence.is_np(sentence.left(at))
        and any(word in frame.theme for word in sentence.units[sentence.left(at)].words)
    ):
        return sentence.left(at)
    for place, word in sentence.words_after(at):
        if word in frame.theme:
            return place
    return None


def _arms_subject(sentence: Sentence, at: int) -> bool:
    arms = sentence.discourse.lexicon.lists["arms"]
    before = sentence.left(at)
    return sentence.is_np(before) and any(word in arms for word in sentence.units[before].words)


def _asks_to(sentence: Sentence, place: int) -> bool:
    after = sentence.right(place)
    while sentence.kind(after) in ("PREP", "AND", "COMMA") and sentence.is_np(after + 1):
        after = sentence.right(after + 1)
    return sentence.kind(after) in ("TO", "THAT") or (
        sentence.kind(after) == "PREP" and sentence.units[after].low in ("to", "for")
    )


def _objects(sentence: Sentence, at: int, frame: Frame, passive: bool, theme: int | None) -> tuple[list[Ref], int]:
    role = role_of(sentence, frame)
    for slot in frame.object:
        if slot == "subject":
            return sentence.subject(at) if not passive else [], at
        if slot == "direct":
            if passive:
                if theme is not None and theme < at:
                    continue
                found = _patient(sentence, at)
                return found, at
            place = sentence.direct(at)
            if place is None and (relative := _relative_object(sentence, at, role)):
                return relative, at
            if place is None:
                continue
            if place == theme:
                if named := [
                    ref for ref in sentence.discourse.modifier(sentence.units[place]) if ref.via != "adjective"
                ]:
                    return named, place
                continue
            found = sentence.listed(place, role=role)
            if found or len(frame.object) == 1:
                return found or _of_thing(sentence, place, frame, role), place
        elif slot == "that":
            place = _clause_subject(sentence, at)
            if place is not None and (found := sentence.listed(place)):
                return found, place
        elif slot == "purpose":
            place = _purpose(sentence, at)
            if place is not None and (found := sentence.listed(place)):
                return found, place
        else:
            place = sentence.after_preposition(at, slot)
            if place is None and (relative := _relative_object(sentence, at, role, slot)):
                return relative, at
            if place is not None and place != theme:
                found = sentence.listed(place, role=role)
                if found:
                    return found, place
                if (modified := _of_thing(sentence, place, frame, role)) and frame.speech:
                    return modified, place
    return [], at


def _relative_object(sentence: Sentence, at: int, role: str, preposition: str = "") -> list[Ref]:
    """ "Klow, which the army has not taken", "the bloc to which it belongs": what the relative stands for."""
    before = sentence.left(at)
    while sentence.kind(before) in ("TO", "VG") or (
        sentence.is_np(before) and sentence.units[before].head in ("able", "unable")
    ):
        before = sentence.left(before)
    while sentence.kind(before - 1) in ("NP", "PREP", "AND"):
        before -= 1
    if not sentence.is_np(before) or sentence.kind(before - 1) != "REL" or sentence.units[before - 1].low == "whose":
        return []
    target = sentence.left(before - 1)
    if preposition:
        if sentence.kind(target) != "PREP" or sentence.units[target].low != preposition:
            return []
        target = sentence.left(target)
    if sentence.kind(target) == "COMMA":
        target = sentence.left(target)
    return sentence.refs(target, role=role) or sentence.explained(target, role=role)


def _clause_subject(sentence: Sentence, at: int) -> int | None:
    """Where the subject of the clause stands that a verb governs: "demanded that X withdraw"."""
    for ahead in range(at + 1, min(at + 9, len(sentence.units) - 1)):
        if sentence.kind(ahead) == "THAT":
            return ahead + 1 if sentence.is_np(ahead + 1) else None
        if sentence.kind(ahead) == "VG":
            return None
    return None


def _purpose(sentence: Sentence, at: int) -> int | None:
    """Where the object of a helping infinitive stands: "sent advisers to support X"."""
    for ahead in range(at + 1, min(at + 16, len(sentence.units) - 1)):
        kind = sentence.kind(ahead)
        if kind == "TO" and sentence.kind(ahead + 1) == "VG":
            return sentence.direct(ahead + 1) if sentence.units[ahead + 1].lemma in _SUPPORTIVE else None
        if kind not in ("NP", "PREP", "AND", "ADV", "TIME"):
            return None
    return None


def _of_thing(sentence: Sentence, place: int, frame: Frame, role: str) -> list[Ref]:
    """For words against a deed the doer: "condemned the Russian strikes", "deplored the use of force by Oman"."""
    unit = sentence.units[place]
    if role == "place":
        return []
    if frame.speech:
        if (
            "deed" in frame.flags
            and unit.words
            and unit.words[0] in ("the", "this")
            and unit.head in sentence.discourse.lexicon.lists["deeds"]
            and len(unit.words) == 2
        ):
            return [sentence.discourse.doer] if sentence.discourse.doer and sentence.kind(place + 1) != "PREP" else []
        if sentence.kind(place + 1) == "PREP" and (by := sentence.after_preposition(place, "by")) is not None:
            return sentence.listed(by)
        if owner := sentence.discourse.owner(unit, sentence.found):
            return [owner]
        return sentence.discourse.modifier(unit)
    classes = sentence.discourse.gazetteer.relation_objects(frame.relation)
    if (
        not classes & {"Actor"}
        and sentence.kind(place + 1) == "PREP"
        and sentence.units[place + 1].low in ("of", "in", "for")
    ):
        return sentence.refs(place + 2)
    return []


def _patient(sentence: Sentence, at: int) -> list[Ref]:
    """Whom a passive verb is about: its grammatical subject, also across a comma."""
    return sentence.undergoer(at) or _thing_subject(sentence, at)


def _thing_subject(sentence: Sentence, at: int) -> list[Ref]:
    """ "Observance of the truce was controlled by": the agreement inside the subject."""
    before = sentence.left(at)
    if sentence.is_np(before) and sentence.kind(before - 1) == "PREP" and sentence.units[before - 1].low == "of":
        found = sentence.refs(before)
        if found and sentence.discourse.kind(found[0].id) in ("agreement", "talks"):
            return found
    return []


def _subjects(sentence: Sentence, at: int, frame: Frame, passive: bool, theme: int | None) -> list[Ref]:
    for slot in frame.subject:
        if slot == "subject":
            if passive:
                place = _agent(sentence, at)
                return sentence.listed(place) if place is not None else []
            return sentence.subject(at)
        if slot == "direct":
            place = sentence.direct(at)
            if place is not None:
                return sentence.listed(place)
            continue
        if slot == "possessor" and theme is not None:
            if owner := sentence.discourse.owner(sentence.units[theme], sentence.found):
                return [owner]
            if modifiers := sentence.discourse.modifier(sentence.units[theme]):
                return modifiers
            continue
        place = sentence.after_preposition(at, slot)
        if place is not None and (found := sentence.listed(place)):
            return found
    return []


def _agent(sentence: Sentence, at: int) -> int | None:
    """Where the doer of a passive stands, behind "by"."""
    end = sentence.reach(at)
    for place in range(at + 1, min(end, at + 9)):
        if sentence.kind(place) == "PREP" and sentence.units[place].low == "by":
            target = place + 1
            while sentence.is_np(target) and sentence.units[target].owns and sentence.is_np(target + 1):
                target += 1
            return target if sentence.is_np(target) else None
    return None
