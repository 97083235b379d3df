"""The command line: parse, call, answer. Data goes to stdout, talk to stderr; exit 1 is one line, 2 wrong usage."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from rdflib.query import Result
from rich.console import RenderableType

from kg import terminal
from kg.errors import InvalidFile, KGError
from kg.exporters.turtle import turtle_of
from kg.graph import KnowledgeGraph, Loaded
from kg.lens import LEVELS
from kg.records import claim_record, tie_record

__all__ = ["main"]

Command = TypeVar("Command", bound=Callable[..., Any])
Records = list[dict[str, Any]]


class _Group(click.Group):
    """The one place where an error of ours becomes a line."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KGError as error:
            raise click.ClickException(str(error)) from error


def _database(command: Command) -> Command:
    option = click.option(
        "--db", default="build/store", show_default=True, envvar="KG_DB", help="Directory of the store (or KG_DB)."
    )
    return option(command)


def _format(*more: str) -> Callable[[Command], Command]:
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
    click.option("--uncertain", is_flag=True, help="Also list what may hold only."),
)


def _lens(command: Command) -> Command:
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


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="build",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder for store, TriG and page.",
)
@click.option("--replace", is_flag=True, help="Let a document take the place of another of the same id.")
@click.option(
    "--texts",
    type=click.Choice(["quotes", "context", "full"]),
    default="context",
    show_default=True,
    help="How much text the page holds.",
)
def build(paths: tuple[Path, ...], out: Path, replace: bool, texts: Any) -> None:
    """Build the graph from texts and claims files (default: seeds/): a store, graph.trig, graph.html and a summary."""
    talk = terminal.console(stderr=True)
    with KnowledgeGraph(out / "store") as graph, talk.status("reading") as status:
        loaded = graph.load(*(paths or (Path("seeds"),)), replace=replace)
        status.update("writing graph.trig")
        graph.export(out / "graph.trig")
        status.update("drawing graph.html")
        graph.view(out / "graph.html", texts=texts)
        found = graph.summary()
        names, told = graph.entities, graph.told
    terminal.console().print(terminal.summary_view(found, names, told))
    _talk_of_load(loaded)
    for name in ("store", "graph.trig", "graph.html"):
        click.echo(f"wrote {out / name}", err=True)


def _talk_of_load(loaded: Loaded) -> None:
    documents = f"{loaded.sources} document{'s' if loaded.sources != 1 else ''}"
    click.echo(f"{loaded.claims} claims in {documents}, {loaded.new} of them new", err=True)
    if notes := loaded.notes:
        click.echo(f"{len(notes)} notes for the coder, the first: {notes[0]}; 'kg validate' lists all", err=True)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Let a document take the place of another of the same id.")
@_database
def load(files: tuple[Path, ...], replace: bool, db: str) -> None:
    """Take in claims files (YAML, JSON, CSV, XLSX) or folders of them: all or none, twice is once."""
    with KnowledgeGraph(db) as graph:
        loaded = graph.load(*files, replace=replace)
    _talk_of_load(loaded)


@main.command()
@click.argument("source")
@_database
def retract(source: str, db: str) -> None:
    """Take a document out of every answer."""
    with KnowledgeGraph(db) as graph:
        click.echo(f"{graph.retract(source=source)} claims withdrawn", err=True)


@main.command()
@click.option("--about", metavar="ACTOR", help="As subject, object, against, between or claimer, organs included.")
@click.option("--source", metavar="DOC", help="Of this document.")
@_format()
@_lens
@_database
def claims(db: str, shape: str, **options: Any) -> None:
    """The claims themselves, each with its quote."""
    graph = KnowledgeGraph(db, read_only=True)
    found = graph.claims(**options)
    _answer(shape, [claim_record(claim) for claim in found], lambda: terminal.claims_view(found, graph.told))


@main.command()
@click.option("--about", metavar="ACTOR", help="Of this actor as teller or party, organs included.")
@click.option("--source", metavar="DOC", help="Of this document.")
@_format()
@_lens
@_database
def figures(db: str, shape: str, **options: Any) -> None:
    """Claimed numbers, by what they are about and who tells them."""
    graph = KnowledgeGraph(db, read_only=True)
    found = graph.figures(**options)
    keyed = {figure.id for figure in found}
    shown = [figure for figure in graph.summary().figures if figure.id in keyed]
    _answer(shape, [claim_record(figure) for figure in found], lambda: terminal.figures_table(shown, graph.entities))


