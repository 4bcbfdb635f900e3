"""Links to the other pages of a listing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes

from .context import PageContext
from .elements import label, paragraph, text
from .i18n import _

_NEIGHBOURS = 2
"""Numbers of pages shown on each side of the current one."""


def pagination(number: int, docnames: Sequence[str], page: PageContext) -> nodes.container:
    """Return the links between the pages of a listing.

    :param number: the current page, counted from 1.
    :param docnames: all pages, in order.
    """
    links: list[nodes.Node] = []
    for shown in _shown_numbers(number, len(docnames)):
        if shown is None:
            links.append(nodes.inline("", "", text("…"), classes=["anthology-gap"]))
        elif shown == number:
            links.append(nodes.inline("", "", nodes.strong("", "", text(str(shown))), classes=["anthology-here"]))
        else:
            links.append(page.link(docnames[shown - 1], str(shown)))
        links.append(text(" "))
    line = paragraph(label(_("Pages:")), *links[:-1], classes=["anthology-pagination"])
    return nodes.container("", line, is_div=True)


def _shown_numbers(number: int, count: int) -> Iterator[int | None]:
    """Yield the first page, the last, and those near *number*; None for a gap."""
    near = range(max(number - _NEIGHBOURS, 1), min(number + _NEIGHBOURS, count) + 1)
    last = 0
    for shown in sorted({1, count, *near}):
        if shown - last > 1:
            yield None
        yield shown
        last = shown
