"""The ontology as graphs, for the tests that read it."""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[1]
ONTOLOGY = ROOT / "ontology"
GOLD = sorted((ROOT.parent / "shared" / "gold").glob("*/*.gold.json"))
MODULES = ("core", "relations", "inference", "codebook", "actors", "shapes", "alignments")
AA = Namespace("https://w3id.org/actor-alliance/ns#")
ACTOR = Namespace("https://w3id.org/actor-alliance/actor/")


def read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(ONTOLOGY / f"{name}.ttl")
    return graph


def local(iri: Node) -> str:
    return re.split(r"[#/]", str(iri))[-1]


WORDS = read("core", "relations", "inference", "codebook")
ACTORS = read("actors")
RELATIONS = sorted(WORDS.subjects(RDF.type, AA.Relation), key=str)
CODE_WORDS = (
    *("Family", "Aspect", "RollUpStep", "Status", "ReviewState", "DisputeKind", "Measure", "Bound"),
    *("IdentityVerdict", "LineageKind", "InferenceRule", "CodingRule"),
)
DECLARED = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, *map(AA.term, CODE_WORDS))
TERMS = sorted({s for kind in DECLARED for s in WORDS.subjects(RDF.type, kind) if s in AA}, key=str)
GLOBAL = sorted({s for s in ACTORS.subjects(RDFS.label) if s in ACTOR}, key=str)
LINKS = sorted(ACTORS.subjects(RDF.type, AA.BackgroundLink), key=str)


def texts(graph: Graph, node: Node, property: URIRef, language: str) -> list[str]:
    found = graph.objects(node, property)
    return [str(text) for text in found if isinstance(text, Literal) and text.language == language]


def classes_above(kind: Node) -> set[Node]:
    return set(WORDS.transitive_objects(kind, RDFS.subClassOf))
