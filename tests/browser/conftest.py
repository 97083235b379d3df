"""A page in Debian's Chromium. Without it these tests skip, and say so; with CI=true they fail instead."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kg import KnowledgeGraph
from tests.worlds import ROOT

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(item.fspath).parent.name:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists() and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason=f"no {CHROMIUM}; install chromium to test the page"))


@dataclass
class Visit:
    """An open page, with everything that it asked for, said or complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def panel(self) -> str:
        return str(self.page.locator("#panel-body").inner_text())

    def eval(self, script: str, *values: Any) -> Any:
        return self.page.evaluate(script, *values)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def seed() -> KnowledgeGraph:
    graph = KnowledgeGraph()
    graph.load(ROOT / "seeds")
    return graph


@pytest.fixture(scope="session")
def seed_page(seed: KnowledgeGraph) -> str:
    return seed.view()


Opener = Callable[..., Visit]


@pytest.fixture
def visit(browser: Any, tmp_path: Path, seed_page: str) -> Iterator[Opener]:
    """Opens a page, the seed's where no other is given, at an address."""
    contexts = []

    def opened(html: str | None = None, hash: str = "", **options: Any) -> Visit:
        path = tmp_path / "page.html"
        path.write_text(html if html is not None else seed_page, encoding="utf-8", errors="surrogatepass")
        size = options.pop("size", (1280, 800))
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        seen = Visit(page)
        page.on(
            "request",
            lambda one: None if one.url.startswith(("file:", "data:", "blob:")) else seen.requests.append(one.url),
        )
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("console", lambda line: seen.errors.append(line.text) if line.type in ("error", "warning") else None)
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri() + hash)
        page.wait_for_function("() => document.documentElement.dataset.ready === 'true'")
        return seen

    yield opened
    for context in contexts:
        context.close()
