"""A document read sentence by sentence: raw claims get their teller, time, status and quote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.cues import status_of_words
from kg.extractors.base import Context
from kg.extractors.rules.attribution import CLAIM_NOUNS, Scope, scopes
from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.figures import Counted, counted
from kg.extractors.rules.gazetteer import Gazetteer, slug
from kg.extractors.rules.lexicon import lexicon
from kg.extractors.rules.newcomers import newcomers
from kg.extractors.rules.phrases import units
from kg.extractors.rules.references import Discourse, Ref
from kg.extractors.rules.relations import Raw, raw_claims
from kg.extractors.rules.sentences import sentences
from kg.extractors.rules.structure import structure
from kg.extractors.rules.times import Time, times
from kg.extractors.rules.tokens import tokens
from kg.interval import Interval
from kg.model import Claim, Coder, Coding, Entity, Figure, Quote, Source, entity

__all__ = ["VERSION", "Reader"]

VERSION = "rules-1"
_PARTIES = frozenset(("state", "government", "armed force", "armed group", "coalition"))
_QUOTE_MARKS = '"“”„«»'
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
class _Draft:
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


class Reader:
    """Reads one document."""

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
        self.drafts: list[_Draft] = []
        self.recent: list[_Draft] = []
        self.structure: set[tuple[str, str, str | None]] = set()
        self.last_speaker: tuple[str, tuple[str, ...], Quote] | None = None
        self.mentioned: dict[str, set[str]] = {}

    def coding(self) -> Coding:
        """The machine coding of the document."""
        for start, end in sentences(self.document.text):
            self.sentence(start, end)
        self._accusations()
        self._parties()
        named = set(self._named())
        return Coding(
            source=self.document,
            coder=Coder(VERSION, "machine"),
            recorded=self.document.published,
            entities=tuple(self._described(id) for id in sorted(named | {self.publisher})),
            claims=tuple(self.claims),
            figures=tuple(self.figures),
        )

    # ------------------------------------------------------------ one sentence

    def sentence(self, start: int, end: int) -> None:
        """Reads one sentence into claims and figures."""
        text, discourse = self.document.text, self.discourse
        found = tokens(text, start, end)
        mentions = discourse.gazetteer.mentions(found)
        dated = list(times(text, start, end, self.document.published))
        numbers = list(counted(text, start, end))
        if not mentions and not numbers:
            discourse.sentence += 1
            return
        inside = (
            {
                n
                for n, token in enumerate(found)
                for time in dated
                if time.start <= token.start and token.end <= time.end
            }
            if dated
            else set()
        )
        parsed = units(found, mentions, inside, self.lexicon)
        discourse.begin(found, parsed)
        sentence = Sentence(found, parsed, discourse, start, end)
        structural = list(structure(sentence))
        attributed = scopes(sentence)
        self._speakers(sentence, attributed)
        for raw in structural:
            self.claim(sentence, raw, attributed, dated, structural=True)
        for raw in raw_claims(sentence):
            self.claim(sentence, raw, attributed, dated)
        self.denials(sentence, attributed)
        self._keep()
        for number in numbers:
            self.figure(sentence, number, attributed, dated)

    def _speakers(self, sentence: Sentence, attributed: list[Scope]) -> None:
        text = self.document.text
        named = [scope for scope in attributed if scope.speaker is not None or scope.teller]
        self.discourse.speaker = self._self(sentence, named[0].speaker) if named and named[0].speaker else None
        if named:
            claimer, relays = self._teller(named[-1])
            if claimer != self.publisher:
                self.last_speaker = (claimer, relays, named[-1].cue)
        elif not (text[sentence.start] in _QUOTE_MARKS and text[sentence.end - 1] in _QUOTE_MARKS):
            self.last_speaker = None

    def _self(self, sentence: Sentence, ref: Ref) -> Ref:
        """Whom "we" means in what someone says: the body that the speaker speaks for."""
        body = self.discourse.official(ref)
        return replace(body, person=None, named=ref.named or self._words(sentence, ref.first, ref.last))

    # ------------------------------------------------------------ claims

    def claim(
        self, sentence: Sentence, raw: Raw, attributed: list[Scope], dated: list[Time], *, structural: bool = False
    ) -> None:
        """Turns a raw claim into a claim, unless the words that govern it leave nothing that holds."""
        said = [scope for scope in attributed if scope.first <= raw.at < scope.last and scope.verb != raw.at]
        if structural and any(scope.mode != "said" for scope in said):
            said = []
        status, hedge = _status(raw.status, said)
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
        self.drafts.append(_Draft(claim, structural, ends, cue, self.discourse.sentence, raw.flags))

    def _keep(self) -> None:
        """Numbers the claims of a sentence; of two that say the same of a pair in the same words the more specific stays."""
        relations = self.context.words.relations
        kept: list[_Draft] = []
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

    # ------------------------------------------------------------ denials of what was just said

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
            self.drafts.append(_Draft(claim, False, before.ends, None, self.discourse.sentence))

    def _just_said(self, sentence: Sentence, at: int) -> _Draft | None:
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

    def _accused(self, speaker: str) -> _Draft | None:
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
        """Notes the parties of an agreement with its mediator, where there is one, and claims them apart only where there is none."""
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

    def _claimer(
        self, sentence: Sentence, raw: Raw, subject: Ref, said: list[Scope]
    ) -> tuple[str, tuple[str, ...], Quote | None]:
        for scope in said:
            if scope.speaker is not None or scope.teller:
                claimer, relays = self._teller(scope)
                return claimer, relays, scope.cue
        if raw.speech:
            return subject.id, (subject.person,) if subject.person else (), None
        if self.last_speaker and self.document.text[sentence.start] in _QUOTE_MARKS:
            return self.last_speaker
        return self.publisher, (), None

    def _teller(self, scope: Scope) -> tuple[str, tuple[str, ...]]:
        """Who speaks in a scope: a body, with the person who speaks for it; an unnamed teller is new to the document."""
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
        """Whether a time stands in the clause of a claim: behind its trigger, or before it with no other verb between."""
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

    # ------------------------------------------------------------ figures

    def figure(self, sentence: Sentence, number: Counted, attributed: list[Scope], dated: list[Time]) -> None:
        """Turns a number into a figure with its teller."""
        place = next(
            (n for n, unit in enumerate(sentence.units) if sentence.found[unit.first].start >= number.start),
            len(sentence.units) - 1,
        )
        said = [scope for scope in attributed if scope.first <= place < scope.last]
        claimer, relays = self._teller(said[0]) if said else (self.publisher, ())
        status, _ = _status("asserted", said)
        self.figures.append(
            Figure(
                document=self.document.document,
                file_id=f"f{len(self.figures) + 1:03d}",
                measure=number.measure,
                value=number.value,
                bound=number.bound,
                claimer=claimer,
                relayed_by=relays,
                exact=self.document.text[number.start : number.end],
                start=number.start,
                end=number.end,
                stated=self.document.published,
                status=status,
                words=number.words,
                about=self._about(sentence, number),
                review="proposed",
            )
        )

    def _about(self, sentence: Sentence, number: Counted) -> str | None:
        """The event or conflict that the sentence names nearest before the number."""
        before = None
        for unit in sentence.units:
            for mention in unit.mentions:
                for id in mention.ids:
                    if self.discourse.kind(id) in ("event", "conflict") and (
                        before is None or sentence.found[mention.first].start < number.start
                    ):
                        before = id
        return before

    # ------------------------------------------------------------ entities

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


def _status(own: str, said: list[Scope]) -> tuple[str, bool]:
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
