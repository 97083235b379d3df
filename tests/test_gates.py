"""Each gate has a coding that breaks it and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from kg.gates import GATES, Violation, check
from kg.importers.claims_file import coding_of
from kg.model import entity
from kg.vocabulary import vocabulary

TEXT = (
    "Zoria backs Avaria. Zoria reportedly armed the Reds. They took Port Town. Did Zoria help? "
    "At least 12 people died, the wire said. Zoria denied arming anyone."
)
SHARED = {"iran": entity(id="iran", name="Iran", kind="state")}
ABOUT_THE_FILE = {"kinds", "known-entities", "distinct", "code-words", "disputes"}


def record() -> dict[str, Any]:
    """A claims file that passes every gate."""
    states = {id: {"name": name, "kind": "state", "aliases": []} for id, name in {"z": "Zoria", "a": "Avaria"}.items()}
    return {
        "document": "x.txt",
        "publisher": "w",
        "published": "2024-01-01",
        "entities": states
        | {
            "w": {"name": "the wire", "kind": "news agency", "aliases": []},
            "r": {"name": "Reds", "kind": "armed group", "aliases": []},
            "p": {"name": "Port Town", "kind": "place", "aliases": []},
        },
        "claims": [
            {
                "id": "c1",
                "subject": "z",
                "relation": "supports",
                "object": "a",
                "claimer": "w",
                "exact": "Zoria backs Avaria",
            },
            {
                "id": "c2",
                "subject": "r",
                "relation": "controls",
                "object": "p",
                "claimer": "w",
                "exact": "They took Port Town",
                "refers": {"subject": "the Reds"},
            },
        ],
        "figures": [
            {
                "id": "f1",
                "measure": "killed",
                "value": 12,
                "bound": "at least",
                "claimer": "w",
                "exact": "At least 12 people died",
            }
        ],
        "disputes": [{"a": "c1", "b": "f1", "kind": "tension"}],
    }


def violations(record: dict[str, Any]) -> list[Violation]:
    return check(coding_of(record, TEXT, "x"), SHARED, vocabulary())


Edit = Callable[[dict[str, Any]], object]
BREAKS: dict[str, Edit] = {
    "kinds": lambda r: r["entities"].update(iran={"name": "Iran", "kind": "person", "aliases": []}),
    "known-entities": lambda r: r["claims"][0].update(claimer="wier"),
    "code-words": lambda r: r["claims"][0].update(relation="suports"),
    "distinct": lambda r: r["claims"].append({**r["claims"][0], "id": "c9"}),
    "disputes": lambda r: r["disputes"][0].update(b="f7"),
    "offsets": lambda r: r["claims"][0].update(start=900),
    "exact-quote": lambda r: r["claims"][0].update(start=1),
    "signature": lambda r: r["claims"][1].update(subject="p", object="r", refers={"object": "the Reds"}),
    "self-relation": lambda r: r["claims"][0].update(object="z"),
    "ends-named": lambda r: r["claims"][1].pop("refers"),
    "status-cues": lambda r: r["claims"][0].update(exact="Zoria reportedly armed the Reds", object="r"),
    "figure-in-quote": lambda r: r["figures"][0].update(value=13),
}


def test_the_file_that_is_right_passes() -> None:
    assert violations(record()) == []


def test_every_gate_has_a_coding_that_breaks_it() -> None:
    assert set(BREAKS) == {gate.id for gate in GATES} | ABOUT_THE_FILE


@pytest.mark.parametrize("gate", BREAKS)
def test_a_coding_breaks_exactly_one_gate(gate: str) -> None:
    broken = deepcopy(record())
    BREAKS[gate](broken)
    found = violations(broken)
    assert {violation.gate for violation in found} == {gate}
    assert all("\n" not in str(violation) and violation.message for violation in found)


@pytest.mark.parametrize("gate", [gate.id for gate in GATES if gate.judgement])
def test_a_gate_that_judges_words_is_waived_by_a_reason_only(gate: str) -> None:
    broken = deepcopy(record())
    BREAKS[gate](broken)
    item = next(one for one in (*broken["claims"], *broken["figures"]) if one["id"] == violations(broken)[0].item)
    item["waivers"] = {gate: "the sentence before names it"}
    assert violations(broken) == []


def test_what_a_person_judges_refuses_a_program_only() -> None:
    broken = deepcopy(record())
    BREAKS["ends-named"](broken)
    assert [violation.refuses for violation in violations(broken)] == [False]
    broken["coder"] = {"id": "rules", "kind": "machine"}
    assert [violation.refuses for violation in violations(broken)] == [True]


def test_a_question_needs_a_question_mark() -> None:
    asked = record()
    asked["claims"][0].update(exact="Did Zoria help", subject="z", object=None, relation="attacks", status="questioned")
    assert violations(asked) == []
    asked["claims"][0].update(exact="Zoria backs Avaria", object="a")
    assert {violation.gate for violation in violations(asked)} == {"status-cues"}
