"""A post that is withdrawn leaves every output of every builder at the next build, and nothing else does."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Site, read_output
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

BUILDERS = ["html", "dirhtml", "singlehtml", "epub", "text", "xml", "pseudoxml", "man", "latex", "texinfo", "json", "pickle"]
SECRET = "xylophone"
"""A word of the post, of its title, of its entry in the index and of its files."""
CONFIGURATION = """\
extensions = ["sphinx_anthology"]
html_theme = "furo"
project = "Withdrawn"
copyright = "nobody"
version = release = "1"
man_pages = [("index", "book", "Book", [], 1)]
latex_documents = [("index", "book.tex", "Book", "", "manual")]
texinfo_documents = [("index", "book", "Book", "", "", "", "")]
"""


@pytest.fixture
def blog(site: Site) -> Site:
    """A site with a post that has everything a post can leave behind."""
    site.write("conf.py", CONFIGURATION)
    site.picture("public/c.png")
    site.post("kept", "Words. ![](/c.png)\n\n```{index} marimba\n```\n", category="Kept", aliases="/old/kept/")
    write_secret(site)
    return site


def write_secret(site: Site, **fields: Any) -> None:
    site.picture(f"public/{SECRET}.png", 30, 30)
    site.write(f"posts/deep/{SECRET}.csv", f"{SECRET}\n")
    body = f"A {SECRET}. ![](/{SECRET}.png) {{download}}`{SECRET}.csv`\n\n```{{index}} {SECRET}\n```\n"
    site.post(f"deep/{SECRET}", body, title=f"The {SECRET}", category="Secret", aliases=f"/old/{SECRET}/", **fields)


def traces(folder: Path) -> list[str]:
    """Return the files that tell something of the post."""
    found = []
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        data = b"".join(_contents(file)) if file.is_file() else b""
        if SECRET[:8].encode() in data.lower() or SECRET in name:
            found.append(name)
    return found


def _contents(file: Path) -> list[bytes]:
    if file.suffix != ".epub":
        return [file.read_bytes()]
    with zipfile.ZipFile(file) as book:
        return [part for name in book.namelist() for part in (name.encode(), book.read(name))]


def withdraw_with(**fields: Any) -> Callable[[Site], object]:
    return lambda site: write_secret(site, **fields)


def delete(site: Site) -> None:
    (site.folder / f"posts/deep/{SECRET}.md").unlink()


WAYS: Mapping[str, tuple[Callable[[Site], object], dict[str, Any]]] = {
    "a draft": (withdraw_with(draft="true"), {}),
    "deleted": (delete, {}),
    "expired": (withdraw_with(expires="2025-05-01"), {}),
    "scheduled": (withdraw_with(date="2099-01-01"), {}),
    "renamed": (lambda site: (site.folder / f"posts/deep/{SECRET}.md").rename(site.folder / "other.txt"), {}),
    "excluded": (lambda site: None, {"exclude_patterns": [f"posts/deep/{SECRET}.md"]}),
    "an excluded folder": (lambda site: None, {"exclude_patterns": ["posts/deep"]}),
}


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_draft_leaves_the_output_of_every_builder(blog: Site, builder: str) -> None:
    output = blog.build(builder).output
    assert traces(output)
    write_secret(blog, draft="true")
    again = blog.build(builder)
    assert traces(again.output) == []
    assert again.warnings == ""


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("builder", ["html", "epub", "text"])
def test_a_post_can_be_withdrawn_in_every_way(
    blog: Site, builder: str, way: tuple[Callable[[Site], object], dict[str, Any]]
) -> None:
    withdraw, options = way
    blog.build(builder)
    withdraw(blog)
    assert traces(blog.build(builder, **options).output) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_output_is_that_of_a_clean_build(blog: Site, jobs: int) -> None:
    blog.build(jobs=jobs, anthology_accelerate=jobs > 1)
    delete(blog)
    found = read_output(blog.build(jobs=jobs, anthology_accelerate=jobs > 1).output)
    assert found == read_output(blog.build(output=blog.folder.with_name("clean")).output)


@pytest.mark.parametrize("builder", ["html", "epub", "json", "latex", "gettext"])
def test_a_draft_that_a_preview_has_shown_is_gone(blog: Site, builder: str) -> None:
    write_secret(blog, draft="true")
    options: dict[str, Any] = {"gettext_compact": False} if builder == "gettext" else {}
    assert traces(blog.build(builder, anthology_drafts=True, **options).output)
    assert traces(blog.build(builder, **options).output) == []


@pytest.mark.parametrize("compact", [False, True])
def test_the_catalog_of_a_withdrawn_post_is_gone(blog: Site, compact: bool) -> None:
    blog.write("notes/one.md", f"---\norphan: true\n---\n# One {SECRET}\n")
    assert traces(blog.build("gettext", gettext_compact=compact).output)
    delete(blog)
    (blog.folder / "notes/one.md").unlink()
    output = blog.build("gettext", gettext_compact=compact).output
    assert traces(output) == []
    assert not (output / "notes.pot").exists()


def test_a_stored_tree_is_gone_as_well(blog: Site) -> None:
    blog.build()
    doctree = blog.folder / f"build/doctrees/posts/deep/{SECRET}.doctree"
    assert doctree.is_file()
    delete(blog)
    blog.build()
    assert not doctree.exists()


def test_builders_with_one_environment_each_delete_what_they_wrote(blog: Site) -> None:
    builders = ["html", "epub", "text"]
    for builder in builders:
        blog.build(builder)
    delete(blog)
    for builder in builders:
        assert traces(blog.build(builder).output) == []


def test_each_output_folder_of_a_builder_has_a_record_of_its_own(blog: Site, tmp_path: Path) -> None:
    def build_to(name: str) -> Path:
        return blog.build(output=tmp_path / name, doctrees=tmp_path / "doctrees").output

    first, second = build_to("one"), build_to("two")
    delete(blog)
    blog.post("kept", title="Another title", category="Kept")
    assert traces(build_to("one")) == []
    assert "Another title" in (first / "browse/posts.html").read_text(encoding="utf-8")
    assert traces(build_to("two")) == []
    assert "Another title" in (second / "browse/posts.html").read_text(encoding="utf-8")


def test_a_post_that_was_withdrawn_after_an_interrupted_first_build_is_gone(blog: Site) -> None:
    def stop(app: Sphinx) -> None:
        raise RuntimeError("the lights went out")

    with pytest.raises(Exception, match="the lights went out"):
        blog.build(handlers={"html-collect-pages": stop})
    output = blog.folder / "build/html"
    assert (output / f"posts/deep/{SECRET}.html").is_file()
    delete(blog)
    assert traces(blog.build().output) == []


def test_a_new_version_of_this_package_still_knows_what_was_written(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    blog.build()
    delete(blog)
    for module in ("setup", "incremental.pages", "incremental.source_files", "startup", "events", "links.backlinks"):
        monkeypatch.setattr(f"sphinx_anthology.sphinx_ext.{module}.code_version", lambda: 1)
    assert traces(blog.build().output) == []


def test_a_build_of_some_files_deletes_the_page_of_a_withdrawn_post(blog: Site) -> None:
    blog.build()
    delete(blog)
    output = blog.build(files=["posts/kept.md"]).output
    assert f"posts/deep/{SECRET}.html" not in traces(output)
    assert traces(blog.build().output) == []


@pytest.mark.parametrize("accelerate", [False, True])
def test_index_pages_of_letters_that_no_document_has_are_gone(blog: Site, accelerate: bool) -> None:
    options: dict[str, Any] = {"html_split_index": True, "anthology_accelerate": accelerate}
    assert "genindex-X.html" in traces(blog.build(**options).output)
    delete(blog)
    output = blog.build(**options).output
    assert traces(output) == []
    assert (output / "genindex-M.html").is_file()


def test_the_index_of_a_domain_without_objects_is_gone(blog: Site) -> None:
    blog.write("api.rst", f":orphan:\n\nAPI\n===\n\n.. py:module:: {SECRET}\n")
    assert "py-modindex.html" in traces(blog.build().output)
    (blog.folder / "api.rst").unlink()
    delete(blog)
    assert traces(blog.build().output) == []


def test_a_book_under_an_earlier_name_is_gone(blog: Site) -> None:
    blog.build("epub", epub_basename="earlier")
    delete(blog)
    output = blog.build("epub", epub_basename="later").output
    assert [file.name for file in output.glob("*.epub")] == ["later.epub"]


def test_a_manual_of_a_withdrawn_post_is_gone(blog: Site) -> None:
    pages: list[Any] = [("index", "book", "Book", [], 1), (f"posts/deep/{SECRET}", "post", "Post", [], 7)]
    documents = [("index", "book.tex", "Book", "", "manual"), (f"posts/deep/{SECRET}", "post.tex", "Post", "", "manual")]
    options: dict[str, Any] = {"man_pages": pages, "latex_documents": documents, "suppress_warnings": ["toc"]}
    for builder in ("man", "latex"):
        assert traces(blog.build(builder, **options).output)
    delete(blog)
    for builder in ("man", "latex"):
        assert traces(blog.build(builder, **options).output) == []


class PlainBuilder(Builder):
    """A builder of another package, with a file for each document."""

    name = "plain"
    out_suffix = ".plain"

    def get_outdated_docs(self) -> set[str]:
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return docname

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        file = Path(self.outdir, docname + self.out_suffix)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(doctree.astext(), encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.add_builder(PlainBuilder)


def test_a_post_leaves_the_output_of_a_builder_of_another_package(blog: Site) -> None:
    blog.write("conf.py", CONFIGURATION.replace('["sphinx_anthology"]', f'["sphinx_anthology", {__name__!r}]'))
    assert traces(blog.build("plain").output)
    delete(blog)
    output = blog.build("plain").output
    assert traces(output) == []
    assert (output / "posts/kept.plain").is_file()


def test_files_of_the_author_in_the_place_of_a_page_are_kept(blog: Site) -> None:
    blog.build()
    delete(blog)
    page = f"posts/deep/{SECRET}.html"
    blog.write(f"extra/{page}", "A page of my own.")
    blog.write("extra/_images/own.png", "An image of my own.")
    blog.write("_static/own.txt", "A file of my own.")
    options: dict[str, Any] = {"html_extra_path": ["extra"], "html_static_path": ["_static"], "exclude_patterns": ["extra"]}
    for _ in range(2):
        build = blog.build(**options)
        assert build.text(page) == "A page of my own."
        assert build.text("_images/own.png") == "An image of my own."
        assert build.text("_static/own.txt") == "A file of my own."


def test_an_image_of_the_author_with_the_name_of_a_withdrawn_one_is_kept(blog: Site) -> None:
    blog.write(f"extra/_images/{SECRET}.png", "An image of my own.")
    options: dict[str, Any] = {"html_extra_path": ["extra"], "exclude_patterns": ["extra"]}
    blog.build(**options)
    delete(blog)
    assert blog.build(**options).text(f"_images/{SECRET}.png") == "An image of my own."


def test_a_file_that_somebody_has_put_into_the_output_is_kept(blog: Site) -> None:
    output = blog.build().output
    for name in ("CNAME", "posts/deep/own.html", "_images/own.png", "_downloads/own.zip", "genindex-own.html"):
        (output / name).write_text("My own.", encoding="utf-8")
    delete(blog)
    blog.build()
    for name in ("CNAME", "posts/deep/own.html", "_images/own.png", "_downloads/own.zip", "genindex-own.html"):
        assert (output / name).read_text(encoding="utf-8") == "My own."


def draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw the first word of a page, as extensions do that make images while pages are written."""
    word = "drawn-" + (SECRET if SECRET in docname else "shared" if docname.startswith("posts") else "page")
    for suffix in (".svg", ".map"):
        file = Path(app.outdir, "_images", "drawings", word + suffix)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(word, encoding="utf-8")
    doctree.append(nodes.raw("", f'<p><img src="../_images/drawings/{word}.svg" /></p>', format="html"))


