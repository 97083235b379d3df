"""What nouns say: "Russian strikes on", "an ally of", "the war between", "in the hands of"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.lexicon import Frame
from kg.extractors.rules.raw import Raw, governing_verb, pairs, role_of
from kg.extractors.rules.references import Ref
from kg.extractors.rules.status import asks, noun_status, verb_status
from kg.extractors.rules.units import Unit

__all__ = ["noun_claims"]

_GIVING = frozenset("give provide lend offer grant".split())
_HIT = frozenset("hit strike kill target destroy pound rock damage".split())


def noun_claims(sentence: Sentence, at: int, unit: Unit, frame: Frame, *, renamed: bool = False) -> Iterator[Raw]:
    """What a noun says in one of its patterns; `renamed` where a name follows it in the same phrase."""
    if frame.needs and not _has(sentence, at, unit, frame.needs):
        return
    status = noun_status(sentence, at, former=frame.needs == "former") if not renamed else "asserted"
    if frame.needs == "no":
        status = "asserted"
    if status is None:
        return
    if "between" in frame.object and "between" in frame.subject:
        yield from _between(sentence, at, unit, frame, status)
        return
    if "reciprocal" in frame.flags and (pair := _reciprocal(sentence, at)):
        yield from pairs(
            sentence, frame, pair[:1], pair[1:2], at, unit.first, unit.last, _governed(sentence, at, status)
        )
        return
    objects = _slots(sentence, at, unit, frame.object, frame, renamed=renamed, end="object")
    if not objects:
        return
    subjects = _slots(sentence, at, unit, frame.subject, frame, renamed=renamed, end="subject", taken=objects)
    if not subjects:
        return
    final = _governed(sentence, at, status)
    if final is not None:
        yield from pairs(sentence, frame, subjects, objects, at, unit.first, unit.last, final)


def _has(sentence: Sentence, at: int, unit: Unit, needs: str) -> bool:
    if needs == "possessive":
        return bool(unit.words) and unit.words[0] in sentence.discourse.lexicon.lists["possessives"]
    before = sentence.kind(at - 1) == "PREP" and sentence.units[at - 1].low == needs
    return before or needs in unit.words


def _governed(sentence: Sentence, at: int, status: str) -> str | None:
    """The status of a noun, with that of the verb whose clause it stands in."""
    verb = governing_verb(sentence, at)
    if verb is None:
        return "questioned" if asks(sentence, at) and not _any_verb(sentence) else status
    outer = verb_status(sentence, verb)
    if outer is None:
        return None if _is_light(sentence, verb) or sentence.units[verb].copula else status
    if not (_is_light(sentence, verb) or sentence.units[verb].copula):
        return status if outer in ("asserted", "denied") else outer
    if status == "denied":
        return "asserted" if outer == "denied" else status
    return outer if outer != "asserted" else status


def _any_verb(sentence: Sentence) -> bool:
    return any(unit.kind == "VG" for unit in sentence.units)


def _is_light(sentence: Sentence, verb: int) -> bool:
    return sentence.units[verb].lemma in sentence.discourse.lexicon.lists["light"] | {"have", "enjoy", "take"}


def _between(sentence: Sentence, at: int, unit: Unit, frame: Frame, status: str) -> Iterator[Raw]:
    place = sentence.after_preposition(at, "between")
    if place is None and sentence.kind(sentence.right(at)) == "VG" and not sentence.units[sentence.right(at)].passive:
        place = sentence.after_preposition(sentence.right(at), "between")
    if place is None:
        return
    found = sentence.listed(place)
    final = _governed(sentence, at, status)
    if len(found) == 2 and final is not None:
        yield from pairs(sentence, frame, found[:1], found[1:], at, unit.first, unit.last, final)


def _reciprocal(sentence: Sentence, at: int) -> list[Ref]:
    """ "The army and the RSF have been at war": both ends are the subject."""
    if sentence.kind(at - 1) != "PREP" or sentence.units[at - 1].low != "at":
        return []
    if sentence.after_preposition(at, "with") is not None:
        return []
    verb = governing_verb(sentence, at)
    if verb is None or not sentence.units[verb].copula:
        return []
    found = sentence.subject(verb)
    return found if len(found) == 2 else []


def _slots(
    sentence: Sentence,
    at: int,
    unit: Unit,
    slots: tuple[str, ...],
    frame: Frame,
    *,
    renamed: bool,
    end: str,
    taken: list[Ref] | None = None,
) -> list[Ref]:
    role = role_of(sentence, frame) if end == "object" else "actor"
    for slot in slots:
        found = _slot(sentence, at, unit, slot, frame, role, renamed)
        found = [ref for ref in found if not taken or ref.id not in {other.id for other in taken}]
        if found:
            return found
    return []


def _slot(sentence: Sentence, at: int, unit: Unit, slot: str, frame: Frame, role: str, renamed: bool) -> list[Ref]:
    if slot == "possessor":
        owner = _owner(sentence, at)
        return [owner] if owner else []
    if slot == "deed":
        return _deed(sentence, at)
    if slot == "modifier":
        given = sentence.kind(at - 1) == "VG" and sentence.units[at - 1].lemma in _GIVING
        return [ref for ref in _modifiers(sentence, at) if not given or ref.via == "adjective"]
    if slot == "renamed":
        return sentence.refs(at, role=role, descend=False) if renamed else []
    if slot == "members":
        return _modifiers(sentence, at) if _owner(sentence, at) else []
    if renamed:
        return []
    if slot == "self":
        return sentence.refs(at, descend=False)
    if slot in ("light", "clause"):
        return _light(sentence, at, frame, slot)
    if slot == "copula":
        verb = governing_verb(sentence, at)
        if verb is not None and sentence.units[verb].copula:
            subject = sentence.left(verb)
            found = sentence.subject(verb)
            if role == "place" and sentence.is_np(subject):
                found = _place_subject(sentence, verb) or found
            return found
        return []
    if slot == "apposed":
        return _apposed(sentence, at, role)
    if slot == "facing":
        before = _before_word(sentence, at, ("facing", "faces", "face", "faced"))
        return sentence.group_before(before) if before is not None else []
    if slot == "hits":
        return _hits(sentence, at)
    if slot == "after":
        target = at + 1
        if sentence.kind(target) == "COMMA" and sentence.is_np(target + 1):
            return sentence.refs(target + 1, role=role, descend=False)
        return []
    place = sentence.after_preposition(at, slot)
    if place is None:
        return []
    if slot == "by" and sentence.kind(at - 1) == "VG" and sentence.units[at - 1].passive:
        return []
    return sentence.listed(place, role=role)


def _modifiers(sentence: Sentence, at: int) -> list[Ref]:
    """The actors that qualify a phrase, with one that "and" joins to it: "Russian and Iranian allies"."""
    unit = sentence.units[at]
    found = sentence.discourse.modifier(unit)
    if sentence.kind(at - 1) == "AND" and sentence.is_np(at - 2):
        one = sentence.units[at - 2]
        last = one.mentions[-1] if one.mentions and one.mentions[-1].last == one.last else None
        if last is not None and (last.attributive or sentence.found[last.first].text.islower()):
            found = [Ref(last.ids, last.first, last.last, last.via), *found]
    return found


def _owner(sentence: Sentence, at: int) -> Ref | None:
    """Whom a phrase belongs to; of "its Russian and Iranian allies" the first word tells."""
    owner = sentence.discourse.owner(sentence.units[at], sentence.found)
    if owner is None and sentence.kind(at - 1) == "AND" and sentence.is_np(at - 2):
        one = sentence.units[at - 2]
        if one.mentions and one.mentions[-1].last == one.last and one.mentions[-1].attributive:
            return sentence.discourse.owner(one, sentence.found)
    return owner


def _deed(sentence: Sentence, at: int) -> list[Ref]:
    """Whose deed one has a hand in: "any hand in the HTS offensive"."""
    place = sentence.after_preposition(at, "in")
    if (
        place is None
        or sentence.units[place].kind != "NP"
        or sentence.units[place].head not in sentence.discourse.lexicon.lists["deeds"]
    ):
        return []
    unit = sentence.units[place]
    if owner := sentence.discourse.owner(unit, sentence.found):
        return [owner]
    return sentence.discourse.modifier(unit)


def _place_subject(sentence: Sentence, verb: int) -> list[Ref]:
    """The place that a copula speaks of: "much of Klow is", "Klow, which is"."""
    before = sentence.left(verb)
    if sentence.kind(before) == "REL":
        before = sentence.left(before)
        if sentence.kind(before) == "COMMA":
            before = sentence.left(before)
        if sentence.kind(before) == "VG":
            before = sentence.left(before)
    while sentence.is_np(before) and sentence.kind(before - 1) == "PREP" and sentence.is_np(before - 2):
        if sentence.refs(before, role="place") and sentence.units[before - 1].low != "of":
            break
        before -= 2
    return sentence.refs(before, role="place")


def _light(sentence: Sentence, at: int, frame: Frame, slot: str) -> list[Ref]:
    verb = governing_verb(sentence, at)
    if verb is None:
        return _fallen_back(sentence, at, None, frame) if slot == "clause" else []
    group = sentence.units[verb]
    if slot == "light":
        if "receives" in frame.flags:
            return (
                sentence.subject(verb)
                if group.lemma in ("enjoy", "have", "receive", "get", "win") and not group.passive
                else []
            )
        if not _is_light(sentence, verb) or group.passive:
            return []
        return sentence.subject(verb)
    if _is_light(sentence, verb) and not group.passive and sentence.kind(at - 1) != "PREP":
        return sentence.subject(verb)
    return _fallen_back(sentence, at, verb, frame)


def _fallen_back(sentence: Sentence, at: int, verb: int | None, frame: Frame) -> list[Ref]:
    """The subject of the clause for a noun that names none: "entered Klow after an offensive against"."""
    before = at - 1
    if sentence.kind(before) != "PREP" or sentence.units[before].low not in (
        "after",
        "during",
        "in",
        "with",
        "despite",
        "under",
        "amid",
    ):
        return []
    if verb is not None:
        if not sentence.discourse.gazetteer.relation_objects(frame.relation) & {"Actor", "Place"}:
            return sentence.undergoer(verb)
        return sentence.subject(verb) if not sentence.units[verb].passive else []
    return sentence.earlier_subject(before) if sentence.kind(before - 1) == "COMMA" else []


def _apposed(sentence: Sentence, at: int, role: str) -> list[Ref]:
    """The phrase that an apposition explains: "X, an ally of Y"."""
    first = at
    while sentence.kind(first - 1) in ("NP", "ADV", "TIME"):
        first -= 1
    while sentence.kind(first - 1) == "PREP" and sentence.is_np(first - 2):
        first -= 2
    if sentence.kind(first - 1) == "PREP" and sentence.kind(first - 2) == "COMMA":
        first -= 1
    if sentence.kind(first - 1) == "COMMA" and sentence.is_np(first - 2):
        target = first - 2
        own = sentence.refs(target, role=role)
        if own:
            return own
        return sentence.before(target) if role != "place" else []
    return []


def _before_word(sentence: Sentence, at: int, words: tuple[str, ...]) -> int | None:
    place = at - 1
    while sentence.kind(place) in ("NP", "ADV"):
        place -= 1
    if sentence.kind(place) == "VG" and sentence.units[place].low in words and sentence.is_np(place - 1):
        return place - 1
    return None


def _hits(sentence: Sentence, at: int) -> list[Ref]:
    """What an attack hits: the object of the verb of which it is the subject."""
    for ahead in range(at + 1, min(at + 6, len(sentence.units))):
        kind = sentence.kind(ahead)
        if kind == "VG":
            if (
                sentence.units[ahead].lemma in _HIT
                and not sentence.units[ahead].passive
                and verb_status(sentence, ahead) == "asserted"
            ):
                place = sentence.direct(ahead)
                return sentence.listed(place) if place is not None else []
            return []
        if kind not in ("PREP", "NP", "ADV", "TIME", "AND"):
            return []
    return []
