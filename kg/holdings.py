"""What a store holds, read as codings and written as whole changes.

A change names the graphs that it replaces: codings, catalog, decisions, and what is derived from them; the store takes
all of it or nothing. Reading decodes each coding once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from rdflib import BNode, Graph, Literal, URIRef

from kg.decisions import ADDED, noted, reviewed
from kg.errors import KGError
from kg.identity import one_key_each, refuse_contradiction
from kg.lens import Evidence
from kg.model import Background, Claim, Coding, Dispute, Entity, Figure, Item, Source, entity_key
from kg.rdf import (
    DERIVED,
    Decision,
    Entry,
    Judgement,
    Names,
    Note,
    coding_iri,
    decisions_of,
    decode,
    derived_triples,
    encode,
    encode_catalog,
    encode_claims,
    encode_decisions,
    encode_judgements,
    encode_notes,
    entries_of,
    judgements_of,
    notes_of,
    read_actors,
    read_background,
)
from kg.reasoning import infer, inferred_triples, links_between
from kg.stores import Store
from kg.stores.base import Triple
from kg.vocabulary import AA, Vocabulary, ontology_folder, vocabulary

__all__ = ["MOST_INFERRED_FROM", "Holdings", "Ontology"]

MOST_INFERRED_FROM = 5_000

_MODULES = ("actors.ttl", "codebook.ttl", "inference.ttl")


@dataclass(frozen=True)
class Ontology:
    """The words, the global entities and the background links of the ontology folder."""

    words: Vocabulary
    shared: Mapping[str, Entity]
    background: tuple[Background, ...]
    graph: Graph

    @classmethod
    def read(cls) -> Ontology:
        """The project's own ontology."""
        words = vocabulary()
        graph = Graph()
        for name in _MODULES:
            graph.parse(data=(ontology_folder() / name).read_text(encoding="utf-8"), format="turtle")
        shared = {actor.id: actor for actor in read_actors(graph, words)}
        return cls(words, shared, read_background(graph), graph + words.graph)

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """What a store keeps of the ontology: all but nodes without a name, which only reasoners need."""
        return tuple(triple for triple in self.graph if not any(isinstance(term, BNode) for term in triple))

    @cached_property
    def digest(self) -> str:
        """The fingerprint of what a store keeps of the ontology."""
        lines = sorted(f"{s} {p} {o!r}" for s, p, o in self.triples)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @cached_property
    def shared_ids(self) -> frozenset[str]:
        """The ids of the global entities."""
        return frozenset(self.shared)


