"""Codings to triples and back: the only place that spells a claim in RDF.

Each class has one table of fields; a row says under which property a field stands and how its value is written, so what
is written is what is read. Lists keep their order in a JSON literal beside their values, which queries can join on.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from rdflib import DCTERMS, RDF, RDFS, SKOS, Literal, URIRef

from kg.interval import Bounds
from kg.model import Claim, Coder, Coding, Dispute, Entity, Figure, Source, entity
from kg.rdf.fields import (
    DayField,
    Field,
    FlagField,
    IdField,
    IntegerField,
    ListField,
    OptionalField,
    PairsField,
    QuoteField,
    QuotesField,
    RefField,
    TermField,
    TextField,
    TimeField,
    Triple,
    WordField,
    read,
    write,
)
from kg.rdf.names import Names, claim_iri, dyad_iri, entity_iri, path
from kg.vocabulary import AA, BASE, vocabulary

__all__ = ["coding_iri", "decode", "encode", "encode_claims"]

_LANGUAGE = "und"

_QUOTED: Mapping[str, Field] = {
    "id": IdField(AA.id),
    "file_id": TextField(AA.fileId),
    "exact": TextField(AA.exact),
    "start": IntegerField(AA.start),
    "end": IntegerField(AA.end),
    "stated": DayField(AA.stated),
    "valid": TimeField(AA.valid),
    "claimer": RefField(AA.claimer),
    "relayed_by": ListField(AA.relayedBy, RefField, AA.relayOrder),
    "status": WordField(AA.status, "Status"),
    "review": WordField(AA.review, "ReviewState"),
    "place": RefField(AA.place),
    "note": TextField(AA.note),
    "waivers": PairsField(AA.waiver),
}
_CLAIM: Mapping[str, Field] = {
    **_QUOTED,
    "subject": RefField(AA.subject),
    "relation": TermField(AA.relation),
    "object": RefField(AA.object),
    "against": RefField(AA.against),
    "between": ListField(AA.between, RefField, AA.betweenOrder),
    "means": TextField(AA.means),
    "hedge": FlagField(AA.hedge),
    "attribution": QuoteField(AA.attribution),
    "refers": QuotesField(AA.refers),
    "tags": ListField(AA.tag, TextField, AA.tagOrder),
    "credibility": IntegerField(AA.credibility),
    "proposal": PairsField(AA.proposal),
}
_FIGURE: Mapping[str, Field] = {
    **_QUOTED,
    "measure": WordField(AA.measure, "Measure"),
    "value": IntegerField(AA.value),
    "bound": WordField(AA.bound, "Bound"),
    "about": RefField(AA.about),
    "by_whom": RefField(AA.byWhom),
    "words": TextField(AA.words),
}
_DISPUTE: Mapping[str, Field] = {
    "a": TextField(AA.first),
    "b": TextField(AA.second),
    "kind": WordField(AA.disputeKind, "DisputeKind"),
    "note": TextField(AA.note),
}
_ENTITY: Mapping[str, Field] = {
    "id": IdField(AA.id),
    "name": TextField(AA.name),
    "kind": TextField(AA.kind),
    "aliases": ListField(AA.alias, TextField, AA.aliasOrder),
    "mentions": ListField(AA.mention, TextField, AA.mentionOrder),
    "identifiers": PairsField(AA.identifier),
    "anonymous": FlagField(AA.anonymous),
}
_SOURCE: Mapping[str, Field] = {
    "document": IdField(AA.id),
    "filename": TextField(AA.filename),
    "text": TextField(AA.text),
    "publisher": RefField(AA.publisher),
    "published": DayField(AA.published),
    "outlet": OptionalField(AA.outlet),
    "title": TextField(DCTERMS.title),
    "url": TextField(AA.url),
    "author": TextField(AA.author),
    "language": TextField(DCTERMS.language),
    "retrieved": DayField(AA.retrieved),
    "rights": TextField(DCTERMS.rights),
    "reliability": TextField(AA.reliability),
}


def coding_iri(coding: Coding) -> URIRef:
    """The IRI of a coding, which is also its graph: the document and the fingerprint of what the coding says."""
    names = Names(coding.document, frozenset())
    lines = sorted(f"{s} {p} {o!r}" for s, p, o in _coding(coding, names, URIRef("")))
    version = hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return URIRef(f"{BASE}coding/{path(coding.document)}/{version}")


def encode(coding: Coding, names: Names) -> tuple[URIRef, list[Triple]]:
    """The graph name of a coding and its triples."""
    iri = coding_iri(coding)
    return iri, list(_coding(coding, names, iri))


def decode(rows: Iterable[tuple[str, str, str]], coding: str) -> Coding:
    """The coding of that IRI, from the lexical values of the triples of its graph."""
    nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in rows:
        nodes[s][p].append(o)
    head = nodes[coding]
    source = read(_SOURCE, head[str(AA.codes)][0], nodes)
    document = source["document"]
    of_kind: defaultdict[str, list[str]] = defaultdict(list)
    for node, values in nodes.items():
        for type_ in values.get(str(RDF.type), ()):
            of_kind[type_].append(node)

    def everything(scheme: URIRef, table: Mapping[str, Field]) -> Iterator[dict[str, Any]]:
        numbered = sorted(of_kind[str(scheme)], key=lambda node: int(nodes[node][str(AA.fileOrder)][0]))
        return (read(table, node, nodes) for node in numbered)

    return Coding(
        source=Source(**source),
        coder=Coder(head[str(AA.coder)][0], head[str(AA.coderKind)][0]),
        recorded=date.fromisoformat(head[str(AA.recorded)][0]),
        entities=tuple(entity(document=document, **fields) for fields in everything(AA.Description, _ENTITY)),
        claims=tuple(Claim(document=document, **fields) for fields in everything(AA.Claim, _CLAIM)),
        figures=tuple(Figure(document=document, **fields) for fields in everything(AA.Figure, _FIGURE)),
        disputes=tuple(Dispute(document=document, **fields) for fields in everything(AA.Dispute, _DISPUTE)),
    )


def _coding(coding: Coding, names: Names, iri: URIRef) -> Iterator[Triple]:
    document = path(coding.document)
    source = URIRef(f"{BASE}source/{document}")
    yield iri, RDF.type, AA.Coding
    yield iri, AA.codes, source
    yield iri, AA.coder, Literal(coding.coder.id)
    yield iri, AA.coderKind, Literal(coding.coder.kind)
    yield iri, AA.recorded, Literal(coding.recorded)
    yield source, RDF.type, AA.SourceDocument
    yield source, AA.sha256, Literal(coding.source.sha256)
    yield from write(_SOURCE, source, coding.source, names)
    for number, described in enumerate(coding.entities):
        yield from _description(described, names, number, coding.source.language)
    yield from encode_claims(coding.claims, names)
    for number, figure in enumerate(coding.figures):
        node = claim_iri(figure.id)
        yield from _head(node, AA.Figure, source, number)
        yield from write(_FIGURE, node, figure, names)
        yield from _bounds(node, figure.bounds)
    for number, dispute in enumerate(coding.disputes):
        node = URIRef(f"{BASE}dispute/{document}/{number}")
        yield from _head(node, AA.Dispute, source, number)
        yield from write(_DISPUTE, node, dispute, names)


def encode_claims(claims: Iterable[Claim], names: Names) -> Iterator[Triple]:
    """The triples of some claims of one document."""
    source = URIRef(f"{BASE}source/{path(names.document)}")
    for number, claim in enumerate(claims):
        node = claim_iri(claim.id)
        yield from _head(node, AA.Claim, source, number)
        yield from write(_CLAIM, node, claim, names)
        yield from _bounds(node, claim.bounds)
        if claim.object is not None:
            yield node, AA.dyad, dyad_iri(names.iri(claim.subject), names.iri(claim.object))


def _head(node: URIRef, type_: URIRef, source: URIRef, number: int) -> Iterator[Triple]:
    yield node, RDF.type, type_
    yield node, AA.source, source
    yield node, AA.fileOrder, Literal(number)


def _description(described: Entity, names: Names, number: int, language: str) -> Iterator[Triple]:
    """What a file says of an entity. A local one is described by its own node, a global one is denoted by it."""
    node = entity_iri(f"{names.document}#{described.id}")
    yield node, RDF.type, AA.Description
    yield node, AA.fileOrder, Literal(number)
    yield from write(_ENTITY, node, described, names)
    if described.id in names.shared:
        yield node, AA.denotes, names.iri(described.id)
    else:
        yield node, RDF.type, AA[vocabulary().kind(described.kind).name]
        yield node, RDFS.label, Literal(described.name, lang=language or _LANGUAGE)
        for alias in described.aliases:
            yield node, SKOS.altLabel, Literal(alias, lang=language or _LANGUAGE)


def _bounds(node: URIRef, bounds: Bounds) -> Iterator[Triple]:
    for name in ("earliest_start", "latest_start", "earliest_end", "latest_end"):
        day = getattr(bounds, name)
        if day is not None:
            first, _, second = name.partition("_")
            yield node, AA[first + second.title()], Literal(day)
