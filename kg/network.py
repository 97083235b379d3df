"""Ties as a networkx graph: the only module that turns one into the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from kg.model import Entity
from kg.ties import Tie
from kg.vocabulary import Vocabulary

__all__ = ["network"]


def network(ties: Iterable[Tie], entities: Mapping[str, Entity], words: Vocabulary) -> nx.MultiDiGraph[str]:
    """A directed graph of actors with one edge a family, keyed by the family's name.

    An edge has the `sign` that the tie concludes (0 where it is disputed, possible or denied), the `status` of the tie,
    the `weight` (independent origins; for the weaker side of a mixed tie those against), the ids of its `claims`, and
    `inherited_via` (None where it is said directly). `leaning` is the sign of the family whatever is concluded,
    `between` the parties that a mediator is said to stand between. A mixed tie gives one edge of each sign.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for tie in ties:
        for key in (tie.subject, tie.object):
            entity = entities.get(key)
            graph.add_node(key, label=entity.name if entity else key, kind=entity.kind if entity else "")
        families = sorted({words.relations[name].family for name in tie.relations if words.relations[name].tie})
        for family in families:
            sign = max(
                (words.relations[name].sign for name in tie.relations if words.relations[name].family == family),
                key=abs,
            )
            graph.add_edge(
                tie.subject,
                tie.object,
                key=family,
                sign=sign if tie.status in ("support", "opposition", "mixed") else 0,
                status=tie.status,
                weight=tie.against if tie.status == "mixed" and sign < 0 else tie.origins,
                against=tie.against,
                leaning=sign,
                between=tie.between,
                claims=tie.claims,
                inherited_via=tie.inherited_via or None,
            )
    return graph
