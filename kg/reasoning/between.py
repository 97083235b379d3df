"""What claims are to one another: tellers that say the same corroborate, a teller that says otherwise later supersedes.

Both are links to look along, not judgements: ties count origins by themselves, and nothing that is superseded is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import groupby, pairwise, permutations

from rdflib import URIRef

from kg.lens import Evidence
from kg.model import Claim, Figure, Item
from kg.rdf import claim_iri
from kg.rdf.fields import Triple
from kg.vocabulary import AA

__all__ = ["corroborating", "links_between", "superseding"]

Pair = tuple[str, str]


def corroborating(evidence: Evidence) -> Iterator[Pair]:
    """Pairs of accepted, asserted claims of two tellers that say the same of the same ends, both ways round.

    Of each teller the first claim stands for all that repeat it.

    >>> list(corroborating(Evidence()))
    []
    """
    asserted = (claim for claim in evidence.accepted if claim.status == "asserted" and claim.object is not None)
    for claims in _grouped((_matter(claim, evidence), claim) for claim in asserted).values():
        firsts: dict[str, str] = {}
        for claim in _in_order(claims):
            firsts.setdefault(claim.claimer, claim.id)
        yield from permutations(firsts.values(), 2)


def superseding(evidence: Evidence) -> Iterator[Pair]:
    """Pairs of a later and an earlier entry of one teller on one matter that do not say the same.

    A claim is on the matter of its relation and ends, a figure on that of its measure and event.

    >>> list(superseding(Evidence()))
    []
    """
    counted = (figure for figure in evidence.figures if figure.review == "accepted" and figure.about is not None)
    claims = ((claim.claimer, _matter(claim, evidence)) for claim in evidence.accepted)
    figures = [((figure.claimer, figure.measure, figure.about), figure) for figure in counted]
    for entries in _grouped([*zip(claims, evidence.accepted, strict=True), *figures]).values():
        days = [next(same) for _, same in groupby(_in_order(entries), key=lambda entry: entry.stated)]
        for earlier, later in pairwise(days):
            if _said(earlier) != _said(later):
                yield later.id, earlier.id


def links_between(evidence: Evidence) -> Iterator[Triple]:
    """The triples of both."""
    for property_, pairs in ((AA.corroborates, corroborating(evidence)), (AA.supersedes, superseding(evidence))):
        for one, other in pairs:
            yield claim_iri(one), URIRef(property_), claim_iri(other)


def _matter(claim: Claim, evidence: Evidence) -> Hashable:
    ends = (claim.subject, claim.object)
    return claim.relation, frozenset(ends) if evidence.relation(claim).symmetric else ends


def _said(entry: Item) -> Hashable:
    if isinstance(entry, Figure):
        return entry.value, entry.bound, entry.status
    return entry.status, entry.valid


def _in_order(entries: Iterable[Item]) -> list[Item]:
    return sorted(entries, key=lambda entry: (entry.stated, entry.id))


def _grouped(entries: Iterable[tuple[Hashable, Item]]) -> Mapping[Hashable, list[Item]]:
    groups: defaultdict[Hashable, list[Item]] = defaultdict(list)
    for key, entry in entries:
        groups[key].append(entry)
    return groups
