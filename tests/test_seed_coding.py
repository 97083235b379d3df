"""The hand coding of the seed article: exact, complete, argued, and free of what the text does not say."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SEED = "000_17ca18af47506497"
REFERENCE = ROOT.parent / "shared" / "gold" / "seed" / f"{SEED}.gold.json"

_spec = importlib.util.spec_from_file_location("ledger", ROOT / "docs" / "ledger.py")
assert _spec
assert _spec.loader
ledger = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(ledger)

TEXT = (ROOT / "seeds" / f"{SEED}.txt").read_bytes().decode("utf-8")
CODING = ledger.read(ROOT / "seeds" / f"{SEED}.claims.yaml")
REASONS = ledger.read(ROOT / "docs" / "coding-reasons.yaml")
CLAIMS = {claim["id"]: claim for claim in CODING["claims"]}
FIGURES = {figure["id"]: figure for figure in CODING["figures"]}
SUPPORT = "supports supportsMilitarily suppliesArms finances trains supportsPolitically alliedWith".split()
EVERY_CLAIM = pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)


def said(**wanted: str) -> set[str]:
    """The ids of the claims that have these values."""
    return {id for id, claim in CLAIMS.items() if all(claim[key] == value for key, value in wanted.items())}


def names(entity: str, words: str) -> bool:
    """Whether some words name an entity, by its name, an alias or a mention of this file."""
    described = CODING["entities"][entity]
    forms = [described["name"], *described["aliases"], *described.get("mentions", [])]
    return any(form.casefold() in words.casefold() for form in forms)


# ------------------------------------------------------------------------------------------------ exact


def test_the_article_is_kept_byte_for_byte():
    digest = hashlib.sha256((ROOT / "seeds" / f"{SEED}.txt").read_bytes()).hexdigest()
    assert digest == "10126410f3321796ed0b523bae0049c16d7493afa27e8f2f60d8123bbaec38b9"


@pytest.mark.parametrize("row", [*CLAIMS.values(), *FIGURES.values()], ids=[*CLAIMS, *FIGURES])
def test_every_quote_stands_in_the_text_and_inside_one_sentence(row: dict[str, Any]):
    for quote in (row, row.get("attribution"), *row.get("refers", {}).values()):
        if quote:
            assert TEXT[int(quote["start"]) : int(quote["end"])] == quote["exact"]
    assert any(start <= int(row["start"]) and int(row["end"]) <= end for start, end in ledger.sentences(TEXT))


def test_ids_are_distinct_and_no_two_claims_say_the_same():
    assert len(CLAIMS) == len(CODING["claims"]) >= 45
    assert len({*CLAIMS, *FIGURES}) == len(CLAIMS) + len(FIGURES)
    hashed = "subject relation object claimer status exact start".split()
    assert len({tuple(claim[key] for key in hashed) for claim in CLAIMS.values()}) == len(CLAIMS)


@EVERY_CLAIM
def test_both_ends_are_named_in_the_quote_or_reached_by_refers(claim: dict[str, Any]):
    for end in ("subject", "object", "against"):
        if claim[end]:
            reached = claim.get("refers", {}).get(end, {"exact": ""})["exact"]
            assert names(claim[end], claim["exact"]) or names(claim[end], reached), end


@EVERY_CLAIM
def test_who_says_so_is_named_in_the_quote_or_its_attribution(claim: dict[str, Any]):
    words = claim["exact"] + "\n" + claim.get("attribution", {"exact": ""})["exact"]
    assert claim["claimer"] == CODING["publisher"] or any(
        names(teller, words) for teller in (claim["claimer"], *claim["relayed_by"])
    )


def test_every_entity_is_used_and_every_name_described():
    rows = [*CLAIMS.values(), *FIGURES.values()]
    single = "subject object against claimer place about by_whom".split()
    used = {row[key] for row in rows for key in single if row.get(key)}
    used |= {relay for row in rows for relay in row["relayed_by"]} | {CODING["publisher"]}
    assert used == set(CODING["entities"])


# ------------------------------------------------------------------------------------------------ accounted for


def test_each_of_the_21_sentences_is_accounted_for():
    spans = ledger.sentences(TEXT)
    assert len(spans) == len(REASONS["sentences"]) == 21
    for number, (span, reason) in enumerate(zip(spans, REASONS["sentences"], strict=True), start=1):
        assert int(reason["sentence"]) == number
        assert TEXT[slice(*span)].startswith(reason["begins"])
        assert reason["left_out"]
    coded = [row["id"] for span in spans for row in ledger.entries(CODING, span)]
    assert sorted(coded) == sorted([*CLAIMS, *FIGURES])


def test_the_committed_ledger_is_the_one_that_the_files_give():
    assert ledger.PAGE.read_text(encoding="utf-8") == ledger.written()


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference coding is not here")
def test_every_departure_from_the_reference_is_argued_and_nothing_else_differs():
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))
    found = differences(CODING["claims"], reference["claims"]) | differences(CODING["figures"], reference["figures"])
    listed = {(id, item["level"]) for item in REASONS["departures"] for id in item["claims"]}
    assert found == listed
    assert all(item["argument"] for item in REASONS["departures"])
    kinds = {id: entity["kind"] for id, entity in CODING["entities"].items()}
    assert kinds == {id: entity["kind"] for id, entity in reference["entities"].items()}
    pairs = {(row["a"], row["b"], row["kind"]) for row in CODING["disputes"]}
    assert pairs == {(row["a"], row["b"], row["kind"]) for row in reference["disputes"]}


def differences(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Where two codings differ: (id, level), with `added` and `dropped` for what only one of them has."""
    here, there = ({row["id"]: row for row in rows} for rows in (ours, theirs))
    found = {(id, "added") for id in here.keys() - there.keys()}
    found |= {(id, "dropped") for id in there.keys() - here.keys()}
    for id in here.keys() & there.keys():
        for level, value in there[id].items():
            written = str(value) if isinstance(value, int) else value
            if here[id].get(level) != written:
                found.add((id, level))
        unargued = here[id].keys() - there[id].keys() - {"stated", "attribution", "refers", "note", "place"}
        found |= {(id, level) for level in unargued}
    return found


