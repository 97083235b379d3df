"""Names of entities, found in the tokens of a sentence: longest name first, capitals respected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extractors.base import Context
from kg.extractors.rules.lexicon import Lexicon, State
from kg.extractors.rules.tokens import Token, tokens
from kg.model import Entity, entity
from kg.vocabulary import Vocabulary

__all__ = ["Gazetteer", "Mention", "slug"]

_ARTICLES = ("the", "a", "an")
_PLACE_WORDS = frozenset("province region district city governorate camp town quarter island".split())
_DEFINES = re.compile(r"\(([A-Z][A-Za-z0-9-]{1,11})\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a sentence that may name some entities; `attributive` where they qualify what follows ("Russian")."""

    first: int
    last: int
    ids: tuple[str, ...]
    attributive: bool
    via: str


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[Token, ...]
    id: str
    attributive: bool
    via: str

    def stands(self, found: Sequence[Token], at: int) -> bool:
        """Whether the name stands at a place: capitals where it has them, acronyms letter by letter."""
        if at + len(self.words) > len(found):
            return False
        for word, token in zip(self.words, found[at : at + len(self.words)], strict=True):
            if word.low != token.low:
                return False
            if word.text[0].isupper():
                if not token.text[0].isupper():
                    return False
                if len(word.text) > 1 and word.text.isupper() and token.text != word.text:
                    return False
        return True


