"""What every result of the analysis can do: list its rows, become a data frame, and say which claims it rests on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtra

if TYPE_CHECKING:
    import pandas

__all__ = ["Actor", "Result", "Row", "SignedTie", "in_order", "plain", "quoted"]

Actor = Hashable
Row = dict[str, Any]


class Result:
    """A frozen answer; its fields are the answer, its methods only show them."""

    def to_rows(self) -> list[Row]:
        """The answer as plain rows, in a fixed order."""
        raise NotImplementedError

    def explain(self) -> list[str]:
        """The answer as sentences that name the claims behind it."""
        raise NotImplementedError

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a pandas data frame."""
        try:
            import pandas
        except ImportError as error:
            raise MissingExtra("to_frame()", "pandas") from error
        return pandas.DataFrame(self.to_rows())


@dataclass(frozen=True, order=True)
class SignedTie:
    """One undirected tie of a signed network, with the claims that make it."""

    source: Any
    target: Any
    sign: int
    weight: float = 1
    claims: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.source} {'+' if self.sign > 0 else '-'} {self.target}"

    def to_row(self) -> Row:
        """The tie as a plain row."""
        return asdict(self)


def in_order(actors: Iterable[Any]) -> list[Any]:
    """Actors in an order that depends on nothing but their names.

    >>> in_order(["b", "a", 10, 9])
    [9, 10, 'a', 'b']
    """
    return sorted(actors, key=lambda actor: (0, actor, "") if isinstance(actor, int | float) else (1, 0, str(actor)))


def plain(value: float) -> float:
    """A cost without the dust of floating point, whole where it is whole.

    >>> plain(7.0), plain(0.5), plain(6.999999999999)
    (7, 0.5, 7)
    """
    rounded = round(value, 9)
    return int(rounded) if rounded == int(rounded) else rounded


def quoted(claims: Iterable[str]) -> str:
    """The claims of a sentence in brackets, or nothing.

    >>> quoted(("c1", "c2")), quoted(())
    (' [c1, c2]', '')
    """
    named = ", ".join(claims)
    return f" [{named}]" if named else ""
