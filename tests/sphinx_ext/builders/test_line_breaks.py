"""Line breaks of Markdown and of HTML, in formats that are not HTML."""

from __future__ import annotations

import pytest
from conftest import Site

BODY = """\
Copper  
thimble\\
meadow <br> velvet<BR/>lantern

한국어 줄  
다음 줄

| a | b |
| --- | --- |
| apple<br>pear | plum |

- one<br />two

`code <br> stays`
"""  # noqa: W291
BREAKS = {"latex": "\\leavevmode\\newline\n", "texinfo": "@*\n", "man": "\n.br\n", "text": "\n"}


@pytest.mark.parametrize("builder", BREAKS)
def test_lines_are_broken_where_html_breaks_them(site: Site, builder: str) -> None:
    site.post("a", BODY)
    build = site.build(builder)
    assert build.warnings == ""
    files = [file for file in build.output.rglob("*") if file.suffix in (".tex", ".texi", ".1", ".txt")]
    text = next(text for text in (file.read_text(encoding="utf-8") for file in files) if "lantern" in text)
    sign = BREAKS[builder]
    lines = text[text.index(f"Copper{sign}") :]
    words = [line.strip() for line in lines.split(sign)[:5]]
    assert words[:4] == ["Copper", "thimble", "meadow", "velvet"]
    assert words[4].startswith("lantern")
    assert f"한국어 줄{sign}다음 줄" in lines
    assert f"one{sign}" in lines
    assert "applepear" not in lines
    assert "onetwo" not in lines
    assert "br" in lines.partition("code ")[2]


def test_one_page_links_to_no_place_that_is_not_in_it(site: Site) -> None:
    for year in (2023, 2024):
        site.post(f"y{year}", "Text.\n", date=f"{year}-05-02", category="Art", tags="one, two")
    soup = site.build("singlehtml").soup("index")
    ids = {str(element["id"]) for element in soup.find_all(id=True)}
    targets = [str(link["href"])[1:] for link in soup.select("[href^='#']")]
    assert targets
    assert [target for target in targets if target and target not in ids and not target.startswith("svg-")] == []
