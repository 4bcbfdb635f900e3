"""Which pages are written again, and which files of the output are deleted, without writing pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Site
from docutils import nodes
from next_build import build_once, changes_undone, edit, start_build
from sphinx.application import Sphinx
from sphinx_anthology.sphinx_ext.dependencies import recorded_dependencies
from sphinx_anthology.sphinx_ext.incremental.build import IncrementalBuild
from sphinx_anthology.sphinx_ext.incremental.documents import generation, start_generation
from sphinx_anthology.sphinx_ext.incremental.pages import PageRecord
from sphinx_anthology.sphinx_ext.incremental.source_files import SourceFiles
from sphinx_anthology.sphinx_ext.pictures.site_pictures import site_pictures

LATE_NS = 4_000_000_000_123_456_789
"""A time after all builds, in nanoseconds since the epoch."""
MILLISECOND = 10**6


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that is built once."""
    return build_once(tmp_path_factory.mktemp("pages") / "site")


@pytest.fixture
def site(built: Site) -> Iterator[Site]:
    """The built site, for one test."""
    with changes_undone(built):
        yield built


def record_of(app: Sphinx) -> PageRecord:
    """Return the record of pages, as if the build had just started."""
    site_pictures(app).prepare()
    return PageRecord(app, SourceFiles(app))


def record_after_reading(app: Sphinx, *docnames: str) -> PageRecord:
    """Return the record of pages as it is when documents have been read."""
    site_pictures(app).prepare()
    files = SourceFiles(app)
    record = PageRecord(app, files)
    start_generation(app.env)
    files.note_reading(docnames)
    return record


def output(app: Sphinx, name: str) -> Path:
    return Path(app.outdir, name)


def set_time(file: Path, modified_ns: int) -> None:
    os.utime(file, ns=(modified_ns, modified_ns))


def modified_ns(file: Path) -> int:
    return file.stat().st_mtime_ns


def remove_document(app: Sphinx, docname: str) -> None:
    """Remove a document from the environment, as Sphinx does when its file is gone."""
    app.emit("env-purge-doc", app.env, docname)
    app.env.clear_doc(docname)
    app.env.images.purge_doc(docname)


def write_pages(app: Sphinx, *docnames: str) -> None:
    """Write pages, as far as their time tells."""
    for docname in docnames:
        set_time(output(app, f"{docname}.html"), LATE_NS)


def test_after_a_build_no_page_is_written(site: Site) -> None:
    app = start_build(site)
    record = record_of(app)
    assert record.is_current
    assert record.pages_to_write() == []
    assert record.is_current


def test_a_page_that_shows_the_same_is_not_written(site: Site) -> None:
    app = start_build(site)
    record = record_after_reading(app)
    assert not record.is_current
    assert record.pages_to_write() == []
    assert not record.is_current


def test_pages_with_changed_files_are_written(site: Site) -> None:
    edit(site.folder / "notes/part.txt", "Included", "Other")
    site.picture("public/c.png", 9)
    app = start_build(site)
    assert record_after_reading(app).pages_to_write() == ["notes/plain", "posts/a"]


def test_pages_with_other_answers_are_written(site: Site) -> None:
    app = start_build(site)
    answers = recorded_dependencies(app.env)["index"].answers
    answers[next(iter(answers))] = "another"
    assert record_after_reading(app).pages_to_write() == ["index"]


def test_a_page_with_another_link_is_written_with_those_that_show_the_link(site: Site) -> None:
    app = start_build(site)
    recorded_dependencies(app.env)["notes/plain"].links = recorded_dependencies(app.env)["posts/a"].links
    assert record_after_reading(app).pages_to_write() == ["browse/map", "notes/plain", "posts/deep/er/b"]


def test_all_pages_are_written_after_a_change_of_the_sidebar(site: Site) -> None:
    app = start_build(site)
    app.env.titles["browse/posts"] = nodes.title("", "Another title")
    assert record_after_reading(app).pages_to_write() == sorted(app.env.all_docs)


