from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import importers
from kg.errors import InvalidFile
from kg.importers.claims_file import coding_of, record_of
from kg.importers.rows import record_of_rows, rows_of_record
from kg.importers.yaml_file import read as read_yaml
from kg.model import Coding
from tests.strategies import codings

SUFFIXES = (".yaml", ".json", ".csv", ".xlsx")
SEED = Path(__file__).parent.parent / "seeds" / "000_17ca18af47506497.claims.yaml"
slow = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=15
)
TEXT = "The state of Zoria backs Avaria. Zoria backs Avaria, again."


def record() -> dict[str, object]:
    """A small claims file that is right."""
    return {
        "format": 1,
        "document": "x.txt",
        "publisher": "w",
        "published": "2024-01-01",
        "coder": {"id": "t", "kind": "human"},
        "entities": {
            "z": {"name": "Zoria", "kind": "state", "aliases": []},
            "a": {"name": "Avaria", "kind": "state", "aliases": []},
            "w": {"name": "Wire", "kind": "news agency", "aliases": []},
        },
        "claims": [
            {
                "id": "c1",
                "subject": "z",
                "relation": "supports",
                "object": "a",
                "claimer": "w",
                "exact": "The state of Zoria backs Avaria",
            }
        ],
        "figures": [],
        "disputes": [],
    }


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_seed_survives_every_format(suffix: str, tmp_path: Path) -> None:
    coding = importers.read(SEED)
    (tmp_path / coding.source.filename).write_bytes(SEED.with_name(coding.source.filename).read_bytes())
    importers.write(coding, tmp_path / f"x.claims{suffix}")
    assert importers.read(tmp_path / f"x.claims{suffix}") == coding


@slow
@given(codings())
def test_a_record_gives_back_its_coding(coding: Coding) -> None:
    assert coding_of(record_of(coding), coding.source.text, "x") == coding


@slow
@given(codings(), st.sampled_from(SUFFIXES[:3]))
def test_any_coding_survives_a_file(tmp_path_factory: pytest.TempPathFactory, coding: Coding, suffix: str) -> None:
    folder = tmp_path_factory.mktemp("files")
    named = replace(coding, source=replace(coding.source, document="x", filename="x.txt"))
    named = coding_of(record_of(named), coding.source.text, "x")
    (folder / "x.txt").write_bytes(coding.source.text.encode())
    importers.write(named, folder / f"x.claims{suffix}")
    assert importers.read(folder / f"x.claims{suffix}") == named


@slow
@given(codings())
def test_rows_hold_what_the_record_holds(coding: Coding) -> None:
    rows = [(f"row {n}", row) for n, row in enumerate(rows_of_record(record_of(coding)))]
    assert coding_of(record_of_rows(rows, "x"), coding.source.text, "x") == coding


def test_what_a_person_need_not_write_is_filled_in() -> None:
    claim = coding_of(record(), TEXT, "x").claims[0]
    assert (claim.start, claim.end, claim.status, claim.review, claim.stated.isoformat()) == (
        0,
        31,
        "asserted",
        "accepted",
        "2024-01-01",
    )


def test_what_a_program_proposes_starts_as_a_proposal() -> None:
    assert coding_of(record() | {"coder": {"id": "rules", "kind": "machine"}}, TEXT, "x").claims[0].review == "proposed"


