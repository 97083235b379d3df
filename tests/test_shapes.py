"""The SHACL shapes: a good world conforms, and each broken node breaks exactly the shape that is meant for it.

A broken node is a copy of a good one with the values of some properties replaced; all are validated in one run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV, SH
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[1]
AA = Namespace("https://w3id.org/actor-alliance/ns#")
BASE = Namespace("https://w3id.org/actor-alliance/")
CLAIM = Namespace(BASE + "claim/")
ENTITY = Namespace(BASE + "entity/world/")
SHAPE = Namespace(BASE + "shapes#")
X = Namespace(BASE + "test/")

GOOD: Mapping[str, URIRef] = {
    "claim": CLAIM.arms,
    "figure": CLAIM.dead,
    "quote": X.teller,
    "dispute": X.dispute,
    "decision": X.decision,
    "source": BASE["source/world"],
    "coding": BASE["coding/world/1"],
    "entity": ENTITY["hill-front"],
    "global": BASE["actor/hts"],
    "background": X.link,
    "judgement": X.judgement,
    "note": X.note,
    "lineage": X.lineage,
    "inference": X.inference,
    "relation": AA.suppliesArms,
    "step": AA.headStep,
}


def text(*values: str) -> list[Node]:
    return [Literal(value) for value in values]


def day(value: str) -> list[Node]:
    return [Literal(value, datatype=XSD.date)]


def number(*values: int) -> list[Node]:
    return [Literal(value) for value in values]


NONE: Sequence[Node] = ()
BROKEN: Sequence[tuple[str, str, URIRef, Sequence[Node]]] = [
    # shape, good node, property, values in place of its own
    ("exact", "claim", AA.exact, NONE),
    ("start", "claim", AA.start, number(400)),
    ("end", "quote", AA.end, number(59, 60)),
    ("claimer", "claim", AA.claimer, NONE),
    ("relayed-by", "claim", AA.relayedBy, text("a spokesman")),
    ("status", "figure", AA.status, [AA.accepted]),
    ("review", "claim", AA.review, NONE),
    ("source", "claim", AA.source, [ENTITY.port]),
    ("stated", "figure", AA.stated, text("2024-05-02")),
    ("valid", "claim", AA.valid, text("May 2024")),
    ("valid", "claim", AA.valid, text("/")),
    ("earliest-start", "claim", AA.earliestStart, day("2024-06-15")),
    ("latest-start", "claim", AA.latestStart, day("2024-05-30") + day("2024-05-31")),
    ("earliest-end", "claim", AA.earliestEnd, day("2024-07-01")),
    ("latest-end", "claim", AA.latestEnd, day("2024-06-29") + day("2024-06-30")),
    ("place", "claim", AA.place, [ENTITY.port, ENTITY.raid]),
    ("file-id", "claim", AA.fileId, NONE),
    ("file-order", "figure", AA.fileOrder, number(-1)),
    ("note", "claim", AA.note, text("one", "two")),
    ("waiver", "claim", AA.waiver, text("ends-named ")),
    ("attribution", "claim", AA.attribution, [ENTITY.port]),
    ("refers", "claim", AA.refers, text("Northland")),
    ("role", "quote", AA.role, NONE),
    ("subject", "claim", AA.subject, NONE),
    ("relation", "claim", AA.relation, [AA.befriends]),
    ("object", "claim", AA.object, [ENTITY["hill-front"], ENTITY.southland]),
    ("against", "claim", AA.against, text("southland")),
    ("between", "claim", AA.between, text("southland")),
    ("dyad", "claim", AA.dyad, [BASE["dyad/a"], BASE["dyad/b"]]),
    ("means", "claim", AA.means, text("drones", "rockets")),
    ("hedge", "claim", AA.hedge, text("yes")),
    ("tag", "claim", AA.tag, text("")),
    ("credibility", "claim", AA.credibility, number(7)),
    ("measure", "figure", AA.measure, NONE),
    ("value", "figure", AA.value, [Literal("12.5", datatype=XSD.decimal)]),
    ("bound", "figure", AA.bound, text("about")),
    ("about", "figure", AA.about, [ENTITY.raid, ENTITY.port]),
    ("by-whom", "figure", AA.byWhom, text("southland")),
    ("words", "figure", AA.words, text("12", "twelve")),
    ("first", "dispute", AA["first"], text("world#c2")),
    ("second", "dispute", AA.second, NONE),
    ("dispute-kind", "dispute", AA.disputeKind, text("tension")),
    ("publisher", "source", AA.publisher, NONE),
    ("published", "source", AA.published, text("2 May 2024")),
    ("filename", "source", AA.filename, NONE),
    ("text", "source", AA.text, NONE),
    ("sha256", "source", AA.sha256, text("E3B0")),
    ("retrieved", "source", AA.retrieved, text("yesterday")),
    ("title", "source", DCTERMS.title, text("one", "two")),
    ("codes", "coding", AA.codes, [ENTITY.port]),
    ("coder", "coding", AA.coder, text("")),
    ("coder-kind", "coding", AA.coderKind, text("robot")),
    ("recorded", "coding", AA.recorded, NONE),
    ("decides", "decision", AA.decides, NONE),
    ("verdict", "decision", AA.verdict, text("maybe")),
    ("decided-by", "decision", AA.decidedBy, NONE),
    ("decided-on", "decision", AA.decidedOn, text("today")),
    ("name", "entity", AA.name, NONE),
    ("kind", "entity", AA.kind, text("terrorist group")),
    ("denotes", "entity", AA.denotes, [BASE["actor/hts"], BASE["actor/iran"]]),
    ("label", "entity", RDFS.label, [Literal("Hill Front", lang="en"), Literal("The Front", lang="en")]),
    ("existed", "global", AA.existed, text("until 2025")),
    ("GlobalEntity", "global", RDFS.label, [Literal("HTS", lang="en")]),
    ("GlobalEntity", "global", RDFS.label, [Literal("هيئة تحرير الشام", lang="ar")]),
    ("GlobalEntity", "global", DCTERMS.source, NONE),
    ("background-object", "background", AA.object, NONE),
    ("background-source", "background", DCTERMS.source, NONE),
    ("office", "background", AA.office, text("")),
    ("one", "judgement", AA.one, [ENTITY.wire]),
    ("other", "judgement", AA.other, NONE),
    ("identity-verdict", "judgement", AA.verdict, text("accepted")),
    ("notes", "note", AA.notes, NONE),
    ("grade", "note", AA.grade, text("very good")),
    ("reliability", "source", AA.reliability, text("high")),
    ("lineage-kind", "lineage", AA.lineageKind, [AA.contradicts]),
    ("before", "lineage", AA.before, NONE),
    ("after", "lineage", AA.after, text("Hill Party")),
    ("lineage-day", "lineage", AA.valid, text("2020/2021")),
    ("lineage-source", "lineage", DCTERMS.source, NONE),
    ("inference-subject", "inference", AA.subject, [ENTITY["hill-front"]]),
    ("inference-object", "inference", AA.object, [ENTITY["southland"], ENTITY["wire"]]),
    ("concludes", "inference", AA.concludes, NONE),
    ("rule", "inference", AA.rule, [AA.asserted]),
    ("premise", "inference", PROV.wasDerivedFrom, NONE),
    ("family", "relation", AA.family, [AA.suppliesArms]),
    ("sign", "relation", AA.sign, number(2)),
    ("aspect", "relation", AA.aspect, NONE),
    ("tie", "relation", AA.tie, text("friendship")),
    ("persistence", "relation", AA.persistence, text("one year")),
    ("subject-kind", "relation", AA.subjectKind, NONE),
    ("object-kind", "relation", AA.objectKind, text("actor")),
    ("object-optional", "relation", AA.objectOptional, text("no")),
    ("roll-up", "relation", AA.rollUp, [AA.support]),
    ("object-property", "relation", RDF.type, [AA.Relation]),
    ("definition", "relation", SKOS.definition, NONE),
    ("example", "relation", SKOS.example, NONE),
    ("counter-example", "relation", AA.counterExample, NONE),
    ("decision-rule", "relation", SKOS.scopeNote, NONE),
    ("english-term", "relation", RDFS.label, [Literal("يزود بالسلاح", lang="ar")]),
    ("arabic-term", "relation", RDFS.label, [Literal("supplies arms to", lang="en")]),
    ("heir", "step", AA.heir, text("both")),
    ("notation", "step", SKOS.notation, NONE),
]


def modules() -> Graph:
    graph = Graph()
    for name in ("core", "relations", "inference", "codebook", "actors"):
        graph.parse(ROOT / "ontology" / f"{name}.ttl")
    return graph.parse(ROOT / "tests" / "data" / "ontology" / "world.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ROOT / "ontology" / "shapes.ttl")


@pytest.fixture(scope="module")
def findings(shapes: Graph) -> Mapping[Node, list[Node]]:
    """The shapes that each node of one world, good and broken together, breaks."""
    graph = modules()
    for row, (_, good, property, values) in enumerate(BROKEN):
        for p, o in list(graph.predicate_objects(GOOD[good])):
            if p != property:
                graph.add((X[str(row)], p, o))
        for value in values:
            graph.add((X[str(row)], property, value))
    _, report, _ = validate(graph, shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    found: defaultdict[Node, list[Node]] = defaultdict(list)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        found[next(report.objects(result, SH.focusNode))] += report.objects(result, SH.sourceShape)
    return found


def test_the_good_world_conforms(findings: Mapping[Node, list[Node]]) -> None:
    broken = {X[str(row)] for row in range(len(BROKEN))}
    assert {node: shapes for node, shapes in findings.items() if node not in broken} == {}


@pytest.mark.parametrize("row", range(len(BROKEN)), ids=[f"{row[0]}-{n}" for n, row in enumerate(BROKEN)])
def test_a_broken_node_breaks_exactly_its_shape(row: int, findings: Mapping[Node, list[Node]]) -> None:
    assert findings.get(X[str(row)], []) == [SHAPE[BROKEN[row][0]]]


def test_every_shape_has_a_broken_node(shapes: Graph) -> None:
    assert {SHAPE[row[0]] for row in BROKEN} == set(shapes.subjects(SH.targetClass))


def test_a_property_shape_aims_at_classes_itself(shapes: Graph) -> None:
    """A node shape that leads to property shapes makes pySHACL visit each node for each of them: four times as long."""
    for node in shapes.subjects(SH.targetClass):
        assert not list(shapes.objects(node, SH.property))


def test_shapes_are_core_and_say_the_cure(shapes: Graph) -> None:
    assert not list(shapes.subject_objects(SH.sparql))
    for shape in shapes.subjects(SH.targetClass):
        message = str(shapes.value(shape, SH.message))
        assert message.count(".") >= 2, f"{shape}: a message names the rule and the cure"


def test_closed_lists_are_those_of_the_vocabulary(shapes: Graph) -> None:
    graph = modules()
    schemes = {"status": "Status", "review": "ReviewState", "measure": "Measure", "bound": "Bound"}
    schemes |= {"lineage-kind": "LineageKind", "rule": "InferenceRule"}
    for name, scheme in schemes.items():
        listed = set(shapes.items(next(shapes.objects(SHAPE[name], SH["in"]))))
        assert listed == set(graph.subjects(RDF.type, AA[scheme]))
    verdicts = {str(word) for word in shapes.items(next(shapes.objects(SHAPE["identity-verdict"], SH["in"])))}
    assert verdicts == {str(graph.value(s, SKOS.notation)) for s in graph.subjects(RDF.type, AA.IdentityVerdict)}
    kinds = {str(word) for word in shapes.items(next(shapes.objects(SHAPE.kind, SH["in"])))}
    classes = graph.transitive_subjects(RDFS.subClassOf, AA.Entity)
    assert kinds == {str(graph.value(kind, SKOS.notation)) for kind in classes if graph.value(kind, SKOS.notation)}
