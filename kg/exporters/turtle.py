"""The whole graph as one Turtle file; which coding says what is told by the claims' own source."""

from __future__ import annotations

from rdflib import Graph

from kg.exporters.base import Content
from kg.vocabulary import PREFIXES

__all__ = ["NAME", "SUFFIXES", "text", "turtle_of"]

NAME = "turtle"
SUFFIXES: tuple[str, ...] = (".ttl",)


def text(content: Content) -> str:
    """Turtle, sorted."""
    union = Graph()
    for graph in content.graphs.values():
        union += graph
    return turtle_of(union)


def turtle_of(graph: Graph) -> str:
    """A graph in Turtle under the standard prefixes."""
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    return graph.serialize(format="turtle")
