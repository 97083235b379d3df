"""Each snippet of the comparison is read by the tool that the page names for it."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import pytest
from pyshacl import validate
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SH

from kg import KnowledgeGraph
from kg.vocabulary import AA
from tests.ontology_graphs import ONTOLOGY, ROOT, read

PAGE = (ROOT / "docs" / "ontology-comparison.md").read_text(encoding="utf-8")
SNIPPETS = dict(re.findall(r"```(?:turtle|json) (\w+)\n(.*?)```", PAGE, re.S))
QUOTE = "Iran confirmed today its “unwavering support” for Syria facing the jihadist offensive"
CLAIM = URIRef("https://w3id.org/actor-alliance/claim/bebf35d2562f41371520")
SOURCE = URIRef("https://w3id.org/actor-alliance/source/000_17ca18af47506497")


def test_the_page_holds_six_models() -> None:
    assert set(SNIPPETS) == {"ours", "wikidata", "sem", "ftm", "stix", "aif"}
    assert all(QUOTE in SNIPPETS[name] for name in ("ours", "wikidata", "ftm", "stix"))
    assert PAGE.count("**Loses:**") == 6


def test_ours_is_what_the_seed_gives_and_conforms() -> None:
    graph = KnowledgeGraph()
    graph.load("seeds")
    snippet = Graph().parse(data=SNIPPETS["ours"], format="turtle")
    said = {(str(s), str(p), str(o)) for s, p, o in snippet}
    stored = {tuple(map(str, row)) for row in graph.query("SELECT ?s ?p ?o { ?s ?p ?o }")}  # type: ignore[arg-type]
    assert said <= stored
    claim = {p for s, p, o in stored if s == str(CLAIM)} - {str(AA.reviewInForce)}
    assert claim == {str(p) for p in snippet.predicates(CLAIM)}
    data = snippet + read("core", "relations", "inference", "codebook")
    data.add((SOURCE, RDF.type, AA.SourceDocument))
    _, report, _ = validate(data, shacl_graph=Graph().parse(ONTOLOGY / "shapes.ttl"))
    assert isinstance(report, Graph)
    assert list(report.subjects(SH.focusNode, CLAIM)) == []


@pytest.mark.parametrize("name", ["wikidata", "sem", "aif"])
def test_other_turtle_is_read(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert len(Graph().parse(data=SNIPPETS[name], format="turtle")) > 5


def package(name: str) -> Any:
    """A package that only this test needs; skipped, loudly, where it is absent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name, reason=f"{name} IS ABSENT: its snippet is not validated here")


def test_stix_accepts_its_snippet() -> None:
    stix2 = package("stix2")
    bundle = stix2.parse(json.loads(SNIPPETS["stix"]))
    (relationship,) = (one for one in bundle.objects if one.type == "relationship")
    assert relationship.relationship_type == "supports"
    with pytest.raises(stix2.exceptions.ExtraPropertiesError):
        stix2.parse({**json.loads(relationship.serialize()), "status": "denied"})


def test_follow_the_money_accepts_its_snippet_and_has_no_direction() -> None:
    model = package("followthemoney").model
    for row in json.loads(SNIPPETS["ftm"]):
        entity = model.get_proxy(row)
        assert entity.schema.validate(entity.to_dict()) is None
        for name, values in row["properties"].items():
            assert entity.get(name) == values
    assert model.get("UnknownLink").edge
    assert not model.get("UnknownLink").edge_directed
