"""What adjectives and compounds say: "loyal to", "Iran-backed"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.lexicon import Frame
from kg.extractors.rules.raw import Raw, governing_verb, pairs
from kg.extractors.rules.references import Ref
from kg.extractors.rules.status import verb_status
from kg.extractors.rules.units import Unit

__all__ = ["adjective_claims", "compound_claims"]


def adjective_claims(sentence: Sentence, at: int, unit: Unit, frame: Frame) -> Iterator[Raw]:
    """What an adjective says in one of its patterns."""
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
    verb = governing_verb(sentence, at) if unit.kind == "NP" else at
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
    yield from pairs(sentence, frame, subjects, objects, at, unit.first, unit.last, frame.status or status)


def compound_claims(sentence: Sentence, unit: Unit, at: int) -> Iterator[Raw]:
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
        yield from pairs(sentence, frame, [subject], [target], at, unit.first, unit.last, "asserted")


def _token_of(unit: Unit, n: int) -> int:
    """The token of the n-th word of a phrase."""
    place, mentions = unit.first, iter(unit.mentions)
    for word in unit.words[:n]:
        place = next(mentions).last if not word else place + 1
    return place
