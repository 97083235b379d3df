"""Who leads, speaks for or belongs to whom, as titles and appositions tell it; it also teaches who acts for which body."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.phrases import Unit
from kg.extractors.rules.references import Ref
from kg.extractors.rules.relations import Raw

__all__ = ["ROLE_RELATIONS", "structure"]

ROLE_RELATIONS = {"roles_lead": "leads", "roles_speak": "speaksFor"}
_BRANCHES = {"group": "partOf", "militia": "partOf", "faction": "partOf", "movement": "partOf"}
_UNIT_LEADER, _ORGAN = "leads", "partOf"
_UNSURE = frozenset("former late ex outgoing then deputy vice acting ex-president one-time erstwhile assistant".split())
_CABINET = frozenset("foreign defence defense interior information finance justice energy economy security".split())


def structure(sentence: Sentence) -> Iterator[Raw]:
    """The structural relations of a sentence."""
    for at, unit in enumerate(sentence.units):
        if unit.kind != "NP":
            continue
        yield from _role(sentence, at, unit)
        yield from _inside(sentence, at, unit)
        yield from _owned(sentence, at, unit)


def _relation_of_role(sentence: Sentence, words: list[str]) -> str | None:
    """What a title says: that one leads, or that one speaks for a body."""
    if not words or set(words) & _UNSURE:
        return None
    lists = sentence.discourse.lexicon.lists
    head = words[-1]
    before = words[-2] if len(words) > 1 else ""
    if head == "minister":
        return ROLE_RELATIONS["roles_lead" if before in ("prime", "first") else "roles_speak" if before in _CABINET else "roles_speak"]
    for name, relation in ROLE_RELATIONS.items():
        if head in lists[name]:
            return relation
    return None


def _role(sentence: Sentence, at: int, unit: Unit) -> Iterator[Raw]:
    """A title beside a name: "Iran's foreign minister, X", "the head of Y, X", "X, the Z chief"."""
    relation = _relation_of_role(sentence, [word for word in unit.words if word])
    if relation is None or (unit.words and not unit.words[-1]):
        return
    body, end = _body(sentence, at, unit)
    if body is None:
        return
    person = _person_beside(sentence, at, end)
    if person is None:
        return
    yield from _raw(sentence, "title", relation, person, body, at, unit)


def _body(sentence: Sentence, at: int, unit: Unit) -> tuple[Ref | None, int]:
    """The body of a title, and where the words that name it end."""
    discourse = sentence.discourse
    if owner := discourse.owner(unit, sentence.found):
        return owner, at
    if modifiers := discourse.modifier(unit):
        return modifiers[-1], at
    if sentence.kind(at + 1) == "PREP" and sentence.units[at + 1].low in ("of", "for", "to") and sentence.is_np(at + 2):
        target = at + 2
        found = sentence.refs(target)
        end = target
        while sentence.kind(end + 1) == "PREP" and sentence.units[end + 1].low in ("in", "of") and sentence.is_np(end + 2):
            end += 2
        return (found[0] if found else None), end
    return None, at


def _person_beside(sentence: Sentence, at: int, end: int) -> Ref | None:
    after = end + 1
    if sentence.kind(after) == "COMMA" and sentence.is_np(after + 1):
        return _person(sentence, after + 1)
    before = at - 1
    while sentence.kind(before) == "NP" and sentence.units[before].owns:
        before -= 1
    if sentence.kind(before) == "COMMA" and sentence.is_np(before - 1):
        return _person(sentence, before - 1)
    if sentence.is_np(after) and end > at:
        return _person(sentence, after)
    return None


def _person(sentence: Sentence, at: int) -> Ref | None:
    unit = sentence.units[at]
    if not unit.mentions or unit.mentions[-1].last != unit.last or unit.owns:
        return None
    mention = unit.mentions[-1]
    people = tuple(id for id in mention.ids if sentence.discourse.kind(id) == "person")
    return Ref(people, mention.first, mention.last, mention.via) if people else None


def _inside(sentence: Sentence, at: int, unit: Unit) -> Iterator[Raw]:
    """ "HTS chief Ahmed al-Sharaa", "the jihadist group HTS": title and name in one phrase."""
    if not unit.mentions or unit.mentions[-1].last != unit.last:
        return
    mention = unit.mentions[-1]
    words = [word for word in unit.words[:-1] if word]
    person = _person(sentence, at)
    if person is not None:
        relation = _relation_of_role(sentence, words)
        bodies = [sentence.discourse.owner(unit, sentence.found)] if unit.owner else sentence.discourse.modifier(unit)[-1:]
        for body in bodies:
            if relation and body:
                yield from _raw(sentence, "title before name", relation, person, body, at, unit)
        return
    if len(unit.mentions) == 2 and words and words[-1] in _BRANCHES and unit.mentions[0].attributive:
        whole = unit.mentions[0]
        collective = tuple(id for id in whole.ids if sentence.discourse.kind(id) == "collective")
        if collective:
            one = Ref(mention.ids, mention.first, mention.last, mention.via)
            yield from _raw(sentence, "kind of group", _BRANCHES[words[-1]], one, Ref(collective, whole.first, whole.last, whole.via), at, unit)


def _owned(sentence: Sentence, at: int, unit: Unit) -> Iterator[Raw]:
    """ "Ana Petrov's government", "the army of General X", "the Russian Air Force": a body named after its head or its state."""
    discourse = sentence.discourse
    lists = discourse.lexicon.lists
    for mention in unit.mentions:
        if mention.attributive or mention.last - mention.first < 2:
            continue
        inner = discourse.gazetteer.mentions(sentence.found[mention.first : mention.last - 1])
        if not inner:
            continue
        first = inner[0]
        name = [token.text for token in sentence.found[mention.first : mention.last]]
        here = Ref(first.ids, mention.first + first.first, mention.first + first.last, first.via)
        body = Ref(mention.ids, mention.first, mention.last, mention.via)
        kind = discourse.kind(first.ids[0])
        if kind == "person" and "'s" in [token.low for token in sentence.found[mention.first : mention.last]] and sentence.found[mention.last - 1].low in lists["unit_words"]:
            yield from _raw(sentence, "named after its head", _UNIT_LEADER, here, body, at, unit)
        elif (
            first.attributive
            and first.ids[0] in discourse.gazetteer.entities
            and all(word[0].isupper() for word in name)
            and discourse.kind(mention.ids[0]) == "armed force"
        ):
            yield from _raw(sentence, "named after its state", _ORGAN, body, here, at, unit)
    if unit.owner is not None and unit.owner.mentions and unit.head in ("government", "regime", "administration", "army", "militia", "party"):
        person = unit.owner.mentions[-1]
        if discourse.kind(person.ids[0]) == "person" and unit.mentions and unit.mentions[-1].last == unit.last:
            yield from _raw(
                sentence, "named after its head", _UNIT_LEADER, Ref(person.ids, person.first, person.last, person.via),
                Ref(unit.mentions[-1].ids, unit.first, unit.last, "name"), at, unit,
            )
    last_word = sentence.found[unit.last - 1].low
    if last_word in lists["unit_words"] and sentence.kind(at + 1) == "PREP" and sentence.units[at + 1].low == "of" and sentence.is_np(at + 2):
        person_ref = _person(sentence, at + 2)
        body_ref = discourse.of_phrase(unit, sentence.found)
        if person_ref and body_ref:
            yield from _raw(sentence, "named after its head", _UNIT_LEADER, person_ref, body_ref, at, unit)


def _raw(sentence: Sentence, rule: str, relation: str, subject: Ref, target: Ref, at: int, unit: Unit) -> Iterator[Raw]:
    fitted = sentence.discourse.gazetteer.fit(relation, subject.ids, target.ids)
    if fitted is None:
        return
    one = Ref((fitted[0],), subject.first, subject.last, subject.via, subject.named)
    two = Ref((fitted[1],), target.first, target.last, target.via, target.named)
    if sentence.discourse.kind(one.id) == "person" and relation in ROLE_RELATIONS.values():
        sentence.discourse.bodies.setdefault(one.id, two.id)
    yield Raw(rule, relation, one, two, at, unit.first, unit.last, "asserted")
