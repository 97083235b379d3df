"""Commands that answer from the graph, check it and show it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from rdflib.query import Result

from kg import terminal
from kg.cli.base import answer, database, lens, main, opened, shaped
from kg.errors import InvalidFile
from kg.exporters.turtle import turtle_of
from kg.graph import KnowledgeGraph
from kg.records import claim_record, tie_record
from kg.validation import quality_of

__all__ = ["claims", "disputes", "export", "figures", "sparql", "tie", "ties", "validate", "view"]


@main.command()
@click.option("--about", metavar="ACTOR", help="As subject, object, against, between or claimer, organs included.")
@click.option("--source", metavar="DOC", help="Of this document.")
@shaped()
@lens
@database
def claims(db: str, shape: str, **options: Any) -> None:
    """The claims themselves, each with its quote."""
    graph = opened(db)
    found = graph.claims(**options)
    answer(shape, [claim_record(claim) for claim in found], lambda: terminal.claims_view(found, graph.told))


@main.command()
@click.option("--about", metavar="ACTOR", help="Of this actor as teller or party, organs included.")
@click.option("--source", metavar="DOC", help="Of this document.")
@shaped()
@lens
@database
def figures(db: str, shape: str, **options: Any) -> None:
    """Claimed numbers, by what they are about and who tells them."""
    graph = opened(db)
    found = graph.figures(**options)
    keyed = {figure.id for figure in found}
    shown = [figure for figure in graph.summary().figures if figure.id in keyed]
    answer(shape, [claim_record(figure) for figure in found], lambda: terminal.figures_table(shown, graph.entities))


@main.command()
@click.argument("subject")
@click.argument("object")
@shaped()
@lens
@database
def tie(subject: str, object: str, db: str, shape: str, **options: Any) -> None:
    """What is concluded about SUBJECT towards OBJECT, with every quote for and against it."""
    graph = opened(db)
    proof = graph.proof(subject, object, **options)
    record: dict[str, Any] = {
        "tie": tie_record(proof.tie, graph.entities),
        "for": [claim_record(claim) for claim in proof.pro],
        "against": [claim_record(claim) for claim in proof.contra],
        "links": list(proof.links),
        "dropped": list(proof.dropped),
        "beside": [claim_record(claim) for claim in proof.beside],
    }
    if shape == "json":
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        answer(
            shape, [*record["for"], *record["against"]], lambda: terminal.proof_view(proof, graph.entities, graph.told)
        )


@main.command()
@shaped()
@lens
@database
def ties(db: str, shape: str, **options: Any) -> None:
    """Every tie there is."""
    graph = opened(db)
    found, names = graph.ties(**options), graph.entities
    timed = options["at"] is not None
    answer(shape, [tie_record(tie, names) for tie in found], lambda: terminal.ties_table(found, names, timed=timed))


@main.command()
@shaped()
@lens
@database
def disputes(db: str, shape: str, **options: Any) -> None:
    """Where tellers contradict one another or stand in tension, both quotes side by side."""
    graph = opened(db)
    found = graph.disputes(**options)
    records = [
        {"kind": one.kind, "marked": one.marked, "note": one.note, "a": claim_record(one.a), "b": claim_record(one.b)}
        for one in found
    ]
    answer(shape, records, lambda: terminal.disputes_table(found, graph.told))


@main.command()
@click.argument("query", required=False)
@click.option("-f", "--file", "path", type=click.Path(path_type=Path), help="Read the query from a file.")
@shaped("ttl")
@database
def sparql(query: str | None, path: Path | None, shape: str, db: str) -> None:
    """Run SPARQL (SELECT, ASK, CONSTRUCT, DESCRIBE); the standard prefixes are declared."""
    if (query is None) == (path is None):
        raise click.UsageError("give a QUERY or -f FILE, one of the two")
    text = query if path is None else _read(path)
    _answer_query(opened(db).query(text or ""), shape)


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
@shaped()
@database
def validate(paths: tuple[Path, ...], shape: str, db: str) -> None:
    """Check files and folders, or the graph where none is named: gates, SHACL shapes and checks. Exit 1 on an error.

    A folder that holds an ontology is checked as one, and its table of quality printed.
    """
    graph = KnowledgeGraph() if paths else opened(db)
    found = graph.validate(*paths)
    fields = ("where", "rule", "severity", "message", "quote")
    records = [{name: getattr(finding, name) for name in fields} for finding in found]
    for path in paths if shape == "table" else ():
        if (path / "core.ttl").exists():
            terminal.console().print(terminal.quality_table(quality_of(path)))
    errors = sum(finding.severity == "error" for finding in found)
    if found or shape == "json":
        answer(shape, records, lambda: terminal.findings_table(found))
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
@lens
@database
def view(out: Path, texts: Any, title: str, db: str, **options: Any) -> None:
    """Write the offline page: one HTML file in which every mark leads to its sentence."""
    opened(db).view(out, texts=texts, title=title, **options)
    click.echo(f"wrote {out}", err=True)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@database
def export(file: Path, db: str) -> None:
    """Write the graph to FILE, in the format of its suffix: .ttl, .trig, .csv, .svg."""
    opened(db).export(file)
    click.echo(f"wrote {file}", err=True)
