"""Arrows point one way: a module imports only from lines above its own."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import kg

ROOT = Path(kg.__file__).parent
LAYERS = [
    {"errors"},
    {"interval"},
    {"vocabulary"},
    {"model"},
    {"rdf", "cues", "numerals", "guard"},
    {"gates"},
    {"importers", "extractors", "stores"},
    {"lens"},
    {"standing", "identity", "decisions"},
    {"ties", "names"},
    {"reasoning"},
    {"holdings"},
    {"quality"},
    {"disputes", "validation", "records"},
    {"summary", "diff", "proof"},
    {"questions", "review", "score"},
    {"table"},
    {"network"},
    {"analysis"},
    {"view"},
    {"exporters"},
    {"graph"},
    {"terminal"},
    {"server", "cli"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MODULES = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def unit(path: Path) -> str:
    """The name of the top-level module or package that a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The units of the project that a file imports, wherever in it the import stands."""
    units = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "kg":
            units |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg."):
            units.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            units |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("kg.")}
    return units


def faults(path: Path) -> list[str]:
    own = unit(path)
    return sorted(one for one in imported(path) - {own} if one not in LEVEL or LEVEL[one] >= LEVEL[own])


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_a_module_imports_only_from_above(path: Path) -> None:
    assert unit(path) in LEVEL, f"say in LAYERS where {unit(path)} belongs"
    assert faults(path) == []


def test_an_upward_and_a_sideways_import_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    bad = tmp_path / "lens.py"
    bad.write_text("from kg.ties import Tie\nfrom kg import stores\nimport kg.graph\n", encoding="utf-8")
    assert faults(bad) == ["graph", "ties"]
    (tmp_path / "stores").mkdir()
    sideways = tmp_path / "stores" / "x.py"
    sideways.write_text("from kg.importers import read\n", encoding="utf-8")
    assert faults(sideways) == ["importers"]


ONLY_IN = {
    "pyoxigraph": {"stores/oxigraph.py"},
    "pyvis": {"view"},
    "networkx": {"network.py", "analysis", "view", "graph.py", "cli/networks.py"},
    "click": {"cli"},
    "rich": {"terminal.py", "cli", "extractors/batch.py"},
}


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_in_one_place(library: str) -> None:
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == library for name in names):
                found.add(str(path.relative_to(ROOT)))
    assert {one for one in found if not any(one.startswith(place) for place in ONLY_IN[library])} == set()
