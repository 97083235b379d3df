"""What breaks a rule, in files or in a graph: gates, SHACL shapes, and checks that take more than one record to see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Namespace, URIRef

from kg import importers
from kg.errors import InvalidFile
from kg.gates import Violation, check
from kg.holdings import Ontology
from kg.model import Coding
from kg.quality import Result, assess, read_checks, read_ontology, read_waivers
from kg.rdf import Names, encode
from kg.stores import Store
from kg.vocabulary import AA, ontology_folder

__all__ = ["Finding", "findings_of", "findings_of_file", "findings_of_ontology", "quality_of"]

_SH = Namespace("http://www.w3.org/ns/shacl#")
_HEAD = re.compile(r"^#\s*(id|title|cure):\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that breaks a rule: the rule, where, what is wrong with its cure, and the quote if there is one.

    `severity` is error or note; a note is for a person to judge and refuses nothing.
    """

    where: str
    rule: str
    message: str
    quote: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.message} [{self.rule}]"


def findings_of(
    codings: Iterable[Coding], ontology: Ontology, store: Store, graphs: Iterable[str]
) -> tuple[Finding, ...]:
    """What breaks a rule in a graph."""
    read, names = list(codings), list(graphs)
    found = [_finding(violation) for coding in read for violation in check(coding, ontology.shared, ontology.words)]
    found += _against_shapes(read, ontology)
    found += _against_checks(store, names)
    return tuple(sorted(set(found)))


def findings_of_ontology(folder: Path) -> tuple[Finding, ...]:
    """What the checks of quality find in an ontology; what is waived is a note with the written reason."""
    results = quality_of(folder)
    found = [Finding(node, r.check.id, f"{r.check.title} ({detail})") for r in results for node, detail in r.found]
    for result in results:
        for reason, nodes in Counter(why for _, _, why in result.waived).items():
            found.append(Finding(f"{nodes} waived", result.check.id, reason, severity="note"))
    return tuple(sorted(found))


def quality_of(folder: Path) -> tuple[Result, ...]:
    """What each check of quality finds in an ontology."""
    return assess(read_ontology(folder), read_checks(folder / "quality"), read_waivers(folder / "waivers.yaml"))


def findings_of_file(path: Path, ontology: Ontology) -> tuple[Finding, ...]:
    """What breaks a rule in a claims file and the text beside it."""
    try:
        coding = importers.read(path)
    except InvalidFile as error:
        return tuple(Finding(path.name, "readable", problem) for problem in error.problems)
    found = [_finding(violation) for violation in check(coding, ontology.shared, ontology.words)]
    if not any(finding.severity == "error" for finding in found):
        found += _against_shapes([coding], ontology)
    return tuple(sorted(set(found)))


def _finding(violation: Violation) -> Finding:
    where = " ".join(part for part in (violation.document, violation.item, violation.field) if part)
    severity = "error" if violation.refuses else "note"
    return Finding(where, violation.gate, violation.message, violation.quote, severity)


def _against_shapes(codings: Iterable[Coding], ontology: Ontology) -> Iterator[Finding]:
    """What breaks a SHACL shape; data and ontology are one graph, so that classes are seen."""
    from pyshacl import validate  # takes a second to import, and only validation needs it

    data = Graph()
    for triple in ontology.graph:
        data.add(triple)
    for coding in codings:
        for triple in encode(coding, Names(coding.document, ontology.shared_ids))[1]:
            data.add(triple)
    _close_types(data)
    shapes = Graph().parse(data=(ontology_folder() / "shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes, advanced=False, meta_shacl=False, allow_warnings=True)
    assert isinstance(report, Graph)
    for result in report.subjects(RDF.type, _SH.ValidationResult):
        where, shape = report.value(result, _SH.focusNode), report.value(result, _SH.sourceShape)
        message = report.value(result, _SH.resultMessage)
        severity = "note" if report.value(result, _SH.resultSeverity) != _SH.Violation else "error"
        rule = str(shape).rpartition("#")[2] if isinstance(shape, URIRef) else "shape"
        yield Finding(str(where), rule, str(message), severity=severity)


def _close_types(data: Graph) -> None:
    """Gives every node the classes above its own, so that no shape has to walk there."""
    below = set(data.subjects(RDFS.subClassOf))
    above = {each: set(data.transitive_objects(each, RDFS.subClassOf)) for each in below}
    for node, type_ in list(data.subject_objects(RDF.type)):
        for higher in above.get(type_, ()):
            if higher is not None and str(higher).startswith(str(AA)):
                data.add((node, RDF.type, higher))


def _against_checks(store: Store, graphs: list[str]) -> Iterator[Finding]:
    for path in sorted((ontology_folder() / "checks").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        head = dict(_HEAD.findall(text))
        for row in store.query(text, graphs=graphs, bindings={}):
            node, detail = (str(value) if value is not None else "" for value in tuple(row)[:2])  # type: ignore[arg-type]
            yield Finding(node, head["id"], f"{head['title']} ({detail}) {head['cure']}")
