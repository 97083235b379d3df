"""How ids become IRIs, and back."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from rdflib import URIRef

from kg.vocabulary import BASE

__all__ = ["Names", "claim_iri", "dyad_iri", "entity_iri", "key_of", "path"]


class Names(NamedTuple):
    """How ids of one document become IRIs: those of global entities lead to them, all others stay in the document."""

    document: str
    shared: frozenset[str]

    def iri(self, id: str) -> URIRef:
        """The IRI of an entity by the id that the file writes."""
        return entity_iri(id if id in self.shared else f"{self.document}#{id}")


@lru_cache(maxsize=65536)
def entity_iri(key: str) -> URIRef:
    """The IRI of an entity by its key.

    >>> entity_iri("iran"), entity_iri("x#jihadists")
    (rdflib.term.URIRef('https://w3id.org/actor-alliance/actor/iran'), rdflib.term.URIRef('https://w3id.org/actor-alliance/entity/x/jihadists'))
    """
    document, hash_, id = key.rpartition("#")
    return URIRef(BASE + (f"entity/{path(document)}/{path(id)}" if hash_ else f"actor/{path(id)}"))


def key_of(iri: str) -> str:
    """The key of an entity by its IRI."""
    kind, _, rest = iri.removeprefix(BASE).partition("/")
    return "#".join(unquote(part) for part in rest.split("/")) if kind == "entity" else unquote(rest)


def claim_iri(id: str) -> URIRef:
    """The IRI of a claim or figure by its id."""
    return URIRef(f"{BASE}claim/{id}")


def dyad_iri(one: URIRef, other: URIRef) -> URIRef:
    """The key of an unordered pair of entities, which makes queries about a pair fast."""
    return URIRef(f"{BASE}dyad/{'--'.join(sorted(path(key_of(end)) for end in (one, other)))}")


def path(text: str) -> str:
    """A text as one segment of an IRI."""
    return quote(text, safe="", errors="surrogatepass")
