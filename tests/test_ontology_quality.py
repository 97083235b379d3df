"""The quality checks: nothing is found that is not waived with a reason, and a broken ontology breaks its own check."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph

from kg.errors import InvalidFile
from kg.quality import Check, assess, read_checks, read_ontology, read_waivers
from tests.ontology_graphs import ONTOLOGY, ROOT

CHECKS = read_checks(ONTOLOGY / "quality")
CORE = tuple(check for check in CHECKS if check.tier == "core")
LONG = tuple(check for check in CHECKS if check.tier == "long")
WAIVERS = read_waivers(ONTOLOGY / "waivers.yaml")
BROKEN = ROOT / "tests" / "data" / "ontology" / "quality"

Faults = set[tuple[str, str, str]]


@cache
def whole() -> Graph:
    return read_ontology(ONTOLOGY)


def faults(graph: Graph, checks: tuple[Check, ...]) -> Faults:
    return {(result.check.id, *fault) for result in assess(graph, checks) for fault in result.found}


@cache
def known(checks: tuple[Check, ...]) -> Faults:
    return faults(whole(), checks)


def broken(check: Check) -> Graph:
    graph = Graph()
    for triple in whole():
        graph.add(triple)
    graph.update((BROKEN / f"{check.id}.ru").read_text(encoding="utf-8"))
    return graph


def ids(check: Check) -> str:
    return check.id


def test_the_core_checks_find_nothing() -> None:
    assert len(CORE) == 8
    assert {str(r): r.found for r in assess(whole(), CORE, WAIVERS) if r.found} == {}


@pytest.mark.parametrize("check", CORE, ids=ids)
def test_a_broken_ontology_breaks_exactly_its_core_check(check: Check) -> None:
    assert {id for id, *_ in faults(broken(check), CORE) - known(CORE)} == {check.id}


@pytest.mark.long
def test_all_checks_find_nothing_that_is_not_waived() -> None:
    results = assess(whole(), CHECKS, WAIVERS)
    assert {str(result): result.found for result in results if result.found} == {}
    used = {(result.check.id, reason) for result in results for *_, reason in result.waived}
    assert used == {(waiver.check, waiver.reason) for waiver in WAIVERS}


@pytest.mark.long
@pytest.mark.parametrize("check", CHECKS, ids=ids)
def test_a_broken_ontology_breaks_exactly_its_check(check: Check) -> None:
    assert {id for id, *_ in faults(broken(check), CHECKS) - known(CHECKS)} == {check.id}


def test_every_check_has_a_broken_ontology() -> None:
    assert {path.stem for path in BROKEN.glob("*.ru")} == {check.id for check in CHECKS}
    assert all(
        check.tier in ("core", "long") and check.title.endswith(".") and check.cure.endswith(".") for check in CHECKS
    )


def test_a_waiver_needs_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "waivers.yaml"
    file.write_text("- check: naming\n  nodes: ['*']\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match="no reason"):
        read_waivers(file)
    assert read_waivers(tmp_path / "none.yaml") == ()


def test_broken_turtle_is_named(tmp_path: Path) -> None:
    (tmp_path / "core.ttl").write_text("aa:Actor a", encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"core\.ttl"):
        read_ontology(tmp_path)
