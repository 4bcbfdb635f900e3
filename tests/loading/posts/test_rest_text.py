"""Tests of the records of posts in reStructuredText, and of posts of ABlog."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.fields.record import Status
from sphinx_anthology.loading.posts.post_parser import ParseOptions, parse_post
from sphinx_anthology.problems import Problem

pytestmark = pytest.mark.fast

OPTIONS = ParseOptions(ZoneInfo("Asia/Seoul"))
PELICAN = """A title with ``code``
#####################

:date: 2024-03-05 10:20
:modified: 2024-04-01
:tags: C#, snake_case, a & b
:category: Cat
:authors: Ada Lovelace; `Bob <https://bob.example>`_
:summary: A *short* text about `it <https://x.example>`_
  and ``code``.
:slug: the-slug
:lang: ko
:status: hidden

The first paragraph.
"""
ABLOG = """.. post:: 15 Apr, 2023
   :tags: tips, directive
   :category: Example, How To
   :author: Ahmet, Durden
   :location: Pittsburgh, SF
   :language: English
   :redirect: blog/old, blog/older.html
   :nocomments:

Title
=====

First paragraph.

.. image:: one.png

Second paragraph.

.. figure:: two.png
   :alt: The second

   Caption

.. update:: 3 May 2023

   New.

.. update:: 20 Apr, 2023

   Less new.
