"""One way to write a Turtle file: subjects and values sorted, one property a line, so that a diff shows what changed.

The comment lines at the head of a file are kept; run the module with file names to rewrite them in place.

>>> text = "# Two of them.\\n@prefix ex: <https://example.org/> . ex:b ex:p 2, 1 ; a ex:C . ex:a ex:q 'x'@en ."
>>> print(canonical(text), end="")
# Two of them.
@prefix ex: <https://example.org/> .
<BLANKLINE>
ex:a
    ex:q "x"@en .
<BLANKLINE>
ex:b
    a ex:C ;
    ex:p
        1,
        2 .
"""

from __future__ import annotations

import sys
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

LEADING = (RDF.type, RDFS.label, SKOS.altLabel, SKOS.notation, SKOS.definition, SKOS.scopeNote, SKOS.example)
RANKS = (OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BARE = (XSD.integer, XSD.boolean)
INDENT = "    "


def canonical(text: str) -> str:
    """The same triples as Turtle in the one order and layout that this project keeps."""
    graph = Graph(bind_namespaces="none").parse(data=text, format="turtle")
    prefixes = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(graph.namespaces())]
    blocks = [_block(graph, subject) for subject in sorted(_roots(graph), key=lambda node: _rank(graph, node))]
    return "\n\n".join(["\n".join([*_head(text), *prefixes]), *blocks]) + "\n"


def _head(text: str) -> list[str]:
    lines = text.splitlines()
    end = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return lines[:end]


def _roots(graph: Graph) -> list[Node]:
    inner = {value for value in graph.objects() if isinstance(value, BNode)}
    return [subject for subject in set(graph.subjects()) if subject not in inner]


def _rank(graph: Graph, node: Node) -> tuple[int, bool, str]:
    kinds = [RANKS.index(kind) for kind in graph.objects(node, RDF.type) if kind in RANKS]
    return min(kinds, default=len(RANKS)), isinstance(node, BNode), _term(graph, node, 0)


def _block(graph: Graph, subject: Node) -> str:
    name = "[]" if isinstance(subject, BNode) else _term(graph, subject, 0)
    return f"{name}\n{_properties(graph, subject, 1)} ."


def _properties(graph: Graph, subject: Node, depth: int) -> str:
    pad = INDENT * depth
    lines = []
    for property in sorted(set(graph.predicates(subject)), key=lambda p: _place(graph, p)):
        values = sorted((_term(graph, value, depth + 1) for value in graph.objects(subject, property)), key=_natural)
        name = "a" if property == RDF.type else _term(graph, property, depth)
        wide = len(values) > 1 and property != RDF.type
        joint = f",\n{pad}{INDENT}" if wide else ", "
        lines.append(f"{pad}{name}{f'{chr(10)}{pad}{INDENT}' if wide else ' '}{joint.join(values)}")
    return " ;\n".join(lines)


def _place(graph: Graph, property: Node) -> tuple[int, str]:
    return (LEADING.index(property) if property in LEADING else len(LEADING)), _term(graph, property, 0)


def _natural(term: str) -> tuple[bool, str]:
    """English before other languages, then by spelling."""
    return not term.endswith("@en"), term


def _term(graph: Graph, node: Node, depth: int) -> str:
    if isinstance(node, URIRef):
        return node.n3(graph.namespace_manager)
    if isinstance(node, Literal):
        return str(node) if node.datatype in BARE else node.n3(graph.namespace_manager)
    if (node, RDF.first, None) in graph:
        return f"( {' '.join(_term(graph, item, depth) for item in Collection(graph, node))} )"
    return f"[\n{_properties(graph, node, depth + 1)}\n{INDENT * depth}]"


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        path.write_text(canonical(path.read_text(encoding="utf-8")), encoding="utf-8")
