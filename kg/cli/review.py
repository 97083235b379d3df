"""Commands that review what was proposed, and judge which entities are one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.text import Text

from kg import importers, terminal
from kg.cli.base import Command, answer, database, main, opened, shaped
from kg.errors import KGError
from kg.graph import KnowledgeGraph
from kg.identity import VERDICTS
from kg.records import claim_record
from kg.review import POLICIES, Cluster

__all__ = ["annotate", "judge", "review", "suggest"]


def _signed(command: Command) -> Command:
    """Adds who decides and when; the day is today's only here, at the surface."""
    by = click.option("--by", required=True, envvar="KG_REVIEWER", metavar="WHO", help="Who decides (or KG_REVIEWER).")
    on = click.option("--on", metavar="DAY", default=lambda: date.today().isoformat(), help="When; today by default.")
    return by(on(database(command)))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise KGError(f"--on: '{text}' is no day; write 2024-11-29") from error


def _decided(db: str, decide: Callable[[KnowledgeGraph], object]) -> None:
    with KnowledgeGraph(db) as graph:
        before = len(graph.review.history())
        decide(graph)
        made = len(graph.review.history()) - before
        waiting = sum(len(cluster.proposed) for cluster in graph.review.queue())
    click.echo(f"{made} decision{'s' if made != 1 else ''} recorded, {waiting} proposals wait", err=True)


