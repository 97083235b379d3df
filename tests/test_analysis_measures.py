"""What the measures say of small networks that a person can check."""

from __future__ import annotations

import sys

import networkx as nx
import numpy as np
import pytest

from kg import analysis
from kg.errors import MissingExtra, NetworkError, UnknownTerm
from tests.signed_networks import costs, random_signed_graph, two_sides


def signed(*ties: str) -> nx.Graph:
    """A graph from ties like ``a+b`` and ``a-b``, each with itself as its claim."""
    graph = nx.Graph()
    for tie in ties:
        source, sign, target = tie[0], tie[1], tie[2]
        graph.add_edge(source, target, sign=1 if sign == "+" else -1, claims=(tie,))
    return graph


def every_measure(graph: nx.Graph) -> list[analysis.results.Result]:
    return [
        analysis.balance(graph),
        analysis.frustration(graph),
        analysis.blocs(graph),
        analysis.blocs(graph, None),
        analysis.blocs(graph, 3),
        analysis.mediators(graph),
        analysis.brokers(graph),
        analysis.indirect(graph),
        analysis.destabilising(graph),
        analysis.change(graph, graph),
        analysis.over_time([("now", graph)]),
        analysis.fragility(graph, [("nobody", graph)]),
    ]


@pytest.mark.parametrize(
    "graph",
    [
        nx.Graph(),
        nx.MultiDiGraph(),
        nx.empty_graph(1),
        signed("a+b"),
        signed("a-b"),
        signed("a+b", "b+c", "a+c"),
        signed("a+b", "c-d"),
        signed("a-b", "b-c", "a-c"),
    ],
    ids=["empty", "empty directed", "single", "friends", "foes", "all positive", "disconnected", "three foes"],
)
def test_every_measure_has_an_answer_for_the_odd_cases(graph):
    for result in every_measure(graph):
        assert isinstance(result.to_rows(), list)
        assert result.explain()
        assert len(result.to_frame()) == len(result.to_rows())


def test_an_empty_network_is_balanced_and_has_no_blocs():
    assert analysis.frustration(nx.Graph()).index == 0
    assert analysis.balance(nx.Graph()).share is None
    assert analysis.blocs(nx.Graph()).blocs == ()


def test_a_single_actor_is_unplaced():
    found = analysis.blocs(nx.empty_graph(1))
    assert (found.unplaced, found.blocs, found.index) == ((0,), (), 0)


def test_friends_are_one_bloc():
    found = analysis.frustration(signed("a+b", "b+c", "a+c"))
    assert (found.index, found.blocs, found.unplaced) == (0, (("a", "b", "c"),), ())


def test_a_frustrated_tie_comes_with_the_cycle_that_frustrates_it():
    found = analysis.frustration(signed("a+b", "b+c", "c+d", "a-d"))
    names = {tie.claims[0] for tie in (*found.ties, *found.cycles[0])}
    assert names == {"a+b", "b+c", "c+d", "a-d"}
    assert " because " in found.explain()[1]


def test_components_are_never_merged():
    found = analysis.blocs(signed("a+b", "c+d", "d-e"))
    assert [bloc.members for bloc in found.blocs] == [("a", "b"), ("c", "d")]
    assert [bloc.component for bloc in found.blocs] == [0, 1]
    assert found.unplaced == ("e",)


def test_three_mutual_foes_are_frustrated_by_two_sides_and_not_by_three():
    foes = signed("a-b", "b-c", "a-c")
    assert analysis.frustration(foes).index == 1
    assert analysis.blocs(foes, None).index == 0
    assert analysis.blocs(foes, 3).index == 0


def test_a_tense_triangle_names_its_claims():
    found = analysis.balance(signed("a+b", "b+c", "a-c"))
    assert found.tense[0].kind == "++-"
    assert found.explain()[1] == "tense: a + b [a+b]; a - c [a-c]; b + c [b+c]"


def test_an_actor_pulled_by_both_sides_is_undetermined():
    graph = signed("a+b", "c+d", "a-c", "a-d", "b-c", "b-d", "f+a", "f+c")
    found = analysis.blocs(graph)
    assert found.undetermined == ("f",)
    assert {s.actor: s.margin for s in found.standings}["f"] == 0
    assert "undetermined (another partition costs the same): f" in found.explain()


def test_boundaries_hold_the_negative_ties_between_blocs():
    found = analysis.blocs(signed("a+b", "c+d", "a-c"))
    assert [(b.first, b.second, [str(tie) for tie in b.ties]) for b in found.boundaries] == [(1, 2, ["a - c"])]


def test_a_mediator_declares_itself_or_is_on_terms_with_both():
    net = nx.MultiDiGraph()
    net.add_edge("t", "talks", "mediation", sign=0, status="mediation", claims=("c1",), between=("a", "b"))
    net.add_edge("a", "b", "opposition", sign=-1, claims=("c2",))
    net.add_edge("m", "a", "support", sign=1, claims=("c3",))
    net.add_edge("b", "m", "support", sign=1, claims=("c4",))
    found = analysis.mediators(net)
    assert found.explain() == [
        "t mediates talks (a, b) [c1]",
        "m has positive ties to both ends of a - b [c3, c4, c2]",
    ]


