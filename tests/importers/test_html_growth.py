"""HTML that nobody has written by hand: the work to convert it grows with its size and no faster."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from sphinx_anthology.importers.html.conversion import convert_html

pytestmark = pytest.mark.fast


def _count_lines(html: str) -> int:
    """Return the number of lines of Python that run. It is the same on every machine, unlike the time."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += 1
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        convert_html(html, lambda address, is_file: address)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    ("part", "end"),
    [
        ("<div>\n", "x"),
        ("<ul>\n<li>", "x"),
        ("<b><i>", "x"),
        ("x<hr>", ""),
        ('<a href="#{0}">{0}</a><h2 id="{0}">h</h2>', ""),
        ("$$x^{0}$$ a <b>b</b> ", ""),
        ('t<a href="#n{0}" id="r{0}">{0}</a><p id="n{0}">a<a href="#r{0}">b</a></p>\n', ""),
    ],
)
def test_the_work_grows_linearly_with_the_html(part: str, end: str) -> None:
    def count(number: int) -> int:
        return _count_lines("<div><p>" + "".join(part.format(place) for place in range(number)) + end)

    count(10)  # the first call imports modules and compiles patterns
    assert count(240) < 4.4 * count(60)


def test_what_is_too_deep_keeps_its_text_and_its_pictures() -> None:
    html = "<div>" * 300 + '<p>a</p><p><b>b</b>c<br>d</p><img src="e.png" alt="f">g' + "</div>" * 300
    assert convert_html(html, lambda address, is_file: address).text == "a bc\\\nd ![f](e.png)g\n"
