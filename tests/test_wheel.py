"""What is shipped: a wheel that works alone, with the ontology and without the seed's third-party text."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.worlds import ROOT, claims_file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_the_ontology_and_not_the_seed(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    held = {name.removeprefix("kg/_ontology/") for name in names if name.startswith("kg/_ontology/")}
    ours = {str(path.relative_to(ROOT / "ontology")) for path in (ROOT / "ontology").rglob("*.*") if path.is_file()}
    assert held == ours
    assert not [name for name in names if "seeds" in name or "000_17ca18af" in name]


def test_the_wheel_builds_a_graph_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """In an empty environment; what the package needs is lent by this one, so that no registry is asked."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    site = next((home / "lib").glob("python*")) / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    lent = tmp_path / "lent"
    shutil.copytree(next(p for p in map(Path, sys.path) if p.name == "site-packages"), lent, ignore=_project_itself)
    (site / "lent.pth").write_text(str(lent), encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    claims_file(work, text="Zoria backs Avaria.")
    run = subprocess.run(
        [python, "-m", "kg", "build", ".", "--out", "out"], cwd=work, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert (work / "out" / "graph.html").exists()
    where = subprocess.run(
        [python, "-c", "import kg; print(kg.__file__)"], cwd=work, capture_output=True, text=True, check=True
    )
    assert str(site) in where.stdout


def _project_itself(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(("actor_alliance", "_actor_alliance", "_editable_impl_actor"))]
