"""Bare signed edge lists: what is read, and the one line for what is not."""

from __future__ import annotations

import pytest

from kg import analysis
from kg.errors import NetworkError


@pytest.fixture
def edges(tmp_path):
    def read(text: str, **options):
        path = tmp_path / "edges.csv"
        path.write_text(text, encoding="utf-8")
        return analysis.read_edges(path, **options)

    return read


def test_each_tie_names_its_rows(edges):
    graph = edges("source,target,sign\na,b,1\nb,c,-1\n")
    assert dict(graph.edges["a", "b"]) == {"sign": 1, "weight": 1, "origins": 1, "claims": ("row 2",)}
    assert graph.edges["b", "c"]["sign"] == -1


def test_a_repeated_row_counts_once(edges):
    graph = edges("source,target,sign\na,b,1\na,b,1\na,b,1\na,b,-1\n")
    assert not graph.edges
    assert [str(pair.reason) for pair in graph.graph["left_out"]] == ["disputed, or as many origins for as against"]


def test_rows_in_both_directions_add_up(edges):
    graph = edges("source,target,sign,weight\na,b,1,3\nb,a,-1,1\n")
    assert (graph.edges["a", "b"]["sign"], graph.edges["a", "b"]["weight"]) == (1, 2)
    assert graph.edges["a", "b"]["claims"] == ("row 2", "row 3")


@pytest.mark.parametrize(("policy", "ties"), [("majority", 2), ("both", 0), ("strict", 1)])
def test_conflicting_rows_are_decided_by_the_policy(edges, policy, ties):
    graph = edges("source,target,sign,weight\na,b,1,3\nb,a,-1,1\nb,c,1,1\n", policy=policy)
    assert graph.number_of_edges() == ties


def test_later_rows_can_be_left_out(edges):
    text = "source,target,sign,date\na,b,1,2013\nb,c,1,2013-05\nc,d,1,2014-01-02\n"
    assert edges(text, until="2013").number_of_edges() == 2
    assert edges(text).number_of_edges() == 3


def test_rows_can_be_picked_by_further_columns(edges):
    assert edges("source,target,sign,map\na,b,1,x\nb,c,1,y\n", where={"map": "x"}).number_of_edges() == 1


def test_a_file_with_only_a_header_is_an_empty_network(edges):
    graph = edges("source,target,sign\n")
    assert analysis.frustration(graph).index == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no column 'source'"),
        ("a,b,c\n", "no column 'source'"),
        ("source,target,sign\na,b,0\n", r"row 2, column sign: '0' is no sign; write 1 or -1"),
        ("source,target,sign\na,b,1\na,b,ally\n", r"row 3, column sign: 'ally' is no sign"),
        ("source,target,sign\na,b,nan\n", r"row 2, column sign: 'nan'"),
        ("source,target,sign\na,a,1\n", r"row 2, column target: 'a' has a tie to itself"),
        ("source,target,sign\n,b,1\n", r"row 2, column source: is empty"),
        ("source,target,sign,weight\na,b,1,0\n", r"row 2, column weight: '0' is no weight"),
        ("source,target,sign,weight\na,b,1,-2\n", r"row 2, column weight: '-2' is no weight"),
        ("source,target,sign,weight\na,b,1,nan\n", r"row 2, column weight: 'nan' is no weight"),
        ("source,target,sign,weight\na,b,1,inf\n", r"row 2, column weight: 'inf' is no weight"),
        ("source,target,sign,weight\na,b,1,many\n", r"row 2, column weight: 'many' is no weight"),
        ("source,target,sign\na,b\n", r"row 2 has another number of cells"),
        ("source,target,sign\na,b,1,2\n", r"row 2 has another number of cells"),
        ("source,target,sign,date\na,b,1,May 2013\n", r"row 2, column date: 'May 2013' is no date"),
        ('source,target,sign\n"a,b,1\n', r"is not CSV"),
    ],
)
def test_what_cannot_be_read_is_one_line_with_place_rule_and_cure(edges, text, message):
    with pytest.raises(NetworkError, match=message) as error:
        edges(text)
    assert "\n" not in str(error.value)


def test_a_date_needs_a_column(edges):
    with pytest.raises(NetworkError, match="no column 'date'"):
        edges("source,target,sign\na,b,1\n", until="2013")


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(NetworkError, match="cannot be read"):
        analysis.read_edges(tmp_path / "absent.csv")


def test_a_file_in_another_encoding_is_one_line(tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes("source,target,sign\nSão,b,1\n".encode("latin-1"))
    with pytest.raises(NetworkError, match="not UTF-8"):
        analysis.read_edges(path)
