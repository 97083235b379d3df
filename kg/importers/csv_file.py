"""Claims files in CSV: one table, the column `record` says what a row is (`rows.py`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InvalidFile
from kg.importers.base import Record
from kg.importers.rows import COLUMNS, record_of_rows, rows_of_record
from kg.importers.texts import read_text

__all__ = ["NAME", "SUFFIXES", "read", "write"]

NAME = "csv"
SUFFIXES: tuple[str, ...] = (".csv",)


def read(path: Path) -> Record:
    """The record in a CSV file with a header; comma or semicolon, with or without a byte order mark."""
    text = read_text(path).removeprefix("\ufeff")
    header = text.split("\n", 1)[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    return record_of_rows(_rows(text, separator, path.name), path.name)


def _rows(text: str, separator: str, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = [column.strip() for column in next(reader, [])]
        if "record" not in columns:
            raise InvalidFile(f"{where} row 1: no column 'record'; it says document, entity, claim, figure or dispute")
        if twice := {column for column in columns if column and columns.count(column) > 1}:
            raise InvalidFile(f"{where} row 1: column '{min(twice)}' stands twice; keep one")
        for cells in reader:
            if not any(cells):
                continue
            if any(cells[len(columns) :]):
                raise InvalidFile(
                    f"{where} row {reader.line_num}: more cells than columns; quote the cell that holds a '{separator}'"
                )
            yield (
                f"row {reader.line_num}",
                {column: cell for column, cell in zip(columns, cells, strict=False) if column},
            )
    except csv.Error as error:
        raise InvalidFile(f"{where} row {reader.line_num}: not valid CSV, {error}; mend that row") from error


def write(record: Record, path: Path) -> None:
    """Writes a record as CSV, with a byte order mark so that spreadsheets read it as UTF-8."""
    rows = list(rows_of_record(record))
    columns = list(
        dict.fromkeys(["record", *(c for cs in COLUMNS.values() for c in cs), *(c for row in rows for c in row)])
    )
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
