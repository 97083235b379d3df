"""The claims-file format: a record of plain values, as every format gives it, to a coding and back.

What the format allows stands in three tables of keys. An error names the file, the entry, the field and the cure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, TypeVar

from rapidfuzz import fuzz

from kg.errors import InvalidDate, InvalidFile, did_you_mean
from kg.importers.base import Record
from kg.importers.texts import clean
from kg.interval import Interval
from kg.model import Claim, Coder, Coding, Dispute, Entity, Figure, Item, Quote, Source, entity, identified
from kg.vocabulary import vocabulary

__all__ = ["claim_of", "coding_of", "entities_of", "item_record", "record_of"]

T = TypeVar("T")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_TOP = (
    "format",
    "document",
    "publisher",
    "outlet",
    "published",
    "title",
    "url",
    "author",
    "language",
    "retrieved",
    "rights",
    "reliability",
)
_SECTIONS = ("coder", "recorded", "entities", "actors", "claims", "figures", "disputes")
_BLOCKS = ("entities", "actors")
_ENTITY = ("name", "kind", "aliases", "mentions", "identifiers", "anonymous")
_QUOTE = ("exact", "start", "end")
_CLAIM = (
    *("id", "subject", "relation", "object", "against", "between", "claimer", "relayed_by", "status", "hedge", "valid"),
    *("stated", "place", "means", *_QUOTE, "attribution", "refers", "note", "tags", "credibility", "review", "waivers"),
    "proposal",
)
_FIGURE = (
    *("id", "measure", "value", "bound", "about", "by_whom", "place", "claimer", "relayed_by", "status", "valid"),
    *("words", *_QUOTE, "note", "review", "waivers"),
)
_DISPUTE = ("a", "b", "kind", "note")
_ROLES = ("subject", "object", "against", "between", "claimer", "place")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One mapping of the file with its place, read field by field."""

    values: Mapping[str, Any]
    where: str

    @classmethod
    def of(cls, values: Any, where: str, allowed: tuple[str, ...]) -> _Entry:
        if not isinstance(values, Mapping):
            raise InvalidFile(f"{where}: not a mapping; write 'key: value' lines")
        for key in values:
            if key not in allowed:
                raise InvalidFile(f"{where}: no key '{key}'; {did_you_mean(str(key), allowed)}")
        return cls(values, where)

    def fail(self, key: str, problem: str) -> InvalidFile:
        return InvalidFile(f"{self.where} {key}: {problem}")

    def text(self, key: str, default: str | None = "") -> str:
        value = self.values.get(key)
        if value is None or value == "":
            if default is None:
                raise self.fail(key, "missing; fill it in")
            return default
        if not isinstance(value, str):
            raise self.fail(key, f"{value!r} is no text; put it in quotation marks")
        return clean(value, f"{self.where} {key}")

    def id(self, key: str) -> str | None:
        return self.text(key) or None

    def number(self, key: str) -> int | None:
        value = self.values.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value.strip()):
            return int(value)
        raise self.fail(key, f"{value!r} is no whole number; write digits only")

    def flag(self, key: str) -> bool:
        value = self.values.get(key)
        if value in (None, "", False, "false"):
            return False
        if value in (True, "true"):
            return True
        raise self.fail(key, f"{value!r} is neither true nor false")

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        if value is None or value == "":
            return ()
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise self.fail(key, "not a list of texts; write [one, two]")
        return tuple(clean(part, f"{self.where} {key}") for part in value)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        value = self.values.get(key)
        if value is None or value == "":
            return ()
        if not isinstance(value, Mapping) or not all(isinstance(part, str) and part for part in value.values()):
            raise self.fail(key, "not a mapping of names to texts; write {name: text}")
        if bad := [name for name in value if not re.fullmatch(r"[\w-]+", name)]:
            raise self.fail(key, f"'{bad[0]}' is no name; use letters, digits and dashes")
        return tuple(sorted((name, clean(text, f"{self.where} {key}")) for name, text in value.items()))

    def day(self, key: str) -> date | None:
        value = self.text(key)
        if not value:
            return None
        try:
            return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else self._no_day(key, value)
        except ValueError:
            return self._no_day(key, value)

    def _no_day(self, key: str, value: str) -> date:
        raise self.fail(key, f"'{value}' is no day; write 2024-11-29")

    def grade(self, key: str) -> str:
        value = self.text(key)
        if value not in ("", *"ABCDEF"):
            raise self.fail(key, f"'{value}' is not on the Admiralty scale; write A to F")
        return value

    def time(self, key: str) -> Interval | None:
        value = self.text(key)
        try:
            return Interval(value) if value else None
        except InvalidDate as error:
            raise self.fail(key, str(error)) from error

    def entries(self, key: str, name: str, allowed: tuple[str, ...]) -> list[_Entry]:
        value = self.values.get(key)
        if value is None or value == "":
            return []
        if not isinstance(value, list):
            raise self.fail(key, "not a list; write one '- id: …' block an entry")
        return [_Entry.of(one, f"{self.where} {_entry_name(one, name, n)}", allowed) for n, one in enumerate(value, 1)]


