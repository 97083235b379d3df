"""A document read sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

from kg.extractors.rules.afterthoughts import Afterthoughts
from kg.extractors.rules.attribution import Scope, scopes
from kg.extractors.rules.claims import QUOTE_MARKS, VERSION, status_in
from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.figures import Counted, counted
from kg.extractors.rules.phrases import units
from kg.extractors.rules.references import Ref
from kg.extractors.rules.relations import raw_claims
from kg.extractors.rules.sentences import sentences
from kg.extractors.rules.structure import structure
from kg.extractors.rules.times import Time, times
from kg.extractors.rules.tokens import tokens
from kg.model import Coder, Coding, Figure

__all__ = ["Reader"]


class Reader(Afterthoughts):
    """Reads one document."""

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
        elif not (text[sentence.start] in QUOTE_MARKS and text[sentence.end - 1] in QUOTE_MARKS):
            self.last_speaker = None

    def _self(self, sentence: Sentence, ref: Ref) -> Ref:
        """Whom "we" means in what someone says: the body that the speaker speaks for."""
        body = self.discourse.official(ref)
        return replace(body, person=None, named=ref.named or self._words(sentence, ref.first, ref.last))

    def figure(self, sentence: Sentence, number: Counted, attributed: list[Scope], dated: list[Time]) -> None:
        """Turns a number into a figure with its teller."""
        place = next(
            (n for n, unit in enumerate(sentence.units) if sentence.found[unit.first].start >= number.start),
            len(sentence.units) - 1,
        )
        said = [scope for scope in attributed if scope.first <= place < scope.last]
        claimer, relays = self._teller(said[0]) if said else (self.publisher, ())
        status, _ = status_in("asserted", said)
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
