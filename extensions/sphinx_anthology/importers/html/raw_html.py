"""Elements that Markdown cannot express, as clean HTML."""

from __future__ import annotations

from bs4 import Tag

from .cleaning import clean_for_page
from .formulas import MATHML, convert_mathml
from .parsing import parse_html
from .writer import Writer


def keep_html(writer: Writer, element: Tag) -> str:
    """Return an element as HTML without scripts and styles."""
    for formula in element.find_all(MATHML):
        formula.replace_with(parse_html(convert_mathml(formula)))
    for image in element.find_all("img"):
        image["src"] = writer.rewrite_address(str(image.get("src") or ""), is_file=True)
    for link in element.find_all("a"):
        if link.get("href"):
            link["href"] = writer.rewrite_address(str(link["href"]), is_file=False)
    return f"\n\n{clean_for_page(str(element))}\n\n"
