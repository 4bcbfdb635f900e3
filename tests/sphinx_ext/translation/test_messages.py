"""What Sphinx, docutils, MyST and this extension print of hostile posts."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from conftest import Site
from control_characters import ESCAPED, HOSTILE, find_control_characters
from sphinx_anthology.characters import has_control_character
from sphinx_anthology.sphinx_ext.warnings import CleanMessages

QUOTED_BY_WARNINGS = f"""\
```{{unknown{HOSTILE}}}
```

```{{note}}
:option{HOSTILE}: x
```

```lexer\u202e
code
```

{{unknown-role\u202e}}`x` {{ref}}`label\u202e{HOSTILE}` {{post}}`post\u202e`

[x](%1b%5b2Jx.md) [x](#%1b%5b2J%e2%80%ae) ![x](%1b%5b2J.png) ![x](<a{HOSTILE}.png>) [[Wiki \u202e link]] [^note\u202e]

{{% tag{HOSTILE} %}} &#27;&#x9b;&#x202e;&#12; <img src="x&#27;.png"> <https://example.org/{HOSTILE}> <https://example.org/%1b%c2%9b>
"""
STATUS = re.compile(rb"\x1b\[[0-9;]*m|\x1b\[2K|[\r\n\t]")
"""What Sphinx itself writes to a terminal."""


def build(site: Site, builder: str = "html", **environment: str) -> bytes:
    """Build a site in a process of its own, and return what it prints."""
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-d", "build/doctrees", ".", f"build/{builder}"]
    variables = {"NO_COLOR": "1", **environment}
    done = subprocess.run(command, cwd=site.folder, capture_output=True, env={**os.environ, **variables}, check=False)
    output = done.stdout + done.stderr
    assert done.returncode == 0, output.decode()
    return output


def write_hostile_posts(site: Site) -> None:
    site.post("body", QUOTED_BY_WARNINGS, mathjax="yes")
    keys = (
        "title",
        "subtitle",
        "category",
        "tags",
        "author",
        "series",
        "slug",
        "permalink",
        "cover",
        "date",
        "lang",
        "related",
    )
    for key in keys:
        site.write(f"posts/{key}.md", f'---\ntitle: T\ndate: 2025-01-01\n{key}: "{ESCAPED}"\n---\n# {HOSTILE}\n\n{HOSTILE}\n')
        site.write(
            f"posts/raw-{key}.md", f"---\ntitle: T\ndate: 2025-01-01\n{key}: x{HOSTILE}\nodd{HOSTILE}: 1\n---\n\nText.\n"
        )
    site.write("posts/toml.md", '+++\ntitle = "\\u001b[2J\\u202e"\n"k\\u001b" = 1\ncover = "\\u001b.png"\n+++\n\nText.\n')
    site.write("posts/json.md", '{"title": "\\u001b[2J\\u202e\\ud800", "k\\u001b": 1, "tags": ["\\u009b"]}\n\nText.\n')
    site.write("posts/plain.md", f"Title: {HOSTILE}\nDate: {HOSTILE}\n\nText.\n")
    site.write("posts/heading.md", f"# Head &#x202e;ing {HOSTILE}\n\nOpening &#27;&#x202e; {HOSTILE} words.\n")
    site.write("authors.yml", f'kim: {{name: "{ESCAPED}", url: "{ESCAPED}", "k\\e": 1}}\nlee: ["\\e[2J"]\n')
    for name in ("folder\x1b[31m/a", "b\x1b[2J", "c\u202e", "d\nx", "e\x9b"):
        site.write(f"posts/{name}.md", "---\ndate: 2025-01-01\n---\n\nText.\n")
        site.picture(f"public/{name}.png")
        site.post(f"image-{ord(name[0])}", f"![x](</{quote(name)}.png>)\n", cover=f"/{quote(name)}.png")
    site.write("page.md", f"# Page\n\n{QUOTED_BY_WARNINGS}")
    site.write("index.md", "# Home\n\n```{toctree}\npage\n```\n")


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "", "FORCE_COLOR": "1"}], ids=["plain", "coloured"])
def test_no_control_character_of_a_post_reaches_the_terminal(site: Site, environment: dict[str, str]) -> None:
    write_hostile_posts(site)
    output = build(site, **environment)
    assert find_control_characters(STATUS.sub(b"", output)) == ""
    assert rb"\x1b[2J" in output
    assert rb"\u202e" in output
    if not environment:
        assert b"\x1b" not in output
    for code in (
        b"anthology.control-character",
        b"anthology.file-name",
        b"anthology.slug-invalid",
        b"anthology.target-unknown",
        b"myst.xref_missing",
    ):
        assert code in output


def test_no_control_character_of_a_post_is_in_a_page(site: Site) -> None:
    write_hostile_posts(site)
    build(site)
    for page in (site.folder / "build/html").rglob("*.html"):
        if page.name == "page.html":
            continue
        found = set(filter(has_control_character, page.read_text(encoding="utf-8"))) - set("\n\t")
        # The text of an article may change direction, and has its line separators.
        assert found <= (set("\u202e\u2066\u2028\x0c") if page.parent.name == "posts" else set()), page


def test_the_chapters_of_an_epub_are_xml(site: Site) -> None:
    site.post("a", f"Text {HOSTILE} with \x0b and \x0c.\n\n```\n{HOSTILE}\n```\n", title=HOSTILE.replace("\r", ""))
    build(site, "epub")
    chapters = [*(site.folder / "build/epub").rglob("*.xhtml")]
    assert len(chapters) > 2
    for chapter in chapters:
        ElementTree.parse(chapter)


HTML = """\
a<br>b<img src=c.png> &nbsp; <a href=x target=_blank>x</a>

<div>

<p title="&#1;">&#12; <b><i>x</b>

</section> <o:p>y</o:p> <!-- a -- b -->
"""
REFERENCES = """\
A &#12; b [x](https://example.org "t&#12;") ![a&#12;b](https://example.org/c.png "t&#12;") {abbr}`x&#12; (y)`

## Head &#12; ing

| a&#12;b |
| --- |
| c [^a] |

[^a]: Note &#12;.

<img src="https://example.org/c.png" alt="&#12;">
"""


@pytest.mark.parametrize(("builder", "suffix"), [("epub", "xhtml"), ("xml", "xml")])
def test_html_and_character_references_of_a_post_leave_xml(site: Site, builder: str, suffix: str) -> None:
    site.post("html", HTML)
    site.post("references", REFERENCES)
    output = site.build(builder).output
    for name in ("html", "references"):
        ElementTree.parse(output / f"posts/{name}.{suffix}")
    for file in output.glob("*.[on][pc][fx]"):
        ElementTree.parse(file)


def test_warnings_keep_their_lines_and_other_scripts(site: Site) -> None:
    def warn_twice(*_: object) -> None:
        logging.getLogger("sphinx.other").warning("한글\nsecond %s\t%s", "\x1b[1mline", "👩\u200d💻")

    site.write("index.md", "# Home\n")
    built = site.build(handlers={"env-before-read-docs": warn_twice})
    assert "한글\nsecond \\x1b[1mline\t👩\u200d💻\n" in built.warnings


def make_record(level: int, message: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("sphinx", level, "", 1, message, values, None)


@pytest.mark.parametrize(
    ("level", "message", "values", "shown"),
    [
        (logging.WARNING, "%s has \x1b[31m", ("a\x9b",), "a\\x9b has \\x1b[31m"),
        (
            logging.INFO,
            "\x1b[2K\x1b[01mreading\x1b[39;49;00m %s\r",
            ("a\x1b[2J\x07",),
            "\x1b[2K\x1b[01mreading\x1b[39;49;00m a\\x1b[2J\\x07\r",
        ),
        (logging.WARNING, "100 % of it", (), "100 % of it"),
    ],
)
def test_a_message_has_only_what_sphinx_itself_adds(level: int, message: str, values: tuple[str, ...], shown: str) -> None:
    record = make_record(level, message, *values)
    vars(record)["location"] = "posts/a\x1b.md:3"
    assert CleanMessages().filter(record)
    assert record.getMessage() == shown
    assert vars(record)["location"] == "posts/a\\x1b.md:3"


def test_the_name_of_a_file_in_a_status_line_has_no_colours() -> None:
    record = make_record(logging.INFO, "posts/\x1b[31mx\r")
    vars(record)["color"] = "brown"
    assert CleanMessages().filter(record)
    assert record.getMessage() == r"posts/\x1b[31mx\r"


def test_a_record_that_cannot_be_formatted_passes() -> None:
    assert CleanMessages().filter(make_record(logging.WARNING, "%d %d\x1b", "a"))


LONG = "가x" * 50_000
LONG_MARKDOWN = {
    "directive": f"```{{{LONG[:300]}}}\n```\n",
    "option": f"```{{note}}\n:{LONG}: 1\n\nText.\n```\n",
    "argument": f"```{{image}} {LONG}.png\n:width: {LONG}\n```\n",
    "content": f"```{{csv-table}}\n:header-rows: 9\n\n{LONG}\n```\n",
    "role": f"{{ref}}`{LONG}` {{doc}}`{LONG}` {{numref}}`{LONG}` {{term}}`{LONG}`\n",
    "link": f"[x]({LONG}.md) [x](#{LONG}) [x](project:{LONG}) {{download}}`{LONG}` [^{LONG}]\n",
    "heading": f"# {LONG}\n\n## {LONG}\n\n[x](#{LONG[:5000]}) [x](<{LONG}:{LONG}>)\n",
}
LONG_REST = {
    "rest-directive": f".. {'x' * 100_000}:: y\n\n   {LONG}\n",
    "rest-lines": ".. note::\n   :gone:\n\n" + "   Line.\n" * 5000,
    "rest-role": f":{'x' * 100_000}:`y` :ref:`{LONG}` `{LONG}`_ |{LONG}| [{'x' * 100_000}]_\n",
    "rest-title": f"Title\n=====\n\n{LONG}\n~~\n\n* {LONG}\nx\n",
}


def test_warnings_of_sphinx_docutils_and_myst_show_no_long_value_of_a_post(site: Site) -> None:
    for name, text in LONG_MARKDOWN.items():
        site.post(name, text)
    for name, text in LONG_REST.items():
        site.write(f"posts/{name}.rst", f":date: 2025-01-01\n\n{text}")
    site.write("index.md", "# Home\n")
    warnings = site.build(source_suffix={".rst": "restructuredtext", ".md": "markdown"}).warnings
    lines = warnings.splitlines()
    assert max(map(len, lines)) < 1000 + len(str(site.folder))
    assert len(lines) < 250
    for name in (*LONG_MARKDOWN, *LONG_REST):
        assert f"/posts/{name}." in warnings, name
    for code in ("myst.directive_unknown", "myst.directive_option", "docutils", "ref.doc", "ref.term", "myst.xref_missing"):
        assert f" [{code}]" in warnings


@pytest.mark.parametrize(
    ("message", "length"),
    [
        ("x" * 100_000, 653),
        ("é\u202e" * 3000, 653),
        ("short\n" + "가" * 5000 + "\nshort", 665),
        ("\t" * 100_000, 653),
        ("line\n" * 100_000, 272),
        ("x" * 750, 750),
        ("word " * 100, 500),
    ],
)
def test_a_warning_is_shortened_once(message: str, length: int) -> None:
    record = make_record(logging.WARNING, "%s", message)
    assert CleanMessages().filter(record)
    assert len(record.getMessage()) == length
    shown = f"{record.getMessage()} See {REFERENCE}mentions-unreadable [anthology.mentions-unreadable]"
    record.msg, record.args = shown, ()
    assert CleanMessages().filter(record)
    assert record.getMessage() == shown


def test_what_an_extension_prints_is_not_shortened() -> None:
    record = make_record(logging.INFO, "%s", "x" * 100_000)
    assert CleanMessages().filter(record)
    assert record.getMessage() == "x" * 100_000


REFERENCE = "https://sphinx-anthology.readthedocs.io/en/latest/reference/problems.html#"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_problem_that_occurs_several_times_in_a_file_is_told_once(site: Site, jobs: int) -> None:
    gone = "[x](/gone/)\n\n"
    site.post("a", f"{gone}{gone}![](/gone.png) ![](/gone.png)\n\n[x](/other/)\n\n" + 6 * "{post}`gone`\n\n")
    for name in "bcdefgh":  # so many that processes are used
        site.post(name, gone)
    built = site.build(jobs=jobs)
    assert "a.md:6: WARNING: The link '/gone/' leads to no page of this site." in built.warnings
    assert built.warnings.count("a.md:8: ") == 0
    assert "(2 times: lines 6, 8)" in built.warnings
    assert "(6 times: lines 14, 16, 18, 20, 22, …)" in built.warnings
    assert built.warnings.count("/gone.png") == 1
    assert built.warnings.count("/other/") == 1
    assert built.codes.count("anthology.link-unknown") == 9
    for code in ("link-unknown", "target-unknown", "image-missing"):
        assert built.warnings.count(f" See {REFERENCE}{code} [anthology.{code}]") == 1
    assert "11 problems in 8 files; run " in built.log


def test_suppressed_problems_are_not_counted(site: Site) -> None:
    site.post("a", "[x](/gone/) {post}`gone`\n")
    built = site.build(suppress_warnings=["anthology.link-unknown"])
    assert "1 problem in 1 file; run " in built.log
    site.post("a", "Text.\n")
    assert " problem" not in site.build().log


def test_problems_of_options_are_in_no_file(site: Site) -> None:
    site.post("a")
    assert "\n1 problem; run " in site.build(anthology_page_size=0).log
