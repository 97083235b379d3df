"""Friends stand near, enemies apart, and labels do not overlap."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import numpy as np
import pytest

from kg import KnowledgeGraph
from kg.lens import Lens
from kg.view.boxes import overlaps, parted, spread, tidied
from kg.view.districts import DENSE, by_blocs, placed
from kg.view.layout import Bond, Points, opposed_apart, signed_stress
from kg.view.scene import bonds_of, scene
from tests.worlds import SHARED, needs_shared


def planted(count: int, blocs: int, *, seed: int, density: float = 0.25, noise: float = 0.05) -> list[Bond]:
    """Blocs of friends opposed to one another, with a few ties against the grain."""
    chance = random.Random(seed)
    bonds = []
    for a, b in itertools.combinations(range(count), 2):
        if chance.random() < density:
            friends = (a % blocs == b % blocs) != (chance.random() < noise)
            bonds.append(Bond(a, b, "support" if friends else "opposition"))
    return bonds


def spring(count: int, bonds: list[Bond]) -> Points:
    graph = nx.Graph([bond[:2] for bond in bonds])
    graph.add_nodes_from(range(count))
    places = nx.spring_layout(graph, seed=1)
    return np.array([places[node] for node in range(count)])


@pytest.mark.parametrize(("count", "blocs"), [(12, 2), (25, 2), (25, 3), (60, 3)])
def test_planted_blocs_are_told_apart_better_than_by_springs(count: int, blocs: int) -> None:
    bonds = planted(count, blocs, seed=count + blocs)
    stress = opposed_apart(signed_stress(count, bonds), bonds)
    assert stress >= 0.95
    assert stress > opposed_apart(spring(count, bonds), bonds)


def drawn(graph: KnowledgeGraph) -> tuple[list[Bond], Points, Points]:
    picture = scene(graph._evidence(Lens()))
    parties = [node for node in picture.nodes if node.role == "party"]
    bonds = bonds_of(picture.ties, {node.key: number for number, node in enumerate(parties)})
    sizes = np.array([(node.box.width, node.box.height) for node in parties], dtype=float)
    return bonds, np.array([node.wide for node in parties], dtype=float), sizes


@needs_shared
def test_opposed_pairs_of_the_development_corpus_stand_further_apart() -> None:
    scores = {}
    for path in sorted((SHARED / "gold" / "dev").glob("*.gold.json")):
        graph = KnowledgeGraph()
        graph.load(path)
        bonds, places, _ = drawn(graph)
        scores[path.name] = opposed_apart(places, bonds), opposed_apart(spring(len(places), bonds), bonds)
    assert len(scores) == 6
    stress, springs = np.mean(list(scores.values()), axis=0)
    assert stress >= 0.95, scores
    assert stress > springs


@pytest.mark.parametrize("aspect", [2.3, 0.6])
def test_labels_do_not_overlap_at_25_actors(aspect: float) -> None:
    bonds, chance = planted(25, 3, seed=4), random.Random(1)
    sizes = np.array([(chance.choice((60, 110, 160)), chance.choice((33, 50, 67))) for _ in range(25)], dtype=float)
    places = tidied(spread(signed_stress(25, bonds), sizes, aspect), sizes, bonds)
    assert overlaps(places, sizes) == 0


def test_no_two_boxes_of_the_seed_overlap_on_either_picture() -> None:
    graph = KnowledgeGraph()
    graph.load("seeds")
    nodes = scene(graph._evidence(Lens())).nodes
    sizes = np.array([(node.box.width, node.box.height) for node in nodes], dtype=float)
    for places in ([node.wide for node in nodes], [node.tall for node in nodes]):
        assert overlaps(np.array(places, dtype=float), sizes) == 0


@pytest.mark.parametrize(("count", "blocs"), [(60, 3), (DENSE + 20, 4)])
def test_blocs_laid_out_first_are_told_apart_too(count: int, blocs: int) -> None:
    bonds = planted(count, blocs, seed=3, density=8 / count)
    places = by_blocs(count, bonds)
    assert opposed_apart(places, bonds) >= 0.95
    assert np.array_equal(places, by_blocs(count, bonds))


def test_a_thousand_who_stand_with_nobody_are_placed() -> None:
    bonds = [Bond(number, number + 1, "opposition") for number in range(1000)]
    assert np.isfinite(placed(1001, bonds)).all()
    assert np.isfinite(placed(DENSE + 1, [])).all()


def test_boxes_are_parted_with_the_room_that_is_asked() -> None:
    points, sizes = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), np.full((3, 2), 10.0)
    moved = parted(points, sizes, room=np.zeros(2))
    assert overlaps(moved, sizes) == 0
    assert overlaps(moved, sizes + 12) > 0


def test_who_has_only_enemies_does_not_shrink_the_picture() -> None:
    bonds = [*planted(20, 2, seed=2), Bond(0, 20, "opposition")]
    places = signed_stress(21, bonds)
    reach = np.hypot(*(places - np.median(places, axis=0)).T)
    assert reach[20] <= 1.5 * np.sort(reach)[-2]


def test_the_same_bonds_give_the_same_places() -> None:
    bonds = planted(25, 3, seed=5)
    assert np.array_equal(signed_stress(25, bonds), signed_stress(25, bonds))
    assert signed_stress(0, []).shape == (0, 2)
    assert signed_stress(1, []).shape == (1, 2)
