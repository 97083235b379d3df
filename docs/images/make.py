"""Takes the pictures of the page that the documents show, in Debian's Chromium: python docs/images/make.py."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from kg import KnowledgeGraph

HERE = Path(__file__).parent
WIDE, PHONE = (1280, 800), (390, 844)
PICTURES = (
    ("graph", "", WIDE, "light"),
    ("evidence", "#p=iran&p=assad-government", WIDE, "light"),
    ("matrix", "#v=matrix", WIDE, "light"),
    ("timeline", "#v=timeline&ln=actors", WIDE, "light"),
    ("balance", "#v=balance&k=b1-2", WIDE, "light"),
    ("disputes", "#v=disputes", WIDE, "light"),
    ("reader", "#v=reader", WIDE, "light"),
    ("dark", "#e=hts", WIDE, "dark"),
    ("phone", "", PHONE, "light"),
)


def main() -> None:
    graph = KnowledgeGraph()
    graph.load(HERE.parent.parent / "seeds")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "graph.html"
        graph.view(page_file)
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, hash, (width, height), scheme in PICTURES:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            page.goto(page_file.as_uri() + hash)
            page.wait_for_timeout(600)
            page.screenshot(path=HERE / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
