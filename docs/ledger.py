"""The sentence ledger of the seed: every sentence with what was coded from it, or why nothing was.

`python docs/ledger.py` writes docs/coding-decisions.md from the article, its claims file and coding-reasons.yaml.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

DOCS = Path(__file__).resolve().parent
SEEDS = DOCS.parent / "seeds"
PAGE = DOCS / "coding-decisions.md"

Row = dict[str, Any]


class Strings(yaml.SafeLoader):
    """YAML whose plain scalars are strings, `null` excepted."""


Strings.yaml_implicit_resolvers = {}
Strings.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("null"), ["n"])


def read(path: Path) -> Row:
    """The content of a YAML file, with every scalar as it is written."""
    content: Row = yaml.load(path.read_text(encoding="utf-8"), Loader=Strings)  # noqa: S506, it is a SafeLoader
    return content


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence stands: it ends with a line, or with a full stop, ! or ? before a space and a capital.

    >>> [("One. Two? of it"[a:b]) for a, b in sentences("One. Two? of it")]
    ['One.', 'Two? of it']
    """
    ends = [match.span() for match in re.finditer(r"\n|(?<=[.!?]) (?=[A-Z])", text)]
    starts = [0, *(after for _, after in ends)]
    return list(zip(starts, [*(before for before, _ in ends), len(text)], strict=True))


def entries(coding: Row, span: tuple[int, int]) -> list[Row]:
    """The claims and figures whose quote starts in a span, as the file orders them."""
    return [row for row in (*coding["claims"], *coding["figures"]) if span[0] <= int(row["start"]) < span[1]]


def page(text: str, coding: Row, reasons: Row) -> str:
    """The whole ledger as Markdown."""
    parts = [_head(coding, reasons)]
    for number, (span, reason) in enumerate(zip(sentences(text), reasons["sentences"], strict=True), start=1):
        parts.append(_sentence(number, text[slice(*span)], entries(coding, span), reason))
    parts.append("## Departures from the reference coding\n")
    parts += [_departure(item) for item in reasons["departures"]]
    parts.append("## Weighed, and kept as the reference has it\n")
    parts += [_weighed(item) for item in reasons["weighed"]]
    parts.append("## Disputes\n")
    parts.append("".join(f"- {row['a']} and {row['b']}, {row['kind']}: {row['note']}\n" for row in coding["disputes"]))
    return "\n".join(parts)


def _head(coding: Row, reasons: Row) -> str:
    counts = f"{len(coding['claims'])} claims, {len(coding['figures'])} figures, {len(coding['disputes'])} disputes"
    return (
        "# How the seed article was coded\n\n"
        "<!-- Written by docs/ledger.py from the claims file and coding-reasons.yaml: change those. -->\n\n"
        f"`seeds/{coding['document']}`, published {coding['published']}, read by `{coding['coder']['id']}` on "
        f"{coding['recorded']}: {len(reasons['sentences'])} sentences, {counts}; "
        f"{len(reasons['departures'])} departures from the reference coding.\n"
        "The sentences are quoted from third-party text (`seeds/RIGHTS.md`).\n"
    )


def _sentence(number: int, words: str, coded: list[Row], reason: Row) -> str:
    table = "Nothing is coded.\n"
    if coded:
        table = "| id | what | says who | status | valid |\n|---|---|---|---|---|\n" + "".join(map(_row, coded))
    return f"## Sentence {number}\n\n> {words}\n\n{table}\nLeft out: {reason['left_out']}{_rules(reason)}\n"


def _rules(item: Row) -> str:
    """The rules of the codebook that decide, as links."""
    cited = ", ".join(f"[{rule}](codebook.md#{rule})" for rule in item["rules"])
    return f" ({cited})" if cited else ""


def _row(row: Row) -> str:
    teller = " via ".join([row["claimer"], *row["relayed_by"]])
    return f"| {row['id']} | {_said(row)} | {teller} | {row['status']} | {row.get('valid') or '–'} |\n"


def _said(row: Row) -> str:
    if "measure" in row:
        return f"{row['measure']}: {row['bound']} {row['value']}, about {row['about']}"
    against = f", against {row['against']}" if row["against"] else ""
    return f"{row['subject']} **{row['relation']}** {row['object'] or '(nobody named)'}{against}"


def _departure(item: Row) -> str:
    where = f"sentence {item['sentence']}, {item['level']}"
    change = f"reference `{item['reference']}`, here `{item['ours']}`"
    return f"- **{', '.join(item['claims'])}** ({where}): {change}. {item['argument']}{_rules(item)}\n"


def _weighed(item: Row) -> str:
    argued = f"{item['question']} {item['kept']}{_rules(item)}"
    return f"- **{', '.join(item['claims'])}** (sentence {item['sentence']}). {argued}\n"


def written() -> str:
    """The ledger of the seed as the files stand now."""
    reasons = read(DOCS / "coding-reasons.yaml")
    text = (SEEDS / f"{reasons['document']}.txt").read_bytes().decode("utf-8")
    return page(text, read(SEEDS / f"{reasons['document']}.claims.yaml"), reasons)


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
