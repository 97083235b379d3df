"""The pictures: written, the same twice, and one line where they cannot be."""

from __future__ import annotations

import sys

import networkx as nx
import pytest

from kg import analysis
from kg.errors import MissingExtra, NetworkError
from tests.signed_networks import DATA


@pytest.fixture
def plots():
    pytest.importorskip("matplotlib")
    from kg.analysis import plots

    return plots


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_plot_is_the_same_bytes_twice(plots, tmp_path, suffix):
    tribes = analysis.read_edges(DATA / "highland_tribes.csv")
    found = analysis.blocs(tribes, None, alternatives=False)
    times = analysis.over_time([("1953", nx.Graph()), ("1954", tribes)])
    for number in (1, 2):
        plots.plot_matrix(tribes, found, tmp_path / f"matrix{number}{suffix}")
        plots.plot_index(times, tmp_path / f"index{number}{suffix}")
    for name in ("matrix", "index"):
        first = (tmp_path / f"{name}1{suffix}").read_bytes()
        assert len(first) > 1000
        assert first == (tmp_path / f"{name}2{suffix}").read_bytes()


def test_an_empty_network_has_an_empty_picture(plots, tmp_path):
    assert plots.plot_matrix(nx.Graph(), analysis.blocs(nx.Graph()), tmp_path / "empty.svg").exists()
    assert plots.plot_index(analysis.over_time([]), tmp_path / "never.svg").exists()


def test_another_suffix_is_one_line(plots, tmp_path):
    with pytest.raises(NetworkError, match=r"\.svg or \.png"):
        plots.plot_index(analysis.over_time([]), tmp_path / "index.docx")


def test_a_missing_matplotlib_says_what_to_install(monkeypatch, tmp_path):
    from kg.analysis import plots

    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtra, match=r"actor-alliance\[plots\]"):
        plots.plot_index(analysis.over_time([]), tmp_path / "index.svg")
