"""What rules conclude from ties: stances through organs and collectives, and what follows from those in one more step.

Concluded properties are never the claimed ones, so a predicate tells whether something was said or inferred. The rules
and their OWL 2 chains stand in `ontology/inference.ttl`. They are monotone: where a direct tie says otherwise, ties
decide and not these.
"""

from kg.reasoning.between import corroborating, links_between, superseding
from kg.reasoning.rules import Inference, Inferences, infer
from kg.reasoning.triples import inferred_triples

__all__ = [
    "Inference",
    "Inferences",
    "corroborating",
    "infer",
    "inferred_triples",
    "links_between",
    "superseding",
]
