"""Answers as tables and lines for a terminal."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.disputes import Disagreement
from kg.model import Claim, Entity, Figure
from kg.proof import Proof
from kg.quality import Result
from kg.summary import Summary
from kg.ties import Tie
from kg.validation import Finding

__all__ = [
    "claims_view",
    "console",
    "disputes_table",
    "figures_table",
    "findings_table",
    "proof_view",
    "quality_table",
    "rows_table",
    "summary_view",
    "ties_table",
]

_COLOUR = {"support": "blue", "opposition": "red", "mediation": "cyan", "mixed": "magenta", "disputed": "yellow"}
_WORD = {
    "support": "supports",
    "opposition": "opposes",
    "mediation": "mediates",
    "mixed": "supports and opposes",
    "disputed": "is disputed towards",
    "possible": "is said, with a hedge, to stand with or against",
    "denied": "is denied to stand with or against",
    "neutral": "is neutral towards",
    "none": "— no evidence —",
}
_WIDE = 132

Names = Mapping[str, Entity]


def console(*, stderr: bool = False) -> Console:
    """A console that is wide enough for quotes where the output is not a terminal."""
    probe = Console(stderr=stderr)
    width = None if probe.is_terminal or "COLUMNS" in os.environ else _WIDE
    return Console(stderr=stderr, width=width, highlight=False)


def _table(*columns: str, title: str = "") -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _name(key: str | None, names: Names) -> str:
    if key is None:
        return "—"
    return names[key].name if key in names else key.rpartition("#")[2]


def _via(tie: Tie, names: Names) -> str:
    return "via " + ", ".join(_name(key, names) for key in tie.inherited_via) if tie.inherited_via else "said directly"


def ties_table(ties: Iterable[Tie], names: Names, *, title: str = "", timed: bool = False) -> Table:
    """Ties, one a row; the time column only where a time was asked."""
    table = _table("who", "", "whom", "origins", "against", *(["holds"] if timed else []), "how", title=title)
    for tie in ties:
        word = Text(_WORD[tie.status], style=_COLOUR.get(tie.status, ""))
        how = _via(tie, names) + (f"; inherited beside it: {tie.beside}" if tie.beside else "")
        if tie.status == "mediation":
            how += (
                "; between " + ", ".join(_name(key, names) for key in tie.between)
                if tie.between
                else "; parties not stated"
            )
        row: list[RenderableType] = [_name(tie.subject, names), word, _name(tie.object, names)]
        row += [str(tie.origins), str(tie.against or "")] + ([tie.holds or ""] if timed else []) + [how]
        table.add_row(*row)
    return table


def claims_view(claims: Iterable[Claim], names: Mapping[tuple[str, str], str], *, by_id: bool = False) -> Group:
    """Claims, two lines each: what is said by whom, then the quote; `names` by document and id.

    Each goes by the id of its file, or `by_id` by the one that decisions take.
    """
    return Group(*(line for claim in claims for line in _claim_lines(claim, names, by_id)))


def _claim_lines(claim: Claim, names: Mapping[tuple[str, str], str], by_id: bool) -> tuple[Text, Padding]:
    subject, object, teller = (
        names.get((claim.document, id), id) if id else "—" for id in (claim.subject, claim.object, claim.claimer)
    )
    status = "" if claim.status == "asserted" else f" ({claim.status})"
    when = f"for {claim.valid}" if claim.valid else f"on {claim.stated}"
    said = Text.assemble(
        (claim.id[:8] if by_id else claim.file_id, "bold"),
        f" {subject} ",
        (claim.relation, "italic"),
        f"{status} {object}",
    )
    said.append(f" — {teller}, {when}, in {claim.document}", style="dim")
    return said, Padding(Text(f"“{claim.exact}”"), (0, 0, 0, 4), expand=False)


def figures_table(figures: Iterable[Figure], names: Names, *, title: str = "") -> Table:
    """Figures by what they are about, so that tellers can be compared."""
    table = _table("about", "measure", "number", "told by", "quote", title=title)
    for figure in figures:
        number = f"{figure.bound} {figure.value:,}"
        table.add_row(
            _name(figure.about, names), figure.measure, number, _name(figure.claimer, names), Text(f"“{figure.exact}”")
        )
    return table


def disputes_table(found: Iterable[Disagreement], names: Mapping[tuple[str, str], str], *, title: str = "") -> Table:
    """Disagreements, both quotes side by side."""
    table = _table("kind", "one teller", "", "another", "", "note", title=title)
    for one in found:
        sides: list[RenderableType] = []
        for item in (one.a, one.b):
            sides += [names.get((item.document, item.claimer), item.claimer), Text(f"“{item.exact}”")]
        table.add_row(one.kind, *sides, one.note)
    return table


def proof_view(proof: Proof, names: Names, told: Mapping[tuple[str, str], str]) -> Group:
    """A tie with its quotes for and against side by side with who tells them."""
    parts: list[RenderableType] = [ties_table([proof.tie], names, timed=proof.tie.holds is not None)]
    parts += [Text(f"  {link}") for link in proof.links]
    parts += [Text(f"  left out by the lens: {link}") for link in proof.dropped]
    for title, claims in (
        ("for", proof.pro),
        ("against", proof.contra),
        ("also said of the two, deciding nothing", proof.beside),
    ):
        if claims:
            parts += [Text(f"\n{title}", style="bold"), claims_view(claims, told)]
    return Group(*parts)


def findings_table(findings: Iterable[Finding]) -> Table:
    """What breaks which rule, where, with its cure and quote."""
    table = _table("where", "rule", "what and cure", "quote")
    for finding in findings:
        rule = finding.rule if finding.severity == "error" else f"{finding.rule} (note)"
        table.add_row(finding.where, rule, finding.message, Text(f"“{finding.quote}”") if finding.quote else "")
    return table


def quality_table(results: Iterable[Result]) -> Table:
    """What each check of an ontology's quality finds."""
    table = _table("check", "from", "asks", "found", "waived")
    for result in results:
        check = result.check
        table.add_row(check.id, check.catalogue, check.title, str(len(result.found)), str(len(result.waived) or ""))
    return table


def rows_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    """Any rows."""
    table = _table(*columns)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def summary_view(found: Summary, names: Names, told: Mapping[tuple[str, str], str]) -> Group:
    """The first look: parties, ties by kind, what is disputed, figures by teller, counts."""
    parties = _table("party", "kind", "ties", "claims and figures", title="Parties")
    for party, tied, said in found.parties:
        parties.add_row(party.name, party.kind, str(tied), str(said))
    parts: list[RenderableType] = [parties]
    titles = {"support": "Who supports whom", "opposition": "Who opposes whom", "mediation": "Who mediates"}
    for status, title in titles.items():
        if ties := [tie for tie in found.ties if tie.status == status]:
            parts.append(ties_table(ties, names, title=title))
    if others := [tie for tie in found.ties if tie.status not in titles]:
        parts.append(ties_table(others, names, title="Mixed, disputed, possible, denied, neutral"))
    if found.disagreements:
        parts.append(disputes_table(found.disagreements, told, title="Disputed and in tension"))
    if found.figures:
        parts.append(figures_table(found.figures, names, title="Figures by teller"))
    parts.append(Text("  ·  ".join(f"{number} {name}" for name, number in found.counts), style="bold"))
    return Group(*parts)
