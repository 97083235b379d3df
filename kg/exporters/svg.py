"""The picture of the ties as one SVG file, for print and reports: the same positions as on the page."""

from __future__ import annotations

from kg import view
from kg.exporters.base import Content

__all__ = ["NAME", "SUFFIXES", "text"]

NAME = "svg"
SUFFIXES: tuple[str, ...] = (".svg",)


def text(content: Content) -> str:
    """SVG."""
    return view.svg(content.evidence)
