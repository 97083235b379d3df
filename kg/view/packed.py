"""The page's data without what it can work out itself: usual values, equal days, and words that the passages hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["packed"]

Record = dict[str, Any]
_USUAL = {"review": "accepted", "status": "asserted"}
_HALF = re.compile("[\ud800-\udfff]")


def packed(world: Record, sources: Mapping[str, Record]) -> Record:
    """The world with shorter claims and figures; `app/dom.js` undoes this.

    >>> packed({"claims": [], "figures": [], "kinds": {}}, {})
    {'claims': [], 'figures': [], 'kinds': {}}
    """
    return world | {name: [_shorter(item, sources) for item in world[name]] for name in ("claims", "figures")}


def _shorter(item: Record, sources: Mapping[str, Record]) -> Record:
    left_out = {name for name, value in _USUAL.items() if item[name] == value}
    if _stands_in(item, sources.get(item["document"], {}).get("passages", ())):
        left_out.add("exact")
    bounds = item["bounds"][:1] if len(set(item["bounds"])) == 1 else item["bounds"]
    return {name: value for name, value in item.items() if name not in left_out} | {"bounds": bounds}


def _stands_in(item: Record, passages: list[Record]) -> bool:
    """Whether the words can be read off a passage; half a letter shifts what follows it, so none is read there."""
    for passage in passages:
        start, end = item["start"] - passage["start"], item["end"] - passage["start"]
        if start >= 0 and end <= len(passage["text"]):
            return passage["text"][start:end] == item["exact"] and not _HALF.search(passage["text"])
    return False