def test_a_mediation_without_parties_says_so():
    net = nx.MultiDiGraph()
    net.add_edge("t", "talks", "mediation", sign=0, status="mediation", claims=("c1",))
    assert analysis.mediators(net).explain() == ["t mediates talks (parties not stated) [c1]"]


def test_without_a_broker_positive_paths_break():
    found = analysis.brokers(signed("a+b", "b+c", "a+c", "c+d", "d+e", "d+f", "e+f", "a-e", "b-f"))
    assert [broker.actor for broker in found.brokers] == ["c", "d"]
    first = found.brokers[0]
    assert (first.parted, [str(tie) for tie in first.across], first.relief) == (6, ["c + d"], 1)


def test_indirect_alignment_is_always_an_inference():
    found = analysis.indirect(signed("a+m", "b+m", "a-n", "b-n", "b+o", "a-o"))
    pair = next(one for one in found.alignments if (one.source, one.target) == ("a", "b"))
    assert (pair.positive, pair.negative, pair.net, pair.suggests, pair.is_inference) == (2, 1, 1, "alignment", True)
    assert {row["is_inference"] for row in found.to_rows()} == {True}
    assert all(line.startswith(("inferred, not stated", "  via")) for line in found.explain())


def test_indirect_alignment_can_be_about_one_actor():
    graph = signed("a+m", "b+m", "c+m")
    assert {row["source"] for row in analysis.indirect(graph, about="a").to_rows()} == {"a"}
    with pytest.raises(UnknownTerm, match="no actor 'z'"):
        analysis.indirect(graph, about="z")


@pytest.mark.parametrize("seed", range(20))
def test_relief_is_what_the_index_falls_by_without_the_tie(seed):
    graph = random_signed_graph(np.random.default_rng(seed), 8)
    before = costs(graph, two_sides(len(graph))).min()
    found = analysis.destabilising(graph, time_limit=None)
    relief = {(strain.tie.source, strain.tie.target): strain.relief for strain in found.strains}
    for u, v in list(graph.edges):
        rest = graph.copy()
        rest.remove_edge(u, v)
        expected = before - costs(rest, two_sides(len(graph))).min()
        assert relief.get((min(u, v), max(u, v)), 0) == pytest.approx(expected, abs=1e-6)


def test_change_matches_blocs_before_it_calls_a_move():
    before = signed("a+b", "b+c", "d+e", "a-d", "b-e")
    after = signed("d+e", "d+c", "e+c", "a+b", "a-d", "b-e", "a-c")
    found = analysis.change(before, after)
    assert [(move.actor, move.before, move.after, move.is_certain) for move in found.moves] == [("c", 1, 2, True)]
    assert {str(tie) for tie in found.removed} == {"b + c"}
    assert "moved: c from bloc 1 to bloc 2" in found.explain()


def test_nothing_changes_between_a_network_and_itself():
    graph = signed("a+b", "b-c")
    assert analysis.change(graph, graph).explain() == ["nothing changes"]


def test_a_flip_names_the_claims_of_both_sides():
    found = analysis.change(signed("a+b"), signed("a-b"))
    assert found.explain()[0] == "flipped: a + b [a+b] is now a - b [a-b]"


def test_fragility_names_what_hangs_on_a_voice():
    graph = signed("a+b", "b+c", "a-c")
    found = analysis.fragility(
        graph,
        lambda: [("SOHR", signed("a+b", "b+c")), ("AFP", graph)],
        answers=lambda net: {"is balanced": analysis.frustration(net).index == 0, "has ties": bool(net.edges)},
    )
    assert [variant.without for variant in found.variants] == ["SOHR"]
    assert found.variants[0].answers == ("is balanced",)
    assert found.robust == ("AFP",)
    assert "without SOHR: removed: a - c [a-c]" in found.explain()


def test_the_index_over_time_keeps_the_order_given():
    found = analysis.over_time([("2013", signed("a+b")), ("2014", signed("a+b", "b+c", "a-c"))])
    assert [(point.label, point.index, point.share) for point in found.points] == [("2013", 0, None), ("2014", 1, 0.0)]


def test_a_criterion_needs_a_share_between_its_two_costs():
    with pytest.raises(NetworkError, match="between 0 and 1"):
        analysis.criterion(nx.DiGraph(), 2, 1.5)


def test_blocs_need_at_least_one():
    with pytest.raises(NetworkError, match="at least one bloc"):
        analysis.blocs(nx.Graph(), 0)


def test_results_are_frozen():
    with pytest.raises(AttributeError):
        analysis.frustration(nx.Graph()).index = 3  # type: ignore[misc]


def test_a_missing_pandas_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"pip install 'actor-alliance\[pandas\]'"):
        analysis.balance(nx.Graph()).to_frame()
