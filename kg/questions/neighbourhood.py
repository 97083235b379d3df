"""What can bear on some entities, found without reading the rest of a large graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from kg.lens import Evidence, organ_links, tellers
from kg.model import Claim, Figure, Item

__all__ = ["Neighbourhood"]


class Neighbourhood:
    """Some evidence with its indexes: the ties of an entity are the same over what stands around it as over it all.

    What stands around an entity: the claims about it and about all whose stances it may inherit, every claim along
    which stances pass, and the other sides of disputes with any of these.
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

    @cached_property
    def links(self) -> Evidence:
        """The evidence cut down to what stances pass along."""
        steps = tuple(claim for claim in self.evidence.claims if self.evidence.relation(claim).steps)
        return replace(self.evidence, claims=steps, figures=(), disputes=())

    @cached_property
    def _by_end(self) -> Mapping[str, tuple[Claim, ...]]:
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.evidence.claims:
            for end in {claim.subject, claim.object}:
                if end is not None:
                    found[end].append(claim)
        return {end: tuple(claims) for end, claims in found.items()}

    @cached_property
    def _figures(self) -> Mapping[str | None, tuple[Figure, ...]]:
        found: defaultdict[str | None, list[Figure]] = defaultdict(list)
        for figure in self.evidence.figures:
            found[figure.about].append(figure)
        return {about: tuple(figures) for about, figures in found.items()}

    @cached_property
    def _givers(self) -> Mapping[str, frozenset[str]]:
        givers: defaultdict[str, set[str]] = defaultdict(set)
        for link in organ_links(self.links, self.links.accepted):
            givers[link.heir].add(link.giver)
        return {heir: frozenset(found) for heir, found in givers.items()}

    @cached_property
    def _opposite(self) -> Mapping[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for dispute in self.evidence.disputes:
            found[dispute.a].append(dispute.b)
            found[dispute.b].append(dispute.a)
        return {one: tuple(others) for one, others in found.items()}

    def tellers(self, key: str) -> frozenset[str]:
        """Who tells for an entity: itself, its organs, and who leads or speaks for it."""
        if key not in self._tellers:
            self._tellers[key] = tellers(key, self.links)
        return self._tellers[key]

    def around(self, *keys: str) -> Evidence:
        """The evidence that bears on the ties of these entities."""
        reached = set(keys)
        queue = list(reached)
        while queue:
            new = self._givers.get(queue.pop(), frozenset()) - reached
            reached |= new
            queue.extend(new)
        return self._with(claim for key in reached for claim in self._by_end.get(key, ()))

    def beside(self, items: Iterable[Item]) -> Evidence:
        """The evidence that decides whether these claims and figures count: what is about the same two or matter."""
        given = list(items)
        pairs = {frozenset((item.subject, item.object)) for item in given if isinstance(item, Claim)}
        subjects = {item.subject for item in given if isinstance(item, Claim)}
        near = (claim for key in subjects for claim in self._by_end.get(key, ()))
        figures = [f for about in {i.about for i in given if isinstance(i, Figure)} for f in self._figures[about]]
        return self._with((c for c in near if frozenset((c.subject, c.object)) in pairs), figures)

    def _with(self, claims: Iterable[Claim], figures: Iterable[Figure] = ()) -> Evidence:
        given: list[Item] = [*self.links.claims, *claims, *figures]
        found = {item.id: item for item in given}
        for id in list(found):
            found.update((other, self.items[other]) for other in self._opposite.get(id, ()) if other in self.items)
        named = frozenset(found)
        return replace(
            self.evidence,
            claims=tuple(item for item in found.values() if isinstance(item, Claim)),
            figures=tuple(item for item in found.values() if isinstance(item, Figure)),
            disputes=tuple(d for d in self.evidence.disputes if d.a in named or d.b in named),
        )
