"""A relation as one pattern reads it, before anyone is asked who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.lexicon import Frame
from kg.extractors.rules.references import Ref

__all__ = ["Raw", "governing_verb", "pairs", "role_of"]


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


def pairs(
    sentence: Sentence,
    frame: Frame,
    subjects: list[Ref],
    objects: list[Ref],
    at: int,
    first: int,
    last: int,
    status: str | None,
) -> Iterator[Raw]:
    """A raw claim for each pair of ends that the relation admits."""
    if status is None:
        return
    for subject in subjects:
        for target in objects:
            fitted = sentence.discourse.gazetteer.fit(frame.relation, subject.ids, target.ids, frame.object_kinds)
            if fitted is None:
                continue
            one = Ref((fitted[0],), subject.first, subject.last, subject.via, subject.named, subject.person)
            two = Ref((fitted[1],), target.first, target.last, target.via, target.named, target.person)
            verb = at if sentence.units[at].kind == "VG" else governing_verb(sentence, at)
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


def _parties(sentence: Sentence, at: int, frame: Frame) -> tuple[str, ...]:
    """Between whom a third party mediates, where the clause names them."""
    if "third" not in frame.flags:
        return ()
    place = sentence.after_preposition(at, "between")
    found = sentence.listed(place) if place is not None else []
    return tuple(ref.id for ref in found) if len(found) > 1 else ()


def governing_verb(sentence: Sentence, at: int) -> int | None:
    """The verb of which a noun is object or complement: the nearest before it in its clause."""
    for back in range(at - 1, -1, -1):
        kind = sentence.kind(back)
        if kind == "VG":
            return back if not sentence.reduced(back) else None
        if kind in ("STOP", "COMMA", "REL", "THAT", "SUB", "BUT", "IF"):
            return None
    return None


def role_of(sentence: Sentence, frame: Frame) -> str:
    """Whether the object of a relation is a place or an agreement rather than an actor."""
    classes = sentence.discourse.gazetteer.relation_objects(frame.relation)
    return "place" if classes == frozenset(("Place",)) else "actor"
