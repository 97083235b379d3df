"""What a person gives for the parameters of a question, as text, checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kg.errors import KGError, UnknownTerm
from kg.interval import Interval
from kg.model import Entity
from kg.questions.header import Parameter, Question

__all__ = ["day", "given", "number"]


def given(asked: Question, values: Mapping[str, object]) -> dict[str, str]:
    """The values of the parameters, defaults filled in, in the order of the question."""
    for name in values:
        asked.parameter(name)
    found = {}
    for parameter in asked.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is None and parameter.required:
            raise UnknownTerm(
                f"the question '{asked.id}' needs {parameter.name}; write {parameter.name}=…, {_a(parameter)}"
            )
        if value is not None:
            found[parameter.name] = value.key if isinstance(value, Entity) else str(value)
    return found


def _a(parameter: Parameter) -> str:
    return {"party": "an actor", "actor": "an actor", "entity": "an entity"}.get(parameter.type, f"a {parameter.type}")


def day(parameter: Parameter, text: str) -> date:
    """The first day of a date, or the last where the parameter asks for it; raises InvalidDate."""
    try:
        span = Interval(text)
    except KGError as error:
        raise type(error)(f"{parameter.name}: {error}") from error
    return span.last if parameter.last else span.first


def number(parameter: Parameter, text: str) -> int:
    """A whole number; raises KGError."""
    try:
        return int(text)
    except ValueError as error:
        raise KGError(f"{parameter.name}: '{text}' is no whole number; write one like 2") from error
