"""What the model is told and what shape its answer has; it gives words of the text, never places or ids."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from rdflib import SKOS

from kg.vocabulary import AA, Vocabulary

__all__ = ["EXAMPLE", "EXAMPLE_QUOTE", "NONE", "again", "messages", "schema", "version"]

NONE = "none"
EXAMPLE = "Borduria, the prime minister of Syldavia said on Tuesday, has been sending rifles to the Green Front."
EXAMPLE_QUOTE = "Borduria, the prime minister of Syldavia said on Tuesday, has been sending rifles to the Green Front"
_FIELDS = {
    "quote": "the shortest run of words, copied letter by letter from the passage, that says it",
    "subject": "the words in the passage that name who acts",
    "object": "the words in the passage that name whom or what it acts on",
    "trigger": "the words of the quote that say the relation",
    "speaker": "the words in the passage that name who says so; empty where the article itself does",
}


def schema(words: Vocabulary) -> dict[str, Any]:
    """The JSON schema of an answer."""
    properties: dict[str, Any] = {name: {"type": "string", "description": told} for name, told in _FIELDS.items()}
    properties["relation"] = {"type": "string", "enum": [*words.relations, NONE]}
    properties["status"] = {"type": "string", "enum": list(words.words("Status"))}
    properties["subject_kind"] = {"type": "string", "enum": list(words.kinds)}
    properties["object_kind"] = {"type": "string", "enum": list(words.kinds)}
    claim = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": claim}},
        "required": ["claims"],
        "additionalProperties": False,
    }


def messages(words: Vocabulary, passage: str, core: str, actors: Sequence[str]) -> list[dict[str, str]]:
    """The conversation that asks for the claims of a passage, of which only the core is to be read."""
    asked = f"Known actors: {', '.join(actors) or 'none'}\n\nPassage:\n{passage}"
    if core != passage:
        asked += f"\n\nOnly these sentences of it are to be coded, the rest is context:\n{core}"
    return [{"role": "system", "content": _instructions(words)}, {"role": "user", "content": asked}]


def again(problems: Sequence[str]) -> dict[str, str]:
    """The message that names what was wrong with an answer and asks once more."""
    told = "\n".join(f"- {problem}" for problem in problems[:12])
    return {
        "role": "user",
        "content": f"Some of that does not pass the checks:\n{told}\n"
        "Give the whole answer again, mended; leave out what cannot be mended.",
    }


def _instructions(words: Vocabulary) -> str:
    lines = [
        "You code who stands with or against whom in a news text. Answer with JSON only.",
        "Every string is copied verbatim from the passage: same letters, same marks. Never give positions or ids.",
        "Code what the words say, not what you know. Where a sentence says no relation, give none:"
        " an empty list is a good answer.",
        "A denial has the status denied, a rumour hedged, a question questioned."
        " Plans, requests and conditions are no relations that hold.",
        "The speaker is who says so, apart from who acts.",
        "Relations:",
    ]
    for name in words.relations:
        told = words.graph.value(AA[name], SKOS.definition)
        lines.append(f"  {name}: {told}")
    lines.append(f"  {NONE}: no relation")
    lines.append(
        f'Example (never copy from it): "{EXAMPLE}" gives quote "{EXAMPLE_QUOTE}",'
        ' subject "Borduria", object "the Green Front",'
        ' trigger "sending rifles to", relation suppliesArms, status asserted,'
        ' speaker "the prime minister of Syldavia".'
    )
    return "\n".join(lines)


def version(words: Vocabulary) -> str:
    """The fingerprint of the instructions, kept with what they give."""
    told: Mapping[str, Any] = schema(words)
    return hashlib.sha256((_instructions(words) + str(told)).encode()).hexdigest()[:12]
