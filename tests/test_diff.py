"""What changed: between dates, documents and graphs, and with and without a teller."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.diff import Difference, apply, difference, lost_without, of_document, why_gone
from kg.graph import KnowledgeGraph
from kg.interval import Interval
from kg.lens import Evidence, Lens, tellers
from kg.model import Claim, Dispute
from kg.ties import Tie, Ties
from tests.small_worlds import claim, lenses, world, worlds
from tests.test_questions import rebuilt

SEEDS = Path(__file__).parent.parent / "seeds"
SHARED = Path(__file__).parent.parent.parent / "shared" / "gold" / "dev"
SYRIA = [SHARED / f"syria-2024-12-{day}.gold.json" for day in ("01", "09")]
three_documents = pytest.mark.skipif(not SYRIA[0].exists(), reason="the development articles are not here")


def concluded(ties: Ties) -> list[Tie]:
    """The table of ties, leaving out which of them coders marked as tense."""
    return [replace(tie, tension=False) for tie in ties.all()]


def between(first: str, second: str, *claims: Claim, disputes: tuple[Dispute, ...] = ()) -> Difference:
    evidence = world(*claims, disputes=disputes)
    return difference(Ties(evidence, Lens(at=Interval(first))), Ties(evidence, Lens(at=Interval(second))))


# ------------------------------------------------------------------ laws


@settings(max_examples=150, deadline=None)
@given(worlds(), worlds(), lenses, lenses)
def test_a_difference_leads_from_the_one_table_to_the_other(a: Evidence, b: Evidence, one: Lens, other: Lens) -> None:
    before, after = Ties(a, one), Ties(b, other)
    found = difference(before, after)
    assert apply(found, before.all()) == after.all()
    assert bool(found) == (before.all() != after.all())
    assert json.loads(found.to_json()) == found.records()


@settings(max_examples=60, deadline=None)
@given(worlds(), lenses)
def test_nothing_differs_from_itself(evidence: Evidence, lens: Lens) -> None:
    found = difference(Ties(evidence, lens), Ties(evidence, lens))
    assert not found
    assert found.to_markdown() == "Nothing changed.\n"


@settings(max_examples=60, deadline=None)
@given(worlds(), worlds())
def test_what_is_added_one_way_is_ended_the_other(a: Evidence, b: Evidence) -> None:
    forth, back = (difference(Ties(one, Lens()), Ties(other, Lens())) for one, other in ((a, b), (b, a)))
    assert [(c.subject, c.object) for c in forth.added] == [(c.subject, c.object) for c in back.ended]
    assert [(c.subject, c.object) for c in forth.flipped] == [(c.subject, c.object) for c in back.flipped]
    assert [(c.subject, c.object) for c in forth.better_sourced] == [
        (c.subject, c.object) for c in back.changes if c.kind == "weakened"
    ]


@settings(max_examples=60, deadline=None)
@given(worlds(), st.randoms(use_true_random=False), lenses)
def test_the_order_of_claims_changes_nothing(evidence: Evidence, chance: object, lens: Lens) -> None:
    shuffled = list(evidence.claims)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    again = replace(evidence, claims=tuple(shuffled))
    assert not difference(Ties(evidence, lens), Ties(again, lens))


# ------------------------------------------------------------------ each kind of change

OLD = claim("c1", "a", "suppliesArms", "b", valid="2022-01-01", stated="2022-01-02")
NEW = claim("c2", "a", "attacks", "b", valid="2024-01-09", claimer="y")


def test_a_tie_that_appears_is_added_with_its_quote() -> None:
    (change,) = between("2023-06-01", "2024-01-10", NEW).changes
    assert (change.kind, change.before) == ("added", None)
    assert [one.id for one in change.said_after] == ["c2"]


def test_a_tie_that_nothing_carries_on_has_ended_and_says_why() -> None:
    (change,) = between("2022-06-01", "2023-06-01", OLD).ended
    assert change.why == "the last evidence is of 2022-01-01, and it is not carried so far"


def test_a_tie_that_is_reported_over_quotes_the_report() -> None:
    war = claim("c1", "a", "atWarWith", "b", valid="2020/..", stated="2023-01-01")
    over = claim("c2", "b", "atWarWith", "a", valid="/2023-11", stated="2023-12-01", claimer="y")
    change = between("2023-01-01", "2024-06-01", war, over).ended[0]
    assert change.why == "atWarWith is reported as over (/2023-11): “words of c2”"
    assert {one.id for one in (*change.said_before, *change.said_after)} == {"c1", "c2"}


def test_an_actor_that_ceased_to_exist_is_named() -> None:
    tie = claim("c1", "a", "supports", "gone", valid="2020/..", stated="2023-01-01")
    assert between("2023-05-01", "2024-01-01", tie).ended[0].why == "gone existed 2000/2023-06-30"


def test_a_flip_shows_the_quotes_of_both_sides() -> None:
    (change,) = between("2022-06-01", "2024-01-10", OLD, NEW).flipped
    assert [one.id for one in change.said_before] == ["c1"]
    assert [one.id for one in change.said_after] == ["c2"]


def test_a_denial_that_comes_later_makes_a_tie_newly_disputed() -> None:
    held = claim("c1", "a", "alliedWith", "b", valid="2020/..", stated="2023-01-01")
    denied = claim("c2", "a", "alliedWith", "b", valid="2024-01-05", status="denied", claimer="a")
    found = between("2023-06-01", "2024-01-10", held, denied)
    assert [(c.subject, c.object, c.kind) for c in found.newly_disputed] == [
        ("a", "b", "disputed"),
        ("b", "a", "disputed"),
    ]


def test_a_second_teller_makes_a_tie_better_sourced_and_a_relay_does_not() -> None:
    one = claim("c1", "a", "attacks", "b", valid="2024-01-09")
    relayed = claim("c2", "a", "attacks", "b", valid="2024-01-09", relayed_by=("z",))
    second = claim("c3", "a", "attacks", "b", valid="2024-01-09", claimer="y")
    lens = Lens()
    assert not difference(Ties(world(one), lens), Ties(world(one, relayed), lens)).headlines
    (change,) = difference(Ties(world(one), lens), Ties(world(one, second), lens)).better_sourced
    assert change.after is not None
    assert change.after.origins == 2


def test_the_same_said_again_is_no_headline() -> None:
    found = between("2024-01-09", "2024-01-12", NEW)
    assert [change.kind for change in found.changes] == ["restated"]
    assert found.headlines == ()


# ------------------------------------------------------------------ with and without a teller


@settings(max_examples=150, deadline=None)
@given(worlds(), st.sampled_from(["x", "y", "a", "b"]), lenses)
def test_without_a_teller_is_a_rebuild_without_its_claims(evidence: Evidence, teller: str, lens: Lens) -> None:
    gone = tellers(teller, evidence)
    kept = tuple(one for one in evidence.claims if not gone & {one.claimer, *one.relayed_by})
    ids = {one.id for one in kept}
    rest = replace(evidence, claims=kept, disputes=tuple(d for d in evidence.disputes if {d.a, d.b} <= ids))
    under = replace(lens, as_told_by=None, without=(teller,))
    plain = replace(lens, as_told_by=None, without=())
    assert concluded(Ties(evidence, under)) == concluded(Ties(rest, plain))
    assert (
        lost_without(evidence, plain, teller).changes
        == difference(Ties(evidence, plain), Ties(evidence, under)).changes
    )


def test_a_graph_without_a_teller_equals_one_that_was_built_without_it() -> None:
    graph = KnowledgeGraph()
    graph.load(SEEDS)
    for teller in ("SOHR", "AFP", "Iran", "Assad government", "Idlib administration"):
        lens = graph.lens(without=teller)
        evidence = graph._holdings.evidence(None)
        assert concluded(Ties(evidence, lens)) == concluded(Ties(rebuilt(graph, lens).evidence(), Lens()))


def test_a_tension_needs_both_its_sides() -> None:
    said = claim("c1", "a", "attacks", "b"), claim("c2", "b", "attacks", "a", claimer="y")
    evidence = world(*said, disputes=(Dispute(document="d", a="c1", b="c2", kind="tension"),))
    assert Ties(evidence, Lens()).tie("a", "b").tension
    assert not Ties(evidence, Lens(without=("y",))).tie("a", "b").tension


def test_dropping_the_only_document_leaves_nothing() -> None:
    graph = KnowledgeGraph()
    graph.load(SEEDS)
    assert graph.ties(without_source="000_17ca18af47506497") == ()


def test_a_tie_lost_with_its_link_names_the_link() -> None:
    graph = KnowledgeGraph()
    graph.load(SEEDS)
    evidence = graph._holdings.evidence(None)
    found = lost_without(evidence, Lens(), "sohr")
    lost = {(change.subject, change.object): change for change in found.ended}
    assert lost["russia", "syrian-army"].why == "none of what said so counts"
    assert "no longer inherits from Syrian jihadists" in lost["hts", "assad-government"].why
    assert "the jihadist group “Hayat Tahrir al-Sham“" in lost["hts", "assad-government"].why
    assert [(c.subject.rpartition("#")[2], c.object) for c in found.changes if c.kind == "weakened"] == [
        ("jihadists", "syrian-army")
    ]
    full = graph.tie("HTS", "Assad government")
    assert "no longer inherits" in why_gone(full, Ties(evidence, Lens(without=("sohr",))))


# ------------------------------------------------------------------ three documents


@three_documents
def test_ten_days_of_syria_are_told_with_quotes_of_both_sides() -> None:
    graph = KnowledgeGraph()
    graph.load(SEEDS, *SYRIA)
    evidence = graph._holdings.evidence(None)
    days = ["2024-11-29", "2024-12-01", "2024-12-09"]
    backers = [
        {tie.subject for tie in graph.ties(at=day) if tie.object == "assad-government" and tie.status == "support"}
        for day in days
    ]
    assert backers[0] >= {"iran", "hezbollah"}
    assert backers[1] != backers[0]
    assert backers[2] == set()
    found = difference(*(Ties(evidence, Lens(at=Interval(day))) for day in (days[0], days[2])))
    ended = {(change.subject, change.object): change for change in found.ended}
    iran = ended["iran", "assad-government"]
    assert iran.why == "Assad government existed 2000-07-17/2024-12-08"
    assert any("unwavering support" in one.exact for one in iran.said_before)
    added = {(change.subject, change.object): change for change in found.added}
    assert {one.document for one in added["israel", "syrian-army"].said_after} == {"syria-2024-12-09"}
    assert "unwavering support" in found.to_markdown()


@three_documents
def test_two_documents_are_compared() -> None:
    graph = KnowledgeGraph()
    graph.load(SEEDS, *SYRIA)
    evidence = graph._holdings.evidence(None)
    one, other = (Ties(of_document(evidence, f"syria-2024-12-{day}"), Lens()) for day in ("01", "09"))
    found = difference(one, other)
    assert apply(found, one.all()) == other.all()
    assert ("israel", "syrian-army") in {(change.subject, change.object) for change in found.added}
