"""Decisions are added, never lost: over new versions of the coding, and back again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg import KGError, KnowledgeGraph
from kg.errors import NotReady, RejectedCoding, UnknownTerm
from tests.worlds import claim, claims_file

TEXT = "Zoria backs Avaria. Avaria condemned Zoria. Zoria armed Avaria, said the Wire."
MACHINE = {"id": "rules", "kind": "machine"}
DAY = date(2024, 5, 1)
BY = {"by": "mk", "when": DAY}
PROPOSED = [
    claim("p1", "z", "supports", "a", "Zoria backs Avaria"),
    claim("p2", "z", "condemns", "a", "Avaria condemned Zoria"),
]


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    graph = KnowledgeGraph(tmp_path / "store")
    graph.load(claims_file(tmp_path, text=TEXT, coder=MACHINE, claims=PROPOSED))
    return graph


def again(graph: KnowledgeGraph, folder: Path, text: str = "New words first. " + TEXT, **record: object) -> None:
    """Extracts the document again, its text edited elsewhere."""
    graph.load(
        claims_file(folder, text=text, coder=MACHINE, **{"claims": PROPOSED, "recorded": "2024-06-01", **record})
    )


def test_a_proposal_makes_no_tie_until_it_is_accepted(graph: KnowledgeGraph) -> None:
    assert graph.ties() == ()
    (cluster,) = graph.review.queue()
    assert [item.file_id for item in cluster.proposed] == ["p1", "p2"]
    assert cluster.contested
    graph.review.decide("p1", verdict="accepted", **BY)
    assert [tie.status for tie in graph.ties()] == ["support"]
    assert [item.file_id for item in graph.review.queue()[0].proposed] == ["p2"]


def test_a_rejection_has_a_reason(graph: KnowledgeGraph) -> None:
    with pytest.raises(KGError, match="reason"):
        graph.review.decide("p2", verdict="rejected", **BY)
    graph.review.decide("p2", verdict="rejected", reason="the other way round", **BY)
    assert [decision.reason for decision in graph.review.history()] == ["the other way round"]


def test_a_flip_puts_the_right_claim_in_its_place_and_is_taken_back_whole(graph: KnowledgeGraph) -> None:
    new = graph.review.flip("p2", **BY)
    tie = graph.tie("Avaria", "Zoria")
    assert (tie.status, tie.claims) == ("opposition", (new.id,))
    shortcut = graph.query("ASK { ?a aa:condemns ?z . ?a rdfs:label ?n FILTER(str(?n) = 'Avaria') }")
    assert shortcut.askAnswer
    graph.review.undo(new.id, **BY)
    assert graph.tie("Avaria", "Zoria").status == "none"
    assert {item.file_id for cluster in graph.review.queue() for item in cluster.proposed} == {"p1", "p2"}


def test_decisions_and_corrections_outlive_another_extraction(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.review.decide("p1", verdict="accepted", **BY)
    graph.review.flip("p2", **BY)
    before = graph.ties()
    again(graph, tmp_path)
    assert [(t.subject, t.object, t.status, t.claims) for t in graph.ties()] == [
        (t.subject, t.object, t.status, t.claims) for t in before
    ]
    text = graph.sources["x"].text
    assert all(text[claim.start : claim.end] == claim.exact for claim in graph.claims())
    assert graph.validate() == ()


def test_a_correction_whose_words_are_gone_is_kept_but_counts_no_more(graph: KnowledgeGraph, tmp_path: Path) -> None:
    new = graph.review.flip("p2", **BY)
    again(graph, tmp_path, text="Zoria backs Avaria.", claims=PROPOSED[:1])
    assert graph.tie("Avaria", "Zoria").status == "none"
    assert graph.review.history(new.id)
    again(graph, tmp_path, recorded="2024-07-01")
    assert graph.tie("Avaria", "Zoria").status == "opposition"


def test_a_missed_claim_is_added_from_the_words(graph: KnowledgeGraph) -> None:
    record = {"subject": "z", "relation": "suppliesArms", "object": "a", "claimer": "w", "exact": "Zoria armed Avaria"}
    new = graph.review.add("x", record, **BY)
    assert graph.tie("Zoria", "Avaria").relations == ("suppliesArms",)
    with pytest.raises(KGError, match="there already"):
        graph.review.add("x", record, **BY)
    graph.review.undo(new.id, **BY)
    assert graph.ties() == ()


def test_the_store_keeps_it_all(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.review.decide("p1", verdict="accepted", **BY)
    graph.review.flip("p2", **BY)
    ties, history = graph.ties(), graph.review.history()
    graph.close()
    reopened = KnowledgeGraph(tmp_path / "store", read_only=True)
    assert (reopened.ties(), reopened.review.history()) == (ties, history)


def test_what_a_gate_refuses_is_not_added(graph: KnowledgeGraph) -> None:
    good = {"subject": "z", "relation": "suppliesArms", "object": "a", "claimer": "w", "exact": "Zoria armed Avaria"}
    for wrong in ({"exact": "Zoria armed nobody"}, {"relation": "arms"}, {"object": "z"}, {"claimer": "nobody"}):
        with pytest.raises(RejectedCoding):
            graph.review.add("x", good | wrong, **BY)
    assert graph.review.history() == ()
    with pytest.raises(NotReady):
        graph.review.add("y", good, **BY)


def test_a_change_that_changes_nothing_is_said(graph: KnowledgeGraph) -> None:
    with pytest.raises(KGError, match="stays the same"):
        graph.review.correct("p1", note="hm", **BY)


def test_a_policy_accepts_what_two_coders_agree_on_and_signs_it(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert graph.ties() == ()
    other = {"id": "model", "kind": "machine"}
    graph.load(claims_file(tmp_path, text=TEXT, coder=other, claims=PROPOSED[:1], recorded="2023-12-01"))
    (decision,) = graph.review.apply_policy("agreement", when=DAY)
    assert decision.by == "policy:agreement"
    assert [tie.status for tie in graph.ties()] == ["support"]
    with pytest.raises(UnknownTerm, match="agreement"):
        graph.review.apply_policy("agrement", when=DAY)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".yaml"])
def test_a_spreadsheet_reviewed_elsewhere_comes_back_as_decisions(
    graph: KnowledgeGraph, tmp_path: Path, suffix: str
) -> None:
    from dataclasses import replace

    from kg import importers

    coding = importers.read(tmp_path / "x.claims.json")
    edited = replace(
        coding, claims=(replace(coding.claims[0], review="accepted"), replace(coding.claims[1], review="rejected"))
    )
    importers.write(edited, tmp_path / f"back.claims{suffix}")
    made = graph.review.take_in(importers.read(tmp_path / f"back.claims{suffix}"), **BY)
    assert [decision.verdict for decision in made] == ["accepted", "rejected"]
    assert [tie.status for tie in graph.ties()] == ["support"]
    assert graph.review.take_in(edited, **BY) == ()


# ---------------------------------------------------------------- identity


def two(folder: Path) -> KnowledgeGraph:
    graph = KnowledgeGraph()
    graph.load(claims_file(folder, "x", text=TEXT), claims_file(folder, "y", text=TEXT, publisher="w"))
    return graph


def test_the_same_entity_of_two_files_is_one_when_judged_so(tmp_path: Path) -> None:
    graph = two(tmp_path)
    assert len(graph.ties()) == 2
    for id in ("z", "a", "w"):
        graph.judge(f"x#{id}", f"y#{id}", "same", **BY)
    (tie,) = graph.ties()
    assert (tie.origins, len(tie.claims)) == (1, 2)
    assert graph.find("Zoria").key == "x#z"
    graph.judge("x#z", "y#z", "open", **BY)
    assert len(graph.ties()) == 2


def test_a_negative_judgement_blocks_joining_through_others(tmp_path: Path) -> None:
    graph = two(tmp_path)
    graph.judge("x#z", "y#z", "different", **BY)
    graph.judge("x#z", "x#a", "same", **BY)
    with pytest.raises(KGError, match="different"):
        graph.judge("x#a", "y#z", "same", **BY)
    assert len(graph._holdings.judgements) == 2


def test_likeness_only_suggests(tmp_path: Path) -> None:
    graph = two(tmp_path)
    pairs = {(one.key, other.key) for _, one, other in graph.suggest()}
    assert ("x#z", "y#z") in pairs
    assert len(graph.ties()) == 2
    graph.judge("x#z", "y#z", "maybe", **BY)
    assert ("x#z", "y#z") not in {(one.key, other.key) for _, one, other in graph.suggest()}


def test_what_is_no_verdict_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnknownTerm, match="same"):
        two(tmp_path).judge("x#z", "y#z", "sam", **BY)


# ---------------------------------------------------------------- notes and grades


def test_grades_are_filters_and_stay_two(tmp_path: Path) -> None:
    graph = two(tmp_path)
    first, *_ = graph.claims(source="x")
    graph.annotate(first.id, grade="2", words="seen on video", tags=["video"], **BY)
    graph.annotate("y", grade="B", **BY)
    assert {claim.document for claim in graph.claims(credibility=3)} == {"x"}
    assert graph.claims(credibility=1) == ()
    assert {claim.document for claim in graph.claims(reliability="B")} == {"y"}
    assert graph.claims(reliability="A") == ()
    assert graph.claims(reliability="B", credibility=2) == ()
    (noted,) = graph.claims(credibility=2)
    assert (noted.note, noted.tags, noted.id) == ("seen on video (mk, 2024-05-01)", ("video",), first.id)
    graph.annotate(first.id, grade="5", **BY)
    assert graph.claims(credibility=3) == ()


def test_a_note_outlives_another_extraction(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.review.decide("p1", verdict="accepted", **BY)
    graph.annotate("p1", words="check again", **BY)
    again(graph, tmp_path)
    assert "check again" in graph.claims()[0].note


@pytest.mark.parametrize(("about", "grade"), [("p1", "A"), ("x", "3"), ("p1", "")])
def test_a_grade_off_the_scale_is_one_line(graph: KnowledgeGraph, about: str, grade: str) -> None:
    with pytest.raises(KGError):
        graph.annotate(about, grade=grade, **BY)
