"""What changed between two tables of ties: two dates, two documents, two graphs, or with and without a teller.

>>> from kg.lens import Evidence, Lens
>>> from kg.ties import Ties
>>> nothing = Ties(Evidence(), Lens())
>>> difference(nothing, nothing).changes
()
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.lens import Evidence, Lens
from kg.model import Claim, Entity, Item
from kg.ties import Tie, Ties

__all__ = ["KINDS", "Change", "Difference", "apply", "difference", "lost_without", "of_document", "why_gone"]

KINDS = ("ended", "flipped", "disputed", "added", "sourced", "weakened", "changed", "restated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One tie that differs: as it was before, as it is after, and what was said on each side.

    `kind` is added, ended, flipped (support to opposition or back), disputed (newly), sourced (the same, by more
    independent tellers), weakened (by fewer), changed (another status otherwise), or restated (the same status from
    other claims or another day). `why` says for an ended tie what ended it.
    """

    kind: str
    before: Tie | None
    after: Tie | None
    said_before: tuple[Claim, ...] = ()
    said_after: tuple[Claim, ...] = ()
    why: str = ""

    @property
    def subject(self) -> str:
        """Whose tie it is, as an entity key."""
        return _one(self.before, self.after).subject

    @property
    def object(self) -> str:
        """Towards whom, as an entity key."""
        return _one(self.before, self.after).object


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two tables of ties, by kind, subject and object.

    `names` are the entities of both sides. A difference without changes says that the tables are the same.
    """

    changes: tuple[Change, ...]
    names: Mapping[str, Entity]

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def headlines(self) -> tuple[Change, ...]:
        """The changes that tell something new: all but those that only restate."""
        return tuple(change for change in self.changes if change.kind != "restated")

    @property
    def added(self) -> tuple[Change, ...]:
        """Ties that were not there before."""
        return self._of("added")

    @property
    def ended(self) -> tuple[Change, ...]:
        """Ties that are gone."""
        return self._of("ended")

    @property
    def flipped(self) -> tuple[Change, ...]:
        """Ties that turned from support to opposition or back."""
        return self._of("flipped")

    @property
    def newly_disputed(self) -> tuple[Change, ...]:
        """Ties over which tellers disagree now and did not before, new ties too."""
        return tuple(
            change
            for change in self.changes
            if change.after is not None
            and change.after.status == "disputed"
            and (change.before is None or change.before.status != "disputed")
        )

    @property
    def better_sourced(self) -> tuple[Change, ...]:
        """Ties that stand as before, by more independent tellers."""
        return self._of("sourced")

    def _of(self, kind: str) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind == kind)

    def records(self) -> list[dict[str, Any]]:
        """The changes as plain records, both sides with tellers and quotes."""
        return [
            {
                "change": change.kind,
                "subject": change.subject,
                "object": change.object,
                "subject_name": self._name(change.subject),
                "object_name": self._name(change.object),
                "before": change.before.status if change.before else "none",
                "after": change.after.status if change.after else "none",
                "origins_before": change.before.origins if change.before else 0,
                "origins_after": change.after.origins if change.after else 0,
                "why": change.why,
                "said_before": [self._said(claim) for claim in change.said_before],
                "said_after": [self._said(claim) for claim in change.said_after],
            }
            for change in self.changes
        ]

    def _said(self, claim: Claim) -> dict[str, Any]:
        return {
            "claim": claim.id,
            "document": claim.document,
            "file_id": claim.file_id,
            "claimer": self._name(claim.claimer),
            "status": claim.status,
            "relation": claim.relation,
            "exact": claim.exact,
        }

    def _name(self, key: str) -> str:
        return self.names[key].name if key in self.names else key.rpartition("#")[2]

    def to_json(self) -> str:
        """The records as JSON."""
        return json.dumps(self.records(), ensure_ascii=False, indent=1)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Column heads and rows of plain text for the headlines, quotes of both sides last: what a terminal draws."""
        heads = ["change", "who", "whom", "was", "is", "why", "said before", "said after"]
        return heads, [self._row(change) for change in self.headlines]

    def _row(self, change: Change) -> list[str]:
        statuses = [tie.status if tie else "—" for tie in (change.before, change.after)]
        sides = ["\n".join(map(self._quote, said)) for said in (change.said_before, change.said_after)]
        return [change.kind, self._name(change.subject), self._name(change.object), *statuses, change.why, *sides]

    def _quote(self, claim: Claim) -> str:
        return f"{self._name(claim.claimer)}: “{claim.exact}” ({claim.document} {claim.file_id})"

    def to_markdown(self) -> str:
        """The headlines as a table in Markdown, or one line where there are none."""
        heads, rows = self.table()
        if not rows:
            return "Nothing changed.\n"
        lines = [heads, ["---"] * len(heads), *([_markdown(cell) for cell in row] for row in rows)]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def difference(before: Ties, after: Ties) -> Difference:
    """What differs between the ties of two lenses, or of two bodies of evidence."""
    tables = [{(tie.subject, tie.object): tie for tie in ties.all()} for ties in (before, after)]
    quoted = _Quoted(before, after)
    changes = [
        _change(tables[0].get(pair), tables[1].get(pair), quoted)
        for pair in tables[0].keys() | tables[1].keys()
        if tables[0].get(pair) != tables[1].get(pair)
    ]
    ordered = sorted(changes, key=lambda change: (KINDS.index(change.kind), change.subject, change.object))
    return Difference(tuple(ordered), {**before.evidence.entities, **after.evidence.entities})


