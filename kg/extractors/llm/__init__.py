"""Claims read by a language model behind any OpenAI-compatible endpoint; nothing that it says is taken unplaced."""

from __future__ import annotations

from kg.extractors.base import Context
from kg.extractors.llm.client import Client, Settings, Usage
from kg.extractors.llm.reader import Reader
from kg.model import Coding, Source

__all__ = ["NAME", "Client", "Settings", "Usage", "propose", "propose_with"]

NAME = "llm"


def propose(document: Source, context: Context) -> Coding:
    """What the model of the environment reads in a document; see Settings.from_environment."""
    return propose_with(Client(Settings.from_environment()), document, context)


def propose_with(client: Client, document: Source, context: Context) -> Coding:
    """What a model reads in a document; the client keeps the bill."""
    return Reader(document, context, client).coding()
