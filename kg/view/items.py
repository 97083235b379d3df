"""Claims and figures in one row: whatever somebody says."""

from __future__ import annotations

from kg.lens import Evidence
from kg.model import Claim, Figure

__all__ = ["Item", "items_of", "named"]

Item = Claim | Figure


def items_of(evidence: Evidence) -> tuple[Item, ...]:
    """Every claim and figure, whatever its review state."""
    return (*evidence.claims, *evidence.figures)


def named(item: Item) -> tuple[str, ...]:
    """The entities that an item names: who says it, who passes it on, and what it is about."""
    return (item.claimer, *item.relayed_by, *item.ends)
