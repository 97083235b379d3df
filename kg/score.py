"""How well one coding agrees with another: matched, missed and invented claims, at several levels of strictness."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.errors import InvalidFile
from kg.importers import claims_files, read
from kg.model import Claim, Coder, Coding, Entity, Source, entity
from kg.vocabulary import Vocabulary, vocabulary

__all__ = ["LEVELS", "Agreement", "Level", "Report", "agree", "codings", "re3d", "score"]

_DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Level:
    """How many claims two sets of codings share at one level.

    `low` and `high` bound F1 in 95 % of draws of documents with replacement; None where there is one document only.
    """

    name: str
    gold: int
    predicted: int
    matched: int
    low: float | None = None
    high: float | None = None

    @property
    def precision(self) -> float:
        """The share of the predicted claims that are in the gold; 0 where nothing is predicted."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold claims that are predicted; 0 where the gold is empty."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two.

        >>> Level("pair", gold=4, predicted=2, matched=2).f1
        0.6666666666666666
        """
        return 2 * self.matched / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison: the levels, the families at the level of pairs, and the claims that stand on one side only."""

    levels: tuple[Level, ...]
    families: tuple[Level, ...]
    matched: tuple[tuple[Claim, Claim], ...]
    missed: tuple[Claim, ...]
    invented: tuple[Claim, ...]

    def level(self, name: str) -> Level:
        """The level of that name."""
        return next(level for level in self.levels if level.name == name)

    @property
    def attribution(self) -> float:
        """Of the claims that match in family and pair, the share whose claimer matches too."""
        pairs, tellers = self.level("pair").matched, self.level("claimer").matched
        return tellers / pairs if pairs else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two coders over the same documents: Cohen's kappa over pairs of actors, and what they share."""

    kappa: float
    observed: float
    units: int
    report: Report


# ---------------------------------------------------------------- levels

Same = Callable[[Claim, Claim], bool]


def _overlap(one: Claim, two: Claim) -> bool:
    """Whether at least half of the shorter quote stands in the longer one."""
    shared = min(one.end, two.end) - max(one.start, two.start)
    return shared * 2 >= min(one.end - one.start, two.end - two.start)


LEVELS: Mapping[str, Same] = {
    "pair": lambda one, two: True,
    "relation": lambda one, two: _type(one) == _type(two),
    "claimer": lambda one, two: one.claimer == two.claimer,
    "status": lambda one, two: one.status == two.status,
    "time": lambda one, two: one.valid == two.valid,
    "quote": _overlap,
}


def _type(claim: Claim) -> str:
    """The relation; the kinds of part are one, as the guide has it."""
    relation = vocabulary().relations[claim.relation]
    if relation.sign:
        return relation.name
    above = [name for name in relation.above if name in vocabulary().relations]
    return min(above, key=lambda name: (len(vocabulary().relations[name].above), name))


def _pair(claim: Claim, words: Vocabulary) -> tuple[str, ...]:
    relation = words.relations[claim.relation]
    ends = [claim.subject, str(claim.object)]
    if relation.symmetric:
        ends.sort()
    return (claim.document, relation.family, *ends)


def score(gold: Sequence[Coding], predicted: Sequence[Coding], *, seed: int = 0) -> Report:
    """Compares two sets of codings of the same documents by maximum matching; claims without object are passed over."""
    words = vocabulary()
    documents = sorted({coding.document for coding in gold})
    kept = {coding.document: coding for coding in gold}
    given = {coding.document: coding for coding in predicted if coding.document in kept}
    per_document = {document: _matrices(kept[document], given.get(document), words) for document in documents}
    levels = []
    for name in LEVELS:
        counts = [per_document[document].counts(name) for document in documents]
        low, high = _interval(counts, seed)
        gold_count, predicted_count, matched_count = _sums(counts)
        levels.append(Level(name, gold_count, predicted_count, matched_count, low, high))
    matched = [pair for document in documents for pair in per_document[document].best()]
    used = {id(claim) for pair in matched for claim in pair}
    gold_claims = [claim for document in documents for claim in per_document[document].gold]
    predicted_claims = [claim for document in documents for claim in per_document[document].predicted]
    return Report(
        levels=tuple(levels),
        families=tuple(_families(words, gold_claims, predicted_claims, matched)),
        matched=tuple(matched),
        missed=tuple(claim for claim in gold_claims if id(claim) not in used),
        invented=tuple(claim for claim in predicted_claims if id(claim) not in used),
    )


