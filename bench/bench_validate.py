"""How long it takes to validate a graph of many claims: gates, SHACL shapes and cross-row checks together.

The claims are those of the seed, repeated under other document ids.

    python bench/bench_validate.py [--claims 10000]
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kg import importers
from kg.holdings import Holdings, Ontology
from kg.model import Coding
from kg.stores import open_store
from kg.validation import findings_of

ROOT = Path(__file__).parent.parent
LIMIT = 60.0


def copies(seed: Coding, claims: int) -> Iterator[Coding]:
    """As many documents like the seed as hold that many claims."""
    for number in range(-(-claims // len(seed.claims))):
        document = f"{seed.document}-{number:04}"
        yield replace(
            seed,
            source=replace(seed.source, document=document, filename=f"{document}.txt"),
            claims=tuple(replace(claim, document=document) for claim in seed.claims),
            figures=tuple(replace(figure, document=document) for figure in seed.figures),
            disputes=tuple(replace(dispute, document=document) for dispute in seed.disputes),
            entities=tuple(replace(entity, document=document) for entity in seed.entities),
        ).identified()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=10_000)
    wanted = parser.parse_args().claims
    (file,) = importers.claims_files([ROOT / "seeds"])
    holdings = Holdings(open_store(None), Ontology.read())
    started = time.perf_counter()
    holdings.add(copies(importers.read(file), wanted))
    loaded = time.perf_counter()
    claims = sum(len(coding.claims) for coding in holdings.current())
    found = findings_of(holdings.current(), holdings.ontology, holdings.store, holdings.query_graphs())
    took = time.perf_counter() - loaded
    errors = [finding for finding in found if finding.severity == "error"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{claims} claims: loaded in {loaded - started:.1f} s, validated in {took:.1f} s, peak {peak:.0f} MB")
    verdict = "kept" if took < LIMIT else "missed"
    print(f"{len(errors)} errors, {len(found) - len(errors)} notes; limit {LIMIT:.0f} s: {verdict}")


if __name__ == "__main__":
    main()
