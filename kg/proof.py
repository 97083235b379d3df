"""Why a tie is as it is: every quote for and against it, and the links that it came along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.lens import Evidence, Link
from kg.model import Claim, Item
from kg.ties import Tie

__all__ = ["Proof", "proof"]


@dataclass(frozen=True, slots=True)
class Proof:
    """A tie with its claims for and against, the links told in words, and what else is said of the two.

    `dropped` tells the links for want of which a lens gives no tie.
    """

    tie: Tie
    pro: tuple[Claim, ...]
    contra: tuple[Claim, ...]
    links: tuple[str, ...]
    dropped: tuple[str, ...]
    beside: tuple[Claim, ...]


def proof(tie: Tie, evidence: Evidence, items: Mapping[str, Item]) -> Proof:
    """The proof of a tie; `items` are claims as their files write them, by id."""
    said = (claim.id for claim in evidence.accepted if {claim.subject, claim.object} == {tie.subject, tie.object})
    return Proof(
        tie=tie,
        pro=_claims(items[id] for id in tie.claims if id not in tie.contrary),
        contra=_claims(items[id] for id in tie.contrary),
        links=tuple(_told(link, evidence, items) for link in tie.links),
        dropped=tuple(_told(link, evidence, items) for link in tie.dropped),
        beside=_claims(items[id] for id in said if id not in tie.claims),
    )


def _told(link: Link, evidence: Evidence, items: Mapping[str, Item]) -> str:
    giver, heir = (evidence.entities[key].name for key in (link.giver, link.heir))
    by = f"“{items[link.claim].exact}”" if link.claim else "background"
    return f"{heir} inherits from {giver} ({link.relation}: {by})"


def _claims(items: Iterable[Item]) -> tuple[Claim, ...]:
    found = (item for item in items if isinstance(item, Claim))
    return tuple(sorted(found, key=lambda claim: (claim.document, claim.start, claim.end, claim.file_id)))
