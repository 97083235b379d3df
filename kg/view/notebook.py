"""The page inside a notebook: an iframe that may run the page's script and nothing of the notebook around it."""

from __future__ import annotations

from html import escape

__all__ = ["notebook_html"]


def notebook_html(page: str, *, height: int = 720) -> str:
    """The HTML of a sandboxed frame that shows a page; its script reaches neither the notebook nor its cookies."""
    return (
        f'<iframe title="Actors and ties" sandbox="allow-scripts allow-downloads allow-popups allow-modals" '
        f'style="width:100%;height:{height}px;border:1px solid #ccc;border-radius:8px" '
        f'srcdoc="{escape(page, quote=True)}"></iframe>'
    )