@main.command()
@click.argument("subject")
@click.argument("object")
@_format()
@_lens
@_database
def tie(subject: str, object: str, db: str, shape: str, **options: Any) -> None:
    """What is concluded about SUBJECT towards OBJECT, with every quote for and against it."""
    graph = KnowledgeGraph(db, read_only=True)
    proof = graph.proof(subject, object, **options)
    record: dict[str, Any] = {
        "tie": tie_record(proof.tie, graph.entities),
        "for": [claim_record(claim) for claim in proof.pro],
        "against": [claim_record(claim) for claim in proof.contra],
        "links": list(proof.links),
        "beside": [claim_record(claim) for claim in proof.beside],
    }
    if shape == "json":
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        _answer(
            shape, [*record["for"], *record["against"]], lambda: terminal.proof_view(proof, graph.entities, graph.told)
        )


@main.command()
@_format()
@_lens
@_database
def ties(db: str, shape: str, **options: Any) -> None:
    """Every tie there is."""
    graph = KnowledgeGraph(db, read_only=True)
    found, names = graph.ties(**options), graph.entities
    timed = options["at"] is not None
    _answer(shape, [tie_record(tie, names) for tie in found], lambda: terminal.ties_table(found, names, timed=timed))


@main.command()
@_format()
@_lens
@_database
def disputes(db: str, shape: str, **options: Any) -> None:
    """Where tellers contradict one another or stand in tension, both quotes side by side."""
    graph = KnowledgeGraph(db, read_only=True)
    found = graph.disputes(**options)
    records = [
        {"kind": one.kind, "marked": one.marked, "note": one.note, "a": claim_record(one.a), "b": claim_record(one.b)}
        for one in found
    ]
    _answer(shape, records, lambda: terminal.disputes_table(found, graph.told))


@main.command()
@click.argument("query", required=False)
@click.option("-f", "--file", "path", type=click.Path(path_type=Path), help="Read the query from a file.")
@_format("ttl")
@_database
def sparql(query: str | None, path: Path | None, shape: str, db: str) -> None:
    """Run SPARQL (SELECT, ASK, CONSTRUCT, DESCRIBE); the standard prefixes are declared."""
    if (query is None) == (path is None):
        raise click.UsageError("give a QUERY or -f FILE, one of the two")
    text = query if path is None else _read(path)
    _answer_query(KnowledgeGraph(db, read_only=True).query(text or ""), shape)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidFile(f"{path}: cannot be read ({error}); check the path and save it as UTF-8") from error


def _answer_query(result: Result, shape: str) -> None:
    if result.type == "ASK":
        answer = bool(result.askAnswer)
        click.echo(json.dumps({"head": {}, "boolean": answer}) if shape == "json" else str(answer).lower())
    elif result.graph is not None:
        click.echo(result.graph.serialize(format="json-ld") if shape == "json" else turtle_of(result.graph))
    elif shape in ("json", "csv"):
        click.echo((result.serialize(format=shape) or b"").decode("utf-8"), nl=shape == "json")
    else:
        columns = [str(name) for name in result.vars or ()]
        rows = [["" if value is None else str(value) for value in row] for row in result]  # type: ignore[union-attr]
        terminal.console().print(terminal.rows_table(columns, rows))


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_format()
@_database
def validate(paths: tuple[Path, ...], shape: str, db: str) -> None:
    """Check files and folders, or the graph where none is named: gates, SHACL shapes and checks. Exit 1 on an error."""
    graph = KnowledgeGraph() if paths else KnowledgeGraph(db, read_only=True)
    found = graph.validate(*paths)
    fields = ("where", "rule", "severity", "message", "quote")
    records = [{name: getattr(finding, name) for name in fields} for finding in found]
    errors = sum(finding.severity == "error" for finding in found)
    if found or shape == "json":
        _answer(shape, records, lambda: terminal.findings_table(found))
    click.echo(f"{errors} errors, {len(found) - errors} notes", err=True)
    sys.exit(1 if errors else 0)


@main.command()
@click.option(
    "-o",
    "--out",
    default="build/graph.html",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The file to write.",
)
@click.option(
    "--texts",
    type=click.Choice(["quotes", "context", "full"]),
    default="context",
    show_default=True,
    help="How much text the page holds.",
)
@click.option("--title", default="", help="Heading of the page.")
@_lens
@_database
def view(out: Path, texts: Any, title: str, db: str, **options: Any) -> None:
    """Write the offline page: one HTML file in which every mark leads to its sentence."""
    KnowledgeGraph(db, read_only=True).view(out, texts=texts, title=title, **options)
    click.echo(f"wrote {out}", err=True)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_database
def export(file: Path, db: str) -> None:
    """Write the graph to FILE, in the format of its suffix: .ttl, .trig, .csv."""
    KnowledgeGraph(db, read_only=True).export(file)
    click.echo(f"wrote {file}", err=True)


def _answer(shape: str, records: Records, table: Callable[[], RenderableType]) -> None:
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
