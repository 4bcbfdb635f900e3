"""What an interrupted build leaves behind, and that the next build is that of a clean one.

``nox -s kills`` kills builds at random moments. Here one is killed twice, and files are cut off as if they had been.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import CONFIGURATION, Site, read_output
from forks import run
from kills import KILL as KILL_SIGNAL
from kills import Laboratory, Plan
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.cmd.build import main

BUILDERS = ["html", "dirhtml", "epub", "text", "json"]

PLAN = Plan(
    "html", 3, accelerate=True, is_cold=True, target="group", signal=KILL_SIGNAL, moment=0.7, edits_after=False, kills=2
)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
@pytest.mark.build
def test_the_build_after_a_killed_one_is_that_of_a_clean_one(tmp_path: Path) -> None:
    _was_killed, wrong = Laboratory(tmp_path, posts=10).run(PLAN, Random(0))
    assert wrong == []


@pytest.fixture
def blog(site: Site) -> Site:
    """A site with articles, images and index entries."""
    write_blog(site)
    return site


def write_blog(site: Site) -> None:
    """Write a site with articles, images and index entries."""
    site.write("conf.py", CONFIGURATION + 'copyright = "nobody"\nversion = "1"\n')
    site.picture("public/c.png")
    for number in range(4):
        text = f"Words {number}. ![](/c.png)\n\n```{{index}} marimba{number}\n```\n"
        site.post(f"p{number}", text, category="AB"[number % 2], aliases=f"/old/{number}/", date=f"2025-01-0{number + 1}")


def edit_post(site: Site) -> None:
    """Edit one of the articles."""
    site.post("p3", "Other words.\n", category="A", aliases="/old/3/", date="2025-01-04")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The output of a clean build after the edit."""
    site = Site(tmp_path_factory.mktemp("edited") / "site")
    site.write("index.md", "# Home\n")
    write_blog(site)
    edit_post(site)
    return read_output(site.build().output)


def clean_output(site: Site, builder: str = "html", **options: Any) -> dict[str, bytes]:
    return read_stable(site.build(builder, output=site.folder.with_name("clean"), **options).output)


def read_stable(output: Path) -> dict[str, bytes]:
    """Return the output without files that have times or pickles in them."""
    changing = (".epub", ".opf", "environment.pickle", "last_build")
    return {path: data for path, data in read_output(output).items() if not path.endswith(changing)}


def cut(file: Path, share: float) -> None:
    os.truncate(file, int(file.stat().st_size * share))


def kill_at_redirect(event: str, arguments: tuple[Any, ...]) -> None:
    """Kill this process before it gives the page of a redirect its name."""
    if event == "os.rename" and "index.html" in str(arguments[1]) and "/old/" in str(arguments[1]):
        os.kill(os.getpid(), KILL_SIGNAL)


DAMAGE: dict[str, str] = {
    "a page": "html/posts/p1.html",
    "the home page": "html/index.html",
    "an index page": "html/browse/categories/a.html",
    "the search index": "html/searchindex.js",
    "the inventory": "html/objects.inv",
    "the general index": "html/genindex.html",
    "a redirect": "html/old/1/index.html",
    "an image": "html/_images/c.png",
    "a style sheet": "html/_static/anthology.css",
    "a copy of a source": "html/_sources/posts/p1.md.txt",
    "the build info": "html/.buildinfo",
    "the environment": "doctrees/environment.pickle",
    "a tree": "doctrees/posts/p1.doctree",
    "the record of files": "doctrees/anthology-files.pickle",
    "the cache of posts": "doctrees/anthology.pickle",
    "the cache of related articles": "doctrees/anthology-related.pickle",
}


@pytest.mark.parametrize(
    ("path", "share"), [*((path, 0.4) for path in DAMAGE.values()), (DAMAGE["a page"], 0), (DAMAGE["a tree"], 0)]
)
def test_a_file_that_was_cut_off_is_written_again(blog: Site, edited: dict[str, bytes], path: str, share: float) -> None:
    blog.build()
    cut(blog.folder / "build" / path, share)
    edit_post(blog)
    again = blog.build()
    assert again.warnings == ""
    if path not in ("html/_images/c.png", "html/_sources/posts/p1.md.txt"):
        assert read_output(again.output) == edited


@pytest.mark.parametrize("accelerate", [False, True])
def test_half_a_file_of_a_build_that_was_killed_is_not_published(blog: Site, accelerate: bool) -> None:
    build = blog.folder / "build"
    options = ("-q", "-D", f"anthology_accelerate={int(accelerate)}", "-d", build / "doctrees")

    def run_until_killed() -> int:
        sys.addaudithook(kill_at_redirect)
        return main([*map(str, options), str(blog.folder), str(build / "html")])

    killed = run(run_until_killed)
    assert killed.returncode == -KILL_SIGNAL, killed.stderr
    left = [*blog.folder.glob("build/html/**/.anthology-*"), *blog.folder.glob("build/doctrees/.anthology-*")]
    assert len(left) == 1
    built = blog.build(anthology_accelerate=accelerate)
    assert not left[0].exists()
    assert read_output(built.output) == clean_output(blog)


