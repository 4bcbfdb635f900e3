"""Links that open a file in an editor."""

from __future__ import annotations

import pytest
from sphinx_anthology.cli.editors import EDITORS, link_to_editor


@pytest.mark.parametrize("editor", EDITORS)
def test_links_open_editors_at_a_line(editor: str) -> None:
    link = link_to_editor(editor, "/home/me/my site/글.md", 7)
    assert link.partition("://")[1]
    assert "7" in link
    assert "/home/me/my%20site/%EA%B8%80.md" in link
    assert link_to_editor(editor, "/a.md", 0).endswith("1")
    assert link_to_editor(editor, "", 7) == link_to_editor("", "/a.md", 7) == ""
