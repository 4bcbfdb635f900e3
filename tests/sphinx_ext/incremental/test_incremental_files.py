"""Incremental builds in a new clone, after a crash and with several builders, and the deletion of stale output."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import CONFIGURATION, Site, read_output
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

TOMORROW = 24 * 60 * 60 * 10**9


def sources(site: Site) -> Iterator[Path]:
    """Yield the files that would be in a repository."""
    built = (site.folder / "build", site.folder / "browse")
    return (
        file for file in site.folder.rglob("*") if file.is_file() and not any(file.is_relative_to(folder) for folder in built)
    )


def clone(site: Site) -> None:
    """Delete generated sources and give all files new modification times, as a clone does."""
    shutil.rmtree(site.folder / "browse")
    for file in sources(site):
        time = file.stat().st_mtime_ns + TOMORROW
        os.utime(file, ns=(time, time))


def blog(site: Site) -> None:
    site.picture("public/c.png")
    for number in range(4):
        site.post(
            f"p{number}", f"Text {number}.\n", category="AB"[number % 2], coverImage="/c.png", date=f"2025-01-0{number + 1}"
        )


@pytest.mark.parametrize("accelerate", [False, True])
def test_in_an_unchanged_new_clone_nothing_is_read_or_written(site: Site, accelerate: bool) -> None:
    blog(site)
    site.build(anthology_accelerate=accelerate)
    clone(site)
    again = site.build(anthology_accelerate=accelerate)
    assert (again.read, again.written) == ([], [])


def test_in_a_new_clone_only_changed_documents_are_read(site: Site) -> None:
    blog(site)
    site.build(anthology_related=0)
    clone(site)
    file = site.folder / "posts/p2.md"
    file.write_text(file.read_text().replace("Text 2", "Words 2"), encoding="utf-8")
    again = site.build(anthology_related=0)
    assert "posts/p2" in again.read
    assert not {"posts/p0", "posts/p1", "index"} & set(again.read)
    assert "Words 2" in again.article("posts/p2")


def test_a_changed_image_is_detected_in_a_new_clone(site: Site) -> None:
    blog(site)
    site.post("with", "![](/d.png)\n")
    site.picture("public/d.png", 10, 10)
    site.build()
    site.picture("public/d.png", 20, 20)
    clone(site)
    assert "posts/with" in site.build().read


def test_a_post_with_another_text_and_an_older_modification_time_is_read(site: Site) -> None:
    blog(site)
    site.build()
    file = site.folder / "posts/p1.md"
    file.write_text(file.read_text().replace("Text 1", "Words 1"), encoding="utf-8")
    os.utime(file, ns=(0, 0))
    assert "Words 1" in site.build().article("posts/p1")


@pytest.mark.parametrize("path", ["notes.md", "posts/long.md"])
def test_an_edit_with_an_older_modification_time_is_read(site: Site, path: str) -> None:
    text = "---\ntitle: Long\ndate: 2025-01-01\n---\n\n" + "The same words. " * 100 + "\n\n```\nfirst\n```\n"
    file = site.write(path, text)
    site.build()
    file.write_text(text.replace("first", "other"), encoding="utf-8")
    os.utime(file, ns=(0, 0))
    again = site.build()
    assert again.read == [path.removesuffix(".md")]  # nothing that other pages show has changed
    assert "other" in again.article(path.removesuffix(".md"))


def test_a_page_that_only_another_builder_has_updated_is_written_in_a_new_clone(site: Site) -> None:
    blog(site)
    site.build("html")
    site.build("dirhtml")
    site.post("p1", "Other words.\n", category="B", coverImage="/c.png", date="2025-01-02")
    site.build("dirhtml")
    clone(site)
    assert "Other words" in site.build("html").article("posts/p1")


def test_after_an_interrupted_build_outdated_pages_are_written(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    blog(site)
    site.build()
    site.post("p1", "Other words.\n", category="B", coverImage="/c.png", date="2025-01-02")

    def stop(self: object, *arguments: object) -> None:
        raise RuntimeError("the lights went out")

    with monkeypatch.context() as patched:
        patched.setattr("sphinx.builders.html.StandaloneHTMLBuilder.write_doc", stop)
        with pytest.raises(RuntimeError):
            site.build()
    clone(site)
    assert "Other words" in site.build().article("posts/p1")


def interrupt(site: Site) -> None:
    """Build, but stop when all pages are written and the search index is not."""

    def stop(app: Sphinx) -> None:
        raise RuntimeError("the lights went out")

    with pytest.raises(ExtensionError, match="the lights went out"):
        site.build(handlers={"html-collect-pages": stop})


def changed_by_a_clean_build(site: Site) -> list[str]:
    """Build once more, then build from scratch, and return the names of the files that differ."""
    incremental = read_output(site.build().output)
    shutil.rmtree(site.folder / "build")
    clean = read_output(site.build().output)
    return [name for name in sorted(incremental.keys() | clean.keys()) if incremental.get(name) != clean.get(name)]


def test_after_an_interrupted_first_build_the_search_index_is_complete(site: Site) -> None:
    blog(site)
    interrupt(site)
    assert changed_by_a_clean_build(site) == []


def test_after_an_interrupted_build_the_search_index_has_new_pages(site: Site) -> None:
    blog(site)
    site.build()
    site.post("new", "Extraordinary, says [[p1]].\n")
    interrupt(site)
    assert changed_by_a_clean_build(site) == []


@pytest.mark.parametrize("same_time", [False, True])
def test_an_edit_that_is_taken_back_after_an_interrupted_build_leaves_no_trace(site: Site, same_time: bool) -> None:
    blog(site)
    site.build()
    post = site.folder / "posts/p1.md"
    text, stat = post.read_text(), post.stat()
    site.post("p1", "See [[p3]].\n", title="Another title", category="B")
    interrupt(site)
    post.write_text(text)
    if same_time:
        os.utime(post, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert changed_by_a_clean_build(site) == []


def test_a_removed_template_leaves_no_trace_though_only_one_page_was_built_at_first(make_site: Callable[..., Site]) -> None:
    site = make_site("templates", CONFIGURATION + 'templates_path = ["_templates"]\n')
    blog(site)
    template = site.write(
        "_templates/page.html", '{% extends "!page.html" %}{% block content %}Mine{{ super() }}{% endblock %}'
    )
    site.build()
    template.unlink()
    site.build(files=["posts/p1.md"])
    assert changed_by_a_clean_build(site) == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_output_of_a_deleted_post_is_deleted(site: Site, builder: str) -> None:
    blog(site)
    site.picture("public/only.png", 30, 30)
    site.post("deep/er/gone", "![](/only.png)\n", category="Gone")
    output = site.build(builder).output
    before = {file.relative_to(output).as_posix() for file in output.rglob("*")}
    assert {"_images/only.png", "_sources/posts/deep/er/gone.md.txt"} <= before
    (site.folder / "posts/deep/er/gone.md").unlink()
    site.build(builder)
    after = {file.relative_to(output).as_posix() for file in output.rglob("*")}
    shutil.rmtree(site.folder / "build")
    site.build(builder)
    assert after == {file.relative_to(output).as_posix() for file in output.rglob("*")}


def test_the_search_index_has_no_words_of_a_deleted_page(site: Site) -> None:
    blog(site)
    site.post("gone", "Xylophone.\n")
    assert "xylophon" in site.build().text("searchindex.js")
    site.post("gone", "Marimba.\n")
    assert "xylophon" not in site.build().text("searchindex.js")


def test_other_files_in_the_output_folder_are_kept(site: Site) -> None:
    blog(site)
    output = site.build().output
    (output / "CNAME").write_text("kb.example\n", encoding="utf-8")
    (site.folder / "posts/p3.md").unlink()
    site.build()
    assert (output / "CNAME").is_file()


def test_another_configuration_reads_all_documents_again(site: Site) -> None:
    blog(site)
    site.build()
    clone(site)
    assert len(site.build(anthology_page_size=2).read) > 4
