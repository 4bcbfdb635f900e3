"""The second build: what is read again, and that it shows what a clean build shows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site


def blog(site: Site) -> None:
    site.write("index.md", "# Home\n\n{post}`p3`\n\n```{posts}\n:limit: 2\n```\n")
    site.picture("public/c.png")
    for number in range(8):
        category = ["화제의 이슈", "Tools"][number % 2]
        site.post(f"p{number}", category=category, date=f"2025-01-0{number + 1}", coverImage="/c.png")


def shown(path: str, data: bytes) -> object:
    """Return what readers get of a file: Sphinx leaves words in its search index that no document has any more."""
    if path != "searchindex.js":
        return data
    index = json.loads(data.decode().removeprefix("Search.setIndex(").removesuffix(")"))
    return {
        key: {word: places for word, places in value.items() if places != []} if isinstance(value, dict) else value
        for key, value in index.items()
    }


def pages(output: Path) -> dict[str, bytes]:
    """Return every file of an HTML build that readers get."""
    left_out = {".buildinfo", ".doctrees"}
    return {
        str(file.relative_to(output)): file.read_bytes()
        for file in sorted(output.rglob("*"))
        if file.is_file() and file.name not in left_out
    }


def test_a_second_build_reads_and_writes_nothing(site: Site) -> None:
    blog(site)
    site.build()
    again = site.build()
    assert (again.read, again.written) == ([], [])


def test_an_edited_post_is_read_alone_if_nothing_that_others_show_has_changed(site: Site) -> None:
    blog(site)
    site.build()
    site.post("p4", "Other words.\n", category="화제의 이슈", date="2025-01-05", coverImage="/c.png", excerpt="")
    text = (site.folder / "posts/p4.md").read_text()
    site.build()
    (site.folder / "posts/p4.md").write_text(text + "\n## A new part\n")
    assert site.build().read == ["posts/p4"]


def test_a_new_title_reads_the_post_its_neighbours_and_the_pages_that_show_it(site: Site) -> None:
    blog(site)
    site.build(anthology_page_size=3)
    site.post("p3", category="Tools", date="2025-01-04", coverImage="/c.png", title="Another title")
    again = site.build(anthology_page_size=3)
    assert again.read == [
        "browse/categories/tools",
        "browse/posts/page-2",
        "index",
        "posts/p2",
        "posts/p3",
        "posts/p4",
    ]
    assert "Another title" in again.article("index")
    assert again.soup("posts/p2").select_one("a.next-page .title").get_text() == "Another title"


def delete(site: Site, *numbers: int) -> None:
    for number in numbers:
        (site.folder / f"posts/p{number}.md").unlink()


EDITS: dict[str, Callable[[Site], object]] = {
    "a new post": lambda site: site.post("p9", category="Tools", date="2025-01-03T12:00:00Z"),
    "a new category": lambda site: site.post("p9", category="Brand new", date="2026-01-01"),
    "a deleted post": lambda site: delete(site, 3),
    "a deleted category": lambda site: delete(site, 1, 3, 5, 7),
    "a renamed post": lambda site: (site.folder / "posts/p4.md").rename(site.folder / "posts/p4-renamed.md"),
    "another date": lambda site: site.post("p7", category="Tools", date="2024-12-31"),
    "another category": lambda site: site.post("p6", category="Tools", date="2025-01-07"),
    "another spelling": lambda site: [site.post(f"p{n}", category="TOOLS", date=f"2025-01-0{n + 1}") for n in (1, 3, 5)],
    "a new cover file": lambda site: site.picture("public/c.png", 30, 40),
    "a cover that is gone": lambda site: (site.folder / "public/c.png").unlink(),
    "an article that becomes a page": lambda site: site.write("posts/p2.md", "# A page\n"),
    "a title on the home page": lambda site: site.write("index.md", "# Start\n\n{post}`p5`\n"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_incremental_build_shows_what_a_clean_one_shows(site: Site, edit: Callable[[Site], object]) -> None:
    blog(site)
    site.build(anthology_page_size=3)
    edit(site)
    incremental = pages(site.build(anthology_page_size=3).output)
    shutil.rmtree(site.folder / "build")
    clean = pages(site.build(anthology_page_size=3).output)
    gone = {
        path for path in incremental.keys() - clean.keys() if path.startswith(("posts/", "browse/", "_sources/", "_images/"))
    }
    assert incremental.keys() - gone == clean.keys()
    assert [path for path in clean if shown(path, clean[path]) != shown(path, incremental[path])] == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_two_jobs_make_the_same_bytes_as_one(site: Site, builder: str) -> None:
    blog(site)
    serial = pages(site.build(builder).output)
    shutil.rmtree(site.folder / "build")
    parallel = site.build(builder, jobs=2)
    assert not parallel.warnings
    assert [path for path, data in pages(parallel.output).items() if serial[path] != data] == []


def test_stale_index_pages_are_deleted(site: Site) -> None:
    blog(site)
    site.build(anthology_page_size=3)
    assert (site.folder / "browse/categories/tools/page-2.md").is_file()
    for number in (1, 3, 5, 7):
        (site.folder / f"posts/p{number}.md").unlink()
    site.build(anthology_page_size=3)
    assert not (site.folder / "browse/categories/tools.md").exists()
    assert not (site.folder / "browse/categories/tools").exists()


def test_an_unchanged_index_page_is_not_written_again(site: Site) -> None:
    blog(site)
    site.build()
    before = {file: file.stat().st_mtime_ns for file in (site.folder / "browse").rglob("*")}
    site.post("p8", category="Tools", date="2026-01-01")
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


def test_a_hidden_article_has_a_page_that_nothing_leads_to(site: Site) -> None:
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
