"""Which claims count: one value, applied in one place, the same for every command and call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from kg.interval import Duration, Interval
from kg.model import Background, Claim, Dispute, Entity, Figure, Item
from kg.vocabulary import Relation, Vocabulary, vocabulary

__all__ = ["LEVELS", "Evidence", "Lens", "Link", "organ_links", "tellers"]

LEVELS = ("named", "organisation", "state")


@dataclass(frozen=True)
class Evidence:
    """Everything that may count: claims whose ends are entity keys, with the entities and what is known beside.

    `disputes` name claims by their ids; an end that stands in no loaded document keeps the words of its file.
    """

    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    background: tuple[Background, ...] = ()
    words: Vocabulary = field(default_factory=vocabulary)
    reliabilities: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def accepted(self) -> tuple[Claim, ...]:
        """The claims that were accepted, by id."""
        return tuple(sorted((claim for claim in self.claims if claim.review == "accepted"), key=lambda claim: claim.id))

    @property
    def items(self) -> tuple[Item, ...]:
        """Claims and figures together."""
        return (*self.claims, *self.figures)

    def relation(self, claim: Claim | Background) -> Relation:
        """The relation of a claim."""
        return self.words.relations[claim.relation]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One step along which a stance passes: from who gives it to who inherits it, and what says so."""

    giver: str
    heir: str
    relation: str
    step: str
    collective: bool
    claim: str | None = field(default=None, compare=True)

    @property
    def key(self) -> tuple[str, str, str]:
        """What the link says, whoever says it."""
        return self.giver, self.heir, self.relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """Which claims count, for a question.

    `at` is the time asked about, `known_by` the day up to which codings were recorded, `as_told_by` and `without` keys
    of entities whose words alone, or whose words not, count; `without_sources` ids of documents. `level` says how far
    stances are rolled up, `persist` overrides the persistence of every relation, `uncertain` asks lists for ties that
    may hold only. `reliability` (A to F) and `credibility` (1 to 6) ask for Admiralty grades at least as good; the two
    are never made one number.
    """

    at: Interval | None = None
    known_by: date | None = None
    as_told_by: str | None = None
    without: tuple[str, ...] = ()
    without_sources: tuple[str, ...] = ()
    relation: str | None = None
    min_origins: int = 0
    level: str = "organisation"
    persist: Duration | None = None
    uncertain: bool = False
    reliability: str | None = None
    credibility: int | None = None

    @property
    def of_everyone(self) -> Lens:
        """The same lens with nobody's words and no document left out."""
        return replace(self, as_told_by=None, without=(), without_sources=(), reliability=None, credibility=None)

    def claims(self, evidence: Evidence) -> tuple[Claim, ...]:
        """The accepted claims that count, whatever the time; claimed structure is picked like the rest."""
        told = tellers(self.as_told_by, evidence) if self.as_told_by else None
        dropped = frozenset(key for one in self.without for key in tellers(one, evidence))
        return tuple(claim for claim in evidence.accepted if self._counts(claim, told, dropped, evidence.reliabilities))

    def _counts(
        self,
        item: Item,
        told: frozenset[str] | None,
        dropped: frozenset[str],
        reliabilities: Mapping[str, str],
    ) -> bool:
        if item.document in self.without_sources or dropped & {item.claimer, *item.relayed_by}:
            return False
        return (told is None or item.claimer in told) and self._well_graded(item, reliabilities)

    def _well_graded(self, item: Item, reliabilities: Mapping[str, str]) -> bool:
        """Whether source and claim have the grades that are asked for, or better ones; what is not graded has none."""
        if self.reliability is not None and not reliabilities.get(item.document, "Z") <= self.reliability:
            return False
        grade = getattr(item, "credibility", None)
        return self.credibility is None or (grade is not None and grade <= self.credibility)

    def figures(self, evidence: Evidence) -> tuple[Figure, ...]:
        """The accepted figures that count."""
        told = tellers(self.as_told_by, evidence) if self.as_told_by else None
        dropped = frozenset(key for one in self.without for key in tellers(one, evidence))
        accepted = (figure for figure in evidence.figures if figure.review == "accepted")
        return tuple(figure for figure in accepted if self._counts(figure, told, dropped, evidence.reliabilities))

    def admits(self, relation: Relation) -> bool:
        """Whether claims of a relation make ties: all, or those at or below the one asked for, or of its family."""
        return self.relation is None or self.relation in relation.above or self.relation == relation.family

    def holds(self, claim: Claim, ends: Iterable[Claim], relation: Relation) -> str | None:
        """How a claim stands at the time asked: stated, carried, uncertain or not at all; `stated` where none is asked.

        `ends` are the claims that report an end of the same relation between the same two (`docs/ties.md`).
        """
        if self.at is None:
            return "stated"
        first, last = self.at.first, self.at.last
        bounds = claim.bounds
        for end in ends:
            over = end.bounds.latest_end
            began = bounds.earliest_start
            if over is not None and (began is None or over >= began) and first > over:
                return None
        if bounds.certain(first, last):
            return "stated"
        if bounds.latest_end is not None and last > bounds.latest_end and self._carries(bounds.carries, relation):
            persistence = self.persist or relation.persistence
            if persistence is None or first <= persistence.after(bounds.latest_end):
                return "carried"
        return "uncertain" if bounds.possible(first, last) else None

    @staticmethod
    def _carries(open_ended: bool, relation: Relation) -> bool:
        return open_ended or not relation.can_end

    def alive(self, entity: Entity | None) -> bool:
        """Whether an entity exists at the time asked; from the last day of its existence on it is gone."""
        if self.at is None or entity is None or entity.existed is None:
            return True
        return self.at.last >= entity.existed.first and self.at.first < entity.existed.last

    def background_holds(self, link: Background) -> bool:
        """Whether a background link holds on some day of the time asked."""
        if self.at is None or link.valid is None:
            return True
        return self.at.last >= link.valid.first and self.at.first <= link.valid.last


def organ_links(evidence: Evidence, claims: Iterable[Claim]) -> Iterator[Link]:
    """The links along which stances pass that some claims assert, and those of the background."""
    for claim in claims:
        if claim.status == "asserted" and claim.object is not None:
            yield from _links(claim, claim.id, evidence)
    for link in evidence.background:
        yield from _links(link, None, evidence)


def _links(said: Claim | Background, claim: str | None, evidence: Evidence) -> Iterator[Link]:
    subject, object_ = evidence.entities.get(said.subject), evidence.entities.get(said.object or "")
    if subject is None or object_ is None:
        return
    kinds = evidence.words.kinds
    for step in evidence.relation(said).steps:
        if step.allows(kinds[subject.kind], kinds[object_.kind]):
            upward = step.heir == "object"
            giver, heir = (subject.key, object_.key) if upward else (object_.key, subject.key)
            yield Link(giver, heir, said.relation, step.name, not upward, claim)


def tellers(key: str, evidence: Evidence) -> frozenset[str]:
    """Who tells for an entity: itself, its organs, and who leads or speaks for it, read from the whole graph."""
    givers: defaultdict[str, set[str]] = defaultdict(set)
    for link in organ_links(evidence, evidence.accepted):
        if not link.collective:
            givers[link.heir].add(link.giver)
    found, queue = {key}, [key]
    while queue:
        new = givers[queue.pop()] - found
        found |= new
        queue.extend(new)
    return frozenset(found)
