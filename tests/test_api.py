"""The front door: what is exported is said to be, and nothing more."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import kg

MODULES = sorted(module.name for module in pkgutil.walk_packages(kg.__path__, "kg.") if module.name != "kg.__main__")


def test_the_front_door_is_small_and_sorted() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert all(hasattr(kg, name) for name in kg.__all__)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_lists_all_that_it_offers(name: str) -> None:
    """Ruff keeps the lists sorted; here they are complete, and hold nothing that is not there."""
    module = importlib.import_module(name)
    exported = set(getattr(module, "__all__", ()))
    own = {one for one, value in vars(module).items() if getattr(value, "__module__", "") == name}
    assert {one for one in own if not one.startswith("_") and callable(getattr(module, one))} <= exported
    assert all(hasattr(module, one) for one in exported)
