"""Balance on the page: what `kg.analysis` says of the lens that the page opens with, whatever the machine."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from kg import KnowledgeGraph, analysis, view
from kg.disputes import disagreements
from kg.interval import Interval
from kg.lens import Evidence, Lens
from kg.model import Claim, Source, entity
from kg.view.balance import balance_of, course_of
from kg.view.course import Point, chart, picked
from kg.view.world import world
from tests.test_view import data_of
from tests.worlds import ROOT

WORDS = "Zoria backs Avaria and shells Orland."


def told(*ties: tuple[str, str, str, str | None]) -> Evidence:
    """Claims (subject, relation, object, valid), each with the same words."""
    keys = sorted({end for subject, _, object_, _ in ties for end in (subject, object_)})
    claims = [
        Claim(
            document="d",
            file_id=f"c{number}",
            id=f"c{number}",
            subject=subject,
            relation=relation,
            object=object_,
            claimer="wire",
            exact=WORDS,
            start=0,
            end=len(WORDS),
            stated=date(2024, 1, 1),
            valid=None if valid is None else Interval(valid),
        )
        for number, (subject, relation, object_, valid) in enumerate(ties)
    ]
    entities = {key: entity(id=key, name=key.title(), kind="state") for key in keys}
    entities["wire"] = entity(id="wire", name="Wire", kind="news agency")
    return Evidence(claims=tuple(claims), entities=entities)


def paged(evidence: Evidence, **options: Any) -> str:
    """The page of some evidence, all of it in one document."""
    source = Source(document="d", filename="d.txt", text=WORDS, publisher="wire", published=date(2024, 1, 1))
    return view.page(evidence, {"d": source}, **options)


TENSE = told(
    ("zoria", "alliedWith", "avaria", "2023-01-01/2023-12-31"),
    ("zoria", "alliedWith", "orland", "2023-03-01/2023-12-31"),
    ("avaria", "atWarWith", "orland", "2023-06-01/2023-09-30"),
)


@pytest.fixture(scope="module")
def seed() -> KnowledgeGraph:
    graph = KnowledgeGraph()
    graph.load(ROOT / "seeds")
    return graph


def test_the_seed_is_balanced_and_says_who_is_unplaced(seed: KnowledgeGraph) -> None:
    found = balance_of(seed._evidence(Lens()), Lens())
    assert found["index"] == {"lower": 0, "upper": 0, "proven": True}
    assert (found["frustrated"], found["tense"], found["undetermined"], found["unchecked"]) == ([], [], (), 0)
    assert {key.rpartition("#")[2] for key in found["unplaced"]} == {"israel", "some-allied-groups"}
    assert [len(bloc["members"]) for bloc in found["blocs"]] == [6, 4, 2]
    assert [bloc["alone"] for bloc in found["blocs"]] == [False, False, True]


@pytest.mark.parametrize("lens", [{}, {"at": "2024-11-28"}, {"as_told_by": "sohr"}, {"level": "named"}])
def test_the_page_says_what_the_measures_say(seed: KnowledgeGraph, lens: dict[str, str]) -> None:
    network, chosen = seed.network(**lens), seed.lens(**lens)
    index, triangles = analysis.frustration(network), analysis.balance(network)
    found = balance_of(seed._evidence(chosen), chosen)
    assert (found["index"]["upper"], found["index"]["proven"]) == (index.index, True)
    assert (found["ties"], found["negative"], found["triangles"]) == (
        triangles.ties,
        triangles.negative,
        triangles.triangles,
    )
    assert found["unplaced"] == index.unplaced


def test_a_tense_triangle_names_the_claims_of_its_ties() -> None:
    found = balance_of(TENSE, Lens())
    assert found["index"]["upper"] == 1
    (triangle,) = found["tense"]
    assert triangle["kind"] == "++-"
    assert {claim for tie in triangle["ties"] for claim in found["signed"][tie]["claims"]} == {"c0", "c1", "c2"}
    (frustrated,) = found["frustrated"]
    assert {frustrated["tie"], *frustrated["because"]} == set(triangle["ties"])


def test_the_index_runs_from_day_to_day() -> None:
    points, days = course_of(TENSE, Lens())
    assert days == len(points) == 6
    assert [(point.day, point.ties, point.upper) for point in points if point.day.startswith("2023")] == [
        ("2023-01-01", 1, 0),
        ("2023-03-01", 2, 0),
        ("2023-06-01", 3, 1),
        ("2023-09-30", 3, 1),
        ("2023-12-31", 2, 0),
    ]


def test_above_the_size_that_is_solved_there_are_bounds_and_no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.balance._SOLVED", 2)
    asked: list[float | None] = []
    solve = analysis.frustration
    monkeypatch.setattr(
        analysis, "frustration", lambda graph, time_limit: (asked.append(time_limit), solve(graph, time_limit=0))[1]
    )
    found = balance_of(TENSE, Lens())
    assert asked == [0]
    assert found["index"]["lower"] <= 1 <= found["index"]["upper"]
    assert found["unchecked"] == 3
    assert len(found["tense"]) == 1


def test_no_tie_is_named_while_the_index_is_only_bounded() -> None:
    chance, pairs = random.Random(1), itertools.combinations(range(40), 2)
    torn = [
        (f"a{a}", chance.choice(("alliedWith", "atWarWith")), f"a{b}", None) for a, b in pairs if chance.random() < 0.4
    ]
    found = balance_of(told(*torn), Lens())
    assert found["ties"] > 200
    assert not found["index"]["proven"]
    assert found["index"]["lower"] < found["index"]["upper"]
    assert found["frustrated"] == []


def test_nothing_at_all_is_balanced() -> None:
    found = balance_of(Evidence(), Lens())
    assert (found["ties"], found["index"]["upper"], found["blocs"]) == (0, 0, [])
    assert course_of(Evidence(), Lens()) == ([], 0)


def test_the_line_is_whole_where_proven_and_a_band_where_not() -> None:
    points = [
        Point("2024-01-01", 3, 0, 0),
        Point("2024-01-05", 4, 1, 1),
        Point("2024-02-01", 900, 2, 8),
        Point("2024-02-02", 5, 1, 1),
    ]
    drawn = ElementTree.fromstring(chart(points))  # noqa: S314 our own drawing
    assert [len(line.attrib["points"].split()) for line in drawn.iter("polyline")] == [2, 1]
    assert [group.attrib["data-day"] for group in drawn.iter("g")] == [point.day for point in points]
    assert "1 Feb 2024: index between 2 and 8, 900 ties" in [title.text for title in drawn.iter("title")]
    places = [float(circle.attrib["cx"]) for circle in drawn.iter("circle")]
    assert places == sorted(places)


def test_days_left_out_are_spread_evenly() -> None:
    every = [f"{number:03}" for number in range(500)]
    found = picked(every, 100)
    assert len(found) == 60
    assert (found[0], found[-1]) == ("000", "499")
    assert found == sorted(set(found))


def test_what_is_left_out_of_the_data_follows_from_the_rest(seed: KnowledgeGraph) -> None:
    whole = world(seed._evidence(Lens()))
    data = data_of(seed.view())
    assert [claim["id"] for claim in data["world"]["claims"]] == [claim["id"] for claim in whole["claims"]]
    assert not any("exact" in claim or claim.get("review") == "accepted" for claim in data["world"]["claims"])
    assert len(str(data["world"]["claims"])) < 0.8 * len(str(whole["claims"]))


def test_every_denial_stands_beside_what_it_denies() -> None:
    both = told(("zoria", "supports", "avaria", None), ("zoria", "supports", "avaria", None))
    said, denial = both.claims
    evidence = replace(both, claims=(said, replace(denial, status="denied")))
    assert data_of(paged(evidence))["denials"] == [["c0", "c1"]]
    assert [(one.a.id, one.b.id) for one in disagreements(evidence, Lens())] == [("c0", "c1")]
