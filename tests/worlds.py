"""Small claims files to load, and where the shared material lies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
SEED = "000_17ca18af47506497"

needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")


def claims_file(folder: Path, name: str = "x", *, text: str, **record: Any) -> Path:
    """Writes a text and its claims file; what is not given has a plain value."""
    (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    values = {
        "format": 1,
        "document": f"{name}.txt",
        "publisher": "w",
        "published": "2024-01-01",
        "coder": {"id": "t", "kind": "human"},
        "entities": {
            "z": {"name": "Zoria", "kind": "state", "aliases": []},
            "a": {"name": "Avaria", "kind": "state", "aliases": []},
            "w": {"name": "Wire", "kind": "news agency", "aliases": []},
        },
        "claims": [claim("c1", "z", "supports", "a", "Zoria backs Avaria")],
        "figures": [],
        "disputes": [],
    }
    path = folder / f"{name}.claims.json"
    path.write_text(json.dumps(values | record, ensure_ascii=False), encoding="utf-8")
    return path


def claim(id: str, subject: str, relation: str, object: str | None, exact: str, **more: Any) -> dict[str, Any]:
    """A claim as a file writes it."""
    values = {"id": id, "subject": subject, "relation": relation, "object": object, "claimer": "w", "exact": exact}
    return values | more
