"""The description of a page that is neither an article nor an index page."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.builders import Builder

from ...characters import join_lines
from ...markup.text.plaintext import shorten
from ...pages.deferred import deferred
from ...pages.elements import SEPARATOR
from ..lists.deferred_nodes import expand_deferred
from ..search.page_texts import PageText

_TOCTREE = "toctree-wrapper"
_TITLES = 8
"""Maximum number of titles in the description of a page that only lists others."""


def find_description(doctree: nodes.document, docname: str, builder: Builder) -> str:
    """Return what a page says about itself, as plain text of at most ``ogp_description_length`` characters.

    It is the first of these that the page has: its front matter ``description``, its first paragraphs, any other words of its
    author, and the titles that it lists.
    """
    length: int = builder.config.ogp_description_length
    if length <= 0:
        return ""
    given = builder.env.metadata[docname].get("description", "")
    words = (
        join_lines(str(given))
        or _join_paragraphs(doctree, length)
        or _join_all_text(doctree)
        or SEPARATOR.join(_list_titles(doctree, builder))
    )
    return shorten(words, length)


def _join_paragraphs(doctree: nodes.document, length: int) -> str:
    words, found = [], 0
    for paragraph in _list_paragraphs(doctree):
        if found >= length:
            break
        text = join_lines("".join(part.astext() for part in paragraph.findall(nodes.Text)))
        words.append(text)
        found += len(text)
    return " ".join(filter(None, words))


def _list_paragraphs(node: nodes.Element) -> Iterator[nodes.paragraph]:
    """Yield the paragraphs of the text itself: not those of lists, notes, tables, toctrees and generated parts."""
    for child in node.children:
        if isinstance(child, nodes.paragraph):
            yield child
        elif isinstance(child, nodes.section | nodes.compound) and _TOCTREE not in child["classes"]:
            yield from _list_paragraphs(child)


def _join_all_text(doctree: nodes.document) -> str:
    """Return the text in lists, notes, tables and HTML, without headings."""
    return join_lines(" ".join(text for _id, _heading, text in PageText(doctree).as_data()["sections"]))


def _list_titles(doctree: nodes.document, builder: Builder) -> list[str]:
    """Return the first titles of the articles, terms and documents that a page lists."""
    links: list[nodes.reference] = []
    for node in doctree.findall(nodes.Element):
        if isinstance(node, deferred):
            links += (link for made in expand_deferred(node, builder) for link in made.findall(nodes.reference))
        elif _TOCTREE in node["classes"]:
            links += node.findall(nodes.reference)
    articles = [link for link in links if "p-name" in link["classes"]]
    titles = dict.fromkeys(join_lines(link.astext()) for link in articles or links)
    return [title for title in titles if title][:_TITLES]
