"""Measures of a signed network: exact or between two bounds, each naming the ties and claims that it rests on.

    >>> import networkx as nx
    >>> from kg import analysis
    >>> G = nx.Graph()
    >>> _ = G.add_edge("a", "b", sign=1), G.add_edge("b", "c", sign=1), G.add_edge("a", "c", sign=-1)
    >>> analysis.frustration(G).index
    1

Every function takes an undirected ``networkx.Graph`` whose edges carry ``sign``, or a directed network, which it reads
by the majority policy of ``signed_graph``. Every result has ``to_rows()``, ``to_frame()`` and ``explain()``.
"""

from kg.analysis.alignment import Indirect, indirect
from kg.analysis.brokerage import Brokers, Mediators, brokers, mediators
from kg.analysis.comparison import Change, Fragility, OverTime, change, fragility, over_time
from kg.analysis.criterion import Criterion, criterion
from kg.analysis.edges import read_edges
from kg.analysis.frustrated import Frustration, frustration
from kg.analysis.partition import Blocs, blocs
from kg.analysis.results import SignedTie
from kg.analysis.signed import POLICIES, signed_graph
from kg.analysis.tension import Destabilising, destabilising
from kg.analysis.triangles import Balance, balance

__all__ = [
    "POLICIES",
    "Balance",
    "Blocs",
    "Brokers",
    "Change",
    "Criterion",
    "Destabilising",
    "Fragility",
    "Frustration",
    "Indirect",
    "Mediators",
    "OverTime",
    "SignedTie",
    "balance",
    "blocs",
    "brokers",
    "change",
    "criterion",
    "destabilising",
    "fragility",
    "frustration",
    "indirect",
    "mediators",
    "over_time",
    "read_edges",
    "signed_graph",
]
