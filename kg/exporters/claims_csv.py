"""Every accepted claim as a row of a table, with the names of its ends."""

from __future__ import annotations

import csv
import io

from kg.exporters.base import Content
from kg.model import Claim
from kg.records import claim_record

__all__ = ["NAME", "SUFFIXES", "text"]

NAME = "csv"
SUFFIXES: tuple[str, ...] = (".csv",)
_COLUMNS = (
    *("document", "id", "file_id", "subject", "subject_name", "relation", "sign", "object", "object_name", "against"),
    *("between", "claimer", "claimer_name", "relayed_by", "status", "valid", "stated", "place", "means", "exact"),
    *("start", "end", "note", "tags", "credibility", "review"),
)


def text(content: Content) -> str:
    """CSV with a header; lists have "; " between."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    claims = sorted(content.evidence.accepted, key=lambda claim: (claim.document, claim.start, claim.end, claim.id))
    for claim in claims:
        writer.writerow(_row(content, claim))
    return out.getvalue()


def _row(content: Content, claim: Claim) -> dict[str, object]:
    names = content.evidence.entities
    record = claim_record(content.items[claim.id])
    record["sign"] = content.evidence.relation(claim).sign
    for end in ("subject", "object", "claimer"):
        key = getattr(claim, end)
        record[f"{end}_name"] = names[key].name if key in names else ""
    return {key: "; ".join(value) if isinstance(value, list) else value for key, value in record.items()}