@dataclass(frozen=True, slots=True)
class _Document:
    """The claims of a document on both sides, and which of them may match."""

    gold: tuple[Claim, ...]
    predicted: tuple[Claim, ...]
    groups: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

    def counts(self, level: str) -> tuple[int, int, int]:
        same = LEVELS[level]
        matched = 0
        for ones, twos in self.groups:
            able = np.array([[float(same(self.gold[i], self.predicted[j])) for j in twos] for i in ones])
            rows, columns = linear_sum_assignment(able, maximize=True)
            matched += int(able[rows, columns].sum())
        return len(self.gold), len(self.predicted), matched

    def best(self) -> list[tuple[Claim, Claim]]:
        """As many pairs as possible, those first that agree in most."""
        found = []
        for ones, twos in self.groups:
            likeness = np.array(
                [
                    [1 + sum(same(self.gold[i], self.predicted[j]) for same in LEVELS.values()) for j in twos]
                    for i in ones
                ],
                dtype=float,
            )
            rows, columns = linear_sum_assignment(likeness, maximize=True)
            found += [(self.gold[ones[i]], self.predicted[twos[j]]) for i, j in zip(rows, columns, strict=True)]
        return sorted(found, key=lambda pair: (pair[0].start, pair[0].file_id))


def _matrices(gold: Coding, predicted: Coding | None, words: Vocabulary) -> _Document:
    ones = tuple(claim for claim in gold.claims if claim.object is not None)
    twos = tuple(claim for claim in (predicted.claims if predicted else ()) if claim.object is not None)
    sides: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
    for side, claims in enumerate((ones, twos)):
        for place, claim in enumerate(claims):
            sides.setdefault(_pair(claim, words), ([], []))[side].append(place)
    groups = tuple((tuple(one), tuple(two)) for one, two in sides.values() if one and two)
    return _Document(ones, twos, groups)


def _families(
    words: Vocabulary, gold: Iterable[Claim], predicted: Iterable[Claim], matched: Iterable[tuple[Claim, Claim]]
) -> Iterable[Level]:
    def family(claim: Claim) -> str:
        return words.relations[claim.relation].family

    ones, twos, both = [family(c) for c in gold], [family(c) for c in predicted], [family(c) for c, _ in matched]
    for name in words.families:
        if name in ones or name in twos:
            yield Level(name, ones.count(name), twos.count(name), both.count(name))


def _sums(counts: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    return sum(c[0] for c in counts), sum(c[1] for c in counts), sum(c[2] for c in counts)


def _interval(counts: Sequence[tuple[int, int, int]], seed: int) -> tuple[float | None, float | None]:
    if len(counts) < 2:
        return None, None
    chance = random.Random(seed)
    drawn = sorted(Level("", *_sums(chance.choices(counts, k=len(counts)))).f1 for _ in range(_DRAWS))
    return drawn[int(_DRAWS * 0.025)], drawn[int(_DRAWS * 0.975) - 1]


# ---------------------------------------------------------------- two coders


def agree(one: Sequence[Coding], two: Sequence[Coding]) -> Agreement:
    """Cohen's kappa of two coders: for each ordered pair of entities that either names, its families."""
    words = vocabulary()
    first, second = ({coding.document: coding for coding in side} for side in (one, two))
    shared = sorted(set(first) & set(second))
    if not shared:
        raise InvalidFile("the two coders share no document; compare codings of the same texts")
    labels: list[tuple[str, str]] = []
    for document in shared:
        sides = [_labels(side[document], words) for side in (first, second)]
        ends = sorted({end for side in sides for pair in side for end in pair})
        labels += [(sides[0].get(pair, ""), sides[1].get(pair, "")) for pair in permutations(ends, 2)]
    observed = sum(a == b for a, b in labels) / len(labels) if labels else 1.0
    names = sorted({label for pair in labels for label in pair})
    by_chance = (
        sum(sum(a == name for a, _ in labels) * sum(b == name for _, b in labels) for name in names)
        / max(len(labels), 1) ** 2
    )
    kappa = (observed - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0
    return Agreement(kappa, observed, len(labels), score([first[d] for d in shared], [second[d] for d in shared]))


def _labels(coding: Coding, words: Vocabulary) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], set[str]] = {}
    for claim in coding.claims:
        if claim.object is not None:
            _, family, subject, target = _pair(claim, words)
            found.setdefault((subject, target), set()).add(family)
    return {pair: "+".join(sorted(families)) for pair, families in found.items()}


