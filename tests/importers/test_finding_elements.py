"""Elements of HTML, which are found faster than the library finds them."""

from __future__ import annotations

import pytest
from bs4 import Tag
from importing import EXPORTS
from sphinx_anthology.importers.html.parsing import parse_html

pytestmark = pytest.mark.fast


@pytest.mark.parametrize("name", ["p", "nothing", "[document]", ["a", "img"], ["nothing"], [], True, None])
def test_elements_are_those_that_the_library_finds(name: str | list[str] | bool | None) -> None:
    soup = parse_html((EXPORTS / "pieces.html").read_text(encoding="utf-8"))
    elements = [soup, *soup.find_all(True)]
    assert len(elements) > 100
    for element in elements:
        found, expected = element.find_all(name), Tag.find_all(element, name)
        assert [*map(id, found)] == [*map(id, expected)]
        assert element.find(name) is Tag.find(element, name)
        assert element.find_parent(name) is Tag.find_parent(element, name)
