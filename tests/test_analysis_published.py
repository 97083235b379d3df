"""Values of known networks: published ones, and ones that were proven by another program (see VALUES.csv)."""

from __future__ import annotations

import csv

import networkx as nx
import pytest

from kg import analysis
from tests.signed_networks import DATA, SHARED, sampson, shared

VALUES = list(csv.DictReader((SHARED / "VALUES.csv").read_text("utf-8").splitlines())) if SHARED.exists() else []
COW = [row for row in VALUES if row["network"] == "cow"]


def test_highland_tribes_have_the_balance_that_signnet_prints():
    tribes = analysis.read_edges(DATA / "highland_tribes.csv")
    balance = analysis.balance(tribes)
    assert (balance.actors, balance.ties, balance.negative, balance.triangles) == (16, 58, 29, 68)
    assert balance.share == pytest.approx(0.8676471, abs=1e-7)
    assert balance.walk == pytest.approx(0.3575761, abs=1e-7)
    frustration = analysis.frustration(tribes)
    assert (frustration.index, frustration.proven) == (7, True)
    assert 1 - 2 * frustration.index / balance.ties == pytest.approx(0.7586207, abs=1e-7)


def test_highland_tribes_form_three_blocs_as_read_described():
    found = analysis.blocs(analysis.read_edges(DATA / "highland_tribes.csv"), None)
    assert (found.index, found.proven, len(found.blocs), found.undetermined) == (2, True, 3, ())
    assert analysis.blocs(analysis.read_edges(DATA / "highland_tribes.csv"), 3).index == 2


@pytest.mark.parametrize(
    ("time", "values"), [(2, (48.5, 21.5, 17.5)), (3, (48.0, 16.0, 11.0)), (4, (47.0, 12.5, 10.5))]
)
def test_sampsons_monks_have_the_criteria_of_doreian_and_mrvar(time, values):
    found = [analysis.criterion(sampson(time), k) for k in (1, 2, 3)]
    assert [criterion.value for criterion in found] == list(values)
    assert all(criterion.proven for criterion in found)


@pytest.mark.parametrize(("time", "index", "disagreements"), [(2, 15, 14), (3, 16, 11)])
def test_sampsons_monks_by_signs_alone(time, index, disagreements):
    graph = analysis.signed_graph(sampson(time))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (18, 78)
    assert analysis.frustration(graph).index == index
    assert analysis.blocs(graph, None, alternatives=False).index == disagreements


@pytest.mark.parametrize(
    ("name", "size", "share", "index", "disagreements"),
    [
        ("congress_undirected", (219, 521, 107), 0.9669811, 18, 18),
        ("avatar", (464, 1679, 579), 0.8926369, 122, 103),
    ],
)
def test_middling_networks_are_proven(name, size, share, index, disagreements):
    graph = analysis.read_edges(DATA / f"{name}.csv")
    balance = analysis.balance(graph)
    assert (balance.actors, balance.ties, balance.negative) == size
    assert balance.share == pytest.approx(share, abs=1e-7)
    frustration = analysis.frustration(graph, time_limit=60)
    assert (frustration.index, frustration.proven) == (index, True)
    free = analysis.blocs(graph, None, alternatives=False, time_limit=60)
    assert (free.index, free.proven) == (disagreements, True)


def assert_window(row: dict[str, str]) -> None:
    graph = analysis.read_edges(shared("cow_windows.csv"), where={"window": row["window"]})
    balance = analysis.balance(graph)
    assert (balance.actors, balance.ties, balance.negative) == (int(row["n"]), int(row["m"]), int(row["m_neg"]))
    assert balance.share == pytest.approx(float(row["triangle_balance"]), abs=5e-5)
    frustration = analysis.frustration(graph, time_limit=2)
    assert (frustration.index, frustration.proven) == (int(row["frustration_index"]), True)


@pytest.mark.parametrize("row", COW[::6], ids=lambda row: row["window"])
def test_some_windows_of_the_correlates_of_war_are_proven_within_two_seconds(row):
    assert_window(row)


@pytest.mark.long
@pytest.mark.parametrize("row", COW, ids=lambda row: row["window"])
def test_every_listed_window_of_the_correlates_of_war_is_proven_within_two_seconds(row):
    assert_window(row)


@pytest.mark.long
def test_bitcoin_alpha_is_proven_within_a_minute():
    graph = analysis.read_edges(shared("bitcoinalpha_undirected.csv"))
    balance = analysis.balance(graph)
    assert (balance.actors, balance.ties, balance.negative) == (3774, 13876, 1152)
    assert balance.share == pytest.approx(0.8966602, abs=1e-7)
    frustration = analysis.frustration(graph, time_limit=60)
    assert (frustration.index, frustration.proven) == (720, True)
    free = analysis.blocs(graph, None, alternatives=False, time_limit=60)
    assert (free.index, free.proven) == (720, True)


def test_a_figure_is_the_count_of_the_ties_it_names():
    graph = analysis.read_edges(DATA / "avatar.csv")
    frustration = analysis.frustration(graph)
    assert len(frustration.ties) == frustration.index
    rest: nx.Graph = graph.copy()
    rest.remove_edges_from((tie.source, tie.target) for tie in frustration.ties)
    assert analysis.frustration(rest).index == 0
    assert all(tie.claims for tie in frustration.ties)
