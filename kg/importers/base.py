"""What an importer is: a module with these three names."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

__all__ = ["Importer", "Record"]

Record = dict[str, Any]


class Importer(Protocol):
    """Reads a file into the record of a claims file, and writes a record as such a file."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def read(self, path: Path) -> Record:
        """The record in a file; scalars may be strings. Raises InvalidFile."""
        ...

    def write(self, record: Record, path: Path) -> None:
        """Writes a record so that `read` gives it back."""
        ...
