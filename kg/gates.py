"""The checks that every claim passes, whoever made it: a person, a program or a merge.

One list, `GATES`. A gate reads one coding and yields what breaks it. Gates that judge words can be waived by their id
with a written reason in the file (`waivers: {ends-named: "…"}`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kg.cues import question_follows, status_of_words
from kg.errors import did_you_mean
from kg.model import Claim, Coding, Entity, Figure, Item, Quote
from kg.numerals import number_stands_in
from kg.vocabulary import Vocabulary

__all__ = ["GATES", "Gate", "Reading", "Violation", "check"]

Found = Iterator[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What breaks a gate: where, which, what is wrong and the cure; `refuses` tells that it keeps the coding out."""

    document: str
    item: str
    gate: str
    field: str
    message: str
    quote: str = ""
    refuses: bool = True

    def __str__(self) -> str:
        at = " ".join(part for part in (self.document, self.item, self.field) if part)
        return f"{at}: {self.message} [{self.gate}]"


@dataclass(frozen=True, slots=True)
class Reading:
    """A coding with what a gate needs to judge it."""

    coding: Coding
    shared: Mapping[str, Entity]
    words: Vocabulary
    local: Mapping[str, Entity]

    def entity(self, id: str) -> Entity | None:
        """The entity of that id: the file's own description, else the global one."""
        return self.local.get(id) or self.shared.get(id)

    def forms(self, id: str) -> tuple[str, ...]:
        """Every form that may stand for an entity in this document."""
        described, known = self.local.get(id), self.shared.get(id)
        here = (*described.names, *described.mentions) if described else ()
        return (*here, *(known.names if known else ()))


@dataclass(frozen=True, slots=True)
class Gate:
    """One check, under an id that waivers, reports and tests name.

    Where words have to be understood it is a `judgement`: it keeps out what a program proposes; a person who codes is
    told of it, may waive it, and answers for the reading.
    """

    id: str
    rule: str
    check: Callable[[Reading, Item], Found]
    judgement: bool = False


def check(coding: Coding, shared: Mapping[str, Entity], words: Vocabulary) -> list[Violation]:
    """Everything in a coding that breaks a gate and is not waived, sorted by place."""
    local = {described.id: described for described in coding.entities}
    reading = Reading(coding, shared, words, local)
    found = [*_about_file(reading)]
    for item in coding.items:
        waived = dict(item.waivers)
        for gate in GATES:
            if gate.judgement and gate.id in waived:
                continue
            refuses = not (gate.judgement and coding.coder.kind == "human")
            for field, message, quote in gate.check(reading, item):
                found.append(Violation(coding.document, item.file_id, gate.id, field, message, quote, refuses))
    return sorted(found)


# ---------------------------------------------------------------- the file as a whole


def _about_file(reading: Reading) -> Iterator[Violation]:
    coding, words = reading.coding, reading.words

    def broken(item: str, gate: str, field: str, message: str) -> Violation:
        return Violation(coding.document, item, gate, field, message)

    for described in coding.entities:
        known = reading.shared.get(described.id)
        if described.kind not in words.kinds:
            yield broken(
                described.id,
                "kinds",
                "kind",
                f"no kind '{described.kind}'; {did_you_mean(described.kind, words.kinds)}",
            )
        elif known and known.kind != described.kind:
            cure = f"'{described.id}' is {known.name}, {known.kind}; use that kind or another id"
            yield broken(described.id, "kinds", "kind", cure)
    if reading.entity(coding.source.publisher) is None:
        yield broken("", "known-entities", "publisher", _no_entity(reading, coding.source.publisher))
    ids = Counter(item.file_id for item in coding.items)
    for id, times in ids.items():
        if times > 1:
            yield broken(id, "distinct", "id", f"{times} entries have this id; give each its own")
    said: dict[str, str] = {}
    for item in coding.items:
        if item.id in said and said[item.id] != item.file_id:
            yield broken(
                item.file_id, "distinct", "exact", f"says the same as {said[item.id]} in the same words; drop one"
            )
        said.setdefault(item.id, item.file_id)
    known_words = words.words("DisputeKind")
    for dispute in coding.disputes:
        if dispute.kind not in known_words:
            yield broken(
                f"{dispute.a}–{dispute.b}",
                "code-words",
                "kind",
                f"no kind '{dispute.kind}'; {did_you_mean(dispute.kind, known_words)}",
            )
        for end in (dispute.a, dispute.b):
            if "#" not in end and end not in ids:
                yield broken(f"{dispute.a}–{dispute.b}", "disputes", "a", f"no entry '{end}'; {did_you_mean(end, ids)}")


# ---------------------------------------------------------------- one claim or figure


def _known_entities(reading: Reading, item: Item) -> Found:
    named = [("claimer", item.claimer), *(("relayed_by", id) for id in item.relayed_by)]
    if isinstance(item, Claim):
        named += [("subject", item.subject), ("object", item.object or ""), ("against", item.against or "")]
        named += [("between", id) for id in item.between]
    else:
        named += [("about", item.about or ""), ("by_whom", item.by_whom or "")]
    named.append(("place", item.place or ""))
    for field, id in named:
        if id and reading.entity(id) is None:
            yield field, _no_entity(reading, id), ""


def _no_entity(reading: Reading, id: str) -> str:
    return f"no entity '{id}'; {did_you_mean(id, {*reading.local, *reading.shared} if id else reading.local)}"