# ---------------------------------------------------------------- test sets


def codings(paths: Iterable[Path]) -> list[Coding]:
    """The codings in claims files or in folders of them, such as `../shared/gold/dev`."""
    return [read(path) for path in claims_files(paths)]


_RE3D_RELATIONS = {
    "AlliesOf": "alliedWith",
    "FightingAgainst": "attacks",
    "Likes": "supports",
    "Dislikes": "opposes",
    "BelongsTo": "partOf",
    "InChargeOf": "leads",
}
_RE3D_KINDS = {
    "Organisation": "organisation",
    "Person": "person",
    "Location": "place",
    "MilitaryPlatform": "armed force",
}


def re3d(folder: Path) -> list[Coding]:
    """The documents of a folder of dstl/re3d as codings, its relation types read as ours.

    Its annotation is incomplete, so that what is missing from it is no error by itself. Equal words
    are one entity within a document; relations of other types and ends of other kinds are left out.
    """
    documents, entities, relations = (
        _lines(folder / f"{name}.json") for name in ("documents", "entities", "relations")
    )
    return [
        _re3d_coding(
            document,
            [e for e in entities if e["documentId"] == document["_id"]],
            [r for r in relations if r["documentId"] == document["_id"]],
        )
        for document in documents
    ]


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise InvalidFile(f"{path}: cannot be read as lines of JSON ({error}); get the file from dstl/re3d") from error


def _re3d_coding(document: dict[str, Any], entities: list[dict[str, Any]], relations: list[dict[str, Any]]) -> Coding:
    id, text = str(document["_id"]), str(document["text"])
    day = date(2016, 6, 1)
    source = Source(
        document=id,
        filename=f"{id}.txt",
        text=text,
        publisher="publisher",
        published=day,
        title=str(document.get("title", "")),
    )
    described: dict[str, Entity] = {
        "publisher": entity(id="publisher", name=str(document["sourceName"]), kind="organisation", document=id)
    }
    for found in entities:
        name = " ".join(str(found["value"]).split())
        if found["type"] in _RE3D_KINDS and len(name) > 1:
            described.setdefault(
                _re3d_id(name), entity(id=_re3d_id(name), name=name, kind=_RE3D_KINDS[found["type"]], document=id)
            )
    claims = []
    for number, found in enumerate(relations, 1):
        subject, target = _re3d_id(str(found["source"])), _re3d_id(str(found["target"]))
        if found["type"] not in _RE3D_RELATIONS or subject not in described or target not in described:
            continue
        start = min(found["sourceBegin"], found["targetBegin"])
        end = max(found["sourceEnd"], found["targetEnd"])
        claims.append(
            Claim(
                document=id,
                file_id=f"r{number}",
                subject=subject,
                relation=_RE3D_RELATIONS[found["type"]],
                object=target,
                claimer="publisher",
                exact=text[start:end],
                start=start,
                end=end,
                stated=day,
            )
        )
    return Coding(
        source=source,
        coder=Coder("re3d", "human"),
        recorded=day,
        entities=tuple(described.values()),
        claims=tuple(claims),
    )


def _re3d_id(name: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in name.casefold()).split())