@pytest.mark.parametrize("kind", ["written", "output", "redirects"])
@pytest.mark.parametrize("share", [0, 0.5])
def test_a_record_that_was_cut_off_is_made_again(blog: Site, edited: dict[str, bytes], kind: str, share: float) -> None:
    blog.build()
    (record,) = (blog.folder / "build/doctrees").glob(f"anthology-{kind}-html-*.pickle")
    cut(record, share)
    edit_post(blog)
    assert read_output(blog.build().output) == edited


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("accelerate", [False, True])
def test_a_build_of_every_builder_that_stops_is_finished_by_the_next(blog: Site, builder: str, accelerate: bool) -> None:
    options = {"anthology_accelerate": accelerate}
    blog.build(builder, **options)
    blog.post("p1", "Other words.\n", title="Another title", category="A", date="2025-01-02")
    (blog.folder / "posts/p2.md").unlink()
    resolved: list[str] = []

    def stop(app: Sphinx, doctree: object, docname: str) -> None:
        resolved.append(docname)
        if len(resolved) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        blog.build(builder, handlers={"doctree-resolved": stop}, **options)
    again = blog.build(builder, **options)
    assert again.warnings == ""
    clean = clean_output(blog, builder)
    assert read_stable(again.output).keys() == clean.keys()
    if builder != "json":  # the order in its search index is that in which pages were written
        assert read_stable(again.output) == clean


def stop_while_writing(site: Site, count: int, **options: Any) -> None:
    """Build, and stop after some pages."""
    written: list[str] = []

    def stop(app: Sphinx, pagename: str, *_: object) -> None:
        written.append(pagename)
        if len(written) > count:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        site.build(handlers={"html-page-context": stop}, **options)


REASONS: dict[str, dict[str, Any]] = {
    "an option of HTML": {"html_title": "Another title"},
    "an option of the environment": {"anthology_page_size": 2},
    "a tag": {"html_context": {"word": "value"}},
}


@pytest.mark.parametrize("options", REASONS.values(), ids=REASONS.keys())
def test_pages_that_had_to_be_written_for_an_option_are_written(blog: Site, options: dict[str, Any]) -> None:
    blog.build()
    stop_while_writing(blog, 4, **options)
    assert read_output(blog.build(**options).output) == clean_output(blog, **options)


def test_a_book_with_another_option_is_made_without_a_warning(blog: Site) -> None:
    blog.build("epub")
    assert blog.build("epub", html_title="Another title").warnings == ""


def test_options_that_are_set_back_after_an_interrupted_build_hold(blog: Site) -> None:
    blog.build()
    stop_while_writing(blog, 4, html_title="Another title")
    assert read_output(blog.build().output) == clean_output(blog)


def test_an_edit_that_is_undone_after_an_interrupted_build_is_undone(blog: Site) -> None:
    file = blog.folder / "posts/p1.md"
    backup = shutil.copy2(file, blog.folder.with_name("backup"))
    blog.build()
    blog.post("p1", "Other words.\n", title="Another title", category="A")
    stop_while_writing(blog, 4)
    shutil.copy2(backup, file)  # with its old modification time
    assert read_output(blog.build().output) == clean_output(blog)


def stop_while_reading(site: Site) -> None:
    """Build, and stop when one document has been read and stored."""
    read: list[str] = []

    def stop(app: Sphinx, docname: str, content: list[str]) -> None:
        read.append(docname)
        if len(read) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        site.build(handlers={"source-read": stop})


def test_an_edit_that_is_undone_after_a_build_that_only_read_it_is_undone(blog: Site) -> None:
    file = blog.folder / "posts/p1.md"
    backup = shutil.copy2(file, blog.folder.with_name("backup"))
    blog.build()
    blog.write("notes/x.md", "---\norphan: true\n---\n# X\n")
    for name in ("p0", "p1", "p2"):
        blog.post(name, "Other words.\n", category="A")
    stop_while_reading(blog)
    for name in ("p0", "p2"):
        blog.post(name, f"Words {name}.\n", category="A")
    shutil.copy2(backup, file)
    assert read_output(blog.build().output) == clean_output(blog)


def test_a_page_that_sphinx_writes_for_its_own_reasons_is_written_again_if_it_was_cut_off(blog: Site) -> None:
    output = blog.build().output
    cut(output / "index.html", 0.5)
    os.utime(output / "index.html")
    assert blog.build().text("index.html").rstrip().endswith("</html>")


def test_all_pages_are_indexed_again_without_a_warning_if_the_search_index_is_missing(blog: Site) -> None:
    whole = (blog.build().output / "searchindex.js").read_bytes()
    (blog.folder / "build/html/searchindex.js").unlink()
    again = blog.build()
    assert again.warnings == ""
    assert (again.output / "searchindex.js").read_bytes() == whole


@pytest.mark.parametrize("accelerate", [False, True])
def test_unchanged_pages_are_not_written_again(blog: Site, accelerate: bool) -> None:
    for _ in range(3):
        last = blog.build(anthology_accelerate=accelerate)
    assert (last.read, last.written) == ([], [])


def test_documents_that_a_process_has_lost_stop_the_build(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    blog.build()
    for number in range(4):
        blog.post(f"p{number}", "Other words.\n")

    def lose(builder: Builder, docnames: list[str], nproc: int) -> None:
        """Read nothing, as Sphinx does when a process is killed while it starts others."""
        for docname in {*docnames} - {"index"}:
            builder.env.clear_doc(docname)

    with monkeypatch.context() as patched:
        patched.setattr("sphinx.builders.Builder._read_parallel", lose)
        with pytest.raises(Exception, match="documents were not read"):
            blog.build(jobs=2)
    assert read_output(blog.build(jobs=2).output) == clean_output(blog)


def test_an_index_page_in_the_source_folder_is_never_cut_off(blog: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    write_bytes = Path.write_bytes

    def write_half(file: Path, data: bytes) -> int:
        write_bytes(file, data[: len(data) // 2])
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", write_half)
        with pytest.raises(KeyboardInterrupt):
            blog.build()
    assert [file.name for file in blog.folder.rglob("*.md") if "browse" in file.parts] == []
    assert read_output(blog.build().output) == clean_output(blog)
