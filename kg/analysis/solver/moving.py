"""Good partitions into as many parts as it takes: local moves, refinement, and the same again on the parts.

The aim is to keep as much signed weight as possible inside parts (a constant Potts model at resolution 0), which is the
same as leaving the fewest disagreements. Nothing here proves anything; it finds the upper bounds.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from kg.analysis.solver.couplings import Couplings, Floats, Ints, merged

__all__ = ["grown_along", "improved", "numbered"]

_GAIN = 1e-9


def numbered(parts: Ints) -> Ints:
    """The same partition with its parts numbered in the order of their first nodes.

    >>> numbered(np.array([7, 2, 7, 5])).tolist()
    [0, 1, 0, 2]
    """
    found: dict[int, int] = {}
    return np.array([found.setdefault(part, len(found)) for part in parts.tolist()], dtype=np.int64)


def improved(
    graph: Couplings, parts: Ints, rng: np.random.Generator, *, most: int | None = None, rounds: int = 10
) -> Ints:
    """A partition at least as good, after moving nodes and whole parts until nothing gains; ``most`` caps the parts."""
    best = numbered(parts)
    for _ in range(rounds):
        found = _moved_on_every_level(graph, best, rng, most)
        if graph.disagreement(found) >= graph.disagreement(best) - _GAIN:
            return best
        best = found
    return best


def grown_along(graph: Couplings, frustration: Floats) -> Ints:
    """The partition that joins the ends of positive ties which a relaxation mostly keeps."""
    parts = np.arange(graph.size)
    leader = list(range(graph.size))

    def find(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for tie in np.flatnonzero((graph.weight > 0) & (frustration < 0.5)).tolist():
        u, v = graph.ends[tie].tolist()
        leader[find(u)] = find(v)
    for node in range(graph.size):
        parts[node] = find(node)
    return numbered(parts)


def _moved_on_every_level(graph: Couplings, parts: Ints, rng: np.random.Generator, most: int | None) -> Ints:
    parts = _moved(graph, parts, rng, most)
    refined = _refined(graph, parts, rng)
    if int(refined.max(initial=-1)) + 1 == graph.size:
        refined = parts
    if int(refined.max(initial=-1)) + 1 == graph.size:
        return parts
    smaller = _quotient(graph, refined)
    start = np.zeros(smaller.size, dtype=np.int64)
    start[refined] = parts
    return numbered(_moved_on_every_level(smaller, numbered(start), rng, most)[refined])


def _quotient(graph: Couplings, parts: Ints) -> Couplings:
    ends = parts[graph.ends]
    ties = zip(ends[:, 0].tolist(), ends[:, 1].tolist(), graph.weight.tolist(), strict=True)
    return merged(int(parts.max()) + 1, (tie for tie in ties if tie[0] != tie[1]))[0]


def _refined(graph: Couplings, parts: Ints, rng: np.random.Generator) -> Ints:
    """Each part broken up and grown again from single nodes, so that badly joined pieces may part."""
    inside = parts[graph.ends[:, 0]] == parts[graph.ends[:, 1]]
    within = Couplings(graph.size, graph.ends[inside], graph.weight[inside])
    return _moved(within, np.arange(graph.size), rng, None)


def _moved(graph: Couplings, parts: Ints, rng: np.random.Generator, most: int | None) -> Ints:
    """Move single nodes to the part that pulls most, or out on their own, until none gains."""
    part_of = parts.tolist()
    members = np.bincount(parts, minlength=graph.size + 1).tolist()
    empty = [part for part in range(graph.size, -1, -1) if members[part] == 0]
    used = graph.size + 1 - len(empty)
    waiting = deque(rng.permutation(graph.size).tolist())
    is_waiting = [True] * graph.size
    while waiting:
        node = waiting.popleft()
        is_waiting[node] = False
        here = part_of[node]
        pull: dict[int, float] = {here: 0.0}
        for neighbour, weight in graph.neighbours[node].items():
            there = part_of[neighbour]
            pull[there] = pull.get(there, 0.0) + weight
        target = max(pull, key=lambda part: (pull[part], part == here, -part))
        gain = pull[target] - pull[here]
        if -pull[here] > max(gain, _GAIN) and members[here] > 1 and (most is None or used < most):
            target = empty[-1]
        elif gain <= _GAIN:
            continue
        if members[target] == 0:
            empty.pop()
            used += 1
        part_of[node] = target
        members[target] += 1
        members[here] -= 1
        if members[here] == 0:
            empty.append(here)
            used -= 1
        for neighbour in graph.neighbours[node]:
            if part_of[neighbour] != target and not is_waiting[neighbour]:
                is_waiting[neighbour] = True
                waiting.append(neighbour)
    return numbered(np.array(part_of, dtype=np.int64))
