"""The command line as a user meets it: real processes, real files."""

from __future__ import annotations

import csv
import inspect
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg import KnowledgeGraph, analysis
from kg.cli import main
from tests.worlds import ROOT, SEED, claim, claims_file

TEXT = "Zoria backs Avaria. Avaria condemned Zoria."


def kg(*arguments: str | Path, code: int = 0, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    run = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        timeout=120,
    )
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr
    return run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built")
    kg("build", "seeds", "--out", out)
    return out


def answer(built: Path, *arguments: str) -> object:
    return json.loads(kg(*arguments, "--format", "json", "--db", built / "store").stdout)


def test_build_writes_store_trig_and_page_and_tells_who_stands_where(tmp_path: Path) -> None:
    run = kg("build", "seeds", "--out", tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"store", "graph.trig", "graph.html"}
    for words in (
        "Who supports whom",
        "Who opposes whom",
        "Who mediates",
        "Disputed and in tension",
        "Figures by teller",
    ):
        assert words in run.stdout
    assert "54 claims" in run.stdout


def test_claims_come_in_the_keys_of_the_claims_file_with_their_document(built: Path) -> None:
    claims = answer(built, "claims")
    assert isinstance(claims, list)
    assert len(claims) == 54
    must = {
        "id",
        "subject",
        "relation",
        "object",
        "against",
        "claimer",
        "relayed_by",
        "status",
        "valid",
        "exact",
        "start",
        "end",
    }
    assert all(must <= set(one) and one["document"] == SEED for one in claims)
    assert {one["subject"] for one in claims} >= {"jihadists", "iran"}


def test_a_tie_comes_with_its_quotes(built: Path) -> None:
    found = answer(built, "tie", "HTS", "Assad government")
    assert isinstance(found, dict)
    assert found["tie"]["status"] == "opposition"
    assert found["tie"]["inherited_via"] == ["jihadists", "syrian-army"]
    assert found["tie"]["document"] is None
    assert {one["id"] for one in found["for"]} == set(found["tie"]["claims"])
    assert "Syria facing the jihadist offensive" in kg("tie", "HTS", "Assad government", "--db", built / "store").stdout


def test_the_same_answer_from_python_and_shell(built: Path) -> None:
    graph = KnowledgeGraph(built / "store", read_only=True)
    shell = answer(built, "ties", "--at", "2024-11-29", "--level", "named")
    assert isinstance(shell, list)
    python = [
        (tie.subject.rpartition("#")[2], tie.status, list(tie.claims))
        for tie in graph.ties(at="2024-11-29", level="named")
    ]
    assert [(one["subject"], one["status"], one["claims"]) for one in shell] == python


def test_csv_and_sparql(built: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("ties", "--format", "csv", "--db", built / "store").stdout)))
    assert rows[0]["status"]
    query = "SELECT ?name WHERE { actor:iran rdfs:label ?name } ORDER BY ?name"
    assert kg("sparql", "--format", "csv", query, "--db", built / "store").stdout.split() == ["name", "Iran", "إيران"]
    assert kg("sparql", "ASK { actor:iran aa:alliedWith ?x }", "--db", built / "store").stdout.strip() == "true"
    assert "aa:exact" in kg("sparql", "DESCRIBE ?c WHERE { ?c aa:fileId 'c23' }", "--db", built / "store").stdout
    assert json.loads(kg("sparql", "--format", "json", query, "--db", built / "store").stdout)["head"]["vars"] == [
        "name"
    ]


def test_figures_disputes_and_export(built: Path, tmp_path: Path) -> None:
    assert isinstance(answer(built, "figures", "--about", "UN"), list)
    assert [one["measure"] for one in answer(built, "figures", "--about", "UN")] == ["displaced"]  # type: ignore[union-attr]
    assert {one["kind"] for one in answer(built, "disputes")} == {"tension"}  # type: ignore[union-attr]
    kg("export", tmp_path / "g.csv", "--db", built / "store")
    assert (tmp_path / "g.csv").read_text(encoding="utf-8").count("\n") > 54
    kg("view", "-o", tmp_path / "v.html", "--db", built / "store")
    assert (tmp_path / "v.html").stat().st_size > 10_000


def test_validate_passes_the_seed_in_files_and_in_the_store(built: Path) -> None:
    assert "0 errors" in kg("validate", "seeds").stderr
    assert "0 errors" in kg("validate", "--db", built / "store").stderr


@pytest.mark.parametrize("at", [40, 1300, 3290])
def test_one_character_of_the_article_names_every_claim_that_it_touches(tmp_path: Path, at: int) -> None:
    for path in (ROOT / "seeds").glob(f"{SEED}.*"):
        shutil.copy(path, tmp_path / path.name)
    article = tmp_path / f"{SEED}.txt"
    text = article.read_bytes().decode()
    changed = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
    article.write_bytes(changed.encode())
    run = kg("validate", tmp_path, "--format", "json", code=1)
    named = {finding["where"].split()[1] for finding in json.loads(run.stdout)}
    graph = KnowledgeGraph()
    graph.load(ROOT / "seeds")
    items = [*graph.claims(), *graph.figures()]
    touched = {item.file_id for item in items if item.start <= at < item.end}
    beside = {
        c.file_id
        for c in graph.claims()
        for q in [c.attribution, *dict(c.refers).values()]
        if q and q.start <= at < q.end
    }
    assert named == touched | beside
    assert touched


