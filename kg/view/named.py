"""Whom a claim or figure names."""

from __future__ import annotations

from kg.model import Item

__all__ = ["named"]


def named(item: Item) -> tuple[str, ...]:
    """The entities of an item: who says it, who passes it on, and what it is about."""
    return (item.claimer, *item.relayed_by, *item.ends)
