"""From claims to ties: the policy, and nothing else decides it (ARCHITECTURE §4 and §5; `docs/ties.md`).

A tie is concluded for an ordered pair from the accepted claims in the lens that are about it. What is said of an organ,
a speaker or a collective passes on to the body or the member, and is marked as inherited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain, product

from kg.lens import Evidence, Lens, Link
from kg.model import Claim
from kg.standing import STRENGTH, Standing

__all__ = ["Tie", "Ties"]

Pair = tuple[str, str]
_SIGNS = {"support": 1, "opposition": -1}
_YIELDS = ("denied", "possible", "neutral")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What is concluded about an ordered pair, at a time, under a lens; ends are entity keys.

    `origins` counts the independent tellers who assert it, `against` those who deny it, declare neutrality or, where it
    is mixed, assert the other sign. `claims` are all that decided it, `contrary` those of them that speak against.
    `beside` is the inherited status next to a direct denial, hedge or neutrality. `holds` is None if no time is asked.
    `dropped` names the links for want of which a lens that leaves out tellers or documents gives no tie.
    """

    subject: str
    object: str
    status: str = "none"
    sign: int = 0
    origins: int = 0
    against: int = 0
    holds: str | None = None
    relations: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    inherited_via: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    beside: str | None = None
    between: tuple[str, ...] = ()
    tension: bool = False
    dropped: tuple[Link, ...] = ()
    last_evidence: date | None = None


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A status with the claims for and against it, and the links that led to it."""

    status: str
    claims: tuple[Claim, ...] = ()
    contrary: tuple[Claim, ...] = ()
    holds: str = "stated"
    via: frozenset[str] = frozenset()
    links: frozenset[Link] = frozenset()


_NOTHING = _Verdict("none")


class Ties:
    """All ties of some evidence under a lens.

    >>> from kg.lens import Evidence
    >>> Ties(Evidence(), Lens()).tie("iran", "assad-government").status
    'none'
    """

    def __init__(self, evidence: Evidence, lens: Lens) -> None:
        self.evidence = evidence
        self.lens = lens
        self.standing = Standing(evidence, lens)

    def tie(self, subject: str, object: str) -> Tie:
        """The tie of an ordered pair of entities, `none` where nothing is said."""
        tie = self._told(subject, object)
        return replace(tie, dropped=self._dropped(subject, object)) if tie.status == "none" else tie

    def _told(self, subject: str, object: str) -> Tie:
        if subject != object and self.standing.lives(subject) and self.standing.lives(object):
            for reach in ("carried", "uncertain"):
                verdict, beside = self._conclude((subject, object), reach)
                if verdict.status != "none":
                    return self._tie((subject, object), verdict, beside)
        return Tie(subject=subject, object=object)

    def _dropped(self, subject: str, object: str) -> tuple[Link, ...]:
        """The links for want of which there is no tie, where the lens leaves out some tellers or documents."""
        if self.lens == self.lens.of_everyone:
            return ()
        picked = {claim.id for claim in self.standing.claims}
        links = Ties(self.evidence, self.lens.of_everyone).tie(subject, object).links
        return tuple(link for link in links if link.claim is not None and link.claim not in picked)

    def all(self) -> tuple[Tie, ...]:
        """Every tie there is, by subject and object; those that may hold only are left out unless the lens asks."""
        found = (self._told(*pair) for pair in sorted(self._pairs()))
        return tuple(tie for tie in found if tie.status != "none" and (tie.holds != "uncertain" or self.lens.uncertain))

    def _pairs(self) -> set[Pair]:
        pairs: set[Pair] = set()
        for subject, object in self._said:
            ends = (self.standing.heirs(end, "uncertain") for end in (subject, object))
            pairs.update((s, o) for s, o in product(*ends) if s != o)
        return pairs

    # ------------------------------------------------------------ what is said of each pair

    @cached_property
    def _said(self) -> Mapping[Pair, tuple[Claim, ...]]:
        """The claims that may make a tie, by the pair that they are about."""
        said: defaultdict[Pair, list[Claim]] = defaultdict(list)
        for claim in self.standing.claims:
            if claim.id in self.standing.holds and self._may_tie(claim):
                for pair in self._directions(claim):
                    said[pair].append(claim)
        return {pair: tuple(claims) for pair, claims in said.items()}

    def _may_tie(self, claim: Claim) -> bool:
        relation = self.evidence.relation(claim)
        makes_one = relation.tie is not None and self.lens.admits(relation)
        return makes_one and claim.object is not None and self._can_be_tied(claim.object)

    def _directions(self, claim: Claim) -> Iterator[Pair]:
        """The pairs that a claim is about. Folded into their bodies, organs bring what they assert but no denials."""
        ends = (claim.subject, claim.object or "")
        subject, object = (self.standing.fold(end) for end in ends)
        if subject == object or (claim.status == "denied" and (subject, object) != ends):
            return
        yield subject, object
        if self.evidence.relation(claim).symmetric:
            yield object, subject

    def _can_be_tied(self, key: str) -> bool:
        """Whether an entity can be the object of a tie: places and events cannot."""
        entity = self.evidence.entities.get(key)
        kind = self.evidence.words.kinds[entity.kind] if entity else None
        return kind is None or not kind.above & {"Place", "Event"}

    @cached_property
    def _givers(self) -> Mapping[str, frozenset[str]]:
        """Of whom each entity inherits what is said."""
        givers: defaultdict[str, set[str]] = defaultdict(set)
        for key in sorted(set(chain.from_iterable(self._said))):
            for heir in self.standing.heirs(key, "uncertain"):
                givers[heir].add(key)
        return {heir: frozenset(found) for heir, found in givers.items()}

    # ------------------------------------------------------------ the verdict on a pair

    def _conclude(self, pair: Pair, reach: str) -> tuple[_Verdict, str | None]:
        direct = self._verdict(pair, reach)
        if direct.status not in ("none", *_YIELDS):
            return direct, None
        inherited = self._inherited(pair, reach)
        if direct.status == "none":
            return inherited, None
        return direct, None if inherited.status == "none" else inherited.status

    def _verdict(self, pair: Pair, reach: str) -> _Verdict:
        """What the claims about a pair itself come to."""
        limit, holds = STRENGTH[reach], self.standing.holds
        claims = [claim for claim in self._said.get(pair, ()) if STRENGTH[holds[claim.id]] <= limit]
        asserted, hedged, denied = (
            [claim for claim in claims if claim.status == status] for status in ("asserted", "hedged", "denied")
        )
        making: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in asserted:
            making[str(self.evidence.relation(claim).tie)].append(claim)
        support, opposition, neutral, mediation = (
            making[tie] for tie in ("support", "opposition", "neutral", "mediation")
        )
        hedged = [claim for claim in hedged if self._tie_of(claim) != "neutral"]
        denied = [claim for claim in denied if self._tie_of(claim) != "neutral"]
        signed = [*support, *opposition, *(claim for claim in hedged if self.evidence.relation(claim).sign)]
        touched = [claim for claim in denied if any(self._denies(claim, other) for other in (*signed, *mediation))]
        contradicted = [claim for claim in (*signed, *mediation) if claim.id in self._contradicted]
        pro, contra = (support, opposition) if support else (opposition, [])

        if touched or contradicted or (signed and neutral):
            return self._ruled(
                "disputed", [*pro, *mediation, *hedged], [*contra, *touched, *(neutral if signed else [])]
            )
        if support and opposition:
            return self._ruled("mixed", support, opposition)
        if pro:
            return self._ruled("support" if support else "opposition", pro)
        if hedged:
            return self._ruled("possible", hedged)
        if denied:
            return self._ruled("denied", [], denied)
        if neutral:
            return self._ruled("neutral", neutral)
        return self._ruled("mediation", mediation) if mediation else _NOTHING

    def _tie_of(self, claim: Claim) -> str | None:
        return self.evidence.relation(claim).tie

    def _denies(self, denial: Claim, claim: Claim) -> bool:
        """Whether a denial touches a claim: it denies the same relation or one that the claim's falls under."""
        return denial.relation in self.evidence.relation(claim).above

    @cached_property
    def _contradicted(self) -> frozenset[str]:
        """Claims that stand in a contradiction whose other side is in the lens, or in no document that is loaded."""
        return self._marked("contradicts")

    def _marked(self, *kinds: str) -> frozenset[str]:
        """What stands in a dispute of these kinds whose other side is not left out by the lens."""
        known = {item.id for item in self.evidence.items}
        counted = {claim.id for claim in self.standing.claims}
        counted |= {figure.id for figure in self.lens.figures(self.evidence)}
        pairs = [(d.a, d.b) for d in self.evidence.disputes if d.kind in kinds]
        return frozenset(one for a, b in pairs for one, other in ((a, b), (b, a)) if other not in known - counted)

    @cached_property
    def _tense(self) -> frozenset[str]:
        return self._marked("tension", "contradicts")

    def _ruled(self, status: str, pro: Iterable[Claim], contra: Iterable[Claim] = ()) -> _Verdict:
        claims, contrary = tuple(pro), tuple(contra)
        strongest = min((self.standing.holds[claim.id] for claim in (*claims, *contrary)), key=STRENGTH.__getitem__)
        return _Verdict(status, claims, contrary, strongest)

    def _inherited(self, pair: Pair, reach: str) -> _Verdict:
        """What comes to a pair from organs, speakers and collectives; denials do not."""
        if self.lens.level == "named":
            return _NOTHING
        found = list(self._contributions(pair, reach))
        by_status: defaultdict[str, list[_Verdict]] = defaultdict(list)
        for verdict in found:
            by_status[verdict.status].append(verdict)
        plus, minus = by_status["support"], by_status["opposition"]
        if by_status["mixed"] or (plus and minus):
            mixed = by_status["mixed"]
            return _merged("mixed", [*plus, *mixed], contrary=minus)
        for status in ("support", "opposition", "disputed", "possible", "neutral", "mediation"):
            if by_status[status]:
                return _merged(status, by_status[status])
        return _NOTHING

    def _contributions(self, pair: Pair, reach: str) -> Iterator[_Verdict]:
        subject, object = pair
        nobody: frozenset[str] = frozenset()
        for giver in sorted(self._givers.get(subject, nobody)):
            for other in sorted(self._givers.get(object, nobody)):
                if (giver, other) == pair or (giver, other) not in self._said:
                    continue
                ways = self.standing.heirs(giver, reach), self.standing.heirs(other, reach)
                if subject not in ways[0] or object not in ways[1]:
                    continue
                links = (*ways[0][subject], *ways[1][object])
                verdict = self._verdict((giver, other), reach)
                if verdict.status not in ("none", "denied"):
                    via = frozenset(one for one, end in ((giver, subject), (other, object)) if one != end)
                    holds = map(self.standing.strength, links)
                    weakest = max((*holds, verdict.holds), key=STRENGTH.__getitem__)
                    yield _Verdict(verdict.status, verdict.claims, verdict.contrary, weakest, via, frozenset(links))

    # ------------------------------------------------------------ the tie

    def _tie(self, pair: Pair, verdict: _Verdict, beside: str | None) -> Tie:
        pro = [claim for claim in verdict.claims if claim.status == "asserted"]
        counted = (*verdict.claims, *verdict.contrary)
        via = verdict.via | self._folded(pair, counted)
        origins = len({claim.claimer for claim in pro})
        if origins < self.lens.min_origins:
            return Tie(subject=pair[0], object=pair[1])
        return Tie(
            subject=pair[0],
            object=pair[1],
            status=verdict.status,
            sign=_SIGNS.get(verdict.status, 0),
            origins=origins,
            against=len({claim.claimer for claim in verdict.contrary}),
            holds=None if self.lens.at is None else verdict.holds,
            relations=tuple(sorted({claim.relation for claim in counted})),
            claims=tuple(sorted({claim.id for claim in counted})),
            contrary=tuple(sorted({claim.id for claim in verdict.contrary})),
            inherited_via=tuple(sorted(via)),
            links=tuple(sorted(verdict.links, key=str)),
            beside=beside,
            between=tuple(sorted({party for claim in verdict.claims for party in claim.between})),
            tension=any(claim.id in self._tense for claim in counted),
            last_evidence=max((_last_day(claim) for claim in counted), default=None),
        )

    def _folded(self, pair: Pair, claims: Iterable[Claim]) -> frozenset[str]:
        if self.lens.level != "state":
            return frozenset()
        ends = {end for claim in claims for end in (claim.subject, claim.object) if end is not None}
        return frozenset(end for end in ends if self.standing.fold(end) in pair and end not in pair)


def _merged(status: str, verdicts: list[_Verdict], *, contrary: Iterable[_Verdict] = ()) -> _Verdict:
    others = list(contrary)
    every = [*verdicts, *others]
    return _Verdict(
        status,
        tuple(claim for verdict in verdicts for claim in verdict.claims),
        tuple(claim for v in verdicts for claim in v.contrary) + tuple(claim for v in others for claim in v.claims),
        min((verdict.holds for verdict in every), key=STRENGTH.__getitem__),
        frozenset().union(*(verdict.via for verdict in every)),
        frozenset().union(*(verdict.links for verdict in every)),
    )


def _last_day(claim: Claim) -> date:
    """The latest day that a claim covers, not later than the day it was stated."""
    return min(claim.bounds.latest_end or claim.stated, claim.stated)
