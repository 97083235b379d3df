"""Scores, against worlds small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.errors import InvalidFile
from kg.interval import Interval
from kg.model import Claim, Coder, Coding, Source
from kg.score import agree, codings, re3d, score

DAY = date(2024, 11, 29)
SHARED = Path(__file__).parents[2] / "shared"
SEEDS = Path(__file__).parents[1] / "seeds"


def claim(subject: str, relation: str, object: str | None, **more: object) -> Claim:
    told: dict[str, object] = {"claimer": "afp", "start": 0, "end": 10, "document": "d"}
    told |= more
    exact = "x" * (int(str(told["end"])) - int(str(told["start"])))
    return Claim(file_id="c", subject=subject, relation=relation, object=object, exact=exact, stated=DAY, **told)  # type: ignore[arg-type]


def coding(*claims: Claim, document: str = "d") -> Coding:
    source = Source(document=document, filename=f"{document}.txt", text="x" * 100, publisher="afp", published=DAY)
    return Coding(
        source=source,
        coder=Coder("m", "human"),
        recorded=DAY,
        claims=tuple(replace(c, document=document) for c in claims),
    )


def test_a_coding_agrees_with_itself() -> None:
    one = coding(claim("iran", "supports", "syria"), claim("russia", "attacks", "hts"))
    report = score([one], [one])
    assert {level.f1 for level in report.levels} == {1.0}
    assert report.missed == report.invented == ()


def test_each_level_asks_for_one_thing_more_than_the_pair() -> None:
    gold = coding(claim("iran", "supports", "syria", valid=Interval("2024")))
    for change, failing in (
        ({"relation": "finances"}, "relation"),
        ({"claimer": "sana"}, "claimer"),
        ({"status": "hedged"}, "status"),
        ({"valid": None}, "time"),
        ({"start": 40, "end": 50}, "quote"),
    ):
        report = score([gold], [coding(replace(gold.claims[0], **change))])  # type: ignore[arg-type]
        assert [level.name for level in report.levels if level.matched == 0] == [failing]


def test_another_family_or_direction_is_no_match() -> None:
    gold = coding(claim("iran", "supports", "syria"))
    report = score([gold], [coding(claim("iran", "opposes", "syria"), claim("syria", "supports", "iran"))])
    assert report.level("pair").matched == 0
    assert len(report.missed) == 1
    assert len(report.invented) == 2


def test_a_symmetric_relation_matches_either_way() -> None:
    report = score([coding(claim("iran", "alliedWith", "syria"))], [coding(claim("syria", "alliedWith", "iran"))])
    assert report.level("pair").f1 == 1.0


def test_the_kinds_of_part_are_one() -> None:
    report = score([coding(claim("army", "isOrganOf", "syria"))], [coding(claim("army", "partOf", "syria"))])
    assert report.level("relation").matched == 1


def test_claims_without_an_object_are_passed_over() -> None:
    report = score([coding(claim("iran", "attacks", None))], [coding(claim("iran", "attacks", None))])
    assert report.level("pair").gold == report.level("pair").predicted == 0


def test_matching_is_the_greatest_not_the_first() -> None:
    wide, narrow = claim("a", "supports", "b", start=0, end=40), claim("a", "supports", "b", start=0, end=10)
    far = claim("a", "supports", "b", start=30, end=40)
    report = score([coding(wide, narrow)], [coding(narrow, far)])
    assert report.level("quote").matched == 2


def test_one_claim_matches_once() -> None:
    one = claim("a", "supports", "b")
    report = score([coding(one)], [coding(one, replace(one, start=20, end=30))])
    assert (report.level("pair").matched, len(report.invented)) == (1, 1)


def test_the_interval_is_drawn_by_document_and_the_same_each_time() -> None:
    gold = [coding(claim("a", "supports", "b"), document=name) for name in "pqrs"]
    given = gold[:2]
    first, second = score(gold, given), score(gold, given)
    level = first.level("pair")
    assert first == second
    assert level.low is not None
    assert level.high is not None
    assert level.low <= level.f1 <= level.high
    assert score(gold[:1], given).level("pair").low is None


def test_attribution_is_a_share_of_matched_claims() -> None:
    gold = coding(claim("a", "supports", "b"), claim("c", "supports", "d"))
    given = coding(claim("a", "supports", "b"), claim("c", "supports", "d", claimer="sana"))
    assert score([gold], [given]).attribution == 0.5


def test_kappa_is_one_for_the_same_and_counts_chance() -> None:
    one = [coding(claim("a", "supports", "b"), claim("b", "attacks", "c"))]
    two = [coding(claim("a", "supports", "b"), claim("b", "supports", "c"))]
    assert agree(one, one).kappa == 1.0
    # Six ordered pairs of a, b and c; both coders say: support once, nothing four times; they differ on one.
    observed, chance = 5 / 6, (4 * 4 + 1 * 2 + 1 * 0) / 36
    assert agree(one, two).kappa == pytest.approx((observed - chance) / (1 - chance))


def test_coders_of_different_texts_cannot_agree() -> None:
    with pytest.raises(InvalidFile):
        agree([coding(document="p")], [coding(document="q")])


def test_the_seed_is_read_from_its_folder() -> None:
    (seed,) = codings([SEEDS])
    assert score([seed], [seed]).level("pair").f1 == 1.0


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test sets are not here")
def test_the_shared_gold_and_re3d_are_read() -> None:
    assert len(codings([SHARED / "gold" / "dev"])) == 6
    for folder in ("CENTCOM", "UK Government"):
        for one in re3d(SHARED / "re3d" / folder):
            assert all(one.source.text[c.start : c.end] == c.exact for c in one.claims)
