"""Named questions, differences and what rests on one teller, from the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import KnowledgeGraph
from kg.cli import main
from tests.worlds import SHARED, needs_shared


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(main, list(arguments))
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("questions") / "store"
    with KnowledgeGraph(place) as graph:
        graph.load("seeds")
    return str(place)


def test_the_questions_are_listed() -> None:
    known = json.loads(run("ask", "--format", "json").stdout)
    assert len(known) >= 30
    assert all(one["asks"] for one in known)


@pytest.mark.parametrize("shape", ["table", "json", "csv", "markdown"])
def test_the_same_answer_in_every_shape(shape: str, store: str) -> None:
    told = run(
        "ask", "who-supports", "actor=Assad government", "--at", "2024-11", "--format", shape, "--db", store
    ).stdout
    assert all(name in told for name in ("Hezbollah", "Iran", "Russia"))
    assert "Lebanese Movement" in told or shape == "table"


def test_python_and_shell_answer_alike(store: str) -> None:
    graph = KnowledgeGraph(store, read_only=True)
    python = graph.ask("who-supports", actor="Assad government", at="2024-11").to_json()
    shell = run("ask", "who-supports", "actor=Assad government", "--at", "2024-11", "--format", "json", "--db", store)
    assert json.loads(shell.stdout) == json.loads(python)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", "who-suports"], ["who-supports"]),
        (["ask", "who-supports", "actor=Irann"], ["'Iran'"]),
        (["ask", "who-supports", "actr=Iran"], ["actor"]),
        (["ask", "who-supports", "actor=Iran", "--at", "soon"], ["soon"]),
        (["diff", "2024-11-29", "soon"], ["soon"]),
        (["without", "Nobodi"], ["Nobodi"]),
    ],
)
def test_a_wrong_question_is_one_line(arguments: list[str], words: list[str], store: str) -> None:
    found = run(*arguments, "--db", store, code=1)
    assert len(found.stderr.strip().splitlines()) == 1
    assert all(word in found.stderr for word in words), found.stderr


def test_no_match_is_said(store: str) -> None:
    found = run("ask", "who-supports", "actor=Israel", "--db", store)
    assert found.stdout == ""
    assert "no match" in found.stderr


def test_what_rests_on_one_teller(store: str) -> None:
    lost = run("without", "SOHR", "--format", "markdown", "--db", store).stdout
    assert "its allied groups" in lost


def test_nothing_changed_between_a_day_and_itself(store: str) -> None:
    assert json.loads(run("diff", "2024-11-29", "2024-11-29", "--format", "json", "--db", store).stdout) == []


@needs_shared
def test_three_documents_tell_how_the_support_ended(tmp_path: Path) -> None:
    db = str(tmp_path / "store")
    dev = SHARED / "gold" / "dev"
    run("load", "seeds", str(dev / "syria-2024-12-01.gold.json"), str(dev / "syria-2024-12-09.gold.json"), "--db", db)
    told = run("diff", "2024-11-29", "2024-12-09", "--format", "markdown", "--db", db).stdout
    assert "2024-12-08" in told
    assert "unwavering" in told

    def supporters(day: str) -> set[str]:
        ties = json.loads(run("ties", "--at", day, "--format", "json", "--db", db).stdout)
        return {t["subject"] for t in ties if t["object"] == "assad-government" and t["status"] == "support"}

    assert "iran" in supporters("2024-11-29")
    assert supporters("2024-12-09") == set()
