"""Errors that a post raises while it is read or written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Site
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxWarning

FAILING = """
from docutils import nodes
from docutils.parsers.rst import Directive

class Fail(Directive):
    has_content = True

    def run(self):
        raise ZeroDivisionError("odd input")

class FailLater(Directive):
    def run(self):
        return [nodes.container("", classes=["fails-when-written"])]

def setup(app):
    app.add_directive("fail", Fail)
    app.add_directive("fail-later", FailLater)
    app.add_node(nodes.container, override=True, **dict.fromkeys(("html", "text"), (visit, depart)))

def visit(self, node):
    if "fails-when-written" in node["classes"]:
        raise ZeroDivisionError("odd node")

def depart(self, node):
    pass
"""
CONFIGURATION = 'import sys\nsys.path.insert(0, ".")\nextensions = ["sphinx_anthology", "failing"]\nhtml_theme = "furo"\n'


@pytest.fixture
def failing_site(site: Site) -> Site:
    """A site with directives that fail, and a good post."""
    site.write("conf.py", CONFIGURATION.replace('"."', repr(str(site.folder))))
    site.write("failing.py", FAILING)
    site.post("good", body="Text of the good post. {post}`bad`\n")
    return site


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_while_a_post_is_read_leaves_a_page_that_says_so(failing_site: Site, jobs: int) -> None:
    failing_site.post("bad", body="One.\n\n```{fail}\n```\n\nTwo.\n")
    for number in range(20):
        failing_site.post(f"other{number}")
    built = failing_site.build(jobs=jobs)
    assert built.codes == ["anthology.post-failed"]
    assert "posts/bad.md:8: WARNING: Post has a page without its text" in built.warnings
    assert "ZeroDivisionError: odd input (failing.py:9)" in built.warnings
    assert built.article("posts/bad").startswith("Title of bad")
    assert "This article could not be read." in built.article("posts/bad")
    assert "Title of bad" in built.article("posts/good")


@pytest.mark.parametrize(
    ("builder", "page"), [("html", "posts/bad.html"), ("epub", "posts/bad.xhtml"), ("text", "posts/bad.txt")]
)
def test_an_error_while_a_post_is_written_leaves_a_page_that_says_so(failing_site: Site, builder: str, page: str) -> None:
    failing_site.post("bad", body="One.\n\n```{fail-later}\n```\n")
    built = failing_site.build(builder)
    assert built.codes == ["anthology.post-failed"]
    assert "posts/bad.md:8: WARNING: Post has a page" in built.warnings
    assert "ZeroDivisionError: odd node" in built.warnings
    assert "This article could not be read." in built.text(page)


def test_a_post_that_failed_is_read_again_by_each_build(failing_site: Site) -> None:
    file = failing_site.post("bad", body="```{fail}\nText.\n```\n")
    failing_site.build()
    again = failing_site.build()
    assert (again.codes, again.read) == (["anthology.post-failed"], ["posts/bad"])
    file.write_text(file.read_text(encoding="utf-8").replace("fail", "note"), encoding="utf-8")
    mended = failing_site.build()
    assert mended.warnings == ""
    assert "could not be read" not in mended.article("posts/bad")
    assert failing_site.build().read == []


def test_nothing_of_a_post_that_failed_stays_in_the_environment(failing_site: Site) -> None:
    failing_site.post("bad", body="(place)=\n## Place\n\n```{index} entry\n```\n\n```{fail}\n```\n")
    failing_site.post("other", body="{ref}`place`\n")
    built = failing_site.build()
    assert sorted(built.codes) == ["anthology.post-failed", "ref.ref"]


def test_an_error_in_a_page_that_is_no_post_stops_the_build(failing_site: Site) -> None:
    failing_site.write("index.md", "# Home\n\n```{fail}\n```\n")
    with pytest.raises(ZeroDivisionError):
        failing_site.build()


def test_an_error_in_a_template_stops_the_build(failing_site: Site) -> None:
    def fail(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
        if pagename.startswith("posts/"):
            raise SphinxWarning("template")

    with pytest.raises(Exception, match="template"):
        failing_site.build(handlers={"html-page-context": fail})


def test_an_error_of_an_event_handler_on_one_post_is_reported(failing_site: Site) -> None:
    def fail(app: Sphinx, doctree: nodes.document) -> None:
        if "Text of the good post" in doctree.astext():
            raise KeyError("missing")

    built = failing_site.build(handlers={"doctree-read": fail})
    assert "anthology.post-failed" in built.codes
    assert "KeyError: 'missing'" in built.warnings


def test_a_post_that_is_deleted_before_it_is_read_has_an_empty_page_until_the_next_build(site: Site) -> None:
    file = site.post("gone")
    site.post("good")

    def delete(app: Sphinx, env: object, docnames: list[str]) -> None:
        file.unlink(missing_ok=True)

    built = site.build(handlers={"env-before-read-docs": delete})
    assert set(built.codes) == {"anthology.file-unreadable"}
    assert "File was deleted while the site was built." in built.warnings
    assert "Text of the post." in built.article("posts/good")
    again = site.build()
    assert again.warnings == ""
    assert not (again.output / "posts/gone.html").exists()
    assert "Title of gone" not in again.article("browse/posts")


@pytest.mark.parametrize("path", ["posts/gone.md", "guide.md"])
def test_a_document_that_is_deleted_before_its_source_is_copied_keeps_its_page(site: Site, path: str) -> None:
    site.post("good")
    file = site.write(path, "---\norphan: true\ntitle: Gone\ndate: 2025-01-01\n---\n\n# Gone\n\nText of the page.\n")

    def delete(app: Sphinx, builder: object) -> None:
        file.unlink()

    built = site.build(handlers={"write-started": delete})
    assert built.codes == ["anthology.file-unreadable"]
    assert "Text of the page." in built.article(path.removesuffix(".md"))


def test_a_post_that_is_deleted_and_comes_back_is_read_again(site: Site) -> None:
    file = site.post("gone")
    hidden: Path = file.with_name("elsewhere.txt")

    def move(app: Sphinx, env: object, docnames: list[str]) -> None:
        if docnames and file.exists():
            file.rename(hidden)

    site.build(handlers={"env-before-read-docs": move})
    hidden.rename(file)
    assert "Text of the post." in site.build().article("posts/gone")


def test_errors_in_posts_do_not_stop_a_build_with_several_processes(failing_site: Site) -> None:
    for number in range(12):
        failing_site.post(f"other{number}")
    nested = "".join(f"{'   ' * level}.. note::\n\n" for level in range(150))
    failing_site.write("posts/nested.rst", f":date: 2025-01-01\n\nNested\n======\n\n{nested}")
    built = failing_site.build(jobs=2)
    assert "nested.rst" in built.warnings
    assert "could not be read" in built.article("posts/nested")
    assert all("Text of the post." in built.article(f"posts/other{number}") for number in range(12))


MERGE_FAILS = """
def fail(*values):
    raise ZeroDivisionError("merge")

def setup(app):
    app.connect("env-merge-info", fail)
    return {"parallel_read_safe": True}
"""


def test_a_build_that_fails_ends_while_processes_wait(site: Site) -> None:
    site.write("conf.py", 'import sys\nsys.path.insert(0, ".")\nextensions = ["sphinx_anthology", "merge_fails"]\n')
    site.write("merge_fails.py", MERGE_FAILS)
    for number in range(60):
        site.post(f"p{number}", "{ref}`" + f"{'x' * 300}` {{unknown}}`x` ![](gone.png)\n\n" * 20)
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "3", ".", "build/html"]
    done = subprocess.run(command, cwd=site.folder, capture_output=True, timeout=240, check=False)
    assert done.returncode == 2
