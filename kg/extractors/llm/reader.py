"""A document read by a model, passage by passage: its words are placed, named and put through the gates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.extractors.base import Context
from kg.extractors.llm.client import Client
from kg.extractors.llm.grounding import ground
from kg.extractors.llm.prompt import EXAMPLE, NONE, again, messages, schema, version
from kg.extractors.rules.gazetteer import Gazetteer, slug
from kg.extractors.rules.lexicon import lexicon
from kg.extractors.rules.sentences import sentences
from kg.extractors.rules.tokens import tokens
from kg.gates import check
from kg.model import Claim, Coder, Coding, Entity, Quote, Source, entity

__all__ = ["CORE", "MARGIN", "Reader"]

CORE, MARGIN, ASKS = 6, 2, 2
_FENCE = re.compile(r"^\s*```[a-z]*\s*\n(.*?)\n?\s*```\s*$", re.DOTALL | re.IGNORECASE)
_NEEDED = ("quote", "subject", "object", "relation", "status")


@dataclass(frozen=True, slots=True)
class _Window:
    """The sentences to be coded, first to last, inside the passage that is shown."""

    core: tuple[int, int]
    passage: tuple[int, int]
    sentences: tuple[tuple[int, int], ...]


class Reader:
    """Reads one document."""

    def __init__(self, document: Source, context: Context, client: Client) -> None:
        self.document, self.context, self.client = document, context, client
        self.gazetteer = Gazetteer.of(context, lexicon()).with_definitions(document.text, lexicon())
        self.found: dict[str, Entity] = {}
        self.mentioned: dict[str, set[str]] = {}

    def coding(self) -> Coding:
        """The machine coding: what could not be mended stands in it as it came, for the gates to turn away."""
        every = list(sentences(self.document.text))
        claims: list[Claim] = []
        for first in range(0, len(every), CORE):
            claims += self._window(self._at(every, first, min(first + CORE, len(every))))
        numbered = tuple(replace(claim, file_id=f"m{number:03d}") for number, claim in enumerate(_distinct(claims), 1))
        return self._coding(numbered)

    def _coding(self, claims: tuple[Claim, ...]) -> Coding:
        named = {id for claim in claims for id in (*claim.ends, claim.claimer)} | {self.document.publisher}
        return Coding(
            source=self.document,
            coder=Coder(f"llm-{slug(self.client.settings.model)}-{version(self.context.words)}", "machine"),
            recorded=self.document.published,
            entities=tuple(self._described(id) for id in sorted(named) if self._known(id)),
            claims=claims,
        )

    # ------------------------------------------------------------ windows

    def _at(self, every: list[tuple[int, int]], first: int, last: int) -> _Window:
        shown = every[max(0, first - MARGIN) : last + MARGIN]
        core = every[first:last]
        return _Window((core[0][0], core[-1][1]), (shown[0][0], shown[-1][1]), tuple(core))

    def _window(self, window: _Window) -> list[Claim]:
        """The claims of a window; an answer that was cut off is asked for again in halves."""
        text = self.document.text
        passage, core = text[slice(*window.passage)], text[slice(*window.core)]
        conversation = messages(self.context.words, passage, core, self._actors(passage))
        claims: list[Claim] = []
        for attempt in range(ASKS + 1):
            answer = self.client.ask(conversation, schema(self.context.words))
            if answer.cut and len(window.sentences) > 1:
                half = len(window.sentences) // 2
                parts = (window.sentences[:half], window.sentences[half:])
                return [
                    claim
                    for part in parts
                    for claim in self._window(replace(window, core=(part[0][0], part[-1][1]), sentences=part))
                ]
            items, problems = _items(answer.text)
            claims = []
            for number, item in enumerate(items, 1):
                claim, wrong = self._claim(item, window)
                problems += [f"claim {number} {problem}" for problem in wrong]
                if claim is not None:
                    claims.append(replace(claim, file_id=f"m{number:03d}"))
            problems += self._broken(claims)
            if not problems or attempt == ASKS:
                break
            conversation = [*conversation, {"role": "assistant", "content": answer.text}, again(problems)]
        return claims

    def _actors(self, passage: str) -> list[str]:
        mentions = self.gazetteer.mentions(tokens(passage, 0, len(passage)))
        ids = dict.fromkeys(mention.ids[0] for mention in mentions)
        return [self.gazetteer.describe(id).name for id in ids]

    # ------------------------------------------------------------ one claim

    def _claim(self, item: Mapping[str, Any], window: _Window) -> tuple[Claim | None, list[str]]:
        """The claim of an item, with what is wrong with its words; None where it says that there is no relation."""
        words = {
            key: item[key] if isinstance(item.get(key), str) else ""
            for key in (*_NEEDED, "trigger", "speaker", "subject_kind", "object_kind")
        }
        if words["relation"] == NONE:
            return None, []
        problems = []
        placed = ground(words["quote"], self.document.text, start=window.core[0], end=window.core[1])
        if placed.quote is None:
            if words["quote"] and words["quote"] in EXAMPLE and words["quote"] not in self.document.text:
                problems.append(f"[example-leak] the quote '{_short(words['quote'])}' is copied from the example")
            else:
                problems.append(f"[exact-quote] the quote '{_short(words['quote'])}' is {placed.problem}")
        quote = placed.quote or Quote(words["quote"] or "?", 0, max(len(words["quote"]), 1))
        refers = []
        ends = {}
        for role in ("subject", "object"):
            id, named, problem = self._end(words[role], words[f"{role}_kind"], quote, window)
            ends[role] = id
            if named is not None:
                refers.append((role, named))
            if problem:
                problems.append(f"[ends-named] the {role} '{_short(words[role])}' {problem}")
        claimer = self.document.publisher
        if words["speaker"]:
            id, _, problem = self._end(words["speaker"], "person", quote, window)
            claimer = id
            if problem:
                problems.append(f"[ends-named] the speaker '{_short(words['speaker'])}' {problem}")
        if words["trigger"] and placed.quote is not None and ground(words["trigger"], placed.quote.exact).quote is None:
            problems.append(f"[trigger] '{_short(words['trigger'])}' does not stand once in the quote")
        claim = Claim(
            document=self.document.document,
            file_id="",
            subject=ends["subject"],
            relation=words["relation"],
            object=ends["object"] or None,
            claimer=claimer,
            exact=quote.exact,
            start=quote.start,
            end=quote.end,
            stated=self.document.published,
            status=words["status"] or "asserted",
            refers=tuple(sorted(refers)),
            review="proposed",
            proposal=tuple(sorted({"rule": "llm", "trigger": words["trigger"] or "?", "confidence": "0.50"}.items())),
        )
        return claim, problems

    def _end(self, words: str, kind: str, quote: Quote, window: _Window) -> tuple[str, Quote | None, str]:
        """The entity that some words name, where it is named outside the quote, and what is wrong with the words."""
        if not words:
            return "", None, ""
        inside = ground(words, quote.exact)
        named = None
        if inside.quote is None and "more than once" not in inside.problem:
            outside = ground(words, self.document.text, start=window.passage[0], end=window.passage[1])
            if outside.quote is None and "more than once" not in outside.problem:
                return slug(words), None, f"is {outside.problem}"
            named = outside.quote or _first(words, self.document.text, window)
        found = tokens(words, 0, len(words))
        mentions = [m for m in self.gazetteer.mentions(found) if not m.attributive or m.last == len(found)]
        if mentions:
            id = mentions[-1].ids[0]
        else:
            id = slug(words)
            if kind in self.context.words.kinds and self.context.newcomers and id not in self.gazetteer.entities:
                self.found.setdefault(id, entity(id=id, name=words, kind=kind, document=self.document.document))
        self.mentioned.setdefault(id, set()).add(
            named.exact if named else inside.quote.exact if inside.quote else words
        )
        return id, named, ""

    def _broken(self, claims: list[Claim]) -> list[str]:
        """What the gates say of claims whose words were placed."""
        placed = tuple(claim for claim in claims if self.document.text[claim.start : claim.end] == claim.exact)
        coding = self._coding(placed).identified(self.context.words)
        return [str(violation) for violation in check(coding, self.context.shared, self.context.words)]

    # ------------------------------------------------------------ entities

    def _known(self, id: str) -> bool:
        return (
            id in self.found
            or id in self.gazetteer.entities
            or id in self.gazetteer.newcomers
            or id == self.document.publisher
        )

    def _described(self, id: str) -> Entity:
        if id in self.found:
            known = self.found[id]
        elif id in self.gazetteer.entities or id in self.gazetteer.newcomers:
            known = self.gazetteer.describe(id)
        else:
            known = entity(id=id, name=id.replace("-", " "), kind="news agency")
        mentions = sorted({*known.mentions, *self.mentioned.get(id, ())} - {*known.names})
        return replace(known, document=self.document.document, labels=(), existed=None, mentions=tuple(mentions))


def _items(text: str) -> tuple[list[Mapping[str, Any]], list[str]]:
    """The claims of an answer; a code fence is taken off, further keys are passed over."""
    fenced = _FENCE.match(text)
    try:
        told = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError):
        return [], ["[schema] the answer is not valid JSON"]
    listed = told.get("claims") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        return [], ["[schema] the answer has no list 'claims'"]
    items: list[Mapping[str, Any]] = []
    problems = []
    for number, item in enumerate(listed, 1):
        if isinstance(item, dict) and all(isinstance(item.get(key), str) for key in _NEEDED):
            items.append(item)
        else:
            problems.append(f"[schema] claim {number} lacks one of {', '.join(_NEEDED)}")
    return items, problems


def _first(words: str, text: str, window: _Window) -> Quote | None:
    at = text.find(words, *window.passage)
    return Quote(words, at, at + len(words)) if at >= 0 else None


def _distinct(claims: list[Claim]) -> Iterator[Claim]:
    seen = set()
    for claim in claims:
        key = (claim.subject, claim.relation, claim.object, claim.claimer, claim.status, claim.start, claim.exact)
        if key not in seen:
            seen.add(key)
            yield claim


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:77] + "…"
