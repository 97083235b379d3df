"""Words that show whether a sentence asserts, hedges, denies or asks: data of the ontology, matched as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rdflib import RDF, SKOS

from kg.vocabulary import AA, vocabulary

__all__ = ["Cue", "question_follows", "status_of_words"]

_SENTENCE_END = re.compile(r"[.!?\n]")


@dataclass(frozen=True, slots=True)
class Cue:
    """Some words and the status that they give to what they govern."""

    words: str
    status: str


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[re.Pattern[str], str], ...]:
    graph = vocabulary().graph
    found = []
    for status in sorted(graph.subjects(RDF.type, AA.Status), key=str):
        cues = sorted((str(cue) for cue in graph.objects(status, AA.cue)), key=len, reverse=True)
        if cues:
            pattern = r"\b(?:" + "|".join(re.escape(cue) for cue in cues) + r")\b"
            found.append((re.compile(pattern, re.IGNORECASE), str(graph.value(status, SKOS.notation))))
    return tuple(found)


def status_of_words(words: str) -> Cue | None:
    """The first cue in some words that speaks against a plain assertion.

    >>> status_of_words("Iran reportedly sent advisers")
    Cue(words='reportedly', status='hedged')
    >>> status_of_words("Iran sent advisers") is None
    True
    """
    for pattern, status in _cues():
        if match := pattern.search(words):
            return Cue(match.group(), status)
    return None


def question_follows(text: str, at: int) -> bool:
    """Whether the sentence that holds the place `at` ends in a question mark."""
    end = _SENTENCE_END.search(text, max(at - 1, 0))
    return end is not None and end.group() == "?"
