"""Claims files in YAML.

Scalars are strings: no 1.1 dates, numbers or yes/no; only an empty value, `~` and `null` are nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from kg.errors import InvalidFile
from kg.importers.base import Record
from kg.importers.texts import read_text

__all__ = ["NAME", "SUFFIXES", "read", "write"]

NAME = "yaml"
SUFFIXES: tuple[str, ...] = (".yaml", ".yml")
_NULLS = ("", "~", "null", "Null", "NULL")
_DEEPEST = 50


class _Loader(yaml.SafeLoader):
    """Plain scalars as strings, keys once each, no aliases (they let a small file grow without limit)."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - PyYAML reads it from the class
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="aliases are not read", problem_mark=self._here())
        self.depth += 1
        if self.depth > _DEEPEST:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=self._here())
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _here(self) -> yaml.Mark:
        mark: yaml.Mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
        return mark

    def mapping(self, node: yaml.MappingNode) -> Record:
        """A mapping, refused where a key stands twice."""
        pairs: Record = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node)
            if not isinstance(key, str) or key in pairs:
                raise yaml.MarkedYAMLError(problem=f"key '{key}' stands twice", problem_mark=key_node.start_mark)
            pairs[key] = self.construct_object(value_node, deep=True)
        return pairs

    def scalar(self, node: yaml.ScalarNode) -> str | None:
        """A string, or nothing where a plain scalar is one of the null forms."""
        return None if node.style is None and node.value in _NULLS else str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.mapping)
_Loader.add_constructor("tag:yaml.org,2002:str", _Loader.scalar)


class _Dumper(yaml.SafeDumper):
    """Block style, in which every string reads back as itself."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def read(path: Path) -> Record:
    """The record in a YAML file."""
    try:
        record = yaml.load(read_text(path).removeprefix("\ufeff"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f" line {mark.line + 1}" if mark else ""
        raise InvalidFile(
            f"{path.name}{line}: not valid YAML, {error.problem or 'structure'}; mend that line"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InvalidFile(f"{path.name}: not valid YAML, {error}; mend the file") from error
    if not isinstance(record, dict):
        raise InvalidFile(f"{path.name}: no claims file; it begins with 'format: 1', 'document:' and so on")
    return record


def write(record: Record, path: Path) -> None:
    """Writes a record as YAML that people read: one block a claim, keys in the order of the guide."""
    text = yaml.dump(record, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    path.write_text(text, encoding="utf-8", newline="\n")