def _code_words(reading: Reading, item: Item) -> Found:
    fields = [("status", "Status", item.status), ("review", "ReviewState", item.review)]
    if isinstance(item, Figure):
        fields += [("measure", "Measure", item.measure), ("bound", "Bound", item.bound)]
    elif item.relation not in reading.words.relations:
        yield "relation", f"no relation '{item.relation}'; {did_you_mean(item.relation, reading.words.relations)}", ""
    for field, scheme, word in fields:
        known = reading.words.words(scheme)
        if word not in known:
            yield field, f"no {field} '{word}'; {did_you_mean(word, known)}", ""


def _offsets(reading: Reading, item: Item) -> Found:
    for field, quote in _quotes(item):
        if not 0 <= quote.start < quote.end <= len(reading.coding.source.text):
            size = len(reading.coding.source.text)
            yield (
                field,
                f"{quote.start}–{quote.end} lies outside the text of {size} characters; leave the offsets out",
                quote.exact,
            )


def _exact_quote(reading: Reading, item: Item) -> Found:
    text = reading.coding.source.text
    for field, quote in _quotes(item):
        stands = text[quote.start : quote.end]
        if quote.start < quote.end <= len(text) and stands != quote.exact:
            at = text.find(quote.exact)
            cure = (
                f"the quote stands at {at}–{at + len(quote.exact)}" if at >= 0 else f"the text there reads '{stands}'"
            )
            yield field, f"quote and text differ at {quote.start}–{quote.end}; {cure}", quote.exact


def _quotes(item: Item) -> Iterator[tuple[str, Quote]]:
    yield "exact", Quote(item.exact, item.start, item.end)
    if isinstance(item, Claim):
        if item.attribution:
            yield "attribution", item.attribution
        for role, quote in item.refers:
            yield f"refers.{role}", quote


def _ends_named(reading: Reading, item: Item) -> Found:
    if not isinstance(item, Claim):
        return
    refers = dict(item.refers)
    for field, id in (("subject", item.subject), ("object", item.object)):
        if id is None or reading.entity(id) is None:
            continue
        if _names(reading, id, item.exact):
            continue
        if field in refers and (_names(reading, id, refers[field].exact) or not reading.forms(id)):
            continue
        cure = f"add the words that mean it to its mentions, or say with 'refers: {{{field}: …}}' where it is named"
        yield field, f"'{id}' is not named in the quote; {cure}", item.exact


def _names(reading: Reading, id: str, words: str) -> bool:
    folded = _fold(words)
    return any(_fold(form) in folded for form in reading.forms(id) if form.strip())


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text.casefold()).strip()


def _signature(reading: Reading, item: Item) -> Found:
    if not isinstance(item, Claim) or item.relation not in reading.words.relations:
        return
    relation = reading.words.relations[item.relation]
    subject, object_ = reading.entity(item.subject), reading.entity(item.object) if item.object else None
    if subject is None or (item.object and object_ is None):
        return
    kinds = reading.words.kinds
    if subject.kind not in kinds or (object_ and object_.kind not in kinds):
        return
    if not relation.accepts(kinds[subject.kind], kinds[object_.kind] if object_ else None):
        what = f"'{object_.name}' ({object_.kind})" if object_ else "nothing"
        yield (
            "relation",
            f"{relation.name} does not lead from '{subject.name}' ({subject.kind}) to {what}; choose another relation",
            "",
        )


def _self_relation(reading: Reading, item: Item) -> Found:
    if isinstance(item, Claim) and item.subject == item.object:
        yield "object", f"'{item.subject}' is related to itself; name the other end or leave it out", ""


def _status_cues(reading: Reading, item: Item) -> Found:
    if item.status == "asserted" and (cue := status_of_words(item.exact)):
        yield (
            "status",
            f"the quote says '{cue.words}', which makes it {cue.status}; change the status or waive with a reason",
            item.exact,
        )
    if item.status == "questioned" and not question_follows(reading.coding.source.text, item.end):
        yield (
            "status",
            "questioned, but no question mark ends the sentence; change the status or waive with a reason",
            item.exact,
        )


def _figure_in_quote(reading: Reading, item: Item) -> Found:
    if not isinstance(item, Figure):
        return
    if not number_stands_in(item.value, item.exact):
        yield "value", f"{item.value} does not stand in the quote; correct the number or the quote", item.exact
    if item.words and _fold(item.words) not in _fold(item.exact):
        yield "words", f"'{item.words}' does not stand in the quote; copy the words of the text", item.exact


GATES: tuple[Gate, ...] = (
    Gate("known-entities", "Every entity that a claim names is described in the file or global.", _known_entities),
    Gate("code-words", "Relation, status, measure, bound and review are words of the vocabulary.", _code_words),
    Gate("offsets", "Offsets lie inside the text.", _offsets),
    Gate("exact-quote", "The text between the offsets is the quote, character by character.", _exact_quote),
    Gate("signature", "The relation admits the kinds of its ends.", _signature),
    Gate("self-relation", "No entity is related to itself.", _self_relation),
    Gate(
        "ends-named",
        "Both ends are named in the quote, or reached by a mention or by `refers`.",
        _ends_named,
        judgement=True,
    ),
    Gate(
        "status-cues",
        "Hedges, negations and questions in the quote agree with the status.",
        _status_cues,
        judgement=True,
    ),
    Gate("figure-in-quote", "The number of a figure stands in its quote.", _figure_in_quote),
)
