"""The words of the graph: namespaces, entity kinds and relations, read from `ontology/`.

Nothing here names a relation: what one does (its family, sign, the tie it makes, how long it is carried, which ends it
takes, whether stances roll up along it) is data in `ontology/relations.ttl`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

from kg.errors import NotReady, UnknownTerm, did_you_mean
from kg.interval import Duration

__all__ = ["AA", "BASE", "PREFIXES", "Kind", "Relation", "RollUpStep", "Vocabulary", "ontology_folder", "vocabulary"]

BASE = "https://w3id.org/actor-alliance/"
AA = Namespace(BASE + "ns#")
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "aa": str(AA),
        "actor": BASE + "actor/",
        "claim": BASE + "claim/",
        "coding": BASE + "coding/",
        "dcterms": "http://purl.org/dc/terms/",
        "dyad": BASE + "dyad/",
        "entity": BASE + "entity/",
        "owl": str(OWL),
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": str(RDF),
        "rdfs": str(RDFS),
        "skos": str(SKOS),
        "source": BASE + "source/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)


def ontology_folder() -> Path:
    """The folder of the ontology: inside an installed package, else beside it in a checkout."""
    here = Path(__file__).parent
    for folder in (here / "_ontology", here.parent / "ontology"):
        if (folder / "relations.ttl").exists():
            return folder
    raise NotReady("the ontology is not where it belongs, beside or inside the package; install the package again")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity, under the word that claims files use, with all that it falls under."""

    word: str
    name: str
    above: frozenset[str]

    @property
    def is_actor(self) -> bool:
        """Whether such an entity can ally."""
        return "Actor" in self.above

    @property
    def is_collective(self) -> bool:
        """Whether it stands for several actors that have no organisation of their own."""
        return "Collective" in self.above


@dataclass(frozen=True, slots=True)
class RollUpStep:
    """How a stance passes along a relation: who inherits it, and between which kinds."""

    name: str
    heir: str
    subject_classes: frozenset[str]
    object_classes: frozenset[str]

    def allows(self, subject: Kind, object: Kind) -> bool:
        """Whether the step may be taken between these two kinds."""
        fits_subject = not self.subject_classes or bool(self.subject_classes & subject.above)
        return fits_subject and (not self.object_classes or bool(self.object_classes & object.above))


@dataclass(frozen=True, slots=True)
class Relation:
    """A type of relation, with everything that the policy asks of it.

    `above` holds the relation itself and all that it specialises: a denial of one of those denies it too.
    `persistence` is None where it is carried on for ever; `tie` is the status that an assertion of it gives, or None.
    """

    name: str
    family: str
    sign: int
    tie: str | None
    aspect: str
    persistence: Duration | None
    symmetric: bool
    object_optional: bool
    above: frozenset[str]
    subject_classes: frozenset[str]
    object_classes: frozenset[str]
    steps: tuple[RollUpStep, ...]
    labels: Mapping[str, str]

    @property
    def can_end(self) -> bool:
        """Whether a report of its end ends it: so with states and flows, not with acts and words."""
        return self.aspect != "act"

    def accepts(self, subject: Kind, object: Kind | None) -> bool:
        """Whether the signature admits these ends."""
        if not self.subject_classes & subject.above:
            return False
        return self.object_optional if object is None else bool(self.object_classes & object.above)


