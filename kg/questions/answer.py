"""What a question gives: typed rows, each with the claims it rests on, what ran, and under which lens."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtra
from kg.lens import Lens
from kg.model import Entity, Item
from kg.questions.counting import written
from kg.questions.header import Question
from kg.records import claim_record

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["Answer", "Row", "lens_record"]

Cell = Entity | str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer: a cell a column, and the claims and figures that prove it."""

    cells: tuple[Cell, ...]
    proof: tuple[Item, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of what proves it."""
        return tuple(item.id for item in self.proof)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer to a named question.

    `parameters` are the values asked with, as they were understood; `sparql` is the query with these values written in:
    it gives the rows where `engine` is `sparql`, and the claims behind the rows where the policy of ties answers.
    `names` are the entities that the claims name; `empty` says in one line why there are no rows.
    """

    question: Question
    parameters: tuple[tuple[str, str], ...]
    lens: Lens
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sparql: str
    names: Mapping[str, Entity]
    empty: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @property
    def engine(self) -> str:
        """What decided the rows: `sparql` or `ties`."""
        return self.question.engine

    @property
    def claims(self) -> tuple[Item, ...]:
        """Everything that proves some row, once, by document and place."""
        found = {item.id: item for row in self.rows for item in row.proof}
        return tuple(sorted(found.values(), key=lambda item: (item.document, item.start, item.end, item.id)))

    def records(self) -> list[dict[str, Any]]:
        """The rows as flat records: an entity gives two columns, its key and its name; lists are lists."""
        return [
            {
                **{name: value for column, cell in self._named(row) for name, value in _flat(column, cell)},
                "claims": list(row.claims),
                "tellers": [self._name(item.claimer) for item in row.proof],
                "quotes": [item.exact for item in row.proof],
            }
            for row in self.rows
        ]

    def _named(self, row: Row) -> Iterable[tuple[str, Cell]]:
        return zip(self.columns, row.cells, strict=True)

    def _name(self, key: str) -> str:
        return self.names[key].name if key in self.names else key.rpartition("#")[2]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Column heads and rows of plain text, quotes with their tellers last: what a terminal draws."""
        heads = [*self.columns, "proof"]
        return heads, [[*map(_text, row.cells), "\n".join(self._quotes(row))] for row in self.rows]

    def _quotes(self, row: Row) -> Iterator[str]:
        for item in row.proof:
            through = "".join(f", through {self._name(key)}" for key in item.relayed_by)
            yield f"{self._name(item.claimer)}{through}: “{item.exact}” ({item.document} {item.file_id})"

    def record(self) -> dict[str, Any]:
        """Everything: what was asked, how it was understood, what ran, and the rows with whole claims."""
        return {
            "question": self.question.id,
            "title": self.question.title,
            "parameters": dict(self.parameters),
            "lens": lens_record(self.lens),
            "engine": self.engine,
            "sparql": self.sparql,
            "columns": list(self.columns),
            "rows": [
                {
                    **{column: _plain(cell) for column, cell in self._named(row)},
                    "claims": [claim_record(written(item)) for item in row.proof],
                }
                for row in self.rows
            ],
        }

    def to_json(self) -> str:
        """The record as JSON."""
        return json.dumps(self.record(), ensure_ascii=False, indent=1)

    def to_csv(self) -> str:
        """The flat records as CSV, the parts of a list with "; " between."""
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, self._flat_columns(), lineterminator="\n")
        writer.writeheader()
        for record in self.records():
            writer.writerow({k: "; ".join(v) if isinstance(v, list) else v for k, v in record.items()})
        return out.getvalue()

    def _flat_columns(self) -> list[str]:
        named = dict.fromkeys(
            name for row in self.rows for column, cell in self._named(row) for name, _ in _flat(column, cell)
        )
        ordered = [name for column in self.columns for name in (column, f"{column}_name") if name in named]
        return [*(ordered or self.columns), "claims", "tellers", "quotes"]

    def to_markdown(self) -> str:
        """A table in Markdown under the title, or the line that says why there is none."""
        heads, rows = self.table()
        lines = [f"**{_markdown(self.question.title)}**", ""]
        if not rows:
            return "\n".join([*lines, _markdown(self.empty), ""])
        lines += [_line(heads), _line("---" for _ in heads)]
        return "\n".join([*lines, *(_line(map(_markdown, row)) for row in rows), ""])

    def _repr_html_(self) -> str:
        heads, rows = self.table()
        title = f"<caption>{html.escape(self.question.title)}</caption>"
        if not rows:
            return f"<p>{html.escape(self.question.title)}: {html.escape(self.empty)}</p>"
        head = "".join(f"<th>{html.escape(one)}</th>" for one in heads)
        body = "".join(f"<tr>{''.join(f'<td>{_html(cell)}</td>' for cell in row)}</tr>" for row in rows)
        return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_pandas(self) -> pandas.DataFrame:
        """The flat records as a pandas frame; raises MissingExtra where pandas is not installed."""
        frame: pandas.DataFrame = _library("pandas").DataFrame(self.records(), columns=self._flat_columns())
        return frame

    def to_polars(self) -> polars.DataFrame:
        """The flat records as a polars frame; raises MissingExtra where polars is not installed."""
        library = _library("polars")
        schema = None if self.rows else dict.fromkeys(self._flat_columns(), library.String)
        frame: polars.DataFrame = library.DataFrame(self.records(), schema=schema, infer_schema_length=None)
        return frame.select(self._flat_columns())


def lens_record(lens: Lens) -> dict[str, Any]:
    """The options of a lens that are not at their default."""
    default = Lens()
    changed = {f.name: getattr(lens, f.name) for f in fields(Lens) if getattr(lens, f.name) != getattr(default, f.name)}
    return {
        name: list(value) if isinstance(value, tuple) else value if isinstance(value, int) else str(value)
        for name, value in changed.items()
    }


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra(f"an answer as a {name} frame", name) from error


def _flat(column: str, cell: Cell) -> Iterator[tuple[str, Any]]:
    if isinstance(cell, Entity):
        yield column, cell.key
        yield f"{column}_name", cell.name
    else:
        yield column, cell.isoformat() if isinstance(cell, date) else cell


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Entity):
        return {"id": cell.id, "document": cell.document, "name": cell.name, "kind": cell.kind}
    return cell.isoformat() if isinstance(cell, date) else cell


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.name if isinstance(cell, Entity) else f"{cell:,}" if isinstance(cell, int) else str(cell)


def _markdown(text: str) -> str:
    escaped = "".join(f"\\{sign}" if sign in "\\|*_`[]<>#" else sign for sign in text)
    return "<br>".join(escaped.splitlines())


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _html(text: str) -> str:
    return "<br>".join(html.escape(line) for line in text.splitlines())