# ------------------------------------------------------------------------------------------------ the traps


def test_supporters_of_the_government_are_russia_iran_and_hezbollah():
    supporters = {
        claim["subject"]
        for claim in CLAIMS.values()
        if claim["object"] == "assad-government" and claim["relation"] in SUPPORT and claim["status"] == "asserted"
    }
    assert supporters == {"russia", "iran", "hezbollah"}


def test_hts_is_dominated_by_the_former_branch_and_is_none_itself():
    assert said(subject="former-syrian-branch", relation="dominates", object="hts") == {"c28"}
    assert said(relation="formerBranchOf") == said(object="al-qaeda") == {"c29"}
    assert CLAIMS["c29"]["subject"] == "former-syrian-branch"


def test_hts_reaches_the_government_through_the_jihadists_and_the_army_only():
    assert not said(subject="hts", object="assad-government")
    assert said(subject="hts", relation="isMemberOf", object="jihadists")
    assert said(subject="jihadists", relation="attacks", object="syrian-army")
    assert said(subject="syrian-army", relation="isOrganOf", object="assad-government")


def test_hezbollahs_part_in_the_fight_stands_in_a_question():
    assert {CLAIMS[id]["status"] for id in said(subject="hezbollah", relation="supportsMilitarily")} == {"questioned"}
    assert [id for id, claim in CLAIMS.items() if claim["status"] == "questioned"] == ["c20"]


def test_the_kremlin_requests_and_promises_nothing():
    assert {CLAIMS[id]["relation"] for id in said(subject="kremlin")} == {"callsOn"}


def test_turkey_guards_the_truce_and_is_not_said_to_face_the_government():
    assert not said(subject="turkey", object="assad-government")
    assert not said(subject="assad-government", object="turkey")
    assert said(subject="turkey", relation="guarantees", object="truce-2020") == {"c42"}
    assert not any("between" in claim for claim in CLAIMS.values())
    assert not said(relation="brokers")


def test_terrorist_groups_are_the_armys_words_and_nobodys_name():
    assert {claim["claimer"] for claim in CLAIMS.values() if "terrorist" in claim["exact"]} == {"syrian-army"}
    names_given = [name for entity in CODING["entities"].values() for name in (entity["name"], *entity["aliases"])]
    assert not any(word in name for name in names_given for word in ("terrorist", "regime", "self-proclaimed"))


def test_eyewitnesses_and_the_security_official_make_no_claim():
    assert ledger.entries(CODING, ledger.sentences(TEXT)[2]) == []
    assert not any("security official" in claim["exact"] for claim in CLAIMS.values())


def test_each_party_of_the_mission_is_reached_by_a_quote():
    told = {claim[end] for claim in CLAIMS.values() for end in ("subject", "object", "claimer")}
    told |= {figure["claimer"] for figure in FIGURES.values()}
    assert told >= {"hts", "assad-government", "russia", "iran", "hezbollah", "turkey", "sohr", "ocha"}
