"""The patterns at work: verbs, nouns, adjectives and compounds of a sentence to raw claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.lexicon import Frame
from kg.extractors.rules.phrases import Unit
from kg.extractors.rules.references import Ref
from kg.extractors.rules.status import asks, noun_status, verb_status

__all__ = ["Raw", "raw_claims"]

_SUPPORTIVE = frozenset(
    "keep support help defend prop save protect bolster sustain back assist shore aid reinforce".split()
)
_GIVING = frozenset("give provide lend offer grant".split())
_HIT = frozenset("hit strike kill target destroy pound rock damage".split())


@dataclass(frozen=True, slots=True)
class Raw:
    """A relation as one pattern reads it, before anyone is asked who says so."""

    rule: str
    relation: str
    subject: Ref
    object: Ref
    at: int
    first: int
    last: int
    status: str
    speech: bool = False
    verb: int = -1
    begins: bool = False
    flags: frozenset[str] = frozenset()
    between: tuple[str, ...] = ()


def raw_claims(sentence: Sentence) -> Iterator[Raw]:
    """Everything that the patterns read in a sentence."""
    lexicon = sentence.discourse.lexicon
    for at, unit in enumerate(sentence.units):
        if unit.kind == "VG":
            for frame in lexicon.verbs.get(unit.lemma, ()):
                yield from _verb(sentence, at, unit, frame)
        elif unit.kind == "NP":
            yield from _compound(sentence, unit, at)
            for frame in lexicon.nouns.get(unit.head, ()):
                yield from _noun(sentence, at, unit, frame)
            if len(unit.words) > 1 and unit.mentions and not unit.head and (word := _before_mention(unit)):
                for frame in lexicon.nouns.get(word, ()):
                    yield from _noun(sentence, at, unit, frame, renamed=True)
            for frame in lexicon.adjectives.get(unit.head, ()):
                yield from _adjective(sentence, at, unit, frame)
        if unit.kind == "VG" and unit.lemma != "be" and (framed := lexicon.adjectives.get(unit.low)):
            for frame in framed:
                yield from _adjective(sentence, at, unit, frame)


def _before_mention(unit: Unit) -> str:
    """The noun just before the name that ends a phrase: "ally" in "its ally Hezbollah"."""
    return unit.words[-2] if len(unit.words) > 1 and not unit.words[-1] else ""


# ---------------------------------------------------------------- verbs


def _verb(sentence: Sentence, at: int, verb: Unit, frame: Frame) -> Iterator[Raw]:
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
    yield from _pairs(sentence, spoken, subjects, objects, at, verb.first, verb.last, status)


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


def _role(sentence: Sentence, frame: Frame) -> str:
    """Whether the object of a relation is a place or an agreement rather than an actor."""
    classes = sentence.discourse.gazetteer.relation_objects(frame.relation)
    return "place" if classes == frozenset(("Place",)) else "actor"


def _objects(sentence: Sentence, at: int, frame: Frame, passive: bool, theme: int | None) -> tuple[list[Ref], int]:
    role = _role(sentence, frame)
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
    """ "Klow, which the army has not taken", "the bloc to which it belongs": what a relative before the subject stands for."""
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
    return sentence.refs(target, role=role)


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


# ---------------------------------------------------------------- nouns


def _noun(sentence: Sentence, at: int, unit: Unit, frame: Frame, *, renamed: bool = False) -> Iterator[Raw]:
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
        yield from _pairs(
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
        yield from _pairs(sentence, frame, subjects, objects, at, unit.first, unit.last, final)


def _has(sentence: Sentence, at: int, unit: Unit, needs: str) -> bool:
    if needs == "possessive":
        return bool(unit.words) and unit.words[0] in sentence.discourse.lexicon.lists["possessives"]
    before = sentence.kind(at - 1) == "PREP" and sentence.units[at - 1].low == needs
    return before or needs in unit.words


def _governed(sentence: Sentence, at: int, status: str) -> str | None:
    """The status of a noun, with that of the verb whose clause it stands in."""
    verb = _governing_verb(sentence, at)
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


def _governing_verb(sentence: Sentence, at: int) -> int | None:
    """The verb of which a noun is object or complement: the nearest before it in its clause."""
    for back in range(at - 1, -1, -1):
        kind = sentence.kind(back)
        if kind == "VG":
            return back if not sentence.reduced(back) else None
        if kind in ("STOP", "COMMA", "REL", "THAT", "SUB", "BUT", "IF"):
            return None
    return None


def _between(sentence: Sentence, at: int, unit: Unit, frame: Frame, status: str) -> Iterator[Raw]:
    place = sentence.after_preposition(at, "between")
    if place is None and sentence.kind(sentence.right(at)) == "VG" and not sentence.units[sentence.right(at)].passive:
        place = sentence.after_preposition(sentence.right(at), "between")
    if place is None:
        return
    found = sentence.listed(place)
    final = _governed(sentence, at, status)
    if len(found) == 2 and final is not None:
        yield from _pairs(sentence, frame, found[:1], found[1:], at, unit.first, unit.last, final)


def _reciprocal(sentence: Sentence, at: int) -> list[Ref]:
    """ "The army and the RSF have been at war": both ends are the subject."""
    if sentence.kind(at - 1) != "PREP" or sentence.units[at - 1].low != "at":
        return []
    if sentence.after_preposition(at, "with") is not None:
        return []
    verb = _governing_verb(sentence, at)
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
    role = _role(sentence, frame) if end == "object" else "actor"
    for slot in slots:
        found = _slot(sentence, at, unit, slot, frame, role, renamed)
        found = [ref for ref in found if not taken or ref.id not in {other.id for other in taken}]
        if found:
            return found
    return []


def _slot(sentence: Sentence, at: int, unit: Unit, slot: str, frame: Frame, role: str, renamed: bool) -> list[Ref]:
    discourse = sentence.discourse
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
        verb = _governing_verb(sentence, at)
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
    verb = _governing_verb(sentence, at)
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
    if _is_light(sentence, verb) and not group.passive:
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


# ---------------------------------------------------------------- adjectives and compounds


def _adjective(sentence: Sentence, at: int, unit: Unit, frame: Frame) -> Iterator[Raw]:
    if frame.object == ("subject",):
        object_slots: tuple[str, ...] = ()
        places = [sentence.after_preposition(at, slot) for slot in frame.subject]
    else:
        object_slots = frame.object
        places = [sentence.after_preposition(at, slot) for slot in object_slots]
    place = next((p for p in places if p is not None), None)
    if place is None or place > at + 3:
        return
    far = sentence.listed(place)
    verb = _governing_verb(sentence, at) if unit.kind == "NP" else at
    near: list[Ref] = []
    status: str | None = "asserted"
    if verb is not None and (
        sentence.units[verb].copula
        or sentence.units[verb].passive
        or sentence.units[verb].lemma in ("remain", "stay", "appear", "seem")
    ):
        near = sentence.subject(verb)
        status = verb_status(sentence, verb)
    elif unit.kind == "NP" and len(unit.words) > 1:
        near = sentence.discourse.modifier(unit)
    elif unit.kind == "VG":
        before = sentence.left(at)
        near = sentence.refs(before) if sentence.is_np(before) else sentence.subject(at)
        status = verb_status(sentence, at)
    if not near or not far or status is None:
        return
    subjects, objects = (near, far) if object_slots else (far, near)
    yield from _pairs(sentence, frame, subjects, objects, at, unit.first, unit.last, frame.status or status)


def _compound(sentence: Sentence, unit: Unit, at: int) -> Iterator[Raw]:
    """ "the Iran-backed Houthis", "Green Front-held Klow"."""
    compounds = sentence.discourse.lexicon.compounds
    for n, word in enumerate(unit.words):
        if not word.startswith("-") or word[1:] not in compounds or n == 0 or unit.words[n - 1]:
            continue
        place = _token_of(unit, n)
        before = [mention for mention in unit.mentions if mention.last == place]
        relation = compounds[word[1:]]
        classes = sentence.discourse.gazetteer.relation_objects(relation)
        role = "place" if classes == frozenset(("Place",)) else "actor"
        target = sentence.discourse.of_phrase(unit, sentence.found, role=role)
        if target is None:
            continue
        if not before or target.id in before[0].ids:
            continue
        subject = Ref(before[0].ids, before[0].first, before[0].last, before[0].via)
        frame = Frame(rule=f"compound{word}", relation=relation, subject=(), object=())
        yield from _pairs(sentence, frame, [subject], [target], at, unit.first, unit.last, "asserted")


def _token_of(unit: Unit, n: int) -> int:
    """The token of the n-th word of a phrase."""
    place, mentions = unit.first, iter(unit.mentions)
    for word in unit.words[:n]:
        place = next(mentions).last if not word else place + 1
    return place


# ---------------------------------------------------------------- pairs


def _parties(sentence: Sentence, at: int, frame: Frame) -> tuple[str, ...]:
    """Between whom a third party mediates, where the clause names them."""
    if "third" not in frame.flags:
        return ()
    place = sentence.after_preposition(at, "between")
    found = sentence.listed(place) if place is not None else []
    return tuple(ref.id for ref in found) if len(found) > 1 else ()


def _pairs(
    sentence: Sentence,
    frame: Frame,
    subjects: list[Ref],
    objects: list[Ref],
    at: int,
    first: int,
    last: int,
    status: str | None,
) -> Iterator[Raw]:
    if status is None:
        return
    for subject in subjects:
        for target in objects:
            fitted = sentence.discourse.gazetteer.fit(frame.relation, subject.ids, target.ids, frame.object_kinds)
            if fitted is None:
                continue
            one = Ref((fitted[0],), subject.first, subject.last, subject.via, subject.named, subject.person)
            two = Ref((fitted[1],), target.first, target.last, target.via, target.named, target.person)
            verb = at if sentence.units[at].kind == "VG" else _governing_verb(sentence, at)
            begins = verb is not None and sentence.units[verb].lemma in frame.begins
            yield Raw(
                frame.rule,
                frame.relation,
                one,
                two,
                at,
                first,
                last,
                status,
                frame.speech,
                at if verb is None else verb,
                begins,
                frame.flags,
                _parties(sentence, at, frame),
            )
