"""Decisions about claims: a program proposes, a person, or a named policy, accepts.

Every operation adds decisions, none removes one; who decides and when is always given. A correction rejects the claim
as it was and adds the corrected one, under its own id, kept inside the decision.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kg.decisions import added_claim
from kg.errors import InvalidFile, KGError, NotReady, RejectedCoding, UnknownTerm, did_you_mean
from kg.gates import check
from kg.holdings import Holdings
from kg.importers.claims_file import item_record
from kg.model import Claim, Coding, Item
from kg.rdf import Decision

__all__ = ["POLICIES", "Cluster", "Review"]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Proposals about one pair across all documents, with what is accepted about it; `contested` where they differ."""

    subject: str
    object: str | None
    proposed: tuple[Claim, ...]
    accepted: tuple[Claim, ...]
    contested: bool


class Review:
    """The review of one graph: its queue, and every operation on it."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def queue(self) -> tuple[Cluster, ...]:
        """What waits for a decision, disagreements first, then the pairs with most proposals."""
        pairs: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in self._holdings.evidence().claims:
            if claim.review != "rejected":
                pairs[claim.subject, claim.object or ""].append(claim)
        found = [self._cluster(pair, claims) for pair, claims in pairs.items()]
        waiting = [cluster for cluster in found if cluster.proposed]
        return tuple(sorted(waiting, key=lambda c: (not c.contested, -len(c.proposed), c.subject, str(c.object))))

    def _cluster(self, pair: tuple[str, str], claims: list[Claim]) -> Cluster:
        written = {claim.id: claim for coding in self._holdings.current() for claim in coding.claims}
        relations = self._holdings.ontology.words.relations
        stances = {(relations[claim.relation].family, claim.status) for claim in claims}
        ordered = sorted(claims, key=lambda claim: (claim.document, claim.start, claim.id))
        return Cluster(
            subject=pair[0],
            object=pair[1] or None,
            proposed=tuple(written[claim.id] for claim in ordered if claim.review == "proposed"),
            accepted=tuple(written[claim.id] for claim in ordered if claim.review == "accepted"),
            contested=len(stances) > 1,
        )

    def history(self, claim: str | None = None) -> tuple[Decision, ...]:
        """Every decision, or those on one claim, in order."""
        return tuple(decision for decision in self._holdings.decisions if claim in (None, decision.claim))

    def decide(self, *claims: str, verdict: str, by: str, when: date, reason: str = "") -> tuple[Decision, ...]:
        """Accepts, rejects or reopens claims; a rejection needs a reason."""
        self._holdings.ontology.words.term("ReviewState", verdict)
        if verdict == "rejected" and not reason.strip():
            raise KGError("a rejection needs a reason; give one with --reason")
        ids = [self.item(claim).id for claim in claims]
        return self._holdings.decide(Decision(0, id, verdict, by, when, reason) for id in ids)

    def correct(self, claim: str, *, by: str, when: date, reason: str = "", **changes: Any) -> Claim:
        """Puts a corrected claim in the place of one: another end, relation, status, claimer, time or quote.

        `changes` are in the keys of the claims file. Raises RejectedCoding where the result would not pass a gate.
        """
        old = self.item(claim)
        if not isinstance(old, Claim):
            raise KGError(f"'{old.file_id}' is a figure; reject it and add the right one to the claims file")
        record = {**item_record(old), "review": "accepted", **changes}
        if "exact" in changes:
            record |= {"start": None, "end": None} | {key: changes[key] for key in ("start", "end") if key in changes}
        new, text = self._checked(old.document, record, corrects=old.id)
        if new.id == old.id:
            raise KGError(f"'{old.file_id}' stays the same claim; change an end, relation, status, teller or quote")
        self._holdings.decide(
            [
                Decision(0, old.id, "rejected", by, when, reason or f"corrected as {new.id}"),
                Decision(0, new.id, "accepted", by, when, reason, text),
            ]
        )
        return new

    def flip(self, claim: str, *, by: str, when: date, reason: str = "") -> Claim:
        """Corrects a claim whose ends are the wrong way round."""
        old = self.item(claim)
        if not isinstance(old, Claim) or old.object is None:
            raise KGError(f"'{old.file_id}' has no two ends to change over")
        return self.correct(claim, by=by, when=when, reason=reason, subject=old.object, object=old.subject)

    def add(self, document: str, record: Mapping[str, Any], *, by: str, when: date, reason: str = "") -> Claim:
        """Adds a claim that everybody missed, from words of the document; `record` in the keys of the claims file."""
        new, text = self._checked(document, {"id": "new", **record, "review": "accepted"})
        if new.id in self._holdings.items():
            raise KGError(f"that claim is there already, as {self.item(new.id).file_id}; accept it instead")
        self._holdings.decide([Decision(0, new.id, "accepted", by, when, reason, text)])
        return new

    def undo(self, claim: str, *, by: str, when: date) -> tuple[Decision, ...]:
        """Takes back the last decision on a claim, and for a correction also the rejection that came with it."""
        id = self.item(claim).id
        made = self.history(id)
        if not made:
            raise NotReady(f"nobody decided about '{claim}'; 'kg review history' lists what was decided")
        undone = [(id, self._before(id))]
        if made[-1].record:
            corrected = json.loads(made[-1].record).get("corrects")
            undone += [(corrected, self._before(corrected))] if corrected else []
        reason = f"takes back decision {made[-1].number}"
        return self._holdings.decide(Decision(0, one, verdict, by, when, reason) for one, verdict in undone)

    def _before(self, id: str) -> str:
        """The review of a claim as it was before the last decision on it."""
        made = self.history(id)
        if len(made) > 1:
            return made[-2].verdict
        coded = [item.review for coding in self._holdings.as_coded() for item in coding.items if item.id == id]
        return coded[0] if coded else "rejected"

    def apply_policy(self, name: str, *, when: date) -> tuple[Decision, ...]:
        """Accepts every proposal that a named policy stands for; the policy signs its decisions."""
        if name not in POLICIES:
            raise UnknownTerm(f"no policy '{name}'; {did_you_mean(name, POLICIES)}")
        chosen = [item.id for item in POLICIES[name](self._holdings) if item.review == "proposed"]
        return self._holdings.decide(Decision(0, id, "accepted", f"policy:{name}", when, "") for id in sorted(chosen))

    def take_in(self, coding: Coding, *, by: str, when: date) -> tuple[Decision, ...]:
        """Takes the reviews of an edited claims file (a spreadsheet, say) as decisions; changed rows are added."""
        items = self._holdings.items()
        decisions = []
        for item in coding.items:
            held = items.get(item.id)
            if held is None and isinstance(item, Claim):
                new, text = self._checked(coding.document, item_record(item))
                decisions.append(Decision(0, new.id, item.review, by, when, "from a file", text))
            elif held is not None and held.review != item.review:
                decisions.append(Decision(0, item.id, item.review, by, when, "from a file"))
        return self._holdings.decide(decisions) if decisions else ()

    def item(self, name: str) -> Item:
        """The claim or figure of that id or the beginning of it, or under the id of its file."""
        items = self._holdings.items()
        if name in items:
            return items[name]
        document, _, file_id = name.rpartition("#")
        found = [i for i in items.values() if i.file_id == file_id and document in ("", i.document)]
        found = found or [item for id, item in items.items() if len(name) >= 6 and id.startswith(name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise KGError(f"'{name}' may be " + ", ".join(f"{i.document}#{i.file_id}" for i in found) + "; say which")
        raise NotReady(f"no claim '{name}' in the graph; list them with 'kg claims' or 'kg review'")

    def _checked(self, document: str, record: Mapping[str, Any], **more: str) -> tuple[Claim, str]:
        """A claim that passes every gate, with the text of its record."""
        coding = next((coding for coding in self._holdings.current() if coding.document == document), None)
        if coding is None:
            raise NotReady(f"no document '{document}' in the graph; load it first")
        values = {key: value for key, value in record.items() if key != "file_id"}
        try:
            claim = added_claim(values, coding.source)
        except InvalidFile as error:
            raise RejectedCoding(*error.problems) from error
        alone = replace(coding, claims=(claim,), figures=(), disputes=())
        shared, words = self._holdings.ontology.shared, self._holdings.ontology.words
        if refused := [str(broken) for broken in check(alone, shared, words) if broken.refuses]:
            raise RejectedCoding(*refused)
        kept = {**item_record(claim), "document": document, **more}
        return claim, json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _agreed(holdings: Holdings) -> Iterator[Item]:
    """Proposals that another coder of the same document made too: same ends, relation, teller and status."""
    for coding in holdings.current():
        others = [c for c in holdings.all_of(coding.document) if c.coder.id != coding.coder.id]
        said = {_said(claim) for other in others for claim in other.claims}
        yield from (claim for claim in coding.claims if _said(claim) in said)


def _said(claim: Claim) -> tuple[object, ...]:
    return claim.subject, claim.relation, claim.object, claim.claimer, claim.status


POLICIES: Mapping[str, Callable[[Holdings], Iterable[Item]]] = {"agreement": _agreed}
