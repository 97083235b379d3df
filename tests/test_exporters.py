from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg import KGError, KnowledgeGraph
from kg.exporters import EXPORTERS


@pytest.fixture(scope="module")
def seed() -> KnowledgeGraph:
    graph = KnowledgeGraph()
    graph.load("seeds")
    return graph


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's reader of TriG calls what rdflib deprecates
def test_trig_holds_every_graph_as_it_is_kept(seed: KnowledgeGraph, tmp_path: Path) -> None:
    """Also the article's own line ends: a writer that indents would change the text inside its literal."""
    seed.export(tmp_path / "g.trig")
    read = Dataset()
    read.parse(data=(tmp_path / "g.trig").read_text(encoding="utf-8"), format="trig")
    names = seed._holdings.exported_graphs()
    assert {str(g.identifier) for g in read.graphs() if len(g)} == {n for n in names if len(seed._store.graph(n))}
    for name in names:
        assert isomorphic(Graph() + read.graph(name), seed._store.graph(name))


def test_turtle_holds_their_union(seed: KnowledgeGraph, tmp_path: Path) -> None:
    seed.export(tmp_path / "g.ttl")
    union = Graph()
    for name in seed._holdings.exported_graphs():
        union += seed._store.graph(name)
    assert isomorphic(Graph().parse(data=(tmp_path / "g.ttl").read_text(encoding="utf-8"), format="turtle"), union)


def test_csv_has_a_row_a_claim_with_names_and_quote(seed: KnowledgeGraph, tmp_path: Path) -> None:
    seed.export(tmp_path / "g.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "g.csv").read_text(encoding="utf-8"))))
    assert [row["exact"] for row in rows] == [
        claim.exact for claim in sorted(seed.claims(), key=lambda c: (c.start, c.end, c.id))
    ]
    iran = next(row for row in rows if row["file_id"] == "c23")
    assert (iran["subject_name"], iran["relation"], iran["sign"], iran["object_name"]) == (
        "Iran",
        "supportsPolitically",
        "1",
        "Assad government",
    )


@pytest.mark.parametrize("exporter", EXPORTERS, ids=[exporter.NAME for exporter in EXPORTERS])
def test_the_same_graph_gives_the_same_bytes(exporter: object, tmp_path: Path) -> None:
    written = []
    for n in range(2):
        graph = KnowledgeGraph()
        graph.load("seeds")
        path = tmp_path / f"{n}{exporter.SUFFIXES[0]}"  # type: ignore[attr-defined]
        graph.export(path)
        written.append(path.read_bytes())
    assert written[0] == written[1]


def test_an_unknown_suffix_lists_the_known_ones(seed: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(KGError, match=r"\.ttl"):
        seed.export(tmp_path / "g.tll")


def test_a_place_that_cannot_be_written_is_one_line(seed: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(KGError) as caught:
        seed.export(tmp_path / "file" / "g.ttl")
    assert "\n" not in str(caught.value)
