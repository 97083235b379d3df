"""What a store is: named graphs of triples in, SPARQL out, every change whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from rdflib import Dataset, Graph, URIRef
from rdflib.query import Result
from rdflib.term import Node

__all__ = ["Store", "Triple"]

Triple = tuple[Node, Node, Node]


class Store(Protocol):
    """Named graphs behind one narrow seam; everything above it is the same for every engine."""

    NAME: str

    @classmethod
    def open(cls, place: Path | None, *, read_only: bool) -> Store:
        """The store at a place; raises StoreError or NotReady."""
        ...

    def replace(self, graphs: Mapping[URIRef, Iterable[Triple]]) -> None:
        """Gives each graph these triples in place of its own, all in one step, and only returns once they are kept.

        A graph without triples is gone. Raises StoreError, and then nothing has changed.
        """
        ...

    def graphs(self) -> list[str]:
        """The names of the graphs that hold something, sorted."""
        ...

    def triples(self, graph: str) -> Iterator[tuple[str, str, str]]:
        """The triples of a graph as lexical values."""
        ...

    def graph(self, name: str) -> Graph:
        """A copy of a graph, as rdflib has it."""
        ...

    def query(self, text: str, *, graphs: Iterable[str], bindings: Mapping[str, Node]) -> Result:
        """What a SPARQL query gives over the union of these graphs, with these variables bound; raises QueryError."""
        ...

    def dataset(self) -> Dataset:
        """The same graphs through rdflib."""
        ...

    def close(self) -> None:
        """Lets go of the store."""
        ...
