"""What reviewers decided, applied to a coding.

A decision is about a claim by its id, so it outlives every new version of the coding. A claim that a reviewer added or
corrected is kept inside the decision, and stands as long as its words stand in the text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.errors import InvalidFile
from kg.importers.claims_file import claim_of
from kg.model import Claim, Coding, Source
from kg.rdf import Decision, Note

__all__ = ["ADDED", "added_claim", "noted", "reviewed"]

ADDED = "review-"


def noted(coding: Coding, notes: Iterable[Note]) -> Coding:
    """The coding with what analysts wrote beside its claims and its document; the last grade stands, tags add up."""
    about: defaultdict[str, list[Note]] = defaultdict(list)
    for note in sorted(notes):
        about[note.about].append(note)
    if not about:
        return coding
    grades = [note.grade for note in about[coding.document] if note.grade]
    source = replace(coding.source, reliability=grades[-1]) if grades else coding.source
    return replace(coding, source=source, claims=tuple(_noted(claim, about[claim.id]) for claim in coding.claims))


def _noted(claim: Claim, notes: list[Note]) -> Claim:
    if not notes:
        return claim
    words = [claim.note, *(f"{note.words} ({note.by}, {note.when})" for note in notes if note.words)]
    grades = [int(note.grade) for note in notes if note.grade]
    return replace(
        claim,
        note="\n".join(filter(None, words)),
        tags=tuple(dict.fromkeys((*claim.tags, *(tag for note in notes for tag in note.tags)))),
        credibility=grades[-1] if grades else claim.credibility,
    )


def reviewed(coding: Coding, decisions: Iterable[Decision]) -> Coding:
    """The coding with the review in force on every claim and figure, and with what reviewers added to it."""
    last: dict[str, Decision] = {}
    records: dict[str, Decision] = {}
    for decision in sorted(decisions):
        last[decision.claim] = decision
        if decision.record:
            records[decision.claim] = decision
    if not last:
        return coding
    verdicts = {claim: decision.verdict for claim, decision in last.items()}
    held = {item.id for item in coding.items}
    added = [_added(decision, coding.source) for id, decision in sorted(records.items()) if id not in held]
    claims = (*coding.claims, *(claim for claim in added if claim))
    return replace(
        coding,
        claims=tuple(replace(claim, review=verdicts.get(claim.id, claim.review)) for claim in claims),
        figures=tuple(replace(figure, review=verdicts.get(figure.id, figure.review)) for figure in coding.figures),
    )


def _added(decision: Decision, source: Source) -> Claim | None:
    """The claim that a decision holds, where it is of this document and its words still stand in the text."""
    record = json.loads(decision.record)
    if record.get("document") != source.document:
        return None
    try:
        claim = added_claim(record, source)
    except InvalidFile:
        return None
    return replace(claim, file_id=f"{ADDED}{decision.number}") if claim.id == decision.claim else None


def added_claim(record: dict[str, object], source: Source) -> Claim:
    """The claim of a record, in its place in a document; raises InvalidFile where its words do not stand there."""
    claim = claim_of(record, source, f"{source.document} review")
    if source.text[claim.start : claim.end] != claim.exact:
        claim = claim_of({**record, "start": None, "end": None}, source, f"{source.document} review")
    return claim
