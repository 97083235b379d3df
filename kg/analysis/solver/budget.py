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
    def starting_now(cls, seconds: float | None, listener: Progress | None = None, unit: float = 1.0) -> Budget:
        """A budget whose clock runs from this moment; the listener hears only bounds that are closer than before."""
        if listener is None:
            return cls(time.monotonic(), seconds)
        tell, best = listener, [0.0, float("inf")]

        def closing(lower: float, upper: float, passed: float) -> None:
            if lower > best[0] or upper < best[1]:
                best[:] = max(lower, best[0]), min(upper, best[1])
                tell(round(best[0] * unit, 9), round(best[1] * unit, 9), passed)

        return cls(time.monotonic(), seconds, closing)

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

    def shifted(self, lower: float, upper: float, cap: float = float("inf")) -> Budget:
        """The same budget for a part of the problem, whose bounds are reported on top of what the rest adds.

        Both are reported as ``cap`` at most: the cost of what is known already.
        """
        listener = self.listener
        if listener is None:
            return self
        return replace(
            self,
            listener=lambda low, high, passed: listener(min(lower + low, cap), min(upper + high, cap), passed),
        )

    @property
    def quiet(self) -> Budget:
        """The same budget without a listener."""
        return replace(self, listener=None)
