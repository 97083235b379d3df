"""What stands beside the codings: which of them is current, what reviewers decided, and what follows from both.

Catalog and decisions are kept; the graph of ties is derived and rebuilt in every update that changes a claim.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import RDF, Literal, URIRef

from kg.model import Claim, Dispute, Figure
from kg.rdf.fields import Triple
from kg.rdf.names import claim_iri, entity_iri, key_of, path
from kg.vocabulary import AA, BASE, Vocabulary

__all__ = [
    "DERIVED",
    "Decision",
    "Entry",
    "Judgement",
    "Note",
    "decisions_of",
    "derived_triples",
    "encode_catalog",
    "encode_decisions",
    "encode_judgements",
    "encode_notes",
    "entries_of",
    "judgements_of",
    "notes_of",
]

DERIVED: Mapping[str, URIRef] = {
    name: URIRef(f"{BASE}graph/{name}")
    for name in ("catalog", "decisions", "inferred", "judgements", "notes", "ontology", "reviewed", "ties")
}
Rows = Iterable[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One coding in the catalog; `standing` is live, superseded or withdrawn, `sequence` the order of loading."""

    document: str
    coding: str
    coder: str
    coder_kind: str
    recorded: date
    sequence: int
    standing: str = "live"

    @property
    def rank(self) -> tuple[bool, date, int]:
        """By which the current coding of a document is chosen: human before machine, then the newest."""
        return self.coder_kind == "human", self.recorded, self.sequence


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """What a reviewer decided about a claim; later decisions stand over earlier ones, none is removed.

    `record` is the claim itself, in the keys of the claims file as JSON, where the reviewer added or corrected it.
    """

    number: int
    claim: str
    verdict: str
    by: str
    when: date
    reason: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """What a person says of two entities, by their keys: same, different, maybe, or open again."""

    number: int
    a: str
    b: str
    verdict: str
    by: str
    when: date
    reason: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """The two, in no order."""
        return frozenset((self.a, self.b))


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """What an analyst writes beside a claim (by its id) or a document: words, tags, and a grade of the Admiralty scale.

    `grade` is 1 to 6 on a claim (credibility), A to F on a document (reliability), or empty.
    """

    number: int
    about: str
    by: str
    when: date
    words: str = ""
    tags: tuple[str, ...] = ()
    grade: str = ""


def encode_catalog(entries: Iterable[Entry], current: Iterable[str]) -> Iterator[Triple]:
    """The triples of the catalog."""
    for entry in entries:
        node = URIRef(entry.coding)
        yield node, AA.codes, URIRef(f"{BASE}source/{path(entry.document)}")
        yield node, AA.document, Literal(entry.document)
        yield node, AA.coder, Literal(entry.coder)
        yield node, AA.coderKind, Literal(entry.coder_kind)
        yield node, AA.recorded, Literal(entry.recorded)
        yield node, AA.sequence, Literal(entry.sequence)
        yield node, AA.standing, Literal(entry.standing)
    for coding in current:
        yield URIRef(coding), AA.current, Literal(True)


def entries_of(rows: Rows) -> tuple[Entry, ...]:
    """The entries of the catalog."""
    return tuple(
        sorted(
            Entry(
                document=values[str(AA.document)],
                coding=coding,
                coder=values[str(AA.coder)],
                coder_kind=values[str(AA.coderKind)],
                recorded=date.fromisoformat(values[str(AA.recorded)]),
                sequence=int(values[str(AA.sequence)]),
                standing=values[str(AA.standing)],
            )
            for coding, values in _by_node(rows).items()
        )
    )


def encode_decisions(decisions: Iterable[Decision]) -> Iterator[Triple]:
    """The triples of the decisions."""
    for decision in decisions:
        node = URIRef(f"{BASE}decision/{decision.number}")
        yield node, RDF.type, AA.Decision
        yield node, AA.decides, claim_iri(decision.claim)
        yield node, AA.verdict, Literal(decision.verdict)
        yield node, AA.decidedBy, Literal(decision.by)
        yield node, AA.decidedOn, Literal(decision.when)
        yield node, AA.reason, Literal(decision.reason)
        if decision.record:
            yield node, AA.record, Literal(decision.record)


def decisions_of(rows: Rows) -> tuple[Decision, ...]:
    """The decisions, in the order in which they were made."""
    return tuple(
        sorted(
            Decision(
                number=int(node.rpartition("/")[2]),
                claim=values[str(AA.decides)].rpartition("/")[2],
                verdict=values[str(AA.verdict)],
                by=values[str(AA.decidedBy)],
                when=date.fromisoformat(values[str(AA.decidedOn)]),
                reason=values[str(AA.reason)],
                record=values.get(str(AA.record), ""),
            )
            for node, values in _by_node(rows).items()
        )
    )


