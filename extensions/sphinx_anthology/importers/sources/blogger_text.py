"""The text of a post of Blogger: what only its editor has, in the form of other HTML."""

from __future__ import annotations

from ..html.cleaning import MORE
from ..html.parsing import parse_html
from .selection import select_present


def prepare_text(html: str) -> str:
    """Return the HTML of a post as other services would write it: captions, and the end of the excerpt."""
    if "tr-caption" not in html and "more" not in html:
        return html
    soup = parse_html(html)
    for table in select_present(soup, "table.tr-caption-container"):
        image, caption = table.find("img"), table.select_one(".tr-caption")
        if image is None:
            continue
        figure = soup.new_tag("figure", attrs={"class": "aligncenter"})
        figure.append((image.find_parent("a") or image).extract())
        if caption is not None:
            caption.name, caption.attrs = "figcaption", {}
            figure.append(caption.extract())
        table.replace_with(figure)
    for anchor in select_present(soup, "a[name=more]"):
        anchor.insert_before(parse_html(MORE))
        anchor.unwrap()
    return str(soup)
