"""One self-contained page: the data in a JSON block, the library and the app in the page, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment

from kg.disputes import disagreements
from kg.lens import Evidence, Lens
from kg.model import Source
from kg.view.balance import balance_of, course_of
from kg.view.captions import visible
from kg.view.course import chart
from kg.view.packed import packed
from kg.view.passages import Texts, passages
from kg.view.scene import scene
from kg.view.svg import svg
from kg.view.world import world

__all__ = ["page"]

APP = (
    *("lens", "ties", "dom", "words", "state", "legend", "evidence", "disputes", "summary", "scale"),
    *("graph", "crowd", "matrix", "timeline", "balance", "reader", "table", "controls", "search", "export", "main"),
)
_MATRIX_FROM = 60
_LISTED = 200
_NODE = ("id", "label", "role", "bloc", "width", "height", "wide", "tall")


def page(
    evidence: Evidence,
    sources: Mapping[str, Source],
    *,
    lens: Lens | None = None,
    texts: Texts = "context",
    title: str = "",
) -> str:
    """The HTML of one offline page; the same evidence gives the same bytes.

    All evidence travels, and the lens is where the reader starts. `texts` says how much of each source goes along.
    """
    from kg.view.holder import to_pyvis

    lens = lens or Lens()
    drawn = scene(evidence)
    network = to_pyvis(evidence, lens=lens, drawn=drawn)
    parties = sum(node.role == "party" for node in drawn.nodes)
    told = {document: _source(sources[document], evidence, texts) for document in sorted(sources)}
    course, days = course_of(evidence, lens)
    data = {
        "world": packed(world(evidence, persist=lens.persist), told),
        "nodes": [{key: node[key] for key in _NODE} for node in network.nodes],
        "sources": told,
        "denials": [[one.a.id, one.b.id] for one in disagreements(evidence, Lens()) if not one.marked],
        "balance": balance_of(evidence, lens) | {"course": course, "days": days},
        "state": _state(lens),
        "view": "matrix" if parties >= _MATRIX_FROM else "graph",
    }
    library, app = _asset("vendor/vis-network.min.js"), _app()
    html: str = _template().render(
        title=visible(title or "Who stands with whom"),
        subtitle=_subtitle(evidence, sources),
        policy=_policy(library, app),
        style=_asset("style.css"),
        library=library,
        app=app,
        data=_json(data),
        picture=svg(evidence, lens=lens, title=title, drawn=drawn) if parties < _MATRIX_FROM else "",
        chart=chart(course),
        edges=network.edges[:_LISTED],
        unlisted=max(0, len(network.edges) - _LISTED),
    )
    return html


def _policy(*scripts: str) -> str:
    """What the page may do: run its own two scripts, use its own style, show its own pictures, and nothing else."""
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    hashes = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _json(data: Any) -> str:
    """JSON that cannot end the script block that it stands in; half a surrogate pair is written as an escape."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return "".join(f"\\u{ord(letter):04x}" if "\ud800" <= letter <= "\udfff" else letter for letter in text)


@cache
def _asset(name: str) -> str:
    return files("kg.view").joinpath(name).read_text(encoding="utf-8")


def _app() -> str:
    parts = "\n".join(_asset(f"app/{name}.js") for name in APP)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _template() -> Any:
    return Environment(autoescape=True, keep_trailing_newline=True).from_string(_asset("page.html"))


def _state(lens: Lens) -> dict[str, Any]:
    """The part of the page's state that the lens sets."""
    asked = {
        "at": None if lens.at is None else [lens.at.first.isoformat(), lens.at.last.isoformat()],
        "toldBy": lens.as_told_by,
        "without": list(lens.without),
        "outside": list(lens.without_sources),
        "relation": lens.relation,
        "reliability": lens.reliability,
        "credibility": lens.credibility,
        "origins": lens.min_origins,
        "level": lens.level,
        "uncertain": lens.uncertain,
    }
    return {key: value for key, value in asked.items() if value not in (None, [], 0, False)}


def _source(source: Source, evidence: Evidence, texts: Texts) -> dict[str, Any]:
    def key(id: str | None) -> str | None:
        local = f"{source.document}#{id}"
        return local if local in evidence.entities else id

    record = {
        "title": source.title,
        "publisher": key(source.publisher),
        "outlet": key(source.outlet),
        "published": source.published.isoformat(),
        "url": source.url,
        "author": source.author,
        "language": source.language,
        "rights": source.rights,
        "length": len(source.text),
        "passages": passages(source, evidence, texts),
    }
    return {name: value for name, value in record.items() if value not in (None, "")}


def _subtitle(evidence: Evidence, sources: Mapping[str, Source]) -> str:
    days = sorted(source.published for source in sources.values())
    when = "".join(
        f"{joint}{day.day} {day:%B %Y}"
        for joint, day in zip((", ", " to "), sorted({*days[:1], *days[-1:]}), strict=False)
    )
    documents = "1 document" if len(sources) == 1 else f"{len(sources)} documents"
    return f"{documents}{when} · {len(evidence.claims)} claims, {len(evidence.figures)} figures, each with its words"
