"""Stores over pyoxigraph, in memory and in a directory: the only module that imports it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from oxrdflib.store import OxigraphStore
from rdflib import XSD, BNode, Dataset, Graph, Literal, URIRef, Variable
from rdflib.query import Result
from rdflib.term import Identifier, Node

from kg.errors import NotReady, QueryError, StoreError
from kg.stores.base import Triple
from kg.vocabulary import PREFIXES

__all__ = ["DirectoryStore", "MemoryStore"]

_WAITS = (0.01, 0.05, 0.2, 0.5)
_Term = ox.NamedNode | ox.BlankNode | ox.Literal


class MemoryStore:
    """Named graphs in memory, gone with the process."""

    NAME = "memory"

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine

    @classmethod
    def open(cls, place: Path | None, *, read_only: bool) -> MemoryStore:
        """An empty store."""
        return cls(ox.Store())

    def replace(self, graphs: Mapping[URIRef, Iterable[Triple]]) -> None:
        """Gives each graph these triples in place of its own, in one transaction."""
        try:
            steps = [f"DROP SILENT GRAPH {_named(graph)}" for graph in graphs]
            for graph, triples in graphs.items():
                if body := "".join(f"{_term(s)} {_term(p)} {_term(o)} .\n" for s, p, o in triples):
                    steps.append(f"INSERT DATA {{ GRAPH {_named(graph)} {{\n{body}}} }}")
            self._engine.update(";\n".join(steps))
            self._keep()
        except (OSError, RuntimeError) as error:
            raise StoreError(
                f"the store cannot be written ({error}); free some space or check its permissions"
            ) from error

    def _keep(self) -> None:
        """Nothing to do in memory."""

    def graphs(self) -> list[str]:
        """The names of the graphs, sorted."""
        return sorted(str(graph.value) for graph in self._engine.named_graphs() if isinstance(graph, ox.NamedNode))

    def triples(self, graph: str) -> Iterator[tuple[str, str, str]]:
        """The triples of a graph as lexical values."""
        for quad in self._engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            yield _value(quad.subject), quad.predicate.value, _value(quad.object)

    def graph(self, name: str) -> Graph:
        """A copy of a graph, as rdflib has it."""
        copy = Graph()
        for quad in self._engine.quads_for_pattern(None, None, None, ox.NamedNode(name)):
            copy.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
        return copy

    def query(self, text: str, *, graphs: Iterable[str], bindings: Mapping[str, Node]) -> Result:
        """What a SPARQL query gives; the standard prefixes are declared, and nothing is pasted into its text."""
        asked = set(graphs)
        # The engine reads the union of all graphs many times faster than a list of them.
        everything = asked >= set(self.graphs())
        try:
            found = self._engine.query(
                text,
                prefixes=dict(PREFIXES),
                use_default_graph_as_union=everything,
                default_graph=None if everything else [ox.NamedNode(graph) for graph in asked],
                substitutions={ox.Variable(name): _term(term) for name, term in bindings.items()},
            )
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query is refused: {error}; mend it there") from error
        return _result(found)

    def dataset(self) -> Dataset:
        """The same graphs through rdflib."""
        return Dataset(store=OxigraphStore(store=self._engine))

    def close(self) -> None:
        """Nothing to let go of."""


class DirectoryStore(MemoryStore):
    """Named graphs in a directory of files; one process writes, others read a snapshot."""

    NAME = "oxigraph"

    @classmethod
    def open(cls, place: Path | None, *, read_only: bool) -> DirectoryStore:
        """The store in a directory, made where there is none; for reading it has to be there."""
        if place is None:
            raise StoreError("a directory store needs a directory; name one")
        there = (place / "CURRENT").exists()
        if read_only and not there:
            raise NotReady(f"no store at {place}; run 'kg build' or name another with --db")
        try:
            if place.exists() and not there and (not place.is_dir() or any(place.iterdir())):
                raise StoreError(f"{place} holds something that is no store; name an empty or new folder")
            if read_only:
                return cls(_snapshot(place))
            place.mkdir(parents=True, exist_ok=True)
            return cls(ox.Store(str(place)))
        except (OSError, RuntimeError) as error:
            raise StoreError(
                f"the store at {place} cannot be opened ({_reason(error)}); {_cure(place, error)}"
            ) from error

    def _keep(self) -> None:
        self._engine.flush()

    def close(self) -> None:
        """Lets another process write."""
        del self._engine


def _snapshot(place: Path) -> ox.Store:
    """The store as it stands; while a writer tidies its files one may vanish under the reader, who tries again."""
    for wait in _WAITS:
        try:
            return ox.Store.read_only(str(place))
        except RuntimeError:
            time.sleep(wait)
    return ox.Store.read_only(str(place))


def _reason(error: OSError | RuntimeError) -> str:
    return getattr(error, "strerror", None) or str(error)


def _cure(place: Path, error: OSError | RuntimeError) -> str:
    if "lock" in str(error).casefold():
        return "another process writes to it, wait for it or name another store"
    nearest = next((folder for folder in (place, *place.parents) if folder.exists()), place)
    return (
        "check the path and its permissions"
        if not os.access(nearest, os.W_OK)
        else "free some space or name another folder"
    )


def _named(iri: URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


def _term(node: Node) -> _Term:
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return (
            ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
        )
    return ox.BlankNode(str(node))


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


@lru_cache(maxsize=65536)
def _node(term: object) -> Identifier:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = URIRef(term.datatype.value)
        return Literal(term.value, datatype=None if datatype == XSD.string else datatype)
    return BNode(_value(term))


def _result(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    """The same answer as rdflib gives it, so that rdflib's readers and writers apply."""
    if isinstance(found, ox.QueryBoolean):
        answer = Result("ASK")
        answer.askAnswer = bool(found)
    elif isinstance(found, ox.QueryTriples):
        answer = Result("CONSTRUCT")
        answer.graph = Graph()
        for triple in found:
            answer.graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    else:
        answer = Result("SELECT")
        answer.vars = [Variable(variable.value) for variable in found.variables]
        names = answer.vars
        answer.bindings = [
            {name: _node(term) for name, term in zip(names, row, strict=True) if term is not None} for row in found
        ]
    return answer
