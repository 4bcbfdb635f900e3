"""JSX tags, and angle brackets that are no tags."""

from __future__ import annotations

import pytest
from blog_markup import find_places, render_inline


@pytest.mark.parametrize("text", ["Vec<String>", "Either<Left>", "Vec<u8>", "Option<T>", "List<A>", "<String>"])
def test_a_type_in_angle_brackets_is_text(text: str) -> None:
    assert render_inline(f"{text} is a type.") == f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')} is a type.</p>"
    assert render_inline(text) == f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>"
    assert find_places(f"{text} is a type.") == []


def test_html_in_upper_case_is_html() -> None:
    assert render_inline("one<BR>two <B>three</B>") == "<p>one<BR>two <B>three</B></p>"
