"""Puts a named question to a graph: values in, the lens over all, rows with their proof out."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date
from functools import cached_property

from rdflib import Literal, URIRef
from rdflib.query import Result
from rdflib.term import Node

from kg.errors import KGError, NotReady
from kg.holdings import Holdings
from kg.identity import one_key_each
from kg.lens import Evidence, Lens
from kg.model import Entity, Item
from kg.questions.answer import Answer, Cell, Row
from kg.questions.counting import Answering, counting, is_trivial, only
from kg.questions.header import Parameter, Question, question
from kg.questions.neighbourhood import Neighbourhood
from kg.questions.shapes import SHAPES, Matter, Table
from kg.questions.values import day, given, number
from kg.rdf import claim_iri, entity_iri, key_of
from kg.rdf.names import path
from kg.ties import Ties
from kg.vocabulary import AA, BASE

__all__ = ["Asker"]

_CLAIM = f"{BASE}claim/"
_SOURCE = f"{BASE}source/"
_ENTITIES = (f"{BASE}actor/", f"{BASE}entity/")
_KINDS = {"actor": "Actor", "party": "Actor", "place": "Place"}

Finder = Callable[[str], Entity]
Bindings = dict[str, Node]


class Asker:
    """Answers named questions over what a graph holds, and keeps what makes the next answer quick.

    `find` gives the entity of an id, name or alias, and raises with candidates where it cannot. Evidence that the
    holdings have replaced is noticed; nothing has to be told.
    """

    def __init__(self, holdings: Holdings, find: Finder) -> None:
        self._holdings = holdings
        self._find = find
        self._near: dict[date | None, Neighbourhood] = {}
        self._counting: dict[Lens, tuple[Evidence, frozenset[str]]] = {}
        self._graphs: dict[Lens, tuple[Evidence, Answering]] = {}
        self._tables: dict[Lens, tuple[Evidence, Table]] = {}

    def ask(self, id: str, values: Mapping[str, object], lens: Lens) -> Answer:
        """The answer to a question; raises UnknownTerm, AmbiguousName or another KGError that names the parameter."""
        asked = question(id)
        session = _Session(self, asked, given(asked, values), lens)
        rows = session.by_ties() if asked.engine == "ties" else session.by_sparql()
        return Answer(
            question=asked,
            parameters=tuple((name, session.shown(name)) for name in session.given),
            lens=lens,
            columns=asked.columns,
            rows=tuple(sorted(rows, key=_place)),
            sparql=session.sparql,
            names=session.near.evidence.entities,
            empty=self._empty(session.near) if not rows else "",
        )

    def near(self, known_by: date | None) -> Neighbourhood:
        """The evidence that is known by a day, with its indexes."""
        evidence = self._holdings.evidence(known_by)
        kept = self._near.get(known_by)
        if kept is None or kept.evidence is not evidence:
            self._near[known_by] = Neighbourhood(evidence)
        return self._near[known_by]

    def counting(self, lens: Lens) -> frozenset[str]:
        """The ids of everything that counts under a lens."""
        evidence = self._holdings.evidence(lens.known_by)
        kept = self._counting.get(lens)
        if kept is None or kept[0] is not evidence:
            self._counting = {lens: (evidence, counting(evidence, lens))}
        return self._counting[lens][1]

    def graph(self, lens: Lens) -> Answering:
        """A store of what counts under a lens, where everybody goes by one name."""
        evidence = self._holdings.evidence(lens.known_by)
        kept = self._graphs.get(lens)
        if kept is None or kept[0] is not evidence:
            codings = self._holdings.current(lens.known_by)
            self._graphs = {lens: (evidence, only(self.counting(lens), evidence, codings, self._holdings.ontology))}
        return self._graphs[lens][1]

    def table(self, lens: Lens) -> Table:
        """All ties under a lens; the last few are kept."""
        evidence = self._holdings.evidence(lens.known_by)
        kept = self._tables.pop(lens, None)
        if kept is None or kept[0] is not evidence:
            kept = (evidence, Table(Ties(evidence, lens)))
        self._tables = {**dict(list(self._tables.items())[-3:]), lens: kept}
        return kept[1]

    def everything(self) -> Answering:
        """The store itself."""
        return Answering(self._holdings.store, tuple(self._holdings.query_graphs()))

    def same(self, known_by: date | None) -> Mapping[str, str]:
        """The key by which an entity goes that was judged to be another."""
        return one_key_each(one for one in self._holdings.judgements if known_by is None or one.when <= known_by)

    def find(self, name: str) -> Entity:
        """The entity of an id, name or alias."""
        return self._find(name)

    def document(self, name: str) -> URIRef:
        """The node of a document by its id or file name; raises NotReady."""
        sources = self._holdings.sources
        for document, source in sources.items():
            if name in (document, source.filename):
                return URIRef(_SOURCE + path(document))
        raise NotReady(f"no document '{name}' in the graph; loaded: {', '.join(sorted(sources)) or 'none'}")

    @staticmethod
    def _empty(near: Neighbourhood) -> str:
        if not near.evidence.items:
            return "the graph is empty; load claims with 'kg load', or 'kg build' a folder of them"
        return "no match: nothing in the graph answers this with these values and this lens"


class _Session:
    """One question with its values."""

    def __init__(self, asker: Asker, asked: Question, given: Mapping[str, str], lens: Lens) -> None:
        self.asker, self.asked, self.given, self.lens = asker, asked, given, lens
        self.near = near = asker.near(lens.known_by)
        self.words = near.evidence.words
        self.same = asker.same(lens.known_by)
        self.entities = {
            name: self._entity(asked.parameter(name), text)
            for name, text in given.items()
            if asked.parameter(name).type in ("actor", "party", "place", "entity")
        }
        self.sparql = asked.filled(*self._alternatives()) if asked.engine == "sparql" else ""

    def shown(self, name: str) -> str:
        """A value as it was understood: the key of an entity, else the text."""
        return self.entities[name].key if name in self.entities else self.given[name]

    # ------------------------------------------------------------ values

    def _entity(self, parameter: Parameter, text: str) -> Entity:
        entity = self.asker.find(text)
        wanted = _KINDS.get(parameter.type)
        if wanted is not None and wanted not in self.words.kinds[entity.kind].above:
            article = "a place" if parameter.type == "place" else "an actor"
            raise KGError(
                f"{parameter.name} wants {article}, but '{text}' is {entity.name}, {entity.kind}; name another"
            )
        return entity

    def _alternatives(self) -> Iterator[Bindings]:
        """The values to bind; several sets where a party stands for its organs too."""
        names = list(self.given)
        choices = [list(self._nodes(self.asked.parameter(name))) for name in names]
        for chosen in itertools.product(*choices):
            yield dict(zip(names, chosen, strict=True))

    def _nodes(self, parameter: Parameter) -> Iterator[Node]:
        text = self.given[parameter.name]
        match parameter.type:
            case "party":
                key = self.entities[parameter.name].key
                yield from self._named({key} if self.lens.level == "named" else self.near.tellers(key))
            case "actor" | "place" | "entity":
                yield from self._named({self.entities[parameter.name].key})
            case "relation":
                yield AA[self.words.relation(text).name]
            case "document":
                yield self.asker.document(text)
            case "date":
                yield Literal(day(parameter, text))
            case "number":
                yield Literal(number(parameter, text))
            case _:
                yield Literal(text)

    def _named(self, keys: Set[str]) -> Iterable[Node]:
        """Entities under every key that is judged to be theirs."""
        others = {key for key, one in self.same.items() if one in keys}
        return map(entity_iri, sorted(keys | others))

    # ------------------------------------------------------------ answers

    def by_sparql(self) -> list[Row]:
        """The rows that the SPARQL gives, those kept whose every claim counts."""
        cut = self._needs_a_graph_of_its_own()
        graph = self.asker.graph(self.lens) if cut else self.asker.everything()
        names, proving = self.asked.columns, self.asked.claim_columns
        found: dict[tuple[object, ...], tuple[dict[str, Cell], list[str]]] = {}
        for raw in _rows(graph.store.query(self.sparql, graphs=graph.graphs, bindings={})):
            cells = {name: self.cell(raw.get(name)) for name in names}
            claims = [raw[name][len(_CLAIM) :] for name in proving if name in raw]
            alike = (*map(_plain, cells.values()), *(claims if len(proving) > 1 else ()))
            found.setdefault(alike, (cells, []))[1].extend(claims)
        proof = frozenset(id for _, ids in found.values() for id in ids)
        counted = proof if cut or is_trivial(self.lens) else self._counted(proof)
        alone = len(proving) == 1
        rows = []
        for cells, ids in found.values():
            kept = [id for id in ids if id in counted]
            if kept if alone else len(kept) == len(ids):
                rows.append(self._row(tuple(cells[name] for name in names), kept))
        return rows

    def _needs_a_graph_of_its_own(self) -> bool:
        """Whether filtering rows is not enough: for what is not said, for joins of those judged one, for what was."""
        joins = self.asked.whole or len(self.asked.claim_columns) > 1
        unlike = self.asked.whole and not is_trivial(self.lens)
        return unlike or (joins and bool(self.same)) or self.lens.known_by is not None

    def _counted(self, ids: Iterable[str]) -> frozenset[str]:
        items = [self.near.items[id] for id in ids if id in self.near.items]
        return counting(self.near.beside(items, self.lens), self.lens)

    def by_ties(self) -> list[Row]:
        """The rows that the policy of ties gives; the SPARQL fetches their claims."""
        days = {name: text for name, text in self.given.items() if self.asked.parameter(name).type == "date"}
        for name, text in days.items():
            day(self.asked.parameter(name), text)
        matter = Matter(self.asked, self.entities, days, self.lens, self.near, lambda: self.asker.table(self.lens))
        rows = []
        for found in SHAPES[self.asked.shape](matter):
            rows.append(self._row(tuple(found.cells[name] for name in self.asked.columns), found.claims))
        proof = sorted({id for row in rows for id in row.claims})
        self.sparql = self.asked.with_values(["claim"], ({"claim": claim_iri(id)} for id in proof))
        return rows

    def _row(self, cells: tuple[Cell, ...], ids: Iterable[str]) -> Row:
        items = [self.near.items[id] for id in dict.fromkeys(ids)]
        ordered = items if len(self.asked.claim_columns) > 1 else sorted(items, key=_where)
        return Row(cells, tuple(ordered))

    def cell(self, term: str | Literal | None) -> Cell:
        """A value of SPARQL as a value of Python."""
        if term is None or isinstance(term, Literal):
            return None if term is None else _value(term)
        if term not in self._cells:
            self._cells[term] = self._cell(term)
        return self._cells[term]

    @cached_property
    def _cells(self) -> dict[str, Cell]:
        return {}

    def _cell(self, iri: str) -> Cell:
        if iri.startswith(_ENTITIES):
            key = self.same.get(key_of(iri), key_of(iri))
            return self.near.evidence.entities.get(key, key)
        if iri.startswith(_SOURCE):
            return key_of(f"{BASE}actor/{iri[len(_SOURCE) :]}")
        return str(self.words.graph.value(URIRef(iri), _NOTATION) or iri.rpartition("#")[2])


def _plain(cell: Cell) -> object:
    return cell.key if isinstance(cell, Entity) else cell


_NOTATION = URIRef("http://www.w3.org/2004/02/skos/core#notation")


def _rows(result: Result) -> Iterator[Mapping[str, str | Literal]]:
    """The rows of a result, IRIs as plain text."""
    for binding in result.bindings:
        yield {str(name): term if isinstance(term, Literal) else str(term) for name, term in binding.items()}


def _value(term: Literal) -> Cell:
    value = term.toPython()
    return str(value) if isinstance(value, str) or not isinstance(value, int | float | date) else value


def _where(item: Item) -> tuple[str, int, int, str]:
    return item.document, item.start, item.end, item.id


def _place(row: Row) -> tuple[object, ...]:
    cells = (cell.name if isinstance(cell, Entity) else str(cell or "") for cell in row.cells)
    return (*cells, [_where(item) for item in row.proof])
