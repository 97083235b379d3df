"""Small worlds for tests of time, lens and change: a few actors, every kind of claim about them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from kg.interval import Interval
from kg.lens import Evidence, Lens
from kg.model import Background, Claim, Dispute, Entity, entity

KINDS = {
    "a": "state",
    "b": "state",
    "army": "armed force",
    "gone": "government",
    "group": "armed group",
    "many": "collective",
    "leader": "person",
    "truce": "agreement",
    "town": "place",
    "x": "news agency",
    "y": "monitor",
}
BACKGROUND = (
    Background(subject="army", relation="isOrganOf", object="b", source="tests"),
    Background(subject="y", relation="isOrganOf", object="a", source="tests", valid=Interval("2020/..")),
)
ACTORS = sorted(set(KINDS) - {"truce", "town"})
STANCES = ("supports", "suppliesArms", "alliedWith", "attacks", "condemns", "opposes", "neutral", "atWarWith")
TIMES = (None, "2020/..", "2020/2022", "/2023-06", "2023-01-05", "2023", "2023-03/", "2024-01")
DAYS = ("2019-05-01", "2021-06-01", "2023", "2023-05-01", "2024-01-10", "2026-01-01")


def entities() -> dict[str, Entity]:
    """The actors by key; `gone` existed until the end of June 2023."""
    existed = {"gone": Interval("2000/2023-06-30")}
    return {key: entity(id=key, name=key, kind=kind, existed=existed.get(key)) for key, kind in KINDS.items()}


def claim(id: str, subject: str, relation: str, object: str | None, **fields: Any) -> Claim:
    """A claim with what tests leave out filled in."""
    said = {"claimer": "x", "stated": "2024-01-10", "valid": None, **fields}
    said["stated"] = date.fromisoformat(said["stated"])
    said["valid"] = Interval(said["valid"]) if said["valid"] else None
    defaults: dict[str, Any] = {
        "document": "d",
        "file_id": id,
        "exact": f"words of {id}",
        "start": 0,
        "end": 5,
        "id": id,
    }
    return Claim(**{**defaults, "subject": subject, "relation": relation, "object": object, **said})


def world(*claims: Claim, disputes: tuple[Dispute, ...] = ()) -> Evidence:
    """The evidence of some claims among the actors."""
    return Evidence(claims=claims, disputes=disputes, entities=entities(), background=BACKGROUND)


@st.composite
def claims(draw: st.DrawFn, id: str) -> Claim:
    shape = draw(st.integers(0, 9))
    fields: dict[str, Any] = {
        "claimer": draw(st.sampled_from(["x", "y", "a", "army"])),
        "status": draw(st.sampled_from(["asserted", "asserted", "asserted", "hedged", "denied", "questioned"])),
        "valid": draw(st.sampled_from(TIMES)),
        "stated": draw(st.sampled_from(["2023-06-30", "2024-01-10", "2024-02-01"])),
        "document": draw(st.sampled_from(["d", "e"])),
        "relayed_by": draw(st.sampled_from([(), (), ("y",)])),
        "review": draw(st.sampled_from(["accepted", "accepted", "accepted", "proposed"])),
    }
    if shape == 0:
        return claim(id, draw(st.sampled_from(["group", "a"])), "partOf", "many", **fields)
    if shape == 1:
        return claim(id, "leader", "leads", draw(st.sampled_from(["b", "gone"])), **fields)
    if shape == 2:
        return claim(id, draw(st.sampled_from(["a", "b"])), "guarantees", "truce", **fields)
    subject = draw(st.sampled_from(ACTORS))
    object = draw(st.sampled_from([key for key in ACTORS if key != subject]))
    return claim(id, subject, draw(st.sampled_from(STANCES)), object, **fields)


@st.composite
def worlds(draw: st.DrawFn) -> Evidence:
    """Up to a dozen claims, some of them in disputes."""
    said = tuple(draw(claims(f"c{number:02}")) for number in range(draw(st.integers(0, 12))))
    ids = [one.id for one in said]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    found = draw(st.lists(pairs, max_size=2)) if len(ids) > 1 else []
    kind = st.sampled_from(["contradicts", "tension"])
    return world(*said, disputes=tuple(Dispute(document="d", a=a, b=b, kind=draw(kind)) for a, b in found))


lenses = st.builds(
    Lens,
    at=st.none() | st.sampled_from([Interval(day) for day in DAYS]),
    as_told_by=st.none() | st.sampled_from(["a", "b", "x"]),
    without=st.sampled_from([(), (), ("x",), ("b",), ("a", "x")]),
    without_sources=st.sampled_from([(), (), ("d",)]),
    relation=st.sampled_from([None, None, "supports", "opposition"]),
    min_origins=st.sampled_from([0, 0, 2]),
    level=st.sampled_from(["named", "organisation", "organisation", "state"]),
    uncertain=st.booleans(),
)
