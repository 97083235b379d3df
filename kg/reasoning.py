"""What rules conclude from ties: stances through organs and collectives, and what follows from those in one more step.

Concluded properties are never the claimed ones, so a predicate tells whether something was said or inferred. The rules
and their OWL 2 chains stand in `ontology/inference.ttl`. They start from direct ties and from the links along which ties
roll up, at no particular time, and are monotone: where a direct tie says otherwise, ties decide and not these.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from rdflib import PROV, RDF, Graph, Literal, URIRef

from kg.lens import Evidence, Lens, Link, organ_links
from kg.model import Claim
from kg.rdf import claim_iri, entity_iri
from kg.rdf.fields import Triple
from kg.ties import Ties
from kg.vocabulary import AA, BASE

__all__ = ["Inference", "Inferences", "infer", "inferred_triples"]

Pair = tuple[str, str]
Statement = tuple[str, str, str]
Proof = tuple[frozenset[str], frozenset[Link]]

_SIGNED = {"support": "effectivelySupports", "opposition": "effectivelyOpposes"}
_SUPPORTS, _OPPOSES = _SIGNED.values()
_MEDIATES, _INDIRECT, _SHARED = "mediatesFor", "indirectlySupports", "sharesOpponentWith"
_CONCLUDED = {**_SIGNED, "between": _MEDIATES}
_CLAIMED = {concluded: kind for kind, concluded in _CONCLUDED.items()}
_RULES = {
    _SUPPORTS: "rollUpRule",
    _OPPOSES: "rollUpRule",
    _MEDIATES: "mediationRule",
    _INDIRECT: "indirectSupportRule",
    _SHARED: "sharedOpponentRule",
}


@dataclass(frozen=True, slots=True, order=True)
class Inference:
    """A concluded statement about two entities, by their keys, with the rule and every claim that it rests on.

    `links` are the steps of roll-up among its premises; one without a claim is background.
    """

    subject: str
    concludes: str
    object: str
    rule: str
    claims: tuple[str, ...]
    links: tuple[Link, ...] = ()

    @property
    def statement(self) -> Statement:
        """What is concluded, without its proof."""
        return self.subject, self.concludes, self.object


@dataclass(frozen=True)
class _Ground:
    """What rules start from: direct ties and parties with the claims that give them, and who inherits from whom."""

    facts: Mapping[Statement, frozenset[str]] = field(default_factory=dict)
    heirs: Mapping[str, Mapping[str, tuple[Link, ...]]] = field(default_factory=dict)

    @cached_property
    def givers(self) -> Mapping[str, frozenset[str]]:
        """Of whom each heir inherits."""
        return _grouped((heir, giver) for giver, heirs in self.heirs.items() for heir in heirs)

    @cached_property
    def objects(self) -> Mapping[Pair, frozenset[str]]:
        """The objects of facts by subject and kind."""
        return _grouped(((subject, kind), object) for subject, kind, object in self.facts)

    @cached_property
    def subjects(self) -> Mapping[Pair, frozenset[str]]:
        """The subjects of facts by kind and object."""
        return _grouped(((kind, object), subject) for subject, kind, object in self.facts)

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
            yield from ((s, _CONCLUDED[kind], o) for s in self.inheriting(subject) for o in ends if s != o)

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
            for agreement in self.objects.get((giver, "mediation"), ()) if concluded == _MEDIATES else ():
                if parties := self.facts.get((agreement, "party", object)):
                    yield _proof(self.facts[giver, "mediation", agreement] | parties, way)


@dataclass(frozen=True)
class Inferences:
    """All that rules conclude from some evidence, kept so that a change is followed by what it touches only.

    `recomputed` counts the statements that the last update looked at.
    """

    evidence: Evidence
    found: Mapping[Statement, Inference] = field(default_factory=dict)
    ground: _Ground = field(default_factory=_Ground)
    recomputed: int = 0

    def __iter__(self) -> Iterator[Inference]:
        return iter(sorted(self.found.values()))

    def __len__(self) -> int:
        return len(self.found)

    def updated(self, evidence: Evidence) -> Inferences:
        """The same as `infer(evidence)`, looking again only at what differs from the evidence so far.

        Changed claims give pairs whose tie is concluded again; changed ties, and ties at an end whose heirs changed,
        give the statements that are proved again; what changed among those gives the statements of two steps.
        """
        if evidence.words is not self.evidence.words:
            return infer(evidence)
        ground = _Ground(self._facts(evidence), _inheritance(organ_links(evidence, evidence.accepted)))
        rolled = {s for fact in _changed_facts(self.ground, ground) for g in (self.ground, ground) for s in g.reached(fact)}
        found = dict(self.found)
        for statement in rolled:
            _put(found, statement, ground.proofs(statement))
        moved = {statement for statement in rolled if found.get(statement) != self.found.get(statement)}
        before, after = _Steps(self.found), _Steps(found)
        stepped = {s for statement in moved for steps in (before, after) for s in steps.reached(statement)}
        for statement in stepped:
            _put(found, statement, after.proofs(statement))
        return replace(self, evidence=evidence, found=found, ground=ground, recomputed=len(rolled) + len(stepped))

    def _facts(self, evidence: Evidence) -> dict[Statement, frozenset[str]]:
        """The facts of some evidence: those of touched pairs anew, the others as they were."""
        touched = _touched(self.evidence, evidence)
        kept = {fact: claims for fact, claims in self.ground.facts.items() if not self._about(claims, touched)}
        return kept | dict(_facts_of(evidence, touched))

    def _about(self, claims: frozenset[str], pairs: frozenset[Pair]) -> bool:
        return any(_pair(self._by_id[claim]) in pairs for claim in claims)

    @cached_property
    def _by_id(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.evidence.accepted}


def infer(evidence: Evidence) -> Inferences:
    """All that the rules conclude from some evidence.

    >>> len(infer(Evidence()))
    0
    """
    return Inferences(Evidence(words=evidence.words)).updated(evidence)


def inferred_triples(inferences: Iterable[Inference], background: Graph) -> Iterator[Triple]:
    """Each statement, and its node with rule and premises; `background` holds the nodes of links that no claim says."""
    nodes = _background_nodes(background)
    for one in inferences:
        subject, property_, object_ = entity_iri(one.subject), AA[one.concludes], entity_iri(one.object)
        node = URIRef(f"{BASE}inference/{_digest(one)}")
        yield subject, property_, object_
        yield node, RDF.type, AA.Inference
        yield node, AA.subject, subject
        yield node, AA.concludes, property_
        yield node, AA.object, object_
        yield node, AA.rule, AA[one.rule]
        for claim in one.claims:
            yield node, PROV.wasDerivedFrom, claim_iri(claim)
        for link in sorted({nodes[link.key] for link in one.links if link.claim is None and link.key in nodes}):
            yield node, PROV.wasDerivedFrom, link


class _Steps:
    """The statements of roll-up as steps from actor to actor, for the rules that take two of them."""

    def __init__(self, found: Mapping[Statement, Inference]) -> None:
        self.found = found
        rolled = [statement for statement in found if statement[1] in (_SUPPORTS, _OPPOSES)]
        self.onward = _grouped(((subject, concluded), object) for subject, concluded, object in rolled)
        self.backward = _grouped(((concluded, object), subject) for subject, concluded, object in rolled)

    def reached(self, statement: Statement) -> Iterator[Statement]:
        """The statements of two steps that one of one step may take part in proving."""
        subject, concluded, object = statement
        if concluded == _SUPPORTS:
            onward, backward = self.onward.get((object, _SUPPORTS), ()), self.backward.get((_SUPPORTS, subject), ())
            yield from ((subject, _INDIRECT, end) for end in onward if end != subject)
            yield from ((start, _INDIRECT, object) for start in backward if start != object)
        elif concluded == _OPPOSES:
            for other in self.backward.get((_OPPOSES, object), frozenset()) - {subject}:
                yield subject, _SHARED, other
                yield other, _SHARED, subject

    def proofs(self, statement: Statement) -> Iterator[Proof]:
        """Every way in which two steps prove a statement."""
        subject, concluded, object = statement
        nobody: frozenset[str] = frozenset()
        if concluded == _INDIRECT:
            middles = self.onward.get((subject, _SUPPORTS), nobody) & self.backward.get((_SUPPORTS, object), nobody)
            pairs = [((subject, _SUPPORTS, middle), (middle, _SUPPORTS, object)) for middle in middles]
        else:
            middles = self.onward.get((subject, _OPPOSES), nobody) & self.onward.get((object, _OPPOSES), nobody)
            pairs = [((subject, _OPPOSES, middle), (object, _OPPOSES, middle)) for middle in middles]
        for steps in pairs:
            premises = [self.found[step] for step in steps]
            yield (
                frozenset(claim for premise in premises for claim in premise.claims),
                frozenset(link for premise in premises for link in premise.links),
            )


# ------------------------------------------------------------ from claims to facts


def _touched(old: Evidence, new: Evidence) -> frozenset[Pair]:
    """The pairs about which evidence differs: in a claim, in a dispute about one, or in what an end is."""
    claims = set(old.accepted) ^ set(new.accepted)
    ids = {claim.id for claim in claims}
    ids |= {id for dispute in set(old.disputes) ^ set(new.disputes) for id in (dispute.a, dispute.b)}
    ids |= {id for d in (*old.disputes, *new.disputes) if ids & {d.a, d.b} for id in (d.a, d.b)}
    ids |= {claim.id for claim in set(old.claims) ^ set(new.claims)}
    keys = {key for key in {*old.entities, *new.entities} if old.entities.get(key) != new.entities.get(key)}
    both = (*old.accepted, *new.accepted)
    return frozenset(_pair(claim) for claim in both if claim.id in ids or keys & {claim.subject, claim.object})


def _facts_of(evidence: Evidence, touched: frozenset[Pair]) -> Iterator[tuple[Statement, frozenset[str]]]:
    """The direct ties and parties of some pairs, with the claims that give them."""
    disputed = {id for dispute in evidence.disputes for id in (dispute.a, dispute.b)}
    near = tuple(claim for claim in evidence.claims if _pair(claim) in touched or claim.id in disputed)
    ties = Ties(replace(evidence, claims=near, figures=()), Lens(level="named"))
    between: defaultdict[Statement, set[str]] = defaultdict(set)
    by_id = {claim.id: claim for claim in near}
    for tie in (ties.tie(*ends) for pair in touched for ends in {pair, pair[::-1]}):
        contrary = frozenset(tie.contrary)
        claims = frozenset(tie.claims) - contrary
        kinds = {"mixed": ("support", "opposition")}.get(tie.status, (tie.status,))
        for kind, premises in zip(kinds, (claims, contrary), strict=False):
            if kind in _SIGNED or kind == "mediation":
                yield (tie.subject, kind, tie.object), premises
        for id in claims if tie.status == "mediation" else ():
            for party in by_id[id].between:
                between[tie.subject, "between", party].add(id)
    party_makers = {str(relation).rpartition("#")[2] for relation in _party_makers(evidence)}
    for claim in near:
        counts = claim.review == "accepted" and claim.status == "asserted" and _pair(claim) in touched
        if counts and claim.object is not None and claim.relation in party_makers:
            between[claim.object, "party", claim.subject].add(claim.id)
    yield from ((fact, frozenset(claims)) for fact, claims in between.items())
