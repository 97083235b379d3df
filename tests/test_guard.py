from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import KnowledgeGraph
from kg.errors import QueryError
from kg.guard import check_query

CALLS_OUT = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { # a comment\n SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
]
TOO_MUCH = [
    "ASK " + "{" * 5000 + "}" * 5000,
    "ASK { FILTER(" + "(" * 200 + "1" + ")" * 200 + ") }",
    "ASK { FILTER(" + "!" * 5000 + "true) }",
    "ASK {" + " ?s ?p ?o ." * 500 + "}",
    "ASK { ?s ?p '" + "x" * 70_000 + "' }",
]
HARMLESS = [
    "SELECT ?s { ?s ?p 'SERVICE { { {' }",
    'SELECT ?s { ?s ?p """SERVICE \' " <""" }',
    "SELECT ?s { ?s <http://example.org/SERVICE> ?o } # SERVICE",
    "SELECT ?service { ?service a aa:Claim }",
    "SELECT ?s { ?s aa:service ?o . ?o aa:b-SERVICE ?s }",
    "SELECT (COUNT(*) AS ?n) { ?c a aa:Claim FILTER(?c != 3 && ?c < 4) }",
]


@pytest.mark.parametrize("text", CALLS_OUT + TOO_MUCH)
def test_a_query_that_would_harm_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        KnowledgeGraph().query(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", HARMLESS)
def test_words_in_strings_iris_and_comments_do_not_count(text: str) -> None:
    check_query(text)
    KnowledgeGraph().query(text)


@given(st.text(max_size=300))
def test_any_text_is_read_to_its_end(text: str) -> None:
    with contextlib.suppress(QueryError):
        check_query(text)


def test_a_long_text_is_read_in_linear_time() -> None:
    begun = time.process_time()
    for text in ("'" * 65_000, '"""' * 20_000, "<" * 65_000, "\\" * 65_000, "a" * 65_000):
        with contextlib.suppress(QueryError):
            check_query(text)
    assert time.process_time() - begun < 10