def _entry_name(values: Any, name: str, number: int) -> str:
    id = values.get("id") if isinstance(values, Mapping) else None
    return str(id) if isinstance(id, str) and id else f"{name} {number}"


def coding_of(record: Record, text: str, where: str) -> Coding:
    """The coding that a record makes of a text, every quote placed in it and every id filled in; raises InvalidFile."""
    top = _Entry.of(record, where, (*_TOP, *_SECTIONS))
    if str(record.get("format") or 1) != "1":
        raise top.fail("format", f"'{record['format']}' is not known; this version reads format 1")
    source = _source(top, text)
    coder = _Entry.of(record.get("coder") or {}, f"{where} coder", ("id", "kind"))
    kind = coder.text("kind", "human")
    if kind not in ("human", "machine"):
        raise coder.fail("kind", f"no kind '{kind}'; write human or machine")
    review = "accepted" if kind == "human" else "proposed"
    reader = _Reader(source, text, review)
    problems: list[str] = []
    coding = Coding(
        source=source,
        coder=Coder(coder.text("id", "anonymous"), kind),
        recorded=top.day("recorded") or source.published,
        entities=_entities(top, source.document),
        claims=_all(reader.claim, top.entries("claims", "claim", _CLAIM), problems),
        figures=_all(reader.figure, top.entries("figures", "figure", _FIGURE), problems),
        disputes=_all(reader.dispute, top.entries("disputes", "dispute", _DISPUTE), problems),
    )
    if problems:
        raise InvalidFile(*problems)
    return coding.identified()


def _all(read: Callable[[_Entry], T], entries: Iterable[_Entry], problems: list[str]) -> tuple[T, ...]:
    """Every entry that can be read; what is wrong with the others goes to `problems`."""
    found = []
    for entry in entries:
        try:
            found.append(read(entry))
        except InvalidFile as error:
            problems.extend(error.problems)
    return tuple(found)


def claim_of(record: Record, source: Source, where: str) -> Claim:
    """The claim that a record makes of a document that is known; raises InvalidFile."""
    entry = _Entry.of({key: value for key, value in record.items() if key in _CLAIM}, where, _CLAIM)
    return identified(_Reader(source, source.text, "accepted").claim(entry), source)


def entities_of(record: Record, where: str) -> tuple[Entity, ...]:
    """The entities that a claims file describes, or a file that is its block of entities alone."""
    block = record if "entities" not in record and "actors" not in record else {k: record.get(k) for k in _BLOCKS}
    held = block if set(block) <= set(_BLOCKS) else {"entities": block}
    return _entities(_Entry.of(held, where, _BLOCKS), "gazetteer")


