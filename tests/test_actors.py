"""The entities that documents share: named in two languages, sourced, and the same as in the reference codings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

from tests.ontology_graphs import AA, ACTOR, ACTORS, GLOBAL, GOLD, LINKS, WORDS, classes_above, local, texts


@pytest.mark.parametrize("entity", GLOBAL, ids=local)
def test_global_entity_is_named_in_both_languages_and_sourced(entity: Node) -> None:
    assert len(texts(ACTORS, entity, RDFS.label, "en")) == len(texts(ACTORS, entity, RDFS.label, "ar")) == 1
    (kind,) = ACTORS.objects(entity, RDF.type)
    assert AA.Entity in classes_above(kind)
    assert WORDS.value(kind, SKOS.notation)
    assert list(ACTORS.objects(entity, DCTERMS.source))


PARTIES = {
    "hts": "Hayat Tahrir al-Sham",
    "assad-government": "Assad government",
    "russia": "Russia",
    "iran": "Iran",
    "hezbollah": "Hezbollah",
    "turkey": "Turkey",
    "sohr": "Syrian Observatory for Human Rights",
    "united-nations": "United Nations",
    "truce-2020": "2020 cease-fire",
}


@pytest.mark.parametrize(("id", "label"), PARTIES.items())
def test_parties_of_the_mission(id: str, label: str) -> None:
    assert texts(ACTORS, ACTOR[id], RDFS.label, "en") == [label]


def test_names_whose_bearer_changed_are_no_global_names() -> None:
    names = {str(name) for property in (RDFS.label, SKOS.altLabel) for name in ACTORS.objects(None, property)}
    assert not names & {"Syria", "Damascus", "Syrian government", "the center", "the city", "the country"}


@pytest.mark.parametrize("link", LINKS, ids=local)
def test_background_link_is_dated_structure_within_the_lives_of_its_ends(link: Node) -> None:
    assert WORDS.value(ACTORS.value(link, AA.relation), AA.family) == AA.structure
    assert ACTORS.value(link, DCTERMS.source)
    start, _, end = str(ACTORS.value(link, AA.valid)).partition("/")
    for property in (AA.subject, AA.object):
        existed = ACTORS.value(ACTORS.value(link, property), AA.existed)
        if existed is not None:
            born, _, died = str(existed).partition("/")
            assert born <= start
            assert end <= died


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name.partition(".")[0])
def test_kinds_agree_with_the_reference(path: Path) -> None:
    for id, described in json.loads(path.read_text(encoding="utf-8"))["entities"].items():
        kind = ACTORS.value(ACTOR[id], RDF.type)
        assert kind is None or str(WORDS.value(kind, SKOS.notation)) == described["kind"], id


def test_every_actor_of_the_seed_is_global() -> None:
    seed = [path for path in GOLD if path.parent.name == "seed"]
    if not seed:
        pytest.skip("the reference coding of the seed is not at hand")
    entities = json.loads(seed[0].read_text(encoding="utf-8"))["entities"]
    local_kinds = {"collective", "coalition", "place", "event", "conflict"}
    expected = {id for id, described in entities.items() if described["kind"] not in local_kinds}
    assert expected <= {local(entity) for entity in GLOBAL}


LINEAGES = sorted(ACTORS.subjects(RDF.type, AA.Lineage), key=str)


@pytest.mark.parametrize("lineage", LINEAGES, ids=local)
def test_lineage_is_sourced_and_dated_and_leads_from_actor_to_actor(lineage: Node) -> None:
    assert ACTORS.value(lineage, DCTERMS.source)
    assert (ACTORS.value(lineage, AA.lineageKind), RDF.type, AA.LineageKind) in WORDS
    for end in (AA.before, AA.after):
        assert set(ACTORS.objects(lineage, end)) <= set(GLOBAL)
    assert not set(ACTORS.objects(lineage, AA.before)) & set(ACTORS.objects(lineage, AA.after))


def test_no_stance_passes_along_a_lineage() -> None:
    """What the branch did before it broke away, al-Qaeda's successor bodies have not done: lineage is no roll-up."""
    assert len(LINEAGES) == 2
    passing = set(WORDS.subjects(AA.rollUp))
    assert AA.formerBranchOf not in passing
    assert all(not list(ACTORS.objects(lineage, AA.relation)) for lineage in LINEAGES)
