"""Actors that the gazetteer lacks, recognised by the form of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractors.rules.gazetteer import Gazetteer, slug
from kg.extractors.rules.tokens import tokens
from kg.model import Entity, entity

__all__ = ["newcomers"]

_KINDS = {
    "armed force": "Army|Navy|Air Force|Armed Forces|Defence Forces|Defense Forces|Guard|Guards",
    "armed group": "Front|Brigades?|Militia|Resistance|Battalion|Movement|Forces|Fighters",
    "coalition": "Coalition|Alliance|Bloc",
    "organisation": "Party|Council|Union|League|Foundation|Committee|Organi[sz]ation|Congress|Authority",
    "government": "Ministry|Government",
    "monitor": "Observatory|Monitor",
    "news agency": "News Agency|Press Agency",
}
_CAPITAL = r"[A-Z][\w'’-]{1,20}"
_NAME = rf"{_CAPITAL}(?:\s(?:{_CAPITAL}|of|for|the|al-{_CAPITAL})){{0,4}}"
_BY_LAST_WORD = [
    (kind, re.compile(rf"\b({_CAPITAL}(?:\s(?:{_CAPITAL}|of|for)){{0,3}}\s(?:{words}))\b"))
    for kind, words in _KINDS.items()
]
_GROUP = re.compile(
    rf"\b(?:militant|armed|rebel|jihadist|Islamist|insurgent|paramilitary|militia|separatist)\s(?:group|movement|organi[sz]ation|faction|force)\s[“”\"„]?({_CAPITAL}(?:\s{_CAPITAL}){{0,3}})"
)
_BACKED = re.compile(rf"-(?:backed|aligned|allied|sponsored|supported)\s[“”\"„]?({_CAPITAL}(?:\s{_CAPITAL}){{0,3}})")
_PERSON = re.compile(
    r"\b(?:President|Prime Minister|Minister|General|Gen\.|Colonel|Col\.|Secretary General"
    r"|King|Emir|Sheikh|Commander|spokes(?:man|woman|person)|leader|chief|head|director|commander),?\s"
    rf"({_CAPITAL}(?:\s(?:{_CAPITAL}|(?:al|el|bin|de|van|von)[- ]{_CAPITAL})){{1,3}})"
)


def newcomers(text: str, gazetteer: Gazetteer, document: str) -> Iterator[Entity]:
    """New entities of a document, none of which the gazetteer finds a name in."""
    for kind, pattern in _BY_LAST_WORD:
        for match in pattern.finditer(text):
            yield from _new(match[1].removeprefix("The "), kind, gazetteer, document)
    for pattern in (_GROUP, _BACKED):
        for match in pattern.finditer(text):
            yield from _new(match[1], "armed group", gazetteer, document)
    for match in _PERSON.finditer(text):
        yield from _new(match[1], "person", gazetteer, document)


def _new(name: str, kind: str, gazetteer: Gazetteer, document: str) -> Iterator[Entity]:
    if name.split()[0] in ("The", "A", "On", "In") or any(
        not m.attributive for m in gazetteer.mentions(tokens(name, 0, len(name)))
    ):
        return
    id = slug(name)
    if id not in gazetteer.entities and id not in gazetteer.newcomers:
        yield entity(id=id, name=name, kind=kind, document=document)
