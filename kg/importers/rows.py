"""A claims file as rows of a table, for people who code in a spreadsheet.

One row a claim, figure, entity or dispute, and one for the document; the column `record` says which. Nested values
stand in dotted columns ("refers.subject.exact"), lists in one cell with "; " between (a backslash before a ";" that is
part of a name). Empty cells are absent. Rows, not files, are what this module knows: CSV and XLSX give and take them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.errors import InvalidFile
from kg.importers.base import Record

__all__ = ["COLUMNS", "SECTIONS", "record_of_rows", "rows_of_record"]

SECTIONS = {"entity": "entities", "claim": "claims", "figure": "figures", "dispute": "disputes"}
_LISTS = {"aliases", "mentions", "relayed_by", "between", "tags"}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "document": ("document", "publisher", "published", "coder.id", "coder.kind"),
    "entity": ("id", "name", "kind", "aliases"),
    "claim": ("id", "subject", "relation", "object", "claimer", "relayed_by", "status", "valid", "exact"),
    "figure": ("id", "measure", "value", "bound", "about", "claimer", "exact"),
    "dispute": ("a", "b", "kind", "note"),
}
_PIECE = re.compile(r"\\(?P<escaped>.)|(?P<separator>; ?)|(?P<plain>[^\\;]+|\\$)", re.DOTALL)


def record_of_rows(rows: Iterable[tuple[str, Mapping[str, str]]], where: str) -> Record:
    """The record in some rows; each comes with its place, for errors."""
    record: Record = {"entities": {}, "claims": [], "figures": [], "disputes": []}
    for place, row in rows:
        kind = row.get("record", "").strip()
        cells = _nest({column: cell for column, cell in row.items() if column != "record" and cell != ""}, where, place)
        if kind == "document":
            record.update(cells)
        elif kind == "entity":
            id = str(cells.pop("id", ""))
            if not id or id in record["entities"]:
                raise InvalidFile(
                    f"{where} {place}: entity '{id}' {'stands twice' if id else 'has no id'}; give it its own id"
                )
            record["entities"][id] = {"aliases": [], **cells}
        elif kind in SECTIONS:
            record[SECTIONS[kind]].append(cells)
        else:
            known = ", ".join(("document", *SECTIONS))
            raise InvalidFile(f"{where} {place}: no record '{kind}'; write one of {known} in the first column")
    return record


def rows_of_record(record: Record) -> Iterator[dict[str, str]]:
    """The rows of a record: the document first, then entities, claims, figures and disputes in their order."""
    head = {key: value for key, value in record.items() if key not in SECTIONS.values()}
    yield {"record": "document", **_flat(head)}
    for id, described in record["entities"].items():
        yield {"record": "entity", "id": id, **_flat(described)}
    for kind, section in SECTIONS.items():
        if kind != "entity":
            yield from ({"record": kind, **_flat(item)} for item in record[section])


def _flat(value: Mapping[str, object], before: str = "") -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, item in value.items():
        column = before + key
        if isinstance(item, Mapping):
            cells |= _flat(item, column + ".")
        elif isinstance(item, list | tuple):
            cells[column] = "; ".join(str(part).replace("\\", "\\\\").replace(";", "\\;") for part in item)
        elif isinstance(item, bool):
            cells[column] = "true" if item else ""
        elif item is not None:
            cells[column] = str(item)
    return {column: cell for column, cell in cells.items() if cell != ""}


def _nest(cells: Mapping[str, str], where: str, place: str) -> Record:
    nested: Record = {}
    for column, cell in cells.items():
        *above, last = column.split(".")
        inner = nested
        for key in above:
            inner = inner.setdefault(key, {})
            if not isinstance(inner, dict):
                raise InvalidFile(f"{where} {place}: columns '{key}' and '{column}' both hold a value; keep one")
        inner[last] = _split(cell) if last in _LISTS else cell
    return nested


def _split(cell: str) -> list[str]:
    parts = [""]
    for piece in _PIECE.finditer(cell):
        if piece["separator"]:
            parts.append("")
        else:
            parts[-1] += piece["escaped"] or piece["plain"]
    return parts
