"""Extraction measured: the shared gold, re3d, and sentences per CPU-second. Run: python bench/bench_extraction.py"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from kg.extractors import Context, extract
from kg.extractors.rules import propose
from kg.extractors.rules.sentences import sentences
from kg.model import Coding
from kg.score import Level, codings, re3d, score

SHARED = Path(__file__).parents[2] / "shared"
HELD_OUT = ("drc-2025-07-19", "libya-2020-01-20")


def predicted(gold: Sequence[Coding]) -> list[Coding]:
    return [extract(one.source, Context(entities=one.entities)).coding for one in gold]


def show(name: str, gold: Sequence[Coding]) -> None:
    report = score(gold, predicted(gold))
    print(f"\n{name}: {len(gold)} documents, attribution right in {report.attribution:.2f} of matches")
    for level in (*report.levels, *report.families):
        print(line(level))


def line(level: Level) -> str:
    span = f"   F1 {level.low:.2f} to {level.high:.2f}" if level.low is not None and level.high is not None else ""
    shares = f"P {level.precision:.2f}  R {level.recall:.2f}  F1 {level.f1:.2f}"
    counts = f"{level.matched:>3} of {level.gold:>3} gold, {level.predicted:>3} predicted"
    return f"  {level.name:<11} {counts}   {shares}{span}"


def speed(documents: Sequence[Coding], rounds: int = 3) -> None:
    count = sum(len(list(sentences(one.source.text))) for one in documents)
    known = {entity.id: entity for one in codings([SHARED / "gold" / "dev"]) for entity in one.entities}
    context = Context(entities=tuple(known.values()))
    for name, run in (("proposals", propose), ("proposals through the gates", extract)):
        run(documents[0].source, context)
        began = time.process_time()
        for _ in range(rounds):
            for one in documents:
                run(one.source, context)
        print(f"  {name}: {count * rounds / (time.process_time() - began):,.0f} sentences per CPU-second")


if __name__ == "__main__":
    development = codings([SHARED / "gold" / "dev"])
    show("seed", codings([SHARED / "gold" / "seed"]))
    show("development, read", [one for one in development if one.document not in HELD_OUT])
    show("development, held out", [one for one in development if one.document in HELD_OUT])
    others = [one for folder in ("CENTCOM", "UK Government") for one in re3d(SHARED / "re3d" / folder)]
    show("re3d (its gold is incomplete; precision is audited in tests/data/extraction/re3d_audit.yaml)", others)
    print("\nspeed")
    speed(others)
    speed(development)