@dataclass(slots=True)
class Gazetteer:
    """Every name that the rules know for one document, by its first word."""

    entities: dict[str, Entity]
    words: Vocabulary
    newcomers: dict[str, Entity] = field(default_factory=dict)
    _names: dict[str, list[_Name]] = field(default_factory=dict)
    _starts: dict[tuple[str, str], list[_Name]] = field(default_factory=dict)

    @classmethod
    def of(cls, context: Context, lexicon: Lexicon) -> Gazetteer:
        """The names of a context's entities, with what follows from them: adjectives, capitals, surnames, acronyms."""
        known = {described.id: described for described in context.entities}
        gazetteer = cls(entities=known, words=context.words)
        pronouns = lexicon.lists["pronouns"] | lexicon.lists["possessives"]
        for described in context.entities:
            for name in dict.fromkeys((*described.names, *described.mentions)):
                if name.lower() not in pronouns:
                    adjective = described.kind == "state" and _is_adjective(name, described.name)
                    gazetteer._add(name, described.id, "adjective" if adjective else "name", attributive=adjective)
        for described in context.entities:
            gazetteer._derive(described, lexicon)
        stated = gazetteer._states(lexicon.states)
        if context.newcomers:
            for state in lexicon.states:
                if state.name not in stated:
                    gazetteer._newcomer(state)
        gazetteer._sort()
        return gazetteer

    def _sort(self) -> None:
        for names in self._starts.values():
            names.sort(key=lambda name: -len(name.words))

    def _copied(self) -> tuple[dict[str, list[_Name]], dict[tuple[str, str], list[_Name]]]:
        one = {first: list(names) for first, names in self._names.items()}
        return one, {first: list(names) for first, names in self._starts.items()}

    def _bucket(self, words: Sequence[Token]) -> list[_Name]:
        """Where names that begin so are kept: names of one word by it, longer ones by their first two."""
        if len(words) == 1:
            return self._names.setdefault(words[0].low, [])
        return self._starts.setdefault((words[0].low, words[1].low), [])

    def with_definitions(self, text: str, lexicon: Lexicon) -> Gazetteer:
        """The same names and the short forms that a text itself defines: "Hayat Tahrir al-Sham (HTS)"."""
        copy = Gazetteer(self.entities, self.words, dict(self.newcomers), *self._copied())
        for match in _DEFINES.finditer(text):
            before = tokens(text, max(0, match.start() - 120), match.start())
            ending = [
                m for m in copy.mentions(before) if m.last == len(before) and not m.attributive and len(m.ids) == 1
            ]
            if ending and not any(name.words[0].text == match[1] for name in copy._names.get(match[1].lower(), ())):
                copy._add(match[1], ending[0].ids[0], "acronym")
        return copy

    def mentions(self, found: Sequence[Token]) -> list[Mention]:
        """Every mention in the tokens of a sentence, none inside another."""
        mentions: list[Mention] = []
        at, size = 0, len(found)
        names, starts = self._names, self._starts
        while at < size:
            low = found[at].low
            length = 0
            if low in names or (at + 1 < size and (low, found[at + 1].low) in starts):
                candidates = (
                    [*starts.get((low, found[at + 1].low), ()), *names.get(low, ())]
                    if at + 1 < size
                    else names.get(low, ())
                )
                hits: list[_Name] = []
                for name in candidates:
                    if length and len(name.words) < length:
                        break
                    if name.stands(found, at):
                        length = len(name.words)
                        hits.append(name)
                if hits:
                    if found[at].low in _ARTICLES and self._longer(found, at + 1, length):
                        at += 1
                        continue
                    full = [name for name in hits if not name.attributive] or hits
                    ids = tuple(dict.fromkeys(name.id for name in full))
                    mentions.append(Mention(at, at + length, ids, full[0].attributive, full[0].via))
            at += length or 1
        return _with_brackets(mentions, found)

    def province(self, id: str) -> str:
        """The province that bears the name of a place, or the place itself."""
        name = self.describe(id).name
        return next((other.id for other in self.entities.values() if other.name == f"{name} province"), id)

    def describe(self, id: str) -> Entity:
        """The entity of an id, known or new."""
        return self.entities.get(id) or self.newcomers[id]

    def _longer(self, found: Sequence[Token], at: int, length: int) -> bool:
        """Whether a name of at least that many words begins at a place: "the [Government of National Accord]"."""
        if at + 1 >= len(found):
            return False
        longer = self._starts.get((found[at].low, found[at + 1].low), ())
        return any(len(name.words) >= length and name.stands(found, at) for name in longer)

    def relation_objects(self, relation: str) -> frozenset[str]:
        """The classes of entity to which a relation leads."""
        return self.words.relations[relation].object_classes

    def fit(
        self, relation: str, subjects: Sequence[str], objects: Sequence[str], classes: frozenset[str] = frozenset()
    ) -> tuple[str, str] | None:
        """The first pair of entities that the signature of a relation admits, the object of one of some classes."""
        known, kinds = self.words.relations[relation], self.words.kinds
        for subject in subjects:
            for target in objects:
                if classes and not classes & kinds[self.describe(target).kind].above:
                    continue
                if subject != target and known.accepts(
                    kinds[self.describe(subject).kind], kinds[self.describe(target).kind]
                ):
                    return subject, target
        return None

    def _add(self, name: str, id: str, via: str, *, attributive: bool = False, yields: bool = False) -> None:
        """Adds a name; one that `yields` stands back where the words already name something."""
        words = _words_of(name)
        if not words:
            return
        names = self._bucket(words)
        same = [
            known
            for known in names
            if len(known.words) == len(words) and all(a.text == b.text for a, b in zip(known.words, words, strict=True))
        ]
        if any(known.id == id for known in same) or (yields and same):
            return
        names.append(_Name(words, id, attributive, via))

    def _derive(self, described: Entity, lexicon: Lexicon) -> None:
        for name in dict.fromkeys((described.name, *described.aliases)):
            words = [word for word in name.split() if word]
            capitals = [word for word in words if word[0].isupper()]
            if described.kind == "person" and len(words) > 1 and words[-1][0].isupper() | words[-1].startswith("al-"):
                self._add(words[-1], described.id, "surname", yields=True)
                if words[-1].startswith(("al-", "Al-")):
                    self._add(words[-1][3:], described.id, "surname", yields=True)
            elif described.kind == "place" and len(words) > 1 and words[-1].lower() in _PLACE_WORDS:
                self._add(" ".join(words[:-1]), described.id, "short name", yields=True)
            elif (
                len(capitals) > (1 if described.kind == "international organisation" else 2)
                and described.kind != "place"
            ):
                self._add("".join(word[0] for word in capitals), described.id, "acronym", yields=True)
            last = words[-1] if words else ""
            plural = len(last) > 4 and last.endswith("s") and not last.endswith(("ss", "us", "is"))
            if plural and described.kind in ("armed group", "collective") and len(words) == 1:
                self._add(last[:-1], described.id, "adjective", attributive=True, yields=True)

    def _states(self, states: Iterable[State]) -> set[str]:
        """Adds adjectives and capitals of the states that the context knows; returns the names of those states."""
        found = set()
        by_name = {name: known for known in self.entities.values() if known.kind == "state" for name in known.names}
        for state in states:
            names = (state.name, *state.aliases)
            known = next((by_name[name] for name in names if name in by_name), None)
            if known is not None:
                found.add(state.name)
                self._state(state, known.id)
        return found

    def _state(self, state: State, id: str) -> None:
        for name in (state.name, *state.aliases):
            self._add(name, id, "name", yields=True)
        for adjective in state.adjectives:
            self._drop_plain(adjective, id)
            self._add(adjective, id, "adjective", attributive=True, yields=True)
        self._add(state.capital, id, "capital", yields=True)

    def _drop_plain(self, adjective: str, id: str) -> None:
        """An adjective that a file lists among the names of its state qualifies all the same."""
        names = self._names.get(adjective.lower(), [])
        names[:] = [known for known in names if not (known.id == id and len(known.words) == 1)]

    def _newcomer(self, state: State) -> None:
        id = slug(state.name)
        if id in self.entities:
            return
        capital = [
            name for name in self._bucket(_words_of(state.capital)) if len(name.words) == len(_words_of(state.capital))
        ]
        ruling = [name.id for name in capital if self.entities[name.id].kind == "government" and name.via == "name"]
        if ruling:
            self._state(state, ruling[0])
            return
        self.newcomers[id] = _state_entity(state.name)
        self._state(state, id)

    def add_newcomer(self, described: Entity) -> None:
        """Adds an actor that the gazetteer lacks, under its name."""
        self.newcomers[described.id] = described
        self._add(described.name, described.id, "new", yields=True)
        if described.kind == "person":
            self._add(described.name.split()[-1], described.id, "surname", yields=True)
        self._sort()


