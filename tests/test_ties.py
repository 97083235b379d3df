"""The policy of ties, by example: every vector holds, whatever the order of the claims."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.interval import Interval
from kg.lens import Evidence, Lens
from kg.model import Background, Claim, Dispute, entity
from kg.ties import Tie, Ties

VECTORS = json.loads((Path(__file__).parent / "data" / "tie_vectors.json").read_text(encoding="utf-8"))["vectors"]


def world(vector: dict[str, Any], claims: list[dict[str, Any]]) -> Evidence:
    """The small world of a vector, its claims in the given order."""
    named = {end for claim in claims for end in (claim["subject"], claim["object"]) if end}
    named |= {end for link in vector.get("background", ()) for end in (link["subject"], link["object"])}
    kinds = {id: {"kind": "state"} for id in named} | vector.get("entities", {})
    existed = {id: Interval(about["existed"]) for id, about in kinds.items() if about.get("existed")}
    return Evidence(
        claims=tuple(_claim(values) for values in claims),
        disputes=tuple(Dispute(document="v", **dispute) for dispute in vector.get("disputes", ())),
        entities={
            id: entity(id=id, name=id, kind=about["kind"], existed=existed.get(id)) for id, about in kinds.items()
        },
        background=tuple(Background(source="v", **link) for link in vector.get("background", ())),
    )


def _claim(values: dict[str, Any]) -> Claim:
    known = {key: value for key, value in values.items() if key not in ("valid", "stated", "relayed_by")}
    return Claim(
        document="v",
        file_id=values["id"],
        exact="words",
        start=0,
        end=5,
        stated=date.fromisoformat(values["stated"]),
        valid=Interval(values["valid"]) if values["valid"] else None,
        relayed_by=tuple(values.get("relayed_by", ())),
        **known,
    )


def lens_of(vector: dict[str, Any]) -> Lens:
    asked = vector.get("lens", {})
    return Lens(
        at=Interval(vector["at"]) if vector.get("at") else None,
        as_told_by=asked.get("as_told_by"),
        without=(asked["without"],) if "without" in asked else (),
    )


def answer(tie: Tie) -> dict[str, Any]:
    """What a vector may expect of a tie."""
    return {
        "status": tie.status,
        "sign": tie.sign,
        "origins": tie.origins,
        "against": tie.against,
        "holds": tie.holds,
        "inherited": bool(tie.inherited_via),
        "beside": tie.beside,
    }


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_a_small_world_gives_the_tie_that_the_policy_says(vector: dict[str, Any]) -> None:
    expected = vector["expect"]
    orders = [vector["claims"], vector["claims"][::-1]]
    orders += [random.Random(seed).sample(vector["claims"], len(vector["claims"])) for seed in range(4)]
    for claims in orders:
        tie = Ties(world(vector, claims), lens_of(vector)).tie(*vector.get("pair", ("a", "b")))
        assert {key: answer(tie)[key] for key in expected} == expected


def test_there_are_vectors_for_every_status() -> None:
    seen = {vector["expect"]["status"] for vector in VECTORS}
    assert seen == {"support", "opposition", "mixed", "disputed", "possible", "denied", "neutral", "mediation", "none"}
