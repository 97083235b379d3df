"""What rules start from: the direct ties and the parties that claims give, and who inherits from whom.

At no particular time, as shortcuts are; a tie that is denied, disputed or hedged gives no fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from rdflib import Literal

from kg.lens import Evidence, Lens, Link, organ_links
from kg.model import Claim
from kg.ties import Ties
from kg.vocabulary import AA

__all__ = ["CONCLUDED", "MEDIATES", "OPPOSES", "SUPPORTS", "Ground", "Proof", "Statement", "changed_facts", "grouped"]

Pair = tuple[str, str]
Statement = tuple[str, str, str]
Proof = tuple[frozenset[str], frozenset[Link]]

_SIGNED = {"support": "effectivelySupports", "opposition": "effectivelyOpposes"}
SUPPORTS, OPPOSES = _SIGNED.values()
MEDIATES = "mediatesFor"
CONCLUDED = {**_SIGNED, "between": MEDIATES}
_CLAIMED = {concluded: kind for kind, concluded in CONCLUDED.items()}


@dataclass(frozen=True)
class Ground:
    """What rules start from: direct ties and parties with the claims that give them, and who inherits from whom."""

    facts: Mapping[Statement, frozenset[str]] = field(default_factory=dict)
    heirs: Mapping[str, Mapping[str, tuple[Link, ...]]] = field(default_factory=dict)

    @cached_property
    def givers(self) -> Mapping[str, frozenset[str]]:
        """Of whom each heir inherits."""
        return grouped((heir, giver) for giver, heirs in self.heirs.items() for heir in heirs)

    @cached_property
    def objects(self) -> Mapping[Pair, frozenset[str]]:
        """The objects of facts by subject and kind."""
        return grouped(((subject, kind), object) for subject, kind, object in self.facts)

    @cached_property
    def subjects(self) -> Mapping[Pair, frozenset[str]]:
        """The subjects of facts by kind and object."""
        return grouped(((kind, object), subject) for subject, kind, object in self.facts)

    def inheriting(self, key: str) -> Mapping[str, tuple[Link, ...]]:
        """Who inherits what is said of an entity, itself first, with the links that lead there."""
        return self.heirs.get(key, {key: ()})

    def reached(self, fact: Statement) -> Iterator[Statement]:
        """The statements that a fact may take part in proving."""
        subject, kind, object = fact
        if kind == "party":
            for mediator in self.subjects.get(("mediation", subject), ()):
                yield from self.reached((mediator, "between", object))
        elif kind == "mediation":
            for party in self.objects.get((object, "party"), ()):
                yield from self.reached((subject, "between", party))
        else:
            ends = self.inheriting(object) if kind in _SIGNED else (object,)
            yield from ((s, CONCLUDED[kind], o) for s in self.inheriting(subject) for o in ends if s != o)

    def proofs(self, statement: Statement) -> Iterator[Proof]:
        """Every way in which roll-up or mediation proves a statement."""
        subject, concluded, object = statement
        kind = _CLAIMED[concluded]
        others = {object, *self.givers.get(object, ())} if kind in _SIGNED else {object}
        for giver in {subject, *self.givers.get(subject, ())}:
            way = self.inheriting(giver)[subject]
            for other in others:
                if claims := self.facts.get((giver, kind, other)):
                    yield _proof(claims, (*way, *(self.inheriting(other)[object] if kind in _SIGNED else ())))
            for agreement in self.objects.get((giver, "mediation"), ()) if concluded == MEDIATES else ():
                if parties := self.facts.get((agreement, "party", object)):
                    yield _proof(self.facts[giver, "mediation", agreement] | parties, way)

    @classmethod
    def after(cls, before: Ground, old: Evidence, new: Evidence) -> Ground:
        """The ground of new evidence: the facts of touched pairs anew, the others as they were before."""
        touched = _touched(old, new)
        about = {claim.id: _pair(claim) for claim in old.accepted}
        facts: defaultdict[Statement, frozenset[str]] = defaultdict(frozenset)
        for fact, claims in before.facts.items():
            if kept := frozenset(claim for claim in claims if about[claim] not in touched):
                facts[fact] = kept
        for fact, claims in _facts_of(new, touched):
            facts[fact] |= claims
        return cls(dict(facts), _inheritance(organ_links(new, new.accepted)))


def changed_facts(old: Ground, new: Ground) -> set[Statement]:
    """The facts that differ, and those at whose ends other entities inherit than before."""
    moved = {key for key in {*old.heirs, *new.heirs} if old.heirs.get(key) != new.heirs.get(key)}
    every = {*old.facts, *new.facts}
    return {fact for fact in every if old.facts.get(fact) != new.facts.get(fact) or moved & {fact[0], fact[2]}}


def _touched(old: Evidence, new: Evidence) -> frozenset[Pair]:
    """The pairs about which evidence differs: in a claim, in a dispute about one, or in what an end is."""
    ids = {claim.id for claim in set(old.claims) ^ set(new.claims)}
    ids |= {id for dispute in set(old.disputes) ^ set(new.disputes) for id in (dispute.a, dispute.b)}
    ids |= {id for d in (*old.disputes, *new.disputes) if ids & {d.a, d.b} for id in (d.a, d.b)}
    keys = {key for key in {*old.entities, *new.entities} if old.entities.get(key) != new.entities.get(key)}
    both = (*old.accepted, *new.accepted)
    return frozenset(_pair(claim) for claim in both if claim.id in ids or keys & {claim.subject, claim.object})


def _facts_of(evidence: Evidence, touched: frozenset[Pair]) -> Iterator[tuple[Statement, frozenset[str]]]:
    """The direct ties and the parties of some pairs, with the claims that give them."""
    disputed = {id for dispute in evidence.disputes for id in (dispute.a, dispute.b)}
    near = {claim.id: claim for claim in evidence.claims if _pair(claim) in touched or claim.id in disputed}
    ties = Ties(replace(evidence, claims=tuple(near.values())), Lens(level="named"))
    for tie in (ties.tie(*ends) for pair in touched for ends in {pair, pair[::-1]}):
        contrary = frozenset(tie.contrary)
        claims = frozenset(tie.claims) - contrary
        kinds = ("support", "opposition") if tie.status == "mixed" else (tie.status,)
        for kind, premises in zip(kinds, (claims, contrary), strict=False):
            if kind in (*_SIGNED, "mediation"):
                yield (tie.subject, kind, tie.object), premises
        for id in claims if tie.status == "mediation" else ():
            for party in near[id].between:
                yield (tie.subject, "between", party), frozenset({id})
    makers = {
        str(relation).rpartition("#")[2] for relation in evidence.words.graph.subjects(AA.makesParty, Literal(True))
    }
    for claim in near.values():
        counts = claim.review == "accepted" and claim.status == "asserted" and _pair(claim) in touched
        if counts and claim.relation in makers and claim.object is not None:
            yield (claim.object, "party", claim.subject), frozenset({claim.id})


def _inheritance(links: Iterable[Link]) -> dict[str, dict[str, tuple[Link, ...]]]:
    """Who inherits from each giver, itself first: one step from a collective at most, then organ steps, as ties do."""
    by_giver: defaultdict[str, set[Link]] = defaultdict(set)
    for link in links:
        by_giver[link.giver].add(link)
    found: dict[str, dict[str, tuple[Link, ...]]] = {}
    for key in by_giver:
        heirs: dict[str, tuple[Link, ...]] = {key: ()}
        queue = [key]
        while queue:
            giver = queue.pop(0)
            for link in sorted(by_giver.get(giver, ()), key=str):
                if link.heir not in heirs and (not link.collective or giver == key):
                    heirs[link.heir] = (*heirs[giver], link)
                    queue.append(link.heir)
        found[key] = heirs
    return found


def _pair(claim: Claim) -> Pair:
    first, second = sorted((claim.subject, claim.object or ""))
    return first, second


def grouped(pairs: Iterable[tuple[Any, str]]) -> dict[Any, frozenset[str]]:
    """The values of each key."""
    groups: defaultdict[Any, set[str]] = defaultdict(set)
    for key, value in pairs:
        groups[key].add(value)
    return {key: frozenset(values) for key, values in groups.items()}


def _proof(claims: frozenset[str], way: Iterable[Link]) -> Proof:
    links = frozenset(way)
    return claims | {link.claim for link in links if link.claim is not None}, links
