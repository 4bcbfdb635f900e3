"""Tables that are made when their page is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from docutils.utils import column_width

from .elements import paragraph

_MAX_COLUMN_WIDTH = 40  # characters


def table(head: nodes.thead, rows: Iterable[nodes.row], classes: Iterable[str] = ()) -> nodes.container:
    """Return a table in a box that scrolls where the table is wider than the page.

    Furo puts this box around the tables that it finds in a doctree; a table that is made later needs its own.
    """
    body = nodes.tbody("", *rows)
    specs = [nodes.colspec(colwidth=width) for width in _column_widths([*head.children, *body.children])]
    group = nodes.tgroup("", *specs, head, body, cols=len(specs))
    inner = nodes.table("", group, classes=["anthology-table", *classes, "colwidths-auto"])
    return nodes.container("", inner, classes=["table-wrapper"])


def _column_widths(rows: Iterable[nodes.Node]) -> Iterator[int]:
    """Yield the width of each column in characters, for plain text; browsers and LaTeX find their own."""
    columns = zip(*(row.children for row in rows), strict=True)
    return (min(max(column_width(cell.astext()) for cell in column), _MAX_COLUMN_WIDTH) for column in columns)


def table_head(cells: Iterable[nodes.Node]) -> nodes.thead:
    """Return the head of a table with one row."""
    return nodes.thead("", nodes.row("", *(table_cell(cell) for cell in cells)))


def table_cell(content: nodes.Node, classes: Iterable[str] = ()) -> nodes.entry:
    """Return a cell of a table."""
    return nodes.entry("", paragraph(content, classes=[]), classes=list(classes))
