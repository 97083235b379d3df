"""Every named graph as it is kept, in TriG: one a coding, the catalog, the decisions, the ties."""

from __future__ import annotations

from kg.exporters.base import Content
from kg.exporters.turtle import turtle_of

__all__ = ["NAME", "SUFFIXES", "text"]

NAME = "trig"
SUFFIXES: tuple[str, ...] = (".trig",)


def text(content: Content) -> str:
    """TriG, graphs sorted by name and each sorted inside.

    rdflib's own TriG writer orders graphs by hash, so that the same graph would give other bytes in every run.
    """
    prefixes: set[str] = set()
    blocks = []
    for name in sorted(content.graphs):
        head, _, body = turtle_of(content.graphs[name]).partition("\n\n")
        prefixes.update(head.splitlines())
        blocks.append(f"<{name}> {{\n{body.strip()}\n}}")
    return "\n".join(sorted(prefixes)) + "\n\n" + "\n\n".join(blocks) + "\n"
