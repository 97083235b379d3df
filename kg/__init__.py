"""Knowledge graphs of who stands with whom in a conflict, and on whose word.

Documents become claims; claims are stored; a question about a time and a teller picks claims; picked claims make ties;
ties make a network; functions measure the network; views show it, and every mark on a view leads back to its sentence.
"""

from kg import analysis
from kg.errors import KGError
from kg.graph import KnowledgeGraph
from kg.interval import Interval
from kg.model import Actor, Claim, Source
from kg.vocabulary import Relation

__all__ = ["Actor", "Claim", "Interval", "KGError", "KnowledgeGraph", "Relation", "Source", "analysis"]