def test_the_commands_are_the_calls_with_dashes() -> None:
    calls = {
        "load": "load",
        "retract": "retract",
        "claims": "claims",
        "figures": "figures",
        "tie": "proof",
        "ties": "ties",
        "disputes": "disputes",
        "sparql": "query",
        "validate": "validate",
        "view": "view",
        "export": "export",
        "ask": "ask",
        "diff": "diff",
        "without": "without",
        "review": "review",
        "annotate": "annotate",
        "judge": "judge",
        "suggest": "suggest",
    }
    measures = {name for name, command in main.commands.items() if any(o.name == "edges" for o in command.params)}
    assert set(main.commands) == {"build", "extract", "score", "agree", *calls, *measures}
    assert all(callable(getattr(analysis, name)) for name in measures)
    lens = set(inspect.signature(KnowledgeGraph.lens).parameters) - {"self"}
    for command, call in calls.items():
        options = {option.name for option in main.commands[command].params} - {"db", "shape"}
        member = getattr(KnowledgeGraph, call)
        taken = inspect.signature(member).parameters if callable(member) else {}
        known = {*taken, *(lens if "lens" in taken else ())}
        also = {"files", "paths", "query", "path", "file", "out", "on", "limit", "values", *lens}
        assert options <= known | also, (command, options - known)
        if "lens" in taken or command == "ask":
            assert lens <= options, (command, lens - options)


def test_every_command_and_option_has_help() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert all(option.help for option in command.params if isinstance(option, click.Option)), name
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_wrong_usage_is_two(built: Path) -> None:
    kg("tie", "Iran", code=2)
    kg("sparql", "--db", built / "store", code=2)
    kg("ties", "--level", "planet", "--db", built / "store", code=2)


BAD = {
    "an unknown actor": (["tie", "Irann", "Russia"], ["Irann", "'Iran'"]),
    "an unknown relation": (["ties", "--relation", "suports"], ["suports", "supports"]),
    "a date that is none": (["ties", "--at", "yesterday"], ["yesterday", "2024-11-29"]),
    "a query that is none": (["sparql", "SELECT WHERE"], ["query"]),
    "a suffix nobody writes": (["export", "g.xyz"], [".xyz", ".ttl"]),
    "a query file that is not there": (["sparql", "-f", "none.rq"], ["none.rq"]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_question_gets_one_line_with_its_cure(name: str, built: Path) -> None:
    arguments, words = BAD[name]
    run = kg(*arguments, "--db", built / "store", code=1)
    assert run.stdout == ""
    assert len(run.stderr.strip().splitlines()) == 1
    assert all(word in run.stderr for word in words), run.stderr


def test_a_store_that_is_not_there_is_said(tmp_path: Path) -> None:
    run = kg("ties", "--db", tmp_path / "none", code=1)
    assert "kg build" in run.stderr


WRONG_FILES = {
    "an unknown entity": (
        {"claims": [claim("c1", "zz", "supports", "a", "Zoria backs Avaria")]},
        ["c1", "subject", "zz"],
    ),
    "an unknown relation": ({"claims": [claim("c1", "z", "suports", "a", "Zoria backs Avaria")]}, ["c1", "supports"]),
    "a quote not in the text": (
        {"claims": [claim("c1", "z", "supports", "a", "Zoria bakcs Avaria")]},
        ["c1", "Zoria backs"],
    ),
    "a quote that stands twice": ({"claims": [claim("c1", "z", "supports", "a", "Avaria")]}, ["c1", "2 times"]),
    "a wrong date": (
        {"claims": [claim("c1", "z", "supports", "a", "Zoria backs Avaria", valid="2024-13")]},
        ["c1", "valid"],
    ),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_wrong_coding_is_refused_and_the_store_is_as_it_was(name: str, tmp_path: Path) -> None:
    record, words = WRONG_FILES[name]
    store = tmp_path / "store"
    kg("load", claims_file(tmp_path, "good", text=TEXT), "--db", store)
    before = kg("claims", "--format", "json", "--db", store).stdout
    run = kg("load", claims_file(tmp_path, "bad", text=TEXT, **record), "--db", store, code=1)
    assert len(run.stderr.strip().splitlines()) == 1
    assert all(word in run.stderr for word in words), run.stderr
    assert kg("claims", "--format", "json", "--db", store).stdout == before


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    run = kg("build", claims_file(tmp_path, text=TEXT), "--out", tmp_path / "file" / "build", code=1)
    assert len(run.stderr.strip().splitlines()) == 1


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """On a file system of 16 MiB that is filled to the brim between two loads."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        store = disk / "store"
        kg("load", claims_file(tmp_path, "good", text=TEXT), "--db", store)
        before = kg("claims", "--format", "json", "--db", store).stdout
        fill(disk / "filler")
        large = TEXT + "x" * 8_000_000
        run = kg("load", claims_file(tmp_path, "large", text=large), "--db", store, code=1)
        assert len(run.stderr.strip().splitlines()) == 1
        (disk / "filler").unlink()
        assert kg("claims", "--format", "json", "--db", store).stdout == before
    finally:
        subprocess.run(["umount", disk], check=True)


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 65536)
        except OSError:
            return


def test_messages_hold_under_a_plain_terminal(built: Path) -> None:
    environment = {**os.environ, "COLUMNS": "60", "NO_COLOR": "1"}
    run = subprocess.run(
        [sys.executable, "-m", "kg", "tie", "Iran", "Assad government", "--db", built / "store"],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert "unwavering" in run.stdout
    assert "\x1b" not in run.stdout
