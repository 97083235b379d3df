"""What follows from claims that stand already: denials that point back, accusations, the parties of an agreement."""

from __future__ import annotations

from dataclasses import replace

from kg.extractors.rules.attribution import Scope
from kg.extractors.rules.claims import Claims, Draft
from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.complements import CLAIM_NOUNS
from kg.extractors.rules.references import Ref
from kg.model import Claim, Quote

__all__ = ["Afterthoughts"]

_PARTIES = frozenset(("state", "government", "armed force", "armed group", "coalition"))


class Afterthoughts(Claims):
    """Claims that other claims of the document give."""

    def denials(self, sentence: Sentence, attributed: list[Scope]) -> None:
        """ "X rejects it", "Y called that baseless": the last claim against the speaker, denied by the speaker."""
        governed = {scope.verb for scope in attributed}
        for at, unit in enumerate(sentence.units):
            if unit.kind != "VG" or at in governed or unit.negated or unit.open:
                continue
            last = _denied_thing(sentence, at)
            if last is None:
                continue
            speakers = sentence.subject(at)
            if not speakers:
                continue
            speaker = self.discourse.official(speakers[0])
            before = self._accused(speaker.id) or (self._just_said(sentence, at) if last == at else None)
            if before is None:
                continue
            first = min(speaker.first, unit.first)
            quote = self._words(sentence, first, sentence.units[last].last)
            refers = [("object", before.ends[1])]
            if (
                speaker.named is not None
                or speaker.person is not None
                or not self._is_named(sentence, speaker, before.claim.subject)
            ):
                refers.append(("subject", before.ends[0]))
            self._mention(sentence, speaker)
            claim = replace(
                before.claim,
                claimer=speaker.id,
                relayed_by=(speaker.person,) if speaker.person else (),
                status="denied",
                hedge=False,
                exact=quote.exact,
                start=quote.start,
                end=quote.end,
                attribution=None,
                refers=tuple(refers),
                proposal=(("confidence", "0.50"), ("rule", "denies what was said"), ("trigger", unit.low)),
            )
            self.drafts.append(Draft(claim, False, before.ends, None, self.discourse.sentence))

    def _just_said(self, sentence: Sentence, at: int) -> Draft | None:
        """The claim that stands right before "which X denies"."""
        place = sentence.found[sentence.units[at].first].start
        before = [
            d
            for d in self.drafts
            if d.claim.end <= place and not d.structural and d.claim.status in ("asserted", "hedged")
        ]
        return before[-1] if before else None

    def _is_named(self, sentence: Sentence, speaker: Ref, subject: str) -> bool:
        return speaker.id == subject

    def _accused(self, speaker: str) -> Draft | None:
        """The latest claim of this sentence or the two before it that says something of the speaker."""
        relations = self.context.words.relations
        for draft in reversed([*self.recent, *self.drafts]):
            if self.discourse.sentence - draft.sentence > 2:
                break
            claim = draft.claim
            if (
                claim.subject == speaker
                and claim.claimer != speaker
                and relations[claim.relation].sign
                and claim.status in ("asserted", "hedged")
            ):
                return draft
        return None

    def _accusations(self) -> None:
        """A party that says that someone supports its enemy accuses that one."""
        relations = self.context.words.relations
        enemies = set()
        for claim in self.claims:
            if relations[claim.relation].sign < 0 and claim.object and claim.status in ("asserted", "hedged"):
                enemies |= {(claim.subject, claim.object), (claim.object, claim.subject)}
        for draft in list(self.recent):
            claim = draft.claim
            if (
                relations[claim.relation].sign > 0
                and claim.status == "asserted"
                and claim.claimer not in (self.publisher, claim.subject, claim.object)
                and (claim.claimer, claim.object) in self._sides(enemies)
                and draft.cue is not None
                and self.discourse.knows(claim.claimer)
                and self.discourse.kind(claim.claimer) in _PARTIES
            ):
                self._accuse(claim, draft.cue)

    def _parties(self) -> None:
        """Notes the parties of an agreement with its mediator; they are claimed apart only where there is none."""
        parties: dict[str | None, list[str]] = {}
        for draft in self.recent:
            if "party" in draft.flags and draft.claim.status == "asserted":
                parties.setdefault(draft.claim.object, []).append(draft.claim.subject)
        mediated = {draft.claim.object for draft in self.recent if "third" in draft.flags}
        apart = {d.claim.file_id for d in self.recent if "party" in d.flags and d.claim.object in mediated}
        third = {d.claim.file_id for d in self.recent if "third" in d.flags}
        claims = [claim for claim in self.claims if claim.file_id not in apart]
        self.claims = [
            replace(claim, between=tuple(dict.fromkeys(parties[claim.object])))
            if claim.file_id in third and not claim.between and len(parties.get(claim.object, ())) > 1
            else claim
            for claim in claims
        ]

    def _sides(self, enemies: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """Enemies, those counted that an organ or its body has."""
        found = set(enemies)
        for one, two in enemies:
            for claim in self.claims:
                if claim.object == one and self.context.words.relations[claim.relation].steps:
                    found.add((claim.subject, two))
                if claim.subject == one and self.context.words.relations[claim.relation].steps and claim.object:
                    found.add((claim.object, two))
        return found

    def _accuse(self, claim: Claim, cue: Quote) -> None:
        start, end = min(cue.start, claim.start), max(cue.end, claim.end)
        self.claims.append(
            replace(
                claim,
                file_id=f"m{len(self.claims) + 1:03d}",
                subject=claim.claimer,
                relation=self.lexicon.accusation,
                object=claim.subject,
                exact=self.document.text[start:end],
                start=start,
                end=end,
                attribution=None,
                refers=tuple(("object", quote) for role, quote in claim.refers if role == "subject"),
                proposal=(("confidence", "0.50"), ("rule", "accusation"), ("trigger", cue.exact)),
            )
        )


def _sentential(sentence: Sentence, at: int) -> bool:
    """Whether "which X denies", "a claim that X denies" ends a sentence and so means all that stands before it."""
    subject = sentence.left(at)
    if sentence.kind(subject) not in ("NP", "PRON") or sentence.kind(sentence.right(at)) not in ("STOP", "COMMA", ""):
        return False
    relative = subject - 1
    if sentence.kind(relative) not in ("REL", "THAT"):
        return False
    before = sentence.left(relative)
    return sentence.kind(before) == "COMMA" or (sentence.is_np(before) and sentence.units[before].head in CLAIM_NOUNS)


def _denied_thing(sentence: Sentence, at: int) -> int | None:
    """Where the thing ends that a verb calls untrue without saying it again."""
    lists = sentence.discourse.lexicon.lists
    unit = sentence.units[at]
    place = sentence.direct(at)
    if place is None:
        return at if unit.lemma in lists["deny"] and not unit.passive and _sentential(sentence, at) else None
    thing = sentence.units[place]
    refers_back = (thing.kind == "PRON" and thing.low == "it") or (
        thing.kind == "NP"
        and thing.words[0] in ("the", "this", "that", "such", "these", "those")
        and (len(thing.words) == 1 or thing.head in CLAIM_NOUNS)
    )
    if unit.lemma in lists["deny"] and not unit.passive:
        return place if refers_back and sentence.kind(place + 1) not in ("THAT", "VG") else None
    if unit.lemma in ("call", "brand", "label"):
        for ahead in range(place, min(place + 3, len(sentence.units))):
            if sentence.units[ahead].kind == "NP" and set(sentence.units[ahead].words) & lists["false_words"]:
                return ahead
    return None
