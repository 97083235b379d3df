"""The solvers against exhaustion, and what they promise whatever the network."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import analysis
from kg.analysis.solver.couplings import Couplings, merged
from kg.analysis.solver.program import Program, cover
from kg.analysis.solver.reduction import reduced
from kg.errors import SolverError
from tests.signed_networks import DATA, costs, partitions, random_signed_graph, two_sides


def recounted(graph: nx.Graph, ties: tuple[analysis.SignedTie, ...]) -> float:
    return sum(graph.edges[tie.source, tie.target]["weight"] for tie in ties)


@pytest.mark.parametrize("seed", range(10))
def test_the_index_of_random_graphs_is_that_of_exhaustion(seed):
    rng = np.random.default_rng(seed)
    for _ in range(50):
        graph = random_signed_graph(rng, 12)
        found = analysis.frustration(graph, time_limit=None)
        least = costs(graph, two_sides(len(graph))).min()
        assert found.proven
        assert found.index == pytest.approx(least, abs=1e-6)
        assert recounted(graph, found.ties) == pytest.approx(least, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_the_partition_of_random_graphs_is_that_of_exhaustion(seed):
    rng = np.random.default_rng(seed)
    for _ in range(50):
        graph = random_signed_graph(rng, 8)
        every = partitions(len(graph))
        for k in (None, 1, 2, 3, 4):
            allowed = every if k is None else every[every.max(axis=1) < k]
            found = analysis.blocs(graph, k, alternatives=False, time_limit=None)
            assert found.proven
            assert found.index == pytest.approx(costs(graph, allowed).min(), abs=1e-6)
            assert recounted(graph, found.ties) == pytest.approx(found.index, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_placed_actors_stand_together_in_every_best_assignment_and_undetermined_ones_do_not(seed):
    rng = np.random.default_rng(seed)
    for _ in range(25):
        graph = random_signed_graph(rng, 8)
        every = two_sides(len(graph))
        value = costs(graph, every)
        best = every[value <= value.min() + 1e-6]
        found = analysis.blocs(graph, 2, time_limit=None)
        assert not found.unchecked
        for piece in nx.connected_components(graph):
            placed = [s.actor for s in found.standings if s.actor in piece and s.word == "placed"]
            loose = [actor for actor in found.undetermined if actor in piece]
            apart = best[:, placed] != best[:, placed[:1]] if placed else np.zeros((1, 0))
            assert (apart == apart[0]).all(), (graph.edges(data=True), placed)
            for actor in loose:
                relation = best[:, [actor]] != best[:, [other for other in piece if other != actor]]
                assert (relation != relation[0]).any(), (graph.edges(data=True), actor)


@pytest.mark.parametrize("seed", range(3))
def test_actors_placed_in_one_of_many_blocs_are_together_in_every_best_partition(seed):
    rng = np.random.default_rng(seed)
    for _ in range(25):
        graph = random_signed_graph(rng, 7)
        every = partitions(len(graph))
        value = costs(graph, every)
        best = every[value <= value.min() + 1e-6]
        found = analysis.blocs(graph, None, time_limit=None)
        placed = {s.actor for s in found.standings if s.word == "placed"}
        for bloc in found.blocs:
            core = [actor for actor in bloc.members if actor in placed]
            assert (best[:, core] == best[:, core[:1]]).all(), (graph.edges(data=True), core)
        for actor in found.undetermined:
            others = [other for other in graph if other != actor]
            together = best[:, [actor]] == best[:, others]
            assert (together != together[0]).any(), (graph.edges(data=True), actor)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_edges_changes_nothing(seed, shuffler):
    graph = random_signed_graph(np.random.default_rng(seed), 12)
    nodes, edges = list(graph), [(v, u, tie) for u, v, tie in graph.edges(data=True)]
    shuffler.shuffle(nodes)
    shuffler.shuffle(edges)
    other = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    assert analysis.frustration(graph) == analysis.frustration(other)
    assert analysis.blocs(graph, None) == analysis.blocs(other, None)
    assert analysis.balance(graph) == analysis.balance(other)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.permutations(range(12)))
def test_other_names_change_no_figure(seed, names):
    graph = random_signed_graph(np.random.default_rng(seed), 12)
    renamed = nx.relabel_nodes(graph, dict(enumerate(names)))
    assert analysis.frustration(graph).index == analysis.frustration(renamed).index
    assert analysis.blocs(graph, None).index == analysis.blocs(renamed, None).index
    assert len(analysis.blocs(graph).undetermined) == 0 or analysis.blocs(renamed).undetermined


def test_a_reduced_graph_costs_the_same_once_expanded():
    rng = np.random.default_rng(1)
    for _ in range(100):
        graph = random_signed_graph(rng, 12)
        couplings, _ = merged(len(graph), ((u, v, t["sign"] * t["weight"]) for u, v, t in graph.edges(data=True)))
        small = reduced(couplings)
        sides = rng.choice([-1, 1], size=small.kernel.size)
        assert couplings.cost(small.expand(sides)) <= small.kernel.cost(sides) + small.paid + 1e-9


def dense(size: int, seed: int) -> nx.Graph:
    rng = np.random.default_rng(seed)
    graph = nx.Graph()
    for u in range(size):
        for v in range(u):
            graph.add_edge(u, v, sign=int(rng.choice([-1, 1])))
    return graph


def test_out_of_time_there_are_two_bounds_and_no_index():
    graph = dense(40, 1)
    for found in (analysis.frustration(graph, time_limit=0.2), analysis.blocs(graph, None, time_limit=0.2)):
        assert not found.proven
        assert found.index is None
        assert 0 < found.lower < found.upper
        assert len(found.ties) == found.upper
    assert "not proven" in analysis.frustration(graph, time_limit=0.2).explain()[0]


def test_actors_are_unchecked_and_not_placed_where_nothing_is_proven():
    found = analysis.blocs(dense(40, 1), time_limit=0.2)
    assert {standing.word for standing in found.standings} == {"unchecked"}


def test_progress_tells_how_the_bounds_close():
    told: list[tuple[float, float, float]] = []
    found = analysis.frustration(
        analysis.read_edges(DATA / "avatar.csv"),
        progress=lambda lower, upper, seconds: told.append((lower, upper, seconds)),
    )
    assert told[-1][1] == found.index
    assert all(lower <= found.index + 1e-6 and upper >= found.index - 1e-6 for lower, upper, _ in told)


def test_a_bound_holds_even_when_the_program_is_cut_short():
    program = Program(np.ones(3))
    program.demand([cover([0, 1]), cover([1, 2]), cover([0, 2])])
    assert program.relaxation(60).bound == pytest.approx(1.5)
    assert program.demand([cover([0, 1])]) == 0


def test_an_unknown_status_of_the_solver_is_an_error(monkeypatch):
    program = Program(np.ones(1))
    monkeypatch.setattr(program._highs, "getModelStatus", lambda: program._highspy.HighsModelStatus.kNotset)
    with pytest.raises(SolverError, match="HiGHS ends with status"):
        program.relaxation(60)


def test_nothing_reaches_stdout(capfd):
    analysis.frustration(analysis.read_edges(DATA / "avatar.csv"))
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("scale", [1e-9, 1e9, 0.1])
def test_the_unit_of_the_weights_does_not_matter(scale):
    graph = dense(9, 3)
    index = analysis.frustration(graph).index
    for tie in graph.edges.values():
        tie["weight"] = scale
    assert analysis.frustration(graph).upper == pytest.approx(index * scale, rel=1e-6, abs=1e-9)


def test_weights_can_differ_widely():
    graph = nx.Graph()
    for u, v, sign, weight in [("a", "b", 1, 1e6), ("b", "c", 1, 1), ("a", "c", -1, 0.25)]:
        graph.add_edge(u, v, sign=sign, weight=weight)
    assert analysis.frustration(graph).index == 0.25


def test_couplings_within_keep_the_order_of_the_nodes():
    graph = Couplings(3, np.array([[0, 1], [1, 2]]), np.array([1.0, -1.0]))
    assert graph.within([1, 2]).weight.tolist() == [-1.0]
