"""The check of directives and roles in posts, before they run."""

from __future__ import annotations

import os
import sys

import pytest
from conftest import CONFIGURATION, Site

READER = '''
from pathlib import Path
from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.directives.code import LiteralInclude

class Show(Directive):
    """A directive of another package, which shows its arguments and options as text, and reads nothing."""
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {name: directives.unchanged for name in ("file", "link", "caption", "paths", "prompt")}
    option_spec["number"] = int

    def run(self):
        text = f"ran {self.arguments} {self.options}"
        node = nodes.container("", nodes.paragraph(text, text))
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]

class Code(LiteralInclude):
    """A directive of another package that is made of one of Sphinx."""

def show_function(name, arguments, options, content, lineno, content_offset, block_text, state, state_machine):
    return [nodes.paragraph("", f"ran {arguments}")]

show_function.arguments = (0, 1, True)

def show_role(name, rawtext, text, lineno, inliner, options=None, content=None):
    return [nodes.emphasis("", f"ran {text}")], []

def setup(app):
    app.add_directive("show", Show)
    app.add_directive("own-code", Code)
    directives.register_directive("show-function", show_function)
    app.add_role("show", show_role)
    return {"parallel_read_safe": True}
'''


@pytest.fixture
def posts(site: Site) -> Site:
    """A site with an extension of its own, a folder that is outside, and files beside the posts."""
    site.write(
        "conf.py", CONFIGURATION.replace("]", ', "show"]') + "import sys\nsys.path.insert(0, __file__.rpartition('/')[0])\n"
    )
    site.write("show.py", READER)
    site.write("posts/data.txt", "Some data.\n")
    site.write("posts/part.md", "---\ntitle: Part\ndate: 2025-01-02\n---\n\nA part.\n")
    site.write("pyproject.toml", "")
    (site.folder.parent / "outside.txt").write_text("outside", encoding="utf-8")
    return site


def build(site: Site, body: str) -> tuple[str, list[str]]:
    """Return the text of a page with *body*, and the codes of this extension and of docutils."""
    site.post("x", body)
    built = site.build()
    return built.article("posts/x"), [code for code in built.codes if not code.startswith("toc")]


