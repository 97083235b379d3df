"""Every named graph as it is kept, in TriG: one a coding, the catalog, the decisions, the ties."""

from __future__ import annotations

from rdflib import Graph, URIRef

from kg.exporters.base import Content
from kg.exporters.turtle import turtle_of

__all__ = ["NAME", "SUFFIXES", "text"]

NAME = "trig"
SUFFIXES: tuple[str, ...] = (".trig",)


def text(content: Content) -> str:
    """TriG, graphs sorted by name and each sorted inside.

    rdflib's own TriG writer orders graphs by hash, so that the same graph would give other bytes in every run.
    """
    prefixes: dict[str, None] = {}
    blocks = []
    for name in sorted(content.graphs):
        graph = Graph()
        for triple in content.dataset.graph(URIRef(name)):
            graph.add(triple)
        lines = turtle_of(graph).splitlines()
        prefixes |= {line: None for line in lines if line.startswith("@prefix")}
        body = "\n".join(f"    {line}" if line else "" for line in lines if not line.startswith("@prefix"))
        if body.strip():
            blocks.append(f"<{name}> {{\n{body.strip(chr(10))}\n}}")
    return "\n".join(sorted(prefixes)) + "\n\n" + "\n\n".join(blocks) + "\n"
