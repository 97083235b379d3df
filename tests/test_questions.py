"""Named questions: each has an answer that was checked by hand, and every row carries its proof."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from kg.errors import AmbiguousName, InvalidDate, KGError, MissingExtra, NotReady, UnknownTerm
from kg.graph import KnowledgeGraph
from kg.holdings import Holdings
from kg.lens import Lens
from kg.model import Coding, Entity
from kg.questions import Answer, Asker, Question, question, questions
from kg.questions.asker import _rows
from kg.questions.counting import counting
from kg.questions.header import read
from kg.questions.shapes import SHAPES
from kg.stores import open_store

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data" / "questions"
WORLDS = {"seed": ROOT / "seeds", "hill-war": DATA}
IDS = [one.id for one in questions()]
LENSES: list[dict[str, Any]] = [
    {},
    {"at": "2024-11-29"},
    {"at": "2024-11", "uncertain": True},
    {"as_told_by": "AFP"},
    {"without": "AFP"},
    {"relation": "support"},
    {"min_origins": 2},
    {"level": "named"},
    {"known_by": "2026-12"},
    {"known_by": "2020"},
]


def asker(graph: KnowledgeGraph) -> Asker:
    return Asker(graph._holdings, graph.find)


@pytest.fixture(scope="module")
def graphs() -> dict[str, KnowledgeGraph]:
    found = {}
    for name, folder in WORLDS.items():
        found[name] = KnowledgeGraph()
        found[name].load(folder)
    return found


@pytest.fixture(scope="module")
def askers(graphs: dict[str, KnowledgeGraph]) -> dict[str, Asker]:
    return {name: asker(graph) for name, graph in graphs.items()}


def fixture_of(id: str) -> dict[str, Any]:
    return json.loads((DATA / f"{id}.json").read_text(encoding="utf-8"))


def plain(answer: Answer) -> list[dict[str, Any]]:
    """The rows of an answer, entities as keys, claims as the ids of their file."""
    return [
        {
            "cells": [
                cell.key if isinstance(cell, Entity) else cell if isinstance(cell, int | None) else str(cell)
                for cell in row.cells
            ],
            "claims": [item.file_id for item in row.proof],
        }
        for row in answer
    ]


@pytest.mark.parametrize("id", IDS)
def test_the_answer_is_the_one_that_was_checked_by_hand(id: str, askers: dict[str, Asker], graphs: Any) -> None:
    expected = fixture_of(id)
    answer = askers[expected["world"]].ask(id, expected["ask"], graphs[expected["world"]].lens())
    assert list(answer.columns) == expected["columns"]
    assert plain(answer) == expected["rows"]
    assert expected["rows"], "a question without an answer proves nothing"
    assert answer.empty == ""


@pytest.mark.parametrize("id", IDS)
def test_every_row_carries_its_proof(id: str, askers: dict[str, Asker], graphs: Any) -> None:
    expected = fixture_of(id)
    answer = askers[expected["world"]].ask(id, expected["ask"], graphs[expected["world"]].lens())
    texts = {document: source.text for document, source in graphs[expected["world"]].sources.items()}
    for row in answer:
        assert row.proof or "no evidence" in row.cells
        for item in row.proof:
            assert texts[item.document][item.start : item.end] == item.exact


@pytest.mark.parametrize("id", IDS)
def test_the_sparql_of_an_answer_gives_the_same_claims_anywhere(
    id: str, askers: dict[str, Asker], graphs: dict[str, KnowledgeGraph]
) -> None:
    expected = fixture_of(id)
    graph = graphs[expected["world"]]
    answer = askers[expected["world"]].ask(id, expected["ask"], graph.lens())
    names = answer.question.claim_columns
    claims = {row[name] for row in _rows(graph.query(answer.sparql)) for name in names}
    assert {str(claim).rpartition("/")[2] for claim in claims} == {item.id for item in answer.claims}


def test_rdflib_gives_the_same_rows_as_the_store(graphs: dict[str, KnowledgeGraph], askers: dict[str, Asker]) -> None:
    flat = Graph()
    for name in graphs["seed"]._holdings.query_graphs():
        for triple in graphs["seed"].rdf.graph(name):
            flat.add(triple)
    for one in questions():
        expected = fixture_of(one.id)
        if expected["world"] == "seed" and one.engine == "sparql":
            sparql = askers["seed"].ask(one.id, expected["ask"], graphs["seed"].lens()).sparql
            rows = [sorted((k, str(v)) for k, v in row.items()) for row in _rows(flat.query(sparql))]
            again = [sorted((k, str(v)) for k, v in row.items()) for row in _rows(graphs["seed"].query(sparql))]
            assert sorted(rows) == sorted(again), one.id


def test_a_store_in_a_directory_answers_alike(tmp_path: Path, askers: dict[str, Asker]) -> None:
    with KnowledgeGraph(tmp_path / "store") as graph:
        graph.load(WORLDS["seed"])
    stored = KnowledgeGraph(tmp_path / "store", read_only=True)
    for one in questions():
        expected = fixture_of(one.id)
        if expected["world"] == "seed":
            assert plain(asker(stored).ask(one.id, expected["ask"], stored.lens())) == expected["rows"], one.id


@pytest.mark.parametrize("options", LENSES, ids=str)
def test_a_lens_leaves_what_a_graph_of_counting_claims_alone_would_give(
    options: dict[str, Any], graphs: dict[str, KnowledgeGraph]
) -> None:
    """Filtering rows and asking a graph without the other claims are one thing."""
    graph = graphs["seed"]
    lens = graph.lens(**options)
    asking = asker(graph)
    cut = asker_over(rebuilt(graph, lens), graph)
    for one in questions():
        expected = fixture_of(one.id)
        if expected["world"] == "seed" and one.engine == "sparql":
            under = plain(asking.ask(one.id, expected["ask"], lens))
            alone = plain(cut.ask(one.id, expected["ask"], graph.lens(level=lens.level)))
            assert under == alone, one.id


def rebuilt(graph: KnowledgeGraph, lens: Lens) -> Holdings:
    """A graph that was built with what counts under a lens, and nothing else."""
    ids = counting(graph._holdings.evidence(lens.known_by), lens)
    fresh = Holdings(open_store(None), graph._holdings.ontology)
    fresh.add(cut_to(ids, coding) for coding in graph._holdings.current(lens.known_by))
    return fresh


def cut_to(ids: frozenset[str], coding: Coding) -> Coding:
    claims = tuple(claim for claim in coding.claims if claim.id in ids)
    figures = tuple(figure for figure in coding.figures if figure.id in ids)
    kept = {item.file_id for item in (*claims, *figures)}
    disputes = tuple(dispute for dispute in coding.disputes if {dispute.a, dispute.b} <= kept)
    return replace(coding, claims=claims, figures=figures, disputes=disputes)


def asker_over(holdings: Any, graph: KnowledgeGraph) -> Asker:
    """An asker of a cut graph that understands the names and parties of the whole one."""
    cut = Asker(holdings, graph.find)
    cut.near(None)._tellers.update({key: asker(graph).near(None).tellers(key) for key in graph.entities})
    return cut


def test_no_claim_that_does_not_count_proves_anything(graphs: dict[str, KnowledgeGraph], askers: Any) -> None:
    graph, asking = graphs["seed"], askers["seed"]
    for options in LENSES:
        lens = graph.lens(**options)
        evidence = graph._holdings.evidence(lens.known_by)
        counted = {item.id for item in (*lens.claims(evidence), *lens.figures(evidence))}
        for one in questions():
            expected = fixture_of(one.id)
            if expected["world"] == "seed" and one.id not in ("what-changed", "what-rests-on"):
                answer = asking.ask(one.id, expected["ask"], lens)
                assert {item.id for item in answer.claims} <= counted, (one.id, options)


def test_those_who_are_judged_one_answer_as_one(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    graph.load(twin_world(tmp_path))
    ask, lens = asker(graph).ask, graph.lens()
    towns = [("hill-war-2#river-town", "hill-war-2024-01-10#river-town")]
    fronts = [("hill-war-2#hill-front", "hill-war-2024-01-10#hill-front")]
    assert len(ask("contested-places", {}, lens)) == 2
    assert len(ask("who-controls", {"place": "hill-war-2#river-town"}, lens)) == 2
    for one, other in (*towns, *fronts):
        graph.judge(one, other, "same", by="tests", when=date(2024, 2, 1))
    controls = ask("who-controls", {"place": "hill-war-2#river-town"}, lens)
    assert [(row.cells[1].key, len(row.proof)) for row in controls] == [
        ("hill-war-2#hill-front", 2),
        ("hill-war-2#southland", 1),
        ("hill-war-2024-01-10#southland", 1),
    ]
    pairs = ask("contested-places", {}, lens)
    assert {row.cells[0].key for row in pairs} == {"hill-war-2#river-town"}
    assert len(pairs) == 5
    assert len(ask("contested-places", {}, graph.lens(known_by="2024-01-20"))) == 2


def twin_world(folder: Path) -> Path:
    """The Hill War told in two documents that share no entity."""
    for name in ("hill-war-2024-01-10.txt", "hill-war-2024-01-10.claims.yaml"):
        text = (DATA / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
        other = text.replace("hill-war-2024-01-10", "hill-war-2")
        (folder / name.replace("-2024-01-10", "-2")).write_text(other, encoding="utf-8")
    return folder


def test_without_a_teller_what_two_said_rests_on_one(graphs: dict[str, KnowledgeGraph], askers: Any) -> None:
    ask, lens = askers["seed"].ask, graphs["seed"].lens
    values = {"who": "Syrian jihadists"}
    before = {row.cells[1].key for row in ask("one-teller-only", values, lens())}
    after = {row.cells[1].key for row in ask("one-teller-only", values, lens(without=["SOHR", "syrian-army"]))}
    assert "syrian-army" not in before
    assert "syrian-army" in after


# ------------------------------------------------------------------ parameters


@pytest.mark.parametrize("name", ["iran", "Iran", "Tehran", "إيران", "  IRAN "])
def test_an_actor_is_known_by_id_name_and_alias_in_any_language(name: str, askers: Any, graphs: Any) -> None:
    answer = askers["seed"].ask("stances-of", {"who": name}, graphs["seed"].lens())
    assert answer.parameters == (("who", "iran"),)
    assert len(answer) == 2


def test_a_party_speaks_through_its_organs_unless_only_what_is_named_counts(askers: Any, graphs: Any) -> None:
    ask, lens = askers["seed"].ask, graphs["seed"].lens
    assert {row.cells[0].key for row in ask("appeals", {"who": "Russia"}, lens())} == {"kremlin"}
    assert not ask("appeals", {"who": "Russia"}, lens(level="named"))


@pytest.mark.parametrize(
    ("id", "values", "error", "words"),
    [
        ("who-suports", {}, UnknownTerm, "did you mean 'who-supports'"),
        ("who-supports", {}, UnknownTerm, "needs actor; write actor=…, an actor"),
        ("who-supports", {"actro": "Iran"}, UnknownTerm, "no parameter 'actro'; did you mean 'actor'?"),
        ("disputes", {"who": "Iran"}, UnknownTerm, "no parameter 'who'; it takes none"),
        ("who-supports", {"actor": "Irn"}, UnknownTerm, "nobody is called 'Irn'; did you mean 'Iran'"),
        ("who-supports", {"actor": "Aleppo"}, KGError, "actor wants an actor, but 'Aleppo' is Aleppo, place"),
        ("who-controls", {"place": "Iran"}, KGError, "place wants a place, but 'Iran' is Iran, state"),
        ("by-relation", {"relation": "suports"}, UnknownTerm, "no relation 'suports'; did you mean 'supports'?"),
        ("dated-between", {"since": "29.11.2024"}, InvalidDate, "since: '29.11.2024' is no EDTF time"),
        ("what-changed", {"since": "2024-13", "until": "2025"}, InvalidDate, "since: '2024-13' is no EDTF time"),
        ("graded", {"worst": "B"}, KGError, "worst: 'B' is no whole number"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    id: str, values: dict[str, str], error: type[KGError], words: str, askers: Any, graphs: Any
) -> None:
    with pytest.raises(error) as caught:
        askers["seed"].ask(id, values, graphs["seed"].lens())
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_ambiguous_name_lists_its_candidates(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    graph.load(twin_world(tmp_path))
    with pytest.raises(AmbiguousName, match=r"hill-war-2#westland.*hill-war-2024-01-10#westland"):
        asker(graph).ask("stances-of", {"who": "Westland"}, graph.lens())
    assert asker(graph).ask("stances-of", {"who": "hill-war-2#westland"}, graph.lens())


def test_an_empty_graph_and_no_match_are_a_line_and_no_error(askers: Any, graphs: Any) -> None:
    empty = KnowledgeGraph()
    answer = asker(empty).ask("who-supports", {"actor": "Iran"}, empty.lens())
    assert not answer.rows
    assert answer.empty.startswith("the graph is empty; load claims")
    none = askers["seed"].ask("denials", {}, graphs["seed"].lens())
    assert none.empty.startswith("no match")
    assert "no match" in none.to_markdown()
    assert "no match" in none._repr_html_()
    assert none.to_csv().splitlines() == ["teller,who,relation,whom,claims,tellers,quotes"]
    assert list(none.to_pandas().columns) == list(none.to_polars().columns)


def test_an_unknown_document_is_named_with_those_that_are_loaded(askers: Any) -> None:
    with pytest.raises(NotReady, match="no document 'x' in the graph; loaded: 000_17"):
        askers["seed"].document("x")


# ------------------------------------------------------------------ what an answer gives


@pytest.fixture
def answer(askers: dict[str, Asker], graphs: dict[str, KnowledgeGraph]) -> Answer:
    return askers["seed"].ask("who-supports", {"actor": "Assad government"}, graphs["seed"].lens(at="2024-11-29"))


def test_an_answer_tells_what_was_asked_and_what_ran(answer: Answer) -> None:
    record = json.loads(answer.to_json())
    assert record["question"] == "who-supports"
    assert record["parameters"] == {"actor": "assad-government"}
    assert record["lens"] == {"at": "2024-11-29"}
    assert record["engine"] == "ties"
    assert "VALUES ( ?claim )" in record["sparql"]
    assert record["rows"][0]["who"] == {"id": "hezbollah", "document": None, "name": "Hezbollah", "kind": "armed group"}
    claim = next(one for one in record["rows"][1]["claims"] if one["relation"] == "supportsPolitically")
    assert (claim["document"], claim["subject"], claim["claimer"]) == ("000_17ca18af47506497", "iran", "iran")


def test_frames_and_tables_hold_the_same_rows(answer: Answer) -> None:
    pandas, polars = answer.to_pandas(), answer.to_polars()
    rows = list(csv.DictReader(io.StringIO(answer.to_csv())))
    assert list(pandas["who"]) == polars["who"].to_list() == [row["who"] for row in rows]
    assert list(pandas["who_name"]) == ["Hezbollah", "Iran", "Russia"]
    assert polars["quotes"].to_list() == [list(quotes) for quotes in pandas["quotes"]]
    assert len(answer.table()[1]) == len(answer) == len(rows)


def test_a_missing_extra_is_named_with_its_cure(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("kg.questions.answer.import_module", absent)
    for frame in (answer.to_pandas, answer.to_polars):
        with pytest.raises(MissingExtra, match="pip install 'actor-alliance"):
            frame()


def test_quotes_are_escaped_in_html_and_markdown(graphs: dict[str, KnowledgeGraph], answer: Answer) -> None:
    row = answer.rows[0]
    nasty = replace(row.proof[0], exact="<script>alert(1)</script> | *x*\nnext")
    shown = replace(answer, rows=(replace(row, proof=(nasty,)),))
    assert "<script>" not in shown._repr_html_()
    assert "&lt;script&gt;" in shown._repr_html_()
    assert shown.to_markdown().count("\n") == 5
    assert "\\|" in shown.to_markdown()


def test_the_same_question_gives_the_same_bytes(askers: Any, graphs: Any) -> None:
    again = KnowledgeGraph()
    again.load(WORLDS["seed"])
    for id in ("who-supports", "one-teller-only", "what-says"):
        values = fixture_of(id)["ask"]
        one = askers["seed"].ask(id, values, graphs["seed"].lens()).to_json()
        assert one == asker(again).ask(id, values, again.lens()).to_json()


# ------------------------------------------------------------------ the files


@pytest.mark.parametrize("one", questions(), ids=IDS)
def test_a_question_says_what_it_is_and_projects_what_it_takes(one: Question) -> None:
    assert one.title
    assert one.help
    assert one.claim_columns
    assert one.engine in ("sparql", "ties")
    if one.engine == "ties":
        assert one.shape in SHAPES
        assert one.heads
    else:
        assert {parameter.name for parameter in one.parameters} <= set(one.projected)


def test_the_shapes_are_all_asked_for() -> None:
    assert {one.shape for one in questions() if one.engine == "ties"} == set(SHAPES)


def test_a_question_file_that_is_wrong_is_refused_with_its_cure(tmp_path: Path) -> None:
    for text, words in [
        ("# colour\n", "is no header line"),
        ("# title: A\n", "no help"),
        ("# title: A\n# help: B\n# param x: actr\n", "no type 'actr'; did you mean 'actor'"),
    ]:
        path = tmp_path / "x.rq"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(KGError, match=words):
            read(path)


def test_the_page_of_questions_lists_every_one_with_what_it_takes() -> None:
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    for one in questions():
        takes = ", ".join(parameter.name + ("" if parameter.required else "?") for parameter in one.parameters)
        assert f"| `{one.id}` | {one.title} | {takes} | {one.engine} |" in page


def test_questions_are_found_by_name() -> None:
    assert question("who-supports").title == "Who supports an actor"
