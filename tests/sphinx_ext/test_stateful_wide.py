"""Random edits of all that a project has, with every builder, and builds that are killed: see :mod:`test_stateful`.

The number of a sequence is its seed: ``ANTHOLOGY_FIRST`` says with which one to begin, so that a run can be resumed.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from random_blogs import (
    BLOCK,
    CHANGE,
    CHANGE_OFTEN,
    FILES,
    LISTS,
    OPTIONS,
    PATHS,
    POST,
    CheckOut,
    Clone,
    Delete,
    Edit,
    Hour,
    Move,
    Put,
    Rename,
    Rewrite,
    Step,
    Wait,
    changes,
    configures,
    outcome,
    puts,
    writes,
)

SEQUENCES = int(os.environ.get("ANTHOLOGY_SEQUENCES", "0"))
"""The number of random sequences."""
FIRST = int(os.environ.get("ANTHOLOGY_FIRST", "0"))
"""The number of the first one, a multiple of :data:`AT_ONCE`."""
AT_ONCE = 10
"""The number of sequences in one test."""

BLOCKS = [
    "{download}`data.csv`",
    "{download}`/public/data.csv`",
    "```{index} kite; red\n```",
    "```{index} engine\n```",
    "{index}`steam`",
    "{term}`kite`",
    "{py:func}`fly`",
    "![A picture](/d.png)",
    "![A picture](../_static/c.png)",
    "```{figure} /public/c.png\n:name: a-figure\nA caption\n```",
    "{numref}`a-figure`",
    "```{include} /part.txt\n```",
    "```{literalinclude} /part.txt\n```",
    "$a$ and {math}`b`",
    ":::{note}\nInside. [](/guide.md)\n:::",
    "|a|b|\n|-|-|\n|1|2|",
]
RICH_TEXT = st.lists(BLOCK | st.sampled_from(BLOCKS), max_size=5)
MORE_FIELDS: dict[str, list[Any]] = {
    "date": ["2025-06-01T06:00:00Z", "2025-06-01T18:00:00Z", "2025-06-01T23:30:00+09:00", "2025-06-02"],
    "expires": ["2025-06-01T09:00:00Z", "2025-06-02"],
    "updated": ["2025-06-01T18:00:00Z"],
    "math": [True],
    "coverImage": ["/d.png", "../_static/c.png"],
    "comments": [False],
    "layout": ["home"],
}
MORE_OPTIONS: dict[str, list[Any]] = {
    "extensions": [
        ["sphinx_anthology", "sphinx.ext.todo"],
        ["sphinx_anthology", "sphinx.ext.autodoc", "sphinx.ext.viewcode"],
    ],
    "html_theme": ["basic", "alabaster"],
    "html_static_path": [["_static"]],
    "html_css_files": [["own.css"]],
    "html_js_files": [["deep/own.js"]],
    "templates_path": [["_templates"]],
    "html_extra_path": [["extra"]],
    "html_additional_pages": [{"more": "page.html"}],
    "html_title": ["Another title"],
    "html_logo": ["public/c.png"],
    "html_use_index": [False],
    "html_split_index": [True],
    "html_copy_source": [False],
    "html_show_sourcelink": [False],
    "html_search_language": ["de"],
    "html_use_opensearch": ["https://kb.example.org"],
    "html_permalinks": [False],
    "language": ["ko", "fr", "en"],
    "locale_dirs": [["locale"]],
    "gettext_compact": [False],
    "numfig": [True],
    "exclude_patterns": [["posts/beta.md", "_static/deep"], ["posts/deep"]],
    "myst_enable_extensions": [["dollarmath", "colon_fence", "deflist"]],
    "pygments_style": ["monokai"],
    "toc_object_entries": [False],
    "anthology_authors": [{"Kim": {"name": "Kim Minji", "picture": "/c.png"}}],
    "anthology_posts": [["posts/**"], ["posts/**", "blog/**", "notes/**"]],
    "anthology_static_roots": [["public", "_static"]],
    "anthology_timezone": ["Asia/Seoul"],
    "anthology_today": ["2025-06-01 07:00", "2025-06-01 20:00"],
    "anthology_list_translations": [True],
    "anthology_compact_search": [True],
    "anthology_heading_ids": ["posts"],
    "anthology_api_backlinks": [False],
    "anthology_share": [["mastodon", "email"]],
    "anthology_images": [False],
    "anthology_browse": ["list"],
    "anthology_title": ["All posts"],
    "anthology_ignored_tags": [["rare"]],
    "anthology_untrusted": [["posts/deep/**"]],
}


def _catalog(language: str, messages: dict[str, str]) -> str:
    header = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {language}\\n"\n\n'
    return header + "".join(f'msgid "{one}"\nmsgstr "{other}"\n\n' for one, other in messages.items())


CATALOGS = [
    _catalog("ko", {"Plain words.": "그냥 말.", "Part one": "첫째", "Alpha": "알파"}),
    _catalog("ko", {"Plain words.": "다른 말.", "A page": "쪽", "A picture": "그림"}),
    _catalog("ko", {}),
]
PAGE = st.lists(st.sampled_from(LISTS) | BLOCK | st.sampled_from(BLOCKS), max_size=4).map(
    lambda parts: "\n\n".join(["# A page", *parts]) + "\n"
)
BODY = "{% extends '!page.html' %}{% block body %}TEXT {{ super() }}{% endblock %}"
MORE_FILES: dict[str, st.SearchStrategy[str] | st.SearchStrategy[int]] = {
    "_templates/page.html": st.sampled_from([BODY, BODY.replace("TEXT", "WORDS")]),
    "_templates/search.html": st.just("{% extends '!search.html' %}{% block title %}<title>Find</title>{% endblock %}"),
    "_templates/sidebar/brand.html": st.sampled_from(["BRAND", "BRANDS"]),
    "_static/own.css": st.sampled_from(["a { color: red }", "a { color: blue }"]),
    "_static/deep/own.js": st.sampled_from(["1;", "2;"]),
    "_static/filled.css_t": st.just("/* {{ project }} */"),
    "_static/c.png": st.integers(6, 7),
    "extra/verify.txt": st.sampled_from(["1", "2"]),
    "extra/deep/more.txt": st.just("1"),
    "public/d.png": st.integers(2, 9),
    "public/data.csv": st.sampled_from(["1\n", "2\n"]),
    "posts/data.csv": st.sampled_from(["3\n", "4\n"]),
    "posts/rest.rst": st.sampled_from(
        [
            "Rest\n====\n\n:date: 2025-01-05\n:tags: a\n\nText, :post:`alpha`.\n",
            ":date: 2025-03-05\n\nRest two\n========\n\nText.\n",
        ]
    ),
    "part.txt": st.sampled_from(["Included words.\n", "Included, {post}`alpha`.\n"]),
    "terms.md": st.sampled_from(
        [
            "# Terms\n\n```{glossary}\nkite\n  It flies.\n```\n",
            "# Terms\n\n```{glossary}\nkite\n  It flew.\n\nengine\n  It runs.\n```\n",
        ]
    ),
    "api.rst": st.sampled_from(["API\n===\n\n.. py:function:: fly()\n\n   See :post:`alpha`.\n", "API\n===\n\nNothing.\n"]),
    "plain.md": PAGE,
    "tags.yml": st.sampled_from(["a: {label: The A}\n", "a: {label: The A, description: All of A.}\n"]),
    "blog/authors.yml": st.sampled_from(["Lee: {name: Lee Two, title: Writer}\n", "Kim: {name: Kim Three}\n"]),
    "browse/authors/kim.md": st.just("---\ntitle: Kim\n---\n\nA page by hand.\n\n```{posts}\n:author: Kim\n```\n"),
}
ALWAYS_FILES = ("locale/ko/LC_MESSAGES/guide.po", "locale/ko/LC_MESSAGES/posts.po", "locale/ko/LC_MESSAGES/posts/alpha.po")
"""Catalogues of messages are edited but not deleted: Sphinx compiles them beside the source."""
IMAGES = ["public/c.png", "public/d.png", "posts/pic.png", "posts/deep/pic.png", "_static/c.png"]
TEXTS = ["posts/data.csv", "public/data.csv", "part.txt", "extra/verify.txt", "_static/own.css"]

WRITE = writes(RICH_TEXT)
PUT = st.one_of(
    [
        *puts({**FILES, **MORE_FILES}),
        *(st.builds(Put, st.just(path), st.sampled_from(CATALOGS)) for path in ALWAYS_FILES),
    ]
)
CONFIGURE = st.one_of([*configures(OPTIONS), *configures(MORE_OPTIONS)])
RENAME = st.one_of([st.builds(Rename, st.sampled_from(names), st.sampled_from(names)) for names in (IMAGES, TEXTS)])
CHANGE_ANY = st.one_of(CHANGE, CHANGE_OFTEN, *changes(MORE_FIELDS))
EDITS: list[st.SearchStrategy[Edit]] = [
    WRITE,
    st.builds(Delete, POST),
    st.builds(Move, POST, st.sampled_from(PATHS)),
    CHANGE_ANY,
    CHANGE_ANY,
    st.builds(Rewrite, POST, RICH_TEXT),
    PUT,
    PUT,
    CONFIGURE,
    CONFIGURE,
    RENAME,
    st.builds(Wait, st.sampled_from(["2025-01-15", "2025-06-01", "2025-06-02", "2026-06-01"])),
    st.builds(Hour, st.sampled_from([0, 8, 12, 19, 23])),
    st.builds(Clone, st.sampled_from(["old", "new", "back"])),
    st.builds(CheckOut, st.sampled_from(["main", "topic", "other"])),
]
EDIT = st.sampled_from(EDITS).flatmap(lambda edits: edits)
BUILDERS = ["html"] * 6 + ["dirhtml"] * 2 + ["singlehtml", "text", "json", "epub", "latex"]
KILLS = [0] * 5 + [3, 10, 30, 60, 100, 200]
"""The numbers of files that builds write before they are killed."""


def step(edits: st.SearchStrategy[list[Edit]]) -> st.SearchStrategy[Step]:
    """Return a strategy for steps with *edits*."""
    return st.builds(
        Step,
        edits,
        st.sampled_from(BUILDERS),
        st.sampled_from([1, 1, 1, 2]),
        st.sampled_from([1] * 9 + [2, 0]),
        st.sampled_from(KILLS).flatmap(lambda number: st.integers(number, 2 * number)),
    )


SITE = st.builds(
    lambda posts, files, options: [*posts, *files, *options],
    st.lists(WRITE, min_size=2, max_size=8),
    st.lists(PUT, max_size=12),
    st.lists(CONFIGURE, max_size=6),
)
SEQUENCE = st.builds(
    lambda first, later: [first, *later],
    step(SITE),
    st.lists(step(st.lists(EDIT, min_size=1, max_size=4)), min_size=2, max_size=6),
)


@pytest.mark.exact
@pytest.mark.parametrize("first", range(FIRST, FIRST + SEQUENCES, AT_ONCE))
def test_after_any_random_edits_and_kills_the_output_is_that_of_a_clean_build(first: int) -> None:
    @seed(first)
    @settings(
        max_examples=min(AT_ONCE, FIRST + SEQUENCES - first),
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(SEQUENCE)
    def follow(sequence: list[Step]) -> None:
        assert outcome(sequence, check_public=False) == []

    follow()
