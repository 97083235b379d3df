"""Claims files in JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.errors import InvalidFile
from kg.importers.base import Record
from kg.importers.texts import read_text

__all__ = ["NAME", "SUFFIXES", "read", "write"]

NAME = "json"
SUFFIXES: tuple[str, ...] = (".json",)


def _unique(pairs: list[tuple[str, Any]]) -> Record:
    record = dict(pairs)
    if len(record) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key '{next(key for key in keys if keys.count(key) > 1)}' stands twice")
    return record


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON number")


def read(path: Path) -> Record:
    """The record in a JSON file."""
    try:
        text = read_text(path).removeprefix("\ufeff")
        record = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise InvalidFile(f"{path.name} line {error.lineno}: not valid JSON, {error.msg}; mend that line") from error
    except (ValueError, RecursionError) as error:
        raise InvalidFile(f"{path.name}: not valid JSON, {error}; mend the file") from error
    if not isinstance(record, dict):
        raise InvalidFile(f"{path.name}: no claims file; it is an object with 'format', 'document' and so on")
    return record


def write(record: Record, path: Path) -> None:
    """Writes a record as JSON."""
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
