"""Two clocks and every kind of slip that temporal graphs are known for (`../shared/facts/field.md`)."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import KnowledgeGraph
from kg.interval import Duration, Interval
from kg.lens import Evidence, Lens
from kg.model import Background, Claim
from kg.questions import Asker, Neighbourhood
from kg.questions.counting import counting
from kg.ties import Ties
from tests.small_worlds import ACTORS, claim, lenses, world, worlds

DATA = Path(__file__).parent / "data" / "questions"
HILL_WAR = "hill-war-2024-01-10"


def status(day: str, *claims: Claim, pair: tuple[str, str] = ("a", "b"), **options: object) -> tuple[str, str | None]:
    tie = Ties(world(*claims), replace(Lens(at=Interval(day)), **options)).tie(*pair)
    return tie.status, tie.holds


# ------------------------------------------------------------------ slips that others make


def test_unrelated_facts_do_not_retire_one_another() -> None:
    """getzep/graphiti#1728: a search over the whole graph let one fact end another."""
    held = claim("c1", "a", "alliedWith", "b", valid="2020/..")
    others = [
        claim("c2", "a", "alliedWith", "group", valid="/2024-01-15", stated="2024-01-20"),
        claim("c3", "a", "supportsMilitarily", "b", valid="/2024-01-15", stated="2024-01-20"),
        claim("c4", "a", "attacks", "b", valid="2024-01-11/2024-01-12", stated="2024-01-20", status="denied"),
    ]
    assert status("2024-02-01", held, *others) == ("support", "carried")


def test_a_relation_that_recurs_has_two_times_and_none_between() -> None:
    """getzep/graphiti#1865: the same fact in two separate periods collapsed into one."""
    first = claim("c1", "a", "alliedWith", "b", valid="2010/2012", stated="2013-01-01")
    again = claim("c2", "a", "alliedWith", "b", valid="2020/..", stated="2021-01-01")
    assert status("2011", first, again) == ("support", "stated")
    assert status("2015", first, again) == ("none", None)
    assert status("2023", first, again) == ("support", "carried")


