"""The global entities and background links of `ontology/actors.ttl`."""

from __future__ import annotations

from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, URIRef

from kg.interval import Interval
from kg.model import Background, Entity, entity
from kg.rdf.names import key_of
from kg.vocabulary import AA, BASE, Vocabulary

__all__ = ["read_actors", "read_background"]


def read_actors(graph: Graph, words: Vocabulary) -> tuple[Entity, ...]:
    """The global entities of a graph, sorted by id."""
    kinds = {URIRef(AA[kind.name]): word for word, kind in words.kinds.items()}
    typed = ((str(s), URIRef(str(o))) for s, o in graph.subject_objects(RDF.type))
    found = {s: kinds[o] for s, o in typed if o in kinds and s.startswith(BASE + "actor/")}
    return tuple(sorted((_actor(graph, URIRef(iri), kind) for iri, kind in found.items()), key=lambda e: e.id))


def _actor(graph: Graph, iri: URIRef, kind: str) -> Entity:
    labels = tuple(sorted((str(getattr(o, "language", "")), str(o)) for o in graph.objects(iri, RDFS.label)))
    existed = graph.value(iri, AA.existed)
    return entity(
        id=key_of(iri),
        name=dict(labels).get("en", key_of(iri)),
        kind=kind,
        labels=labels,
        aliases=tuple(sorted(str(o) for o in graph.objects(iri, SKOS.altLabel))),
        identifiers=tuple(sorted(("wikidata", str(o).rpartition("/")[2]) for o in graph.objects(iri, SKOS.exactMatch))),
        existed=None if existed is None else Interval(str(existed)),
    )


def read_background(graph: Graph) -> tuple[Background, ...]:
    """The background links of a graph, sorted."""
    links = (_link(graph, URIRef(str(node))) for node in graph.subjects(RDF.type, AA.BackgroundLink))
    return tuple(sorted(links, key=lambda link: (link.subject, link.relation, link.object, str(link.valid))))


def _link(graph: Graph, node: URIRef) -> Background:
    subject, relation, object_ = (URIRef(str(graph.value(node, p))) for p in (AA.subject, AA.relation, AA.object))
    valid = graph.value(node, AA.valid)
    return Background(
        subject=key_of(subject),
        relation=str(relation).rpartition("#")[2],
        object=key_of(object_),
        source=str(graph.value(node, DCTERMS.source)),
        valid=None if valid is None else Interval(str(valid)),
    )
