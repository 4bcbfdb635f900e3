"""Folders that cannot be written: generated pages are read from elsewhere, or one sentence says why a build stops."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import CONFIGURATION, Site, read_output
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from unprivileged import build, messages, needs_permissions, read_only, run, run_sphinx

pytestmark = needs_permissions


@pytest.fixture
def blog(site: Site) -> Site:
    """A site with posts and no home page."""
    (site.folder / "index.md").unlink()
    write_posts(site)
    return site


def write_posts(site: Site) -> None:
    """Write posts with a cover."""
    site.picture("public/c.png")
    for number in range(3):
        site.post(f"p{number}", f"Words {number}.\n", category="Tools", tags="a, b", coverImage="/c.png")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what a build of the site makes where it can write everywhere."""
    site = Site(tmp_path_factory.mktemp("clean") / "site")
    site.write("conf.py", CONFIGURATION)
    write_posts(site)
    return site.build().output.parent


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder for what is built."""
    return tmp_path / "elsewhere"


@pytest.mark.parametrize("builder", ["html", "xml", "gettext", "epub", "text"])
def test_the_output_is_that_of_a_source_folder_that_can_be_written(blog: Site, elsewhere: Path, builder: str) -> None:
    options = ["-D", "gettext_compact=0", "-D", "gettext_uuid=0"]
    with read_only(blog.folder):
        found = build(blog, *options, output=elsewhere, builder=builder)
    assert sorted(path.name for path in blog.folder.iterdir()) == ["conf.py", "posts", "public"]
    again = build(blog, *options, output=elsewhere.with_name("again"), builder=builder)
    assert (blog.folder / "index.md").is_file()
    assert found.warnings == again.warnings.replace("again", "elsewhere")
    assert stable_output(found.output) == stable_output(again.output)


def stable_output(output: Path) -> dict[str, bytes]:
    """Return the output without what differs between any two builds: times and the folder of the output."""
    result = {}
    for path, data in read_output(output).items():
        if not path.endswith((".epub", "content.opf", "toc.ncx")):
            lines = data.replace(b"again", b"elsewhere").split(b"\n")
            result[path] = b"\n".join(line for line in lines if b"POT-Creation-Date" not in line)
    return result


@pytest.mark.parametrize("options", [("-D", "anthology_accelerate=0"), ("-j", "2")])
def test_incremental_builds_are_those_of_a_source_folder_that_can_be_written(
    blog: Site, elsewhere: Path, options: tuple[str, ...]
) -> None:
    with read_only(blog.folder):
        build(blog, *options, output=elsewhere)
    blog.post("p1", "Other words.\n", category="New", tags="a")
    (blog.folder / "posts/p2.md").unlink()
    with read_only(blog.folder):
        found = read_output(build(blog, *options, output=elsewhere).output)
        pages = {path for path in found if path.startswith("browse/categories/")}
        assert pages == {"browse/categories/new.html", "browse/categories/tools.html"}
        assert found == read_output(build(blog, output=elsewhere.with_name("clean")).output)


def test_a_second_build_has_nothing_to_do(blog: Site, elsewhere: Path) -> None:
    for _ in range(2):
        with read_only(blog.folder):
            done = run_sphinx("-d", elsewhere / "d", blog.folder, elsewhere / "html")
    assert "no targets are out of date." in done.stdout


def test_a_stale_page_in_the_source_folder_is_no_document(blog: Site, elsewhere: Path) -> None:
    blog.post("p0", category="Gone")
    blog.build(output=elsewhere)
    assert (blog.folder / "browse/categories/gone.md").is_file()
    blog.post("p0", category="Tools")
    with read_only(blog.folder):
        found = build(blog, output=elsewhere)
    assert not (found.output / "browse/categories/gone.html").exists()
    assert (blog.folder / "browse/categories/gone.md").is_file()


def test_a_page_by_hand_in_a_source_folder_that_cannot_be_written_is_kept(blog: Site, elsewhere: Path) -> None:
    blog.write("browse/tags.md", "---\norphan: true\n---\n\n# My tags\n")
    with read_only(blog.folder):
        found = build(blog, output=elsewhere)
    assert "My tags" in found.article("browse/tags")


def test_generated_pages_that_a_project_excludes_stay_excluded(blog: Site, elsewhere: Path) -> None:
    with read_only(blog.folder):
        found = build(blog, "-D", "exclude_patterns=browse/tags", "-D", "suppress_warnings=toc", output=elsewhere)
    assert (found.output / "browse/tags.html").is_file()
    assert not (found.output / "browse/tags").exists()


def test_copies_of_pages_are_no_documents_if_the_doctrees_are_in_the_source_folder(blog: Site) -> None:
    (blog.folder / "build").mkdir()
    with read_only(blog.folder / "posts"):
        blog.folder.chmod(0o555)
        found = build(blog)
        found = build(blog)
        blog.folder.chmod(0o755)
    assert (blog.folder / "build/doctrees/anthology/_sources/browse/posts.md").is_file()
    assert [path for path in read_output(found.output) if "doctrees" in path] == []


def test_a_warning_about_a_generated_page_names_a_file_that_exists(blog: Site, elsewhere: Path) -> None:
    blog.write("conf.py", (blog.folder / "conf.py").read_text() + "anthology_navigation = False\n")
    with read_only(blog.folder):
        found = build(blog, output=elsewhere)
        places = [line.partition(": WARNING")[0] for line in found.warnings.splitlines() if "toc.not_included" in line]
        assert str(elsewhere / "doctrees/anthology/_sources/browse/posts.md") in places
        assert all(Path(place).is_file() for place in places)


def is_one_sentence(done: subprocess.CompletedProcess[str], *words: str) -> bool:
    text = messages(done)
    return done.returncode == 2 and text.count("\n") == 1 and "Traceback" not in text and all(word in text for word in words)


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_doctrees_that_cannot_be_written_are_named_in_one_sentence(blog: Site, elsewhere: Path, jobs: str) -> None:
    blog.build(output=elsewhere)
    blog.post("p1", "Other words.\n")
    arguments = ("-q", "-j", jobs, "-d", elsewhere / "doctrees", blog.folder, elsewhere / "html")
    with read_only(elsewhere / "doctrees"):
        done = run_sphinx(*arguments)
    assert is_one_sentence(done, "doctrees", "cannot be written"), done.stderr
    assert run_sphinx(*arguments).returncode == 0
    assert "Other words" in (elsewhere / "html/posts/p1.html").read_text(encoding="utf-8")


def test_a_build_with_nothing_to_read_needs_not_write_doctrees(blog: Site, elsewhere: Path) -> None:
    blog.build(output=elsewhere)
    with read_only(elsewhere / "doctrees"):
        build(blog, output=elsewhere)


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_tree_that_cannot_be_written_is_named_in_one_sentence(blog: Site, elsewhere: Path, jobs: str) -> None:
    blog.build(output=elsewhere)
    blog.post("p1", "Other words.\n")
    (elsewhere / "doctrees/posts/p1.doctree").chmod(0o444)
    done = run_sphinx("-q", "-j", jobs, "-d", elsewhere / "doctrees", blog.folder, elsewhere / "html")
    assert is_one_sentence(done, "p1.doctree", "Permission denied"), done.stderr


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("options", [("-D", "anthology_accelerate=0"), ("-j", "2")])
def test_an_output_folder_that_cannot_be_written_is_named_in_one_sentence(
    blog: Site, elsewhere: Path, exists: bool, options: tuple[str, ...]
) -> None:
    (elsewhere / "html").mkdir(parents=True)
    output = elsewhere / "html" if exists else elsewhere / "html/inside"
    with read_only(elsewhere):
        done = run_sphinx("-q", *options, "-d", elsewhere.with_name("d"), blog.folder, output)
    assert is_one_sentence(done, str(output), "cannot be written"), done.stderr


def test_a_folder_for_doctrees_that_cannot_be_made_is_named_in_one_sentence(blog: Site, elsewhere: Path) -> None:
    elsewhere.mkdir()
    with read_only(elsewhere):
        done = run_sphinx("-q", "-d", elsewhere / "d", blog.folder, elsewhere.with_name("html"))
    assert is_one_sentence(done, str(elsewhere / "d"), "cannot be written"), done.stderr


def test_a_page_that_cannot_be_written_is_written_by_the_next_build(blog: Site, elsewhere: Path) -> None:
    blog.build(output=elsewhere)
    blog.post("p1", "Other words.\n", category="Tools", tags="a, b", coverImage="/c.png")
    page = elsewhere / "html/posts/p1.html"
    page.chmod(0o444)
    assert "p1.html" in build(blog, output=elsewhere).warnings
    page.chmod(0o644)
    blog.build(output=elsewhere)
    assert "Other words" in page.read_text(encoding="utf-8")


@contextmanager
def disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """Put a small disk at a folder."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except OSError:
        pytest.skip("There is no command to mount a small disk.")
    if done.returncode:
        pytest.skip("A small disk can be mounted by root only.")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


