"""Commands that ask named questions, and compare two states of the graph."""

from __future__ import annotations

from typing import Any

import click

from kg import terminal
from kg.cli.base import answer, database, lens, main, opened, shaped
from kg.diff import Difference
from kg.questions import questions

__all__ = ["ask", "diff", "without"]


@main.command()
@click.argument("name", metavar="[QUESTION]", required=False)
@click.argument("values", metavar="[NAME=VALUE]...", nargs=-1)
@shaped("markdown")
@lens
@database
def ask(name: str | None, values: tuple[str, ...], db: str, shape: str, **options: Any) -> None:
    """Ask a named QUESTION, its values as NAME=VALUE; without arguments list the questions.

    Every row carries the claims that it rests on: kg ask who-supports actor="Assad government" --at 2024-11
    """
    if name is None:
        _list(shape)
        return
    found = opened(db).ask(name, **{**options, **dict(map(_pair, values))})
    writers = {"json": found.to_json, "csv": found.to_csv, "markdown": found.to_markdown}
    if shape in writers:
        click.echo(writers[shape](), nl=shape != "csv")
    elif found.rows:
        terminal.console().print(terminal.rows_table(*found.table()))
    else:
        click.echo(found.empty, err=True)


def _list(shape: str) -> None:
    columns = ("question", "values", "asks")
    known = [
        dict(zip(columns, (one.id, ", ".join(p.name for p in one.parameters), one.title), strict=True))
        for one in questions()
    ]
    answer(shape, known, lambda: terminal.rows_table(columns, [list(row.values()) for row in known]))


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"'{text}' is no NAME=VALUE; write actor=\"{text}\"")
    return name, value


@main.command()
@click.argument("before")
@click.argument("after")
@shaped("markdown")
@lens
@database
def diff(before: str, after: str, db: str, shape: str, **options: Any) -> None:
    """What changed from BEFORE to AFTER: two dates, two documents or two stores; with the quotes of both sides."""
    _tell(opened(db).diff(before, after, **options), shape)


@main.command("without")
@click.argument("teller")
@shaped("markdown")
@lens
@database
def without(teller: str, db: str, shape: str, **options: Any) -> None:
    """What is lost, or stands differently, once the words of TELLER do not count."""
    _tell(opened(db).without(teller, **options), shape)


def _tell(found: Difference, shape: str) -> None:
    columns, rows = found.table()
    if shape == "json":
        click.echo(found.to_json())
    elif shape == "markdown":
        click.echo(found.to_markdown())
    else:
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        answer(shape, records, lambda: terminal.rows_table(columns, rows))
