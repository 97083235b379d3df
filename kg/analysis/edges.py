"""A signed network from a bare table of edges: ``source,target,sign[,weight][,date]``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, TextIO

import networkx as nx

from kg.analysis.signed import signed_graph
from kg.errors import NetworkError

__all__ = ["read_edges"]

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_SIGNS = {"1": 1, "+1": 1, "+": 1, "1.0": 1, "-1": -1, "-": -1, "−1": -1, "-1.0": -1}


@dataclass(frozen=True)
class _Row:
    number: int
    source: str
    target: str
    sign: int
    weight: float
    date: str


def read_edges(
    path: str | Path, *, policy: str = "majority", until: str | None = None, where: Mapping[str, str] | None = None
) -> nx.Graph[Any]:
    """The signed graph of a CSV file, each tie with the rows it comes from as its claims.

    Rows that say exactly the same count once. Several rows about one pair are brought together by the policy, as the
    directed ties of a network are: under ``majority`` the signs (times weights) add up, and a pair that adds up to
    nothing is listed in ``.graph["left_out"]``. Where there is a ``weight`` column ties weigh their net sum, else 1.
    ``until`` drops later rows; ``where`` keeps rows with these values in further columns. Anything unreadable is an
    error that names row, column, rule and cure.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows, is_weighted = _rows(path, lines, until, dict(where or {}))
    except OSError as error:
        raise NetworkError(f"{path}: cannot be read ({error.strerror}); give the path of a CSV file") from error
    except UnicodeDecodeError as error:
        raise NetworkError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except csv.Error as error:
        raise NetworkError(f"{path}: is not CSV ({error}); the header is source,target,sign[,weight][,date]") from error
    directed: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for row in rows:
        directed.add_edge(row.source, row.target, sign=row.sign, weight=row.weight, claims=(f"row {row.number}",))
    graph = signed_graph(directed, policy, weighted=is_weighted)
    for tie in graph.edges.values():
        tie["claims"] = tuple(sorted(tie["claims"], key=lambda claim: int(claim.removeprefix("row "))))
    return graph


def _rows(path: Path, lines: TextIO, until: str | None, where: dict[str, str]) -> tuple[list[_Row], bool]:
    reader = csv.DictReader(lines, strict=True)
    columns = reader.fieldnames or []
    for needed in ("source", "target", "sign", *where):
        if needed not in columns:
            raise NetworkError(
                f"{path}: no column '{needed}'; the header is source,target,sign[,weight][,date], "
                f"found: {','.join(map(str, columns)) or 'nothing'}"
            )
    if until is not None and "date" not in columns:
        raise NetworkError(f"{path}: no column 'date', so rows cannot be cut at {until}; add one or ask without a date")
    return list(_checked(path, reader, until, where)), "weight" in columns


def _checked(path: Path, reader: csv.DictReader[str], until: str | None, where: dict[str, str]) -> Iterator[_Row]:
    seen = set()
    for number, cells in enumerate(reader, start=2):
        if None in cells or None in cells.values():
            raise NetworkError(
                f"{path}: row {number} has another number of cells than the header; add or remove commas"
            )
        if any(cells[column] != value for column, value in where.items()):
            continue
        row = _row(f"{path}: row {number}", number, cells)
        if until is not None and row.date[: len(until)] > until:
            continue
        said = (row.source, row.target, row.sign, row.weight, row.date)
        if said not in seen:
            seen.add(said)
            yield row


def _row(place: str, number: int, cells: dict[str, str]) -> _Row:
    source, target = cells["source"].strip(), cells["target"].strip()
    for column, name in (("source", source), ("target", target)):
        if not name:
            raise NetworkError(f"{place}, column {column}: is empty; name the actor or remove the row")
    if source == target:
        raise NetworkError(
            f"{place}, column target: '{source}' has a tie to itself; remove the row: balance is about pairs"
        )
    sign = _SIGNS.get(cells["sign"].strip())
    if sign is None:
        raise NetworkError(f"{place}, column sign: '{cells['sign']}' is no sign; write 1 or -1")
    date = (cells.get("date") or "").strip()
    if date and not _DATE.match(date):
        raise NetworkError(f"{place}, column date: '{date}' is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    return _Row(number, source, target, sign, _weight(place, cells.get("weight")), date)


def _weight(place: str, cell: str | None) -> float:
    if cell is None or not cell.strip():
        return 1.0
    try:
        weight = float(cell)
    except ValueError:
        weight = float("nan")
    if not isfinite(weight) or weight <= 0:
        raise NetworkError(f"{place}, column weight: '{cell}' is no weight; write a number above 0 or remove the row")
    return weight
