"""Synthetic claims in the shape of real ones: a few hubs, many who are rarely named, one teller telling much.

    python bench/claims_generator.py 100000 claims.nq

A generator of claims for benchmarks; nobody and nothing in them exists. Same number and seed, same claims.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate, chain
from pathlib import Path
from types import MappingProxyType

from rdflib import RDF, RDFS, BNode, Literal

from kg.holdings import Holdings, Ontology
from kg.interval import Interval
from kg.model import Claim, Coder, Coding, Dispute, Entity, Figure, Source, entity
from kg.rdf import DERIVED, Entry, Names, derived_triples, encode, encode_catalog, entity_iri
from kg.stores import Store, open_store
from kg.vocabulary import AA

PER_DOCUMENT = 250
KINDS = ("state", "armed group", "armed group", "government", "armed force", "person", "collective", "organisation")
STANCES = (
    *("supports", "supportsPolitically", "supportsMilitarily", "suppliesArms", "finances", "trains", "alliedWith"),
    *("attacks", "attacks", "attacks", "condemns", "condemns", "opposes", "sanctions", "atWarWith"),
)
OTHERS = ("controls", "controls", "guarantees", "callsOn")
ORGANS = {"armed force": "isOrganOf", "government": "isOrganOf", "person": "speaksFor", "armed group": "isMemberOf"}
FIRST = date(2010, 1, 1)
WORDS = "minister alliance border talks sanction support statement envoy troops party coalition treaty vote".split()


def actors(size: int) -> list[Entity]:
    """Two in a hundred claims bring an actor of their own; every tenth entity is a place, a few are agreements."""
    count = max(60, size // 50)
    found = []
    for number in range(count):
        kind = "place" if number % 10 == 9 else "agreement" if number % 50 == 8 else KINDS[number % len(KINDS)]
        found.append(entity(id=f"n{number}", name=f"Entity {number}", kind=kind, labels=(("en", f"Entity {number}"),)))
    tellers = [entity(id=f"t{number}", name=f"Teller {number}", kind="news agency") for number in range(300)]
    return found + tellers


def ontology(entities: list[Entity]) -> Ontology:
    """The project's ontology with these entities for its global ones."""
    read = Ontology.read()
    graph = read.graph
    for one in entities:
        graph.add((entity_iri(one.key), RDF.type, AA[read.words.kind(one.kind).name]))
        graph.add((entity_iri(one.key), RDFS.label, Literal(one.name, lang="en")))
    return replace(read, shared=MappingProxyType({one.id: one for one in entities}), background=(), graph=graph)


