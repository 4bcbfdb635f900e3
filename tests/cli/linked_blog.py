"""A built blog whose articles link to each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import Site
from sphinx_anthology.cli.commands import main

BUILDERS = ["html", "dirhtml"]


def write_blog(site: Site) -> None:
    """Write a blog in which b links to a, c to a and b, the page 'about' to d, and nothing to e."""
    site.write("index.md", "# Home\n\n```{posts}\n```\n")
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\n{post}`d`, {post}`a`\n")
    options = {"category": "Things", "tags": "one, two", "author": "Kim", "series": "All"}
    places = "(own-place)=\n## Place\n\n<a id='raw'></a> <a name='older'></a>\n"
    site.post("a", f"## 한글 제목\n\n### Inner\n\nText.[^1]\n\n[^1]: Note.\n\n{places}", **options)
    site.post("b", "{post}`a` and {post}`again <a>`, {category}`Things`\n", **options)
    site.post("c", "[](a.md), {post}`b`, [away](https://x.example/posts/d.html), [self](#x)\n\n## X\n", **options)
    site.post("d", "Text.\n", aliases="/blog/d/", **options)
    site.post("e e", "Text of 100%.\n", slug="에", **options)


@pytest.fixture(params=BUILDERS)
def built(request: pytest.FixtureRequest, site: Site) -> Path:
    """The output folder of the blog."""
    write_blog(site)
    result = site.build(request.param)
    assert result.warnings == ""
    return result.output


def run(*arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
