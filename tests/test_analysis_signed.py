"""Directed, mixed and disputed ties become undirected signed ones by a named policy."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import analysis
from kg.errors import NetworkError


def net(*ties: tuple) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for source, target, family, data in ties:
        graph.add_edge(source, target, family, **{"weight": 1, "claims": (), "inherited_via": None, **data})
    return graph


MIXED = (
    ("a", "b", "support", {"sign": 1, "status": "mixed", "weight": 2, "claims": ("c1", "c2")}),
    ("a", "b", "opposition", {"sign": -1, "status": "mixed", "weight": 1, "claims": ("c1", "c2")}),
)
ONE_WAY = (("a", "b", "support", {"sign": 1, "status": "support", "weight": 2, "claims": ("c1",)}),)
BOTH_WAYS = (*ONE_WAY, ("b", "a", "support", {"sign": 1, "status": "support", "claims": ("c2",)}))
AGAINST = (*ONE_WAY, ("b", "a", "opposition", {"sign": -1, "status": "opposition", "weight": 3}))
DISPUTED = (*ONE_WAY, ("b", "a", "support", {"sign": 0, "status": "disputed", "weight": 0, "against": 1}))


@pytest.mark.parametrize(
    ("ties", "majority", "both", "strict"),
    [
        (ONE_WAY, 1, None, 1),
        (BOTH_WAYS, 1, 1, 1),
        (MIXED, 1, None, None),
        (AGAINST, -1, None, None),
        (DISPUTED, 1, None, None),
        (DISPUTED[1:], None, None, None),
    ],
    ids=["one way", "both ways", "mixed", "against one another", "one way disputed", "disputed only"],
)
def test_a_policy_decides_the_sign(ties, majority, both, strict):
    for policy, sign in (("majority", majority), ("both", both), ("strict", strict)):
        graph = analysis.signed_graph(net(*ties), policy)
        assert graph.edges.get(("a", "b"), {}).get("sign") == sign, policy
        assert bool(graph.graph["left_out"]) == (sign is None), policy


def test_a_disputed_tie_leans_where_more_origins_are_for_it_than_against():
    for origins, against, sign in ((2, 1, 1), (1, 1, None), (0, 2, None)):
        tie = {"sign": 0, "leaning": 1, "status": "disputed", "weight": origins, "against": against}
        graph = analysis.signed_graph(net(("a", "b", "support", tie)))
        assert graph.edges.get(("a", "b"), {}).get("sign") == sign
        assert not analysis.signed_graph(net(("a", "b", "support", tie)), "strict").edges


@pytest.mark.parametrize("status", ["mediation", "neutral", "possible", "denied", "none"])
def test_what_is_no_sign_makes_no_tie_and_is_not_left_out(status):
    graph = analysis.signed_graph(net(("a", "b", "x", {"sign": 0, "status": status})))
    assert not graph.edges
    assert graph.graph["left_out"] == ()


def test_an_agreement_is_no_actor():
    graph = analysis.signed_graph(net(("turkey", "astana", "mediation", {"sign": 0, "status": "mediation"})))
    assert list(graph) == ["turkey"]


def test_inherited_ties_enter_only_when_asked():
    inherited = net(("a", "b", "support", {"sign": 1, "status": "support", "inherited_via": ("organ",)}))
    assert not analysis.signed_graph(inherited).edges
    assert analysis.signed_graph(inherited, inherited=True).edges


def test_a_tie_weighs_one_or_its_net_origins():
    assert analysis.signed_graph(net(*AGAINST)).edges["a", "b"]["weight"] == 1
    assert analysis.signed_graph(net(*AGAINST), weighted=True).edges["a", "b"]["weight"] == 1
    assert analysis.signed_graph(net(*BOTH_WAYS), weighted=True).edges["a", "b"]["weight"] == 3


@given(st.permutations([*AGAINST, *MIXED, ("c", "b", "support", {"sign": 1, "claims": ("c9",)})]))
def test_the_order_of_ties_changes_nothing(ties):
    plain = analysis.signed_graph(net(*AGAINST, *MIXED, ("c", "b", "support", {"sign": 1, "claims": ("c9",)})))
    other = analysis.signed_graph(net(*ties))
    assert list(plain.nodes) == list(other.nodes)
    assert list(plain.edges(data=True)) == list(other.edges(data=True))


def test_a_directed_network_can_be_measured_as_it_is():
    graph = net(*AGAINST, ("a", "c", "support", {"sign": 1}), ("b", "c", "support", {"sign": 1}))
    assert analysis.frustration(graph).index == 1
    assert analysis.mediators(graph).mediators[0].actor == "c"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"sign": 2}, "a sign is"),
        ({"sign": 1, "weight": 0}, "a weight is a number above 0"),
        ({"sign": 1, "weight": float("nan")}, "a weight is a number above 0"),
        ({"sign": 1, "weight": "heavy"}, "a weight is a number above 0"),
    ],
)
def test_what_cannot_be_measured_is_one_line(data, message):
    directed = nx.MultiDiGraph()
    directed.add_edge("a", "b", **data)
    undirected = nx.Graph()
    undirected.add_edge("a", "b", **data)
    for graph in (directed, undirected):
        with pytest.raises(NetworkError, match=message):
            analysis.frustration(graph)


def test_an_undirected_tie_needs_a_sign_and_two_actors():
    graph = nx.Graph([("a", "b")])
    with pytest.raises(NetworkError, match=r"a sign is \+1 or -1"):
        analysis.balance(graph)
    loop = nx.Graph()
    loop.add_edge("a", "a", sign=1)
    with pytest.raises(NetworkError, match="to itself"):
        analysis.blocs(loop)
    directed = nx.DiGraph()
    directed.add_edge("a", "a", sign=-1)
    with pytest.raises(NetworkError, match="to itself"):
        analysis.frustration(directed)


def test_an_unknown_policy_lists_the_known_ones():
    with pytest.raises(NetworkError, match="known: majority, both, strict"):
        analysis.signed_graph(nx.MultiDiGraph(), "loudest")
