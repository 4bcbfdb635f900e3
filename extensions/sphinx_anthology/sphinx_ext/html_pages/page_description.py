"""The description of a page that is neither an article nor an index page."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ...characters import join_lines
from ...markup.text.plaintext import shorten


def find_description(doctree: nodes.document, length: int) -> str:
    """Return the first paragraphs of a page as plain text, without headings and images.

    :param length: maximum number of characters; 0 for no description.
    """
    words, found = [], 0
    for paragraph in _list_paragraphs(doctree):
        if found >= length:
            break
        text = join_lines("".join(part.astext() for part in paragraph.findall(nodes.Text)))
        words.append(text)
        found += len(text)
    return shorten(" ".join(filter(None, words)), length) if length > 0 else ""


def _list_paragraphs(node: nodes.Element) -> Iterator[nodes.paragraph]:
    """Yield the paragraphs of the text itself: not those of lists, notes, tables and generated parts."""
    for child in node.children:
        if isinstance(child, nodes.paragraph):
            yield child
        elif isinstance(child, nodes.section | nodes.compound):
            yield from _list_paragraphs(child)