def test_a_question_lists_both_times_of_a_relation_that_recurs(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    graph.load(recoded(tmp_path, "from 2010 to 2015.", "from 2010 to 2015. Northland is allied with Eastland again."))
    answer = Asker(graph._holdings, graph.find).ask("by-relation", {"relation": "alliedWith"}, graph.lens())
    assert [row.cells[-1] for row in answer] == ["2010/2015", "2023/.."]


def recoded(folder: Path, old: str, new: str) -> Path:
    """The Hill War with a second alliance of Northland and Eastland."""
    text = (DATA / f"{HILL_WAR}.txt").read_text(encoding="utf-8").replace(old, new)
    claims = (DATA / f"{HILL_WAR}.claims.yaml").read_text(encoding="utf-8")
    again = (
        "  - {id: c20, subject: northland, relation: alliedWith, object: eastland, claimer: river-news, "
        'status: asserted, valid: "2023/..", exact: "Northland is allied with Eastland again"}\nfigures:'
    )
    (folder / f"{HILL_WAR}.txt").write_text(text, encoding="utf-8")
    (folder / f"{HILL_WAR}.claims.yaml").write_text(claims.replace("figures:", again), encoding="utf-8")
    return folder


def test_old_news_that_arrives_late_ends_nothing_newer() -> None:
    """getzep/graphiti#139: a late report of an old state overwrote the newer one."""
    newer = claim("c1", "a", "alliedWith", "b", valid="2023-01-01/..", stated="2024-01-10")
    old = claim("c2", "a", "alliedWith", "b", valid="2010/2012", stated="2012-12-31")
    assert status("2024-02-01", newer, old) == status("2024-02-01", old, newer) == ("support", "carried")


def test_an_unknown_month_is_no_january() -> None:
    """The D-Wave demo of MMP fills a missing month or day with 1."""
    act = claim("c1", "a", "attacks", "b", valid="2023", stated="2024-01-10")
    assert status("2023-01-01", act) == ("opposition", "uncertain")
    assert status("2023-11-15", act) == ("opposition", "uncertain")
    assert status("2023", act) == ("opposition", "stated")


def test_the_newest_or_last_row_does_not_win_over_the_other_sign() -> None:
    """The D-Wave demo keeps one link a pair: the last row of its file."""
    friend = claim("c1", "a", "supports", "b", valid="2022/..", stated="2023-01-01")
    foe = claim("c2", "a", "attacks", "b", valid="2024-01-05", claimer="y")
    for said in ((friend, foe), (foe, friend)):
        assert status("2024-01-10", *said) == ("mixed", "carried")


def test_what_has_no_date_stays_in_sight() -> None:
    """OpenCTI-Platform/opencti#15336: relations without dates vanish from views of time."""
    undated = claim("c1", "a", "supports", "b")
    assert status("2024-01-10", undated) == ("support", "stated")
    assert status("2025-01-10", undated) == ("support", "carried")
    assert status("2019-01-01", undated) == ("support", "uncertain")
    evidence = world(undated)
    assert Ties(evidence, Lens(at=Interval("2019"))).all() == ()
    assert len(Ties(evidence, Lens(at=Interval("2019"), uncertain=True)).all()) == 1
    graph = KnowledgeGraph()
    graph.load(DATA)
    answer = Asker(graph._holdings, graph.find).ask("undated-claims", {}, graph.lens())
    assert len(answer.claims) == len([one for one in graph.claims() if one.valid is None])


def test_a_claim_that_contradicts_another_replaces_nothing() -> None:
    """Graphiti and OpenCTI overwrite: here both stay, and both are shown."""
    held = claim("c1", "a", "supports", "b", valid="2020/..")
    denied = claim("c2", "a", "supports", "b", valid="2024-01-09", status="denied", claimer="a")
    tie = Ties(world(held, denied), Lens(at=Interval("2024-01-10"))).tie("a", "b")
    assert (tie.status, tie.claims, tie.contrary) == ("disputed", ("c1", "c2"), ("c2",))


def test_a_year_is_not_dropped_from_a_question_about_days() -> None:
    """A gYear beside an xsd:date is left out silently by both engines, so bounds are days."""
    graph = KnowledgeGraph()
    graph.load(DATA)
    asker = Asker(graph._holdings, graph.find)
    found = asker.ask("dated-between", {"since": "2023-06-01", "until": "2023-06-30"}, graph.lens())
    assert [row.cells[0] for row in found] == ["2023"]


def test_an_end_that_lies_ahead_does_not_end_today() -> None:
    """STIX stop_time may be an estimate in the future."""
    planned = claim("c1", "a", "finances", "b", valid="2023/2026", stated="2024-01-10")
    assert status("2024-01-10", planned) == ("support", "stated")
    assert status("2027-01-01", planned) == ("none", None)


def test_an_office_or_organ_counts_only_in_its_time() -> None:
    """POLECAT resolves a name to the role that it had at the date."""
    told = claim("c1", "y", "condemns", "b", claimer="y", valid="2019-05-01", stated="2019-05-02")
    later = replace(told, id="c2", valid=Interval("2021-05-01"), stated=date(2021, 5, 2))
    assert status("2019-05-01", told) == ("none", None)
    assert status("2021-05-01", later) == ("opposition", "stated")


def test_evidence_that_ages_says_so() -> None:
    """Slate's chart was stale within a week: a carried tie names its last day of evidence."""
    said = claim("c1", "a", "condemns", "b", valid="2023-05-01", stated="2023-05-02")
    tie = Ties(world(said), Lens(at=Interval("2024-01-10"))).tie("a", "b")
    assert (tie.holds, tie.last_evidence) == ("carried", date(2023, 5, 1))
    assert status("2024-06-01", said) == ("none", None)
    assert status("2024-06-01", said, persist=Duration("P2Y")) == ("opposition", "carried")


def test_an_end_takes_nothing_from_the_time_before_it() -> None:
    war = claim("c1", "a", "atWarWith", "b", valid="2020/..", stated="2023-01-01")
    over = claim("c2", "a", "atWarWith", "b", valid="/2023-11", stated="2023-12-01")
    assert status("2023-06-01", war, over) == ("opposition", "carried")
    assert status("2023-12-15", war, over) == ("none", None)


# ------------------------------------------------------------------ the second clock


@pytest.fixture
def twice(tmp_path: Path) -> KnowledgeGraph:
    """The Hill War as it was coded in January, and again in June by the same coder, who dropped the denial."""
    graph = KnowledgeGraph()
    graph.load(DATA)
    claims = (DATA / f"{HILL_WAR}.claims.yaml").read_text(encoding="utf-8")
    kept = [line for line in claims.splitlines() if "id: c04" not in line]
    (tmp_path / f"{HILL_WAR}.txt").write_text((DATA / f"{HILL_WAR}.txt").read_text(encoding="utf-8"), encoding="utf-8")
    later = "\n".join(kept).replace('recorded: "2024-01-11"', 'recorded: "2024-06-01"')
    (tmp_path / f"{HILL_WAR}.claims.yaml").write_text(later, encoding="utf-8")
    graph.load(tmp_path)
    return graph


def test_what_was_known_then_is_what_was_coded_then(twice: KnowledgeGraph) -> None:
    pair = (f"{HILL_WAR}#northland", f"{HILL_WAR}#hill-front")
    assert twice.tie(*pair).status == "support"
    assert twice.tie(*pair, known_by="2024-03").status == "disputed"
    assert twice.tie(*pair, known_by="2024-03", at="2024-02-01").holds == "carried"
    assert twice.tie(*pair, known_by="2024-01-10").status == "none"


def test_questions_read_what_was_known_too(twice: KnowledgeGraph) -> None:
    asker = Asker(twice._holdings, twice.find)
    assert not asker.ask("denials", {}, twice.lens()).rows
    assert [item.file_id for item in asker.ask("denials", {}, twice.lens(known_by="2024-03")).claims] == ["c04"]
    assert asker.ask("who-controls", {}, twice.lens(known_by="2023")).empty.startswith("the graph is empty")


def test_a_decision_counts_from_the_day_it_was_made(twice: KnowledgeGraph) -> None:
    (attack,) = (one for one in twice.claims(about="Hill Front") if one.file_id == "c01")
    twice.review.decide(attack.id, verdict="rejected", by="reviewer", when=date(2024, 7, 1), reason="misread")
    asker = Asker(twice._holdings, twice.find)
    values = {"who": "Hill Front", "whom": "Southland"}
    assert not asker.ask("origins", values, twice.lens()).rows
    assert len(asker.ask("origins", values, twice.lens(known_by="2024-06-30"))) == 1


def test_what_was_withdrawn_is_in_no_answer(twice: KnowledgeGraph) -> None:
    twice.retract(source=HILL_WAR)
    asker = Asker(twice._holdings, twice.find)
    for known_by in (None, "2024-03"):
        assert not asker.ask("denials", {}, twice.lens(known_by=known_by)).rows


# ------------------------------------------------------------------ laws of the lens


@settings(max_examples=80, deadline=None)
@given(worlds(), st.sampled_from(["x", "y", "a"]), st.sampled_from(["x", "b"]))
def test_leaving_out_two_is_leaving_out_one_and_then_the_other(evidence: Evidence, one: str, other: str) -> None:
    both = {c.id for c in Lens(without=(one, other)).claims(evidence)}
    parts = [{c.id for c in Lens(without=(key,)).claims(evidence)} for key in (one, other)]
    assert both == parts[0] & parts[1]
    assert Ties(evidence, Lens(without=(one, other))).all() == Ties(evidence, Lens(without=(other, one))).all()


@settings(max_examples=80, deadline=None)
@given(worlds(), lenses)
def test_every_option_of_a_lens_only_takes_away(evidence: Evidence, lens: Lens) -> None:
    wide = {item.id for item in Lens().claims(evidence)}
    assert counting(evidence, lens) <= wide
    for field in ("at", "as_told_by", "without", "without_sources", "relation", "min_origins"):
        loose = replace(
            lens, **{field: getattr(Lens(), field)}, **({} if field == "min_origins" else {"min_origins": 0})
        )
        assert counting(evidence, lens) <= counting(evidence, loose), field


@settings(max_examples=80, deadline=None)
@given(worlds(), lenses, st.integers(0, 1000))
def test_no_order_of_claims_decides_what_counts(evidence: Evidence, lens: Lens, seed: int) -> None:
    shuffled = list(evidence.claims)
    random.Random(seed).shuffle(shuffled)
    again = replace(evidence, claims=tuple(shuffled))
    assert counting(evidence, lens) == counting(again, lens)
    assert Ties(evidence, lens).all() == Ties(again, lens).all()


@settings(max_examples=150, deadline=None)
@given(worlds(), lenses, st.sampled_from(ACTORS))
def test_what_stands_around_an_actor_gives_all_its_ties(evidence: Evidence, lens: Lens, key: str) -> None:
    near = Neighbourhood(evidence)
    mine = [tie for tie in Ties(evidence, lens).all() if key in (tie.subject, tie.object)]
    around = [tie for tie in Ties(near.around([key], lens), lens).all() if key in (tie.subject, tie.object)]
    assert around == mine


@settings(max_examples=80, deadline=None)
@given(worlds(), lenses)
def test_whether_a_claim_counts_is_seen_from_what_stands_beside_it(evidence: Evidence, lens: Lens) -> None:
    near = Neighbourhood(evidence)
    counted = counting(evidence, lens)
    for item in evidence.items:
        assert (item.id in counting(near.beside([item], lens), lens)) == (item.id in counted)


def test_background_counts_whoever_is_left_out() -> None:
    said = claim("c1", "a", "attacks", "army", claimer="x")
    extra = Background(subject="group", relation="isOrganOf", object="a", source="tests")
    evidence = replace(world(said), background=(*world().background, extra))
    assert Ties(evidence, Lens(without=("y",))).tie("a", "b").inherited_via == ("army",)
