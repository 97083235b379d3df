"""Programs on HiGHS: the cheapest payments between 0 and 1 that meet demands of the form ``sum >= amount``.

The only file that speaks to HiGHS. Bounds of a linear program are computed again here from its dual values, so they
hold even where the solver's own figure is off; anything but a known status is an error, never a number.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import ModuleType

import numpy as np
import scipy.sparse as sp

from kg.analysis.solver.couplings import Floats
from kg.errors import SolverError

__all__ = ["Demand", "Program", "Relaxation", "cover"]


@dataclass(frozen=True)
class Demand:
    """That some payments, times their factors, reach an amount."""

    columns: tuple[int, ...]
    factors: tuple[float, ...]
    amount: float


def cover(columns: Iterable[int]) -> Demand:
    """That one of these is paid.

    >>> cover([3, 1])
    Demand(columns=(1, 3), factors=(1.0, 1.0), amount=1.0)
    """
    members = tuple(sorted(set(columns)))
    return Demand(members, (1.0,) * len(members), 1.0)


@dataclass(frozen=True)
class Relaxation:
    """What one solve tells: a bound that holds, the payments, and what paying more (or, below 0, less) would add."""

    bound: float
    paid: Floats
    reduced_cost: Floats
    is_optimal: bool


@cache
def _highspy() -> ModuleType:
    """HiGHS, loaded when the first program is made: most commands need none."""
    import highspy

    with _silent_stdout():
        highspy.Highs()  # type: ignore[no-untyped-call]
    return highspy


@contextmanager
def _silent_stdout() -> Iterator[None]:
    """Keep the banner of the first HiGHS model of a process (from 1.16 on) out of the data on stdout."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


class Program:
    """The cheapest payments, each between 0 and 1, that meet the demands added so far."""

    def __init__(self, price: Floats) -> None:
        self._highspy = _highspy()
        self._price = price
        self._columns = np.arange(len(price), dtype=np.int32)
        self._known: set[Demand] = set()
        self._starts: list[int] = [0]
        self._members: list[int] = []
        self._factors: list[float] = []
        self._amounts: list[float] = []
        self._highs = self._highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
            self._require(self._highs.setOptionValue(option, value), f"setting {option}")
        self._require(self._highs.addVars(len(price), np.zeros(len(price)), np.ones(len(price))), "adding payments")
        self._require(self._highs.changeColsCost(len(price), self._columns, price), "adding prices")

    def demand(self, demands: Iterable[Demand]) -> int:
        """Add demands; how many of them were new."""
        fresh = [demand for demand in dict.fromkeys(demands) if demand not in self._known]
        if not fresh:
            return 0
        self._known.update(fresh)
        sizes = np.array([len(demand.columns) for demand in fresh])
        members = [column for demand in fresh for column in demand.columns]
        factors = [factor for demand in fresh for factor in demand.factors]
        amounts = [demand.amount for demand in fresh]
        self._require(
            self._highs.addRows(
                len(fresh),
                np.array(amounts),
                np.full(len(fresh), self._highspy.kHighsInf),
                len(members),
                np.concatenate([[0], sizes[:-1].cumsum()]).astype(np.int32),
                np.array(members, dtype=np.int32),
                np.array(factors),
            ),
            "adding demands",
        )
        self._starts.extend((len(self._members) + sizes.cumsum()).tolist())
        self._members += members
        self._factors += factors
        self._amounts += amounts
        return len(fresh)

    def relaxation(self, seconds: float) -> Relaxation:
        """Solve with broken payments allowed; out of time, the bound is what the last dual values still prove."""
        status = self._run(seconds)
        solution = self._highs.getSolution()
        paid = np.array(solution.col_value, dtype=np.float64)
        if len(paid) != len(self._price):
            paid = np.zeros(len(self._price))
        duals = np.maximum(np.array(solution.row_dual, dtype=np.float64), 0.0)
        if len(duals) != len(self._known):
            duals = np.zeros(len(self._known))
        rows = sp.csr_matrix((self._factors, self._members, self._starts), shape=(len(self._known), len(self._price)))
        reduced_cost = self._price - rows.T @ duals
        bound = float(np.dot(self._amounts, duals) + np.minimum(reduced_cost, 0.0).sum())
        return Relaxation(bound, paid, reduced_cost, status == self._highspy.HighsModelStatus.kOptimal)

    def pay_wholly(self, columns: Iterable[int], most: Floats, gap: float) -> None:
        """From now on pay these wholly or not at all, none above ``most``; ``gap`` is where the bounds count as met."""
        whole = np.array(sorted(columns), dtype=np.int32)
        self._require(
            self._highs.changeColsBounds(len(most), self._columns, np.zeros(len(most)), most), "fixing payments"
        )
        self._require(
            self._highs.changeColsIntegrality(len(whole), whole, np.ones(len(whole), dtype=np.uint8)),
            "asking for whole payments",
        )
        self._require(self._highs.setOptionValue("mip_rel_gap", 0.0), "setting mip_rel_gap")
        self._require(self._highs.setOptionValue("mip_abs_gap", gap), "setting mip_abs_gap")

    def start_from(self, paid: Floats) -> None:
        """Offer payments that meet every demand."""
        self._require(self._highs.setSolution(len(paid), self._columns, paid), "offering a start")

    def whole(self, seconds: float) -> Relaxation:
        """Solve for whole payments; where none meet the demands the bound is infinite."""
        status = self._run(seconds)
        nothing = np.zeros(len(self._price))
        if status == self._highspy.HighsModelStatus.kInfeasible:
            return Relaxation(float("inf"), nothing, nothing, False)
        bound = float(self._highs.getInfo().mip_dual_bound)
        values: Floats = np.array(self._highs.getSolution().col_value, dtype=np.float64)
        paid: Floats = np.rint(values) if len(values) else nothing
        is_optimal = status == self._highspy.HighsModelStatus.kOptimal
        return Relaxation(bound if np.isfinite(bound) else 0.0, paid, nothing, is_optimal)

    def _run(self, seconds: float) -> object:
        limit = self._highs.getRunTime() + max(seconds, 0.05) if np.isfinite(seconds) else self._highspy.kHighsInf
        self._require(self._highs.setOptionValue("time_limit", limit), "setting time_limit")
        self._require(self._highs.run(), "solving")
        status = self._highs.getModelStatus()
        known = self._highspy.HighsModelStatus
        if status not in (known.kOptimal, known.kTimeLimit, known.kInfeasible):
            raise SolverError(
                f"HiGHS ends with status '{self._highs.modelStatusToString(status)}'; "
                "that is a fault of the solver: please report the network"
            )
        return status

    def _require(self, status: object, step: str) -> None:
        if status == self._highspy.HighsStatus.kError:
            raise SolverError(f"HiGHS fails while {step}; change no HiGHS options elsewhere in this process")
