"""Claims files in XLSX: one sheet for each kind of record (`rows.py`), so that a claim is a row in its sheet."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import IllegalCharacterError, InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from kg.errors import InvalidFile
from kg.importers.base import Record
from kg.importers.rows import COLUMNS, SECTIONS, record_of_rows, rows_of_record
from kg.importers.texts import LARGEST, clean, read_bytes

__all__ = ["NAME", "SUFFIXES", "read", "write"]

NAME = "xlsx"
SUFFIXES: tuple[str, ...] = (".xlsx",)
_SHEETS = {"document": "document"} | SECTIONS


def read(path: Path) -> Record:
    """The record in a workbook with the sheets document, entities, claims, figures and disputes."""
    read_bytes(path)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > 4 * LARGEST:
                raise InvalidFile(f"{path.name}: unpacks to more than {4 * LARGEST // 1024 // 1024} MiB; split it")
        book = load_workbook(path, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise InvalidFile(f"{path.name}: no XLSX workbook ({error}); save it as .xlsx") from error
    if unknown := sorted(set(book.sheetnames) - set(_SHEETS.values())):
        known = ", ".join(_SHEETS.values())
        raise InvalidFile(f"{path.name}: no use for sheet '{unknown[0]}'; the sheets are {known}")
    return record_of_rows(_rows(book, path.name), path.name)


def _rows(book: Workbook, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    for kind, title in _SHEETS.items():
        if title not in book.sheetnames:
            continue
        sheet = book[title]
        assert isinstance(sheet, Worksheet)
        lines = sheet.iter_rows(values_only=True)
        columns = [_cell(value) for value in next(lines, ())]
        for number, values in enumerate(lines, start=2):
            row = {
                c: clean(_cell(v), f"{where} {title} row {number}") for c, v in zip(columns, values, strict=False) if c
            }
            if any(row.values()):
                yield f"{title} row {number}", {"record": kind, **row}


def _cell(value: Any) -> str:
    """The text of a cell; spreadsheets turn dates and whole numbers into values of their own."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def write(record: Record, path: Path) -> None:
    """Writes a record as a workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = list(rows_of_record(record))
    for kind, title in _SHEETS.items():
        sheet = book.create_sheet(title)
        own = [row for row in rows if row["record"] == kind]
        columns = list(dict.fromkeys([*COLUMNS[kind], *(c for row in own for c in row if c != "record")]))
        sheet.append(columns)
        for row in own:
            try:
                sheet.append([_text(row.get(column, "")) for column in columns])
            except IllegalCharacterError as error:
                raise InvalidFile(
                    f"{path.name}: a workbook cannot hold a control character of {kind} {row.get('id', '')}"
                ) from error
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.data_type = "s" if cell.value is not None else cell.data_type
        sheet.freeze_panes = "A2"
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)
    book.save(path)


def _text(cell: str) -> str | None:
    return cell or None
