"""Which words of a source travel with the page: its quotes, the paragraphs around them, or all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from kg.lens import Evidence
from kg.model import Claim, Item, Source

__all__ = ["Texts", "passages"]

Texts = Literal["quotes", "context", "full"]
Span = tuple[int, int]


def passages(source: Source, evidence: Evidence, texts: Texts) -> list[dict[str, Any]]:
    """The parts of a text that travel, each with the place where it starts in the source, in code points."""
    quoted = _quoted(item for item in evidence.items if item.document == source.document)
    if texts == "full":
        spans = [(0, len(source.text))]
    elif texts == "quotes":
        spans = _merged(quoted)
    else:
        spans = _merged((_paragraph(source.text, span) for span in quoted), source.text)
    return [{"start": start, "text": source.text[start:end]} for start, end in spans]


def _quoted(items: Iterable[Item]) -> list[Span]:
    return [span for item in items for span in _spans(item)]


def _spans(item: Item) -> Iterator[Span]:
    yield item.start, item.end
    if isinstance(item, Claim):
        beside = [quote for _, quote in item.refers]
        for quote in [*beside, *([item.attribution] if item.attribution else [])]:
            yield quote.start, quote.end


def _paragraph(text: str, span: Span) -> Span:
    """The lines that a span stands in."""
    end = text.find("\n", max(span[0], span[1] - 1))
    return text.rfind("\n", 0, span[0]) + 1, len(text) if end < 0 else end


def _merged(spans: Iterable[Span], text: str = "") -> list[Span]:
    """The spans in order, those that touch, or that only blanks of the text part, made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start].isspace()):
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged
