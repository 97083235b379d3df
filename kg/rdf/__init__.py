"""Model to triples and back: how codings, actors and decisions are spelled in RDF stands here and nowhere else."""

from kg.rdf.actors import read_actors, read_background
from kg.rdf.codings import coding_iri, decode, encode, encode_claims
from kg.rdf.ledger import (
    DERIVED,
    Decision,
    Entry,
    Judgement,
    Note,
    decisions_of,
    derived_triples,
    encode_catalog,
    encode_decisions,
    encode_judgements,
    encode_notes,
    entries_of,
    judgements_of,
    notes_of,
)
from kg.rdf.names import Names, claim_iri, entity_iri, key_of

__all__ = [
    "DERIVED",
    "Decision",
    "Entry",
    "Judgement",
    "Names",
    "Note",
    "claim_iri",
    "coding_iri",
    "decisions_of",
    "decode",
    "derived_triples",
    "encode",
    "encode_catalog",
    "encode_claims",
    "encode_decisions",
    "encode_judgements",
    "encode_notes",
    "entity_iri",
    "entries_of",
    "judgements_of",
    "key_of",
    "notes_of",
    "read_actors",
    "read_background",
]
