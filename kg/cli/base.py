"""What every command shares: the group, where an error becomes a line, the options of store, lens and format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any, TypeVar

import click
from rich.console import RenderableType

from kg import terminal
from kg.errors import KGError
from kg.graph import KnowledgeGraph
from kg.lens import LEVELS

__all__ = ["Command", "answer", "database", "lens", "main", "opened", "shaped"]

Command = TypeVar("Command", bound=Callable[..., Any])
Records = list[dict[str, Any]]


class _Group(click.Group):
    """The one place where an error of ours becomes a line."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KGError as error:
            raise click.ClickException(str(error)) from error


def database(command: Command) -> Command:
    """Adds the option that names the store."""
    option = click.option(
        "--db", default="build/store", show_default=True, envvar="KG_DB", help="Directory of the store (or KG_DB)."
    )
    return option(command)


def shaped(*more: str) -> Callable[[Command], Command]:
    """Adds the option that says how to answer."""
    choice = click.Choice(["table", "json", "csv", *more])
    return click.option("--format", "shape", type=choice, default="table", show_default=True, help="How to answer.")


_LENS = (
    click.option(
        "--at", metavar="DATE", help="Only what holds on some day of this EDTF date: 2024-11-29, 2024-11, 2015."
    ),
    click.option("--known-by", metavar="DATE", help="Only what was recorded by this day."),
    click.option("--as-told-by", metavar="ACTOR", help="Only the words of this actor, its organs and speakers."),
    click.option(
        "--without", metavar="ACTOR", multiple=True, help="Leave out what this actor tells or relays; repeatable."
    ),
    click.option("--without-source", metavar="DOC", multiple=True, help="Leave out this document; repeatable."),
    click.option("--relation", metavar="R", help="Only this relation or family, and what falls under it."),
    click.option(
        "--min-origins",
        metavar="N",
        type=click.IntRange(0),
        default=0,
        help="Only ties with so many independent tellers.",
    ),
    click.option(
        "--level", type=click.Choice(LEVELS), default="organisation", show_default=True, help="How far stances roll up."
    ),
    click.option("--persist", metavar="DURATION", help="Carry every relation on for this long: P1Y, P6M, P0D."),
    click.option("--reliability", type=click.Choice(list("ABCDEF")), help="Only documents graded so or better."),
    click.option("--credibility", type=click.IntRange(1, 6), help="Only claims graded so or better."),
    click.option("--uncertain", is_flag=True, help="Also list what may hold only."),
)


def lens(command: Command) -> Command:
    """Adds the options of a lens."""
    for option in reversed(_LENS):
        command = option(command)
    return command


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="actor-alliance")
def main() -> None:
    """Who supports, opposes and mediates between whom in a conflict, and on whose word.

    Start with 'kg build' in a folder with texts and claims files, then ask: kg ties, kg tie Iran "Assad government",
    kg claims --about Turkey, kg sparql "SELECT …". Every answer leads to the sentence it rests on.
    """


def opened(db: str) -> KnowledgeGraph:
    """The graph of a store, for reading."""
    return KnowledgeGraph(db, read_only=True)


def answer(shape: str, records: Records, table: Callable[[], RenderableType]) -> None:
    """Prints records in the shape asked for; the table is only made where it is wanted."""
    if shape == "json":
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
    elif shape == "csv":
        click.echo(_csv(records), nl=False)
    else:
        terminal.console().print(table())


def _csv(records: Records) -> str:
    out = io.StringIO(newline="")
    columns = list(dict.fromkeys(column for record in records for column in record))
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({column: _cell(value) for column, value in record.items()})
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
