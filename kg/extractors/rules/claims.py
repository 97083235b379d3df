"""Raw claims made into claims: their teller, time, status and quote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.cues import status_of_words
from kg.extractors.base import Context
from kg.extractors.rules.attribution import Scope
from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.gazetteer import Gazetteer, slug
from kg.extractors.rules.lexicon import lexicon
from kg.extractors.rules.newcomers import newcomers
from kg.extractors.rules.raw import Raw
from kg.extractors.rules.references import Discourse, Ref
from kg.extractors.rules.times import Time
from kg.interval import Interval
from kg.model import Claim, Entity, Figure, Quote, Source, entity

__all__ = ["QUOTE_MARKS", "VERSION", "Claims", "Draft", "status_in"]

VERSION = "rules-1"
QUOTE_MARKS = '"“”„«»'
_CONFIDENCE = {
    "name": 0.9,
    "acronym": 0.9,
    "surname": 0.85,
    "capital": 0.7,
    "short name": 0.8,
    "adjective": 0.8,
    "pronoun": 0.55,
    "description": 0.55,
    "new": 0.5,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim of the sentence in hand, with the words that name its ends and the words that say who says so."""

    claim: Claim
    structural: bool
    ends: tuple[Quote, Quote]
    cue: Quote | None
    sentence: int
    flags: frozenset[str] = frozenset()


@lru_cache(maxsize=8)
def _gazetteer(context: Context) -> Gazetteer:
    return Gazetteer.of(context, lexicon())


