"""Texts to proposed claims. A new extractor is one module and its name in the list below."""

from __future__ import annotations

from kg.errors import UnknownTerm, did_you_mean
from kg.extractors import llm, rules
from kg.extractors.base import Context, Extraction, Extractor, Rejected, gated
from kg.model import Source

__all__ = ["EXTRACTORS", "Context", "Extraction", "Extractor", "Rejected", "extract", "extractor_named"]

EXTRACTORS: list[Extractor] = [rules, llm]
_BY_NAME = {extractor.NAME: extractor for extractor in EXTRACTORS}


def extractor_named(name: str) -> Extractor:
    """The extractor of that name; raises UnknownTerm."""
    if name not in _BY_NAME:
        raise UnknownTerm(f"no extractor '{name}'; {did_you_mean(name, _BY_NAME)}")
    return _BY_NAME[name]


def extract(document: Source, context: Context, *, extractor: str = "rules") -> Extraction:
    """The proposals of a document that pass the gates, and those that do not."""
    return gated(extractor_named(extractor).propose(document, context), context)
