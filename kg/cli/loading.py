"""Commands that put documents in and take them out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg import terminal
from kg.cli.base import database, main
from kg.graph import KnowledgeGraph, Loaded

__all__ = ["build", "load", "retract"]


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
@database
def load(files: tuple[Path, ...], replace: bool, db: str) -> None:
    """Take in claims files (YAML, JSON, CSV, XLSX) or folders of them: all or none, twice is once."""
    with KnowledgeGraph(db) as graph:
        loaded = graph.load(*files, replace=replace)
    _talk_of_load(loaded)


@main.command()
@click.argument("source")
@database
def retract(source: str, db: str) -> None:
    """Take a document out of every answer."""
    with KnowledgeGraph(db) as graph:
        click.echo(f"{graph.retract(source=source)} claims withdrawn", err=True)