def test_a_page_without_a_record_is_written(site: Site) -> None:
    app = start_build(site)
    app.env.all_docs["new"] = 0
    app.env.dependencies["new"] = set()
    assert record_after_reading(app).pages_to_write() == ["new"]


def test_all_pages_are_written_after_a_change_of_a_template(site: Site) -> None:
    site.write("_templates/unused.html", "<p>")
    app = start_build(site)
    record = record_of(app)
    assert record.is_current
    assert record.pages_to_write() == sorted(app.env.all_docs)


def test_a_file_of_another_kind_beside_templates_changes_no_page(site: Site) -> None:
    site.write("_templates/notes.txt", "Words.")
    site.write("_templates/folder.html/notes.txt", "Words.")
    assert record_of(start_build(site)).pages_to_write() == []


def test_images_are_named_in_the_order_of_their_paths(site: Site) -> None:
    app = start_build(site)
    names = {Path(file).as_posix(): name for file, (_docnames, name) in app.env.images.items()}
    assert names == {"posts/deep/c.png": "c.png", "public/c.png": "c1.png"}
    app.env.images.add_file("posts/a", "a/c.png")
    app.env.images.add_file("posts/a", "z.png")
    assert record_after_reading(app).pages_to_write() == ["posts/a", "posts/deep/er/b"]
    names = {Path(file).as_posix(): name for file, (_docnames, name) in app.env.images.items()}
    assert names == {"a/c.png": "c.png", "posts/deep/c.png": "c1.png", "public/c.png": "c2.png", "z.png": "z.png"}


def test_a_written_page_is_recorded(site: Site) -> None:
    edit(site.folder / "notes/part.txt", "Included", "Other")
    app = start_build(site)
    record = record_after_reading(app, "notes/plain")
    assert record.pages_to_write() == ["notes/plain"]
    write_pages(app, "notes/plain")
    record.finish()
    assert record_of(app).is_current
    assert record_after_reading(app).pages_to_write() == []


@pytest.mark.parametrize(("nanoseconds", "is_written"), [(0, True), (-1, False)])
def test_a_page_counts_as_written_from_the_start_of_the_build(site: Site, nanoseconds: int, is_written: bool) -> None:
    edit(site.folder / "notes/part.txt", "Included", "Other")
    app = start_build(site)
    record = record_after_reading(app, "notes/plain")
    set_time(output(app, "notes/plain.html"), record.started_ns + nanoseconds)
    record.pages_to_write()
    record.finish()
    assert record_of(app).is_current is is_written


def test_a_page_that_was_not_written_is_written_by_the_next_build(site: Site) -> None:
    edit(site.folder / "notes/part.txt", "Included", "Other")
    site.picture("public/c.png", 9)
    app = start_build(site)
    record = record_after_reading(app, "notes/plain", "posts/a")
    assert record.pages_to_write() == ["notes/plain", "posts/a"]
    write_pages(app, "posts/a")
    record.finish()
    again = record_of(app)
    assert not again.is_current
    assert again.pages_to_write() == ["notes/plain"]


def test_after_an_interrupted_build_all_pages_are_written_that_it_may_have_written(site: Site) -> None:
    edit(site.folder / "notes/part.txt", "Included", "Other")
    app = start_build(site)
    assert record_after_reading(app, "notes/plain", "posts/a").pages_to_write() == ["notes/plain"]
    write_pages(app, "notes/plain", "posts/a")
    again = record_of(app)
    assert not again.is_current
    assert again.pages_to_write() == ["notes/plain", "posts/a"]


def test_a_page_is_written_if_an_edit_is_taken_back_after_an_interrupted_build(site: Site) -> None:
    edit(site.folder / "notes/part.txt", "Included", "Other")
    app = start_build(site)
    assert record_after_reading(app, "notes/plain").pages_to_write() == ["notes/plain"]
    write_pages(app, "notes/plain")
    edit(site.folder / "notes/part.txt", "Other", "Included")
    assert record_of(app).pages_to_write() == ["notes/plain"]


