"""What a query must not be before an engine sees it: too long, too deep, or a call to another machine.

The engine dies, without an error that can be caught, on a query that is nested a few thousand times, and it calls out
where a query says SERVICE. So a query is read token by token first; what stands in strings, names and comments does not
count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import QueryError

__all__ = ["check_query"]

_LONGEST = 64 * 1024
_DEEPEST = 100
_OPERATORS = 1000
_PATTERNS = 200
_TOKEN = re.compile(
    r"""(?P<skip>[?$]\w+|[\w-]*:[\w%-]*|\#[^\n]*|<[^<>"{}|^`\\\s]*>|\"{3}(?:\\.|(?!\"{3}).)*\"{3}|'{3}(?:\\.|(?!'{3}).)*'{3}
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      |(?P<open>[({\[])|(?P<close>[)}\]])|(?P<operator>\|\||&&|[-+*/!=|^<>])|(?P<end>[.;](?=\s|$|[}?<]))|(?P<word>[^\W\d][\w-]*)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_query(text: str) -> None:
    """Passes a query that is fit to run; raises QueryError.

    >>> check_query("SELECT * WHERE { ?s ?p 'SERVICE' }")
    >>> check_query("SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: the query calls another machine (SERVICE), which is not done; ask what is in the graph
    """
    if len(text) > _LONGEST:
        raise QueryError(f"the query has {len(text)} characters, more than {_LONGEST}; ask less at once")
    depth = deepest = operators = patterns = 0
    for kind, token in _tokens(_ESCAPE.sub(_unescaped, text)):
        if kind == "word" and token.upper() == "SERVICE":
            raise QueryError("the query calls another machine (SERVICE), which is not done; ask what is in the graph")
        depth += (kind == "open") - (kind == "close")
        deepest = max(deepest, depth)
        operators += kind == "operator"
        patterns += kind == "end"
    for number, most, what in (
        (deepest, _DEEPEST, "levels of brackets"),
        (operators, _OPERATORS, "operators"),
        (patterns, _PATTERNS, "patterns"),
    ):
        if number > most:
            raise QueryError(f"the query has {number} {what}, more than {most}; ask less at once")


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        yield str(match.lastgroup), match.group()


def _unescaped(match: re.Match[str]) -> str:
    """The character that an escape stands for; SPARQL reads escapes before anything else."""
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match.group()
