"""What can bear on some entities, found without reading the rest of a large graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from kg.lens import Evidence, Lens, Link, organ_links, tellers
from kg.model import Claim, Dispute, Figure, Item

__all__ = ["Neighbourhood"]


class Neighbourhood:
    """Some evidence with its indexes: the ties of an entity are the same over what stands around it as over it all.

    What stands around an entity: the claims about it and about all whose stances it may inherit, the claims along which
    stances pass from any of these, and the other sides of disputes.
    """

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._tellers: dict[str, frozenset[str]] = {}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every claim and figure, by id."""
        return {item.id: item for item in self.evidence.items}

    @cached_property
    def named(self) -> frozenset[str]:
        """Every entity that a claim or figure names, or that tells one."""
        return frozenset(key for item in self.evidence.items for key in (*item.ends, item.claimer))

    def tellers(self, key: str) -> frozenset[str]:
        """Who tells for an entity: itself, its organs, and who leads or speaks for it."""
        if key not in self._tellers:
            self._tellers[key] = tellers(key, self._with((), (), {key}))
        return self._tellers[key]

    def around(self, keys: Iterable[str], lens: Lens) -> Evidence:
        """The evidence that bears on the ties of these entities under a lens."""
        reached = self._below(set(keys))
        return self._with((claim for key in reached for claim in self._by_end.get(key, ())), (), _tellers_of(lens))

    def beside(self, items: Iterable[Item], lens: Lens) -> Evidence:
        """The evidence that decides whether claims and figures count: what is about the same two or matter."""
        pairs = {frozenset((item.subject, item.object)) for item in items if isinstance(item, Claim)}
        events = {item.about for item in items if isinstance(item, Figure)}
        claims = (claim for pair in pairs for claim in self._by_pair[pair])
        return self._with(claims, (figure for about in events for figure in self._figures[about]), _tellers_of(lens))

    # ------------------------------------------------------------ what is put together

    def _with(self, claims: Iterable[Claim], figures: Iterable[Figure], told: set[str]) -> Evidence:
        given: list[Item] = [*claims, *figures]
        found = {item.id: item for item in given}
        ends = {end for item in given if isinstance(item, Claim) for end in (item.subject, item.object) if end}
        linked = self._passing(self._from, self._above(ends)) | self._passing(self._to, self._below(told))
        found |= {id: self.items[id] for id in linked}
        for dispute in self._disputes_of(found):
            found |= {end: self.items[end] for end in (dispute.a, dispute.b) if end in self.items}
        return replace(
            self.evidence,
            claims=tuple(item for item in found.values() if isinstance(item, Claim)),
            figures=tuple(item for item in found.values() if isinstance(item, Figure)),
            disputes=self._disputes_of(found),
        )

    def _disputes_of(self, ids: Iterable[str]) -> tuple[Dispute, ...]:
        return tuple({dispute: None for id in ids for dispute in self._disputes.get(id, ())})

    @staticmethod
    def _passing(links: Mapping[str, list[Link]], keys: Iterable[str]) -> set[str]:
        return {link.claim for key in keys for link in links.get(key, ()) if link.claim is not None}

    def _above(self, keys: set[str]) -> set[str]:
        """These entities and all who may inherit from them."""
        return _closure(keys, self._from, lambda link: link.heir)

    def _below(self, keys: set[str]) -> set[str]:
        """These entities and all from whom they may inherit."""
        return _closure(keys, self._to, lambda link: link.giver)

    # ------------------------------------------------------------ indexes

    @cached_property
    def _by_end(self) -> Mapping[str, list[Claim]]:
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.evidence.claims:
            for end in {claim.subject, claim.object}:
                if end is not None:
                    found[end].append(claim)
        return found

    @cached_property
    def _by_pair(self) -> Mapping[frozenset[str | None], list[Claim]]:
        found: defaultdict[frozenset[str | None], list[Claim]] = defaultdict(list)
        for claim in self.evidence.claims:
            found[frozenset((claim.subject, claim.object))].append(claim)
        return found

    @cached_property
    def _figures(self) -> Mapping[str | None, list[Figure]]:
        found: defaultdict[str | None, list[Figure]] = defaultdict(list)
        for figure in self.evidence.figures:
            found[figure.about].append(figure)
        return found

    @cached_property
    def _links(self) -> tuple[Link, ...]:
        return tuple(organ_links(self.evidence, self.evidence.accepted))

    @cached_property
    def _from(self) -> Mapping[str, list[Link]]:
        found: defaultdict[str, list[Link]] = defaultdict(list)
        for link in self._links:
            found[link.giver].append(link)
        return dict(found)

    @cached_property
    def _to(self) -> Mapping[str, list[Link]]:
        found: defaultdict[str, list[Link]] = defaultdict(list)
        for link in self._links:
            found[link.heir].append(link)
        return dict(found)

    @cached_property
    def _disputes(self) -> Mapping[str, list[Dispute]]:
        found: defaultdict[str, list[Dispute]] = defaultdict(list)
        for dispute in self.evidence.disputes:
            found[dispute.a].append(dispute)
            found[dispute.b].append(dispute)
        return dict(found)


def _tellers_of(lens: Lens) -> set[str]:
    """Whose words a lens asks for or leaves out."""
    return {*lens.without, *([lens.as_told_by] if lens.as_told_by else [])}


def _closure(keys: set[str], links: Mapping[str, list[Link]], end: Callable[[Link], str]) -> set[str]:
    found, queue = set(keys), list(keys)
    while queue:
        new = {end(link) for link in links.get(queue.pop(), ())} - found
        found |= new
        queue.extend(new)
    return found
