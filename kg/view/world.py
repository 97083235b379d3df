"""What the page knows of the evidence: plain values, dates as text, time already bounded and persistence applied.

The page decides ties from these values alone (`app/ties.js`), so every rule that is data in the ontology travels with
them: what a relation makes, what it falls under, along which steps stances pass.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from kg.interval import Bounds, Duration, Interval
from kg.lens import Evidence
from kg.model import Background, Claim, Dispute, Entity, Figure, Item, Quote
from kg.view.captions import caption, short
from kg.view.named import named
from kg.vocabulary import Relation, RollUpStep

__all__ = ["world"]

Record = dict[str, Any]


def world(evidence: Evidence, *, persist: Duration | None = None) -> Record:
    """Everything that the page may show or count, in an order that does not hang on how it was loaded."""
    used = _used(evidence)
    disputes = sorted(evidence.disputes, key=lambda one: (one.document, one.a, one.b, one.kind))
    return {
        "relations": {name: _relation(relation) for name, relation in sorted(evidence.words.relations.items())},
        "kinds": {word: sorted(kind.above) for word, kind in sorted(evidence.words.kinds.items())},
        "entities": {key: _entity(evidence.entities[key]) for key in sorted(used) if key in evidence.entities},
        "reliabilities": dict(sorted(evidence.reliabilities.items())),
        "claims": [_claim(claim, evidence, persist) for claim in sorted(evidence.claims, key=_order)],
        "figures": [_figure(figure) for figure in sorted(evidence.figures, key=_order)],
        "disputes": [_dispute(dispute) for dispute in disputes],
        "background": [_background(link) for link in evidence.background if {link.subject, link.object} <= used],
    }


def _used(evidence: Evidence) -> set[str]:
    """The entities that something is said of or by, and those that background links lead to from there."""
    used = {key for item in evidence.items for key in named(item)}
    before = -1
    while before < len(used):
        before = len(used)
        used.update(link.object for link in evidence.background if link.subject in used)
    return used


def _order(item: Item) -> tuple[str, int, int, str]:
    return item.document, item.start, item.end, item.id


def _filled(record: Record) -> Record:
    """The record without what is empty; False and 0 are not."""
    return {key: value for key, value in record.items() if value not in (None, "", (), [], {})}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _span(interval: Interval | None) -> list[str] | None:
    return None if interval is None else [interval.first.isoformat(), interval.last.isoformat()]


def _relation(relation: Relation) -> Record:
    return _filled(
        {
            "label": relation.labels.get("en", relation.name),
            "family": relation.family,
            "sign": relation.sign,
            "tie": relation.tie,
            "above": sorted(relation.above),
            "symmetric": relation.symmetric,
            "canEnd": relation.can_end,
            "steps": [_step(step) for step in relation.steps],
            "ofPlaces": relation.tie is None and relation.object_classes == {"Place"},
            "ofParties": relation.tie is None and "Agreement" in relation.object_classes,
        }
    )


def _step(step: RollUpStep) -> Record:
    return {
        "name": step.name,
        "heir": step.heir,
        "subject": sorted(step.subject_classes),
        "object": sorted(step.object_classes),
    }


def _entity(entity: Entity) -> Record:
    labels = {language: text for language, text in entity.labels if text != entity.name}
    return _filled(
        {
            "name": entity.name,
            "caption": caption(entity),
            "short": short(entity),
            "kind": entity.kind,
            "labels": labels,
            "aliases": [alias for alias in entity.aliases if alias != entity.name],
            "document": entity.document,
            "existed": _span(entity.existed),
        }
    )


def _quote(quote: Quote | None) -> Record | None:
    return None if quote is None else asdict(quote)


def _said(item: Item) -> Record:
    return {
        "id": item.id,
        "file": item.file_id,
        "document": item.document,
        "claimer": item.claimer,
        "relayed": list(item.relayed_by),
        "status": item.status,
        "review": item.review,
        "stated": item.stated.isoformat(),
        "valid": None if item.valid is None else item.valid.text,
        "exact": item.exact,
        "start": item.start,
        "end": item.end,
        "place": item.place,
        "note": item.note,
    }


def _claim(claim: Claim, evidence: Evidence, persist: Duration | None) -> Record:
    relation, bounds = evidence.relation(claim), claim.bounds
    reports_end = claim.status == "asserted" and claim.valid is not None and claim.valid.is_closed and relation.can_end
    record = _said(claim) | {
        "subject": claim.subject,
        "relation": claim.relation,
        "object": claim.object,
        "against": claim.against,
        "between": list(claim.between),
        "means": claim.means,
        "hedge": claim.hedge or None,
        "attribution": _quote(claim.attribution),
        "refers": {role: _quote(quote) for role, quote in claim.refers},
        "tags": list(claim.tags),
        "credibility": claim.credibility,
        "carries": bounds.carries or None,
        "until": _until(bounds, persist or relation.persistence),
        "reportsEnd": reports_end or None,
    }
    return _filled(record) | {"bounds": _bounds(bounds)}


def _bounds(bounds: Bounds) -> list[str | None]:
    return [_day(bounds.earliest_start), _day(bounds.latest_start), _day(bounds.earliest_end), _day(bounds.latest_end)]


def _until(bounds: Bounds, persistence: Duration | None) -> str | None:
    """The last day to which persistence may carry a claim."""
    if bounds.latest_end is None:
        return None
    return _day(date.max if persistence is None else persistence.after(bounds.latest_end))


def _figure(figure: Figure) -> Record:
    record = _said(figure) | {
        "measure": figure.measure,
        "value": figure.value,
        "bound": figure.bound,
        "about": figure.about,
        "byWhom": figure.by_whom,
        "words": figure.words,
    }
    return _filled(record) | {"bounds": _bounds(figure.bounds)}


def _dispute(dispute: Dispute) -> Record:
    return _filled({"a": dispute.a, "b": dispute.b, "kind": dispute.kind, "note": dispute.note})


def _background(link: Background) -> Record:
    record = {"subject": link.subject, "relation": link.relation, "object": link.object, "source": link.source}
    return _filled(record | {"valid": None if link.valid is None else link.valid.text, "span": _span(link.valid)})
