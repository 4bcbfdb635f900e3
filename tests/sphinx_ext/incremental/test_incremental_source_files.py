"""The files of documents: which have changed, and what is remembered of them."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Site
from next_build import build_once, changes_undone, edit
from next_build import start_build as start_whole_build
from sphinx.application import Sphinx
from sphinx_anthology.digests import digest
from sphinx_anthology.sphinx_ext.incremental.source_files import SourceFiles

PLAIN = "notes/plain"
"""A page that includes another file."""
LATE_NS = 4_000_000_000_123_456_789
"""A time after all builds, in nanoseconds since the epoch."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that is built once."""
    return build_once(tmp_path_factory.mktemp("files") / "site")


@pytest.fixture
def site(built: Site) -> Iterator[Site]:
    """The built site, for one test."""
    with changes_undone(built):
        yield built


def start_build(site: Site) -> Sphinx:
    """Start the next build, but let documents have been read when the last build read them.

    The start of a build compares files, and so changes this.
    """
    app = start_whole_build(site)
    with (app.doctreedir / "environment.pickle").open("rb") as file:
        app.env.all_docs = pickle.load(file).all_docs
    return app


def compared(app: Sphinx) -> SourceFiles:
    """Return the files of documents, compared with those of the last build."""
    files = SourceFiles(app)
    files.compare()
    return files


def touch(file: Path, modified_ns: int) -> None:
    os.utime(file, ns=(modified_ns, modified_ns))


def set_read_time(app: Sphinx, docname: str, nanoseconds: int) -> None:
    """Note when Sphinx has read a document."""
    app.env.all_docs[docname] = nanoseconds // 1000


def test_after_a_build_no_document_has_changed(site: Site) -> None:
    app = start_build(site)
    files = SourceFiles(app)
    newest = files.compare()
    assert newest.keys() == app.env.all_docs.keys() > {"index", PLAIN, "posts/a"}
    assert newest["posts/deep/er/b"] == max(
        (site.folder / file).stat().st_mtime_ns for file in ("posts/deep/er/b.md", "posts/deep/c.png")
    )
    assert files.changed == []