class Holdings:
    """The codings, decisions and derived graphs of one store."""

    def __init__(self, store: Store, ontology: Ontology) -> None:
        self.store = store
        self.ontology = ontology
        self._decoded: dict[str, Coding] = {}
        self._evidence: dict[date | None, Evidence] = {}
        self._items: dict[str, Item] | None = None
        self._inferences = infer(Evidence(words=ontology.words))

    @cached_property
    def catalog(self) -> tuple[Entry, ...]:
        """Every coding that was ever loaded."""
        return entries_of(self.store.triples(str(DERIVED["catalog"])))

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Every review decision, in order."""
        return decisions_of(self.store.triples(str(DERIVED["decisions"])))

    def coding(self, iri: str) -> Coding:
        """One coding, as it was loaded."""
        if iri not in self._decoded:
            self._decoded[iri] = decode(self.store.triples(iri), iri)
        return self._decoded[iri]

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement on identity, in order."""
        return judgements_of(self.store.triples(str(DERIVED["judgements"])))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Every note of an analyst, in order."""
        return notes_of(self.store.triples(str(DERIVED["notes"])))

    def current(self, known_by: date | None = None) -> tuple[Coding, ...]:
        """The coding of each document that counts, as reviewed: now, or as it was known on a day."""
        decisions = [d for d in self.decisions if known_by is None or d.when <= known_by]
        notes = [n for n in self.notes if known_by is None or n.when <= known_by]
        entries = _current(self.catalog, known_by)
        return tuple(noted(reviewed(self.coding(entry.coding), decisions), notes) for entry in entries)

    def as_coded(self) -> tuple[Coding, ...]:
        """The coding of each document that counts, as its coder left it."""
        return tuple(self.coding(entry.coding) for entry in _current(self.catalog, None))

    def all_of(self, document: str) -> tuple[Coding, ...]:
        """Every live coding of a document: the one that counts and those of other coders."""
        live = [entry for entry in self.catalog if entry.document == document and entry.standing == "live"]
        return tuple(self.coding(entry.coding) for entry in live)

    def query_graphs(self) -> list[str]:
        """The graphs that queries see by default: current codings, ontology and what is derived."""
        return [*(entry.coding for entry in _current(self.catalog, None)), *map(str, DERIVED.values())]

    def exported_graphs(self) -> list[str]:
        """The graphs that an export holds: all but the ontology, which has files of its own."""
        return [graph for graph in self.query_graphs() if graph != str(DERIVED["ontology"])]

    def evidence(self, known_by: date | None = None) -> Evidence:
        """Everything that may count, its ends as entity keys, decisions applied."""
        if known_by not in self._evidence:
            judgements = [j for j in self.judgements if known_by is None or j.when <= known_by]
            self._evidence[known_by] = _evidence(self.current(known_by), one_key_each(judgements), self.ontology)
        return self._evidence[known_by]

    def items(self) -> Mapping[str, Item]:
        """The claims and figures of the current codings by id, as their files write them, decisions applied."""
        if self._items is None:
            self._items = {item.id: item for coding in self.current() for item in coding.items}
        return self._items

    def described_keys(self) -> frozenset[str]:
        """The key of every entity before any is judged to be another."""
        local = {e.key for coding in self.current() for e in coding.entities if e.id not in self.ontology.shared}
        return frozenset(local | set(self.ontology.shared))

    @property
    def sources(self) -> dict[str, Source]:
        """The documents that are loaded, by id."""
        return {coding.document: coding.source for coding in self.current()}

    # ------------------------------------------------------------ changes

    def add(self, codings: Iterable[Coding], *, replacing: bool = False) -> tuple[Coding, ...]:
        """Takes in some codings in one step; gives those that were new or became current again."""
        catalog, taken = list(self.catalog), []
        graphs: dict[URIRef, list[Triple]] = {}
        for coding in codings:
            self._refuse_other_document(coding, catalog, replacing)
            iri = str(coding_iri(coding))
            mine = [e for e in catalog if e.document == coding.document and (replacing or e.coder == coding.coder.id)]
            if any(entry.coding == iri and entry.standing == "live" for entry in mine):
                continue
            catalog = [replace(e, standing="superseded") if e in mine and e.standing == "live" else e for e in catalog]
            catalog = [entry for entry in catalog if entry.coding != iri]
            sequence = 1 + max((entry.sequence for entry in catalog), default=0)
            about = (coding.document, iri, coding.coder.id, coding.coder.kind, coding.recorded, sequence)
            catalog.append(Entry(*about))
            graphs[URIRef(iri)] = encode(coding, Names(coding.document, self.ontology.shared_ids))[1]
            self._decoded[iri] = coding
            taken.append(coding)
        if taken or self._is_stale():
            self._write(graphs, catalog=tuple(sorted(catalog)))
        return tuple(taken)

    def _is_stale(self) -> bool:
        """Whether what is derived was made with another ontology."""
        kept = [o for s, p, o in self.store.triples(str(DERIVED["ontology"])) if p == str(AA.sha256)]
        return bool(self.catalog) and kept != [self.ontology.digest]

    @property
    def infers(self) -> bool:
        """Whether inferences are kept: in a large dense graph two-step ones outgrow the claims a hundredfold."""
        return len(self.evidence().claims) <= MOST_INFERRED_FROM

    def _refuse_other_document(self, coding: Coding, catalog: Iterable[Entry], replacing: bool) -> None:
        for entry in catalog:
            if replacing or entry.document != coding.document or entry.standing != "live":
                continue
            held, new = self.coding(entry.coding).source, coding.source
            for field in ("publisher", "published"):
                if getattr(held, field) != getattr(new, field):
                    raise KGError(
                        f"{new.document} {field}: '{getattr(new, field)}', but the graph holds a document of that id "
                        f"with '{getattr(held, field)}'; rename the text file, or load with --replace"
                    )

    def withdraw(self, document: str) -> int:
        """Takes every coding of a document out of all answers; gives how many claims that were."""
        leaving = [coding for coding in self.current() if coding.document == document]
        catalog = tuple(replace(e, standing="withdrawn") if e.document == document else e for e in self.catalog)
        self._write({}, catalog=catalog)
        return sum(len(coding.claims) for coding in leaving)

    def decide(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """Adds decisions to those that were made, in one step, and gives them with their numbers."""
        first = 1 + max((decision.number for decision in self.decisions), default=0)
        new = tuple(replace(decision, number=first + n) for n, decision in enumerate(decisions))
        self._write({}, decisions=(*self.decisions, *new))
        return new

    def judge(self, judgement: Judgement) -> Judgement:
        """Adds a judgement on identity; raises KGError where it contradicts those that stand."""
        numbered = replace(judgement, number=1 + max((j.number for j in self.judgements), default=0))
        refuse_contradiction((*self.judgements, numbered), self.evidence().entities)
        self._write({}, judgements=(*self.judgements, numbered))
        return numbered

    def note(self, note: Note) -> Note:
        """Adds a note to those that were written."""
        numbered = replace(note, number=1 + max((one.number for one in self.notes), default=0))
        self._write({}, notes=(*self.notes, numbered))
        return numbered

    def _write(
        self,
        codings: Mapping[URIRef, list[Triple]],
        *,
        catalog: tuple[Entry, ...] | None = None,
        decisions: tuple[Decision, ...] | None = None,
        judgements: tuple[Judgement, ...] | None = None,
        notes: tuple[Note, ...] | None = None,
    ) -> None:
        """Writes what is new together with all that follows from it, in one step of the store."""
        catalog = self.catalog if catalog is None else catalog
        decisions = self.decisions if decisions is None else decisions
        judgements = self.judgements if judgements is None else judgements
        notes = self.notes if notes is None else notes
        current = _current(catalog, None)
        read = [noted(reviewed(self.coding(entry.coding), decisions), notes) for entry in current]
        evidence = _evidence(read, one_key_each(judgements), self.ontology)
        few = len(evidence.claims) <= MOST_INFERRED_FROM
        inferences = self._inferences.updated(evidence if few else Evidence(words=self.ontology.words))
        derived: dict[str, Iterable[Triple]] = {
            "catalog": encode_catalog(catalog, (entry.coding for entry in current)),
            "decisions": encode_decisions(decisions),
            "inferred": (*inferred_triples(inferences, self.ontology.graph), *links_between(evidence)),
            "judgements": encode_judgements(judgements),
            "notes": encode_notes(notes),
            "reviewed": self._added_by_reviewers(read),
            "ontology": (*self.ontology.triples, (DERIVED["ontology"], AA.sha256, Literal(self.ontology.digest))),
            "ties": derived_triples(evidence.claims, evidence.figures, evidence.disputes, self.ontology.words),
        }
        self.store.replace({**codings, **{DERIVED[name]: triples for name, triples in derived.items()}})
        self._evidence, self._items, self._inferences = {None: evidence}, None, inferences
        for name in ("catalog", "decisions", "judgements", "notes"):
            self.__dict__.pop(name, None)

    def _added_by_reviewers(self, read: Iterable[Coding]) -> Iterator[Triple]:
        """The claims that no coding holds, only a reviewer's decision."""
        for coding in read:
            added = [claim for claim in coding.claims if claim.file_id.startswith(ADDED)]
            yield from encode_claims(added, Names(coding.document, self.ontology.shared_ids))