@pytest.mark.parametrize("builder", ["html", "epub", "json"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_image_that_an_extension_has_drawn_is_gone(blog: Site, builder: str, jobs: int) -> None:
    output = blog.build(builder, jobs, handlers={"doctree-resolved": draw}).output
    (output / "_images/own.svg").write_text("My own.", encoding="utf-8")
    blog.build(builder, jobs, handlers={"doctree-resolved": draw})
    delete(blog)
    blog.build(builder, jobs, handlers={"doctree-resolved": draw})
    assert traces(output) == []
    drawn = {file.name for file in (output / "_images/drawings").iterdir()}
    assert drawn == {"drawn-shared.svg", "drawn-shared.map", "drawn-page.svg", "drawn-page.map"}
    assert (output / "_images/own.svg").is_file()


def test_pages_of_modules_stay(blog: Site) -> None:
    blog.write("conf.py", CONFIGURATION.replace('"]', '", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]', 1))
    blog.write("api.rst", ":orphan:\n\nAPI\n===\n\n.. automodule:: colorsys\n   :members:\n   :undoc-members:\n")
    assert blog.build().text("_modules/colorsys.html")
    delete(blog)
    build = blog.build()
    assert "rgb_to_hsv" in build.text("_modules/colorsys.html")
    assert read_output(build.output) == read_output(blog.build(output=blog.folder.with_name("clean")).output)


@pytest.mark.parametrize("copies", [True, False])
def test_copies_of_sources_are_gone_if_none_are_made_any_more(blog: Site, copies: bool) -> None:
    blog.build()
    output = blog.build(html_copy_source=copies).output
    assert (output / "_sources/posts/kept.md.txt").exists() is copies


def test_an_edited_source_is_copied_again_by_builders_of_json(blog: Site) -> None:
    blog.build("json")
    blog.post("kept", "No marimba.\n", category="Kept")
    build = blog.build("json")
    assert "No marimba" in build.text("_sources/posts/kept.md.txt")
    assert build.warnings == ""


def test_the_stemmer_of_an_earlier_language_is_gone_unless_it_is_the_author_s(blog: Site) -> None:
    output = blog.build(language="de").output
    assert (output / "_static/german-stemmer.js").is_file()
    blog.build(language="fr")
    assert {file.name for file in (output / "_static").glob("*-stemmer.js")} == {"base-stemmer.js", "french-stemmer.js"}
    blog.write("_static/german-stemmer.js", "My own.")
    blog.build(language="en", html_static_path=["_static"])
    assert (output / "_static/german-stemmer.js").read_text(encoding="utf-8") == "My own."
    assert not (output / "_static/french-stemmer.js").exists()


def test_the_general_index_is_gone_when_the_project_wants_none(blog: Site) -> None:
    output = blog.build().output
    assert (output / "genindex.html").is_file()
    blog.build(html_use_index=False)
    assert not (output / "genindex.html").exists()
