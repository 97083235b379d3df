"""Commands that propose claims from texts, and score one coding by another."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.progress import Progress
from rich.text import Text

from kg import importers, terminal
from kg.cli.base import answer, database, main, opened, shaped
from kg.errors import InvalidFile
from kg.extractors import EXTRACTORS, Context, extract
from kg.extractors.batch import extract_folder
from kg.extractors.inputs import read_document
from kg.graph import KnowledgeGraph
from kg.importers.claims_file import record_of
from kg.model import Claim, Entity
from kg.score import Level, Report, agree, codings, score

__all__ = ["agreement", "extraction", "scoring"]


@main.command("extract")
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--published", metavar="DAY", help="The day of publication, where the file does not tell.")
@click.option(
    "--publisher", default="", metavar="ID", help="The narrating voice, by entity id, where the file does not tell."
)
@click.option(
    "--entities",
    "gazetteer",
    type=click.Path(path_type=Path),
    help="The actors to look for: a claims file or its entities (YAML, JSON), or Turtle; default: the graph's.",
)
@click.option(
    "--extractor",
    type=click.Choice([one.NAME for one in EXTRACTORS]),
    default="rules",
    show_default=True,
    help="Who reads.",
)
@click.option("--known-only", is_flag=True, help="Propose no actor that is not known.")
@click.option(
    "--out",
    "-o",
    default="build/proposals",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder for the proposals.",
)
@click.option(
    "--workers", type=click.IntRange(1), default=2, show_default=True, help="Processes, for a folder of texts."
)
@database
def extraction(
    texts: tuple[Path, ...],
    published: str | None,
    publisher: str,
    gazetteer: Path | None,
    extractor: str,
    known_only: bool,
    out: Path,
    workers: int,
    db: str,
) -> None:
    """Propose claims from TEXTS (.txt, .html, .pdf, .docx), as claims files; 'kg load' and 'kg review' follow.

    A folder is read by several processes into one file of lines, and goes on where it was interrupted.
    """
    context = Context(entities=_gazetteer(gazetteer, db), newcomers=not known_only)
    day = _day(published)
    for path in texts:
        if path.is_dir():
            _folder(path, out, context, extractor, workers, day, publisher)
        else:
            _text(path, out, context, extractor, day, publisher)


def _gazetteer(path: Path | None, db: str) -> tuple[Entity, ...]:
    if path is not None:
        return importers.read_entities(path)
    graph = opened(db) if (Path(db) / "CURRENT").exists() else KnowledgeGraph()
    return tuple(graph.entities.values())


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise InvalidFile(f"--published: '{text}' is no day; write 2024-11-29") from error


def _text(path: Path, out: Path, context: Context, extractor: str, day: date | None, publisher: str) -> None:
    source = read_document(path, published=day, publisher=publisher)
    with terminal.console(stderr=True).status(f"reading {path.name}"):
        found = extract(source, context, extractor=extractor)
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{source.document}.claims.yaml"
    if path.suffix.casefold() == ".txt":
        shutil.copyfile(path, out / source.filename)
    else:
        (out / source.filename).write_text(source.text, encoding="utf-8", newline="")
    importers.write(replace(found.coding, source=source), target)
    click.echo(
        f"{len(found.coding.claims)} claims and {len(found.coding.figures)} figures proposed in {target}", err=True
    )
    _talk_of_rejects(found.rejects.items())
    for rejected in found.rejected:
        click.echo(f"  rejected {rejected}", err=True)


def _folder(
    folder: Path, out: Path, context: Context, extractor: str, workers: int, day: date | None, publisher: str
) -> None:
    with Progress(console=terminal.console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"reading {folder.name}", total=None)
        found = extract_folder(
            folder,
            out,
            context,
            record_of,
            extractor=extractor,
            workers=workers,
            published=day,
            publisher=publisher,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    click.echo(
        f"{found.claims} claims and {found.figures} figures of {found.documents} documents in {found.output}", err=True
    )
    click.echo(f"{found.groups} texts without near copies, {found.resumed} shards were there already", err=True)
    _talk_of_rejects(found.rejects.items())
    for failure in found.failures:
        click.echo(f"  not read: {failure}", err=True)


def _talk_of_rejects(counts: Iterable[tuple[str, int]]) -> None:
    if told := ", ".join(f"{gate} {number}" for gate, number in counts):
        click.echo(f"turned away by gates: {told}", err=True)


@main.command("score")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predicted", type=click.Path(path_type=Path))
@click.option("--list", "listed", is_flag=True, help="Also list what was missed and what was invented.")
@shaped()
def scoring(gold: Path, predicted: Path, listed: bool, shape: str) -> None:
    """Precision, recall and F1 of PREDICTED against GOLD, by level and family (claims files or folders of them)."""
    report = score(codings([gold]), codings([predicted]))
    answer(shape, _records(report), lambda: _report(report, listed))


@main.command("agree")
@click.argument("one", type=click.Path(path_type=Path))
@click.argument("two", type=click.Path(path_type=Path))
@shaped()
def agreement(one: Path, two: Path, shape: str) -> None:
    """How far two coders agree: Cohen's kappa over pairs of actors, and what they share by level."""
    found = agree(codings([one]), codings([two]))
    head = {"kappa": round(found.kappa, 4), "observed": round(found.observed, 4), "units": found.units}

    def shown() -> RenderableType:
        told = f"kappa {found.kappa:.2f} over {found.units} ordered pairs (observed {found.observed:.2f})"
        return Group(Text(told, style="bold"), _report(found.report, listed=False))

    answer(shape, [head, *_records(found.report)] if shape == "json" else [head], shown)


def _records(report: Report) -> list[dict[str, Any]]:
    return [_record("level", level) for level in report.levels] + [_record("family", one) for one in report.families]


def _record(kind: str, level: Level) -> dict[str, Any]:
    return {
        "by": kind,
        "name": level.name,
        "gold": level.gold,
        "predicted": level.predicted,
        "matched": level.matched,
        "precision": round(level.precision, 4),
        "recall": round(level.recall, 4),
        "f1": round(level.f1, 4),
        "low": None if level.low is None else round(level.low, 4),
        "high": None if level.high is None else round(level.high, 4),
    }


def _report(report: Report, listed: bool) -> Group:
    records = _records(report)
    columns = list(records[0])
    rows = [["" if value is None else str(value) for value in record.values()] for record in records]
    parts: list[RenderableType] = [terminal.rows_table(columns, rows)]
    parts.append(Text(f"teller right in {report.attribution:.0%} of the matches"))
    for title, claims in (("missed", report.missed), ("invented", report.invented)):
        if listed and claims:
            parts += [Text(f"\n{title}", style="bold"), terminal.claims_view(_sorted(claims), {})]
    return Group(*parts)


def _sorted(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (claim.document, claim.start, claim.file_id))
