"""Commands that measure the signed network of ties, or a bare list of signed edges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import click
import networkx as nx
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg import analysis, terminal
from kg.cli.base import Command, answer, database, lens, main, opened, shaped

__all__ = ["balance", "blocs", "brokers", "fragility", "frustration", "indirect", "mediators"]


class _Measured(Protocol):
    def to_rows(self) -> list[dict[str, Any]]: ...
    def explain(self) -> list[str]: ...


_OPTIONS = (
    click.option(
        "--edges",
        type=click.Path(path_type=Path),
        help="A CSV of source,target,sign[,weight][,date] instead of the store.",
    ),
    click.option("--until", metavar="DATE", help="With --edges: only rows up to this date."),
    click.option(
        "--policy",
        type=click.Choice(sorted(analysis.POLICIES)),
        default="majority",
        show_default=True,
        help="How two directions become one sign.",
    ),
    click.option("--inherited", is_flag=True, help="Let inherited ties enter."),
    click.option("--explain", is_flag=True, help="Name the ties and claims behind each figure."),
    click.option(
        "--time-limit",
        metavar="SECONDS",
        type=click.FloatRange(0, min_open=True),
        default=10.0,
        show_default=True,
        help="Stop proving after this long and give bounds.",
    ),
)


def _measures(command: Command) -> Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return database(lens(shaped()(command)))


def _network(options: dict[str, Any]) -> nx.Graph[Any]:
    """The network asked about, its nodes under the names that people read."""
    chosen = {name: options.pop(name) for name in ("edges", "until", "policy", "inherited", "db")}
    if chosen["edges"] is not None:
        return analysis.read_edges(chosen["edges"], policy=chosen["policy"], until=chosen["until"])
    graph = opened(chosen["db"])
    return analysis.signed_graph(_named(graph.network(**options)), chosen["policy"], inherited=chosen["inherited"])


def _named(net: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The same network under labels; where two share one, their keys stay."""
    labels = {key: str(data["label"]) for key, data in net.nodes(data=True)}
    taken = list(labels.values())
    named: nx.MultiDiGraph[str] = nx.relabel_nodes(
        net, {key: one for key, one in labels.items() if taken.count(one) == 1}
    )
    return named


def _tell(found: _Measured, shape: str, explain: bool, db: str | None) -> None:
    def shown() -> RenderableType:
        rows = found.to_rows()
        columns = [column for column in dict.fromkeys(column for row in rows for column in row) if column != "claims"]
        table = terminal.rows_table(columns, [[_cell(row.get(column)) for column in columns] for row in rows])
        return Group(table, *_explained(found.explain(), db)) if explain else table

    answer(shape, found.to_rows(), shown)


def _explained(lines: list[str], db: str | None) -> Iterator[RenderableType]:
    """Each line with the quotes of the claims that it names."""
    graph = opened(db) if db else None
    said = {claim.id: claim for claim in graph.claims()} if graph else {}
    for line in lines:
        ids = [id for id in _CLAIM.findall(line) if id in said]
        yield Text(_NAMED.sub("", line) if ids else line)
        for id in ids:
            claim = said[id]
            teller = graph.told.get((claim.document, claim.claimer), claim.claimer) if graph else claim.claimer
            yield Padding(Text(f"{teller}: “{claim.exact}” ({claim.document})"), (0, 0, 0, 4), expand=False)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


_CLAIM = re.compile(r"\b[0-9a-f]{20}\b")
_NAMED = re.compile(r" \[[0-9a-f, ]{20,}\]")


def _measured(measure: Callable[..., _Measured], options: dict[str, Any], **more: Any) -> None:
    shape, explain = options.pop("shape"), options.pop("explain")
    limit = {"time_limit": options.pop("time_limit")} | more
    db = None if options["edges"] is not None else options["db"]
    net = _network(options)
    with terminal.console(stderr=True).status("solving") as status:
        found = measure(net, **limit)
        status.stop()
    _tell(found, shape, explain, db)


@main.command()
@_measures
def balance(**options: Any) -> None:
    """Triangles of three: how many are balanced, and which are tense."""
    _measured(lambda net, **_: analysis.balance(net), options)


@main.command()
@_measures
def frustration(**options: Any) -> None:
    """The fewest ties that stand against any split in two sides: proven, or between two bounds."""
    _measured(analysis.frustration, options)


@main.command()
@click.option("--k", type=click.IntRange(1), help="At most so many blocs; without it as many as fit best.")
@_measures
def blocs(k: int | None, **options: Any) -> None:
    """Blocs that friends share and opponents part, with who is undetermined or unplaced."""
    _measured(analysis.blocs, options, k=k)


@main.command()
@_measures
def mediators(**options: Any) -> None:
    """Who mediates between whom, as declared; parties that are not stated are not guessed."""
    shape, explain = options.pop("shape"), options.pop("explain")
    for name in ("policy", "inherited", "time_limit", "until"):
        options.pop(name)
    edges, db = options.pop("edges"), options.pop("db")
    net = analysis.read_edges(edges) if edges is not None else _named(opened(db).network(**options))
    _tell(analysis.mediators(net), shape, explain, None if edges is not None else db)


@main.command()
@_measures
def brokers(**options: Any) -> None:
    """Who has friends in several blocs, and what would break without them."""
    _measured(lambda net, time_limit: analysis.brokers(net, time_limit=time_limit), options)


@main.command()
@click.option("--between", "about", metavar="ACTOR", help="Only alignments of this actor.")
@_measures
def indirect(about: str | None, **options: Any) -> None:
    """Alignment in two steps, via whom: an inference, never a claim."""
    _measured(lambda net, **_: analysis.indirect(net, about=about), options)


@main.command()
@_measures
def fragility(**options: Any) -> None:
    """What changes without one teller or one document: ties, blocs, index."""
    shape, explain, limit = (options.pop(name) for name in ("shape", "explain", "time_limit"))
    chosen = {name: options.pop(name) for name in ("edges", "until", "policy", "inherited", "db")}
    if chosen["edges"] is not None:
        raise click.UsageError("a bare list of edges has no tellers; ask of a store")
    graph = opened(chosen["db"])

    def signed(**more: Any) -> nx.Graph[Any]:
        return analysis.signed_graph(
            _named(graph.network(**{**options, **more})), chosen["policy"], inherited=chosen["inherited"]
        )

    without = [(graph.entities[key].name, signed(without=[*options["without"], key])) for key in graph.tellers]
    without += [(document, signed(without_source=[*options["without_source"], document])) for document in graph.sources]
    _tell(analysis.fragility(signed(), without, time_limit=limit), shape, explain, chosen["db"])
