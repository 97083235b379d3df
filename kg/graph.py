"""The knowledge graph: the one place that knows all the parts."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import networkx as nx
from rdflib import Dataset, Literal
from rdflib.query import Result
from rdflib.term import Node

from kg import exporters, importers, view
from kg.diff import Difference, difference, lost_without, of_document
from kg.disputes import Disagreement, disagreements
from kg.errors import InvalidFile, KGError, NotReady, RejectedCoding
from kg.gates import check
from kg.guard import check_query
from kg.holdings import MOST_INFERRED_FROM, Holdings, Ontology
from kg.identity import one_key_each, suggestions
from kg.interval import Duration, Interval
from kg.lens import LEVELS, Evidence, Lens, tellers
from kg.model import Claim, Coding, Entity, Figure, Item, Source, entity_key
from kg.names import Directory
from kg.network import network
from kg.proof import Proof, proof
from kg.questions import Answer, Asker, question
from kg.rdf import Judgement, Note, entity_iri
from kg.review import Review
from kg.stores import open_store
from kg.summary import Summary, summary
from kg.ties import Tie, Ties
from kg.validation import Finding, findings_of, findings_of_file, findings_of_ontology
from kg.view.passages import Texts

__all__ = ["KnowledgeGraph", "Loaded", "Page"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: documents read, claims in them, claims that are new, and what a coder may want to look at."""

    sources: int
    claims: int
    new: int
    notes: tuple[str, ...] = ()


