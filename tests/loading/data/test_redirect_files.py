"""Redirects of a server, which become aliases."""

from __future__ import annotations

from pathlib import Path

import pytest
from post_files import list_codes, load, make_post
from sphinx_anthology.loading.loader import LoadResult
from sphinx_anthology.problems import Code
from sphinx_anthology.settings import Settings

HOME = "https://blog.example/:slug/"


def load_with(folder: Path, rules: str, place: str = "_redirects") -> LoadResult:
    """Load two posts with a file of redirects."""
    files = {
        "posts/a.md": make_post("A", date="2025-01-01"),
        "posts/b.md": make_post("B", date="2025-01-02", aliases="[/given]"),
    }
    return load(folder, {**files, place: rules}, Settings(permalinks=(HOME,)))


def aliases(loaded: LoadResult) -> dict[str, list[str]]:
    return {post.slug: list(post.aliases) for post in loaded.catalogue.posts}


@pytest.mark.parametrize("place", ["_redirects", "public/_redirects", "static/_redirects"])
def test_redirects_to_articles_become_aliases(tmp_path: Path, place: str) -> None:
    rules = (
        "# Old addresses\n\n"
        "/old-a   /posts/a/    301\n"
        "/older-a /old-a       # by another rule\n"
        "https://old.example/x https://blog.example/a/ 308!\n"
        "/given /b\n/2020/b.html\t/b 302!\n/feed /rss.xml\n/away https://other.example/\n"
        "/app /posts/a 200\n/gone /posts/a 404\n/loop /pool\n/pool /loop\n"
    )
    loaded = load_with(tmp_path, rules, place)
    assert aliases(loaded) == {"a": ["/old-a", "/older-a", "https://old.example/x"], "b": ["/given", "/2020/b.html"]}
    assert list_codes(loaded) == []


@pytest.mark.parametrize(
    "rule",
    [
        *("/blog/* /posts/:splat", "/:year/:slug /posts/a", "/x /posts/a 301 Country=de", "/x /posts/a Language=ko"),
        *("/x id=:id /posts/a", "/x", "/x 301", "x /posts/a", "javascript:x /posts/a", "/x https://user@blog.example/a"),
    ],
)
def test_a_rule_that_no_page_can_follow_is_named(tmp_path: Path, rule: str) -> None:
    loaded = load_with(tmp_path, f"# Rules\n{rule}\n/y /posts/a\n")
    assert aliases(loaded)["a"] == ["/y"]
    assert list_codes(loaded) == [("_redirects", 2, Code.REDIRECT_RULE)]


def test_the_origin_of_such_an_alias_is_the_file(tmp_path: Path) -> None:
    loaded = load_with(tmp_path, "/y /posts/a\n")
    (post,) = (post for post in loaded.catalogue.posts if post.slug == "a")
    assert post.origins["aliases"].source == "_redirects"
