"""HermiT reads the ontology with the shortcuts and links that it allows: consistent, and a planted fault is found.

It gets axioms and structure only: no annotations, no dates (HermiT knows no xsd:date). It needs owlready2 and Java;
where one is absent the tests are skipped, except under CI=true, where they fail.
"""

from __future__ import annotations

import io
import os
import shutil
import warnings
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph

from tests.ontology_graphs import AA, ACTOR, LINKS, RELATIONS, WORDS, read

ANNOTATIONS = {OWL.versionIRI, OWL.versionInfo}


def reasoner() -> None:
    """Skips, loudly, where HermiT cannot run; fails where it must."""
    missing = "Java" if shutil.which("java") is None else None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import owlready2  # noqa: F401
    except ImportError:
        missing = "owlready2"
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"{missing} is absent: HermiT must run in CI")
    if missing:
        pytest.skip(f"{missing} IS ABSENT: the ontology is not checked by HermiT here")


def axioms() -> Graph:
    """Classes, properties and rules as OWL axioms, with one shortcut of each relation type and the background links."""
    source = read("core", "relations", "inference", "alignments", "actors")
    notes = set(source.subjects(RDF.type, OWL.AnnotationProperty)) | ANNOTATIONS | {RDFS.label, RDFS.isDefinedBy}
    kept = Graph()
    for s, p, o in source:
        is_record = (s, RDF.type, AA.BackgroundLink) in source or (s, RDF.type, AA.Lineage) in source
        if p not in notes and not is_record and p != AA.existed and (s, RDF.type, OWL.AnnotationProperty) not in source:
            kept.add((s, p, o))
    for relation in RELATIONS:
        kept.remove((relation, RDF.type, AA.Relation))
        ends = {AA.Place: ACTOR.aleppo, AA.Agreement: ACTOR["truce-2020"]}
        for kind in WORDS.objects(relation, AA.objectKind):
            kept.add((ACTOR.hts, relation, ends.get(kind, ACTOR.russia)))
    for link in LINKS:
        subject, relation, object = (source.value(link, end) for end in (AA.subject, AA.relation, AA.object))
        kept.add((subject, relation, object))  # type: ignore[arg-type]
        kept.add((subject, AA.passesTo, object))  # type: ignore[arg-type]
    return kept


def consistent(graph: Graph) -> tuple[bool, set[str]]:
    """Whether HermiT finds a model, and whom Russia then effectively supports."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import owlready2

        world = owlready2.World()
        ontology = world.get_ontology("https://w3id.org/actor-alliance/ns").load(
            fileobj=io.BytesIO(graph.serialize(format="nt", encoding="utf-8"))
        )
        try:
            with ontology:
                owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False, set()
        russia, supports = world[str(ACTOR.russia)], world[str(AA.effectivelySupports)]
        return True, {str(one.iri) for one in supports[russia]}


@pytest.mark.xdist_group("hermit")
def test_hermit_finds_a_model_and_the_roll_up() -> None:
    reasoner()
    graph = axioms()
    graph.add((ACTOR.kremlin, AA.supportsPolitically, ACTOR["syrian-army"]))
    found, supported = consistent(graph)
    assert found
    assert supported >= {str(ACTOR["syrian-army"]), str(ACTOR["assad-government"])}


@pytest.mark.xdist_group("hermit")
def test_hermit_finds_a_planted_fault() -> None:
    reasoner()
    graph = axioms()
    graph.add((ACTOR.russia, AA.controls, ACTOR.iran))
    assert consistent(graph) == (False, set())


def test_where_a_reasoner_is_absent_ci_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="must run in CI"):
        reasoner()
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="IS ABSENT"):
        reasoner()
