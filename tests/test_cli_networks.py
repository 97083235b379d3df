"""The measures from the shell: over the store and over a bare list of signed edges."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import KnowledgeGraph
from kg.cli import main
from tests.worlds import SHARED, needs_shared

MEASURES = ("balance", "frustration", "blocs", "mediators", "brokers", "indirect")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("networks") / "store"
    with KnowledgeGraph(place) as graph:
        graph.load("seeds")
    return str(place)


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(arguments), terminal_width=200)
    assert result.exit_code == code, result.output
    return result


@pytest.mark.parametrize("measure", [*MEASURES, "fragility"])
@pytest.mark.parametrize("shape", ["table", "json", "csv"])
def test_every_measure_answers_from_the_store(measure: str, shape: str, store: str) -> None:
    found = run(measure, "--db", store, "--format", shape, "--explain")
    if shape == "json":
        assert isinstance(json.loads(found.stdout), list)


def test_the_seed_is_small_and_balanced_with_actors_that_nothing_places(store: str) -> None:
    told = run("frustration", "--db", store, "--explain").stdout
    assert "frustration index 0 (proven)" in told
    assert "unplaced (no positive tie): Israel" in told


def test_an_explanation_names_the_quotes(store: str) -> None:
    assert "“the Lebanese Movement, an ally of Damascus”" in run("fragility", "--db", store, "--explain").stdout


def test_declared_mediators_keep_silent_about_parties_that_are_not_stated(store: str) -> None:
    assert "Turkey mediates 2020 cease-fire (parties not stated)" in run("mediators", "--db", store, "--explain").stdout


@pytest.mark.parametrize("measure", MEASURES)
def test_a_bare_list_of_edges_needs_no_store(measure: str, tmp_path: Path) -> None:
    edges = tmp_path / "edges.csv"
    edges.write_text("source,target,sign\na,b,1\nb,c,1\na,c,-1\n", encoding="utf-8")
    run(measure, "--edges", str(edges), "--format", "json")


def test_a_tense_triangle_names_its_rows(tmp_path: Path) -> None:
    edges = tmp_path / "edges.csv"
    edges.write_text("source,target,sign\na,b,1\nb,c,1\na,c,-1\n", encoding="utf-8")
    assert "0 of 1 triangles" in run("balance", "--edges", str(edges), "--explain").stdout
    assert "row 2" in run("balance", "--edges", str(edges), "--explain").stdout


BAD_EDGES = {
    "no sign": "source,target\na,b\n",
    "a sign that is none": "source,target,sign\na,b,friend\n",
    "a loop": "source,target,sign\na,a,1\n",
    "a weight that is no number": "source,target,sign,weight\na,b,1,NaN\n",
    "a weight of nothing": "source,target,sign,weight\na,b,1,0\n",
}


@pytest.mark.parametrize("name", BAD_EDGES)
def test_bad_edges_are_one_line(name: str, tmp_path: Path) -> None:
    edges = tmp_path / "edges.csv"
    edges.write_text(BAD_EDGES[name], encoding="utf-8")
    found = run("frustration", "--edges", str(edges), code=1)
    assert len(found.stderr.strip().splitlines()) == 1
    assert "edges.csv" in found.stderr


@needs_shared
def test_published_values_from_the_shell() -> None:
    folder = SHARED / "networks"
    for name, index in {"highland_tribes": 7, "avatar": 122, "congress_undirected": 18}.items():
        told = run("frustration", "--edges", str(folder / f"{name}.csv"), "--explain").stdout
        assert f"frustration index {index} (proven)" in told
