"""Constructs that are blocks."""

from __future__ import annotations

import pytest
from blog_markup import list_types, parse_markdown


@pytest.mark.parametrize(
    "image",
    ["![p](/a.png)", '![p](a.png "t")', "![p](a.png){width=300}", "[![p](a.png)](https://example.org)", '<img src="a.png">'],
)
@pytest.mark.parametrize("marks", ["#", " ##", "######"])
def test_a_heading_glued_to_an_image_is_a_heading(image: str, marks: str) -> None:
    tokens = parse_markdown(f"{image}{marks} 붙은 제목\n\nText.")
    heading = next(token for token in tokens if token.type == "heading_open")
    assert heading.tag == f"h{len(marks.strip())}"
    assert tokens[tokens.index(heading) + 1].content == "붙은 제목"
    assert tokens[0].type == "paragraph_open"
    assert "a.png" in tokens[1].content


@pytest.mark.parametrize("text", ["![p](a.png)#tag", "![p](a.png) text # 1", "`![p](a.png)# a`", "![p]# a", "Text ![p](a.png)"])
def test_other_images_stay_in_their_paragraph(text: str) -> None:
    assert list_types(text) == ["paragraph_open", "inline", "paragraph_close"]
