"""Tables: with pipes if Markdown can express them, else as a list of rows, else as HTML."""

from __future__ import annotations

from bs4 import Tag

from ...markup.syntax.escaping import make_fence
from .escaping import escape_line_starts
from .inline_runs import INLINE
from .raw_html import keep_html
from .writer import Writer


def convert_table(converter: Writer, table: Tag) -> str:
    """Return a table."""
    rows = _list_rows(table)
    cells = [cell for row in rows for cell in row]
    caption_tag = table.find("caption")
    caption = ""
    if isinstance(caption_tag, Tag):
        caption = " ".join(caption_tag.get_text().split())
        caption_tag.extract()
    if not cells:
        return f"\n\n{caption}\n\n"
    has_spans = any(str(cell.get(name) or "1") not in ("1", "0") for cell in cells for name in ("colspan", "rowspan"))
    if has_spans or len({len(row) for row in rows}) > 1 or table.find("table") is not None:
        return f"\n\n{caption}\n\n{keep_html(converter, table).strip()}\n\n"
    has_header = all(cell.name == "th" for cell in rows[0]) or (table.find("thead") is not None and len(rows) > 1)
    is_inline = all(child.name in INLINE for cell in cells for child in cell.find_all(True))
    has_pipes = has_header and is_inline
    texts = [[_convert_cell(converter, cell, has_pipes) for cell in row] for row in rows]
    if has_pipes:
        return f"\n\n{caption}\n\n{_write_pipes(rows, texts)}\n\n"
    return f"\n\n{_write_list(texts, int(has_header), caption)}\n\n"


def _list_rows(table: Tag) -> list[list[Tag]]:
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = [[cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row] for row in rows]
    return [row for row in cells if row]


def _convert_cell(converter: Writer, cell: Tag, has_pipes: bool) -> str:
    """Return the Markdown of a cell."""
    has_blocks = any(child.name not in INLINE for child in cell.find_all(True))
    name, cell.name = cell.name, "cell" if has_pipes else "entry"
    text = converter.convert_element(cell, {"_cell"} if has_pipes else set())
    cell.name = name
    return text if has_blocks else escape_line_starts(text)


def _write_pipes(rows: list[list[Tag]], texts: list[list[str]]) -> str:
    marks = {"center": ":---:", "right": "---:"}
    rule = [marks.get(str(cell.get("data-anthology-align") or ""), "---") for cell in rows[0]]
    lines = [texts[0], rule, *texts[1:]]
    return "\n".join(f"| {' | '.join(' '.join(cell.split()) for cell in line)} |" for line in lines)


def _write_list(texts: list[list[str]], header_rows: int, caption: str) -> str:
    """Return a table as the directive ``list-table``, whose cells may have blocks, and which needs no header."""
    lines = [f":header-rows: {header_rows}", ""]
    for row in texts:
        for position, text in enumerate(row):
            mark = "* - " if position == 0 else "  - "
            first, *others = text.split("\n")
            lines.append(f"{mark}{first}".rstrip())
            lines.extend(f"    {line}".rstrip() for line in others)
    content = "\n".join(lines)
    fence = make_fence(content)
    return f"{fence}{{list-table}} {caption}".rstrip() + f"\n{content}\n{fence}"
