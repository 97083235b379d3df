"""Good assignments to two sides: along spanning trees, downhill, and by annealing in parallel.

Nothing here proves anything; it finds the upper bounds.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.sparse import csgraph

from kg.analysis.solver.couplings import Couplings, Floats, Ints

__all__ = ["annealed", "descended", "tree_rounded"]


def descended(graph: Couplings, sides: Ints) -> Ints:
    """The assignment after moving single nodes over as long as that lowers the cost, worst node first."""
    matrix = graph.matrix
    sides = sides.copy()
    pull = sides * (matrix @ sides)
    while True:
        node = int(np.argmin(pull))
        if pull[node] > -1e-9:
            return sides
        sides[node] = -sides[node]
        pull[node] = -pull[node]
        row = slice(matrix.indptr[node], matrix.indptr[node + 1])
        neighbours = matrix.indices[row]
        pull[neighbours] += 2 * matrix.data[row] * sides[node] * sides[neighbours]


def tree_rounded(graph: Couplings, length: Floats) -> Ints:
    """The assignment that a shortest spanning tree dictates, then downhill: short ties are trusted."""
    first, second = graph.ends[:, 0], graph.ends[:, 1]
    lengths = sp.csr_matrix((length + 1e-3, (first, second)), shape=(graph.size, graph.size))
    tree = csgraph.minimum_spanning_tree(lengths)
    sides = np.zeros(graph.size, dtype=np.int64)
    neighbours = graph.neighbours
    for root in range(graph.size):
        if sides[root]:
            continue
        sides[root] = 1
        order, before = csgraph.breadth_first_order(tree, root, directed=False)
        for node in order[1:].tolist():
            leader = int(before[node])
            sides[node] = sides[leader] if neighbours[node][leader] > 0 else -sides[leader]
    return descended(graph, sides)


def annealed(graph: Couplings, start: Ints, rng: np.random.Generator, *, sweeps: int = 150, copies: int = 8) -> Ints:
    """The best of several annealed assignments, one of them warm from ``start``.

    Nodes without a tie between them move at once, so a sweep is a few matrix products. The start is hot enough to move
    the busiest tenth of the nodes: whole blocs must be able to change sides together.
    """
    matrix = graph.matrix
    strength = np.asarray(abs(matrix).sum(axis=1)).ravel()
    hot, cold = (
        max(2.5, 0.35 * float(np.percentile(strength, 90))),
        0.15 * max(1e-9, float(np.median(np.abs(graph.weight)))),
    )
    classes = [(nodes, matrix[nodes]) for nodes in _independent(graph)]
    states = rng.choice(np.array([-1.0, 1.0]), size=(graph.size, copies))
    states[:, 0] = start
    warmth = np.full(copies, hot)
    warmth[0] = max(cold, 0.3 * hot)
    for sweep in range(sweeps):
        heat = warmth * (cold / warmth) ** (sweep / max(1, sweeps - 1))
        for nodes, rows in classes:
            pull = states[nodes] * (rows @ states)
            moves = rng.random(pull.shape) < np.exp(-np.maximum(pull, 0.0) / heat)
            states[nodes] = np.where(moves, -states[nodes], states[nodes])
    found = [descended(graph, states[:, copy].astype(np.int64)) for copy in range(copies)]
    return min(found, key=graph.cost)


def _independent(graph: Couplings) -> list[Ints]:
    """The nodes in groups without a tie inside."""
    colour = np.full(graph.size, -1, dtype=np.int64)
    for node in sorted(range(graph.size), key=lambda node: (-len(graph.neighbours[node]), node)):
        taken = {int(colour[neighbour]) for neighbour in graph.neighbours[node]}
        colour[node] = next(c for c in range(graph.size) if c not in taken)
    return [np.flatnonzero(colour == c) for c in range(int(colour.max()) + 1)]