def test_a_build_that_reads_nothing_records_nothing(site: Site) -> None:
    app = start_build(site)
    record_of(app).pages_to_write()  # the site is a copy, whose files have other times
    app = start_build(site)
    files = {file: modified_ns(file) for file in Path(app.doctreedir).glob("anthology-*")}
    assert files
    record = record_of(app)
    record.pages_to_write()
    record.finish()
    assert {file: modified_ns(file) for file in Path(app.doctreedir).glob("anthology-*")} == files


def test_a_build_that_reads_documents_records_their_files(site: Site) -> None:
    edit(site.folder / "notes/part.txt", "Included", "Other", 0)
    app = start_build(site)
    build = IncrementalBuild(app)
    build.note_reading(["notes/plain"])
    build.pages_to_write()
    build.start_writing()
    files = SourceFiles(app)
    assert "notes/plain" in files.compare()
    assert files.changed == []


def build_without(app: Sphinx, docname: str) -> IncrementalBuild:
    """Return a build that reads nothing, and that finds that a document is gone."""
    build = IncrementalBuild(app)
    remove_document(app, docname)
    build.documents_to_read([docname])
    return build


@pytest.mark.parametrize("is_complete", [True, False])
def test_the_output_of_a_removed_document_is_deleted(site: Site, is_complete: bool) -> None:
    site.write("build/html/posts/deep/kept.txt", "A file of the project.")
    edit(site.folder / "notes/part.txt", "Included", "Other")
    app = start_build(site)
    build = build_without(app, "posts/deep/er/b")
    to_write = build.pages_to_write()
    assert "posts/a" in to_write
    build.start_writing()
    write_pages(app, *(to_write if is_complete else ["posts/a"]))
    build.finish()
    files = {file.relative_to(app.outdir).as_posix() for file in Path(app.outdir).rglob("*")}
    assert not {"posts/deep/er", "_sources/posts/deep"} & files
    assert {"posts/deep/kept.txt", "posts/a.html", "_sources/posts/a.md.txt", "_images/c.png"} <= files
    assert ("_images/c1.png" in files) is not is_complete


def test_images_that_an_incomplete_build_keeps_are_deleted_by_the_next(site: Site) -> None:
    app = start_build(site)
    build = build_without(app, "posts/deep/er/b")
    build.pages_to_write()
    build.start_writing()
    build.finish()
    assert output(app, "_images/c1.png").is_file()
    build = IncrementalBuild(app)
    to_write = build.pages_to_write()
    build.start_writing()
    write_pages(app, *to_write)
    build.finish()
    assert not output(app, "_images/c1.png").exists()


def test_a_name_with_the_signs_of_a_glob_pattern_is_taken_as_it_is(site: Site) -> None:
    names = ("posts/[d] two*?", "posts/d two", "posts/[d] two and three")
    for name in names:
        site.write(f"build/html/_sources/{name}.md.txt", "")
    site.write(f"{names[0]}.md", "# A page\n")
    app = start_build(site)
    app.env.all_docs[names[0]] = 0
    app.env.dependencies[names[0]] = set()
    output(app, f"{names[0]}.html").write_text("", encoding="utf-8")
    build = IncrementalBuild(app)
    build.note_reading([names[0]])
    to_write = build.pages_to_write()
    build.start_writing()
    write_pages(app, *to_write)
    build.finish()
    build = build_without(app, names[0])
    build.pages_to_write()
    build.start_writing()
    assert sorted(file.name for file in output(app, "_sources/posts").iterdir()) == [
        "[d] two and three.md.txt",
        "a.md.txt",
        "d two.md.txt",
        "deep",
    ]


