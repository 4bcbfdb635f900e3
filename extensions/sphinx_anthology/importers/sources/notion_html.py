"""A page of Notion in HTML."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from ..html.formulas import FORMULA
from ..html.parsing import parse_html
from .link_previews import insert_paragraphs, make_link_paragraph, read_address, read_label
from .selection import select_present


@dataclass(frozen=True, slots=True)
class NotionPage:
    """What a page says."""

    title: str
    properties: dict[str, str]
    """Values by name; several are separated by commas."""
    body: str
    """HTML."""
    cover: str
    """The address of the picture at the top."""


def prepare_page(html: str, notes: list[str]) -> NotionPage:
    """Return what a page says, with what only Notion has in the form of other HTML.

    :param notes: gets what could not be brought along.
    """
    soup = parse_html(html)
    title = soup.select_one(".page-title")
    cover = soup.select_one("img.page-cover-image")
    properties = dict(_list_properties(soup))
    body = soup.select_one(".page-body")
    if body is None:
        notes.append("no text was found in the file")
    else:
        _simplify(soup, body, notes)
    return NotionPage(
        " ".join(title.get_text().split()) if title is not None else "",
        properties,
        body.decode_contents() if body is not None else "",
        str(cover.get("src") or "") if cover is not None else "",
    )


def _list_properties(soup: BeautifulSoup) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for row in select_present(soup, "table.properties tr.property-row"):
        name, value = row.find("th"), row.find("td")
        if not isinstance(name, Tag) or not isinstance(value, Tag):
            continue
        values = [part.get_text(strip=True) for part in value.select(".selected-value, .user")]
        box = value.select_one(".checkbox")
        text = "yes" if box is not None and "checkbox-on" in (box.get("class") or []) else value.get_text(" ", strip=True)
        found.append((name.get_text(strip=True), ", ".join(values) if values else text.removeprefix("@")))
    return found


def _simplify(soup: BeautifulSoup, body: Tag, notes: list[str]) -> None:
    for callout in select_present(body, "figure.callout"):
        callout.name = "blockquote"
        icon = callout.select_one(".icon")
        if icon is not None and icon.parent is not None and icon.parent is not callout:
            icon.parent.name = "p"
            if icon.find("img") is not None:
                icon.decompose()
    for item in select_present(body, "ul.toggle > li > details"):
        outer = item.find_parent("ul")
        if outer is not None:
            outer.insert_before(item.extract())
            outer.decompose()
    for details in body.find_all("details"):
        if details.has_attr("open"):
            del details["open"]
    for box in select_present(body, ".checkbox"):
        is_done = "checkbox-on" in (box.get("class") or [])
        new = soup.new_tag("input", type="checkbox")
        if is_done:
            new["checked"] = ""
        box.replace_with(new)
    for equation in select_present(body, "figure.equation, .notion-text-equation-token, .katex-display, span.katex"):
        source = equation.select_one('annotation[encoding="application/x-tex"]')
        if equation.parent is not None and source is not None:
            _write_formula(soup, equation, source.get_text(strip=True))
    for preview in select_present(body, "a.bookmark"):
        _write_bookmark(soup, preview)
    for contents in select_present(body, "nav.table_of_contents"):
        contents.decompose()
    for items in body.find_all(["ul", "ol"]):
        _join_lists(items)
    for column in select_present(body, ".column, .column-list, .indented"):
        column.unwrap()
    if body.select("table.collection-content"):
        notes.append("a database in the page is a table here")


def _join_lists(items: Tag) -> None:
    """Append the items of the lists that follow a list: Notion has a list for each item."""
    following = items.find_next_sibling()
    while (
        items.parent is not None
        and following is not None
        and (following.name, following.get("class"))
        == (
            items.name,
            items.get("class"),
        )
    ):
        items.extend([child.extract() for child in list(following.children)])
        following.decompose()
        following = items.find_next_sibling()


def _write_formula(soup: BeautifulSoup, equation: Tag, formula: str) -> None:
    """Turn a formula, of which there is HTML and MathML as well, into its source."""
    new = soup.new_tag("pre" if equation.name == "figure" else "code")
    new[FORMULA] = "true"
    new.string = formula
    equation.replace_with(new)


def _write_bookmark(soup: BeautifulSoup, preview: Tag) -> None:
    """Turn the preview of a page into a link with its title, and the description below."""
    title, description = preview.select_one(".bookmark-title"), preview.select_one(".bookmark-description")
    preview.insert_before(make_link_paragraph(soup, read_address(preview), read_label(title)))
    insert_paragraphs(soup, preview, description)
    preview.decompose()
