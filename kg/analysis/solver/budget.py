"""How long a solver may take, and whom it tells how its bounds close."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

__all__ = ["Budget", "Progress"]

Progress = Callable[[float, float, float], None]


@dataclass(frozen=True)
class Budget:
    """A deadline and a listener; ``seconds=None`` never ends.

    The listener hears ``(lower, upper, seconds since the start)``. The clock decides only how far a proof gets:
    a proven result is the same on every machine.
    """

    started: float
    seconds: float | None = None
    listener: Progress | None = None

    @classmethod
    def starting_now(cls, seconds: float | None, listener: Progress | None = None) -> Budget:
        """A budget whose clock runs from this moment."""
        return cls(time.monotonic(), seconds, listener)

    @property
    def left(self) -> float:
        """Seconds until the deadline, infinite where there is none."""
        if self.seconds is None:
            return float("inf")
        return self.started + self.seconds - time.monotonic()

    @property
    def is_spent(self) -> bool:
        """Whether the deadline has passed."""
        return self.left <= 0

    def report(self, lower: float, upper: float) -> None:
        """Tell the listener where the bounds stand."""
        if self.listener is not None:
            self.listener(lower, upper, time.monotonic() - self.started)

    def shifted(self, lower: float, upper: float) -> Budget:
        """The same budget for a part of the problem, whose bounds are reported on top of what the rest adds."""
        listener = self.listener
        if listener is None:
            return self
        return replace(self, listener=lambda low, high, seconds: listener(lower + low, upper + high, seconds))
