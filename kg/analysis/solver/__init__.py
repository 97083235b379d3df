"""Exact solvers on numbered signed graphs: a lower bound, an upper bound, and an assignment that attains it.

``couplings`` holds the numbers, ``reduction`` shrinks them, ``cycles`` finds what must be cut, ``program`` is the only
file that speaks to HiGHS, ``rounding`` finds good assignments, and ``halves`` (two sides), ``clusters`` (as many sides
as it takes) and ``parts`` (at most k sides) put them together.
"""
