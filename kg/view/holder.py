"""The pyvis network that holds nodes and edges; its template and its copy of vis-network are never used."""

from __future__ import annotations

from pyvis.network import Network

from kg.lens import Evidence, Lens
from kg.ties import Tie, Ties
from kg.view.captions import visible
from kg.view.scene import Scene, scene

__all__ = ["to_pyvis"]


def to_pyvis(evidence: Evidence, *, lens: Lens | None = None, drawn: Scene | None = None) -> Network:
    """The pyvis Network of the ties under a lens, every node in its place and physics off.

    No node or edge carries a `title`: pyvis writes titles as markup as soon as one of them contains "href".
    """
    drawn = drawn or scene(evidence)
    network = Network(directed=True)
    network.toggle_physics(False)
    for node in drawn.nodes:
        label = "\n".join(node.box.lines)
        drawn_as = {
            "role": node.role,
            "bloc": node.bloc,
            "width": node.box.width,
            "height": node.box.height,
            "wide": list(node.wide),
            "tall": list(node.tall),
        }
        network.add_node(node.key, label=label, shape="box", x=node.wide[0], y=node.wide[1], **drawn_as)
    places = {node.key for node in drawn.nodes}
    for tie in Ties(evidence, lens or Lens()).all():
        if {tie.subject, tie.object} <= places:
            network.add_edge(tie.subject, tie.object, **_edge(tie, evidence))
    return network


def _edge(tie: Tie, evidence: Evidence) -> dict[str, object]:
    ends = " – ".join(_name(key, evidence) for key in (tie.subject, tie.object))
    return {
        "status": tie.status,
        "sign": tie.sign,
        "origins": tie.origins,
        "inherited": bool(tie.inherited_via),
        "claims": list(tie.claims),
        "words": f"{ends}: {tie.status}, {tie.origins} for, {tie.against} against",
    }


def _name(key: str, evidence: Evidence) -> str:
    return visible(evidence.entities[key].name if key in evidence.entities else key)
