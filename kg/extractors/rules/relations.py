"""The patterns at work on every unit of a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.rules.clauses import Sentence
from kg.extractors.rules.nouns import noun_claims
from kg.extractors.rules.qualifiers import adjective_claims, compound_claims
from kg.extractors.rules.raw import Raw
from kg.extractors.rules.units import Unit
from kg.extractors.rules.verbs import verb_claims

__all__ = ["raw_claims"]


def raw_claims(sentence: Sentence) -> Iterator[Raw]:
    """Everything that the patterns read in a sentence."""
    lexicon = sentence.discourse.lexicon
    for at, unit in enumerate(sentence.units):
        if unit.kind == "VG":
            for frame in lexicon.verbs.get(unit.lemma, ()):
                yield from verb_claims(sentence, at, unit, frame)
        elif unit.kind == "NP":
            yield from compound_claims(sentence, unit, at)
            for frame in lexicon.nouns.get(unit.head, ()):
                yield from noun_claims(sentence, at, unit, frame)
            if len(unit.words) > 1 and unit.mentions and not unit.head and (word := _before_mention(unit)):
                for frame in lexicon.nouns.get(word, ()):
                    yield from noun_claims(sentence, at, unit, frame, renamed=True)
            for frame in lexicon.adjectives.get(unit.head, ()):
                yield from adjective_claims(sentence, at, unit, frame)
        if unit.kind == "VG" and unit.lemma != "be" and (framed := lexicon.adjectives.get(unit.low)):
            for frame in framed:
                yield from adjective_claims(sentence, at, unit, frame)


def _before_mention(unit: Unit) -> str:
    """The noun just before the name that ends a phrase: "ally" in "its ally Hezbollah"."""
    return unit.words[-2] if len(unit.words) > 1 and not unit.words[-1] else ""
