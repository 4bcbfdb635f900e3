"""Navigation in themes that show a part of the site's tree beside a page: pydata-sphinx-theme and themes made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_IS_EMPTY, _RENDER = "suppress_sidebar_toctree", "generate_toctree_html"
"""Functions of the theme in the context of a page, for its sidebar."""


def show_whole_tree(context: dict[str, Any]) -> None:
    """Let the sidebar of an article or index page show the tree of the site, if the theme would show what is below its section.

    Nothing is there: articles are no entries of the tree. And the top of the page has room for few index pages.
    """
    if _IS_EMPTY not in context or _RENDER not in context:
        return
    render: Callable[..., Any] = context[_RENDER]

    def render_from_root(kind: str, startdepth: int = 0, **options: Any) -> Any:
        return render(kind, startdepth=startdepth, **options)

    context[_IS_EMPTY] = lambda **_options: False
    context[_RENDER] = render_from_root
