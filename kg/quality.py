"""The quality of an ontology: checks from OOPS!, ROBOT, FOOPS! and the OWL 2 DL profile, each a query, all offline.

A check is a file of `ontology/quality/`; what it finds is mended or waived with a written reason in
`ontology/waivers.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml
from rdflib import Graph, URIRef

from kg.errors import InvalidFile
from kg.stores import open_store

__all__ = ["Check", "Result", "Waiver", "assess", "read_checks", "read_ontology", "read_waivers"]

_HEAD = re.compile(r"^#\s*(id|title|cure|catalogue|tier):\s*(.+)$", re.MULTILINE)
_UNION = URIRef("https://w3id.org/actor-alliance/graph/checked")


@dataclass(frozen=True, slots=True)
class Check:
    """One question that finds faults: what is wrong, how to mend it, and whose catalogue has it.

    `tier` is core for the few that run with every test, long for the rest.
    """

    id: str
    title: str
    cure: str
    catalogue: str
    tier: str
    query: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why what a check finds at some nodes stands all the same.

    A node is named as `name`, `name detail`, `* detail` or, all of them, `*`.
    """

    check: str
    nodes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found, as (node, detail): what is to be mended, and what is waived with its reason."""

    check: Check
    found: tuple[tuple[str, str], ...]
    waived: tuple[tuple[str, str, str], ...]

    def __str__(self) -> str:
        verdict = f"{len(self.found)} found" if self.found else "0"
        waived = f", {len(self.waived)} waived" if self.waived else ""
        return f"{self.check.id}: {verdict}{waived} ({self.check.catalogue})"


def read_ontology(folder: Path) -> Graph:
    """All modules of an ontology as one graph; raises InvalidFile with the file that is no Turtle."""
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        try:
            graph.parse(path, format="turtle")
        except SyntaxError as error:  # rdflib's BadSyntax is one
            raise InvalidFile(f"{path.name}: {error}; mend the Turtle there") from error
    return graph


def read_checks(folder: Path) -> tuple[Check, ...]:
    """The checks of a folder of queries, core ones first, by id."""
    checks = []
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        checks.append(Check(**dict(_HEAD.findall(text)), query=text))
    return tuple(sorted(checks, key=lambda check: (check.tier, check.id)))


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file, none where there is no file; raises InvalidFile for one without a reason."""
    if not path.exists():
        return ()
    waivers = []
    for row in yaml.safe_load(path.read_text(encoding="utf-8")) or ():
        if not str(row.get("reason", "")).strip():
            raise InvalidFile(f"{path.name}: the waiver of '{row.get('check')}' has no reason; write one")
        waivers.append(Waiver(row["check"], tuple(row["nodes"]), str(row["reason"]).strip()))
    return tuple(waivers)


def assess(graph: Graph, checks: Iterable[Check], waivers: Iterable[Waiver] = ()) -> tuple[Result, ...]:
    """What each check finds in an ontology.

    >>> from kg.vocabulary import ontology_folder
    >>> folder = ontology_folder()
    >>> checks = [check for check in read_checks(folder / "quality") if check.tier == "core"]
    >>> print(*assess(read_ontology(folder), checks, read_waivers(folder / "waivers.yaml"))[0:1])
    cycles: 0 (OOPS! P06, ROBOT equivalent_pair)
    """
    known = list(waivers)
    store = open_store(None)
    store.replace({_UNION: graph})
    return tuple(_result(check, store.query(check.query, graphs=[str(_UNION)], bindings={}), known) for check in checks)


def _result(check: Check, rows: Iterable[object], waivers: list[Waiver]) -> Result:
    reasons = {node: waiver.reason for waiver in waivers if waiver.check == check.id for node in waiver.nodes}
    found, waived = [], []
    for node, detail in sorted((str(row[0]), str(row[1])) for row in rows):  # type: ignore[index]
        name = node.rpartition("#")[2]
        reason = next((reasons[key] for key in (name, f"{name} {detail}", f"* {detail}", "*") if key in reasons), None)
        if reason is None:
            found.append((node, detail))
        else:
            waived.append((node, detail, reason))
    return Result(check, tuple(found), tuple(waived))