def apply(change: Difference, ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """The table of ties after a difference, from the one before it."""
    table = {(tie.subject, tie.object): tie for tie in ties}
    for one in change.changes:
        if one.after is None:
            table.pop((one.subject, one.object), None)
        else:
            table[one.subject, one.object] = one.after
    return tuple(table[pair] for pair in sorted(table))


def of_document(evidence: Evidence, document: str) -> Evidence:
    """The evidence that one document gives."""
    return replace(
        evidence,
        claims=tuple(claim for claim in evidence.claims if claim.document == document),
        figures=tuple(figure for figure in evidence.figures if figure.document == document),
        disputes=tuple(dispute for dispute in evidence.disputes if dispute.document == document),
    )


def lost_without(evidence: Evidence, lens: Lens, teller: str) -> Difference:
    """What is lost or differs once the words of a teller, given by its key, do not count: what rests on it."""
    return difference(Ties(evidence, lens), Ties(evidence, replace(lens, without=(*lens.without, teller))))


def why_gone(tie: Tie, now: Ties) -> str:
    """Why a tie that was concluded elsewhere is not concluded now: the end, the lens or the link that takes it away."""
    return next(_reasons(tie, now), "what said so is not carried to the time asked")


def _reasons(tie: Tie, now: Ties) -> Iterator[str]:
    entities, lens = now.evidence.entities, now.lens
    for key in (tie.subject, tie.object):
        entity = entities.get(key)
        if entity is not None and not lens.alive(entity):
            yield f"{entity.name} existed {entity.existed}"
    known = {item.id: item for item in now.evidence.items}
    counted = {claim.id for claim in lens.claims(now.evidence)}
    for link in tie.links:
        if link.claim is not None and link.claim not in counted:
            quote = f": “{known[link.claim].exact}”" if link.claim in known else ""
            giver, heir = (entities[key].name if key in entities else key for key in (link.giver, link.heir))
            yield f"{heir} no longer inherits from {giver}, since the claim that links them does not count{quote}"
    if tie.claims and not counted & set(tie.claims):
        yield "none of what said so counts"
    over = [claim for claim in _about_the_same(tie, now.evidence, counted) if _reports_an_end(claim, lens)]
    if over:
        end = max(over, key=lambda claim: (claim.stated, claim.id))
        yield f"{end.relation} is reported as over ({end.valid}): “{end.exact}”"
    if lens.at is not None and tie.last_evidence is not None:
        yield f"the last evidence is of {tie.last_evidence}, and it is not carried so far"


def _reports_an_end(claim: Claim, lens: Lens) -> bool:
    end = claim.bounds.latest_end
    closed = claim.valid is not None and claim.valid.is_closed and claim.status == "asserted"
    return closed and lens.at is not None and end is not None and end < lens.at.first


def _about_the_same(tie: Tie, evidence: Evidence, counted: set[str]) -> list[Claim]:
    """The claims that count about the pairs that a tie was concluded from, and the pair itself."""
    pairs = {frozenset((tie.subject, tie.object))}
    pairs |= {frozenset((c.subject, c.object)) for c in evidence.claims if c.id in tie.claims and c.object is not None}
    return [c for c in evidence.claims if c.id in counted and frozenset((c.subject, c.object)) in pairs]


class _Quoted:
    """The claims on both sides of a change."""

    def __init__(self, before: Ties, after: Ties) -> None:
        self.before, self.after = before, after
        self._sides = [{claim.id: claim for claim in ties.evidence.claims} for ties in (before, after)]
        self._counted = {claim.id for claim in after.lens.claims(after.evidence)}

    def said(self, side: int, tie: Tie | None) -> tuple[Claim, ...]:
        return _ordered(self._sides[side][id] for id in (tie.claims if tie else ()))

    def said_since(self, tie: Tie) -> tuple[Claim, ...]:
        """What else counts afterwards about the pairs of a tie that is gone."""
        about = _about_the_same(tie, self.after.evidence, self._counted)
        return _ordered(claim for claim in about if claim.id not in tie.claims)


def _change(before: Tie | None, after: Tie | None, quoted: _Quoted) -> Change:
    gone = before is not None and after is None
    return Change(
        kind=_kind(before, after),
        before=before,
        after=after,
        said_before=quoted.said(0, before),
        said_after=quoted.said_since(_one(before)) if gone else quoted.said(1, after),
        why=why_gone(_one(before), quoted.after) if gone else "",
    )


def _kind(before: Tie | None, after: Tie | None) -> str:
    if before is None:
        return "added"
    if after is None:
        return "ended"
    if before.sign * after.sign < 0:
        return "flipped"
    if before.status != after.status:
        return "disputed" if after.status == "disputed" else "changed"
    if before.origins == after.origins:
        return "restated"
    return "sourced" if after.origins > before.origins else "weakened"


def _one(*ties: Tie | None) -> Tie:
    return next(tie for tie in ties if tie is not None)


def _ordered(items: Iterable[Claim]) -> tuple[Claim, ...]:
    def place(item: Item) -> tuple[str, int, int, str]:
        return item.document, item.start, item.end, item.id

    return tuple(sorted(items, key=place))


def _markdown(text: str) -> str:
    escaped = "".join(f"\\{sign}" if sign in "\\|*_`[]<>#" else sign for sign in text)
    return "<br>".join(escaped.splitlines())