class Claims:
    """The claims of one document, as far as it is read."""

    def __init__(self, document: Source, context: Context) -> None:
        self.document, self.context = document, context
        self.lexicon = lexicon()
        gazetteer = _gazetteer(context).with_definitions(document.text, self.lexicon)
        if context.newcomers:
            for described in newcomers(document.text, gazetteer, document.document):
                gazetteer.add_newcomer(described)
        self.discourse = Discourse(gazetteer, self.lexicon, document.text)
        self.publisher = document.publisher
        self.tellers: dict[str, Entity] = {}
        self.claims: list[Claim] = []
        self.figures: list[Figure] = []
        self.drafts: list[Draft] = []
        self.recent: list[Draft] = []
        self.structure: set[tuple[str, str, str | None]] = set()
        self.last_speaker: tuple[str, tuple[str, ...], Quote] | None = None
        self.mentioned: dict[str, set[str]] = {}

    def claim(
        self, sentence: Sentence, raw: Raw, attributed: list[Scope], dated: list[Time], *, structural: bool = False
    ) -> None:
        """Turns a raw claim into a claim, unless the words that govern it leave nothing that holds."""
        said = [scope for scope in attributed if scope.first <= raw.at < scope.last and scope.verb != raw.at]
        if structural and any(scope.mode != "said" for scope in said):
            said = []
        status, hedge = status_in(raw.status, said)
        subject = self.discourse.official(raw.subject) if raw.speech else raw.subject
        target = raw.object
        if subject.id == target.id:
            return
        claimer, relays, cue = self._claimer(sentence, raw, subject, said)
        quote, apart = self._quote(sentence, raw, status)
        for ref in (subject, target):
            self._mention(sentence, ref)
        named = {role: ref.named for role, ref in (("object", target), ("subject", subject)) if ref.named is not None}
        if apart is not None:
            named.setdefault("subject", apart)
        refers = tuple(sorted(named.items()))
        trigger = self._text(sentence, raw.first, raw.last)
        confidence = _CONFIDENCE.get(subject.via, 0.7) * _CONFIDENCE.get(target.via, 0.7)
        claim = Claim(
            document=self.document.document,
            file_id="",
            subject=subject.id,
            relation=raw.relation,
            object=target.id,
            claimer=claimer,
            relayed_by=relays,
            between=raw.between,
            exact=quote.exact,
            start=quote.start,
            end=quote.end,
            stated=self.document.published,
            status=status,
            hedge=hedge,
            valid=None if structural else self._valid(sentence, raw, dated, status),
            attribution=cue if cue is not None and not (quote.start <= cue.start and cue.end <= quote.end) else None,
            refers=refers,
            review="proposed",
            proposal=tuple(
                sorted(
                    {
                        "rule": raw.rule,
                        "trigger": trigger,
                        "subject": self._how(sentence, subject),
                        "object": self._how(sentence, target),
                        "confidence": f"{confidence:.2f}",
                    }.items()
                )
            ),
        )
        if self.context.words.relations[raw.relation].sign < 0 and "attack" in raw.rule:
            self.discourse.doer = raw.subject
        ends = (self._named_by(sentence, subject), self._named_by(sentence, target))
        self.drafts.append(Draft(claim, structural, ends, cue, self.discourse.sentence, raw.flags))

    def _keep(self) -> None:
        """Numbers the claims of a sentence; of two that say the same the more specific stays."""
        relations = self.context.words.relations
        kept: list[Draft] = []
        for draft in self.drafts:
            rival = next((other for other in kept if self._same(other.claim, draft.claim)), None)
            if rival is None:
                kept.append(draft)
            elif len(relations[draft.claim.relation].above) > len(relations[rival.claim.relation].above):
                kept[kept.index(rival)] = draft
        self.drafts.clear()
        for draft in kept:
            claim = draft.claim
            if draft.structural:
                said = (claim.relation, claim.subject, claim.object)
                if said in self.structure:
                    continue
                self.structure.add(said)
            self.claims.append(replace(claim, file_id=f"m{len(self.claims) + 1:03d}"))
            self.recent.append(replace(draft, claim=self.claims[-1]))

    def _same(self, one: Claim, two: Claim) -> bool:
        relations = self.context.words.relations
        first, second = relations[one.relation], relations[two.relation]
        if (
            first.family != second.family
            or first.symmetric != second.symmetric
            or one.start >= two.end
            or two.start >= one.end
        ):
            return False
        ends = (one.subject, one.object) == (two.subject, two.object)
        turned = (one.subject, one.object) == (two.object, two.subject)
        return ends or (turned and first.symmetric)

    def _how(self, sentence: Sentence, ref: Ref) -> str:
        words = self._text(sentence, ref.first, ref.last)
        return f"{ref.via}: {words}" + (f" → {ref.named.exact}" if ref.named else "")

    def _text(self, sentence: Sentence, first: int, last: int) -> str:
        return self.document.text[sentence.found[first].start : sentence.found[max(first, last - 1)].end]

    def _quote(self, sentence: Sentence, raw: Raw, status: str) -> tuple[Quote, Quote | None]:
        """The shortest run of words that holds both ends and the trigger.

        Where words between a far subject and the verb would belie the status, the quote begins at the verb and the
        subject is quoted apart.
        """
        first = min(raw.subject.first, raw.object.first, raw.first)
        last = max(raw.subject.last, raw.object.last, raw.last)
        whole = self._words(sentence, first, last)
        if status == "asserted" and raw.subject.last < raw.first < raw.object.first and status_of_words(whole.exact):
            short = self._words(sentence, raw.first, last)
            if not status_of_words(short.exact):
                return short, self._words(sentence, raw.subject.first, raw.subject.last)
        return whole, None

    def _words(self, sentence: Sentence, first: int, last: int) -> Quote:
        start, end = sentence.found[first].start, sentence.found[max(first, last - 1)].end
        return Quote(self.document.text[start:end], start, end)

    def _named_by(self, sentence: Sentence, ref: Ref) -> Quote:
        return ref.named or self._words(sentence, ref.first, ref.last)

    def _claimer(
        self, sentence: Sentence, raw: Raw, subject: Ref, said: list[Scope]
    ) -> tuple[str, tuple[str, ...], Quote | None]:
        for scope in said:
            if scope.speaker is not None or scope.teller:
                claimer, relays = self._teller(scope)
                return claimer, relays, scope.cue
        if raw.speech:
            return subject.id, (subject.person,) if subject.person else (), None
        if self.last_speaker and self.document.text[sentence.start] in QUOTE_MARKS:
            return self.last_speaker
        return self.publisher, (), None

    def _teller(self, scope: Scope) -> tuple[str, tuple[str, ...]]:
        """Who speaks in a scope: a body, with the person who speaks for it; an unnamed teller is new."""
        if scope.speaker is not None:
            ref = self.discourse.official(scope.speaker)
            return ref.id, (ref.person,) if ref.person else ()
        if scope.teller and self.context.newcomers:
            id = slug(scope.teller)[:60]
            plural = scope.teller.split()[-1].endswith("s")
            self.tellers.setdefault(
                id,
                entity(
                    id=id,
                    name=scope.teller,
                    kind="collective" if plural else "person",
                    document=self.document.document,
                    anonymous=True,
                ),
            )
            return id, ()
        return self.publisher, ()

    def _valid(self, sentence: Sentence, raw: Raw, dated: list[Time], status: str) -> Interval | None:
        """The time that stands in the clause of a claim."""
        if not dated:
            return None
        near = {time.edtf for time in dated if time.edtf and self._belongs(sentence, raw, time)}
        if len(near) != 1:
            return None
        edtf = near.pop()
        return Interval(f"{edtf}/.." if raw.begins and "/" not in edtf else edtf)

    def _belongs(self, sentence: Sentence, raw: Raw, time: Time) -> bool:
        """Whether a time stands in the clause of a claim: behind its trigger, or before it without a verb between."""
        place = next(
            (n for n, unit in enumerate(sentence.units) if sentence.found[unit.first].start >= time.start), None
        )
        if place is None:
            return False
        if place > raw.at:
            last = max(raw.subject.last, raw.object.last)
            reached = place < sentence.reach(raw.at) or sentence.units[place].first <= last
            return reached and not any(sentence.kind(n) == "REL" for n in range(raw.at, place))
        between = {sentence.kind(n) for n in range(place, max(raw.verb, 0))}
        opens = (
            all(sentence.kind(n) in ("AND", "BUT", "ADV", "TIME") for n in range(place))
            or sentence.kind(place - 1) == "STOP"
        )
        return not between & {"REL", "STOP", "VG"} and (opens or "COMMA" not in between)

    def _mention(self, sentence: Sentence, ref: Ref) -> None:
        words = self._text(sentence, ref.first, ref.last)
        if ref.named is not None:
            words = ref.named.exact
        self.mentioned.setdefault(ref.id, set()).add(words)

    def _named(self) -> Iterable[str]:
        for claim in self.claims:
            yield from (*claim.ends, claim.claimer, *claim.relayed_by)
        for figure in self.figures:
            yield from (*figure.ends, figure.claimer, *figure.relayed_by)

    def _described(self, id: str) -> Entity:
        """The entity as this file describes it: known names, and the words that mean it here."""
        if id in self.tellers:
            return self.tellers[id]
        gazetteer = self.discourse.gazetteer
        if id in gazetteer.entities:
            known = gazetteer.entities[id]
        elif id in gazetteer.newcomers:
            known = gazetteer.newcomers[id]
        else:
            known = entity(id=id, name=id.replace("-", " "), kind="news agency")
        folded = {name.casefold() for name in known.names}
        mentions = sorted(
            {*known.mentions, *(word for word in self.mentioned.get(id, ()) if word.casefold() not in folded)}
        )
        return replace(known, document=self.document.document, labels=(), existed=None, mentions=tuple(mentions))


def status_in(own: str, said: list[Scope]) -> tuple[str, bool]:
    """The status of a claim inside its scopes, and whether a denial or question is hedged."""
    status = own
    hedged = own == "hedged"
    for scope in said[:2]:
        if scope.mode == "denied":
            status = "asserted" if status == "denied" else "denied"
        elif scope.mode == "hedged":
            hedged = True
            status = "hedged" if status == "asserted" else status
    return status, hedged and status in ("denied", "questioned")
