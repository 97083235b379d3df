"""Files to codings. A new format is one module and its name in the list below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rdflib import Graph

from kg.errors import InvalidFile, did_you_mean
from kg.importers import csv_file, json_file, xlsx_file, yaml_file
from kg.importers.base import Importer
from kg.importers.claims_file import coding_of, entities_of, record_of
from kg.importers.texts import document_name, read_text
from kg.model import Coding, Entity, Source
from kg.rdf import read_actors
from kg.vocabulary import vocabulary

__all__ = ["IMPORTERS", "Importer", "claims_files", "importer_for", "read", "read_against", "read_entities", "write"]

IMPORTERS: list[Importer] = [yaml_file, json_file, csv_file, xlsx_file]
_BY_SUFFIX = {suffix: importer for importer in IMPORTERS for suffix in importer.SUFFIXES}


def importer_for(path: Path) -> Importer:
    """The importer that knows a file by its suffix; raises InvalidFile."""
    for suffix, importer in _BY_SUFFIX.items():
        if path.name.casefold().endswith(suffix):
            return importer
    raise InvalidFile(f"{path}: no importer for '{path.suffix or path.name}'; {did_you_mean(path.suffix, _BY_SUFFIX)}")


def read(path: Path) -> Coding:
    """The coding in a claims file, whose text lies beside it."""
    record = importer_for(path).read(path)
    text = read_text(path.parent / document_name(record, path))
    return coding_of(record, text, path.name)


def read_against(path: Path, sources: Mapping[str, Source]) -> Coding:
    """The coding in a claims file about a document that is known, read against its text; raises InvalidFile."""
    record = importer_for(path).read(path)
    document = Path(document_name(record, path)).stem
    if document not in sources:
        raise InvalidFile(f"{path.name}: the graph holds no document '{document}'; {did_you_mean(document, sources)}")
    return coding_of(record, sources[document].text, path.name)


def read_entities(path: Path) -> tuple[Entity, ...]:
    """The entities in a claims file, in a file that is its block of entities alone, or in Turtle."""
    if path.suffix.casefold() == ".ttl":
        graph = Graph()
        try:
            graph.parse(data=read_text(path), format="turtle")
        except Exception as error:
            raise InvalidFile(f"{path}: not valid Turtle ({error}); mend the file") from error
        return read_actors(graph, vocabulary())
    return entities_of(importer_for(path).read(path), path.name)


def write(coding: Coding, path: Path) -> None:
    """Writes a coding as a claims file; the text is not written."""
    importer_for(path).write(record_of(coding), path)


def claims_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The claims files among some paths, folders searched, in the order of their names."""
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.iterdir() if p.is_file() and _is_claims_file(p))
            if not found:
                raise InvalidFile(
                    f"{path}: no claims file here; name it *.claims.yaml, .claims.json, .claims.csv or .claims.xlsx"
                )
            yield from found
        elif path.exists():
            yield path
        else:
            raise InvalidFile(f"{path}: no such file or folder; check the path")


def _is_claims_file(path: Path) -> bool:
    stem, _, suffix = path.name.casefold().rpartition(".")
    return f".{suffix}" in _BY_SUFFIX and stem.endswith((".claims", ".gold"))
