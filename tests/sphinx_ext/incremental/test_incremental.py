"""Incremental builds: which documents are read, and that the output is that of a clean build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Site, read_output


def blog(site: Site) -> None:
    site.write("index.md", "# Home\n\n{post}`p3`\n\n```{posts}\n:limit: 2\n```\n")
    site.picture("public/c.png")
    for number in range(8):
        write(site, number)


def write(site: Site, number: int, **fields: Any) -> Path:
    """Write one of the posts of the blog, with *fields* changed."""
    plain: dict[str, Any] = {
        "category": ["화제의 이슈", "Tools", "Tools / Inner"][number % 3],
        "date": f"202{4 + number % 2}-01-0{number + 1}",
        "tags": ["a, b", "b, C++", "a"][number % 3],
        "author": ["Kim", "Lee"][number % 2],
        "coverImage": "/c.png",
    }
    if number in (1, 4, 6):
        plain |= {"series": "Parts", "seriesOrder": number}
    return site.post(f"p{number}", **(plain | fields))


def test_a_second_build_reads_and_writes_nothing(site: Site) -> None:
    blog(site)
    site.build()
    again = site.build()
    assert (again.read, again.written) == ([], [])


def test_only_the_edited_post_is_read_if_other_pages_show_nothing_of_the_edit(site: Site) -> None:
    blog(site)
    site.build()
    write(site, 4, body="Other words.\n", excerpt="")
    text = (site.folder / "posts/p4.md").read_text()
    site.build()
    (site.folder / "posts/p4.md").write_text(text + "\n## A new part\n")
    assert site.build().read == ["posts/p4"]


def test_after_a_new_title_the_post_its_neighbours_and_the_pages_that_show_it_are_read(site: Site) -> None:
    blog(site)
    site.build(anthology_page_size=3)
    write(site, 3, title="Another title")
    again = site.build(anthology_page_size=3)
    assert again.read == [
        "browse/archive",
        "browse/archive/2025",
        "browse/authors/lee",
        "browse/categories",
        "browse/categories/화제의-이슈",
        "browse/map",
        "browse/posts",
        "browse/tags/a",
        "browse/tags/b",
        "index",
        "posts/p1",
        "posts/p3",
        "posts/p5",
    ]
    assert "Another title" in again.article("index")
    assert again.soup("posts/p1").select_one("a.next-page .title").get_text() == "Another title"


def delete(site: Site, *numbers: int) -> None:
    for number in numbers:
        (site.folder / f"posts/p{number}.md").unlink()


EDITS: list[dict[str, Callable[[Site], object]]] = [
    {
        "a new post": lambda site: site.post("p9", category="Tools", date="2025-01-03T12:00:00Z", tags="a", author="Kim"),
        "a new category": lambda site: site.post("p10", category="Brand new", date="2026-01-01"),
        "a new inner category": lambda site: site.post("p11", category="화제의 이슈 / New", date="2026-01-01"),
        "a post in a further collection": lambda site: site.write(
            "notes/n9.md", "---\ntitle: New note\ndate: 2025-09-09\n---\n\nText.\n"
        ),
        "many new posts": lambda site: [site.post(f"n{number}", category="Tools / Inner", tags="a") for number in range(9)],
    },
    {
        "another title": lambda site: write(site, 4, title="Another title"),
        "another date": lambda site: write(site, 7, date="2024-12-31"),
        "another year": lambda site: write(site, 7, date="2019-05-01"),
        "another category": lambda site: write(site, 6, category="Tools"),
        "another author": lambda site: write(site, 0, author="Park"),
        "a pinned post": lambda site: write(site, 2, pinned="true"),
        "another excerpt": lambda site: write(site, 1, excerpt="In other words."),
        "another language": lambda site: write(site, 5, lang="ko"),
    },
    {
        "a part that moves": lambda site: write(site, 1, seriesOrder=9),
        "a series that is renamed": lambda site: [write(site, number, series="Pieces") for number in (1, 4, 6)],
        "a deleted part of a series": lambda site: delete(site, 4),
        "a series that ends": lambda site: [write(site, number, series="") for number in (1, 6)],
    },
    {
        "a page by hand of a tag that becomes common": lambda site: [write(site, number, tags="rare") for number in (1, 3)],
        "a page of the authors that goes": lambda site: (site.folder / "browse/tags/a.md").unlink(),
        "a folder of images that was missing": lambda site: site.picture("static/later.png"),
    },
    {
        "a rare tag that becomes common": lambda site: write(site, 3, tags="C++"),
        "a new tag that is rare": lambda site: write(site, 0, tags="a, b, rare"),
        "a default author": lambda site: [
            write(site, 5, author=""),
            site.write("posts/authors.yml", "Kim: {name: Kim, default: true}\n"),
        ],
    },
    {
        "a tag that becomes rare": lambda site: [write(site, number, tags="b") for number in (0, 2, 3, 5)],
        "a page that a link has named": lambda site: site.write("notes/later.md", "# A page\n"),
        "a title on the home page": lambda site: site.write("index.md", "# Start\n\n{post}`p5`\n"),
    },
    {
        "a deleted category": lambda site: delete(site, 1, 2, 4, 5, 7),
        "a page by hand of a category that goes": lambda site: (site.folder / "browse/categories/화제의-이슈.md").unlink(),
    },
    {
        "a deleted post": lambda site: delete(site, 3),
        "a draft": lambda site: write(site, 2, draft="true"),
        "a hidden post": lambda site: write(site, 4, hidden="true"),
    },
    {
        "a renamed post": lambda site: (site.folder / "posts/p4.md").rename(site.folder / "posts/p4-renamed.md"),
        "a post that a link names, and that goes": lambda site: delete(site, 6),
        "an article that becomes a page": lambda site: site.write("posts/p2.md", "# A page\n"),
        "a post that changes its collection": lambda site: [
            write(site, 5),
            (site.folder / "posts/p5.md").rename(site.folder / "notes/p5.md"),
        ],
    },
    {
        "a profile": lambda site: site.write("authors.yml", "Kim: {name: Kim, bio: Writes., picture: /c.png}\n"),
        "a page by hand": lambda site: site.write(
            "browse/categories/tools.md", "---\ntitle: Our tools\norder: 1\ndescription: All.\n---\n\nWords.\n"
        ),
        "another title of a page by hand": lambda site: site.write(
            "browse/categories/화제의-이슈.md", "---\ntitle: The news\n---\n\nOwn words.\n\n```{posts}\n:layout: table\n```\n"
        ),
        "another spelling": lambda site: [write(site, number, category="TOOLS") for number in (1, 4, 7)],
    },
    {
        "a new cover file": lambda site: site.picture("public/c.png", 30, 40),
        "an image that was missing": lambda site: site.picture("notes/later.png"),
        "a cover that is called as an image of another post": lambda site: write(site, 5, coverImage="own.png"),
        "a cover that is gone": lambda site: (site.folder / "public/c.png").unlink(),
    },
]
"""Edits of the blog. Those of a list are made one after the other, each after a clean build."""


@pytest.mark.parametrize("edits", EDITS, ids=lambda edits: next(iter(edits)))
def test_an_incremental_build_has_the_output_of_a_clean_build(site: Site, edits: dict[str, Callable[[Site], object]]) -> None:
    blog(site)
    site.write("browse/categories/화제의-이슈.md", "# News\n\n```{posts}\n:category: 화제의 이슈\n:show: category\n```\n")
    site.write("browse/tags/a.md", "# All about *a*\n\n```{posts}\n:tag: a\n:layout: table\n```\n")
    wishes = "![Later](later.png) ![Later](/later.png) [words](later.md) [](../posts/p6.md)"
    site.write("notes/n1.md", f"---\ntitle: A note\ndate: 2025-05-05\ntags: a\n---\n\n{{post}}`p5` {wishes}\n")
    site.write("browse/tags/rare.md", "# Rare\n")
    for width, folder in enumerate(("posts", "posts/z"), 1):
        site.picture(f"{folder}/own.png", width)
    site.write("posts/z/p8.md", "---\ntitle: Deep\ndate: 2026-01-01\ncoverImage: own.png\n---\n\nText.\n")
    options: dict[str, Any] = {"anthology_page_size": 3, "anthology_collections": {"notes": {"posts": ["notes/**"]}}}
    site.build(**options)
    for name, edit in edits.items():
        edit(site)
        incremental = read_output(site.build(**options).output)
        shutil.rmtree(site.folder / "build")
        clean = read_output(site.build(**options).output)
        assert (name, incremental.keys() ^ clean.keys()) == (name, set())
        assert (name, [path for path in clean if clean[path] != incremental[path]]) == (name, [])


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_two_jobs_have_the_output_of_one(site: Site, builder: str) -> None:
    blog(site)
    serial = read_output(site.build(builder).output)
    shutil.rmtree(site.folder / "build")
    parallel = site.build(builder, jobs=2)
    assert not parallel.warnings
    assert [path for path, data in read_output(parallel.output).items() if serial[path] != data] == []


def test_stale_index_pages_are_deleted(site: Site) -> None:
    blog(site)
    site.build(anthology_page_size=3)
    assert (site.folder / "browse/categories/tools/page-2.md").is_file()
    assert (site.folder / "browse/series/parts.md").is_file()
    delete(site, 1, 2, 4, 5, 6, 7)
    site.build(anthology_page_size=3)
    assert not (site.folder / "browse/categories/tools.md").exists()
    assert not (site.folder / "browse/categories/tools").exists()
    assert not (site.folder / "browse/series").exists()


def test_an_unchanged_index_page_is_not_written_again(site: Site) -> None:
    blog(site)
    site.build()
    before = {file: file.stat().st_mtime_ns for file in (site.folder / "browse").rglob("*")}
    site.post("p8", category="Tools", tags="a", author="Kim", series="Parts", date="2025-02-01")
    site.build()
    assert {file: file.stat().st_mtime_ns for file in (site.folder / "browse").rglob("*")} == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_draft_has_no_page_until_it_is_published(site: Site, jobs: int) -> None:
    site.post("one")
    site.post("[draft] two*", draft="true", category="Secret")
    built = site.build(jobs=jobs)
    assert built.warnings == ""
    assert not (built.output / "posts/[draft] two*.html").exists()
    assert "two" not in built.article("browse/posts")
    assert not (built.output / "browse/categories/secret.html").exists()
    assert site.build(jobs=jobs).read == []
    site.post("[draft] two*", draft="false", category="Secret")
    built = site.build(jobs=jobs)
    assert "two" in built.article("browse/posts")
    assert "two" in built.article("posts/[draft] two*")
    site.post("[draft] two*", draft="true", category="Secret")
    built = site.build(jobs=jobs)
    assert "two" not in built.article("browse/posts")
    assert "posts/[draft]" not in built.text("searchindex.js")


def test_a_hidden_article_has_a_page_without_links_to_it(site: Site) -> None:
    site.post("one", category="Open")
    site.post("two", hidden="true", category="Open")
    site.post("three", unlisted="true", category="Alone")
    built = site.build()
    assert built.warnings == ""
    assert "Title of two" in built.article("posts/two")
    for page in ("index", "posts/one", "browse/posts", "browse/categories/open"):
        assert "Title of two" not in built.text(f"{page}.html")
    assert "title of two" not in built.text("searchindex.js").lower()
    assert "browse/categories/alone" not in built.text("index.html")


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("anthology_language_models", False),
        ("anthology_share", ["email"]),
        ("anthology_reading_progress", True),
        ("anthology_share_cards", False),
        ("myst_enable_extensions", ["dollarmath"]),
    ],
)
def test_pages_show_an_option_that_the_build_of_another_builder_has_noticed(site: Site, option: str, value: object) -> None:
    site.post("a")
    changed: dict[str, Any] = {"html_baseurl": "https://blog.example/", option: value}
    site.build(html_baseurl="https://blog.example/")
    site.build("text", **changed)
    later = read_output(site.build(**changed).output)
    clean = read_output(site.build(fresh=True, output=site.folder / "clean", **changed).output)
    assert later == clean
