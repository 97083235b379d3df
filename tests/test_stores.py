"""What every store promises, asked of each."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg.errors import NotReady, QueryError, StoreError
from kg.stores import STORES, Store
from kg.vocabulary import AA

G, H = URIRef("https://example.org/g"), URIRef("https://example.org/h")
A, B = URIRef("https://example.org/a"), URIRef("https://example.org/b")
SAID = (A, AA.supports, B)
DENIED = (A, AA.note, Literal("نعم “yes” \\ \n"))


@pytest.fixture(params=STORES, ids=[store.NAME for store in STORES])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    opened: Store = request.param.open(tmp_path / "store", read_only=False)
    return opened


def test_what_is_put_in_comes_out(store: Store) -> None:
    store.replace({G: [SAID, DENIED]})
    assert sorted(store.triples(str(G))) == sorted((str(s), str(p), str(o)) for s, p, o in (SAID, DENIED))
    assert store.graphs() == [str(G)]


def test_a_graph_takes_the_place_of_what_it_was(store: Store) -> None:
    store.replace({G: [SAID], H: [DENIED]})
    store.replace({G: [DENIED]})
    assert [o for _, _, o in store.triples(str(G))] == [str(DENIED[2])]
    store.replace({G: []})
    assert store.graphs() == [str(H)]


def test_twice_is_once(store: Store) -> None:
    store.replace({G: [SAID]})
    store.replace({G: [SAID, SAID]})
    assert len(list(store.triples(str(G)))) == 1


def test_a_change_that_fails_changes_nothing(store: Store) -> None:
    store.replace({G: [SAID]})
    with pytest.raises(ValueError, match="IRI"):
        store.replace({G: [DENIED], H: [(A, AA.supports, URIRef("not an iri"))]})
    assert [o for _, _, o in store.triples(str(G))] == [str(B)]


def test_a_query_sees_the_graphs_that_it_is_given(store: Store) -> None:
    store.replace({G: [SAID], H: [DENIED]})
    text = "SELECT ?p WHERE { ?s ?p ?o } ORDER BY ?p"
    assert [row[0] for row in store.query(text, graphs=[str(G)], bindings={})] == [AA.supports]
    assert len(list(store.query(text, graphs=[str(G), str(H)], bindings={}))) == 2


def test_a_value_is_bound_and_never_pasted(store: Store) -> None:
    store.replace({G: [SAID, DENIED]})
    text = "SELECT ?o ?value WHERE { ?s aa:note ?o FILTER(?o = ?value) }"
    assert len(list(store.query(text, graphs=[str(G)], bindings={"value": DENIED[2]}))) == 1
    hostile = Literal('x" . } ; DROP ALL ; #')
    assert list(store.query(text, graphs=[str(G)], bindings={"value": hostile})) == []
    assert store.graphs() == [str(G)]


def test_every_form_of_query_is_answered(store: Store) -> None:
    store.replace({G: [SAID]})
    assert store.query("ASK { ?s aa:supports ?o }", graphs=[str(G)], bindings={}).askAnswer is True
    built = store.query("CONSTRUCT { ?o aa:note ?s } WHERE { ?s aa:supports ?o }", graphs=[str(G)], bindings={}).graph
    assert built is not None
    assert list(built) == [(B, AA.note, A)]


@pytest.mark.parametrize(
    "text", ["SELECT", "SELECT ?x WHERE { ?x nope:y ?z }", "INSERT DATA { <a:b> <a:b> <a:b> }", ""]
)
def test_a_query_that_is_none_is_refused_in_one_line(store: Store, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(text, graphs=[], bindings={})
    assert "\n" not in str(caught.value)


def test_rdflib_sees_the_same_graphs(store: Store) -> None:
    store.replace({G: [SAID, DENIED]})
    seen = {(str(s), str(p), str(o)) for s, p, o in store.dataset().graph(G)}
    assert seen == {(str(s), str(p), str(o)) for s, p, o in (SAID, DENIED)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_any_text_is_kept_as_it_is(store: Store, text: str) -> None:
    store.replace({G: [(A, AA.note, Literal(text))]})
    assert [o for _, _, o in store.triples(str(G))] == [text]


DIRECTORY = next(store for store in STORES if store.NAME == "oxigraph")


def test_a_directory_is_read_by_another_while_one_writes(tmp_path: Path) -> None:
    writer = DIRECTORY.open(tmp_path / "s", read_only=False)
    writer.replace({G: [SAID]})
    reader = DIRECTORY.open(tmp_path / "s", read_only=True)
    assert reader.graphs() == [str(G)]
    with pytest.raises(StoreError):
        reader.replace({H: [SAID]})
    with pytest.raises(StoreError, match="another process"):
        DIRECTORY.open(tmp_path / "s", read_only=False)
    writer.close()


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="kg build"):
        DIRECTORY.open(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(StoreError, match="no store"):
        DIRECTORY.open(tmp_path, read_only=False)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_in_the_way_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "store"):
        with pytest.raises(StoreError) as caught:
            DIRECTORY.open(place, read_only=False)
        assert "\n" not in str(caught.value)
