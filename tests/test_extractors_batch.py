"""Many texts, and the kinds of file that users have."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from datetime import date
from pathlib import Path

import pytest

from kg.errors import InvalidFile
from kg.extractors import EXTRACTORS, Context, extractor_named
from kg.extractors.alike import groups, signature
from kg.extractors.batch import extract_folder
from kg.extractors.inputs import read_document
from kg.importers import record_of
from kg.model import Entity, entity

DAY = date(2024, 11, 29)
NAMES = {"iran": "Iran", "russia": "Russia", "syria": "Syria"}
GAZETTEER: tuple[Entity, ...] = tuple(
    entity(id=id, name=name, kind="state", document="g") for id, name in NAMES.items()
)
STORY = "Iran supports Syria. Russia bombed Iran on Monday, Syria said. " + " ".join(
    f"Word{n} follows word{n + 1}." for n in range(40)
)


def texts(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        (folder / f"text{n:04d}.txt").write_text(
            f"Iran supports Syria, report {n} says. Russia denied bombing Iran. {n * 7919}\n" * 3
        )
    return folder


def run(folder: Path, out: Path, *, workers: int = 1, shard: int = 10):  # type: ignore[no-untyped-def]
    return extract_folder(
        folder,
        out,
        Context(entities=GAZETTEER),
        record_of,
        published=DAY,
        publisher="wire",
        workers=workers,
        shard=shard,
    )


def test_each_extractor_is_found_by_its_name() -> None:
    assert {extractor_named(extractor.NAME) is extractor for extractor in EXTRACTORS} == {True}


def test_a_folder_gives_a_line_a_document(tmp_path: Path) -> None:
    summary = run(texts(tmp_path / "in", 25), tmp_path / "out")
    lines = [json.loads(line) for line in summary.output.read_text().splitlines()]
    assert [line["document"] for line in lines] == [f"text{n:04d}" for n in range(25)]
    assert summary.claims == sum(len(line["coding"]["claims"]) for line in lines) > 0
    assert {claim["review"] for line in lines for claim in line["coding"]["claims"]} == {"proposed"}


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 25)
    one, two = run(folder, tmp_path / "one"), run(folder, tmp_path / "two", workers=2)
    assert one.output.read_bytes() == two.output.read_bytes()


def test_a_second_run_takes_what_is_there(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 25)
    first = run(folder, tmp_path / "out")
    assert first.resumed == 0
    before = first.output.read_bytes()
    again = run(folder, tmp_path / "out")
    assert (again.resumed, again.output.read_bytes()) == (3, before)
    (folder / "text0003.txt").write_text("Syria supports Iran.")
    assert run(folder, tmp_path / "out").resumed == 2


def _long_run(folder: Path, out: Path) -> None:
    os.setpgrp()
    run(folder, out, workers=2, shard=5)


def test_a_killed_run_goes_on_and_gives_the_same(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 200)
    whole = run(folder, tmp_path / "whole", shard=5)
    process = multiprocessing.get_context("spawn").Process(target=_long_run, args=(folder, tmp_path / "out"))
    process.start()
    shards = tmp_path / "out" / "shards"
    for _ in range(600):
        if shards.exists() and len(list(shards.glob("*.jsonl"))) >= 3:
            break
        time.sleep(0.05)
    assert process.pid is not None
    os.killpg(process.pid, signal.SIGKILL)
    process.join()
    assert not (tmp_path / "out" / "proposals.jsonl").exists()
    (shards / "000099.77.part").write_text("half a li")
    (shards / "000002.jsonl").write_text("")
    resumed = run(folder, tmp_path / "out", shard=5)
    assert resumed.resumed >= 1
    assert resumed.output.read_bytes() == whole.output.read_bytes()
    assert not list(shards.glob("*.part"))


def test_workers_leave_when_their_parent_is_killed(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 400)
    process = multiprocessing.get_context("spawn").Process(target=_long_run, args=(folder, tmp_path / "out"))
    process.start()
    assert process.pid is not None
    shards = tmp_path / "out" / "shards"
    for _ in range(600):
        if shards.exists() and any(shards.glob("*.jsonl")):
            break
        time.sleep(0.05)
    process.kill()
    process.join()
    for _ in range(300):
        if not living(process.pid):
            return
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    pytest.fail("workers outlive their parent")


def living(group: int) -> list[int]:
    """The processes of a group that run; one that has ended and that nobody has asked after is none."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of_group) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found


