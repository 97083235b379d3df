"""Named questions, read from `ontology/questions/`: one file each; its leading comments say what it asks and takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from rdflib.term import Node

from kg.errors import InvalidFile, UnknownTerm, did_you_mean
from kg.vocabulary import ontology_folder

__all__ = [
    "Parameter",
    "Question",
    "question",
    "questions",
    "read",
]

TYPES = ("actor", "date", "document", "entity", "number", "party", "place", "relation", "text")
_COMMENT = re.compile(r"#\s*(\w+)(?:\s+(\w+))?\s*:\s*(.*)")
_PROJECTION = re.compile(r"SELECT\s+(?:DISTINCT\s+)?((?:\?\w+\s+)+)WHERE\s*\{", re.IGNORECASE)
_CLAIM = re.compile(r"claim\d*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a question asks for.

    `type` is actor, party (an actor together with its organs and speakers), place, entity, relation, document, date,
    number or text. Left out, an optional parameter takes its `default`, or stands for anything where it has none.
    `last` takes the last day of a date of lower precision, not the first.
    """

    name: str
    type: str
    required: bool = False
    default: str | None = None
    last: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether its values differ from row to row, so that they are a column of the answer."""
        return self.default is None and (not self.required or self.type == "party")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with a name: what it asks, what it takes, and the SPARQL that answers it or fetches its claims.

    `engine` is `sparql`, or `ties` where the policy of ties answers; then `shape` names how, `options` say with which
    statuses, `heads` are the columns, and the SPARQL fetches the claims behind the rows. `whole` tells that an answer
    also rests on what is not said, so that under a lens it is asked of a graph that holds only what counts.
    """

    id: str
    title: str
    help: str
    parameters: tuple[Parameter, ...]
    sparql: str
    engine: str = "sparql"
    shape: str = ""
    options: Mapping[str, tuple[str, ...]]
    heads: tuple[str, ...] = ()
    whole: bool = False

    @property
    def projected(self) -> tuple[str, ...]:
        """The variables of the SPARQL, in order."""
        found = _PROJECTION.search(self.sparql)
        return () if found is None else tuple(name[1:] for name in found[1].split())

    @property
    def claim_columns(self) -> tuple[str, ...]:
        """The variables that give claims."""
        return tuple(name for name in self.projected if _CLAIM.fullmatch(name))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its answer; claims stand beside them."""
        if self.heads:
            return self.heads
        constant = {parameter.name for parameter in self.parameters if not parameter.is_shown}
        return tuple(name for name in self.projected if name not in constant and name not in self.claim_columns)

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; raises UnknownTerm with the nearest names."""
        known = {parameter.name: parameter for parameter in self.parameters}
        if name not in known:
            cure = did_you_mean(name, known) if known else "it takes none"
            raise UnknownTerm(f"the question '{self.id}' has no parameter '{name}'; {cure}")
        return known[name]

    def filled(self, *bindings: Mapping[str, Node]) -> str:
        """The SPARQL with a block of values for its parameters, to run anywhere; several sets are alternatives.

        The engine plans with a block of values; values that are bound once it has planned cost some thirty times more.
        """
        names = sorted({name for binding in bindings for name in binding})
        return self.sparql if not names else self.with_values(names, bindings)

    def with_values(self, names: Iterable[str], bindings: Iterable[Mapping[str, Node]]) -> str:
        """The SPARQL with a block of values for these variables."""
        order = list(names)
        rows = " ".join(f"( {' '.join(binding[name].n3() for name in order)} )" for binding in bindings)
        values = f" VALUES ( {' '.join('?' + name for name in order)} ) {{ {rows} }}"
        return _PROJECTION.sub(lambda found: found[0] + values, self.sparql, count=1)


def question(id: str) -> Question:
    """The question of that name; raises UnknownTerm with the nearest names."""
    known = {one.id: one for one in questions()}
    if id not in known:
        raise UnknownTerm(f"no question '{id}'; {did_you_mean(id, known)}")
    return known[id]


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """Every named question, by name.

    >>> [one.id for one in questions()][:3]
    ['acts-by-means', 'acts-by-place', 'agreement-roles']
    """
    return tuple(read(path) for path in sorted((ontology_folder() / "questions").glob("*.rq")))


def read(path: Path) -> Question:
    """The question in a file; raises InvalidFile."""
    text = path.read_text(encoding="utf-8")
    said: dict[str, list[str]] = {}
    parameters: list[Parameter] = []
    for line in _leading(text):
        found = _COMMENT.fullmatch(line)
        if found is None:
            raise InvalidFile(
                f"{path.name}: '{line}' is no header line; write '# title: …', '# param actor: party required'"
            )
        key, name, value = found.groups()
        if key == "param":
            parameters.append(_parameter(path, name or "", value))
        else:
            said.setdefault(key, []).append(value.strip())
    if missing := [key for key in ("title", "help") if key not in said]:
        raise InvalidFile(f"{path.name}: no {' and no '.join(missing)}; add '# {missing[0]}: …' at the top")
    shape, *options = " ".join(said.get("ties", [""])).split() or [""]
    return Question(
        id=path.stem,
        title=" ".join(said["title"]),
        help=" ".join(said["help"]),
        parameters=tuple(parameters),
        sparql="\n".join(line for line in text.splitlines() if not line.startswith("#")).strip() + "\n",
        engine=" ".join(said.get("kind", ["sparql"])),
        shape=shape,
        options=MappingProxyType({k: tuple(v.split(",")) for k, _, v in (one.partition("=") for one in options)}),
        heads=tuple(" ".join(said.get("columns", [])).split()),
        whole=said.get("lens") == ["graph"],
    )


def _leading(text: str) -> Iterable[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line


def _parameter(path: Path, name: str, value: str) -> Parameter:
    words, equals, default = (part.strip() for part in value.partition("="))
    type_, *flags = words.split() or [""]
    if type_ not in TYPES:
        raise InvalidFile(f"{path.name} param {name}: no type '{type_}'; {did_you_mean(type_, TYPES)}")
    return Parameter(name, type_, "required" in flags, default if equals else None, "last" in flags)