def encode_notes(notes: Iterable[Note]) -> Iterator[Triple]:
    """The triples of the notes."""
    for note in notes:
        node = URIRef(f"{BASE}note/{note.number}")
        yield node, RDF.type, AA.AnalystNote
        yield node, AA.notes, Literal(note.about)
        yield node, AA.decidedBy, Literal(note.by)
        yield node, AA.decidedOn, Literal(note.when)
        yield node, AA.note, Literal(note.words)
        yield node, AA.tagOrder, Literal(json.dumps(note.tags, ensure_ascii=False))
        yield node, AA.grade, Literal(note.grade)
        yield from _beside(note)


def _beside(note: Note) -> Iterator[Triple]:
    """What a note adds to the claim that it is about, where queries look for it."""
    if note.grade in tuple("ABCDEF") or not re.fullmatch(r"[0-9a-f]{20}", note.about):
        return
    claim = claim_iri(note.about)
    if note.words:
        yield claim, AA.note, Literal(note.words)
    for tag in note.tags:
        yield claim, AA.tag, Literal(tag)
    if note.grade:
        yield claim, AA.credibility, Literal(int(note.grade))


def notes_of(rows: Rows) -> tuple[Note, ...]:
    """The notes, in the order in which they were written."""
    return tuple(
        sorted(
            Note(
                number=int(node.rpartition("/")[2]),
                about=values[str(AA.notes)],
                by=values[str(AA.decidedBy)],
                when=date.fromisoformat(values[str(AA.decidedOn)]),
                words=values[str(AA.note)],
                tags=tuple(json.loads(values[str(AA.tagOrder)])),
                grade=values[str(AA.grade)],
            )
            for node, values in _by_node(rows).items()
            if str(AA.notes) in values
        )
    )


def encode_judgements(judgements: Iterable[Judgement]) -> Iterator[Triple]:
    """The triples of the judgements on identity."""
    for judgement in judgements:
        node = URIRef(f"{BASE}judgement/{judgement.number}")
        yield node, RDF.type, AA.Judgement
        yield node, AA.one, entity_iri(judgement.a)
        yield node, AA.other, entity_iri(judgement.b)
        yield node, AA.verdict, Literal(judgement.verdict)
        yield node, AA.decidedBy, Literal(judgement.by)
        yield node, AA.decidedOn, Literal(judgement.when)
        yield node, AA.reason, Literal(judgement.reason)


def judgements_of(rows: Rows) -> tuple[Judgement, ...]:
    """The judgements on identity, in the order in which they were made."""
    return tuple(
        sorted(
            Judgement(
                number=int(node.rpartition("/")[2]),
                a=key_of(values[str(AA.one)]),
                b=key_of(values[str(AA.other)]),
                verdict=values[str(AA.verdict)],
                by=values[str(AA.decidedBy)],
                when=date.fromisoformat(values[str(AA.decidedOn)]),
                reason=values[str(AA.reason)],
            )
            for node, values in _by_node(rows).items()
        )
    )


def _by_node(rows: Rows) -> dict[str, dict[str, str]]:
    nodes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for s, p, o in rows:
        nodes[s][p] = o
    return nodes


def derived_triples(
    claims: Iterable[Claim], figures: Iterable[Figure], disputes: Iterable[Dispute], words: Vocabulary
) -> Iterator[Triple]:
    """The shortcuts of claims whose ends are entity keys, the review that is in force, and which claims are disputed.

    A shortcut stands for every accepted and asserted claim, both ways where the relation is symmetric; it has no time.
    """
    for figure in figures:
        yield claim_iri(figure.id), AA.reviewInForce, words.term("ReviewState", figure.review)
    for claim in claims:
        yield claim_iri(claim.id), AA.reviewInForce, words.term("ReviewState", claim.review)
        if claim.review == "accepted" and claim.status == "asserted" and claim.object is not None:
            subject, object_ = entity_iri(claim.subject), entity_iri(claim.object)
            yield subject, AA[claim.relation], object_
            if words.relations[claim.relation].symmetric:
                yield object_, AA[claim.relation], subject
    for dispute in disputes:
        if "#" not in dispute.a + dispute.b:
            one, other = claim_iri(dispute.a), claim_iri(dispute.b)
            property_ = words.term("DisputeKind", dispute.kind)
            yield one, property_, other
            yield other, property_, one
