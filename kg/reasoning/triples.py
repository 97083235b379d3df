"""Inferences as triples: the statement itself, and a node that says by which rule and from what it follows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from rdflib import PROV, RDF, Graph, URIRef

from kg.rdf import claim_iri, entity_iri, key_of
from kg.rdf.fields import Triple
from kg.reasoning.rules import Inference
from kg.vocabulary import AA, BASE

__all__ = ["inferred_triples"]


def inferred_triples(inferences: Iterable[Inference], background: Graph) -> Iterator[Triple]:
    """Each statement, and its node with rule and premises; `background` holds the nodes of links that no claim says."""
    nodes = _background_nodes(background)
    for one in inferences:
        subject, property_, object_ = entity_iri(one.subject), AA[one.concludes], entity_iri(one.object)
        node = URIRef(f"{BASE}inference/{_digest(one)}")
        yield subject, property_, object_
        yield node, RDF.type, AA.Inference
        yield node, AA.subject, subject
        yield node, AA.concludes, property_
        yield node, AA.object, object_
        yield node, AA.rule, AA[one.rule]
        for claim in one.claims:
            yield node, PROV.wasDerivedFrom, claim_iri(claim)
        for link in sorted({nodes[link.key] for link in one.links if link.claim is None and link.key in nodes}):
            yield node, PROV.wasDerivedFrom, link


def _background_nodes(graph: Graph) -> dict[tuple[str, str, str], URIRef]:
    """The nodes of background links by what they say, from either end."""
    nodes: dict[tuple[str, str, str], URIRef] = {}
    for node in sorted(graph.subjects(RDF.type, AA.BackgroundLink), key=str):
        subject, object_ = (key_of(str(graph.value(node, end))) for end in (AA.subject, AA.object))
        relation = str(graph.value(node, AA.relation)).rpartition("#")[2]
        nodes[subject, object_, relation] = nodes[object_, subject, relation] = URIRef(str(node))
    return nodes


def _digest(one: Inference) -> str:
    return hashlib.sha256("\n".join(one.statement).encode("utf-8", "surrogatepass")).hexdigest()[:20]