def _current(catalog: Iterable[Entry], known_by: date | None) -> list[Entry]:
    """One entry a document: the newest human one, else the newest machine one.

    As known by a day, also what was superseded since counts; what was withdrawn never does.
    """
    chosen: dict[str, Entry] = {}
    for entry in catalog:
        counts = entry.standing == "live" if known_by is None else entry.standing != "withdrawn"
        if counts and (known_by is None or entry.recorded <= known_by):
            best = chosen.get(entry.document)
            if best is None or entry.rank > best.rank:
                chosen[entry.document] = entry
    return [chosen[document] for document in sorted(chosen)]


def _evidence(codings: Iterable[Coding], same: Mapping[str, str], ontology: Ontology) -> Evidence:
    claims: list[Claim] = []
    figures: list[Figure] = []
    disputes: list[Dispute] = []
    entities: dict[str, Entity] = dict(ontology.shared)
    read = list(codings)
    ids = {(c.document, item.file_id): item.id for c in read for item in c.items}
    for coding in read:
        key = _Keys(coding.document, ontology.shared_ids, same)
        claims.extend(map(key.claim, coding.claims))
        figures.extend(map(key.figure, coding.figures))
        disputes.extend(
            replace(d, a=_named(ids, coding.document, d.a), b=_named(ids, coding.document, d.b))
            for d in coding.disputes
        )
        local = {entity.key: entity for entity in coding.entities if entity.id not in ontology.shared}
        entities |= {key: entity for key, entity in local.items() if same.get(key, key) == key}
    return Evidence(
        claims=tuple(claims),
        figures=tuple(figures),
        disputes=tuple(disputes),
        entities=entities,
        background=ontology.background,
        words=ontology.words,
        reliabilities={c.document: c.source.reliability for c in read if c.source.reliability},
    )


def _named(ids: Mapping[tuple[str, str], str], document: str, end: str) -> str:
    """The id of what one side of a dispute names; where no loaded document has it, the words of the file."""
    other, hash_, id = end.rpartition("#")
    return ids.get((other if hash_ else document, id), end if hash_ else f"{document}#{end}")


@dataclass(frozen=True, slots=True)
class _Keys:
    """Writes entity keys for the ids of one document."""

    document: str
    shared: frozenset[str]
    same: Mapping[str, str]

    def of(self, id: str) -> str:
        key = entity_key(id, None if id in self.shared else self.document)
        return self.same.get(key, key)

    def maybe(self, id: str | None) -> str | None:
        return None if id is None else self.of(id)

    def claim(self, claim: Claim) -> Claim:
        return replace(
            claim,
            subject=self.of(claim.subject),
            object=self.maybe(claim.object),
            against=self.maybe(claim.against),
            between=tuple(map(self.of, claim.between)),
            claimer=self.of(claim.claimer),
            relayed_by=tuple(map(self.of, claim.relayed_by)),
            place=self.maybe(claim.place),
        )

    def figure(self, figure: Figure) -> Figure:
        return replace(
            figure,
            claimer=self.of(figure.claimer),
            relayed_by=tuple(map(self.of, figure.relayed_by)),
            about=self.maybe(figure.about),
            by_whom=self.maybe(figure.by_whom),
            place=self.maybe(figure.place),
        )