@lru_cache(maxsize=16_384)
def _words_of(name: str) -> tuple[Token, ...]:
    """The words of a name, without brackets and without the article of a proper name."""
    words = [word for word in tokens(name, 0, len(name)) if word.low not in ("(", ")")]
    if len(words) > 1 and words[0].low in _ARTICLES and words[1].text[0].isupper():
        words = words[1:]
    return () if all(word.low in _ARTICLES for word in words) else tuple(words)


@lru_cache(maxsize=512)
def _state_entity(name: str) -> Entity:
    return entity(id=slug(name), name=name, kind="state")


def _is_adjective(form: str, name: str) -> bool:
    """Whether a form of a state's name is its adjective: "Bordurian" of "Borduria"."""
    return form != name and " " not in form and form[:3] == name[:3] and form.endswith(("an", "ish", "ese", "i", "ic"))


def _with_brackets(mentions: list[Mention], found: Sequence[Token]) -> list[Mention]:
    """A name and its short form in brackets as one mention: "Syrian Observatory for Human Rights (SOHR)"."""
    merged: list[Mention] = []
    for mention in mentions:
        before = merged[-1] if merged else None
        if (
            before is not None
            and mention.first == before.last + 1
            and found[before.last].low == "("
            and mention.last < len(found)
            and found[mention.last].low == ")"
            and set(mention.ids) & set(before.ids)
        ):
            merged[-1] = Mention(before.first, mention.last + 1, before.ids, False, before.via)
        else:
            merged.append(mention)
    return merged


def slug(name: str) -> str:
    """An entity id from a name.

    >>> slug("United Arab Emirates"), slug("N'Djamena")
    ('united-arab-emirates', 'n-djamena')
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "unnamed"
