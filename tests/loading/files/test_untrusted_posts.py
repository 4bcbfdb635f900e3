"""Posts whose authors the project does not know: which they are, and what their front matter may not do."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.fields.record import KeyOutcome
from sphinx_anthology.loading.files.untrusted_posts import find_missing_folders, is_untrusted
from sphinx_anthology.loading.posts.post_parser import ParseOptions, parse_post
from sphinx_anthology.problems import Code, Problem


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("guest/**", "guest/a.md"),
        ("guest/**", "guest/deep/er/a.md"),
        ("guest", "guest/a.md"),
        ("guest/", "guest/deep/a.md"),
        ("/guest/**", "guest/a.md"),
        ("./guest/*", "guest/a.md"),
        (r"guest\**", "guest/a.md"),
        ("Guest/**", "guest/a.md"),
        ("guest/**", "GUEST/a.md"),
        ("글/**", "글/a.md"),
        ("**/by-guests/*.md", "posts/by-guests/a.md"),
        ("posts/a.md", "posts/a.md"),
    ],
)
def test_a_pattern_names_files_however_it_is_written(pattern: str, path: str) -> None:
    assert is_untrusted(path, (pattern,))


@pytest.mark.parametrize(("patterns", "path"), [((), "guest/a.md"), (("guest/**",), "posts/a.md"), (("guest",), "guests/a.md")])
def test_other_files_are_trusted(patterns: tuple[str, ...], path: str) -> None:
    assert not is_untrusted(path, patterns)


def test_the_file_that_a_symbolic_link_leads_to_counts(tmp_path: Path) -> None:
    (tmp_path / "guest").mkdir()
    (tmp_path / "guest/a.md").touch()
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/a.md").symlink_to(tmp_path / "guest/a.md")
    assert is_untrusted("posts/a.md", ("guest/**",), tmp_path)
    assert not is_untrusted("posts/b.md", ("guest/**",), tmp_path)


def test_patterns_in_folders_that_do_not_exist_are_found(tmp_path: Path) -> None:
    (tmp_path / "guest").mkdir()
    patterns = ["guest", "guest/**", "**/guest", "docs/guest/**", "guets/*.md"]
    assert find_missing_folders(patterns, tmp_path) == ["docs/guest/**", "guets/*.md"]


def parse(front_matter: str) -> tuple[Post | Page, list[Problem]]:
    """Parse an untrusted post."""
    problems: list[Problem] = []
    text = f"---\ntitle: T\ndate: 2025-01-02\n{front_matter}---\n\nText.\n"
    return parse_post(text, "guest/a.md", "guest/a", ParseOptions(UTC), problems.append, is_untrusted=True), problems


@pytest.mark.parametrize(
    "front_matter",
    [
        "permalink: /about/",
        "url: /about/",
        "aliases: [/, /about/]",
        "redirect_from: /about/",
        "pinned: true",
        "sticky: 100",
        "myst: {html_meta: {refresh: x}}",
        "html_meta: {refresh: x}",
        "substitutions: {a: b}",
        "mystnb: {execution_mode: force}",
        "kernelspec: {name: python3}",
        "og:image: /etc/passwd",
        "ogp_disable: true",
    ],
)
def test_a_key_that_concerns_more_than_the_page_is_ignored_and_named(front_matter: str) -> None:
    post, problems = parse(f"{front_matter}\n")
    assert isinstance(post, Post)
    assert (post.permalink, post.aliases, post.pinned, post.handed_on) == (None, (), False, {})
    assert [(problem.code, problem.line) for problem in problems] == [(Code.UNTRUSTED_KEY, 4)]
    assert KeyOutcome.INVALID in {key.outcome for key in post.keys}
    assert post.is_untrusted


@pytest.mark.parametrize("key", ["orphan", "tocdepth", "nosearch", "hide-toc"])
def test_keys_that_concern_the_page_alone_are_handed_on(key: str) -> None:
    post, problems = parse(f"{key}: 1\n")
    assert post.handed_on == {key: 1}
    assert problems == []


def test_a_page_that_is_no_article_is_restricted_too() -> None:
    page, problems = parse_post_page("myst: {html_meta: {refresh: x}}\n")
    assert isinstance(page, Page)
    assert page.is_untrusted
    assert page.handed_on == {"orphan": True}
    assert [problem.code for problem in problems] == [Code.UNTRUSTED_KEY]


def parse_post_page(front_matter: str) -> tuple[Post | Page, list[Problem]]:
    """Parse an untrusted index page of an old blog."""
    problems: list[Problem] = []
    text = f"---\ntitle: T\n{front_matter}---\n\nText.\n"
    return parse_post(text, "guest/_index.md", "guest/_index", ParseOptions(UTC), problems.append, is_untrusted=True), problems
