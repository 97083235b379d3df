"""Two pictures of a signed network: the index over time, and the matrix of signs ordered by blocs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.analysis.comparison import OverTime
from kg.analysis.partition import Blocs
from kg.analysis.results import in_order
from kg.analysis.signed import ties_of, undirected
from kg.errors import MissingExtra, NetworkError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["plot_index", "plot_matrix"]

_SUFFIXES = (".svg", ".png")
_LABELLED = 60
_POSITIVE, _NEGATIVE, _BOUNDS = "#2166ac", "#b2182b", "#999999"


def _figure(width: float, height: float) -> Figure:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("A plot", "plots") from error
    return Figure(figsize=(width, height), layout="constrained")


def _saved(figure: Figure, path: str | Path) -> Path:
    """Write the figure without a date, so that the same network gives the same bytes."""
    from matplotlib import rc_context

    path = Path(path)
    if path.suffix.lower() not in _SUFFIXES:
        raise NetworkError(f"{path}: a plot is written as {' or '.join(_SUFFIXES)}; change the suffix")
    undated = {"Date": None} if path.suffix.lower() == ".svg" else {"Software": None}
    with rc_context({"svg.hashsalt": "kg"}):
        figure.savefig(path, metadata=undated)
    return path


def plot_index(found: OverTime, path: str | Path) -> Path:
    """The frustration index at each time as SVG or PNG; a bar spans the bounds where it is not proven."""
    figure = _figure(max(6.0, 0.5 * len(found.points)), 3.5)
    axes = figure.add_subplot()
    places = range(len(found.points))
    for place, point in zip(places, found.points, strict=True):
        if not point.proven:
            axes.plot([place, place], [point.lower, point.upper], color=_BOUNDS, linewidth=4, solid_capstyle="butt")
    proven = [(place, point.index) for place, point in enumerate(found.points) if point.index is not None]
    axes.plot([place for place, _ in proven], [index for _, index in proven], "o-", color=_NEGATIVE)
    axes.set_xticks(list(places), [point.label for point in found.points], rotation=45, ha="right")
    axes.set_ylim(bottom=0)
    axes.set_ylabel("frustration index")
    axes.spines[["top", "right"]].set_visible(False)
    return _saved(figure, path)


def plot_matrix(graph: nx.Graph[Any], found: Blocs, path: str | Path) -> Path:
    """The ties between all actors as SVG or PNG, blocs side by side, the unplaced last.

    Blue is positive, red negative; in a balanced network blue lies within the outlined blocs and red outside.
    """
    graph = undirected(graph)
    ordered = [actor for bloc in found.blocs for actor in bloc.members]
    ordered += in_order(set(graph) - set(ordered))
    number = {actor: index for index, actor in enumerate(ordered)}
    signs = np.zeros((len(ordered), len(ordered)))
    for tie in ties_of(graph):
        row, column = number[tie.source], number[tie.target]
        signs[row, column] = signs[column, row] = tie.sign
    side = max(4.0, min(14.0, 2 + 0.22 * len(ordered)))
    figure = _figure(side, side)
    axes = figure.add_subplot()
    for sign, colour in ((1, _POSITIVE), (-1, _NEGATIVE)):
        rows, columns = np.nonzero(signs == sign)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            axes.add_patch(_square(column, row, 1, facecolor=colour, edgecolor="white", linewidth=0.3))
    first = 0
    for bloc in found.blocs:
        size = len(bloc.members)
        axes.add_patch(_square(first, first, size, facecolor="none", edgecolor="black", linewidth=1))
        first += size
    axes.set_xlim(0, max(1, len(ordered)))
    axes.set_ylim(max(1, len(ordered)), 0)
    axes.set_aspect("equal")
    if len(ordered) <= _LABELLED:
        middles = [index + 0.5 for index in range(len(ordered))]
        axes.set_xticks(middles, [str(actor) for actor in ordered], rotation=90, fontsize=7)
        axes.set_yticks(middles, [str(actor) for actor in ordered], fontsize=7)
    else:
        axes.set_xticks([])
        axes.set_yticks([])
    return _saved(figure, path)


def _square(left: float, top: float, size: float, **style: Any) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((left, top), size, size, **style)