def _source(top: _Entry, text: str) -> Source:
    """The document that a record describes."""
    filename = top.text("document", None)
    language = top.text("language")
    if language and not _LANGUAGE.fullmatch(language):
        raise top.fail("language", f"'{language}' is no language tag; write en, ar or pt-BR")
    published = top.day("published")
    if published is None:
        raise top.fail("published", "missing; give the day of publication, on which 'today' hangs")
    return Source(
        document=PurePosixPath(filename).stem,
        filename=filename,
        text=text,
        publisher=top.text("publisher", None),
        published=published,
        outlet=top.id("outlet"),
        title=top.text("title"),
        url=top.text("url"),
        author=top.text("author"),
        language=language,
        retrieved=top.day("retrieved"),
        rights=top.text("rights"),
        reliability=top.grade("reliability"),
    )


def _entities(top: _Entry, document: str) -> tuple[Entity, ...]:
    described = top.values.get("entities") or top.values.get("actors") or {}
    if not isinstance(described, Mapping):
        raise top.fail("entities", "not a mapping; write 'id: {name: …, kind: …}' lines")
    return tuple(
        _entity(_Entry.of(values, f"{top.where} {id}", _ENTITY), id, document) for id, values in described.items()
    )


def _entity(entry: _Entry, id: str, document: str) -> Entity:
    if not id.strip() or "#" in id:
        raise entry.fail("id", f"'{id}' is no entity id; use letters, digits and dashes")
    kind = entry.text("kind", None)
    words = vocabulary()
    if kind not in words.kinds:
        raise entry.fail("kind", f"no kind '{kind}'; {did_you_mean(kind, words.kinds)}")
    return entity(
        id=clean(id, entry.where),
        name=entry.text("name", None),
        kind=kind,
        document=document,
        aliases=entry.texts("aliases"),
        mentions=entry.texts("mentions"),
        identifiers=entry.pairs("identifiers"),
        anonymous=entry.flag("anonymous"),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the claims, figures and disputes of one document."""

    source: Source
    text: str
    review: str

    def claim(self, entry: _Entry) -> Claim:
        quote = self.quote(entry)
        credibility = entry.number("credibility")
        if credibility is not None and not 1 <= credibility <= 6:
            raise entry.fail("credibility", f"{credibility} is not on the Admiralty scale; write 1 to 6")
        return Claim(
            document=self.source.document,
            file_id=entry.text("id", None),
            subject=entry.text("subject", None),
            relation=entry.text("relation", None),
            object=entry.id("object"),
            claimer=entry.text("claimer", None),
            exact=quote.exact,
            start=quote.start,
            end=quote.end,
            stated=entry.day("stated") or self.source.published,
            status=entry.text("status", "asserted"),
            valid=entry.time("valid"),
            against=entry.id("against"),
            between=entry.texts("between"),
            relayed_by=entry.texts("relayed_by"),
            place=entry.id("place"),
            means=entry.text("means"),
            hedge=entry.flag("hedge"),
            attribution=self.beside(entry, "attribution"),
            refers=self.refers(entry),
            note=entry.text("note"),
            tags=entry.texts("tags"),
            credibility=credibility,
            review=entry.text("review", self.review),
            waivers=entry.pairs("waivers"),
            proposal=entry.pairs("proposal"),
        )

    def figure(self, entry: _Entry) -> Figure:
        quote = self.quote(entry)
        value = entry.number("value")
        if value is None or value < 0:
            raise entry.fail("value", "missing or negative; write the number in digits")
        return Figure(
            document=self.source.document,
            file_id=entry.text("id", None),
            measure=entry.text("measure", None),
            value=value,
            bound=entry.text("bound", "exactly"),
            claimer=entry.text("claimer", None),
            exact=quote.exact,
            start=quote.start,
            end=quote.end,
            stated=self.source.published,
            about=entry.id("about"),
            place=entry.id("place"),
            by_whom=entry.id("by_whom"),
            relayed_by=entry.texts("relayed_by"),
            status=entry.text("status", "asserted"),
            valid=entry.time("valid"),
            words=entry.text("words"),
            note=entry.text("note"),
            review=entry.text("review", self.review),
            waivers=entry.pairs("waivers"),
        )

    def dispute(self, entry: _Entry) -> Dispute:
        return Dispute(
            document=self.source.document,
            a=entry.text("a", None),
            b=entry.text("b", None),
            kind=entry.text("kind", None),
            note=entry.text("note"),
        )

    def refers(self, entry: _Entry) -> tuple[tuple[str, Quote], ...]:
        values = entry.values.get("refers")
        if values is None or values == "":
            return ()
        roles = _Entry.of(values, f"{entry.where} refers", _ROLES)
        found = ((role, self.beside(roles, role)) for role in sorted(values))
        return tuple((role, quote) for role, quote in found if quote)

    def beside(self, entry: _Entry, key: str) -> Quote | None:
        value = entry.values.get(key)
        if value is None or value == "":
            return None
        return self.quote(
            _Entry.of({"exact": value} if isinstance(value, str) else value, f"{entry.where} {key}", _QUOTE)
        )

    def quote(self, entry: _Entry) -> Quote:
        """The quote of an entry: where the file gives its place that is taken, else its words are looked for."""
        exact, start, end = entry.text("exact", None), entry.number("start"), entry.number("end")
        if start is not None:
            return Quote(exact, start, start + len(exact) if end is None else end)
        first = self.text.find(exact)
        if first < 0:
            raise entry.fail(
                "exact", f"the text has no '{_short(exact)}'; nearest is '{_short(_nearest(exact, self.text))}'"
            )
        if self.text.find(exact, first + 1) >= 0:
            times = sum(self.text.startswith(exact, at) for at in range(len(self.text)))
            raise entry.fail(
                "exact",
                f"'{_short(exact)}' stands {times} times in the text; give its start (first {first}) or a longer quote",
            )
        return Quote(exact, first, first + len(exact))


def _nearest(exact: str, text: str) -> str:
    """The run of whole words of a text that is most like a quote."""
    alignment = fuzz.partial_ratio_alignment(exact, text[:200_000])
    if alignment is None:
        return ""
    start = next((at for at in range(alignment.dest_start, 0, -1) if text[at - 1].isspace()), 0)
    end = next((at for at in range(alignment.dest_end, len(text)) if text[at].isspace()), len(text))
    return text[start:end].strip()


def _short(words: str) -> str:
    return words if len(words) <= 120 else words[:117] + "…"


# ---------------------------------------------------------------- and back

_CLAIM_ALWAYS = ("object", "against", "relayed_by", "valid", "start")
_FIGURE_ALWAYS = ("value", "start")


def record_of(coding: Coding) -> Record:
    """The record of a coding, keys in the order of the guide; what has its default value is left out."""
    head = {key: _plain(getattr(coding.source, key)) for key in _TOP if key not in ("format", "document")}
    return {
        "format": 1,
        "document": coding.source.filename,
        **_kept(head),
        "coder": {"id": coding.coder.id, "kind": coding.coder.kind},
        "recorded": coding.recorded.isoformat(),
        "entities": {described.id: _described(described) for described in coding.entities},
        "claims": [item_record(claim) for claim in coding.claims],
        "figures": [item_record(figure) for figure in coding.figures],
        "disputes": [_kept({"a": d.a, "b": d.b, "kind": d.kind, "note": d.note}) for d in coding.disputes],
    }


def _described(described: Entity) -> Record:
    keys = ("name", "kind", "aliases", "mentions", "identifiers", "anonymous")
    return _kept({key: _plain(getattr(described, key)) for key in keys}, always=("aliases",))


def item_record(item: Item) -> Record:
    """A claim or figure in the keys of the claims file, under the id of its file."""
    keys, always = (_CLAIM, _CLAIM_ALWAYS) if isinstance(item, Claim) else (_FIGURE, _FIGURE_ALWAYS)
    return _kept({key: _plain(getattr(item, "file_id" if key == "id" else key)) for key in keys}, always)


def _plain(value: Any) -> Any:
    if isinstance(value, Quote):
        return {"exact": value.exact, "start": value.start, "end": value.end}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Interval):
        return value.text
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return {name: _plain(one) for name, one in value}
    return list(value) if isinstance(value, tuple) else value


def _kept(record: Record, always: tuple[str, ...] = ()) -> Record:
    return {key: value for key, value in record.items() if key in always or not _is_default(value)}


def _is_default(value: Any) -> bool:
    return value is None or value is False or value in ("", [])
