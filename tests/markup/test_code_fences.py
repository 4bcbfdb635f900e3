"""What stands behind the opening of a code block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.markup.code_fences import Info, parse_info_string


@pytest.mark.parametrize(
    ("info", "found"),
    [
        ("js", Info("js")),
        ("", Info()),
        ("js{1,3}", Info("js", lines=(1, 3))),
        ("js {1,3-5}", Info("js", lines=(1, 3, 4, 5))),
        ("js {8-20}", Info("js", lines=(8, 9))),
        ('js title="src/a.js" showLineNumbers', Info("js", "src/a.js")),
        ("js title='a b.js' {2}", Info("js", "a b.js", (2,))),
        ("ts:src/a.ts", Info("ts", "src/a.ts")),
        ("js:title=a.js", Info("js", "a.js")),
        ("js [a.js]", Info("js", "a.js")),
        ("diff-js", Info("diff")),
        ("diff js", Info("diff")),
        ("rust,no_run", Info("rust")),
        ("rust,linenos,hl_lines=1 3-4", Info("rust", lines=(1, 3, 4))),
        ('go {hl_lines=[1,"3-4"],linenos=table}', Info("go", lines=(1, 3, 4))),
        ("{.python .numberLines}", Info("python")),
        ("mjs", Info("js")),
        ("shell-session", Info("console")),
        ("Dockerfile", Info("docker")),
        ("plaintext", Info("text")),
        ("viml", Info("vim")),
        ("gitignore", Info("text")),
        ("C++", Info("c++")),
    ],
)
def test_language_caption_and_lines_are_told_apart(info: str, found: Info) -> None:
    assert parse_info_string(info, 9) == found


@pytest.mark.parametrize("info", ["{note}", "{code-block} python", "{py:function} a", "{r}"])
def test_directives_are_left_to_myst(info: str) -> None:
    assert parse_info_string(info, 9) is None


@given(st.text(alphabet="js{}[]()=\"', :-.1234567890 tile", max_size=40), st.integers(0, 20))
def test_highlighted_lines_are_lines_of_the_code(info: str, length: int) -> None:
    found = parse_info_string(info, length)
    assert found is None or all(1 <= line <= length for line in found.lines)
