"""Which claims and figures count under a lens, and the graph that holds no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from rdflib import BNode, URIRef

from kg.holdings import Ontology
from kg.lens import Evidence, Lens
from kg.model import Claim, Coding, Figure, Item
from kg.rdf import DERIVED, Names, derived_triples, encode
from kg.standing import Standing
from kg.stores import Store, open_store
from kg.stores.base import Triple

__all__ = ["Answering", "counting", "is_trivial", "only", "written"]


def is_trivial(lens: Lens) -> bool:
    """Whether every accepted claim counts under a lens."""
    return replace(lens, level="organisation", persist=None, uncertain=False) == Lens()


def counting(evidence: Evidence, lens: Lens) -> frozenset[str]:
    """The ids of all claims and figures that count, at the time asked too.

    Where the lens asks for several origins, what is said counts if so many tellers assert a stance of its kind between
    the same two, or give a figure of its measure about the same.
    """
    reach = ("stated", "carried", "uncertain") if lens.uncertain else ("stated", "carried")
    holds = Standing(evidence, lens).holds
    claims = [
        claim
        for claim in lens.claims(evidence)
        if holds.get(claim.id) in reach and lens.admits(evidence.relation(claim))
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


@dataclass(frozen=True, slots=True)
class Answering:
    """The graphs of a store that a question is put to."""

    store: Store
    graphs: tuple[str, ...]


def only(ids: frozenset[str], evidence: Evidence, codings: Iterable[Coding], ontology: Ontology) -> Answering:
    """A store in memory with these claims and figures and no others, entities that are judged one under one name."""
    keys = frozenset(evidence.entities).union(
        *((*item.ends, item.claimer, *item.relayed_by) for item in evidence.items)
    )
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    figures: defaultdict[str, list[Figure]] = defaultdict(list)
    for claim in evidence.claims:
        if claim.id in ids:
            claims[claim.document].append(claim)
    for figure in evidence.figures:
        if figure.id in ids:
            figures[figure.document].append(figure)
    graphs: dict[URIRef, Iterable[Triple]] = {}
    for coding in codings:
        kept = (tuple(claims[coding.document]), tuple(figures[coding.document]))
        cut = replace(coding, claims=kept[0], figures=kept[1], disputes=())
        name, triples = encode(cut, Names(coding.document, keys))
        graphs[name] = triples
    both = (dispute for dispute in evidence.disputes if {dispute.a, dispute.b} <= ids)
    graphs[DERIVED["ties"]] = derived_triples(
        chain.from_iterable(claims.values()), chain.from_iterable(figures.values()), both, ontology.words
    )
    graphs[DERIVED["ontology"]] = (t for t in ontology.graph if not any(isinstance(end, BNode) for end in t))
    store = open_store(None)
    store.replace(graphs)
    return Answering(store, tuple(map(str, graphs)))


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
