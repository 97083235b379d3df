"""Where tellers disagree: what coders marked, and every assertion against a denial of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.lens import Evidence, Lens
from kg.model import Claim, Item

__all__ = ["Disagreement", "disagreements"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two claims or figures that contradict one another or stand in tension; `marked` where a coder says so."""

    kind: str
    a: Item
    b: Item
    note: str = ""
    marked: bool = True


def disagreements(evidence: Evidence, lens: Lens) -> tuple[Disagreement, ...]:
    """Every disagreement whose two sides count, by document and place; what coders marked comes before what follows."""
    items: dict[str, Item] = {claim.id: claim for claim in lens.claims(evidence)}
    items |= {figure.id: figure for figure in lens.figures(evidence)}
    found: dict[frozenset[str], Disagreement] = {}
    for dispute in evidence.disputes:
        if dispute.a in items and dispute.b in items:
            pair = frozenset((dispute.a, dispute.b))
            found[pair] = Disagreement(dispute.kind, items[dispute.a], items[dispute.b], dispute.note)
    for claim, denial in _denials(evidence, lens):
        pair = frozenset((claim.id, denial.id))
        found.setdefault(pair, Disagreement("contradicts", claim, denial, marked=False))
    return tuple(
        sorted(found.values(), key=lambda d: (d.kind, d.a.document, d.a.start, d.b.document, d.b.start, d.b.id))
    )


def _denials(evidence: Evidence, lens: Lens) -> Iterator[tuple[Claim, Claim]]:
    """Each claim that is asserted or hedged, with each denial of the same thing."""
    about: defaultdict[frozenset[str | None], list[Claim]] = defaultdict(list)
    claims = lens.claims(evidence)
    for claim in claims:
        about[frozenset((claim.subject, claim.object))].append(claim)
    for denial in claims:
        if denial.status == "denied":
            for claim in about[frozenset((denial.subject, denial.object))]:
                relation = evidence.relation(claim)
                same_way = relation.symmetric or claim.subject == denial.subject
                if claim.status in ("asserted", "hedged") and same_way and denial.relation in relation.above:
                    yield claim, denial
