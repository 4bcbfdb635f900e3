"""Which documents are read again, without reading them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Site
from next_build import build_once, changes_undone, edit, start_build
from sphinx.application import Sphinx
from sphinx_anthology.sphinx_ext.dependencies import index_page_fingerprint, recorded_dependencies
from sphinx_anthology.sphinx_ext.incremental.build import IncrementalBuild, incremental_build
from sphinx_anthology.sphinx_ext.incremental.documents import documents_to_read, generation, start_generation
from sphinx_anthology.sphinx_ext.incremental.source_files import SourceFiles
from sphinx_anthology.sphinx_ext.site import site_of


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that is built once."""
    return build_once(tmp_path_factory.mktemp("documents") / "site")


@pytest.fixture
def site(built: Site) -> Iterator[Site]:
    """The built site, for one test."""
    with changes_undone(built):
        yield built


def documents_apart_from_files(app: Sphinx) -> list[str]:
    """Return the documents to read again for another reason than the content of their files."""
    return documents_to_read(app.env, SourceFiles(app))


def test_without_a_change_no_document_is_read(site: Site) -> None:
    app = start_build(site)
    assert incremental_build(app).documents_to_read(()) == []
    assert documents_apart_from_files(app) == []


def test_documents_with_changed_files_are_read_in_the_order_of_their_names(site: Site) -> None:
    for name in ("posts/deep/er/b.md", "posts/a.md", "notes/plain.md"):
        edit(site.folder / name, "\n", "\n\n", 0)
    app = start_build(site)
    assert incremental_build(app).documents_to_read(()) == ["notes/plain", "posts/a", "posts/deep/er/b"]


def test_a_changed_document_that_is_left_out_is_not_read(site: Site) -> None:
    edit(site.folder / "posts/a.md", "title", "draft: true\ntitle", 0)
    read = incremental_build(start_build(site)).documents_to_read(())
    assert "posts/a" not in read
    assert {"index", "posts/deep/er/b"} <= set(read)


def test_documents_that_show_a_new_title_are_read(site: Site) -> None:
    edit(site.folder / "posts/a.md", "Title of a", "Another title")
    app = start_build(site)
    assert documents_apart_from_files(app) == [
        "browse/archive",
        "browse/archive/2025",
        "browse/categories",
        "browse/categories/first",
        "browse/map",
        "browse/posts",
        "index",
        "posts/a",
        "posts/deep/er/b",
    ]


def test_answers_are_compared_once_for_each_catalogue(site: Site) -> None:
    edit(site.folder / "posts/a.md", "Title of a", "Another title")
    app = start_build(site)
    catalogue = site_of(app.env).catalogue
    assert documents_apart_from_files(app) != []
    assert app.env.domaindata["blog"]["catalogue"] == catalogue.fingerprint
    assert documents_apart_from_files(app) == []


def test_a_document_is_read_if_one_of_its_answers_is_another(site: Site) -> None:
    app = start_build(site)
    app.env.domaindata["blog"]["catalogue"] = "another"
    assert documents_apart_from_files(app) == []
    app.env.domaindata["blog"]["catalogue"] = "another"
    answers = recorded_dependencies(app.env)["index"].answers
    assert len(answers) > 1
    answers[list(answers)[-1]] = "another"
    assert documents_apart_from_files(app) == ["index"]


def test_a_document_is_read_if_a_file_comes_that_it_looked_for(site: Site) -> None:
    site.picture("public/missing.png")
    assert documents_apart_from_files(start_build(site)) == ["posts/a"]


def test_a_document_is_read_if_a_file_goes_that_it_looked_for(site: Site) -> None:
    (site.folder / "posts/deep/er/b.md").unlink()
    app = start_build(site)
    app.env.domaindata["blog"]["catalogue"] = site_of(app.env).catalogue.fingerprint
    assert documents_apart_from_files(app) == ["posts/a"]


def test_a_page_that_becomes_an_index_page_is_read(site: Site) -> None:
    edit(site.folder / "posts/a.md", "First", "Another")
    app = start_build(site)
    assert index_page_fingerprint(site_of(app.env), "browse/categories/another") != ""
    assert "browse/categories/another" in documents_apart_from_files(app)


def test_an_index_page_that_becomes_another_page_is_read(site: Site) -> None:
    app = start_build(site)
    places = recorded_dependencies(app.env)
    assert [name for name in ("index", "notes/plain", "posts/a") if places[name].index_page] == []
    places["notes/plain"].index_page = "a place"
    assert documents_apart_from_files(app) == ["notes/plain"]


def test_an_index_page_with_another_place_is_read(site: Site) -> None:
    app = start_build(site)
    recorded_dependencies(app.env)["browse/posts"].index_page = "another place"
    assert documents_apart_from_files(app) == ["browse/posts"]


def test_a_new_index_page_is_left_to_sphinx(site: Site) -> None:
    edit(site.folder / "posts/a.md", "First", "Brand new")
    app = start_build(site)
    assert "browse/categories/brand-new" in site_of(app.env).index_pages
    assert "browse/categories/brand-new" not in documents_apart_from_files(app)


def test_each_generation_has_a_name_of_its_own(site: Site) -> None:
    env = start_build(site).env
    names = [generation(env)]
    for _ in range(2):
        start_generation(env)
        names.append(generation(env))
    assert len(set(names)) == 3
    assert all(len(name) == 16 for name in names)


def test_a_build_that_reads_or_removes_documents_starts_a_generation(site: Site) -> None:
    app = start_build(site)
    build, before = incremental_build(app), generation(app.env)
    build.documents_to_read([])
    build.note_reading([])
    assert generation(app.env) == before
    build.documents_to_read(["posts/gone"])
    removed = generation(app.env)
    build.note_reading(["posts/a"])
    assert len({before, removed, generation(app.env)}) == 3


def test_a_build_has_one_incremental_state(site: Site) -> None:
    app = start_build(site)
    assert isinstance(incremental_build(app), IncrementalBuild)
    assert incremental_build(app) is incremental_build(app)