class Page(str):
    """The HTML of a page; a notebook shows it inline."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return view.notebook_html(self)


class KnowledgeGraph:
    """Claims about who stands with whom, each with its teller, quote and time.

    `place` is the directory of a store; without one the graph lives in memory. Opened `read_only` it sees what was
    stored at that moment. Every change is kept whole or not at all.

    >>> g = KnowledgeGraph()
    >>> g.load("seeds").claims
    54
    >>> g.tie("Iran", "Assad government", at="2024-11-29").status
    'support'
    >>> g.tie("HTS", "Assad government").inherited_via
    ('000_17ca18af47506497#jihadists', 'syrian-army')
    """

    def __init__(self, place: str | Path | None = None, *, read_only: bool = False) -> None:
        self._store = open_store(Path(place) if place is not None else None, read_only=read_only)
        self._holdings = Holdings(self._store, Ontology.read())
        self._directory: Directory | None = None
        self._asker = Asker(self._holdings, self.find)

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store."""
        self._store.close()

    # ------------------------------------------------------------ putting in and taking out

    def load(self, *paths: str | Path, replace: bool = False) -> Loaded:
        """Takes in claims files and folders of them, all or none; what is there already changes nothing.

        A changed coding of the same coder supersedes the old one and keeps the decisions of reviewers. `replace` lets a
        document take the place of another of the same id. Raises InvalidFile or RejectedCoding.
        """
        files = list(importers.claims_files(map(Path, paths)))
        codings = [importers.read(path) for path in files]
        notes = [note for coding in codings for note in self._admit(coding)]
        known = set(self._holdings.items())
        self._holdings.add(codings, replacing=replace)
        self._directory = None
        ids = [claim.id for coding in codings for claim in coding.claims]
        if not self._holdings.infers:
            notes.append(
                f"inferences are kept up to {MOST_INFERRED_FROM} claims; ask for ties, which have no such limit"
            )
        return Loaded(len({coding.document for coding in codings}), len(ids), len(set(ids) - known), tuple(notes))

    def _admit(self, coding: Coding) -> list[str]:
        violations = check(coding, self._holdings.ontology.shared, self._holdings.ontology.words)
        if refused := [str(violation) for violation in violations if violation.refuses]:
            raise RejectedCoding(*refused)
        return [str(violation) for violation in violations]

    def add(self, *claims: Claim, recorded: date | None = None) -> Loaded:
        """Adds claims to the current codings of their documents, all or none; raises NotReady for an unknown one."""
        codings = []
        for document in sorted({claim.document for claim in claims}):
            coding = self.coding(document)
            kept = {claim.id for claim in coding.claims}
            own = [claim for claim in claims if claim.document == document]
            new = replace(coding, claims=tuple(own), figures=(), disputes=()).identified().claims
            claims_now = (*coding.claims, *(claim for claim in new if claim.id not in kept))
            codings.append(replace(coding, claims=claims_now, recorded=recorded or coding.recorded))
        for coding in codings:
            self._admit(coding)
        known = set(self._holdings.items())
        self._holdings.add(codings)
        self._directory = None
        return Loaded(len(codings), len(claims), len(set(self._holdings.items()) - known))

    def retract(self, *, source: str) -> int:
        """Takes a document out of every answer; gives how many claims that were."""
        document = self.coding(source).document
        self._directory = None
        return self._holdings.withdraw(document)

    def read_again(self, path: str | Path) -> Coding:
        """A claims file about a document that the graph holds, read against the text in the graph."""
        return importers.read_against(Path(path), self.sources)

    @property
    def review(self) -> Review:
        """The queue of proposals and every operation on it."""
        return Review(self._holdings)

    def judge(self, one: str, other: str, verdict: str, *, by: str, when: date, reason: str = "") -> Judgement:
        """Records that two entities are the same, different, maybe the same, or open again; raises KGError.

        An entity that already goes by another's key is addressed by its own, `document#id`.
        """
        keys = [name if name in self._holdings.described_keys() else self.find(name).key for name in (one, other)]
        self._directory = None
        return self._holdings.judge(Judgement(0, keys[0], keys[1], verdict, by, when, reason))

    def annotate(
        self, about: str, *, by: str, when: date, words: str = "", tags: Iterable[str] = (), grade: str = ""
    ) -> Note:
        """Writes a note, tags or an Admiralty grade beside a claim (1 to 6) or a document (A to F); none is removed.

        A claim is addressed as in the review, a document by its id. Raises KGError for a grade that is off the scale.
        """
        document = about in self.sources
        scale = "ABCDEF" if document else "123456"
        if grade and grade not in tuple(scale):
            raise KGError(f"'{grade}' is no grade of a {'document' if document else 'claim'}; write one of {scale}")
        if not (words.strip() or grade or tuple(tags)):
            raise KGError("a note needs words, a tag or a grade; give one of them")
        target = about if document else self.review.item(about).id
        return self._holdings.note(Note(0, target, by, when, words, tuple(tags), grade))

    def suggest(self) -> tuple[tuple[float, Entity, Entity], ...]:
        """Pairs of entities whose names are nearly alike and on which nobody has judged; a likeness joins nothing."""
        return tuple(suggestions(self._evidence(Lens()).entities, self._holdings.judgements))

    def coding(self, source: str) -> Coding:
        """The coding of a document that counts, as reviewed; raises NotReady."""
        for coding in self._holdings.current():
            if source in (coding.document, coding.source.filename):
                return coding
        known = ", ".join(self.sources) or "none"
        raise NotReady(f"no document '{source}' in the graph; loaded: {known}")

    # ------------------------------------------------------------ looking things up

    @property
    def sources(self) -> dict[str, Source]:
        """The documents, by id."""
        return self._holdings.sources

    @property
    def tellers(self) -> tuple[str, ...]:
        """The keys of those who tell some claim or figure, sorted."""
        return tuple(sorted({item.claimer for item in self._evidence(Lens()).items}))

    @property
    def told(self) -> dict[tuple[str, str], str]:
        """The name of every entity by document and by the id that the document's file writes."""
        shared = self._holdings.ontology.shared
        return {
            (coding.document, described.id): shared[described.id].name if described.id in shared else described.name
            for coding in self._holdings.current()
            for described in coding.entities
        }

    @property
    def entities(self) -> dict[str, Entity]:
        """Every entity, by its key: the id of a global one, `document#id` of a local one."""
        return dict(sorted(self._evidence(Lens()).entities.items()))

    def find(self, name: str) -> Entity:
        """The entity of that id, name or alias; raises UnknownTerm or AmbiguousName with the candidates."""
        if self._directory is None:
            entities = self._evidence(Lens()).entities
            same = one_key_each(self._holdings.judgements)
            self._directory = Directory(entities, self._holdings.current(), self._holdings.ontology.shared, same)
        return self._directory.find(name)

    def lens(
        self,
        *,
        at: str | date | None = None,
        known_by: str | date | None = None,
        as_told_by: str | None = None,
        without: str | Iterable[str] = (),
        without_source: str | Iterable[str] = (),
        relation: str | None = None,
        min_origins: int = 0,
        level: str = "organisation",
        persist: str | None = None,
        uncertain: bool = False,
        reliability: str | None = None,
        credibility: int | None = None,
    ) -> Lens:
        """The lens of some options, names of actors resolved; raises a KGError that says which option is wrong."""
        if level not in LEVELS:
            raise KGError(f"no level '{level}'; write {', '.join(LEVELS)}")
        words = self._holdings.ontology.words
        if relation is not None and relation not in words.families:
            words.relation(relation)
        return Lens(
            at=None if at is None else Interval(str(at)),
            known_by=None if known_by is None else Interval(str(known_by)).last,
            as_told_by=None if as_told_by is None else self.find(as_told_by).key,
            without=tuple(self.find(name).key for name in _several(without)),
            without_sources=tuple(self.coding(name).document for name in _several(without_source)),
            relation=relation,
            min_origins=min_origins,
            level=level,
            persist=None if persist is None else Duration(persist),
            uncertain=uncertain,
            reliability=reliability,
            credibility=credibility,
        )

    def _evidence(self, lens: Lens) -> Evidence:
        return self._holdings.evidence(lens.known_by)

    # ------------------------------------------------------------ answers

    def claims(self, *, about: str | None = None, source: str | None = None, **lens: Any) -> tuple[Claim, ...]:
        """The accepted claims that count, by document and place; `about` a party or one of its organs."""
        chosen = self.lens(**lens)
        evidence = self._evidence(chosen)
        picked = chosen.claims(evidence)
        if chosen.at is not None:
            reach = ("stated", "carried", "uncertain") if chosen.uncertain else ("stated", "carried")
            picked = tuple(c for c in picked if chosen.holds(c, (), evidence.relation(c)) in reach)
        picked = tuple(claim for claim in picked if chosen.admits(evidence.relation(claim)))
        return tuple(item for item in self._written(picked, about, source) if isinstance(item, Claim))

    def figures(self, *, about: str | None = None, source: str | None = None, **lens: Any) -> tuple[Figure, ...]:
        """The accepted figures that count, by document and place."""
        chosen = self.lens(**lens)
        picked = chosen.figures(self._evidence(chosen))
        return tuple(item for item in self._written(picked, about, source) if isinstance(item, Figure))

    def _written(self, items: Iterable[Item], about: str | None, source: str | None) -> list[Item]:
        document = None if source is None else self.coding(source).document
        party = None if about is None else tellers(self.find(about).key, self._evidence(Lens()))
        named = [item for item in items if party is None or party & {*item.ends, item.claimer}]
        kept = [self._holdings.items()[item.id] for item in named if document in (None, item.document)]
        return sorted(kept, key=lambda item: (item.document, item.start, item.end, item.file_id))

    def tie(self, subject: str, object: str, **lens: Any) -> Tie:
        """What is concluded about an ordered pair."""
        chosen = self.lens(**lens)
        return Ties(self._evidence(chosen), chosen).tie(self.find(subject).key, self.find(object).key)

    def ties(self, **lens: Any) -> tuple[Tie, ...]:
        """Every tie there is, by subject and object."""
        chosen = self.lens(**lens)
        return Ties(self._evidence(chosen), chosen).all()

    def proof(self, subject: str, object: str, **lens: Any) -> Proof:
        """The tie of a pair with every quote for and against it."""
        chosen = self.lens(**lens)
        return proof(self.tie(subject, object, **lens), self._evidence(chosen), self._holdings.items())

    def disputes(self, **lens: Any) -> tuple[Disagreement, ...]:
        """Where tellers disagree, over any relation and over figures."""
        chosen = self.lens(**lens)
        found = disagreements(self._evidence(chosen), chosen)
        items = self._holdings.items()
        return tuple(replace(one, a=items[one.a.id], b=items[one.b.id]) for one in found)

    def summary(self, **lens: Any) -> Summary:
        """Who stands where and on whose word, in one value."""
        chosen = self.lens(**lens)
        return summary(self._evidence(chosen), chosen, len(self.sources))

    def ask(self, name: str, **options: Any) -> Answer:
        """The answer to a named question; what the question does not take is an option of the lens."""
        taken = {parameter.name for parameter in question(name).parameters}
        lens = {key: value for key, value in options.items() if key in _LENS and key not in taken}
        values = {key: value for key, value in options.items() if key not in lens and value is not None}
        return self._asker.ask(name, values, self.lens(**lens))

    def diff(self, before: str, after: str, **lens: Any) -> Difference:
        """What changed between two dates, two documents or two stores."""
        return difference(self._side(before, lens), self._side(after, lens))

    def _side(self, name: str, options: Mapping[str, Any]) -> Ties:
        documents = [document for document, source in self.sources.items() if name in (document, source.filename)]
        if documents:
            chosen = self.lens(**options)
            return Ties(of_document(self._evidence(chosen), documents[0]), chosen)
        if (Path(name) / "CURRENT").exists():
            other = KnowledgeGraph(name, read_only=True)
            chosen = other.lens(**options)
            return Ties(other._evidence(chosen), chosen)
        chosen = self.lens(**{**options, "at": name})
        return Ties(self._evidence(chosen), chosen)

    def without(self, teller: str, **lens: Any) -> Difference:
        """What is lost or differs once a teller's words do not count."""
        chosen = self.lens(**lens)
        return lost_without(self._evidence(chosen), chosen, self.find(teller).key)

    def network(self, **lens: Any) -> nx.MultiDiGraph[str]:
        """The ties as a networkx graph."""
        chosen = self.lens(**lens)
        evidence = self._evidence(chosen)
        return network(Ties(evidence, chosen).all(), evidence.entities, evidence.words)

    def query(self, text: str, **values: object) -> Result:
        """What a SPARQL query gives over current codings, ontology and derived graphs.

        `values` bind variables that the query projects: an Entity as its node, an rdflib term as itself, anything else
        as a literal; none is pasted into the text. Raises QueryError, also for a query that would harm (`guard.py`).
        """
        check_query(text)
        bindings = {name: _bound(value) for name, value in values.items()}
        return self._store.query(text, graphs=self._holdings.query_graphs(), bindings=bindings)

    @property
    def rdf(self) -> Dataset:
        """The same graphs through rdflib."""
        return self._store.dataset()

    # ------------------------------------------------------------ checking and showing

    def validate(self, *paths: str | Path) -> tuple[Finding, ...]:
        """What breaks a gate, a shape or a check: in some files and folders (also an ontology's), or in the graph."""
        ontology = self._holdings.ontology
        if not paths:
            return findings_of(self._holdings.current(), ontology, self._store, self._holdings.query_graphs())
        found: list[Finding] = []
        for path in map(Path, paths):
            if (path / "core.ttl").exists():
                found += findings_of_ontology(path)
            else:
                found += (one for file in importers.claims_files([path]) for one in findings_of_file(file, ontology))
        return tuple(found)

    def view(
        self,
        path: str | Path | None = None,
        *,
        texts: Texts = "context",
        title: str = "",
        **lens: Any,
    ) -> Page:
        """The offline page of the graph; written to a file where one is named."""
        chosen = self.lens(**lens)
        page = Page(view.page(self._evidence(chosen), self.sources, lens=chosen, texts=texts, title=title))
        if path is not None:
            _write(Path(path), page)
        return page

    def to_pyvis(self, **lens: Any) -> Any:
        """The pyvis Network of the ties, for those who draw with it."""
        chosen = self.lens(**lens)
        return view.to_pyvis(self._evidence(chosen), lens=chosen)

    def _repr_html_(self) -> str:
        """The page, inline in a notebook."""
        return self.view()._repr_html_()

    def export(self, path: str | Path) -> None:
        """Writes the graph in the format that the suffix of the file names."""
        target = Path(path)
        exporter = exporters.exporter_for(target)
        evidence = self._evidence(Lens())
        graphs = {name: self._store.graph(name) for name in self._holdings.exported_graphs()}
        content = exporters.Content(graphs, evidence, self._holdings.items())
        _write(target, exporter.text(content))


_LENS = frozenset(inspect.signature(KnowledgeGraph.lens).parameters) - {"self"}


def _several(names: str | Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _bound(value: object) -> Node:
    if isinstance(value, Node):
        return value
    return entity_iri(entity_key(value.id, value.document)) if isinstance(value, Entity) else Literal(value)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise InvalidFile(
            f"{path}: cannot be written ({error.strerror}); check the folder, its permissions and space"
        ) from error