@main.group(invoke_without_command=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many pairs to list.")
@shaped()
@database
@click.pass_context
def review(context: click.Context, limit: int, shape: str, db: str) -> None:
    """The queue of proposals, grouped by pair across documents, disagreements first; or one of the commands below.

    A claim is named by its id, the first six or more signs of it, or DOCUMENT#ID of its file.
    """
    if context.invoked_subcommand is None:
        graph = opened(db)
        queue = graph.review.queue()
        records = [_record(cluster) for cluster in queue[:limit]]
        answer(shape, records, lambda: _queue(graph, queue, limit))


def _record(cluster: Cluster) -> dict[str, Any]:
    return {
        "subject": cluster.subject,
        "object": cluster.object,
        "contested": cluster.contested,
        "proposed": [claim_record(item) for item in cluster.proposed],
        "accepted": [claim_record(item) for item in cluster.accepted],
    }


def _queue(graph: KnowledgeGraph, queue: tuple[Cluster, ...], limit: int) -> Group:
    names, told = graph.entities, graph.told
    parts: list[RenderableType] = []
    for cluster in queue[:limit]:
        ends = " · ".join(names[key].name for key in (cluster.subject, cluster.object) if key)
        parts.append(Text(f"\n{ends}" + ("  (contested)" if cluster.contested else ""), style="bold"))
        for title, items in (("proposed", cluster.proposed), ("accepted", cluster.accepted)):
            if items:
                parts += [Text(f"  {title}"), terminal.claims_view(items, told, by_id=title == "proposed")]
    waiting = sum(len(cluster.proposed) for cluster in queue)
    parts.append(Text(f"\n{waiting} proposals about {len(queue)} pairs wait", style="bold"))
    return Group(*parts)


@review.command()
@click.argument("claims", nargs=-1, required=True)
@_signed
def accept(claims: tuple[str, ...], by: str, on: str, db: str) -> None:
    """Accept proposals."""
    _decided(db, lambda g: g.review.decide(*claims, verdict="accepted", by=by, when=_day(on)))


@review.command()
@click.argument("claims", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why; kept with the decision.")
@_signed
def reject(claims: tuple[str, ...], reason: str, by: str, on: str, db: str) -> None:
    """Reject proposals, with a reason."""
    _decided(db, lambda g: g.review.decide(*claims, verdict="rejected", by=by, when=_day(on), reason=reason))


@review.command()
@click.argument("claim")
@click.option("--subject", help="The right subject, by the id of the file.")
@click.option("--relation", help="The right relation.")
@click.option("--object", help="The right object.")
@click.option("--claimer", help="Who really says so.")
@click.option("--status", help="asserted, hedged, denied or questioned.")
@click.option("--valid", help="When it holds, in EDTF.")
@click.option("--exact", help="Other words of the text.")
@click.option("--reason", default="", help="Why; kept with the decision.")
@_signed
def fix(claim: str, reason: str, by: str, on: str, db: str, **changes: str | None) -> None:
    """Put a corrected claim in the place of a proposal."""
    given = {key: value for key, value in changes.items() if value is not None}
    if not given:
        raise click.UsageError("say what is to change: --subject, --relation, --object, --claimer, --status, …")
    _decided(db, lambda g: g.review.correct(claim, by=by, when=_day(on), reason=reason, **given))


@review.command()
@click.argument("claim")
@_signed
def flip(claim: str, by: str, on: str, db: str) -> None:
    """Turn a claim round whose ends are the wrong way."""
    _decided(db, lambda g: g.review.flip(claim, by=by, when=_day(on)))


@review.command()
@click.argument("document")
@click.argument("exact")
@click.option("--subject", required=True, help="Who, by the id of the file.")
@click.option("--relation", required=True, help="Which relation.")
@click.option("--object", help="Towards whom.")
@click.option("--claimer", required=True, help="Who says so.")
@click.option("--status", default="asserted", show_default=True, help="asserted, hedged, denied or questioned.")
@click.option("--valid", help="When it holds, in EDTF.")
@click.option("--start", type=int, help="Where the words stand, if they stand more than once.")
@_signed
def add(document: str, by: str, on: str, db: str, **record: Any) -> None:
    """Add a claim that was missed, from EXACT words of DOCUMENT."""
    _decided(db, lambda g: g.review.add(document, record, by=by, when=_day(on)))


@review.command()
@click.argument("claim")
@_signed
def undo(claim: str, by: str, on: str, db: str) -> None:
    """Take back the last decision on a claim."""
    _decided(db, lambda g: g.review.undo(claim, by=by, when=_day(on)))


@review.command()
@click.argument("name", metavar="POLICY")
@click.option("--on", metavar="DAY", default=lambda: date.today().isoformat(), help="When; today by default.")
@database
def policy(name: str, on: str, db: str) -> None:
    """Accept what a named policy stands for (agreement: two coders propose the same). Nothing does so by itself."""
    _decided(db, lambda g: g.review.apply_policy(name, when=_day(on)))


policy.help = f"{policy.help} Known: {', '.join(POLICIES)}."


@review.command("export")
@click.argument("document")
@click.argument("file", type=click.Path(path_type=Path))
@database
def export_sheet(document: str, file: Path, db: str) -> None:
    """Write a document's claims to FILE (.csv, .xlsx, .yaml, .json) for review in a spreadsheet: column 'review'."""
    importers.write(opened(db).coding(document), file)
    click.echo(f"wrote {file}", err=True)


@review.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@_signed
def import_sheet(file: Path, by: str, on: str, db: str) -> None:
    """Take the reviews of an edited file back in as decisions; the text is the one in the graph."""
    _decided(db, lambda g: g.review.take_in(g.read_again(file), by=by, when=_day(on)))


@review.command()
@click.argument("claim", required=False)
@shaped()
@database
def history(claim: str | None, shape: str, db: str) -> None:
    """Every decision, or those on one claim."""
    graph = opened(db)
    made = graph.review.history(graph.review.item(claim).id if claim else None)
    fields = ("number", "claim", "verdict", "by", "when", "reason")
    records = [{name: str(getattr(one, name)) for name in fields} for one in made]
    answer(shape, records, lambda: terminal.rows_table(fields, [list(record.values()) for record in records]))


@main.command()
@click.argument("about")
@click.option("--words", default="", help="A note.")
@click.option("--tag", "tags", multiple=True, help="A tag; repeatable.")
@click.option("--grade", default="", help="Admiralty: 1 to 6 for a claim, A to F for a document.")
@_signed
def annotate(about: str, words: str, tags: tuple[str, ...], grade: str, by: str, on: str, db: str) -> None:
    """Write a note, tags or a grade beside a claim or a document."""
    with KnowledgeGraph(db) as graph:
        made = graph.annotate(about, by=by, when=_day(on), words=words, tags=tags, grade=grade)
    click.echo(f"note {made.number} recorded", err=True)


@main.command()
@click.argument("one")
@click.argument("other")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.option("--reason", default="", help="Why; kept with the judgement.")
@_signed
def judge(one: str, other: str, verdict: str, reason: str, by: str, on: str, db: str) -> None:
    """Say that two entities are the same, different, maybe the same, or open again."""
    with KnowledgeGraph(db) as graph:
        made = graph.judge(one, other, verdict, by=by, when=_day(on), reason=reason)
    click.echo(f"judgement {made.number} recorded: {made.a} and {made.b} are {verdict}", err=True)


@main.command()
@shaped()
@database
def suggest(shape: str, db: str) -> None:
    """Pairs of entities whose names are nearly alike; a likeness only suggests, 'kg judge' decides."""
    found = opened(db).suggest()
    records = [
        {"likeness": f"{likeness:.0f}", "one": one.key, "name": one.name, "other": other.key, "other_name": other.name}
        for likeness, one, other in found
    ]
    columns = ("likeness", "one", "name", "other", "other_name")
    answer(shape, records, lambda: terminal.rows_table(columns, [list(record.values()) for record in records]))
