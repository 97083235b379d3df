"""Graph to file. A new format is one module and its name in the list below."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UnknownTerm, did_you_mean
from kg.exporters import claims_csv, svg, trig, turtle
from kg.exporters.base import Content, Exporter

__all__ = ["EXPORTERS", "Content", "Exporter", "exporter_for"]

EXPORTERS: list[Exporter] = [turtle, trig, claims_csv, svg]
_BY_SUFFIX = {suffix: exporter for exporter in EXPORTERS for suffix in exporter.SUFFIXES}


def exporter_for(path: Path) -> Exporter:
    """The exporter of a file's suffix; raises UnknownTerm."""
    suffix = path.suffix.casefold()
    if suffix not in _BY_SUFFIX:
        raise UnknownTerm(f"{path}: no export to '{suffix or path.name}'; {did_you_mean(suffix, _BY_SUFFIX)}")
    return _BY_SUFFIX[suffix]
