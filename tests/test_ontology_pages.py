"""The pages about the ontology are those that it gives, and every coding decision cites a rule of the codebook."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph

from kg.interval import Duration
from kg.lens import Evidence, Lens
from kg.model import entity
from kg.ties import Ties
from kg.vocabulary import Vocabulary
from tests.ontology_graphs import AA, ONTOLOGY, RELATIONS, ROOT, WORDS, local, texts
from tests.test_ontology_reasoning import claim

sys.path.insert(0, str(ROOT / "docs"))
import codebook
import ledger
import ontology_reference
import terms

CODEBOOK = codebook.PAGE.read_text(encoding="utf-8")
REASONS = ledger.read(ROOT / "docs" / "coding-reasons.yaml")
PREFIXES = f"@prefix aa: <{AA}> . @prefix e: <https://w3id.org/actor-alliance/entity/example/> .\n"


@pytest.mark.parametrize("page", [codebook, ontology_reference], ids=["codebook", "reference"])
def test_the_committed_page_is_the_one_that_the_ontology_gives(page: object) -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.written(), "run: make docs"  # type: ignore[attr-defined]


@pytest.mark.parametrize("relation", RELATIONS, ids=local)
def test_each_relation_type_has_a_worked_example_in_turtle(relation: object) -> None:
    (block,) = re.findall(r"```turtle\n(.*?)```", ontology_reference.worked_example(terms.ontology(), relation), re.S)
    graph = Graph().parse(data=PREFIXES + block, format="turtle")
    assert {graph.value(node, AA.relation) for node in graph.subjects(RDF.type, AA.Claim)} >= {relation}


@pytest.mark.parametrize("scheme", ["Relation", "Status", "Measure", "Bound", "DisputeKind"])
def test_the_codebook_tells_of_each_what_a_coder_needs(scheme: str) -> None:
    for term in WORDS.subjects(RDF.type, AA[scheme]):
        entry = CODEBOOK.split(f'<a id="{local(term)}"></a>')[1].split("\n#### ")[0]
        assert "**Yes:**" in entry
        assert "**Borderline:**" in entry
        if scheme == "Relation":
            assert f"**Rule `{local(term)}`:**" in entry
            assert "**No:**" in entry


def test_links_within_a_page_lead_somewhere() -> None:
    for page in (codebook, ontology_reference):
        text = page.PAGE.read_text(encoding="utf-8")
        anchors = set(re.findall(r'<a id="([^"]+)">', text))
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


# ---------------------------------------------------------------- decisions


def decisions() -> Iterator[tuple[str, list[str]]]:
    for row in REASONS["sentences"]:
        yield row["left_out"], row["rules"]
    for row in REASONS["departures"]:
        yield row["argument"], row["rules"]
    for row in REASONS["weighed"]:
        yield row["question"], row["rules"]


def test_every_decision_cites_a_rule_of_the_codebook() -> None:
    known = codebook.rules(terms.ontology())
    for words, cited in decisions():
        assert cited or words.strip() == "Nothing.", words
        assert set(cited) <= set(known), words
        for rule in cited:
            assert f'<a id="{rule}"></a>' in CODEBOOK


# ---------------------------------------------------------------- one block


BLOCK = """
aa:shelters a aa:Relation, owl:ObjectProperty ; rdfs:subPropertyOf aa:supports ;
    rdfs:label "shelters"@en, "يؤوي"@ar ; skos:definition "Gives another actor refuge."@en ;
    skos:scopeNote "Refuge on its own ground counts."@en ;
    skos:example "'Northland shelters the Hill Front': northland shelters hill-front."@en ;
    aa:counterExample "'refugees fled to Northland': no actor is sheltered."@en ;
    aa:borderline "'looks away': left out."@en ;
    aa:family aa:support ; aa:sign 1 ; aa:tie "support" ; aa:aspect aa:flow ; aa:persistence "P1Y"^^xsd:duration ;
    aa:subjectKind aa:Actor ; aa:objectKind aa:Actor ; rdfs:domain aa:Actor ; rdfs:range aa:Entity ;
    rdfs:isDefinedBy <https://w3id.org/actor-alliance/ns> .
"""


@pytest.fixture(scope="module")
def widened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the ontology with one more block in relations.ttl."""
    folder = tmp_path_factory.mktemp("ontology")
    for path in ONTOLOGY.glob("*.ttl"):
        more = BLOCK if path.name == "relations.ttl" else ""
        (folder / path.name).write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return folder


def test_a_relation_type_is_added_by_one_block(widened: Path) -> None:
    words = Vocabulary.read(widened)
    relation = words.relation("shelters")
    assert (relation.family, relation.sign, relation.tie) == ("support", 1, "support")
    assert relation.labels == {"ar": "يؤوي", "en": "shelters"}
    assert relation.persistence == Duration("P1Y")
    assert relation.can_end
    assert relation.accepts(words.kind("state"), words.kind("armed group"))
    assert not relation.accepts(words.kind("place"), words.kind("armed group"))
    assert len(words.relations) == len(RELATIONS) + 1


def test_its_claims_make_ties_and_a_general_denial_disputes_them(widened: Path) -> None:
    ends = {id: entity(id=id, name=id, kind="state") for id in ("north", "front")}
    said = claim(1, "north", "shelters", "front")
    denial = claim(2, "north", "supports", "front", status="denied")
    evidence = Evidence(claims=(said,), entities=ends, words=Vocabulary.read(widened))
    assert Ties(evidence, Lens()).tie("north", "front").status == "support"
    assert Ties(evidence, Lens(relation="support")).tie("north", "front").relations == ("shelters",)
    both = Evidence(claims=(said, denial), entities=ends, words=evidence.words)
    assert Ties(both, Lens()).tie("north", "front").status == "disputed"


def test_the_pages_tell_of_it(widened: Path) -> None:
    graph = terms.ontology(widened)
    for page in (codebook.page(graph), ontology_reference.page(graph)):
        assert '<a id="shelters"></a>`shelters` · shelters' in page
    assert "aa:relation aa:shelters ; aa:object e:hill-front" in ontology_reference.page(graph)
    assert texts(graph, AA.shelters, RDFS.label, "en") == ["shelters"]
