"""A reviewer at the shell: from proposals to ties in a few commands."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from tests.worlds import claim, claims_file

TEXT = "Zoria backs Avaria. Avaria condemned Zoria. Zoria armed Avaria, said the Wire."


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(arguments), terminal_width=200)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def db(tmp_path: Path) -> str:
    store = str(tmp_path / "store")
    proposed = [
        claim("p1", "z", "supports", "a", "Zoria backs Avaria"),
        claim("p2", "z", "condemns", "a", "Avaria condemned Zoria"),
    ]
    coder = {"id": "rules", "kind": "machine"}
    run("load", str(claims_file(tmp_path, text=TEXT, coder=coder, claims=proposed)), "--db", store)
    return store


def by(db: str) -> tuple[str, ...]:
    return "--by", "mk", "--on", "2024-05-01", "--db", db


def test_a_walk_through_the_queue(db: str) -> None:
    assert "2 proposals about 1 pairs wait" in run("review", "--db", db).stdout
    assert "1 proposals wait" in run("review", "accept", "p1", *by(db)).stderr
    run("review", "flip", "x#p2", *by(db))
    run(
        "review",
        "add",
        "x",
        "Zoria armed Avaria",
        "--subject",
        "z",
        "--relation",
        "suppliesArms",
        "--object",
        "a",
        "--claimer",
        "w",
        *by(db),
    )
    ties = json.loads(run("ties", "--format", "json", "--db", db).stdout)
    assert [(tie["subject"], tie["status"], tie["object"]) for tie in ties] == [
        ("a", "opposition", "z"),
        ("z", "support", "a"),
    ]
    history = json.loads(run("review", "history", "--format", "json", "--db", db).stdout)
    assert [one["verdict"] for one in history] == ["accepted", "rejected", "accepted", "accepted"]
    assert {one["when"] for one in history} == {"2024-05-01"}
    run("review", "undo", history[2]["claim"], *by(db))
    assert len(json.loads(run("ties", "--format", "json", "--db", db).stdout)) == 1


def test_a_fix_says_what_changes(db: str) -> None:
    run("review", "fix", "p2", "--status", "hedged", *by(db))
    run("review", "fix", "p1", *by(db), code=2)
    run("review", "reject", "p1", *by(db), code=2)


def test_who_decides_is_asked_for(db: str) -> None:
    run("review", "accept", "p1", "--db", db, code=2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["review", "accept", "p9"], ["p9", "kg review"]),
        (["review", "undo", "p1"], ["p1"]),
        (["review", "fix", "p1", "--relation", "suports"], ["supports"]),
        (
            ["review", "add", "x", "not there", "--subject", "z", "--relation", "supports", "--claimer", "w"],
            ["not there"],
        ),
        (["judge", "x#z", "nobody", "same"], ["nobody"]),
    ],
)
def test_a_wrong_decision_is_one_line_and_nothing_is_kept(db: str, arguments: list[str], words: list[str]) -> None:
    before = run("review", "history", "--format", "json", "--db", db).stdout
    found = run(*arguments, *by(db), code=1)
    assert len(found.stderr.strip().splitlines()) == 1
    assert all(word in found.stderr for word in words), found.stderr
    assert run("review", "history", "--format", "json", "--db", db).stdout == before


def test_a_sheet_goes_out_and_comes_back(db: str, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    run("review", "export", "x", str(sheet), "--db", db)
    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8-sig").splitlines()))
    for row in rows:
        if row["id"] == "p1":
            row["review"] = "accepted"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert "1 decision recorded" in run("review", "import", str(sheet), *by(db)).stderr
    assert "0 decisions recorded" in run("review", "import", str(sheet), *by(db)).stderr


def test_two_are_judged_to_be_one(db: str, tmp_path: Path) -> None:
    run("load", str(claims_file(tmp_path, "y", text=TEXT)), "--db", db)
    pairs = json.loads(run("suggest", "--format", "json", "--db", db).stdout)
    assert ("x#z", "y#z") in {(pair["one"], pair["other"]) for pair in pairs}
    run("judge", "x#z", "y#z", "same", *by(db))
    assert ("x#z", "y#z") not in {
        (p["one"], p["other"]) for p in json.loads(run("suggest", "--format", "json", "--db", db).stdout)
    }


def test_a_policy_is_named_and_never_runs_by_itself(db: str) -> None:
    assert "0 decisions recorded" in run("review", "policy", "agreement", "--db", db).stderr
    assert "agreement" in run("review", "policy", "agrement", "--db", db, code=1).stderr