def test_yaml_scalars_are_strings(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 2024-11-29\nb: no\nc: 012\nd: null\ne: 'null'\nf:\n", encoding="utf-8")
    assert read_yaml(path) == {"a": "2024-11-29", "b": "no", "c": "012", "d": None, "e": "null", "f": None}


def change(path: str, value: object) -> Callable[[dict[str, object]], None]:
    def apply(record: dict[str, object]) -> None:
        inner: object = record
        *above, last = path.split(".")
        for key in above:
            inner = inner[int(key)] if isinstance(inner, list) else inner[key]  # type: ignore[index]
        inner[last] = value  # type: ignore[index]

    return apply


WRONG = {
    "a quote that is not there": (
        change("claims.0.exact", "Zoria bakcs Avarai"),
        ["c1", "exact", "Zoria backs Avaria"],
    ),
    "a quote that stands twice": (change("claims.0.exact", "Zoria backs Avaria"), ["c1", "exact", "2 times", "start"]),
    "a key that is misspelt": (change("claims.0.claimr", "w"), ["c1", "claimr", "claimer"]),
    "a date that is none": (change("claims.0.valid", "last week"), ["c1", "valid", "last week"]),
    "a day that is none": (change("published", "2024-02-31"), ["published", "2024-02-31"]),
    "no day of publication": (change("published", ""), ["published"]),
    "a kind that is misspelt": (change("entities.z.kind", "sate"), ["z", "kind", "state"]),
    "a number that is none": (change("claims.0.start", "ten"), ["c1", "start", "ten"]),
    "a list that is none": (change("claims.0.relayed_by", "w"), ["c1", "relayed_by"]),
    "claims that are no list": (change("claims", {"c1": {}}), ["claims"]),
    "a claim without an id": (change("claims.0.id", None), ["claim 1", "id"]),
    "a format of the future": (change("format", 2), ["format", "2"]),
    "a control character": (change("claims.0.note", "a\x00b"), ["c1", "note", "U+0000"]),
    "a language that is none": (change("language", "english please"), ["language"]),
    "a credibility off the scale": (change("claims.0.credibility", 9), ["c1", "credibility"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_a_file_gets_one_line_with_place_and_cure(name: str) -> None:
    edit, named = WRONG[name]
    wrong = json.loads(json.dumps(record()))
    edit(wrong)
    with pytest.raises(InvalidFile) as caught:
        coding_of(wrong, TEXT, "x.claims.json")
    message = str(caught.value)
    assert "\n" not in message
    assert "x.claims.json" in message
    assert all(word in message for word in named), message


def test_every_wrong_entry_is_listed() -> None:
    wrong = record()
    wrong["claims"] = [dict(wrong["claims"][0], id=f"c{n}", exact="not there") for n in range(3)]  # type: ignore[index]
    with pytest.raises(InvalidFile) as caught:
        coding_of(wrong, TEXT, "x")
    assert [problem.split()[1] for problem in caught.value.problems] == ["c0", "c1", "c2"]


BROKEN_FILES = {
    "x.claims.yaml": [
        b"a: [1",
        b"a: 1\na: 2\n",
        b"- 1\n",
        b"\xff\xfe",
        b"a: &x 1\nb: *x\n",
        b"",
        b"{" * 100,
        b"document: ../x.txt\n",
        b"document: x.txt\npublisher: w",
    ],
    "x.claims.json": [b"{", b"[]", b'{"a": 1, "a": 2}', b'{"a": NaN}', b"\x00", b'{"a": "\xff"}', b"[" * 100_000],
    "x.claims.csv": [
        b"",
        b"id,name\n1,2\n",
        b"record,id\nclam,c1\n",
        b'record,id\nclaim,"c1\n',
        b"record,id,id\n",
        b"record,a\nclaim,1,2\n",
    ],
    "x.claims.xlsx": [b"", b"PK\x03\x04 no zip", b"not a workbook"],
    "x.claims.doc": [b"x"],
}


@pytest.mark.parametrize(("name", "content"), [(n, c) for n, cs in BROKEN_FILES.items() for c in cs])
def test_a_broken_file_is_refused_in_one_line(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidFile) as caught:
        importers.read(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.claims.json").write_text(json.dumps(record()), encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"x\.txt: no such file"):
        importers.read(tmp_path / "x.claims.json")


def test_a_spreadsheet_keeps_what_people_type(tmp_path: Path) -> None:
    """Spreadsheets turn years into numbers and days into dates; the importer turns them back."""
    from datetime import datetime

    from openpyxl import load_workbook

    coding = coding_of(record(), TEXT, "x")
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "x.claims.xlsx"
    importers.write(coding, path)
    book = load_workbook(path)
    columns = [cell.value for cell in book["claims"][1]]
    book["claims"].cell(2, columns.index("valid") + 1).value = 2015
    head = [cell.value for cell in book["document"][1]]
    book["document"].cell(2, head.index("published") + 1).value = datetime(2024, 1, 1)
    book.save(path)
    claim = importers.read(path).claims[0]
    assert str(claim.valid) == "2015"
    assert claim.stated.isoformat() == "2024-01-01"
