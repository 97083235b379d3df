"""How an entity is written on the page: its caption, a short form for sentences, and the lines of its box."""

from __future__ import annotations

import re
import textwrap
from typing import NamedTuple

from kg.model import Entity

__all__ = ["Box", "box", "caption", "short", "visible"]

_ACRONYM = re.compile(r"[A-Z]{2,6}")
_UNSEEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
_LINE, _LINES = 18, 4
_LETTER, _ROW, _PADDING = 8.2, 17, 8


class Box(NamedTuple):
    """The lines of a label and the size of the box around them, in pixels."""

    lines: tuple[str, ...]
    width: int
    height: int


def short(entity: Entity) -> str:
    """The acronym of an entity where it has one, else its name."""
    return next((alias for alias in entity.aliases if _ACRONYM.fullmatch(alias)), entity.name)


def caption(entity: Entity) -> str:
    """The name of an entity, with its acronym where it has one.

    >>> caption(Entity(id="hts", name="Hayat Tahrir al-Sham", kind="armed group", aliases=("HTS",)))
    'Hayat Tahrir al-Sham (HTS)'
    """
    letters = short(entity)
    return entity.name if letters in entity.name else f"{entity.name} ({letters})"


def visible(text: str) -> str:
    """The text with characters that cannot be seen, or that turn the direction of writing, spelt out.

    >>> visible("a\\u202eb")
    'a⟨U+202E⟩b'
    """
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def box(text: str) -> Box:
    """The label of a text, broken into few short lines."""
    wrapper = textwrap.TextWrapper(_LINE, max_lines=_LINES, placeholder=" …", break_on_hyphens=False)
    lines = wrapper.wrap(visible(" ".join(text.split()))) or ["?"]
    width = max(len(line) for line in lines) * _LETTER + 2 * _PADDING
    return Box(tuple(lines), max(56, round(width)), len(lines) * _ROW + 2 * _PADDING)
