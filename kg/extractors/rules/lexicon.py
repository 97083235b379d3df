"""The data of the rules, read once: `words.yaml`, `patterns.yaml` and `states.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

__all__ = ["Frame", "Lexicon", "State", "inflections", "lexicon", "pattern_data"]

_HERE = Path(__file__).parent
_VOWELS = "aeiou"
_SHORT = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")
_DOUBLED = frozenset(
    """
    rebel repel ship stop rob ban bar plan rub cut hit get let put run set shut sit win begin refer occur stab
    grab trap strip step admit commit submit permit rebut plot wrap hem equip swap quit rid control patrol
    expel propel compel regret kidnap transfer refer prefer deter dispel confer defer incur
    """.split()
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern: what relation some words say, and where its ends stand."""

    rule: str
    relation: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    theme: frozenset[str] = frozenset()
    needs: str = ""
    speech: bool = False
    status: str = ""
    object_kinds: frozenset[str] = frozenset()
    begins: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class State:
    """A state with the adjectives and the capital by which texts call it."""

    name: str
    adjectives: tuple[str, ...]
    capital: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the rules know about words; patterns are found by the word that triggers them."""

    forms: Mapping[str, tuple[tuple[str, str], ...]]
    lists: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    descriptions: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    compounds: Mapping[str, str]
    states: tuple[State, ...]
    accusation: str

    def lemma(self, low: str) -> str:
        """The base form of a verb form, or the word itself."""
        forms = self.forms.get(low)
        return forms[0][0] if forms else low


def _read(name: str) -> Any:
    return yaml.load((_HERE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def pattern_data() -> Any:
    """The patterns as written, with their examples."""
    return _read("patterns.yaml")


def inflections(verb: str) -> Iterator[tuple[str, str]]:
    """The regular forms of a verb, each with its name.

    >>> dict(inflections("supply")) == {"supply": "base", "supplies": "s", "supplying": "ing", "supplied": "past"}
    True
    >>> [form for form, _ in inflections("repel")]
    ['repel', 'repels', 'repelling', 'repelled']
    """
    yield verb, "base"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        yield verb[:-1] + "ies", "s"
        yield verb + "ing", "ing"
        yield verb[:-1] + "ied", "past"
    elif verb.endswith("e"):
        yield verb + "s", "s"
        yield (verb if verb.endswith("ee") else verb[:-1]) + "ing", "ing"
        yield verb + "d", "past"
    else:
        stem = verb + verb[-1] if verb in _DOUBLED or _SHORT.fullmatch(verb) else verb
        yield verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"), "s"
        yield stem + "ing", "ing"
        yield stem + "ed", "past"


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of the rules, read once."""
    words, patterns = _read("words.yaml"), pattern_data()
    lists = {name: frozenset(value.split()) for name, value in words.items() if isinstance(value, str)}
    lists["false_words"] = frozenset(patterns["false_words"].split())
    lists["goodwill"] = frozenset("support solidarity backing friendship sympathy commitment".split())
    lists["air_cover"] = frozenset(
        "strikes airstrikes air-strikes warplanes jets artillery troops fighters bombers helicopters drones".split()
    )
    lists["assaults"] = frozenset(
        "attack attacks assault assaults advance advances offensive incursion raid raids".split()
    )
    lists["deeds"] = frozenset(
        """
        offensive attack attacks strike strikes assault raid raids invasion bombing bombings campaign
        operation airstrikes shelling incursion
        """.split()
    )
    lists["alliance_words"] = frozenset("forces ranks hands alliance".split())
    frames = {section: _frames(patterns[section], lists) for section in ("verbs", "nouns", "adjectives")}
    return Lexicon(
        forms=_forms(words, lists, frames["verbs"]),
        lists=lists,
        kinds=_classes(lists),
        descriptions={noun: tuple(kinds.split(", ")) for noun, kinds in words["descriptions"].items()},
        verbs=frames["verbs"],
        nouns=frames["nouns"],
        adjectives=frames["adjectives"],
        compounds=patterns["compounds"],
        states=tuple(_states()),
        accusation=patterns["accusation"],
    )


def _frames(entries: list[dict[str, Any]], lists: Mapping[str, frozenset[str]]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for entry in entries:
        flags = frozenset(
            name
            for name in ("reciprocal", "receives", "asks", "arms_subject", "deed", "third", "party")
            if entry.get(name)
        )
        frame = Frame(
            rule=entry["rule"],
            relation=entry["relation"],
            subject=tuple(entry.get("subject", ["subject"])),
            object=tuple(entry["object"]),
            theme=lists[entry["theme"]] if "theme" in entry else frozenset(),
            needs=entry.get("needs", ""),
            speech=bool(entry.get("speech")),
            status=entry.get("status", ""),
            begins=frozenset(entry.get("begins", "").split()),
            object_kinds=frozenset(entry.get("object_kinds", ())),
            flags=flags,
        )
        for word in (entry.get("verbs") or entry.get("nouns") or entry["words"]).split():
            found.setdefault(word, []).append(frame)
    return {word: tuple(many) for word, many in found.items()}


def _forms(
    words: Mapping[str, Any], lists: Mapping[str, frozenset[str]], framed: Mapping[str, Any]
) -> dict[str, tuple[tuple[str, str], ...]]:
    forms: dict[str, list[tuple[str, str]]] = {}
    irregular = {}
    for triple in words["irregular"].split(";"):
        base, past, participle = triple.split()
        irregular[base] = (past, participle)
    named = [name for name in ("report", "deny", "hedge_verbs", "request", "light", "verbs") if name in lists]
    every = {verb for name in named for verb in lists[name]} | set(framed) | set(irregular)
    nouns_only = {"set", "due", "likely", "ready", "poised"}
    for verb in sorted(every - nouns_only):
        for form, name in inflections(verb):
            if name == "past" and verb in irregular:
                continue
            forms.setdefault(form, []).append((verb, name))
        if verb in irregular:
            past, participle = irregular[verb]
            forms.setdefault(past, []).append((verb, "past"))
            if participle != past:
                forms.setdefault(participle, []).append((verb, "part"))
    return {form: tuple(sorted(set(many))) for form, many in forms.items()}


_CLASSES = (
    ("determiners", "DET"),
    ("possessives", "POSS"),
    ("pronouns", "PRON"),
    ("prepositions", "PREP"),
    ("time_prepositions", "PREP"),
    ("subordinators", "SUB"),
    ("conditionals", "IF"),
    ("relatives", "REL"),
    ("be", "BE"),
    ("have", "HAVE"),
    ("do", "DO"),
    ("modals_doubt", "MAY"),
    ("modals_open", "MODAL"),
    ("negations", "NEG"),
    ("adverbs", "ADV"),
)


def _classes(lists: Mapping[str, frozenset[str]]) -> dict[str, str]:
    kinds: dict[str, str] = {
        "and": "AND",
        "or": "AND",
        "but": "BUT",
        "that": "THAT",
        ",": "COMMA",
        "'s": "'S",
        "'": "'S",
    }
    kinds |= dict.fromkeys(("(", ")", "–", "—", "-"), "COMMA")
    kinds |= dict.fromkeys((";", ":", "[...]", "!", "?", ".", "…"), "STOP")
    for name, kind in _CLASSES:
        for word in lists[name]:
            kinds.setdefault(word, kind)
    return kinds


def _states() -> Iterator[State]:
    for name, spelt in _read("states.yaml").items():
        adjectives, capital, *aliases = (part.strip() for part in spelt.split(";"))
        yield State(name, tuple(adjectives.split(", ")), capital, tuple(aliases))
