"""Questions that the policy of ties answers: one function a shape, found by the name that the question's file gives.

A shape reads ties, never claims, so that time, roll-up and lens decide here as everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.diff import Difference, difference
from kg.interval import Interval
from kg.lens import Evidence, Lens
from kg.model import Entity
from kg.questions.answer import Cell
from kg.questions.header import Question
from kg.questions.neighbourhood import Neighbourhood
from kg.ties import Tie, Ties

__all__ = ["SHAPES", "Found", "Matter"]


@dataclass(frozen=True, slots=True)
class Found:
    """One row before its proof is fetched: cells, and the ids of the claims."""

    cells: Mapping[str, Cell]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Matter:
    """What a shape answers from: a question with the values asked for, the lens, and the evidence near them."""

    question: Question
    values: Mapping[str, Entity]
    days: Mapping[str, str]
    lens: Lens
    near: Neighbourhood

    def evidence(self, *keys: str | None) -> Evidence:
        """What bears on these entities; everything where none is named."""
        named = [key for key in keys if key is not None]
        return self.near.around(*named) if named else self.near.evidence

    def ties(self, *keys: str | None) -> tuple[Tie, ...]:
        """The ties that one of these entities is an end of; all where none is named."""
        named = {key for key in keys if key is not None}
        found = Ties(self.evidence(*named), self.lens).all()
        return tuple(tie for tie in found if not named or named & {tie.subject, tie.object})

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
    """Ties of the statuses that the file names, from and to whom the parameters say."""
    options = matter.question.options
    subject, object = matter.key("who"), matter.key("whom")
    for tie in matter.ties(subject, object):
        fits = subject in (None, tie.subject) and object in (None, tie.object)
        if "inherited" in options:
            fits = fits and bool(tie.inherited_via)
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
    ties = matter.ties()
    backed: dict[str, list[Tie]] = {}
    for tie in ties:
        if matter.supports(tie):
            backed.setdefault(tie.subject, []).append(tie)
    against = {(tie.subject, tie.object): tie for tie in ties if matter.opposes(tie)}
    asked = matter.key("who")
    for who, supported in backed.items():
        for one in supported:
            for other in supported:
                pair = (one.object, other.object)
                quarrel = against.get(pair) or against.get(pair[::-1])
                if one.object < other.object and quarrel and asked in (None, who) and who not in pair:
                    cells = {"who": matter.entity(who), "one": matter.entity(pair[0]), "other": matter.entity(pair[1])}
                    yield Found(cells, (*one.claims, *other.claims, *quarrel.claims))


def two_steps(matter: Matter) -> Iterator[Found]:
    """Who supports a supporter: support in two steps, an inference and weak."""
    whom = matter.values["whom"].key
    first = [tie for tie in matter.ties(whom) if tie.object == whom and matter.supports(tie)]
    direct = {tie.subject for tie in first}
    for tie in first:
        for behind in matter.ties(tie.subject):
            if behind.object == tie.subject and matter.supports(behind) and behind.subject not in (whom, *direct):
                cells = {"who": matter.entity(behind.subject), "through": matter.entity(tie.subject)}
                yield Found(cells, (*behind.claims, *tie.claims))


def shared_opponents(matter: Matter) -> Iterator[Found]:
    """Who opposes the same; that makes no alliance."""
    who = matter.values["who"].key
    for tie in matter.ties(who):
        if tie.subject == who and matter.opposes(tie):
            for other in matter.ties(tie.object):
                if other.object == tie.object and other.subject != who and matter.opposes(other):
                    cells = {"other": matter.entity(other.subject), "opponent": matter.entity(tie.object)}
                    yield Found(cells, (*tie.claims, *other.claims))


def partial_mediators(matter: Matter) -> Iterator[Found]:
    """Who mediates and yet supports somebody."""
    ties = matter.ties()
    for mediation in ties:
        if mediation.status == "mediation":
            for tie in ties:
                if tie.subject == mediation.subject and matter.supports(tie):
                    cells = {
                        "who": matter.entity(tie.subject),
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
