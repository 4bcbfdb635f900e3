"""The text of a new post: in the dialect of its project, and read back as what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.cli.new_post.composition import Project, Request, clean_title, compose_post, learn_project
from sphinx_anthology.cli.new_post.file_names import find_naming
from sphinx_anthology.cli.new_post.samples import choose_samples
from sphinx_anthology.fields.record import Status
from sphinx_anthology.loading.loader import PostSource, load_posts
from sphinx_anthology.loading.posts.post_parser import parse_post
from sphinx_anthology.loading.project import SourceProject, path_to_docname
from sphinx_anthology.problems import Problem, Severity

NOW = datetime(2025, 4, 23, 15, 0, 5, tzinfo=timezone(timedelta(hours=9)))
NUMBERS = range(1, 5)
SITES = {
    "none": {},
    "jekyll": {
        f"_posts/2024-0{n}-02-walk-{n}.md": f"---\nlayout: post\ntitle:  'Walk {n}'\ndate:   2024-0{n}-02 10:00:00 +0900\n"
        f"categories: trees lakes{n}\n---\nText.\n"
        for n in NUMBERS
    },
    "hugo": {
        f"content/posts/walk-{n}/index.md": f'+++\ntitle = "Walk {n}"\ndate = 2024-0{n}-02T10:00:00+09:00\ndraft = false\n'
        f'categories = ["Trees"]\ntags = ["a", "b{n}"]\n+++\n\nText.\n'
        for n in NUMBERS
    },
    "nextjs": {
        f"_posts/walk-{n}.mdx": f"---\ntitle: 'Walk {n}'\nexcerpt: 'About {n}'\ncoverImage: '/{n}.png'\n"
        f"date: '2024-0{n}-16T05:35:07.322Z'\nauthor:\n  name: Kim\ncategory: 'Trees{n}'\n---\n\nText.\n"
        for n in NUMBERS
    },
    "docusaurus": {
        f"blog/2024-0{n}-02-walk/index.md": f"---\nslug: walk-{n}\ntitle: Walk {n}\nauthors: [kim, lee]\n"
        f"tags:\n  - a\n  - b{n}\n---\n\nText.\n"
        for n in NUMBERS
    },
    "astro": {
        f"src/content/blog/walk-{n}.md": f"---\ntitle: 'Walk {n}'\ndescription: 'On {n}'\n"
        f"pubDate: 'Jul 0{n} 2022'\n---\n\nText.\n"
        for n in NUMBERS
    },
    "ablog": {
        f"blog/2024/walk-{n}.rst": f"Walk {n}\n~~~~~~\n\n.. post:: Jan 0{n}, 2024\n"
        f"   :tags: a, b{n}\n   :category: Trees\n\nText.\n"
        for n in NUMBERS
    },
    "ablog-myst": {
        f"blog/walk-{n}.md": f"---\nblogpost: true\ndate: January {n}, 2024\n"
        f"author: Kim\ncategory: Trees{n}\n---\n\n# Walk {n}\n\nText.\n"
        for n in NUMBERS
    },
    "pelican": {
        f"content/trees/walk_{n}.md": f"Title: Walk {n}\nDate: 2024-01-0{n} 10:20\nCategory: Trees\nTags: a, b{n}\n\nText.\n"
        for n in NUMBERS
    },
    "hexo": {
        f"source/_posts/walk-{n}.md": f"---\ntitle: Walk {n}\ndate: 2024-01-0{n} 10:20:30\n"
        f"categories:\n- Trees{n}\n---\nText.\n"
        for n in NUMBERS
    },
    "zola": {
        f"content/blog/2024-01-0{n}-walk.md": f'+++\ntitle = "Walk {n}"\n\n[taxonomies]\ncategories = ["Trees"]\n+++\n\nText.\n'
        for n in NUMBERS
    },
    "json": {
        f"posts/{name}/2024/walk.md": f'{{\n  "title": "Walk",\n  "date": "2024-01-02",\n'
        f'  "category": "{name.upper()}"\n}}\n\nText.\n'
        for name in ("trees", "lakes", "hills")
    },
}
"""Posts of several engines, by path."""
EXPECTED = {
    "none": ("posts/가을-숲.md", "---\ntitle: 가을 숲\ndate: 2025-04-23\ncategory: Trees\n---\n\n"),
    "jekyll": (
        "_posts/2025-04-23-가을-숲.md",
        "---\nlayout: post\ntitle: '가을 숲'\ndate: 2025-04-23 15:00:05 +0900\ncategories: Trees\n---\n\n",
    ),
    "hugo": (
        "content/posts/가을-숲/index.md",
        '+++\ntitle = "가을 숲"\ndate = 2025-04-23T15:00:05+09:00\ndraft = false\ncategories = ["Trees"]\ntags = []\n+++\n\n',
    ),
    "nextjs": (
        "_posts/가을-숲.mdx",
        "---\ntitle: '가을 숲'\nexcerpt: ''\ndate: '2025-04-23T06:00:05.000Z'\n"
        "author:\n  name: Kim\ncategory: 'Trees'\n---\n\n",
    ),
    "docusaurus": (
        "blog/2025-04-23-가을-숲/index.md",
        "---\nslug: 가을-숲\ntitle: 가을 숲\ncategory: Trees\nauthors: [kim, lee]\ntags: []\n---\n\n",
    ),
    "astro": (
        "src/content/blog/가을-숲.md",
        "---\ntitle: '가을 숲'\ncategory: Trees\ndescription: ''\npubDate: 'Apr 23 2025'\n---\n\n",
    ),
    "ablog": (
        "blog/2025/가을-숲.rst",
        "가을 숲\n~~~~~~~\n\n.. post:: Apr 23, 2025\n   :category: Trees\n",
    ),
    "ablog-myst": (
        "blog/가을-숲.md",
        "---\nblogpost: true\ndate: April 23, 2025\nauthor: Kim\ncategory: Trees\n---\n\n# 가을 숲\n",
    ),
    "pelican": ("content/trees/가을_숲.md", "Title: 가을 숲\nDate: 2025-04-23 15:00\nCategory: Trees\n\n"),
    "hexo": ("source/_posts/가을-숲.md", "---\ntitle: 가을 숲\ndate: 2025-04-23 15:00:05\ncategories:\n- Trees\n---\n\n"),
    "zola": (
        "content/blog/2025-04-23-가을-숲.md",
        '+++\ntitle = "가을 숲"\n\n[taxonomies]\ncategories = ["Trees"]\n+++\n\n',
    ),
    "json": (
        "posts/trees/2025/가을-숲.md",
        '{\n  "title": "가을 숲",\n  "date": "2025-04-23",\n  "category": "Trees"\n}\n\n',
    ),
}
TITLES = [
    'He said "yes": often',
    "it's",
    "'all of it'",
    '"both\' kinds"',
    "C# & C++ #1",
    "# hash",
    "#태그",
    "- hyphen",
    "-x",
    "---",
    "{{ page.title }}",
    "${x}",
    "😀 이모지",
    "two\nlines",
    "x" * 500,
    "한글 제목",
    "2024",
    "2024-01-02",
    "yes",
    "null",
    "~",
    "12:30",
    "1e3",
    "0x10",
    "back\\slash\\",
    "<b>bold</b>",
    "a | b",
    "*star* _under_ `code`",
    "[link](x)",
    "[[wiki]]",
    "$x$ costs $5",
    "@at",
    "%Y percent",
    "&amp; &",
    "? question",
    "  blanks  ",
    "index",
    "README",
    "...",
    "a: b: c",
    "100% 완료",
    "日本語",
    "(1) one",
    "1. one",
    "A. b",
    ":field: x",
    ".. comment",
    ">>> code",
    "| line",
    "=====",
    "tab\there",
    "nul\0",
    "a/b\\c",
    "key: [a, b]",
    "{a: b}",
    "> x",
    "\u00a0blank",
    "line\u2028separator",
    "# ",
]


@dataclass(frozen=True)
class Made:
    """A new post and how it is read back."""

    path: str
    text: str
    post: Post
    problems: tuple[Problem, ...]


@cache
def learn(site: str) -> Project:
    with TemporaryDirectory() as folder:
        for path, text in SITES[site].items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        project = SourceProject(Path(folder))
        source = PostSource(project.source, project.list_posts(project.source), project.settings)
        samples = choose_samples(project.source, load_posts(source).catalogue.all_posts, source.parse_options.dialects)
        return learn_project(samples, find_naming([sample.post for sample in samples], "posts"), source.parse_options)


def make(site: str, title: str, category: str = "", is_draft: bool = False) -> Made:
    project, request = learn(site), Request(clean_title(title), category, is_draft, NOW)
    path = project.naming.make_path(request.title, NOW, category)
    text = compose_post(request, project, path)
    problems: list[Problem] = []
    post = parse_post(text, path, path_to_docname(path), project.options, problems.append)
    assert isinstance(post, Post)
    return Made(path, text, post, tuple(one for one in problems if one.code.severity is not Severity.NOTICE))


@pytest.mark.parametrize("site", SITES)
def test_a_post_is_like_the_others(site: str) -> None:
    made = make(site, "가을 숲", "Trees")
    assert (made.path, made.text) == EXPECTED[site]
    assert made.post.category_names == ("Trees",)


@pytest.mark.parametrize("site", SITES)
def test_any_title_is_read_back_and_is_a_safe_name(site: str) -> None:
    for title in TITLES:
        made = make(site, title, "Trees")
        assert made.post.title == clean_title(title)
        assert made.post.published is not None
        assert (made.post.status, made.problems) == (Status.PUBLISHED, ())
        assert made.post.published.date() in (NOW.date(), NOW.date() - timedelta(days=1))  # in UTC it may be another day
        names = made.path.split("/")
        assert all(names), made.path
        assert all(len(name.encode()) < 255 for name in names)
        assert not set(made.path) & set('\\:*?"<>|#%\n\0')


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("category", ["", "새 분류", "AI / Models", "C#", "yes", "2024"])
def test_a_draft_is_a_draft_in_any_category(site: str, category: str) -> None:
    made = make(site, "Any: title", category, is_draft=True)
    assert (made.post.status, made.post.title, made.problems) == (Status.DRAFT, "Any: title", ())
    assert category in (*made.post.category_names, "")


@pytest.mark.parametrize(
    ("site", "mark"),
    [
        ("none", "draft: true\n"),
        ("jekyll", "published: false\n"),
        ("hugo", "draft = true\n"),
        ("json", '"draft": true'),
        ("ablog", ".. post::\n"),
        ("pelican", "Status: draft\n"),
    ],
)
def test_a_draft_is_marked_as_the_engine_marks_it(site: str, mark: str) -> None:
    assert mark in make(site, "Any", is_draft=True).text


@pytest.mark.parametrize(
    ("line", "mark"),
    [("published: true", "published: false"), ("draft: no", "draft: yes"), ("status: publish", "status: draft")],
)
def test_a_draft_is_marked_as_the_project_marks_it(tmp_path: Path, line: str, mark: str) -> None:
    SITES["own"] = {f"posts/{n}.md": f"---\ntitle: Walk {n}\ndate: 2024-01-0{n}\n{line}\n---\n\nText.\n" for n in NUMBERS}
    learn.cache_clear()
    try:
        assert f"\n{line}\n" in make("own", "Any").text
        assert f"\n{mark}\n" in make("own", "Any", is_draft=True).text
    finally:
        del SITES["own"]


@pytest.mark.parametrize("site", ["none", "jekyll", "nextjs", "zola"])
def test_a_category_with_a_comma_is_one(site: str) -> None:
    assert make(site, "Any", "Ends, means").post.category_names == ("Ends, means",)


@pytest.mark.parametrize("site", ["ablog", "pelican"])
def test_a_category_that_the_format_cannot_have_is_refused(site: str) -> None:
    with pytest.raises(ValueError, match="Write one without commas"):
        make(site, "Any", "Ends, means")


def test_the_author_of_all_posts_is_that_of_the_next_one_and_else_the_user() -> None:
    project = learn("nextjs")
    request = Request("Any", "", False, NOW, "Lee")
    assert "name: Kim" in compose_post(request, project, "_posts/any.mdx")
    samples = list(project.samples)
    other = samples[0].front_matter.entries["author"]
    entries = {**samples[0].front_matter.entries, "author": replace(other, value="Park")}
    post = replace(samples[0].post, authors=())
    samples[0] = replace(samples[0], post=post, front_matter=replace(samples[0].front_matter, entries=entries))
    mixed = learn_project(samples, project.naming, project.options)
    assert "author" not in compose_post(request, mixed, "_posts/any.mdx")
    assert "name: Kim" in compose_post(replace(request, author="kim"), mixed, "_posts/any.mdx")
