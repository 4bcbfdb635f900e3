"""Comparing a site with the sitemap of the blog that it replaces."""

from __future__ import annotations

from pathlib import Path

import linked_blog
import pytest
from linked_blog import run
from sphinx_anthology.cli.old_sitemap import read_paths

built = linked_blog.built
"""The fixture."""


@pytest.mark.parametrize(
    "text",
    [
        "<urlset><url><loc>https://b.example/a/?x=1</loc></url><url><loc> http://c.example/a/ </loc></url><url><loc>https://b.example/%EB%B4%84&amp;b"
        "</loc></url></urlset>",
        '<s:urlset xmlns:s="x"><s:loc>https://b.example/a/</s:loc><s:loc><![CDATA[https://b.example/봄&b]]></s:loc>',
        "https://b.example/a/\r\nhttps://b.example/%EB%B4%84&b\n",
    ],
)
def test_paths_are_read_from_xml_and_from_lines(text: str) -> None:
    assert read_paths(text) == ["/a/", "/봄&b"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<sitemapindex><sitemap><loc>https://b.example/1.xml</loc></sitemap></sitemapindex>", "other sitemaps"),
        ("", "no address"),
    ],
)
def test_what_names_no_page_is_an_error(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_paths(text)


@pytest.mark.build
def test_addresses_without_page_and_redirect_are_named(built: Path, tmp_path: Path) -> None:
    sitemap = tmp_path / "old.txt"
    ending = "/" if (built / "posts/a/index.html").exists() else ".html"
    there = [f"/posts/a{ending}", "/blog/d/", "/blog/d", "/"]
    sitemap.write_text("".join(f"https://old.example{path}\n" for path in [*there, "/tags/x/", "/../../etc/passwd"]))
    result = run("urls", built, "--sitemap", sitemap)
    assert result.exit_code == 1
    assert [line.partition(" is gone")[0] for line in result.stdout.splitlines()] == [
        "/tags/x/",
        "/../../etc/passwd",
        f"addresses in {sitemap}: 6; gone: 2",
    ]
    sitemap.write_text("https://old.example/blog/d/\n")
    assert run("urls", built, "--sitemap", sitemap).exit_code == 0
    sitemap.write_text("nothing")
    assert "names no address" in run("urls", built, "--sitemap", sitemap).stderr
