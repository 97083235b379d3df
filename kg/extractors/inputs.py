"""Files as users have them to documents: plain text, web pages, PDF and Word, with what their metadata tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import InvalidFile, MissingExtra
from kg.extractors.rules.gazetteer import slug
from kg.model import Source

__all__ = ["LARGEST", "SUFFIXES", "read_document"]

LARGEST = 64 * 1024 * 1024
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class _Read:
    """The text of a file and what the file itself says of it."""

    text: str
    published: str = ""
    publisher: str = ""
    title: str = ""
    author: str = ""
    url: str = ""
    language: str = ""


def read_document(path: Path, *, published: date | None = None, publisher: str = "", title: str = "") -> Source:
    """The document in a file; what is given goes before what the file's metadata tell.

    Raises InvalidFile where the file holds no readable text, or where nobody says when and by whom it was published;
    MissingExtra where the library for its kind is not installed. The text is kept as it is; nothing is fetched.
    """
    reader = _READERS.get(path.suffix.casefold())
    if reader is None:
        raise InvalidFile(
            f"{path}: no text is read from '{path.suffix or path.name}'; give one of {', '.join(SUFFIXES)}"
        )
    found = reader(path, _bytes(path))
    if not found.text.strip():
        raise InvalidFile(f"{path}: holds no text; check that it is the right file")
    if match := _CONTROL.search(found.text):
        raise InvalidFile(
            f"{path}: character U+{ord(match.group()):04X} at {match.start()} is not text; is this a binary file?"
        )
    day = published or _day(found.published)
    if day is None:
        raise InvalidFile(f"{path}: does not say when it was published; give the day with --published 2024-11-29")
    voice = publisher or slug(found.publisher) if publisher or found.publisher else ""
    if not voice:
        raise InvalidFile(f"{path}: does not say who published it; give an entity id with --publisher")
    return Source(
        document=path.stem,
        filename=f"{path.stem}.txt",
        text=found.text,
        publisher=voice,
        published=day,
        title=title or found.title,
        url=found.url,
        author=found.author,
        language=found.language,
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise InvalidFile(f"{path}: larger than {LARGEST // 1024 // 1024} MiB; split it")
        return path.read_bytes()
    except OSError as error:
        raise InvalidFile(f"{path}: cannot be read ({error.strerror}); check its name and permissions") from error


def _day(text: str) -> date | None:
    match = _DAY.match(text)
    try:
        return date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None


def _plain(path: Path, content: bytes) -> _Read:
    try:
        return _Read(content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidFile(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error


def _page(path: Path, content: bytes) -> _Read:
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtra("reading web pages", "documents") from error
    found: Any = trafilatura.bare_extraction(content, with_metadata=True, include_comments=False, include_tables=False)
    if found is None:
        raise InvalidFile(f"{path}: no readable text in this page; save its text as .txt")
    told: Mapping[str, Any] = found.as_dict()

    def of(key: str) -> str:
        return str(told.get(key) or "")

    return _Read(
        text=of("text"),
        published=of("date"),
        publisher=of("sitename") or of("hostname"),
        title=of("title"),
        author=of("author"),
        url=of("url"),
        language=of("language"),
    )


def _pdf(path: Path, content: bytes) -> _Read:
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise MissingExtra("reading PDF", "documents") from error
    from io import BytesIO

    try:
        reader = pypdf.PdfReader(BytesIO(content))
        text = "\n".join(page.extract_text() for page in reader.pages)
        told = reader.metadata
    except (PyPdfError, ValueError, KeyError, RecursionError) as error:
        raise InvalidFile(f"{path}: not a PDF that can be read ({error}); save its text as .txt") from error
    made = told.creation_date if told else None
    return _Read(
        text=text,
        published=made.date().isoformat() if made else "",
        publisher="",
        title=str((told.title if told else "") or ""),
        author=str((told.author if told else "") or ""),
    )


def _word(path: Path, content: bytes) -> _Read:
    try:
        import docx
        from docx.opc.exceptions import OpcError
    except ImportError as error:
        raise MissingExtra("reading Word files", "documents") from error
    from io import BytesIO
    from zipfile import BadZipFile

    try:
        opened = docx.Document(BytesIO(content))
    except (OpcError, BadZipFile, KeyError, ValueError) as error:
        raise InvalidFile(f"{path}: not a Word file that can be read ({error}); save its text as .txt") from error
    told = opened.core_properties
    return _Read(
        text="\n".join(paragraph.text for paragraph in opened.paragraphs),
        published=told.created.date().isoformat() if told.created else "",
        title=told.title or "",
        author=told.author or "",
        language=told.language or "",
    )


_READERS: Mapping[str, Callable[[Path, bytes], _Read]] = {
    ".txt": _plain,
    ".html": _page,
    ".htm": _page,
    ".pdf": _pdf,
    ".docx": _word,
}
SUFFIXES = tuple(_READERS)
