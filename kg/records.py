"""Results as plain records, for JSON, CSV and tables: the field names of the Python results, ends as file ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.importers.claims_file import item_record
from kg.model import Entity, Item
from kg.ties import Tie

__all__ = ["claim_record", "entity_record", "tie_record"]


def claim_record(item: Item) -> dict[str, Any]:
    """A claim or figure in the keys of the claims file; `id` is its id in the graph, `file_id` the one in its file."""
    return {"document": item.document, **item_record(item), "id": item.id, "file_id": item.file_id}


def tie_record(tie: Tie, entities: Mapping[str, Entity]) -> dict[str, Any]:
    """A tie; `document` is where local ends are described, None where both are global."""
    return {
        "subject": _id(tie.subject),
        "object": _id(tie.object),
        "document": _document(tie.subject) or _document(tie.object),
        "subject_name": _name(tie.subject, entities),
        "object_name": _name(tie.object, entities),
        "status": tie.status,
        "sign": tie.sign,
        "origins": tie.origins,
        "against": tie.against,
        "holds": tie.holds,
        "relations": list(tie.relations),
        "claims": list(tie.claims),
        "contrary": list(tie.contrary),
        "inherited_via": [_id(key) for key in tie.inherited_via],
        "beside": tie.beside,
        "between": [_id(key) for key in tie.between],
        "tension": tie.tension,
        "last_evidence": tie.last_evidence.isoformat() if tie.last_evidence else None,
    }


def entity_record(entity: Entity) -> dict[str, Any]:
    """An entity with its names."""
    return {
        "id": entity.id,
        "document": entity.document,
        "name": entity.name,
        "kind": entity.kind,
        "labels": dict(entity.labels),
        "aliases": list(entity.aliases),
        "existed": str(entity.existed) if entity.existed else None,
    }


def _id(key: str) -> str:
    return key.rpartition("#")[2]


def _document(key: str) -> str | None:
    return key.rpartition("#")[0] or None


def _name(key: str, entities: Mapping[str, Entity]) -> str:
    return entities[key].name if key in entities else _id(key)