"""


def read(text: str, path: str = "posts/a.rst") -> tuple[Any, list[Problem]]:
    problems: list[Problem] = []
    return parse_post(text, path, path.rpartition(".")[0], OPTIONS, problems.append), problems


def test_field_lists_of_pelican_fill_the_fields() -> None:
    post, problems = read(PELICAN)
    assert isinstance(post, Post)
    assert (post.title, post.slug, post.language, post.format) == ("A title with code", "the-slug", "ko", "rest")
    assert post.published is not None
    assert post.published.isoformat() == "2024-03-05T10:20:00+09:00"
    assert post.updated is not None
    assert (post.tags, post.categories) == (("C#", "snake_case", "a & b"), (("Cat",),))
    assert [(author.name, author.url) for author in post.authors] == [("Ada Lovelace", ""), ("Bob", "https://bob.example")]
    assert post.excerpt == "A short text about it and code."
    assert post.status is Status.HIDDEN
    assert {use.key: use.line for use in post.keys}["slug"] == 11
    assert [problem.code.value for problem in problems] == ["title-from-heading"]


def test_directives_of_ablog_fill_the_fields() -> None:
    post, problems = read(ABLOG)
    assert post.published.isoformat() == "2023-04-15T00:00:00+09:00"
    assert post.updated.isoformat() == "2023-05-03T00:00:00+09:00"
    assert (post.tags, post.categories, post.language) == (("tips", "directive"), (("Example",), ("How To",)), "en")
    assert [author.name for author in post.authors] == ["Ahmet", "Durden"]
    assert post.aliases == ("blog/old", "blog/older.html")
    assert (post.opening, post.title, post.line("title")) == ("First paragraph.", "Title", 10)
    assert post.handed_on == {"nocomments": "true"}
    assert post.line("published") == 1
    assert [problem.code.value for problem in problems] == ["title-from-heading"]


def test_the_directive_may_be_anywhere_and_in_other_forms() -> None:
    body = ABLOG.partition("Title")
    for text in (
        f"{''.join(body[1:])}\n{body[0]}",
        f"{''.join(body[1:])}\n```{{post}} x\n{body[0]}",
    ):
        assert read(text)[0].tags == ("tips", "directive")
    markdown = "# Title\n\nFirst.\n\n:::{post} Apr 15, 2023\n:tags: tips, directive\n:author: Ahmet\n:::\n\nSecond.\n"
    post, _ = read(markdown, "posts/a.md")
    assert (post.tags, post.authors[0].name, post.published.year, post.opening) == (
        ("tips", "directive"),
        "Ahmet",
        2023,
        "First.",
    )
    assert post.format == "directive"
    both = f"---\ntags: top\ncategory: Cat\n---\n\n{markdown}"
    post, problems = read(both, "posts/a.md")
    assert (post.tags, post.categories, post.line("tags"), post.format) == (("tips", "directive"), (("Cat",),), 11, "yaml")
    assert "key-duplicate" in [problem.code.value for problem in problems]


@pytest.mark.parametrize(
    ("options", "opening", "cover"),
    [
        ("", "First paragraph.", None),
        ("   :excerpt: 2\n   :image: 1\n", "First paragraph. Second paragraph.", ("one.png", "")),
        ("   :image: 2\n", "First paragraph.", ("two.png", "The second")),
        ("   :image: 9\n   :excerpt: 0\n", "", None),
        ("\n   A *teaser*.\n\n   In two paragraphs.\n", "A teaser. In two paragraphs.", None),
        ("\n   - A list\n   - as a *teaser*\n", "A list as a teaser", None),
        ("   :image: 0\n   :exclude:\n\n   Hidden teaser.\n", "Hidden teaser.", None),
    ],
)
def test_excerpt_and_image_are_numbers_in_ablog(options: str, opening: str, cover: tuple[str, str] | None) -> None:
    post, problems = read(f".. post:: 2023-04-15\n{options}{ABLOG.partition(':nocomments:')[2]}")
    assert post.opening == opening
    assert post.excerpt == ""
    assert (post.cover and (post.cover.reference, post.cover.alt)) == cover
    assert post.has_cover_in_text is (cover is not None)
    assert [problem.code.value for problem in problems] == ["title-from-heading"]
    front = options.replace("   :", "").split("\n\n")[0]
    if options.startswith("   :") and "exclude" not in options:
        body = "First paragraph.\n\n![](one.png)\n\nSecond paragraph.\n\n```{figure} two.png\n:alt: The second\n```\n"
        post, _ = read(f"---\nblogpost: true\ndate: 2023-04-15\n{front}---\n# Title\n\n{body}", "posts/a.md")
        assert (post.opening, post.cover and (post.cover.reference, post.cover.alt)) == (opening, cover)


def test_numbers_are_addresses_and_texts_elsewhere() -> None:
    post, _ = read(":date: 2023-04-15\n:image: 2\n:summary: 3\n\nTitle\n=====\n\nText.\n")
    assert (post.cover.reference, post.excerpt, post.has_cover_in_text) == ("2", "3", False)


@pytest.mark.parametrize("text", [".. post::\n\nTitle\n=====\n", ".. post::\n   :tags: a\n\nTitle\n=====\n"])
def test_a_post_without_a_date_is_a_draft_as_in_ablog(text: str) -> None:
    for path in ("posts/a.rst", "posts/a/index.rst"):
        post, problems = read(text, path)
        assert post.status is Status.DRAFT
        assert "date-missing" not in [problem.code.value for problem in problems]
    assert read(":blogpost: true\n:tags: a\n\nTitle\n=====\n")[0].status is Status.DRAFT
    assert read("Title\n=====\n\nText\n")[0].status is Status.PUBLISHED


def test_a_second_directive_is_reported_and_does_not_count() -> None:
    post, problems = read(f"{ABLOG}\nSection\n-------\n\n.. post:: Aug 20, 2024\n   :tags: other\n")
    assert (post.published.year, post.tags) == (2023, ("tips", "directive"))
    assert [(problem.code.value, problem.line) for problem in problems if problem.code.value == "key-duplicate"] == [
        ("key-duplicate", 35)
    ]


def test_an_invalid_date_is_reported_at_its_line() -> None:
    _, problems = read("Title\n=====\n\n.. post:: someday\n\nText\n\n.. update:: 2024-13-45\n")
    assert [(problem.code.value, problem.line) for problem in problems if problem.code.value == "date-invalid"] == [
        ("date-invalid", 4),
        ("date-invalid", 8),
    ]


def test_lists_and_markup_in_values_are_read_as_docutils_shows_them() -> None:
    post, _ = read(
        ":title: *Title* with \\*star\\*\n:date: 5 March 2024\n:tags:\n  - one, two\n  - three\n:author: - Ada\n\n"
        "Text with |sub|.\n\n"
        ".. |sub| replace:: a substitution\n"
    )
    assert (post.title, post.tags, post.opening) == ("Title with *star*", ("one, two", "three"), "Text with a substitution.")
    assert [author.name for author in post.authors] == ["Ada"]


def test_an_index_page_is_no_article_unless_it_has_a_date() -> None:
    assert isinstance(read("Blog\n====\n\n.. postlist::\n", "posts/index.rst")[0], Page)
    assert isinstance(read(f"{ABLOG}", "posts/a/index.rst")[0], Post)


def test_markup_of_other_engines_is_text_in_rest() -> None:
    _, problems = read(":date: 2024-01-01\n\nTitle\n=====\n\n{% include x %} {{< tag >}} <Component />\n")
    assert [problem.code.value for problem in problems] == ["title-from-heading"]


def test_control_characters_are_left_out() -> None:
    post, problems = read(":date: 2024-01-01\n:tags: a\x07b\n\nTit\x01le\n=====\n\nText\n")
    assert (post.title, post.tags) == ("Title", ("ab",))
    assert "control-character" in [problem.code.value for problem in problems]
