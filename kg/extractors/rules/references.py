"""What names, pronouns and descriptions point to, sentence after sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extractors.rules.gazetteer import Gazetteer, Mention
from kg.extractors.rules.lexicon import Lexicon
from kg.extractors.rules.tokens import Token
from kg.extractors.rules.units import Unit
from kg.model import Quote

__all__ = ["Discourse", "Ref"]


@dataclass(frozen=True, slots=True)
class Ref:
    """An end of a claim: the entities that some words may mean, where they stand, and how that was found.

    `named` is the name that a pronoun or description points to. `person` speaks or acts for the entity.
    """

    ids: tuple[str, ...]
    first: int
    last: int
    via: str
    named: Quote | None = None
    person: str | None = None

    @property
    def id(self) -> str:
        """The first entity that it may mean."""
        return self.ids[0]


@dataclass(frozen=True, slots=True)
class _Past:
    ids: tuple[str, ...]
    quote: Quote
    subject: bool
    sentence: int
    at: int
    via: str


_OWN = ("we", "our", "us")
_SINGULAR = ("it", "its")
_PLURAL = ("they", "their", "them")
_PERSONAL = ("he", "she", "him", "his", "her")
_REMEMBERED = 60
_PERSONS = frozenset(("person",))
_CROWDS = frozenset(("collective", "armed group", "armed force", "coalition", "organisation"))
_BODIES = frozenset(
    (
        "state",
        "government",
        "armed force",
        "armed group",
        "coalition",
        "international organisation",
        "organisation",
        "news agency",
        "monitor",
    )
)
_INDEPENDENT = frozenset(
    """
    rebel rebels insurgents jihadists militants militant militia militias guerrillas guerrilla terrorists extremists
    faction group movement party organisation organization
    """.split()
)
_ALLIES = frozenset("ally allies partner partners backers sponsors".split())


@dataclass(slots=True)
class Discourse:
    """What a document has named so far, and which person acts for which body."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    text: str
    bodies: dict[str, str] = field(default_factory=dict)
    past: list[_Past] = field(default_factory=list)
    sentence: int = 0
    doer: Ref | None = None
    speaker: Ref | None = None
    inside: dict[tuple[str, ...], list[Mention]] = field(default_factory=dict)

    def knows(self, id: str) -> bool:
        """Whether the gazetteer describes an entity."""
        return id in self.gazetteer.entities or id in self.gazetteer.newcomers

    def kind(self, id: str) -> str:
        """The kind of an entity, as the gazetteer has it."""
        return self.gazetteer.describe(id).kind

    def begin(self, found: Sequence[Token], units: Sequence[Unit]) -> None:
        """Remembers what a sentence names; pronouns in it look back from where they stand."""
        self.sentence += 1
        for at, unit in enumerate(units):
            if unit.kind != "NP":
                continue
            for mention in unit.mentions:
                first, last = found[mention.first], found[mention.last - 1]
                quote = Quote(self.text[first.start : last.end], first.start, last.end)
                follows = at + 1 < len(units) and units[at + 1].kind in ("VG", "COMMA") and not unit.owns
                after_preposition = at > 0 and units[at - 1].kind == "PREP"
                if mention.last < unit.last or mention.attributive:
                    continue
                self.past.append(
                    _Past(
                        mention.ids, quote, follows and not after_preposition, self.sentence, first.start, mention.via
                    )
                )
        del self.past[:-_REMEMBERED]

    # ------------------------------------------------------------ phrases

    def of_phrase(self, np: Unit, found: Sequence[Token], *, role: str = "actor") -> Ref | None:
        """What a noun phrase means: its own name, the body whose men it names, or what it describes."""
        if np.mentions:
            last = np.mentions[-1]
            if last.last == np.last and not last.attributive:
                return self._choose(last, np, role)
            if last.last == np.last and last.via == "adjective":
                return None
        lists = self.lexicon.lists
        head = np.head.rstrip("'")
        if head in lists["agents"]:
            for mention in reversed(np.mentions):
                if head in _INDEPENDENT and self.kind(mention.ids[0]) in ("state", "government"):
                    return None
                if self._may_own(mention):
                    return Ref(self._actors(mention.ids), np.first, np.last, f"{head} of", None)
            possessed = np.owner is not None or np.words[0] in lists["possessives"]
            if possessed and (owner := self.owner(np, found)):
                return replace(self.official(owner), last=np.last, via=f"{head} of {owner.via}", person=None)
        if head in _ALLIES and np.mentions and (np.owner is not None or np.words[0] in lists["possessives"]):
            return Ref(self._actors(np.mentions[-1].ids), np.first, np.last, f"{head} of", None)
        if (
            head in self.lexicon.descriptions
            and np.words[0] in ("the", "this", "that", "these", "those", "latter", "same")
            and not np.mentions
        ):
            return self._described(np, found, self.lexicon.descriptions[head])
        return None

    def owner(self, np: Unit, found: Sequence[Token]) -> Ref | None:
        """Whom a phrase belongs to: "Iran's …", "its …"."""
        if np.owner is not None:
            return self.of_phrase(np.owner, found)
        if np.words and np.words[0] in self.lexicon.lists["possessives"]:
            return self.pronoun(np.words[0], np.first, found)
        return None

    def modifier(self, np: Unit) -> list[Ref]:
        """The actors that qualify a phrase: "Russian" in "Russian air strikes", "HTS" in "the HTS offensive"."""
        return [
            Ref(self._actors(mention.ids), mention.first, mention.last, mention.via)
            for mention in np.mentions
            if (mention.last < np.last or mention.attributive) and self._may_own(mention)
        ]

    def _may_own(self, mention: Mention) -> bool:
        return any(self.kind(id) not in ("place", "event", "conflict", "agreement", "talks") for id in mention.ids)

    def _actors(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if self.kind(id) not in ("place", "event", "conflict", "agreement", "talks"))

    def _choose(self, mention: Mention, np: Unit, role: str) -> Ref:
        """Of several entities with one name the one whose kind suits the role."""
        ids = sorted(mention.ids, key=lambda id: (self.kind(id) == "place") != (role == "place"))
        return Ref(tuple(ids), np.first if not np.owner else mention.first, np.last, mention.via)

    def official(self, ref: Ref) -> Ref:
        """The body for which a person speaks or acts, the person kept beside it."""
        body = self.bodies.get(ref.id)
        return replace(ref, ids=(body,), person=ref.id) if body else ref

    # ------------------------------------------------------------ looking back

    def pronoun(self, low: str, at: int, found: Sequence[Token], *, other_than: Sequence[str] = ()) -> Ref | None:
        """What a pronoun points to: a subject of the same sentence, else of an earlier one.

        An object, for which the subjects are given, is not one of them again.
        """
        ref = self._pronoun(low, at, found, frozenset(other_than))
        if ref is not None and ref.named is not None and not other_than and low not in _OWN:
            self.past.append(_Past(ref.ids, ref.named, True, self.sentence, found[at].start, "pronoun"))
        return ref

    def _pronoun(self, low: str, at: int, found: Sequence[Token], barred: frozenset[str]) -> Ref | None:
        place = found[at].start
        if low in _OWN and self.speaker is not None:
            return replace(self.speaker, first=at, last=at + 1, via="pronoun")
        if low in _PERSONAL:
            return self._back(at, place, _PERSONS, barred)
        if low in _SINGULAR:
            return self._back(at, place, _BODIES, barred)
        if low in _PLURAL:
            return self._back(at, place, _CROWDS, barred)
        return None

    def _described(self, np: Unit, found: Sequence[Token], kinds: tuple[str, ...]) -> Ref | None:
        ref = self._back(np.first, found[np.first].start, frozenset(kinds), frozenset(), subjects_first=False)
        return replace(ref, last=np.last, via="description") if ref else None

    def _back(
        self, at: int, place: int, kinds: frozenset[str], barred: frozenset[str], *, subjects_first: bool = True
    ) -> Ref | None:
        """The latest fitting mention: a subject of this sentence, else the first subject of the nearest earlier one."""
        fitting = [
            p
            for p in self.past
            if p.at < place
            and self.sentence - p.sentence <= 3
            and p.via != "adjective"
            and any(self.kind(id) in kinds and id not in barred for id in p.ids)
        ]
        if not fitting:
            return None
        chosen = fitting[-1]
        if subjects_first and not barred:
            here = [p for p in fitting if p.sentence == self.sentence and p.subject]
            earlier = [p for p in fitting if p.sentence < self.sentence]
            latest = max((p.sentence for p in earlier), default=0)
            before = [p for p in earlier if p.sentence == latest]
            chosen = here[-1] if here else next((p for p in before if p.subject), before[0] if before else fitting[-1])
        ids = tuple(id for id in chosen.ids if self.kind(id) in kinds and id not in barred)
        return Ref(ids, at, at + 1, "pronoun", chosen.quote)