PLAIN = ("-j", "3", "-D", "anthology_accelerate=0")


@pytest.mark.parametrize(
    ("options", "share"),
    [((), 0.5), ((), 0.95), (PLAIN, 0.02), (("-j", "3"), 0.7)],
)
def test_a_full_disk_is_named_in_one_sentence_and_the_next_build_is_right(
    blog: Site, elsewhere: Path, clean: Path, options: tuple[str, ...], share: float
) -> None:
    needed = sum(-(-file.stat().st_size // 4096) * 4 for file in clean.rglob("*") if file.is_file())
    with disk(elsewhere, int(needed * share)):
        done = run_sphinx("-q", *options, "-d", elsewhere / "doctrees", blog.folder, elsewhere / "html")
        assert is_one_sentence(done, "The disk is full."), done.stderr
        subprocess.run(["mount", "-o", "remount,size=100m", str(elsewhere)], check=True)
        again = build(blog, *options, output=elsewhere)
        assert again.warnings == ""
        assert read_output(again.output) == read_output(clean / "html")


@pytest.mark.parametrize(
    ("event", "error", "jobs"),
    [
        ("html-page-context", "OSError(errno.ENOSPC, 'No space left on device')", "3"),
        ("html-page-context", "OSError(errno.EDQUOT, 'Disk quota exceeded', 'a (b).html')", "3"),
        ("source-read", "OSError(errno.ENOSPC, 'No space left on device', 'x')", "1"),
        ("source-read", "OSError(errno.ENOSPC, 'No space left on device', 'x')", "3"),
    ],
)
def test_a_full_disk_that_another_extension_finds_is_named_in_one_sentence(
    blog: Site, elsewhere: Path, event: str, error: str, jobs: str
) -> None:
    handler = f"""
import errno
def full(app, name, *others):
    if name == "posts/p1":
        raise {error}
def setup(app):
    app.connect("{event}", full)
"""
    blog.write("conf.py", (blog.folder / "conf.py").read_text(encoding="utf-8") + handler)
    done = run_sphinx("-q", "-j", jobs, "-d", elsewhere / "doctrees", blog.folder, elsewhere / "html")
    assert is_one_sentence(done, "The disk is full."), done.stderr


BUILD_INFO = "# Sphinx build info version 1\n# A comment.\nconfig: 1\n"


@pytest.mark.parametrize("data", ["", BUILD_INFO[:31], BUILD_INFO, "\0" * 200])
def test_a_build_info_file_that_is_cut_off_stops_nothing(site: Site, data: str) -> None:
    site.post("a")
    before = site.build().output / ".buildinfo"
    whole = before.read_text(encoding="utf-8")
    before.write_text(data, encoding="utf-8")
    again = site.build()
    assert (again.warnings, again.written) == ("", [])
    assert before.read_text(encoding="utf-8") == whole


def test_options_are_compared_though_the_build_info_file_is_cut_off(site: Site) -> None:
    site.post("a")
    before = site.build().output / ".buildinfo"
    before.write_bytes(b"")
    assert "A new title" in site.build(html_title="A new title").text("posts/a.html")


def test_an_article_about_full_disks_does_not_stop_the_build(site: Site) -> None:
    error = OSError(28, os.strerror(28))
    site.post("a", f"[[{error}]] {{doc}}`{error}` ![x](<{error!r}.png>)\n")
    assert "Title of a" in site.build().text("posts/a.html")


def test_an_error_of_a_program_is_shown_as_it_is(site: Site) -> None:
    def fail(app: Sphinx) -> None:
        raise PermissionError(13, os.strerror(13), "/another/file")

    site.post("a")
    with pytest.raises(Exception, match="threw an exception"):
        site.build(handlers={"html-collect-pages": fail})


def test_the_sentence_is_the_message_of_the_exception_for_programs(blog: Site, elsewhere: Path) -> None:
    def make_application() -> int:
        folders = (blog.folder, blog.folder, elsewhere / "html", elsewhere / "d")
        try:
            Sphinx(*folders, "html", status=None, warning=None)
        except SphinxError as error:
            print(error)
        return 0

    elsewhere.mkdir()
    with read_only(elsewhere):
        done = run(make_application)
    assert (
        done.stdout
        == f"The output folder '{elsewhere / 'html'}' cannot be written. Allow writing there, or choose another one.\n"
    )
