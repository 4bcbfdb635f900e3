"""Info strings of code blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.markup.engines.code_fences import FenceInfo, is_table_of_contents, parse_first_line, parse_info_string


@pytest.mark.parametrize(
    ("info", "found"),
    [
        ("js", FenceInfo("js")),
        ("", FenceInfo()),
        ("js{1,3}", FenceInfo("js", lines=(1, 3))),
        ("js {1,3-5}", FenceInfo("js", lines=(1, 3, 4, 5))),
        ("js {8-20}", FenceInfo("js", lines=(8, 9))),
        ('js title="src/a.js" showLineNumbers', FenceInfo("js", "src/a.js", first_number=1)),
        ("js title='a b.js' {2}", FenceInfo("js", "a b.js", (2,))),
        ("ts:src/a.ts", FenceInfo("ts", "src/a.ts")),
        ("js:title=a.js", FenceInfo("js", "a.js")),
        ("js [a.js]", FenceInfo("js", "a.js")),
        ("diff-js", FenceInfo("diff")),
        ("diff js", FenceInfo("diff")),
        ("rust,no_run", FenceInfo("rust")),
        ("rust,linenos,hl_lines=1 3-4", FenceInfo("rust", lines=(1, 3, 4), first_number=1)),
        ('go {hl_lines=[1,"3-4"],linenos=table}', FenceInfo("go", lines=(1, 3, 4), first_number=1)),
        ("go {linenos=inline,hl_lines=[2],linenostart=199}", FenceInfo("go", lines=(2,), first_number=199)),
        ("go {linenos=false}", FenceInfo("go")),
        ("js showLineNumbers{7} {1,3} /word/", FenceInfo("js", lines=(1, 3), first_number=7)),
        ("js showLineNumbers=5", FenceInfo("js", first_number=5)),
        ("js showLineNumbers=false", FenceInfo("js")),
        ("ts:line-numbers {1}", FenceInfo("ts", lines=(1,), first_number=1)),
        ("ts:line-numbers=2 {1}", FenceInfo("ts", lines=(1,), first_number=2)),
        ("ts:no-line-numbers", FenceInfo("ts")),
        ("js mark={1} ins={3-4} collapse={6-9}", FenceInfo("js", lines=(1, 3, 4))),
        ('js title="a {1}.js"', FenceInfo("js", "a {1}.js")),
        ('js title="showLineNumbers"', FenceInfo("js", "showLineNumbers")),
        ("js {1-", FenceInfo("js")),
        ("js showLineNumbers{99999999}", FenceInfo("js", first_number=1)),
        ("{.python .numberLines}", FenceInfo("python", first_number=1)),
        ("mjs", FenceInfo("js")),
        ("shell-session", FenceInfo("console")),
        ("Dockerfile", FenceInfo("docker")),
        ("plaintext", FenceInfo("text")),
        ("viml", FenceInfo("vim")),
        ("gitignore", FenceInfo("text")),
        ("C++", FenceInfo("c++")),
    ],
)
def test_an_info_string_has_language_caption_and_lines(info: str, found: FenceInfo) -> None:
    assert parse_info_string(info, 9) == found


@pytest.mark.parametrize("info", ["{note}", "{code-block} python", "{py:function} a", "{r}"])
def test_directives_are_left_to_myst(info: str) -> None:
    assert parse_info_string(info, 9) is None


@given(st.text(alphabet="js{}[]()=\"', :-.1234567890 tile", max_size=40), st.integers(0, 20))
def test_highlighted_lines_are_lines_of_the_code(info: str, length: int) -> None:
    found = parse_info_string(info, length)
    assert found is None or all(1 <= line <= length for line in found.lines)


@pytest.mark.parametrize(
    ("line", "info"),
    [
        (":::python", "python"),
        ("::::  c++", "c++"),
        ("#!python", "python"),
        ('#!js hl_lines="1 3"', 'js hl_lines="1 3"'),
        (":::rust hl_lines=[2, 3]", "rust hl_lines=[2, 3]"),
        ("#!/usr/bin/env python", ""),
        (":::tip", ""),
        (":::no-such-language", ""),
        ("::python", ""),
        ("print(1)", ""),
        (":::" + "a" * 100_000, ""),
    ],
)
def test_the_first_line_of_indented_code_may_name_its_language(line: str, info: str) -> None:
    assert parse_first_line(line) == info


@pytest.mark.parametrize(
    ("info", "content", "expected"),
    [
        ("toc", "", True),
        (" TOC ", "\n", True),
        ("toc", "# replaced with the contents\nexclude: Table of contents\nfrom-heading: 2\nto-heading: 6\n", True),
        ("toc", "tight: true\nexclude:\n  - One\n  - Two\nclass-name: x\n", True),
        ("toc", "CD_DA\nTRACK AUDIO\n", False),
        ("toc.yml", "", False),
        ("yaml toc", "", False),
        ("{toc}", "", False),
        ("", "", False),
    ],
)
def test_the_place_of_a_table_of_contents_in_gatsby_is_recognised(info: str, content: str, expected: bool) -> None:
    assert is_table_of_contents(info, content) is expected