@pytest.mark.parametrize(
    "body",
    [
        "```{show} Any title\nText.\n```",
        "```{show} conf.py\nThe name of a file as a title.\n```",
        "```{show} pyproject.toml\nThe name of a file as a title.\n```",
        "```{show} data.txt\n```",
        "```{show} /posts/data.txt\n```",
        "```{show} ../posts/data.txt\n```",
        "```{show}\n:file: data.txt\n:number: 3\n```",
        "```{show}\n:file: no-such-file.txt\n```",
        "```{show}\n:caption: ../../outside.txt\n```",
        "```{show}\n:link: /tmp/\n```",
        "```{show}\n:link: ../../index.html\n```",
        "```{show}\n:link: https://example.org/../../etc/passwd\n```",
        "```{show}\n:link: //example.org/etc/passwd\n```",
        "```{show} //example.org/film\n```",
        "```{show} a / b, c // d\n```",
        "```{show} extensions tests build\n```",
        "```{show} and/or 1/2 n/a\n```",
        "{show}`data.txt` {show}`conf.py` {show}`and/or`",
    ],
)
def test_a_directive_of_another_package_runs_with_what_is_no_forbidden_file(posts: Site, body: str) -> None:
    text, codes = build(posts, body)
    assert "ran " in text
    assert codes == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("```{show} ../../outside.txt\n```", "path-outside"),
        ("```{show} ../../outside.txt\nText.\n```", "path-outside"),
        ("```{show} ../../gone.txt\n```", "path-outside"),
        ("```{show} conf.py\n```", "path-private"),
        ("```{show} ../conf.py\n```", "path-private"),
        ("```{show} /conf.py\nText.\n```", "path-private"),
        ("```{show}\n:file: /etc/passwd\n```", "path-outside"),
        ("```{show}\n:file: //etc/passwd\n```", "path-outside"),
        ("```{show} //etc/passwd\nText.\n```", "path-outside"),
        ("{show}`//etc/hostname`", "path-outside"),
        ("```{show}\n:file: file:///etc/passwd\n```", "path-outside"),
        ("```{show}\n:file: file://localhost/etc/passwd\n```", "path-outside"),
        ("```{show}\n:file: ~root/.bashrc\n```", "path-outside"),
        ("```{show}\n:file: $PARENT/outside.txt\n```", "path-outside"),
        ("```{show}\n:paths: data.txt, ../../outside.txt\n```", "path-outside"),
        ("```{show}\n:paths: [data.txt, '/etc/passwd']\n```", "path-outside"),
        ("```{show}\n:link: ../../outside.txt\n```", "path-outside"),
        ("```{show} %2e%2e/%2e%2e/outside.txt\n```", "path-outside"),
        ("```{show} %252e%252e/%252e%252e/outside.txt\n```", "path-outside"),
        ("```{show} ..\\..\\outside.txt\n```", "path-outside"),
        ("```{show} @site/conf.py\n```", "path-private"),
        ("```{show-function} ../../outside.txt\n```", "path-outside"),
        ("```{own-code} ../../outside.txt\n```", "path-outside"),
        ("{show}`/etc/passwd`", "path-outside"),
        ("{show}`../conf.py`", "path-private"),
        ("```{eval-rst}\n.. show:: ../../outside.txt\n```", "path-outside"),
        ("```{eval-rst}\n:show:`../conf.py`\n```", "path-private"),
        ("```{eval-rst}\n.. show-function:: ../conf.py\n```", "path-private"),
        ("```{role} own(show)\n```\n{own}`../conf.py`", "path-private"),
        ("```{eval-rst}\n.. role:: own(show)\n\n:own:`../conf.py`\n```", "path-private"),
    ],
)
def test_a_directive_of_another_package_does_not_run_with_a_forbidden_file(
    posts: Site, monkeypatch: pytest.MonkeyPatch, body: str, code: str
) -> None:
    monkeypatch.setenv("PARENT", str(posts.folder.parent))
    text, codes = build(posts, body)
    assert "ran " not in text
    assert codes == [f"anthology.{code}"]


def test_the_content_of_a_directive_that_is_refused_is_shown(posts: Site) -> None:
    text, _ = build(posts, "```{show} ../../outside.txt\nThe content.\n```")
    assert "The content." in text


def test_a_refusal_names_the_directive_its_line_and_what_to_do(posts: Site) -> None:
    posts.post("x", "Text.\n\n```{literalinclude} ../conf.py\n```\n")
    assert (
        "posts/x.md:8: WARNING: Directive 'literalinclude' names a file that is part of the configuration of the project "
        "and is left out. Name another file, or name it in anthology_allowed_paths."
    ) in posts.build().warnings


@pytest.mark.parametrize("page", ["about.md", "browse/tags/own.md"])
def test_a_page_that_is_no_post_may_use_any_file(posts: Site, page: str) -> None:
    depth = "../" * page.count("/")
    posts.write(page, f"---\norphan: true\n---\n\n# About\n\n```{{literalinclude}} {depth}../outside.txt\n```\n")
    posts.post("x")
    built = posts.build()
    assert "outside" in built.article(page.removesuffix(".md"))
    assert not [code for code in built.codes if code.startswith("anthology.path")]


def test_a_file_in_a_folder_of_posts_that_is_no_article_counts_as_a_post(posts: Site) -> None:
    posts.write("posts/index.md", "# Old index\n\n```{literalinclude} ../conf.py\n```\n")
    posts.post("x")
    assert "anthology.path-private" in posts.build().codes


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("```{include} part.md\n:start-after: A\n```", "part."),
        ("```{include} data.txt\n:literal:\n```", "data"),
        ("```{include} data.txt\n:code: text\n```", "data"),
        ("```{include} <isonum.txt>\n```\nText.", "Text."),
        ("```{eval-rst}\n.. include:: data.txt\n```", "Some data."),
        ("```{eval-rst}\n.. include:: <isonum.txt>\n\nText.\n```", "Text."),
        ("```{literalinclude} data.txt\n```", "data"),
        ("```{csv-table}\n:file: data.txt\n```", "Some data."),
        ("```{raw} html\n:file: data.txt\n```", "Some data."),
        ("```{table} A caption\nthat goes on\n\n| a | b |\n|---|---|\n| c | d |\n```", "A caption that goes on"),
    ],
)
def test_the_directives_of_docutils_and_sphinx_work_as_ever(posts: Site, body: str, text: str) -> None:
    shown, codes = build(posts, body)
    assert text in shown
    assert codes == []


