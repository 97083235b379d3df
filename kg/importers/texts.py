"""The text of a document, as bytes on disk become characters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from kg.errors import InvalidFile

__all__ = ["LARGEST", "clean", "document_name", "read_bytes", "read_text"]

LARGEST = 64 * 1024 * 1024
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, bounded; raises InvalidFile."""
    try:
        if path.stat().st_size > LARGEST:
            raise InvalidFile(f"{path}: larger than {LARGEST // 1024 // 1024} MiB; split it")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InvalidFile(f"{path}: no such file; put it there or correct the name") from error
    except OSError as error:
        raise InvalidFile(f"{path}: cannot be read ({error.strerror}); check its kind and permissions") from error


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, byte for byte; line ends and a byte order mark are kept."""
    try:
        text = read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidFile(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    return clean(text, str(path))


def clean(text: str, where: str) -> str:
    """The same text; raises InvalidFile where it holds control characters, which no quote needs and XML refuses."""
    if match := _CONTROL.search(text):
        raise InvalidFile(f"{where}: character U+{ord(match.group()):04X} at {match.start()} is not text; remove it")
    return text


def document_name(record: dict[str, Any], path: Path) -> str:
    """The name of the text file of a claims file: a bare name beside it, never a path that leads elsewhere."""
    name = record.get("document")
    if not isinstance(name, str) or not name.strip():
        raise InvalidFile(f"{path.name}: no 'document'; name the text file that lies beside it")
    if name != Path(name).name or "\\" in name or name in (".", ".."):
        raise InvalidFile(f"{path.name}: document '{name}' is a path; name a file that lies beside the claims file")
    return name
