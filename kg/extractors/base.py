"""What an extractor is, what it knows, and how its proposals pass the gates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from kg.gates import Violation, check
from kg.model import Claim, Coding, Entity, Figure, Source
from kg.vocabulary import Vocabulary, vocabulary

__all__ = ["Context", "Extraction", "Extractor", "Rejected", "gated"]


@dataclass(frozen=True, slots=True)
class Context:
    """What an extractor knows beside the document: the entities by whose names it finds actors, and the vocabulary.

    `entities` is the gazetteer; those without a document are global and may be named without being described again.
    With `newcomers`, actors that the gazetteer lacks are proposed as new entities of the document.
    """

    entities: tuple[Entity, ...] = ()
    newcomers: bool = True
    words: Vocabulary = field(default_factory=vocabulary, compare=False)

    @property
    def shared(self) -> Mapping[str, Entity]:
        """The global entities by id, as the gates read them."""
        return {known.id: known for known in self.entities if known.document is None}


class Extractor(Protocol):
    """Reads a document and proposes claims; it writes nothing and asks no store."""

    NAME: str

    def propose(self, document: Source, context: Context) -> Coding:
        """A machine coding whose claims are proposed, each with the way it was found in `proposal`."""
        ...


@dataclass(frozen=True, slots=True)
class Rejected:
    """A proposal that broke gates, kept with what it broke."""

    item: Claim | Figure
    violations: tuple[Violation, ...]

    def __str__(self) -> str:
        gates = ", ".join(sorted({broken.gate for broken in self.violations}))
        return f"{self.item.file_id} {gates}: {self.item.exact}"


@dataclass(frozen=True, slots=True)
class Extraction:
    """The proposals of one document that passed every gate, and those that did not."""

    coding: Coding
    rejected: tuple[Rejected, ...] = ()

    @property
    def rejects(self) -> Mapping[str, int]:
        """How many proposals each gate turned away."""
        return dict(sorted(Counter(gate for one in self.rejected for gate in {v.gate for v in one.violations}).items()))


def gated(coding: Coding, context: Context) -> Extraction:
    """A machine coding without the proposals that break a gate; these are kept aside, and nothing is mended."""
    identified = coding.identified(context.words)
    broken: dict[str, list[Violation]] = {}
    for violation in check(identified, context.shared, context.words):
        broken.setdefault(violation.item, []).append(violation)
    claims = tuple(claim for claim in identified.claims if claim.file_id not in broken)
    figures = tuple(figure for figure in identified.figures if figure.file_id not in broken)
    items: list[Claim | Figure] = [*identified.claims, *identified.figures]
    rejected = [Rejected(item, tuple(broken[item.file_id])) for item in items if item.file_id in broken]
    used = set(_named(claims, figures)) | {identified.source.publisher}
    kept = tuple(described for described in identified.entities if described.id in used)
    return Extraction(replace(identified, entities=kept, claims=claims, figures=figures), tuple(rejected))


def _named(claims: Iterable[Claim], figures: Iterable[Figure]) -> Iterable[str]:
    items: list[Claim | Figure] = [*claims, *figures]
    for item in items:
        yield from (*item.ends, item.claimer, *item.relayed_by)
