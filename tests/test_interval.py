from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InvalidDate
from kg.interval import Duration, Interval

STATED = date(2024, 6, 1)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest_start", "latest_start", "earliest_end", "latest_end", "carries"),
    [
        ("2024-01-09", "2024-01-09", "2024-01-09", "2024-01-09", "2024-01-09", True),
        ("2024-01", "2024-01-01", "2024-01-31", "2024-01-01", "2024-01-31", True),
        ("2020/2022", "2020-01-01", "2020-12-31", "2022-01-01", "2022-12-31", False),
        ("2015/..", "2015-01-01", "2015-12-31", "2024-06-01", "2024-06-01", True),
        ("2020-03/", "2020-03-01", "2020-03-31", "2020-03-01", None, False),
        ("/2024-11-27", None, "2024-11-27", "2024-11-27", "2024-11-27", False),
        ("../2024", None, "2024-12-31", "2024-01-01", "2024-12-31", False),
        ("199X", "1990-01-01", "1999-12-31", "1990-01-01", "1999-12-31", True),
    ],
)
def test_an_edtf_text_gives_four_bounds(
    text: str, earliest_start: str, latest_start: str, earliest_end: str, latest_end: str, carries: bool
) -> None:
    bounds = Interval(text).bounds(STATED)
    found = (bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end)
    expected = [
        None if day is None else date.fromisoformat(day)
        for day in (earliest_start, latest_start, earliest_end, latest_end)
    ]
    assert found == tuple(expected)
    assert bounds.carries is carries


def test_what_is_undated_holds_on_the_day_it_is_said_and_may_have_begun_at_any_time() -> None:
    bounds = Interval.undated(STATED)
    assert bounds.certain(STATED, STATED)
    assert bounds.possible(date(1900, 1, 1), date(1900, 1, 1))
    assert not bounds.possible(date(2024, 6, 2), date(2024, 6, 2))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "/",
        "../..",
        "2024-13",
        "2024-02-30",
        "24-1-1",
        "2024-11-29/2024-11-27",
        "soon",
        "2024~",
        "2024/2025/2026",
        "0000",
        "y12000",
    ],
)
def test_what_is_no_time_is_refused_in_one_line_with_a_cure(text: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        Interval(text)
    assert "\n" not in str(caught.value)


@given(DAYS, DAYS, DAYS)
def test_what_is_certain_is_possible(start: date, end: date, asked: date) -> None:
    first, last = min(start, end), max(start, end)
    bounds = Interval(f"{first}/{last}").bounds(last)
    assert bounds.certain(asked, asked) <= bounds.possible(asked, asked)
    assert bounds.certain(asked, asked) == (first <= asked <= last)


@given(DAYS, st.integers(0, 30), st.integers(0, 400))
def test_a_longer_duration_never_ends_sooner(day: date, years: int, days: int) -> None:
    assert Duration(f"P{years}Y{days}D").after(day) <= Duration(f"P{years + 1}Y{days}D").after(day)
    assert Duration("P0D").after(day) == day


@pytest.mark.parametrize("text", ["P", "1Y", "PT5M", "P-1Y", "", "P1.5Y"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate):
        Duration(text)
