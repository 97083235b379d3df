"""Where triples are kept. A new engine is one class and its name in the list below."""

from __future__ import annotations

from pathlib import Path

from kg.stores.base import Store
from kg.stores.oxigraph import DirectoryStore, MemoryStore

__all__ = ["STORES", "Store", "open_store"]

STORES: list[type[Store]] = [MemoryStore, DirectoryStore]


def open_store(place: Path | None, *, read_only: bool = False) -> Store:
    """The store in a directory, or an empty one in memory where no place is given."""
    return (
        MemoryStore.open(None, read_only=read_only)
        if place is None
        else DirectoryStore.open(place, read_only=read_only)
    )