def test_a_file_that_includes_itself_is_named_and_the_build_goes_on(posts: Site) -> None:
    posts.write("posts/a.txt", "A.\n\n```{include} b.txt\n```\n")
    posts.write("posts/b.txt", "B.\n\n```{include} a.txt\n```\n")
    posts.post("x", "```{include} a.txt\n```\n\n```{include} x.md\n```\n\nEnd.\n")
    built = posts.build()
    assert built.warnings.count("which includes itself") == 2
    assert "End." in built.article("posts/x")


def test_a_file_may_be_included_twice(posts: Site) -> None:
    text, codes = build(posts, "```{include} data.txt\n```\n\n```{include} data.txt\n```\n")
    assert text.count("Some data.") == 2
    assert codes == []


def test_a_project_may_allow_what_a_directive_reads(posts: Site) -> None:
    posts.post("x", "```{literalinclude} ../../outside.txt\n```\n\n```{show} ../conf.py\n```\n")
    built = posts.build(anthology_allowed_paths=["../outside.txt", "conf.py"])
    assert "outside" in built.article("posts/x")
    assert "../conf.py" in built.article("posts/x")


def test_a_post_in_restructured_text_is_checked_as_well(posts: Site) -> None:
    posts.write(
        "posts/2025-01-02-r.rst", "Title\n=====\n\n.. include:: ../conf.py\n\n.. show:: data.txt\n\n:show:`../conf.py`\n"
    )
    built = posts.build()
    assert built.article("posts/2025-01-02-r").count("ran ") == 1
    assert built.codes.count("anthology.path-private") == 2


def test_a_page_in_restructured_text_may_use_any_file(posts: Site) -> None:
    posts.write("about.rst", ":orphan:\n\nAbout\n=====\n\n.. literalinclude:: ../outside.txt\n")
    posts.post("x")
    assert "outside" in posts.build().article("about")


def test_nothing_is_left_of_the_check_after_a_page_was_read(posts: Site) -> None:
    from docutils.parsers.rst import directives, roles

    before = directives.directive, roles.role
    posts.post("x", "```{show} ../conf.py\n```\n\n```{no-such-directive}\n```\n")
    posts.build()
    assert (directives.directive, roles.role) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes")
def test_a_named_pipe_does_not_stop_a_build(posts: Site) -> None:
    os.mkfifo(posts.folder / "posts/pipe")
    _, codes = build(posts, "```{include} pipe\n```\n\n```{show} pipe\n```\n\n[x](pipe) ![x](pipe) {download}`pipe`\n")
    assert codes == ["anthology.path-private"] * 4  # of the link and the download, which are on the same line, once


@pytest.mark.parametrize("expression", ["open('made', 'w')", "().__class__", "9**9**9", "[x for x in (1,)]", "(", "f'{open}'"])
def test_a_condition_of_a_post_runs_nothing(site: Site, expression: str) -> None:
    site.write("conf.py", 'extensions = ["sphinx_anthology", "sphinx.ext.ifconfig"]\n')
    site.post("a", f"```{{ifconfig}} {expression}\nshown as text\n```\n")
    site.write("posts/b.rst", f":date: 2025-01-01\n\nB\n=\n\n.. ifconfig:: {expression}\n\n   shown as text\n")
    site.post("c", "```{ifconfig} not (language == 'xx' or language in ('yy', 'zz'))\nplain condition\n```\n")
    built = site.build()
    assert built.codes.count("anthology.directive-refused") == 2
    assert "names a condition that could run code and is left out. Compare a name with a value." in built.warnings
    assert not (site.folder / "made").exists()
    assert "plain condition" in built.text("posts/c.html")
