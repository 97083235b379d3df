"""Questions that the policy of ties answers: one function a shape, found by the name that the question's file gives.

A shape reads ties, never claims, so that time, roll-up and lens decide here as everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from types import MappingProxyType

from kg.diff import Difference, difference
from kg.interval import Interval
from kg.lens import Evidence, Lens
from kg.model import Entity
from kg.questions.answer import Cell
from kg.questions.header import Question
from kg.questions.neighbourhood import Neighbourhood
from kg.ties import Tie, Ties

__all__ = [
    "SHAPES",
    "Found",
    "Matter",
    "Table",
    "both_sides",
    "changes",
    "pairs",
    "partial_mediators",
    "rests_on",
    "shared_opponents",
    "silence",
    "two_steps",
]


@dataclass(frozen=True, slots=True)
class Found:
    """One row before its proof is fetched: cells, and the ids of the claims."""

    cells: Mapping[str, Cell]
    claims: tuple[str, ...]


class Table:
    """All ties under a lens, found by either end."""

    def __init__(self, ties: Ties) -> None:
        self.ties = ties.all()
        self._of: dict[str, list[Tie]] = {}
        self._towards: dict[str, list[Tie]] = {}
        self._pairs: dict[tuple[str, str], Tie] = {}
        for tie in self.ties:
            self._of.setdefault(tie.subject, []).append(tie)
            self._towards.setdefault(tie.object, []).append(tie)
            self._pairs[tie.subject, tie.object] = tie

    @property
    def subjects(self) -> Iterable[str]:
        """Everybody from whom a tie leads."""
        return self._of

    def of(self, key: str) -> Iterable[Tie]:
        """The ties that lead from an entity."""
        return self._of.get(key, ())

    def towards(self, key: str) -> Iterable[Tie]:
        """The ties that lead to an entity."""
        return self._towards.get(key, ())

    def between(self, one: str, other: str) -> Iterable[Tie]:
        """The ties of two, either way."""
        return (self._pairs[pair] for pair in ((one, other), (other, one)) if pair in self._pairs)


@dataclass(frozen=True)
class Matter:
    """What a shape answers from: a question with the values asked for, the lens, and the evidence near them.

    `table` gives all ties, for shapes that go from one tie to the next; it is made once a lens.
    """

    question: Question
    values: Mapping[str, Entity]
    days: Mapping[str, str]
    lens: Lens
    near: Neighbourhood
    table: Callable[[], Table]

    def evidence(self, *keys: str | None) -> Evidence:
        """What bears on these entities; everything where none is named."""
        named = [key for key in keys if key is not None]
        return self.near.around(named, self.lens) if named else self.near.evidence

    def ties(self, *keys: str | None) -> tuple[Tie, ...]:
        """The ties that one of these entities is an end of; all where none is named."""
        named = {key for key in keys if key is not None}
        if not named:
            return self.table().ties
        found = Ties(self.evidence(*named), self.lens).all()
        return tuple(tie for tie in found if named & {tie.subject, tie.object})

    def key(self, name: str) -> str | None:
        """The key of an entity asked about, None where any will do."""
        return self.values[name].key if name in self.values else None

    def entity(self, key: str) -> Cell:
        """The entity of a key."""
        return self.near.evidence.entities.get(key, key)

    def entities(self, keys: Iterable[str]) -> str:
        """Several entities in one cell, by name."""
        known = self.near.evidence.entities
        return ", ".join(known[key].name if key in known else key for key in keys)

    def told(self, tie: Tie) -> dict[str, Cell]:
        """What a row says of a tie."""
        return {
            "who": self.entity(tie.subject),
            "whom": self.entity(tie.object),
            "status": tie.status,
            "origins": tie.origins,
            "against": tie.against,
            "holds": tie.holds,
            "relations": ", ".join(tie.relations),
            "via": self.entities(tie.inherited_via),
            "beside": tie.beside,
            "between": self.entities(tie.between),
            "last_evidence": tie.last_evidence,
        }

    def supports(self, tie: Tie) -> bool:
        """Whether a tie is support, alone or beside opposition."""
        return tie.status in ("support", "mixed")

    def opposes(self, tie: Tie) -> bool:
        """Whether a tie is opposition, alone or beside support."""
        return tie.status in ("opposition", "mixed")


def pairs(matter: Matter) -> Iterator[Found]:
    """Ties of the statuses that the file names, between the parameters `who` and `whom` or those it names for them."""
    options = matter.question.options
    subject = matter.key(options.get("subject", ("who",))[0])
    object = matter.key(options.get("object", ("whom",))[0])
    for tie in matter.ties(subject, object):
        fits = subject in (None, tie.subject) and object in (None, tie.object)
        fits = fits and ("inherited" not in options or bool(tie.inherited_via))
        fits = fits and str(tie.origins) in options.get("origins", (str(tie.origins),))
        if fits and tie.status in options.get("status", (tie.status,)):
            yield Found(matter.told(tie), tie.claims)


def silence(matter: Matter) -> Iterator[Found]:
    """For each other actor: no evidence, declared neutrality or a denial, which are three things and not one."""
    entities = matter.near.evidence.entities
    subject = matter.values["who"].key
    ties = Ties(matter.evidence(subject), matter.lens)
    for key in sorted(matter.near.named - {subject}):
        if key in entities and matter.near.evidence.words.kinds[entities[key].kind].is_actor:
            tie = ties.tie(subject, key)
            if tie.status in ("none", "neutral", "denied"):
                status = "no evidence" if tie.status == "none" else tie.status
                yield Found({**matter.told(tie), "status": status}, tie.claims)


def both_sides(matter: Matter) -> Iterator[Found]:
    """Who supports two that oppose one another."""
    table = matter.table()
    asked = matter.key("who")
    for who in table.subjects if asked is None else [asked]:
        backed = {tie.object: tie for tie in table.of(who) if matter.supports(tie)}
        for one, other in combinations(sorted(backed), 2):
            quarrel = next((t for t in table.between(one, other) if matter.opposes(t)), None)
            if quarrel is not None:
                cells = {"who": matter.entity(who), "one": matter.entity(one), "other": matter.entity(other)}
                yield Found(cells, (*backed[one].claims, *backed[other].claims, *quarrel.claims))


def two_steps(matter: Matter) -> Iterator[Found]:
    """Who supports a supporter: support in two steps, an inference and weak."""
    table = matter.table()
    whom = matter.values["whom"].key
    first = [tie for tie in table.towards(whom) if matter.supports(tie)]
    direct = {tie.subject for tie in first}
    for tie in first:
        for behind in table.towards(tie.subject):
            if matter.supports(behind) and behind.subject not in (whom, *direct):
                cells = {"who": matter.entity(behind.subject), "through": matter.entity(tie.subject)}
                yield Found(cells, (*behind.claims, *tie.claims))


def shared_opponents(matter: Matter) -> Iterator[Found]:
    """Who opposes the same; that makes no alliance."""
    table = matter.table()
    who = matter.values["who"].key
    for tie in table.of(who):
        if matter.opposes(tie):
            for other in table.towards(tie.object):
                if other.subject != who and matter.opposes(other):
                    cells = {"other": matter.entity(other.subject), "opponent": matter.entity(tie.object)}
                    yield Found(cells, (*tie.claims, *other.claims))


def partial_mediators(matter: Matter) -> Iterator[Found]:
    """Who mediates and yet supports somebody."""
    table = matter.table()
    asked = matter.key("who")
    for who in table.subjects if asked is None else [asked]:
        for mediation in (tie for tie in table.of(who) if tie.status == "mediation"):
            for tie in (tie for tie in table.of(who) if matter.supports(tie)):
                cells = {
                    "who": matter.entity(who),
                    "agreement": matter.entity(mediation.object),
                    "side": matter.entity(tie.object),
                }
                yield Found(cells, (*mediation.claims, *tie.claims))


def changes(matter: Matter) -> Iterator[Found]:
    """What differs between the ties on two days."""
    who = matter.key("who")
    evidence = matter.evidence(who)
    sides = [Ties(evidence, _at(matter.lens, matter.days[name])) for name in ("since", "until")]
    yield from _changed(matter, difference(*sides), who)


def rests_on(matter: Matter) -> Iterator[Found]:
    """What is lost or differs once a teller's words do not count."""
    teller = matter.values["teller"].key
    sides = [Ties(matter.near.evidence, lens) for lens in (matter.lens, _without(matter.lens, teller))]
    yield from _changed(matter, difference(*sides), None)


def _changed(matter: Matter, found: Difference, who: str | None) -> Iterator[Found]:
    for change in found.headlines:
        if who in (None, change.subject, change.object):
            cells: dict[str, Cell] = {
                "change": change.kind,
                "who": matter.entity(change.subject),
                "whom": matter.entity(change.object),
                "before": change.before.status if change.before else "none",
                "after": change.after.status if change.after else "none",
                "why": change.why,
            }
            yield Found(cells, tuple(item.id for item in (*change.said_before, *change.said_after)))


def _at(lens: Lens, day: str) -> Lens:

    return replace(lens, at=Interval(day))


def _without(lens: Lens, teller: str) -> Lens:

    return replace(lens, without=(*lens.without, teller))


SHAPES: Mapping[str, Callable[[Matter], Iterator[Found]]] = MappingProxyType(
    {
        "pairs": pairs,
        "silence": silence,
        "both-sides": both_sides,
        "two-steps": two_steps,
        "shared-opponents": shared_opponents,
        "partial-mediators": partial_mediators,
        "changes": changes,
        "rests-on": rests_on,
    }
)