def test_the_page_of_an_unchanged_document_becomes_newer_than_its_files(site: Site) -> None:
    app = start_build(site)
    page, other = output(app, "notes/plain.html"), output(app, "posts/a.html")
    before = modified_ns(other)
    record_of(app).keep_unchanged({"notes/plain": LATE_NS, "posts/a": 0})
    assert (modified_ns(page), modified_ns(other)) == (LATE_NS + MILLISECOND, before)


@pytest.mark.parametrize(("before_ns", "after_ns"), [(-1, 0), (0, 0), (1, 1)])
def test_a_page_becomes_a_millisecond_newer_than_its_files(site: Site, before_ns: int, after_ns: int) -> None:
    app = start_build(site)
    page = output(app, "notes/plain.html")
    set_time(page, LATE_NS + MILLISECOND + before_ns)
    record_of(app).keep_unchanged({"notes/plain": LATE_NS})
    assert modified_ns(page) == LATE_NS + MILLISECOND + after_ns


def test_unchanged_pages_become_newer_than_templates(site: Site) -> None:
    set_time(site.folder / "_templates/unused.html", LATE_NS)
    app = start_build(site)
    page = output(app, "notes/plain.html")
    record_of(app).keep_unchanged({"notes/plain": 0})
    assert abs(modified_ns(page) - (LATE_NS + MILLISECOND)) < 1000  # Sphinx counts the time of templates in floats


def test_no_page_becomes_newer_than_changed_templates(site: Site) -> None:
    site.write("_templates/unused.html", "<p>")
    app = start_build(site)
    page = output(app, "notes/plain.html")
    before = modified_ns(page)
    record_of(app).keep_unchanged({"notes/plain": LATE_NS})
    assert modified_ns(page) == before


def test_a_page_that_this_builder_has_not_written_is_left_alone(site: Site) -> None:
    app = start_build(site)
    page = output(app, "new.html")
    page.write_text("", encoding="utf-8")
    before = modified_ns(page)
    output(app, "notes/plain.html").unlink()
    record_of(app).keep_unchanged({"new": LATE_NS, "notes/plain": LATE_NS, "posts/a": LATE_NS})
    assert modified_ns(page) == before
    assert not output(app, "notes/plain.html").exists()
    assert modified_ns(output(app, "posts/a.html")) == LATE_NS + MILLISECOND


@pytest.mark.parametrize("builder", ["text", "singlehtml"])
def test_a_builder_without_a_page_for_each_document_has_a_record_of_its_own(site: Site, builder: str) -> None:
    app = start_build(site, builder)
    record = record_of(app)
    assert not record.is_current
    assert record.pages_to_write() == sorted(app.env.all_docs)
    if builder == "text":
        for docname in app.env.all_docs:
            set_time(site.write(f"build/text/{docname}.txt", ""), LATE_NS)
    record.finish()
    assert record_of(app).is_current
    assert record_of(start_build(site)).is_current


@pytest.mark.parametrize("builder", ["text", "singlehtml"])
def test_files_of_a_builder_without_a_page_for_each_document_are_left_alone(site: Site, builder: str) -> None:
    app = start_build(site, builder)
    record = record_of(app)
    record.pages_to_write()
    record.finish()
    file = site.write(f"build/{builder}/notes/plain.html", "")
    before = modified_ns(file)
    record_of(app).keep_unchanged({"notes/plain": LATE_NS})
    remove_document(app, "notes/plain")
    record = record_after_reading(app)
    record.pages_to_write()
    record.finish()
    assert modified_ns(file) == before


def test_a_text_file_that_was_not_written_is_written_by_the_next_build(site: Site) -> None:
    for docname in start_build(site).env.all_docs:
        set_time(site.write(f"build/text/{docname}.txt", ""), 0 if docname == "index" else LATE_NS)
    app = start_build(site, "text")
    record = record_of(app)
    record.pages_to_write()
    record.finish()
    assert record_of(app).pages_to_write() == ["index"]
    assert generation(app.env) != ""
