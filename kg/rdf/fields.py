"""How one field of a value is written as triples and read back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from rdflib import RDF, Literal, URIRef
from rdflib.term import Node

from kg.interval import Interval
from kg.model import Quote
from kg.rdf.names import Names, path
from kg.vocabulary import AA, vocabulary

__all__ = [
    "DayField",
    "Field",
    "FlagField",
    "IdField",
    "IntegerField",
    "ListField",
    "OptionalField",
    "PairsField",
    "QuoteField",
    "QuotesField",
    "RefField",
    "TermField",
    "TextField",
    "TimeField",
    "Triple",
    "WordField",
    "read",
    "write",
]

Triple = tuple[Node, Node, Node]
Values = Mapping[str, list[str]]
Nodes = Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a class: its property, and how its value becomes triples and comes back.

    A kind of field overrides `term` and `value` (one value, one triple) or `write` and `read`; `empty` is the default,
    which is not written.
    """

    predicate: URIRef

    def write(self, node: URIRef, value: Any, names: Names) -> Iterator[Triple]:
        yield node, self.predicate, self.term(value, names)

    def term(self, value: Any, names: Names) -> Node:
        return Literal(value)

    def read(self, node: str, nodes: Nodes) -> Any:
        values = nodes[node].get(str(self.predicate))
        return self.value(values[0]) if values else self.empty

    def value(self, text: str) -> Any:
        return text

    @property
    def empty(self) -> Any:
        return None


class TextField(Field):
    __slots__ = ()

    @property
    def empty(self) -> Any:
        return ""


class OptionalField(Field):
    """A text that may be absent, and empty only when it is present."""

    __slots__ = ()


class IntegerField(Field):
    __slots__ = ()

    def value(self, text: str) -> Any:
        return int(text)


class FlagField(Field):
    __slots__ = ()

    def value(self, text: str) -> Any:
        return text in ("true", "1")

    @property
    def empty(self) -> Any:
        return False


class DayField(Field):
    __slots__ = ()

    def value(self, text: str) -> Any:
        return date.fromisoformat(text)


class TimeField(Field):
    """A valid time, kept as the coder wrote it."""

    __slots__ = ()

    def term(self, value: Any, names: Names) -> Node:
        return Literal(value.text)

    def value(self, text: str) -> Any:
        return Interval(text)


class IdField(Field):
    """The id of the node itself, which its IRI carries."""

    __slots__ = ()

    def write(self, node: URIRef, value: Any, names: Names) -> Iterator[Triple]:
        return iter(())

    def read(self, node: str, nodes: Nodes) -> Any:
        return unquote(node.rpartition("/")[2])


class RefField(Field):
    """An entity, by its id in the file."""

    __slots__ = ()

    def term(self, value: Any, names: Names) -> Node:
        return names.iri(value)

    def value(self, text: str) -> Any:
        return unquote(text.rpartition("/")[2])


class TermField(Field):
    """A term of the ontology, by its local name."""

    __slots__ = ()

    def term(self, value: Any, names: Names) -> Node:
        return AA[value]

    def value(self, text: str) -> Any:
        return text.rpartition("#")[2]


@dataclass(frozen=True, slots=True)
class WordField(Field):
    """A code word of the ontology."""

    scheme: str

    def term(self, value: Any, names: Names) -> Node:
        return _code(self.scheme)[value]

    def value(self, text: str) -> Any:
        return _word(self.scheme)[text]


@dataclass(frozen=True, slots=True)
class ListField(Field):
    """Several values: each under the property, and the order of all under another."""

    of: type[Field]
    order: URIRef

    def write(self, node: URIRef, value: Any, names: Names) -> Iterator[Triple]:
        item = self.of(self.predicate)
        for one in value:
            yield node, self.predicate, item.term(one, names)
        if value:
            yield node, self.order, Literal(json.dumps(value, ensure_ascii=False))

    def read(self, node: str, nodes: Nodes) -> Any:
        order = nodes[node].get(str(self.order))
        return tuple(json.loads(order[0])) if order else ()


class PairsField(Field):
    """Named texts: one literal a pair, the name before the first space."""

    __slots__ = ()

    def write(self, node: URIRef, value: Any, names: Names) -> Iterator[Triple]:
        for name, text in value:
            yield node, self.predicate, Literal(f"{name} {text}")

    def read(self, node: str, nodes: Nodes) -> Any:
        parts = (text.partition(" ") for text in nodes[node].get(str(self.predicate), ()))
        return tuple(sorted((name, text) for name, _, text in parts))


class QuotesField(Field):
    """Quotes beside the claim's own, by the part that they play."""

    __slots__ = ()

    def write(self, node: URIRef, value: Any, names: Names) -> Iterator[Triple]:
        for role, words in value:
            beside = URIRef(f"{node}/{path(self.predicate.rpartition('#')[2])}/{path(role)}")
            yield node, self.predicate, beside
            yield beside, RDF.type, AA.Quote
            yield beside, AA.role, Literal(role)
            yield beside, AA.exact, Literal(words.exact)
            yield beside, AA.start, Literal(words.start)
            yield beside, AA.end, Literal(words.end)

    def read(self, node: str, nodes: Nodes) -> Any:
        return tuple(sorted(self._quote(nodes[beside]) for beside in nodes[node].get(str(self.predicate), ())))

    @staticmethod
    def _quote(values: Values) -> tuple[str, Quote]:
        role, exact, start, end = (values[str(p)][0] for p in (AA.role, AA.exact, AA.start, AA.end))
        return role, Quote(exact, int(start), int(end))


class QuoteField(QuotesField):
    """At most one quote beside the claim's own."""

    __slots__ = ()

    def write(self, node: URIRef, value: Any, names: Names) -> Iterator[Triple]:
        return QuotesField.write(self, node, (("words", value),), names)

    def read(self, node: str, nodes: Nodes) -> Any:
        found = QuotesField.read(self, node, nodes)
        return found[0][1] if found else None


def write(table: Mapping[str, Field], node: URIRef, thing: object, names: Names) -> Iterator[Triple]:
    """The triples of every field of a value that is not at its default."""
    for name, field in table.items():
        value = getattr(thing, name)
        if value != field.empty:
            yield from field.write(node, value, names)


def read(table: Mapping[str, Field], node: str, nodes: Nodes) -> dict[str, Any]:
    """The fields of a value, defaults filled in."""
    return {name: field.read(node, nodes) for name, field in table.items()}


@lru_cache(maxsize=16)
def _code(scheme: str) -> dict[str, URIRef]:
    words = vocabulary()
    return {word: words.term(scheme, word) for word in words.words(scheme)}


@lru_cache(maxsize=16)
def _word(scheme: str) -> dict[str, str]:
    return {str(iri): word for word, iri in _code(scheme).items()}
