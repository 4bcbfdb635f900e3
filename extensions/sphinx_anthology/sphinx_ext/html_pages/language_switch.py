"""Links from each page to the same page in the other languages of a site that is built once for each."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, cast
from urllib.parse import urljoin

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

from ...outputs.page_addresses import BUILDERS
from ...pages.dates_and_numbers import language
from ...pages.i18n import _
from ..configuration.site_address import relative_address, site_address
from ..configuration.site_languages import own_tag, read_site_languages
from ..site import site_of
from ..site_files.not_found_page import NOT_FOUND
from .theme_head import show_head_tags

_TREE, _TREE_TEMPLATE = "furo_navigation_tree", "navigation.html"
"""The variable of Furo with the tree of the sidebar, and the end of the name of the template that shows it."""
_BLOCKS = ("body", "docs_body", "content")
"""The blocks in which templates of themes have the text of a page."""
_AROUND = "{% extends anthology_page %}" + "".join(
    f"{{% block {name} %}}{{{{ super() }}}}{{{{ anthology_languages() }}}}{{% endblock %}}" for name in _BLOCKS
)
"""A template that adds the links to a page whose text is in its template. Of blocks in each other, the innermost is first."""


class LanguageSwitch:
    """Makes the links of each page. There are none if the site has fewer than two languages."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        settings = site_of(builder.env).settings
        bases = read_site_languages(settings) if builder.name in BUILDERS else {}
        self._builder = builder
        self._bases = bases if len(bases) > 1 else {}
        self._own = own_tag(settings.language)
        self._names = {tag: escape(language(tag, tag)) for tag in self._bases}

    def alternates(self, docname: str) -> dict[str, str]:
        """Return the addresses of a page by language tag, for search engines. Readers of other languages get the first one."""
        if not self._bases or docname == NOT_FOUND:
            return {}
        uri, site = relative_address(self._builder, docname), site_address(self._builder).base
        addresses = {tag: urljoin(site, base.absolute(uri)) for tag, base in self._bases.items()}
        return addresses | {"x-default": next(iter(addresses.values()))}

    def render(self, docname: str) -> str:
        """Return the links for readers, in HTML; nothing if there are none."""
        if not self._bases or docname == NOT_FOUND:
            return ""
        items = "\n".join(self._render_items(relative_address(self._builder, docname)))
        label = escape(_("Language"))
        return f'<nav class="anthology-site-languages" aria-label="{label}">\n{items}\n</nav>\n'

    def _render_items(self, uri: str) -> Iterator[str]:
        for tag, base in self._bases.items():
            name = self._names[tag]
            if tag == self._own:
                yield f'<span lang="{tag}" aria-current="true">{name}</span>'
            else:
                yield f'<a href="{escape(base.absolute(uri))}" lang="{tag}" hreflang="{tag}">{name}</a>'


def language_switch(builder: StandaloneHTMLBuilder) -> LanguageSwitch:
    """Return what makes the links of each page."""
    return site_of(builder.env).part(LanguageSwitch, lambda: LanguageSwitch(builder))


def show_languages(builder: StandaloneHTMLBuilder, docname: str, template: str, context: dict[str, Any]) -> str | None:
    """Show the links on a page: above the tree in the sidebar of Furo, and below the text in other themes.

    :param template: the template of the page.
    :returns: the template to use instead; None for the same one. Jinja takes an object in the place of a name.
    """
    switch = language_switch(builder).render(docname)
    if not switch:
        return None
    if docname not in builder.env.all_docs or not site_of(builder.env).catalogue.by_docname:
        show_head_tags(context)  # articles, and the pages beside them, have theirs
    if context.get(_TREE) and any(str(name).endswith(_TREE_TEMPLATE) for name in context.get("sidebars", ())):
        context[_TREE] = switch + context[_TREE]
    elif "body" in context:
        context["body"] += switch
    elif isinstance(builder.templates, BuiltinTemplateLoader):
        rest = iter((switch,))
        context["anthology_page"], context["anthology_languages"] = template, lambda: next(rest, "")
        return cast("str", builder.templates.environment.from_string(_AROUND))
    return None
