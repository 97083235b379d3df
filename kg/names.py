"""From what a person types to the entity that is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.errors import AmbiguousName, UnknownTerm, did_you_mean
from kg.model import Coding, Entity

__all__ = ["Directory"]


class Directory:
    """Every name of every entity: global ones first, then those that files give; mentions are no names.

    `same` gives the key by which an entity goes that was judged to be another.
    """

    def __init__(
        self,
        entities: Mapping[str, Entity],
        codings: Iterable[Coding],
        shared: Mapping[str, Entity],
        same: Mapping[str, str],
    ) -> None:
        self._entities = entities
        self._shared: defaultdict[str, set[str]] = defaultdict(set)
        self._local: defaultdict[str, set[str]] = defaultdict(set)
        for entity in shared.values():
            for name in (entity.id, *entity.names):
                self._shared[_fold(name)].add(same.get(entity.key, entity.key))
        for coding in codings:
            for described in coding.entities:
                key = described.id if described.id in shared else described.key
                for name in (described.id, described.key, *described.names):
                    self._local[_fold(name)].add(same.get(key, key))

    def find(self, name: str) -> Entity:
        """The entity of that id, name or alias; raises UnknownTerm or AmbiguousName with the candidates."""
        word = _fold(name)
        for names in (self._shared, self._local):
            keys = names.get(word, set())
            exact = keys & {name}
            if len(keys) == 1 or exact:
                return self._entities[min(exact or keys)]
            if keys:
                candidates = "; ".join(self._shown(key) for key in sorted(keys))
                raise AmbiguousName(f"'{name}' may be {candidates}; say which by its id")
        raise UnknownTerm(f"nobody is called '{name}'; {did_you_mean(name, self._known())}")

    def _known(self) -> list[str]:
        return sorted({name for entity in self._entities.values() for name in entity.names})

    def _shown(self, key: str) -> str:
        entity = self._entities[key]
        where = f" in {entity.document}" if entity.document else ""
        return f"{key} ({entity.name}, {entity.kind}{where})"


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
