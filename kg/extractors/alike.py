"""Near-duplicate texts: wire copies that differ in a headline or a cut, found without comparing every pair."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["ALIKE", "groups", "signature"]

ALIKE = 0.7
_SIZE, _BANDS, _RUN = 64, 16, 4
_PRIME = np.uint64((1 << 31) - 1)
_WORD = re.compile(r"\w+")
_CHANCE = np.random.default_rng(17)
_FACTORS = _CHANCE.integers(1, int(_PRIME), _SIZE, dtype=np.uint64)
_OFFSETS = _CHANCE.integers(0, int(_PRIME), _SIZE, dtype=np.uint64)


def signature(text: str) -> tuple[int, ...]:
    """The MinHash of the runs of four words of a text: texts that share most runs share most of its 64 numbers.

    >>> one = "the army said it had taken the town after two days of fighting with the rebels"
    >>> sum(a == b for a, b in zip(signature(one), signature(one.upper())))
    64
    """
    words = [word.encode() for word in _WORD.findall(text[:200_000].casefold())]
    runs = {crc32(b" ".join(words[at : at + _RUN])) for at in range(max(1, len(words) - _RUN + 1))}
    hashes: NDArray[np.uint64] = np.fromiter(runs, dtype=np.uint64, count=len(runs)) % _PRIME
    lowest = np.full(_SIZE, _PRIME, dtype=np.uint64)
    for first in range(0, len(hashes), 4_096):
        part = hashes[first : first + 4_096]
        lowest = np.minimum(lowest, ((part[None, :] * _FACTORS[:, None] + _OFFSETS[:, None]) % _PRIME).min(axis=1))
    return tuple(int(value) for value in lowest)


def groups(signatures: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """For each document the first, by name, of those that are alike; a document without a likeness is its own."""
    parent = {document: document for document in signatures}

    def root(document: str) -> str:
        while parent[document] != document:
            parent[document] = parent[parent[document]]
            document = parent[document]
        return document

    width = _SIZE // _BANDS
    buckets: dict[tuple[int, tuple[int, ...]], str] = {}
    for document in sorted(signatures):
        numbers = signatures[document]
        for band in range(_BANDS):
            key = (band, tuple(numbers[band * width : (band + 1) * width]))
            other = buckets.setdefault(key, document)
            if other == document or root(other) == root(document):
                continue
            if sum(a == b for a, b in zip(numbers, signatures[other], strict=True)) >= ALIKE * _SIZE:
                first, second = sorted((root(other), root(document)))
                parent[second] = first
    return {document: root(document) for document in sorted(parent)}