def test_sphinx_sees_an_unchanged_document_as_newer_than_its_newest_file(site: Site) -> None:
    before = dict(start_build(site).env.all_docs)
    touch(site.folder / "notes/part.txt", LATE_NS)
    app = start_build(site)
    files = SourceFiles(app)
    assert files.compare()[PLAIN] == LATE_NS
    assert files.changed == []
    assert app.env.all_docs == {**before, PLAIN: LATE_NS // 1000 + 1}


def test_an_older_modification_time_does_not_change_when_a_document_was_read(site: Site) -> None:
    before = dict(start_build(site).env.all_docs)
    touch(site.folder / "notes/plain.md", 0)
    app = start_build(site)
    assert compared(app).changed == []
    assert app.env.all_docs == before


@pytest.mark.parametrize("modified_ns", [0, None, LATE_NS])
@pytest.mark.parametrize(("file", "old", "new"), [("plain.md", "Plain", "Plane"), ("part.txt", "Included", "Different")])
def test_other_content_is_a_change_whatever_the_modification_time(
    site: Site, file: str, old: str, new: str, modified_ns: int | None
) -> None:
    edit(site.folder / "notes" / file, old, new, modified_ns)
    app = start_build(site)
    before = dict(app.env.all_docs)
    files = SourceFiles(app)
    newest = files.compare()
    assert files.changed == [PLAIN]
    assert newest.keys() == app.env.all_docs.keys() - {PLAIN}
    assert app.env.all_docs == before


@pytest.mark.parametrize(("microseconds", "changed"), [(0, []), (1, [PLAIN])])
def test_a_document_that_an_interrupted_build_read_has_changed(site: Site, microseconds: int, changed: list[str]) -> None:
    app = start_build(site)
    app.env.all_docs[PLAIN] += microseconds
    files = SourceFiles(app)
    newest = files.compare()
    assert files.changed == changed
    assert newest.keys() == app.env.all_docs.keys() - set(changed)


def test_an_unchanged_document_with_a_new_modification_time_stays_unchanged(site: Site) -> None:
    touch(site.folder / "notes/part.txt", LATE_NS)
    app = start_build(site)
    compared(app).save()
    again = SourceFiles(app)
    assert PLAIN in again.compare()
    assert again.changed == []


def test_a_document_with_a_missing_file_is_left_to_sphinx(site: Site) -> None:
    (site.folder / "notes/part.txt").unlink()
    app = start_build(site)
    files = SourceFiles(app)
    assert PLAIN not in files.compare()
    assert files.changed == []


def test_a_document_that_sphinx_does_not_know_is_not_compared(site: Site) -> None:
    edit(site.folder / "posts/a.md", "Title", "Words", 0)
    app = start_build(site)
    assert compared(app).changed == ["posts/a"]
    del app.env.all_docs["posts/a"]
    files = SourceFiles(app)
    newest = files.compare()
    assert "posts/a" not in newest
    assert "posts/deep/er/b" in newest
    assert files.changed == []


def test_the_digests_of_a_document_are_those_of_its_files(site: Site) -> None:
    app = start_build(site)
    contents = [(site.folder / f"notes/{name}").read_bytes() for name in ("part.txt", "plain.md")]
    assert compared(app).content_digests(PLAIN) == [digest(content) for content in contents]
    assert SourceFiles(app).content_digests(PLAIN) == [digest(content) for content in contents]


def test_the_digests_of_a_changed_document_are_those_of_its_files_now(site: Site) -> None:
    edit(site.folder / "notes/part.txt", "Included", "Other", 0)
    (site.folder / "posts/a.md").unlink()
    files = compared(start_build(site))
    contents = [(site.folder / f"notes/{name}").read_bytes() for name in ("part.txt", "plain.md")]
    assert files.content_digests(PLAIN) == [digest(content) for content in contents]
    image = (site.folder / "public/c.png").read_bytes()
    assert files.content_digests("posts/a") == [None, digest(image)]


def test_the_digests_of_an_unchanged_document_are_those_of_the_files_that_were_read(site: Site) -> None:
    app = start_build(site)
    files = compared(app)
    before = files.content_digests(PLAIN)
    edit(site.folder / "notes/part.txt", "Included", "Other", 0)  # while the build is running
    assert files.content_digests(PLAIN) == before


def test_what_is_known_of_unchanged_documents_is_kept(site: Site) -> None:
    app = start_build(site)
    files = compared(app)
    edit(site.folder / "notes/plain.md", "Plain", "Other", 0)  # while the build is running
    files.save()
    assert compared(app).changed == [PLAIN]


def test_of_a_document_that_was_read_the_new_content_is_remembered(site: Site) -> None:
    edit(site.folder / "notes/plain.md", "Plain", "Other", 0)
    app = start_build(site)
    files = compared(app)
    files.note_reading([PLAIN])
    files.save()
    again = SourceFiles(app)
    assert PLAIN in again.compare()
    assert again.changed == []


@pytest.mark.parametrize(("microseconds", "is_remembered"), [(-1, True), (0, True), (1, False)])
def test_nothing_is_remembered_of_a_file_that_was_edited_after_reading(
    site: Site, microseconds: int, is_remembered: bool
) -> None:
    app = start_build(site)
    files = compared(app)
    files.note_reading([PLAIN])
    set_read_time(app, PLAIN, LATE_NS)
    edit(site.folder / "notes/part.txt", "Included", "Other", LATE_NS + microseconds * 1000)
    files.save()
    again = SourceFiles(app)
    assert (PLAIN in again.compare()) == is_remembered
    assert again.changed == ([] if is_remembered else [PLAIN])


def test_nothing_is_remembered_of_a_document_with_a_missing_file(site: Site) -> None:
    app = start_build(site)
    files = compared(app)
    files.note_reading([PLAIN])
    (site.folder / "notes/part.txt").unlink()
    files.save()
    edit(site.folder / "notes/plain.md", "Plain", "Other", 0)
    again = SourceFiles(app)
    assert PLAIN not in again.compare()
    assert again.changed == [PLAIN]


def test_before_documents_are_read_their_files_are_forgotten(site: Site) -> None:
    compared(start_build(site)).note_reading([PLAIN])
    assert compared(start_build(site)).changed == [PLAIN]


def test_without_a_record_all_documents_are_read(site: Site) -> None:
    (site.folder / "build/doctrees/anthology-files.pickle").write_bytes(b"")
    app = start_build(site)
    assert sorted(compared(app).changed) == sorted(app.env.all_docs)


@pytest.mark.parametrize("size", [0, 100, None])
def test_a_document_whose_stored_tree_is_cut_off_or_missing_has_changed(site: Site, size: int | None) -> None:
    doctree = site.folder / "build/doctrees/notes/plain.doctree"
    if size is None:
        doctree.unlink()
    else:
        os.truncate(doctree, size)
    assert compared(start_build(site)).changed == [PLAIN]


def test_the_stored_tree_of_a_document_that_is_gone_is_deleted(site: Site) -> None:
    app = start_build(site)
    files = compared(app)
    del app.env.all_docs["posts/a"]
    files.save()
    assert not (site.folder / "build/doctrees/posts/a.doctree").exists()
    assert (site.folder / "build/doctrees/posts/deep/er/b.doctree").is_file()


def test_documents_that_are_read_are_collected(site: Site) -> None:
    app = start_build(site)
    files = compared(app)
    files.note_reading(["posts/a"])
    files.note_reading([PLAIN])
    for docname, path in (("posts/a", "posts/a.md"), (PLAIN, "notes/plain.md")):
        set_read_time(app, docname, LATE_NS)
        touch(site.folder / path, LATE_NS + 1000)
    files.save()
    assert not {"posts/a", PLAIN} & SourceFiles(app).compare().keys()


def test_a_document_in_another_file_is_read_again_although_that_is_older(make_site: Callable[[str], Site]) -> None:
    site = make_site("moved")
    site.post("one", category="Tools")
    site.write("guide.md", "# A page\n")
    site.build()
    (site.folder / "guide.md").unlink()
    for path, text in (("browse/categories/tools.md", "# By hand\n"), ("guide.rst", "By hand\n=======\n")):
        touch(site.write(path, text), 10**18)
    built = site.build()
    assert "By hand" in built.article("browse/categories/tools")
    assert "By hand" in built.article("guide")
