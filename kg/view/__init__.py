"""One offline page of the graph: every mark leads back to the sentence that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lens import Evidence, Lens
from kg.view.document import page
from kg.view.notebook import notebook_html
from kg.view.svg import svg

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["notebook_html", "page", "svg", "to_pyvis"]


def to_pyvis(evidence: Evidence, *, lens: Lens | None = None) -> Network:
    """The pyvis Network of the ties under a lens; pyvis is loaded only when it is asked for."""
    from kg.view import holder

    return holder.to_pyvis(evidence, lens=lens)
