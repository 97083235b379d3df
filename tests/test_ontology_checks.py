"""The cross-row checks of `ontology/checks/`: a good world breaks none, and each broken one breaks exactly its own."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

ROOT = Path(__file__).resolve().parents[1]
CHECKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "ontology" / "checks").glob("*.rq"))}
WORLD = ROOT / "tests" / "data" / "ontology"
MODULES = [ROOT / "ontology" / name for name in ("core.ttl", "relations.ttl", "actors.ttl")]
HEAD = re.compile(r"# id: (?P<id>[a-z-]+)\n# title: (?P<title>[A-Z].+\.)\n# cure: (?P<cure>[A-Z].+\.)\n")


def world(update: str = "") -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for path in [*MODULES, WORLD / "world.ttl"]:
        store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    if update:
        store.update(update)
    return store


def rows(store: pyoxigraph.Store, check: str) -> list[tuple[str, str]]:
    return [(str(row["node"]), str(row["detail"])) for row in store.query(check)]


@pytest.fixture(scope="module")
def good() -> pyoxigraph.Store:
    return world()


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_says_what_is_wrong_and_how_to_mend_it(name: str) -> None:
    head = HEAD.match(CHECKS[name])
    assert head is not None
    assert head["id"] == name


@pytest.mark.parametrize("name", CHECKS)
def test_the_good_world_passes(name: str, good: pyoxigraph.Store) -> None:
    assert rows(good, CHECKS[name]) == []


@pytest.mark.parametrize("name", CHECKS)
def test_a_broken_world_breaks_exactly_its_check(name: str) -> None:
    broken = world((WORLD / "broken" / f"{name}.ru").read_text(encoding="utf-8"))
    assert [other for other in CHECKS if rows(broken, CHECKS[other])] == [name]


def test_rdflib_finds_the_same() -> None:
    for name, check in CHECKS.items():
        graph = rdflib.Graph()
        for path in [*MODULES, WORLD / "world.ttl"]:
            graph.parse(path)
        graph.update((WORLD / "broken" / f"{name}.ru").read_text(encoding="utf-8"))
        broken = world((WORLD / "broken" / f"{name}.ru").read_text(encoding="utf-8"))
        theirs = [row["node"] for row in broken.query(check)]
        assert [str(row.node) for row in graph.query(check)] == [node.value for node in theirs], name  # type: ignore[union-attr]


def test_every_broken_world_belongs_to_a_check() -> None:
    assert {path.stem for path in (WORLD / "broken").glob("*.ru")} == set(CHECKS)
