"""The head of pages in themes that show its tags on a condition or not at all, or write one: Shibuya, Material and Awesome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_EXTENSIONS = "_sphinx_extensions"
"""The extensions that Shibuya knows, which are those in the configuration."""
_OPENGRAPH = "sphinxext.opengraph"
_MATERIAL = "sphinx_immaterial_set_page_title"
"""A function that the templates of Material call."""
_AWESOME = "theme_awesome_headerlinks"
"""An option of the theme Awesome."""


def has_own_title(context: Mapping[str, Any]) -> bool:
    """Return whether the templates of the theme write the title of a page for Open Graph, as those of Awesome do."""
    return _AWESOME in context


def show_head_tags(context: dict[str, Any]) -> None:
    """Let a page have its tags for search engines and feed readers, its own address, and the colours of its terms.

    Shibuya shows the tags only if the configuration names the extension for Open Graph, which this one loads. The templates of
    Material have no place for them, so they follow the last style sheet.
    """
    if _EXTENSIONS in context:
        context[_EXTENSIONS] = [*context[_EXTENSIONS], _OPENGRAPH]
    if _MATERIAL in context:
        page, render = context["page"], context["css_tag"]
        page["canonical_url"] = context["pageurl"]
        page["meta"]["meta"] = []  # they are among the tags
        context["css_tag"] = _add_tags(render, context)


def _add_tags(render: Callable[[Any], str], context: dict[str, Any]) -> Callable[[Any], str]:
    """Return a function that renders the link to a style sheet, with the tags of the page after the last one."""

    def render_with_tags(sheet: Any) -> str:
        is_last = sheet is context["css_files"][-1]
        return f"{render(sheet)}\n{context['metatags']}" if is_last else render(sheet)

    return render_with_tags
