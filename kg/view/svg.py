"""The picture as SVG: the places of the page, for print, reports and readers without a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape

from kg.lens import Evidence, Lens
from kg.ties import Tie, Ties
from kg.view.captions import visible
from kg.view.scene import Node, Scene, scene

__all__ = ["svg"]

_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', sans-serif"
_MARGIN, _LEGEND = 28, 60


class _Look(NamedTuple):
    """How a status is drawn: colour, dashes, and the shape at the end, around the tip and pointing right."""

    label: str
    colour: str
    dashes: str
    end: str


_LOOKS = {
    "support": _Look("support", "#0072B2", "", '<path d="M-11 -5 L0 0 L-11 5 Z" fill="{0}"/>'),
    "opposition": _Look("opposition", "#D55E00", "11 6", '<path d="M-1 -7 V7" stroke="{0}" stroke-width="3"/>'),
    "mixed": _Look("both at once", "#B0548A", "16 4 3 4", '<path d="M-12 0 L-6 -5 L0 0 L-6 5 Z" fill="{0}"/>'),
    "disputed": _Look(
        "disputed", "#1D1D1D", "6 4", '<path d="M-9 -5 L0 0 L-9 5" fill="none" stroke="{0}" stroke-width="2"/>'
    ),
    "possible": _Look(
        "hedged only", "#00795A", "2 5", '<path d="M-9 -5 L0 0 L-9 5" fill="none" stroke="{0}" stroke-width="2"/>'
    ),
    "mediation": _Look("mediation", "#6B6F76", "2 5", '<circle cx="-5" r="5" fill="{0}"/>'),
    "neutral": _Look("neutral", "#8A6D00", "14 8", '<path d="M-9 -4.5 H0 V4.5 H-9 Z" fill="{0}"/>'),
    "denied": _Look(
        "denied only", "#6B6F76", "3 9", '<path d="M0 -5 L-9 0 L0 5" fill="none" stroke="{0}" stroke-width="2"/>'
    ),
}


def svg(evidence: Evidence, *, lens: Lens | None = None, title: str = "", drawn: Scene | None = None) -> str:
    """The ties under a lens as one SVG file, in the places and with the signs of the page.

    The same evidence gives the same bytes. Each line tells the tie in words in its `title`.
    """
    ties = Ties(evidence, lens or Lens()).all()
    ends = {end for tie in ties for end in (tie.subject, tie.object)}
    nodes = {node.key: node for node in (drawn or scene(evidence)).nodes if node.key in ends or node.role == "teller"}
    lines = [tie for tie in ties if tie.subject in nodes and tie.object in nodes]
    left, top, right, bottom = _field(nodes.values())
    heading = visible(title or "Who stands with whom")
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{right - left}" height="{bottom - top}" '
            f'viewBox="{left} {top} {right - left} {bottom - top}" font-family="{escape(_FONT)}" role="img">\n',
            f"<title>{escape(heading)}</title>\n",
            f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" fill="#FFFFFF"/>\n',
            f'<text x="{left + _MARGIN}" y="{top + 30}" font-size="20" font-weight="700">{escape(heading)}</text>\n',
            _tellers(nodes.values()),
            *(f"{line}\n" for line in _lines(lines, nodes, evidence)),
            *(f"{_box(node, evidence)}\n" for node in nodes.values()),
            *(f"{key}\n" for key in _legend(lines, left + _MARGIN, bottom - 22)),
            "</svg>\n",
        )
    )


def _field(nodes: Iterable[Node]) -> tuple[int, int, int, int]:
    boxes = [(*node.wide, node.box.width // 2, node.box.height // 2) for node in nodes] or [(0, 0, 200, 40)]
    return (
        min(x - w for x, _, w, _ in boxes) - _MARGIN,
        min(y - h for _, y, _, h in boxes) - _MARGIN - 34,
        max(max(x + w for x, _, w, _ in boxes) + _MARGIN, min(x - w for x, _, w, _ in boxes) + 420),
        max(y + h for _, y, _, h in boxes) + _LEGEND,
    )


def _tellers(nodes: Iterable[Node]) -> str:
    """The heading over the row of those who tell."""
    row = [node for node in nodes if node.role == "teller"]
    if not row:
        return ""
    x = min(node.wide[0] - node.box.width // 2 for node in row)
    y = min(node.wide[1] - node.box.height // 2 for node in row) - 14
    return f'<text x="{x}" y="{y}" font-size="13" font-weight="600" fill="#575D66">WHO TELLS</text>\n'


def _lines(ties: Iterable[Tie], nodes: dict[str, Node], evidence: Evidence) -> Iterable[str]:
    """The lines, ties between the same two that say the same as one with two ends."""
    pairs: defaultdict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        first, second = sorted((tie.subject, tie.object))
        pairs[first, second].append(tie)
    for _, both in sorted(pairs.items()):
        if len(both) == 2 and both[0].status == both[1].status:
            yield _line(both, nodes, evidence, shift=0.0)
        else:
            yield from (_line([tie], nodes, evidence, shift=5.0 if len(both) > 1 else 0.0) for tie in both)


def _line(ties: list[Tie], nodes: dict[str, Node], evidence: Evidence, *, shift: float) -> str:
    tie, look = ties[0], _LOOKS[ties[0].status]
    subject, object = nodes[tie.subject], nodes[tie.object]
    (x1, y1), (x2, y2) = subject.wide, object.wide
    length = max(1e-6, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    aside_x, aside_y = -uy * shift, ux * shift
    out, back = _reach(subject, ux, uy), _reach(object, ux, uy)
    start = (x1 + ux * out + aside_x, y1 + uy * out + aside_y)
    end = (x2 - ux * back + aside_x, y2 - uy * back + aside_y)
    width = min(6.0, 1.0 + max(one.origins for one in ties)) * (0.75 if all(one.inherited_via for one in ties) else 1)
    faint = ' opacity="0.5"' if all(one.inherited_via for one in ties) else ""
    dashes = f' stroke-dasharray="{look.dashes}"' if look.dashes else ""
    tips = [(end, (ux, uy)), *([(start, (-ux, -uy))] if len(ties) > 1 else [])]
    words = "; ".join(f"{_name(one.subject, evidence)} – {_name(one.object, evidence)}: {_said(one)}" for one in ties)
    return (
        f"<g{faint}><title>{escape(words)}</title>"
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{look.colour}" stroke-width="{width:g}"{dashes}/>'
        + "".join(_tip(look, place, way) for place, way in tips)
        + "</g>"
    )


def _tip(look: _Look, place: tuple[float, float], way: tuple[float, float]) -> str:
    x, y = place
    turn = f"matrix({way[0]:.4f} {way[1]:.4f} {-way[1]:.4f} {way[0]:.4f} {x:.1f} {y:.1f})"
    return f'<g transform="{turn}">{look.end.format(look.colour)}</g>'


def _reach(node: Node, ux: float, uy: float) -> float:
    """How far the box of a node reaches from its middle in a direction."""
    across = node.box.width / 2 / max(abs(ux), 1e-6)
    return min(across, node.box.height / 2 / max(abs(uy), 1e-6)) + 2


def _said(tie: Tie) -> str:
    inherited = ", inherited" if tie.inherited_via else ""
    return f"{_LOOKS[tie.status].label}, {tie.origins} independent for, {tie.against} against{inherited}"


def _name(key: str, evidence: Evidence) -> str:
    return visible(evidence.entities[key].name if key in evidence.entities else key)


def _box(node: Node, evidence: Evidence) -> str:
    (x, y), box = node.wide, node.box
    kind = evidence.words.kinds[evidence.entities[node.key].kind] if node.key in evidence.entities else None
    teller, many = node.role == "teller", kind is not None and kind.is_collective
    agreement = kind is not None and not kind.is_actor
    radius = box.height / 2 if agreement else 16 if teller else 7
    fill, stroke = ("#EFEEE8", "#A9ADB3") if teller else ("#ECEDF0" if agreement else "#FFFFFF", "#5B626B")
    dashes = ' stroke-dasharray="4 3"' if many else ""
    first = y - (len(box.lines) - 1) * 8.5 + 4.8
    lines = "".join(
        f'<text x="{x}" y="{first + 17 * number:.1f}" text-anchor="middle" font-size="14" '
        f'fill="{"#575D66" if teller else "#1B1F24"}">{escape(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    return (
        f'<g><rect x="{x - box.width / 2:g}" y="{y - box.height / 2:g}" width="{box.width}" height="{box.height}" '
        f'rx="{radius:g}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"{dashes}/>{lines}</g>'
    )


def _legend(ties: Iterable[Tie], x: int, y: int) -> Iterable[str]:
    counts: defaultdict[str, int] = defaultdict(int)
    for tie in ties:
        counts[tie.status] += 1
    for status, look in _LOOKS.items():
        if counts[status]:
            dashes = f' stroke-dasharray="{look.dashes}"' if look.dashes else ""
            words = f"{look.label} {counts[status]}"
            yield (
                f'<g><line x1="{x}" y1="{y}" x2="{x + 34}" y2="{y}" stroke="{look.colour}" stroke-width="2.5"{dashes}/>'
                + _tip(look, (x + 40, y), (1, 0))
                + f'<text x="{x + 48}" y="{y + 5}" font-size="14">{words}</text></g>'
            )
            x += 72 + 8 * len(words)
