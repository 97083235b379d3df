"""Claims read by rules alone: no model, no network, the same proposals for the same text."""

from __future__ import annotations

from kg.extractors.base import Context
from kg.extractors.rules.reader import Reader
from kg.model import Coding, Source

__all__ = ["NAME", "propose"]

NAME = "rules"


def propose(document: Source, context: Context) -> Coding:
    """The claims and figures that the patterns find in a document, each with the way it was found."""
    return Reader(document, context).coding()
