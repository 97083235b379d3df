"""Who leads, speaks for or belongs to whom, as titles and appositions tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.gazetteer import Mention
from kg.extractors.rules.raw import Raw
from kg.extractors.rules.references import Ref
from kg.extractors.rules.units import Unit

__all__ = ["ROLE_RELATIONS", "structure"]

ROLE_RELATIONS = {"roles_lead": "leads", "roles_speak": "speaksFor"}
_BRANCHES = {"group": "partOf", "militia": "partOf", "faction": "partOf", "movement": "partOf"}
_UNIT_LEADER, _ORGAN, _FORMER_PART, _ALLY = "leads", "partOf", "formerBranchOf", "alliedWith"
_SPLIT_OFF = frozenset("branch wing arm affiliate offshoot".split())
_ALLY_WORDS = frozenset("ally allies allied".split())
_UNSURE = frozenset(
    "former late ex outgoing then deputy vice acting ex-president one-time erstwhile assistant previous senior".split()
)


def structure(sentence: Sentence) -> Iterator[Raw]:
    """The structural relations of a sentence."""
    for at, unit in enumerate(sentence.units):
        if unit.kind != "NP":
            continue
        yield from _role(sentence, at, unit)
        yield from _inside(sentence, at, unit)
        yield from _owned(sentence, at, unit)
        yield from _described(sentence, at, unit)


def _relation_of_role(sentence: Sentence, words: list[str]) -> str | None:
    """What a title says: that one leads, or that one speaks for a body."""
    if not words or set(words) & _UNSURE or words[0] in ("a", "an", "some", "several"):
        return None
    lists = sentence.discourse.lexicon.lists
    head = words[-1]
    before = words[-2] if len(words) > 1 else ""
    if head == "minister":
        return ROLE_RELATIONS["roles_lead" if before in ("prime", "first") else "roles_speak"]
    for name, relation in ROLE_RELATIONS.items():
        if head in lists[name]:
            return relation
    return None


def _role(sentence: Sentence, at: int, unit: Unit) -> Iterator[Raw]:
    """A title beside a name: "Iran's foreign minister, X", "the head of Y, X", "X, the Z chief"."""
    words = [word for word in unit.words if word]
    relation = _relation_of_role(sentence, words)
    official = bool(words) and words[-1] in sentence.discourse.lexicon.lists["officials"] and not set(words) & _UNSURE
    if (relation is None and not official) or not unit.words[-1]:
        return
    body, end = _body(sentence, at, unit)
    if body is None:
        return
    person = _person_beside(sentence, at, end)
    if person is None:
        return
    if relation is None:
        sentence.discourse.bodies.setdefault(person.id, body.id)
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
        while (
            sentence.kind(end + 1) == "PREP" and sentence.units[end + 1].low in ("in", "of") and sentence.is_np(end + 2)
        ):
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
        bodies = (
            [sentence.discourse.owner(unit, sentence.found)] if unit.owner else sentence.discourse.modifier(unit)[-1:]
        )
        for body in bodies:
            if relation and body:
                yield from _raw(sentence, "title before name", relation, person, body, at, unit)
        return
    if len(unit.mentions) == 2 and words and words[-1] in _BRANCHES and unit.mentions[0].attributive:
        whole = unit.mentions[0]
        collective = tuple(id for id in whole.ids if sentence.discourse.kind(id) == "collective")
        if collective:
            one = Ref(mention.ids, mention.first, mention.last, mention.via)
            yield from _raw(
                sentence,
                "kind of group",
                _BRANCHES[words[-1]],
                one,
                Ref(collective, whole.first, whole.last, whole.via),
                at,
                unit,
            )


def _owned(sentence: Sentence, at: int, unit: Unit) -> Iterator[Raw]:
    """ "Ana Petrov's government", "the army of General X": a body named after its head."""
    discourse = sentence.discourse
    if (
        unit.owner is not None
        and unit.owner.mentions
        and unit.head in ("government", "regime", "administration", "army", "militia", "party")
    ):
        person = unit.owner.mentions[-1]
        body = discourse.of_phrase(unit, sentence.found)
        if body is not None and discourse.kind(person.ids[0]) == "person" and body.ids != person.ids:
            yield from _raw(sentence, "named after its head", _UNIT_LEADER, _ref(person), body, at, unit)
    last_word = sentence.found[unit.last - 1].low
    of = sentence.kind(at + 1) == "PREP" and sentence.units[at + 1].low == "of" and sentence.is_np(at + 2)
    if of and last_word in discourse.lexicon.lists["unit_words"]:
        chief, led = _person(sentence, at + 2), discourse.of_phrase(unit, sentence.found)
        if chief and led:
            yield from _raw(sentence, "named after its head", _UNIT_LEADER, chief, led, at, unit)


# ---------------------------------------------------------------- names that are descriptions


def _described(sentence: Sentence, at: int, unit: Unit) -> Iterator[Raw]:
    """What a long name itself says: "the former branch of Z", "factions paid by X", "their allies", "the Y chief"."""
    for mention in unit.mentions:
        if mention.attributive or mention.last - mention.first < 2:
            continue
        words = [token.low for token in sentence.found[mention.first : mention.last]]
        whole = _ref(mention)
        yield from _allied(sentence, at, unit, words, whole)
        inner = _within(sentence, mention)
        for one in inner:
            yield from _named_after(sentence, at, unit, words, whole, one)


def _within(sentence: Sentence, mention: Mention) -> list[Mention]:
    """The names inside a name; what was found in it once is remembered."""
    found = sentence.found[mention.first : mention.last]
    known = sentence.discourse.inside
    key = tuple(token.text for token in found)
    if key not in known:
        gazetteer = sentence.discourse.gazetteer
        inner: list[Mention] = []
        for first, last in ((0, len(found) - 1), (1, len(found))):
            inner = [
                replace(m, first=m.first + first, last=m.last + first)
                for m in gazetteer.mentions(found[first:last])
                if m.ids != mention.ids
            ]
            if inner:
                break
        known[key] = inner
    at = mention.first
    return [replace(one, first=one.first + at, last=one.last + at) for one in known[key]]


def _named_after(
    sentence: Sentence, at: int, unit: Unit, words: list[str], whole: Ref, inner: Mention
) -> Iterator[Raw]:
    discourse, lists = sentence.discourse, sentence.discourse.lexicon.lists
    kind, own = discourse.kind(inner.ids[0]), discourse.kind(whole.id)
    one = _ref(inner)
    before = words[: inner.first - whole.first]
    after = words[inner.last - whole.first :]
    if own == "person" and kind != "person":
        title = after if after else [word for word in before if word not in ("of", "the")]
        title = [word for word in title if word not in ("'s", "the")]
        relation = _relation_of_role(sentence, title)
        if relation and words[0] not in ("a", "an"):
            yield from _raw(sentence, "title", relation, whole, one, at, unit)
        elif title and title[-1] in lists["officials"]:
            discourse.bodies.setdefault(whole.id, one.id)
    elif kind == "person" and after[:1] == ["'s"] and after[-1] in lists["unit_words"]:
        yield from _raw(sentence, "named after its head", _UNIT_LEADER, one, whole, at, unit)
    elif set(before) & _SPLIT_OFF and before[-1:] == ["of"]:
        relation = _FORMER_PART if "former" in before else _ORGAN
        yield from _raw(sentence, "branch in a name", relation, whole, one, at, unit)
    elif after and after[0].startswith("-") and after[0][1:] in discourse.lexicon.compounds:
        yield from _raw(
            sentence, f"compound{after[0]}", discourse.lexicon.compounds[after[0][1:]], one, whole, at, unit
        )
    elif len(before) > 2 and "by" in before[-2:]:
        participle = before[-2] if before[-1] == "by" else before[-3]
        for frame in discourse.lexicon.verbs.get(discourse.lexicon.lemma(participle), ())[:1]:
            if not frame.theme:
                yield from _raw(sentence, frame.rule, frame.relation, one, whole, at, unit)
    elif inner.attributive and kind == "collective" and after[:1] and after[0] in _BRANCHES:
        yield from _raw(sentence, "kind of group", _BRANCHES[after[0]], whole, one, at, unit)
    elif inner.attributive and own == "armed force" and inner.ids[0] in discourse.gazetteer.entities:
        name = [token.text for token in sentence.found[whole.first : whole.last] if token.low != "the"]
        if all(word[0].isupper() for word in name):
            yield from _raw(sentence, "named after its state", _ORGAN, whole, one, at, unit)


def _allied(sentence: Sentence, at: int, unit: Unit, words: list[str], whole: Ref) -> Iterator[Raw]:
    """ "X and their allies", "its Lebanese ally Y", "X and allied factions"."""
    if not set(words) & _ALLY_WORDS:
        return
    discourse = sentence.discourse
    if words[0] in ("its", "their", "his", "her"):
        partner = None
        if sentence.kind(at - 1) == "AND" and sentence.is_np(at - 2):
            partner = discourse.of_phrase(sentence.units[at - 2], sentence.found)
        partner = partner or discourse.pronoun(words[0], whole.first, sentence.found)
    elif words[0] in _ALLY_WORDS and sentence.kind(at - 1) == "AND":
        partner = discourse.of_phrase(sentence.units[at - 2], sentence.found) if sentence.is_np(at - 2) else None
    else:
        partner = None
    if partner is not None:
        yield from _raw(sentence, "named as ally", _ALLY, partner, whole, at, unit)


def _ref(mention: Mention) -> Ref:
    return Ref(mention.ids, mention.first, mention.last, mention.via)


def _raw(sentence: Sentence, rule: str, relation: str, subject: Ref, target: Ref, at: int, unit: Unit) -> Iterator[Raw]:
    fitted = sentence.discourse.gazetteer.fit(relation, subject.ids, target.ids)
    if fitted is None:
        return
    one = Ref((fitted[0],), subject.first, subject.last, subject.via, subject.named)
    two = Ref((fitted[1],), target.first, target.last, target.via, target.named)
    if sentence.discourse.kind(one.id) == "person" and relation in ROLE_RELATIONS.values():
        sentence.discourse.bodies.setdefault(one.id, two.id)
    yield Raw(rule, relation, one, two, at, unit.first, unit.last, "asserted")
