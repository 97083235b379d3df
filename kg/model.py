"""What the graph is made of: frozen values that know nothing of files, triples or pictures."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kg.interval import Bounds, Interval
from kg.vocabulary import Vocabulary, vocabulary

__all__ = [
    "Actor",
    "Background",
    "Claim",
    "Coder",
    "Coding",
    "Dispute",
    "Entity",
    "Figure",
    "Item",
    "Quote",
    "Source",
    "entity",
    "entity_key",
    "identified",
]


@dataclass(frozen=True, slots=True)
class Quote:
    """A run of words in a source: `text[start:end] == exact`, in Unicode code points, end exclusive."""

    exact: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Anything that a claim can name: an actor, a place, an agreement, an event.

    `document` is None for a global entity of `ontology/actors.ttl`, else the document whose file describes it.
    `labels` are names by language, `aliases` further names, `mentions` forms that mean it in this document only.
    """

    id: str
    name: str
    kind: str
    document: str | None = None
    labels: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    anonymous: bool = False
    existed: Interval | None = None

    @property
    def key(self) -> str:
        """What tells it from every other entity of a graph."""
        return entity_key(self.id, self.document)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which it is addressed; mentions are none."""
        return tuple(dict.fromkeys((self.name, *(text for _, text in self.labels), *self.aliases)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Entity):
    """An entity that can ally: a state, a force, a group, an organisation, a person, a collective."""


def entity(*, words: Vocabulary | None = None, **fields: Any) -> Entity:
    """An Actor where the kind is one of actors, else an Entity."""
    kind = (words or vocabulary()).kind(fields["kind"])
    return Actor(**fields) if kind.is_actor else Entity(**fields)


def entity_key(id: str, document: str | None) -> str:
    """The key of an entity: its id where it is global, `document#id` where it is local to a file."""
    return id if document is None else f"{document}#{id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document: its text, who narrates it, who printed it, and when; `reliability` is its Admiralty grade, A to F."""

    document: str
    filename: str
    text: str
    publisher: str
    published: date
    outlet: str | None = None
    title: str = ""
    url: str = ""
    author: str = ""
    language: str = ""
    retrieved: date | None = None
    rights: str = ""
    reliability: str = ""

    @property
    def sha256(self) -> str:
        """The fingerprint of the text, in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Coder:
    """Who read a document: a person or a program."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One teller saying, in one quote, that a relation holds, did hold or does not hold.

    Ends, claimer and relays are entity ids as the file writes them. `file_id` is the claim's id in its file; `id` is
    given by `Coding.identified` and tells the claim from every other one wherever it stands. `stated` is the day it was
    said. `proposal` keeps how a program came to it: the rule, the trigger, how each end was resolved.
    """

    document: str
    file_id: str
    subject: str
    relation: str
    object: str | None
    claimer: str
    exact: str
    start: int
    end: int
    stated: date
    status: str = "asserted"
    valid: Interval | None = None
    against: str | None = None
    between: tuple[str, ...] = ()
    relayed_by: tuple[str, ...] = ()
    place: str | None = None
    means: str = ""
    hedge: bool = False
    attribution: Quote | None = None
    refers: tuple[tuple[str, Quote], ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    credibility: int | None = None
    review: str = "accepted"
    waivers: tuple[tuple[str, str], ...] = ()
    proposal: tuple[tuple[str, str], ...] = ()
    id: str = ""

    def __str__(self) -> str:
        verb = self.relation if self.status == "asserted" else f"{self.relation} ({self.status})"
        return f"{self.claimer}: {self.subject} {verb} {self.object or '—'}"

    @property
    def bounds(self) -> Bounds:
        """When it holds, as far as its valid time and the day it was stated tell."""
        return self.valid.bounds(self.stated) if self.valid else Interval.undated(self.stated)

    @property
    def ends(self) -> tuple[str, ...]:
        """Every entity that the claim is about."""
        named = (self.subject, self.object, self.against, self.place, *self.between)
        return tuple(end for end in named if end is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A claimed number: how many were killed, wounded, displaced or captured, who says so, and about what."""

    document: str
    file_id: str
    measure: str
    value: int
    bound: str
    claimer: str
    exact: str
    start: int
    end: int
    stated: date
    about: str | None = None
    place: str | None = None
    by_whom: str | None = None
    relayed_by: tuple[str, ...] = ()
    status: str = "asserted"
    valid: Interval | None = None
    words: str = ""
    note: str = ""
    review: str = "accepted"
    waivers: tuple[tuple[str, str], ...] = ()
    id: str = ""

    @property
    def bounds(self) -> Bounds:
        """When it holds, as far as its valid time and the day it was stated tell."""
        return self.valid.bounds(self.stated) if self.valid else Interval.undated(self.stated)

    @property
    def ends(self) -> tuple[str, ...]:
        """Every entity that the figure is about."""
        return tuple(end for end in (self.about, self.place, self.by_whom) if end is not None)


Item = Claim | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two claims or figures that contradict one another, or stand in tension.

    `a` and `b` are ids as the file writes them: of this file, or `document#id` of another.
    """

    document: str
    a: str
    b: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """A link between global entities that no document has to claim: an organ and its body, with a source of its own."""

    subject: str
    relation: str
    object: str
    source: str
    valid: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One coder's reading of one version of one document."""

    source: Source
    coder: Coder
    recorded: date
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    @property
    def document(self) -> str:
        """The id of the document that is read."""
        return self.source.document

    @property
    def items(self) -> tuple[Item, ...]:
        """Claims and figures together."""
        return (*self.claims, *self.figures)

    def identified(self, words: Vocabulary | None = None) -> Coding:
        """The same coding with the id of every claim and figure filled in."""
        known = words or vocabulary()
        return replace(
            self,
            claims=tuple(replace(claim, id=_claim_id(claim, self.source.text, known)) for claim in self.claims),
            figures=tuple(replace(figure, id=_figure_id(figure, self.source.text)) for figure in self.figures),
        )


def identified(claim: Claim, source: Source) -> Claim:
    """A claim of a document with its id filled in."""
    return replace(claim, id=_claim_id(claim, source.text, vocabulary()))


def _claim_id(claim: Claim, text: str, words: Vocabulary) -> str:
    """The hash of what is said, by whom and where; an edit elsewhere in the text does not move it."""
    ends: list[str | None] = [claim.subject, claim.object]
    if claim.relation in words.relations and words.relations[claim.relation].symmetric:
        ends.sort(key=str)
    said = [claim.document, claim.relation, ends, sorted(claim.between), claim.claimer, claim.status, claim.exact]
    return _digest([*said, _occurrence(text, claim.exact, claim.start)])


def _figure_id(figure: Figure, text: str) -> str:
    said = [figure.document, figure.measure, figure.value, figure.bound, figure.claimer, figure.status, figure.exact]
    return _digest([*said, _occurrence(text, figure.exact, figure.start)])


def _occurrence(text: str, exact: str, start: int) -> int:
    """How many times the words stand in the text before the given place; overlapping ones count."""
    count, at = 0, text.find(exact) if exact else -1
    while 0 <= at < start:
        count, at = count + 1, text.find(exact, at + 1)
    return count


def _digest(said: list[Any]) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:20]