def codings(size: int, seed: int = 7) -> Iterator[Coding]:
    """Documents of some hundred claims each, with some figures and disputes."""
    chance = random.Random(seed)
    everyone = actors(size)
    parties = [one for one in everyone if one.kind not in ("place", "agreement", "news agency")]
    places = [one for one in everyone if one.kind == "place"]
    agreements = [one for one in everyone if one.kind == "agreement"]
    tellers = [one for one in everyone if one.kind == "news agency"]
    weights = {id(group): _hubs(len(group)) for group in (parties, places, agreements, tellers)}

    def pick(group: list[Entity]) -> str:
        return chance.choices(group, cum_weights=weights[id(group)])[0].id

    for number in range(-(-size // PER_DOCUMENT)):
        count = min(PER_DOCUMENT, size - number * PER_DOCUMENT)
        day = FIRST + timedelta(days=chance.randrange(5400))
        document = f"synthetic-{number:05}"
        claims = tuple(
            _claim(chance, pick, document, n, day, parties, places, agreements, tellers) for n in range(count)
        )
        claims = tuple(one for one in claims if one.subject != one.object)
        figures = tuple(_figure(chance, pick, document, n, day, places, tellers) for n in range(count // 50))
        disputes = tuple(
            Dispute(document=document, a=claims[n].file_id, b=claims[n + 1].file_id, kind="tension")
            for n in range(0, len(claims) - 1, 60)
        )
        source = Source(document=document, filename=f"{document}.txt", text=document, publisher="t0", published=day)
        yield Coding(
            source=source,
            coder=Coder("generator", "human"),
            recorded=day,
            claims=claims,
            figures=figures,
            disputes=disputes,
        ).identified()


def _hubs(size: int) -> list[float]:
    return list(accumulate((rank + 1) ** -0.8 for rank in range(size)))


def _claim(chance, pick, document, number, day, parties, places, agreements, tellers) -> Claim:  # type: ignore[no-untyped-def]
    relation = chance.choice(STANCES if chance.random() < 0.9 else OTHERS)
    subject = pick(parties)
    object = pick({"controls": places, "guarantees": agreements}.get(relation, parties))
    if chance.random() < 0.06:
        subject, relation, object = _structure(chance, parties)
    start = day - timedelta(days=chance.randrange(900))
    valid = chance.choice((None, f"{start}/..", str(start), f"{start:%Y-%m}", f"{start}/{day}"))
    return Claim(
        document=document,
        file_id=f"c{number:03}",
        subject=subject,
        relation=relation,
        object=object,
        claimer=pick(tellers if chance.random() < 0.8 else parties),
        relayed_by=(pick(tellers),) if chance.random() < 0.15 else (),
        exact=f"{' '.join(chance.choices(WORDS, k=12))} #{number}",
        start=number * 100,
        end=number * 100 + 80,
        stated=day,
        valid=Interval(valid) if valid else None,
        status=chance.choices(("asserted", "hedged", "denied", "questioned"), (88, 6, 4, 2))[0],
        against=pick(parties) if chance.random() < 0.05 else None,
        means=chance.choice(("", "", "", "air strikes", "shelling")) if relation == "attacks" else "",
    )


def _structure(chance: random.Random, parties: list[Entity]) -> tuple[str, str, str]:
    """An organ of its body, always the same one: every second actor that can be one is, of a state or a collective."""
    organs = [one for one in parties[1::2] if one.kind in ORGANS]
    organ = chance.choice(organs)
    bodies = [one for one in parties if one.kind == ("collective" if organ.kind == "armed group" else "state")]
    return organ.id, ORGANS[organ.kind], bodies[int(organ.id[1:]) % len(bodies)].id


def _figure(chance, pick, document, number, day, places, tellers) -> Figure:  # type: ignore[no-untyped-def]
    return Figure(
        document=document,
        file_id=f"f{number:03}",
        measure=chance.choice(("killed", "wounded", "displaced")),
        value=chance.randrange(1, 5000),
        bound="at least",
        claimer=pick(tellers),
        about=pick(places),
        exact=f"figure #{number}",
        start=number,
        end=number + 8,
        stated=day,
    )


def holdings(size: int, seed: int = 7, store: Store | None = None) -> Holdings:
    """A graph of so many claims, without what rules conclude: in a world this dense that outgrows the claims."""
    kept, read = store or open_store(None), ontology(actors(size))
    made = list(codings(size, seed))
    encoded = [encode(coding, Names(coding.document, read.shared_ids)) for coding in made]
    entries = [
        Entry(coding.document, str(iri), coding.coder.id, coding.coder.kind, coding.recorded, number)
        for number, (coding, (iri, _)) in enumerate(zip(made, encoded, strict=True), start=1)
    ]
    derived = derived_triples(
        chain.from_iterable(coding.claims for coding in made),
        chain.from_iterable(coding.figures for coding in made),
        chain.from_iterable(map(_by_id, made)),
        read.words,
    )
    kept.replace(
        {
            **dict(encoded),
            DERIVED["catalog"]: encode_catalog(entries, (entry.coding for entry in entries)),
            DERIVED["ontology"]: (t for t in read.graph if not any(isinstance(end, BNode) for end in t)),
            DERIVED["ties"]: derived,
        }
    )
    return Holdings(kept, read)


def _by_id(coding: Coding) -> Iterator[Dispute]:
    ids = {item.file_id: item.id for item in coding.items}
    return (replace(dispute, a=ids[dispute.a], b=ids[dispute.b]) for dispute in coding.disputes)


if __name__ == "__main__":
    size, target = int(sys.argv[1]), Path(sys.argv[2])
    target.write_text(holdings(size).store.dataset().serialize(format="nquads"), encoding="utf-8")
