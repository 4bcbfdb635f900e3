"""Statistics of the links between articles."""

from __future__ import annotations

import json
from pathlib import Path

import linked_blog
from sphinx_anthology.cli.built_site import BuiltSite
from sphinx_anthology.cli.link_report import LinkReport

built = linked_blog.built
"""The fixture."""


def test_the_report_has_orphans_and_dead_ends(built: Path) -> None:
    assert LinkReport.from_site(BuiltSite(built)).make_record() == {
        "version": 1,
        "articles": 5,
        "links": 3,
        "orphans": ["c", "에"],
        "dead_ends": ["a", "d", "에"],
        "most_linked": [{"slug": "a", "links": 2}, {"slug": "b", "links": 1}],
    }


def test_links_are_printed_as_text_and_json(built: Path) -> None:
    lines = linked_blog.run("links", built).stdout.splitlines()
    assert lines[:3] == ["articles: 5", "links between them: 3", "orphans, to which nothing links: 2"]
    assert lines[-3:] == ["most linked:", "  2 a", "  1 b"]
    assert json.loads(linked_blog.run("links", built, "--format", "json").stdout)["orphans"] == ["c", "에"]
