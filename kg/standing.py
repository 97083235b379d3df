"""How claims and the links among entities stand at the time asked, under a lens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from kg.lens import Evidence, Lens, Link, organ_links
from kg.model import Claim

__all__ = ["STRENGTH", "Standing"]

STRENGTH: Mapping[str, int] = {"stated": 0, "carried": 1, "uncertain": 2}
_Heirs = dict[str, tuple[Link, ...]]


class Standing:
    """The claims that count under a lens, how each holds, and who inherits from whom."""

    def __init__(self, evidence: Evidence, lens: Lens) -> None:
        self.evidence = evidence
        self.lens = lens
        self._heirs: dict[tuple[str, str], _Heirs] = {}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The accepted claims in the lens, whatever the time."""
        return self.lens.claims(self.evidence)

    @cached_property
    def holds(self) -> Mapping[str, str]:
        """How each claim in the lens stands at the time asked, by its id; those that do not stand are left out."""
        ends: defaultdict[tuple[str, frozenset[str | None]], list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if self._ends_something(claim):
                ends[self._matter(claim)].append(claim)
        standing = {}
        for claim in self.claims:
            relation = self.evidence.relation(claim)
            over = [end for end in ends[self._matter(claim)] if end.stated > claim.stated and claim.status != "denied"]
            holds = self.lens.holds(claim, over if relation.can_end else (), relation)
            if holds is not None:
                standing[claim.id] = holds
        return standing

    def _ends_something(self, claim: Claim) -> bool:
        """Whether a claim reports the end of a state or a flow."""
        closed = claim.valid is not None and claim.valid.is_closed
        return closed and claim.status == "asserted" and self.evidence.relation(claim).can_end

    def _matter(self, claim: Claim) -> tuple[str, frozenset[str | None]]:
        """What a report of an end must be about: the relation and the pair, in its direction unless it has none."""
        if self.evidence.relation(claim).symmetric:
            return claim.relation, frozenset((claim.subject, claim.object))
        return claim.relation, frozenset((f"from {claim.subject}", claim.object))

    def lives(self, key: str) -> bool:
        """Whether an entity exists at the time asked."""
        return self.lens.alive(self.evidence.entities.get(key))

    def strength(self, link: Link) -> str:
        """How a link stands; the background does not waver."""
        return "stated" if link.claim is None else self.holds[link.claim]

    @cached_property
    def links(self) -> Mapping[str, tuple[Link, ...]]:
        """The links that stand at the time asked, by who gives."""
        standing = [claim for claim in self.claims if claim.id in self.holds]
        background = tuple(link for link in self.evidence.background if self.lens.background_holds(link))
        links: defaultdict[str, set[Link]] = defaultdict(set)
        for link in organ_links(replace(self.evidence, background=background), standing):
            links[link.giver].add(link)
        return {giver: tuple(sorted(found, key=self._rank)) for giver, found in links.items()}

    def _rank(self, link: Link) -> tuple[int, str]:
        return STRENGTH[self.strength(link)], str(link)

    def heirs(self, key: str, reach: str) -> Mapping[str, tuple[Link, ...]]:
        """Who inherits what is said of an entity, itself first, with the links that lead there.

        One step from a collective to a member may come first; from then on only organs give to their bodies. Links that
        stand more weakly than `reach` are not taken.
        """
        if (key, reach) not in self._heirs:
            self._heirs[key, reach] = self._inherit(key, STRENGTH[reach])
        return self._heirs[key, reach]

    def _inherit(self, key: str, weakest: int) -> _Heirs:
        found: _Heirs = {key: ()}
        queue = [key] if self.lens.level != "named" and self.lives(key) else []
        while queue:
            giver = queue.pop(0)
            for link in self.links.get(giver, ()):
                allowed = (not link.collective or giver == key) and STRENGTH[self.strength(link)] <= weakest
                if link.heir not in found and allowed and self.lives(link.heir):
                    found[link.heir] = (*found[giver], link)
                    queue.append(link.heir)
        return found

    def fold(self, key: str) -> str:
        """The top body of an organ where the lens asks for states, else the entity itself."""
        seen = {key}
        while self.lens.level == "state":
            above = [link.heir for link in self.links.get(key, ()) if not link.collective and link.heir not in seen]
            if not above:
                break
            key = above[0]
            seen.add(key)
        return key