def test_wire_copies_are_grouped(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    (folder / "b.txt").write_text("By our correspondent. " + STORY + " More soon.")
    (folder / "c.txt").write_text("Something else happened in another town where nobody had been before. " * 3)
    summary = run(folder, tmp_path / "out")
    told = {line["document"]: line["group"] for line in map(json.loads, summary.output.read_text().splitlines())}
    assert told == {"a": "a", "b": "a", "c": "c"}
    assert summary.groups == 1


def test_groups_do_not_depend_on_order() -> None:
    signatures = {name: signature(STORY + name * 3) for name in "abcdef"}
    assert groups(signatures) == groups(dict(reversed(signatures.items())))


def test_a_bad_file_is_told_and_stops_nothing(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 2)
    (folder / "empty.txt").write_text("")
    (folder / "latin.txt").write_bytes("Iran hält zu Syrien".encode("latin-1"))
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(32)))
    summary = run(folder, tmp_path / "out")
    assert summary.documents == 5
    assert [failure.partition(":")[0] for failure in summary.failures] == ["empty", "latin", "picture"]
    assert all("\n" not in failure for failure in summary.failures)


def test_metadata_tell_what_the_texts_do_not(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 1)
    (folder / "metadata.csv").write_text("file,published,publisher,title\ntext0000.txt,2020-01-02,reuters,On war\n")
    line = json.loads(run(folder, tmp_path / "out").output.read_text())
    assert (line["coding"]["published"], line["coding"]["publisher"], line["coding"]["title"]) == (
        "2020-01-02",
        "reuters",
        "On war",
    )


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 1)
    (folder / "text0000.html").write_text("<p>x</p>")
    with pytest.raises(InvalidFile, match="rename one"):
        run(folder, tmp_path / "out")


# ---------------------------------------------------------------- kinds of file


def test_a_text_without_a_day_asks_for_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran supports Syria.")
    with pytest.raises(InvalidFile, match="--published"):
        read_document(tmp_path / "a.txt", publisher="wire")
    with pytest.raises(InvalidFile, match="--publisher"):
        read_document(tmp_path / "a.txt", published=DAY)


def test_a_text_is_kept_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffIran „supports“\r\nSyria.\n".encode())
    assert read_document(tmp_path / "a.txt", published=DAY, publisher="wire").text == "Iran „supports“\r\nSyria.\n"


def test_a_page_gives_its_article_and_metadata(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    paragraphs = "".join(
        f"<p>Iran supports Syria, an official said in the long paragraph number {n} of this article.</p>"
        for n in range(8)
    )
    (tmp_path / "a.html").write_text(
        '<html lang="en"><head><title>On war</title><meta property="og:site_name" content="The Daily Wire">'
        '<meta property="article:published_time" content="2024-11-29T10:00:00Z"></head>'
        f"<body><nav>Home | Sport | Subscribe now</nav><article><h1>On war</h1>"
        f"{paragraphs}</article><footer>All rights reserved</footer></body></html>"
    )
    document = read_document(tmp_path / "a.html")
    assert (document.published, document.publisher, document.title) == (DAY, "the-daily-wire", "On war")
    assert "Iran supports Syria" in document.text
    assert "Subscribe" not in document.text


def test_a_word_file_gives_its_paragraphs(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_paragraph("Iran supports Syria.")
    made.core_properties.title = "On war"
    made.save(str(tmp_path / "a.docx"))
    document = read_document(tmp_path / "a.docx", published=DAY, publisher="wire")
    assert (document.text, document.title) == ("Iran supports Syria.", "On war")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_a_broken_file_is_told_in_a_line(tmp_path: Path, name: str) -> None:
    pytest.importorskip("pypdf")
    (tmp_path / name).write_bytes(b"this is not it")
    with pytest.raises(InvalidFile):
        read_document(tmp_path / name, published=DAY, publisher="wire")


def test_an_unknown_kind_lists_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("Iran")
    with pytest.raises(InvalidFile, match=r"\.docx"):
        read_document(tmp_path / "a.xyz", published=DAY, publisher="wire")
