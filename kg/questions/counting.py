"""Which claims and figures count under a lens, and the graph that holds no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import replace

from kg.holdings import Holdings
from kg.lens import Evidence, Lens
from kg.model import Claim, Coding, Figure, Item
from kg.stores import open_store
from kg.ties import Ties

__all__ = ["counting", "is_trivial", "only"]


def is_trivial(lens: Lens) -> bool:
    """Whether every accepted claim counts under a lens."""
    return replace(lens, level="organisation", persist=None, uncertain=False) == Lens()


def counting(evidence: Evidence, lens: Lens) -> frozenset[str]:
    """The ids of all claims and figures that count, at the time asked too.

    Where the lens asks for several origins, what is said counts if so many tellers assert a stance of its kind between
    the same two, or give a figure of its measure about the same.
    """
    reach = ("stated", "carried", "uncertain") if lens.uncertain else ("stated", "carried")
    standing = Ties(evidence, lens)._holds
    claims = [
        claim
        for claim in lens.claims(evidence)
        if standing.get(claim.id) in reach and lens.admits(evidence.relation(claim))
    ]
    figures = [figure for figure in lens.figures(evidence) if _holds(figure, lens) in reach]
    return frozenset(item.id for item in _several_origins([*claims, *figures], evidence, lens.min_origins))


def _holds(figure: Figure, lens: Lens) -> str | None:
    """How a figure stands at the time asked; numbers are not carried on."""
    if lens.at is None or figure.bounds.certain(lens.at.first, lens.at.last):
        return "stated"
    return "uncertain" if figure.bounds.possible(lens.at.first, lens.at.last) else None


def _several_origins(items: list[Item], evidence: Evidence, least: int) -> Iterable[Item]:
    tellers: defaultdict[Hashable, set[str]] = defaultdict(set)
    for item in items:
        if item.status == "asserted":
            tellers[_matter(item, evidence)].add(item.claimer)
    return (item for item in items if not least or len(tellers[_matter(item, evidence)]) >= least)


def _matter(item: Item, evidence: Evidence) -> Hashable:
    """What an item is about, so far as another may say the same."""
    if isinstance(item, Figure):
        return item.measure, item.about
    relation = evidence.relation(item)
    ends = (item.subject, item.object)
    return relation.tie or relation.name, frozenset(ends) if relation.symmetric else ends


def only(ids: frozenset[str], codings: Iterable[Coding], holdings: Holdings) -> Holdings:
    """A graph in memory that holds these claims and figures of some codings and no others, each accepted."""
    fresh = Holdings(open_store(None), holdings.ontology)
    fresh.add(_cut(coding, ids) for coding in codings)
    return fresh


def _cut(coding: Coding, ids: frozenset[str]) -> Coding:
    claims = tuple(replace(claim, review="accepted") for claim in coding.claims if claim.id in ids)
    figures = tuple(replace(figure, review="accepted") for figure in coding.figures if figure.id in ids)
    kept: list[Item] = [*claims, *figures]
    gone = {item.file_id for item in coding.items} - {item.file_id for item in kept}
    disputes = tuple(dispute for dispute in coding.disputes if not gone & {dispute.a, dispute.b})
    return replace(coding, claims=claims, figures=figures, disputes=disputes)


def written(item: Item) -> Item:
    """A claim or figure whose ends are entity keys, as its file writes it."""
    if isinstance(item, Claim):
        return replace(
            item,
            subject=_id(item.subject),
            object=_maybe(item.object),
            against=_maybe(item.against),
            between=tuple(map(_id, item.between)),
            claimer=_id(item.claimer),
            relayed_by=tuple(map(_id, item.relayed_by)),
            place=_maybe(item.place),
        )
    return replace(
        item,
        claimer=_id(item.claimer),
        relayed_by=tuple(map(_id, item.relayed_by)),
        about=_maybe(item.about),
        by_whom=_maybe(item.by_whom),
        place=_maybe(item.place),
    )


def _id(key: str) -> str:
    return key.rpartition("#")[2]


def _maybe(key: str | None) -> str | None:
    return None if key is None else _id(key)