class Vocabulary:
    """Kinds, relations and code words of one ontology.

    >>> vocabulary().relation("suppliesArms").sign
    1
    >>> vocabulary().relation("alliedWiht")
    Traceback (most recent call last):
    ...
    kg.errors.UnknownTerm: no relation 'alliedWiht'; did you mean 'alliedWith'?
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @classmethod
    def read(cls, folder: Path) -> Vocabulary:
        """The vocabulary of the ontology in a folder."""
        graph = Graph()
        for name in ("core.ttl", "relations.ttl"):
            graph.parse(data=(folder / name).read_text(encoding="utf-8"), format="turtle")
        return cls(graph)

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """Every kind of entity by its word."""
        kinds = {}
        for iri in self.graph.transitive_subjects(RDFS.subClassOf, AA.Entity):
            word = self.graph.value(iri, SKOS.notation)
            if word is not None:
                kinds[str(word)] = Kind(
                    str(word), _name(iri), _names(self.graph.transitive_objects(iri, RDFS.subClassOf))
                )
        return MappingProxyType(dict(sorted(kinds.items())))

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """Every relation type by its name."""
        found = sorted(str(iri) for iri in self.graph.subjects(RDF.type, AA.Relation))
        return MappingProxyType({_name(iri): self._relation(URIRef(iri)) for iri in found})

    def _relation(self, iri: URIRef) -> Relation:
        graph = self.graph
        persistence = graph.value(iri, AA.persistence)
        tie = graph.value(iri, AA.tie)
        return Relation(
            name=_name(iri),
            family=_name(graph.value(iri, AA.family)),
            sign=int(str(graph.value(iri, AA.sign))),
            tie=None if tie is None else str(tie),
            aspect=_name(graph.value(iri, AA.aspect)),
            persistence=None if persistence is None else Duration(str(persistence)),
            symmetric=(iri, RDF.type, OWL.SymmetricProperty) in graph,
            object_optional=str(graph.value(iri, AA.objectOptional)) == "true",
            above=_names(graph.transitive_objects(iri, RDFS.subPropertyOf)),
            subject_classes=_names(graph.objects(iri, AA.subjectKind)),
            object_classes=_names(graph.objects(iri, AA.objectKind)),
            steps=tuple(self._step(step) for step in sorted(graph.objects(iri, AA.rollUp), key=str)),
            labels=MappingProxyType(_labels(graph, iri)),
        )

    def _step(self, iri: object) -> RollUpStep:
        node = URIRef(str(iri))
        return RollUpStep(
            name=_name(node),
            heir=str(self.graph.value(node, AA.heir)),
            subject_classes=_names(self.graph.objects(node, AA.subjectKind)),
            object_classes=_names(self.graph.objects(node, AA.objectKind)),
        )

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The families of relations, those with a sign first."""
        found = {str(relation.family): -abs(relation.sign) for relation in self.relations.values()}
        return tuple(sorted(found, key=lambda family: (found[family], family)))

    @cached_property
    def _codes(self) -> Mapping[str, Mapping[str, URIRef]]:
        """The code words of every scheme, each with its IRI."""
        codes: defaultdict[str, dict[str, URIRef]] = defaultdict(dict)
        for iri, word in self.graph.subject_objects(SKOS.notation):
            for scheme in _names(self.graph.objects(iri, RDF.type)):
                codes[scheme][str(word)] = URIRef(str(iri))
        return codes

    def words(self, scheme: str) -> tuple[str, ...]:
        """The code words of a scheme of the ontology: Status, Measure, Bound, DisputeKind or ReviewState."""
        return tuple(sorted(self._codes.get(scheme, {})))

    def term(self, scheme: str, word: str) -> URIRef:
        """The IRI of a code word; raises UnknownTerm with the nearest words."""
        known = self._codes.get(scheme, {})
        if word not in known:
            raise UnknownTerm(f"no {scheme} '{word}'; {did_you_mean(word, known)}")
        return known[word]

    def relation(self, name: str) -> Relation:
        """The relation of that name; raises UnknownTerm with the nearest names."""
        if name not in self.relations:
            raise UnknownTerm(f"no relation '{name}'; {did_you_mean(name, self.relations)}")
        return self.relations[name]

    def kind(self, word: str) -> Kind:
        """The kind of that word; raises UnknownTerm with the nearest words."""
        if word not in self.kinds:
            raise UnknownTerm(f"no kind '{word}'; {did_you_mean(word, self.kinds)}")
        return self.kinds[word]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of the project's own ontology, read once."""
    return Vocabulary.read(ontology_folder())


def _name(iri: object) -> str:
    return str(iri).rpartition("#")[2]


def _names(iris: Iterable[object]) -> frozenset[str]:
    return frozenset(_name(iri) for iri in iris if str(iri).startswith(str(AA)))


def _labels(graph: Graph, iri: URIRef) -> dict[str, str]:
    labels = {getattr(label, "language", None) or "en": str(label) for label in graph.objects(iri, RDFS.label)}
    return dict(sorted(labels.items()))
