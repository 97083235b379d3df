from __future__ import annotations

from dataclasses import fields

from hypothesis import HealthCheck, given, settings

from kg.model import Claim, Coding
from kg.rdf import Names, coding_iri, decode, encode, entity_iri, key_of
from kg.stores import MemoryStore
from tests.strategies import codings, ids

SHARED = frozenset({"iran", "assad-government"})
slow = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=40
)


def through_a_store(coding: Coding) -> Coding:
    iri, triples = encode(coding, Names(coding.document, SHARED))
    store = MemoryStore.open(None, read_only=False)
    store.replace({iri: triples})
    return decode(store.triples(str(iri)), str(iri))


@slow
@given(codings())
def test_a_coding_survives_rdf_in_every_field(coding: Coding) -> None:
    assert through_a_store(coding) == coding


def test_the_strategy_leaves_no_field_at_its_default() -> None:
    """A round trip proves nothing about a field that is never filled."""
    found: dict[tuple[type, str], set[str]] = {}

    @slow
    @given(codings())
    def collect(coding: Coding) -> None:
        for item in (coding, coding.source, coding.coder, *coding.entities, *coding.items, *coding.disputes):
            for field in fields(item):
                found.setdefault((type(item), field.name), set()).add(repr(getattr(item, field.name)))

    collect()
    constant = {f"{kind.__name__}.{name}" for (kind, name), values in found.items() if len(values) < 2}
    never_in_files = {f"{kind}.{name}" for kind in ("Actor", "Entity") for name in ("labels", "existed")}
    assert constant <= never_in_files


@slow
@given(codings())
def test_a_coding_has_the_same_name_whatever_is_global(coding: Coding) -> None:
    assert coding_iri(coding) == encode(coding, Names(coding.document, SHARED))[0]


@given(ids, ids)
def test_an_entity_key_survives_its_iri(document: str, id: str) -> None:
    assert key_of(entity_iri(f"{document}#{id}")) == f"{document}#{id}"
    assert key_of(entity_iri(id)) == id


def claim(**changes: object) -> Claim:
    values = {"document": "x", "file_id": "c1", "subject": "a", "relation": "supports", "object": "b", "claimer": "w"}
    values |= {"exact": "A backs B", "start": 4, "end": 13, "stated": "2024"}
    return Claim(**(values | changes))  # type: ignore[arg-type]


def id_of(claim: Claim, text: str) -> str:
    from dataclasses import replace
    from datetime import date

    from kg.model import Coder, Source

    source = Source(document="x", filename="x.txt", text=text, publisher="w", published=date(2024, 1, 1))
    start = text.find(claim.exact)
    placed = replace(claim, start=start if claim.start == 4 else claim.start)
    return (
        Coding(source=source, coder=Coder("t", "human"), recorded=date(2024, 1, 1), claims=(placed,))
        .identified()
        .claims[0]
        .id
    )


def test_an_edit_elsewhere_in_the_text_moves_no_id() -> None:
    assert id_of(claim(), "So: A backs B.") == id_of(claim(), "It is said that, so far: A backs B. More.")


def test_what_is_said_and_by_whom_makes_the_id_and_nothing_else_does() -> None:
    text = "So: A backs B."
    same = [claim(note="n"), claim(review="rejected"), claim(file_id="c9"), claim(credibility=3)]
    other = [claim(status="denied"), claim(claimer="v"), claim(relation="opposes"), claim(subject="b", object="a")]
    assert {id_of(one, text) for one in same} == {id_of(claim(), text)}
    assert id_of(claim(), text) not in {id_of(one, text) for one in other}


def test_a_symmetric_relation_has_one_id_both_ways() -> None:
    there, back = claim(relation="alliedWith"), claim(relation="alliedWith", subject="b", object="a")
    assert id_of(there, "A backs B") == id_of(back, "A backs B")


def test_the_second_time_the_words_stand_is_another_claim() -> None:
    text = "A backs B. A backs B."
    assert id_of(claim(start=0, end=9), text) != id_of(claim(start=11, end=20), text)
