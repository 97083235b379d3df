"""From a text that nobody coded to reviewed claims, at the shell."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import importers
from kg.cli import main
from tests.worlds import ROOT, SEED

ARTICLE = ROOT / "seeds" / f"{SEED}.txt"
CODED = ROOT / "seeds" / f"{SEED}.claims.yaml"
TOLD = ("--published", "2024-11-29", "--publisher", "afp", "--entities", str(CODED))


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(arguments), terminal_width=200)
    assert result.exit_code == code, result.output
    return result


def test_the_seed_from_scratch_to_a_score_and_a_tie(tmp_path: Path) -> None:
    out, db = tmp_path / "out", str(tmp_path / "store")
    run("extract", str(ARTICLE), *TOLD, "-o", str(out))
    proposals = out / f"{SEED}.claims.yaml"
    coding = importers.read(proposals)
    assert coding.coder.kind == "machine"
    assert {claim.review for claim in coding.claims} == {"proposed"}
    assert all(coding.source.text[item.start : item.end] == item.exact for item in coding.items)
    found = {
        row["name"]: row for row in json.loads(run("score", str(CODED), str(proposals), "--format", "json").stdout)
    }
    assert found["pair"]["f1"] >= 0.75
    assert found["claimer"]["f1"] >= 0.65
    assert "missed" in run("score", str(CODED), str(proposals), "--list").stdout
    run("load", str(proposals), "--db", db)
    assert run("ties", "--format", "json", "--db", db).stdout.strip() == "[]"
    waiting = json.loads(run("review", "--limit", "100", "--format", "json", "--db", db).stdout)
    iran = next(one["id"] for cluster in waiting for one in cluster["proposed"] if "unwavering" in one["exact"])
    run("review", "accept", iran, "--by", "mk", "--on", "2026-01-01", "--db", db)
    assert [tie["subject"] for tie in json.loads(run("ties", "--format", "json", "--db", db).stdout)] == ["iran"]


def test_two_coders_agree_with_themselves() -> None:
    (head, *_) = json.loads(run("agree", str(CODED), str(CODED), "--format", "json").stdout)
    assert head["kappa"] == 1.0


def test_a_folder_goes_into_one_file_of_lines_and_goes_on_where_it_stood(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("one", "two"):
        shutil.copyfile(ARTICLE, texts / f"{name}.txt")
    first = run("extract", str(texts), *TOLD, "-o", str(tmp_path / "out"), "--workers", "1")
    assert "2 documents" in first.stderr
    lines = (tmp_path / "out" / "proposals.jsonl").read_bytes()
    again = run("extract", str(texts), *TOLD, "-o", str(tmp_path / "out"), "--workers", "1")
    assert "1 shards were there already" in again.stderr
    assert (tmp_path / "out" / "proposals.jsonl").read_bytes() == lines


@pytest.mark.parametrize(
    ("name", "content", "options", "words"),
    [
        ("x.txt", b"Iran backs Syria.", ("--publisher", "w"), ["--published"]),
        ("x.txt", b"Iran backs Syria.", ("--published", "2024-01-01"), ["--publisher"]),
        ("x.txt", b"\xff\xfe\x00", TOLD, ["x.txt"]),
        ("x.txt", b"", TOLD, ["no text"]),
        ("x.doc", b"x", TOLD, [".txt"]),
        ("x.txt", b"Iran backs Syria.", ("--published", "soon", "--publisher", "w"), ["soon"]),
    ],
)
def test_a_text_that_cannot_be_read_is_one_line(
    name: str, content: bytes, options: tuple[str, ...], words: list[str], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    found = run("extract", str(tmp_path / name), *options, "-o", str(tmp_path / "out"), code=1)
    assert len(found.stderr.strip().splitlines()) == 1
    assert all(word in found.stderr for word in words), found.stderr
    assert not (tmp_path / "out").exists()
