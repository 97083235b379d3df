"""The command line: parse, call, answer. Data goes to stdout, talk to stderr; exit 1 is one line, 2 wrong usage."""

from kg.cli import answers, extraction, loading, networks, questions, review
from kg.cli.base import main

__all__ = ["answers", "extraction", "loading", "main", "networks", "questions", "review"]
