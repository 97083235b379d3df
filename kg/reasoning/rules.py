"""The rules: from ties to stances through organs and collectives, and to what follows in one more step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.lens import Evidence, Link
from kg.reasoning.ground import MEDIATES, OPPOSES, SUPPORTS, Ground, Proof, Statement, changed_facts, grouped

__all__ = ["Inference", "Inferences", "infer"]

_INDIRECT, _SHARED = "indirectlySupports", "sharesOpponentWith"
_RULES = {
    SUPPORTS: "rollUpRule",
    OPPOSES: "rollUpRule",
    MEDIATES: "mediationRule",
    _INDIRECT: "indirectSupportRule",
    _SHARED: "sharedOpponentRule",
}


@dataclass(frozen=True, slots=True, order=True)
class Inference:
    """A concluded statement about two entities, by their keys, with the rule and the claims that it rests on.

    Of roll-up and mediation these are all that speak for it, of rules of two steps those of the way with the fewest.
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
class Inferences:
    """All that rules conclude from some evidence, kept so that a change is followed by what it touches only.

    `recomputed` counts the statements that the last update looked at.
    """

    evidence: Evidence
    found: Mapping[Statement, Inference] = field(default_factory=dict)
    ground: Ground = field(default_factory=Ground)
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
        ground = Ground.after(self.ground, self.evidence, evidence)
        rolled = {
            s for fact in changed_facts(self.ground, ground) for g in (self.ground, ground) for s in g.reached(fact)
        }
        found = dict(self.found)
        for statement in rolled:
            _put(found, statement, ground.proofs(statement))
        moved = {statement for statement in rolled if found.get(statement) != self.found.get(statement)}
        before, after = _Steps(self.found), _Steps(found)
        stepped = {s for statement in moved for steps in (before, after) for s in steps.reached(statement)}
        for statement in stepped:
            _put(found, statement, after.proofs(statement))
        return Inferences(evidence, found, ground, len(rolled) + len(stepped))


def infer(evidence: Evidence) -> Inferences:
    """All that the rules conclude from some evidence.

    >>> len(infer(Evidence()))
    0
    """
    return Inferences(Evidence(words=evidence.words)).updated(evidence)


class _Steps:
    """The statements of roll-up as steps from actor to actor, for the rules that take two of them."""

    def __init__(self, found: Mapping[Statement, Inference]) -> None:
        self.found = found
        rolled = [statement for statement in found if statement[1] in (SUPPORTS, OPPOSES)]
        self.onward = grouped(((subject, concluded), object) for subject, concluded, object in rolled)
        self.backward = grouped(((concluded, object), subject) for subject, concluded, object in rolled)

    def reached(self, statement: Statement) -> Iterator[Statement]:
        """The statements of two steps that one of one step may take part in proving."""
        subject, concluded, object = statement
        if concluded == SUPPORTS:
            onward, backward = self.onward.get((object, SUPPORTS), ()), self.backward.get((SUPPORTS, subject), ())
            yield from ((subject, _INDIRECT, end) for end in onward if end != subject)
            yield from ((start, _INDIRECT, object) for start in backward if start != object)
        elif concluded == OPPOSES:
            for other in self.backward.get((OPPOSES, object), frozenset()) - {subject}:
                yield subject, _SHARED, other
                yield other, _SHARED, subject

    def proofs(self, statement: Statement) -> Iterator[Proof]:
        """The way of two steps that rests on the fewest claims; none where no way leads there."""
        subject, concluded, object = statement
        nobody: frozenset[str] = frozenset()
        if concluded == _INDIRECT:
            middles = self.onward.get((subject, SUPPORTS), nobody) & self.backward.get((SUPPORTS, object), nobody)
            ways = (((subject, SUPPORTS, middle), (middle, SUPPORTS, object)) for middle in middles)
        else:
            middles = self.onward.get((subject, OPPOSES), nobody) & self.onward.get((object, OPPOSES), nobody)
            ways = (((subject, OPPOSES, middle), (object, OPPOSES, middle)) for middle in middles)
        if way := min(
            ways, key=lambda steps: (sum(len(self.found[step].claims) for step in steps), steps), default=None
        ):
            premises = [self.found[step] for step in way]
            claims = frozenset(claim for premise in premises for claim in premise.claims)
            yield claims, frozenset(link for premise in premises for link in premise.links)


def _put(found: dict[Statement, Inference], statement: Statement, proofs: Iterable[Proof]) -> None:
    """Sets a statement with all its proofs together, or takes it away where there is none."""
    claims: set[str] = set()
    links: set[Link] = set()
    for said, steps in proofs:
        claims |= said
        links |= steps
    found.pop(statement, None)
    if claims:
        subject, concluded, object = statement
        proof = tuple(sorted(claims)), tuple(sorted(links, key=str))
        found[statement] = Inference(subject, concluded, object, _RULES[concluded], *proof)
