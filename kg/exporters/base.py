"""What an exporter is: a module with these three names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from rdflib import Graph

from kg.lens import Evidence
from kg.model import Item

__all__ = ["Content", "Exporter"]


@dataclass(frozen=True)
class Content:
    """What is exported: the named graphs, the evidence in them, and claims and figures as their files write them."""

    graphs: Mapping[str, Graph]
    evidence: Evidence
    items: Mapping[str, Item]


class Exporter(Protocol):
    """Writes a graph as text of one format; the same graph gives the same text."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def text(self, content: Content) -> str:
        """The text of the file."""
        ...
