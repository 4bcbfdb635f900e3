"""Comments in code that highlight lines of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.markup.engines.code_annotations import read_annotations


@pytest.mark.parametrize(
    ("code", "text", "lines"),
    [
        ("a\n// highlight-next-line\nb\nc\n", "a\nb\nc\n", (2,)),
        ("  # highlight-next-line\n  b\n", "  b\n", (1,)),
        ("<!-- highlight-start -->\na\nb\n<!-- highlight-end -->\nc\n", "a\nb\nc\n", (1, 2)),
        ("{/* highlight-start */}\na\n{/* highlight-end */}\n", "a\n", (1,)),
        ("-- highlight-start\na\n-- highlight-end\nb\n", "a\nb\n", (1,)),
        ("a = 1 // [!code highlight]\nb\n", "a = 1\nb\n", (1,)),
        ("a # [!code ++]\nb # [!code --]\nc\n", "a\nb\nc\n", (1, 2)),
        ("<p> <!-- [!code focus] -->\n", "<p>\n", (1,)),
        ("// [!code highlight:2]\na\nb\nc\n", "a\nb\nc\n", (1, 2)),
        ("a // [!code hl:2]\nb\nc\n", "a\nb\nc\n", (1, 2)),
    ],
)
def test_comments_highlight_lines_and_are_removed(code: str, text: str, lines: tuple[int, ...]) -> None:
    assert read_annotations(code) == (text, lines)


@pytest.mark.parametrize(
    "code",
    [
        "plain\ncode\n",
        "// highlight-start\nnever closed\n",
        "closed // highlight-end\n// highlight-end\n",
        "highlight-next-line\na\n",
        'text = "// highlight-next-line is a comment"\n',
        "a // [!code unknown]\n",
        "a // [!code highlight:many]\n",
        "a // [!code highlight\n",
        "a [!code highlight]\n",
        "a // [!code highlight] and more\n",
        "x" * 100_000 + " highlight-next-line // [!code" + " " * 100_000 + "\n",
    ],
)
def test_what_is_no_complete_annotation_stays_as_it_is(code: str) -> None:
    assert read_annotations(code) == (code, ())


@given(
    st.lists(st.sampled_from(["a", "", "// highlight-start", "// highlight-end", "# highlight-next-line", "b // [!code hl:3]"]))
)
def test_no_code_is_lost_and_lines_are_lines_of_the_code(lines: list[str]) -> None:
    text, found = read_annotations("\n".join(lines) + "\n")
    assert [line for line in text.split("\n") if line in ("a", "b")] == [line[0] for line in lines if line[:1] in ("a", "b")]
    assert all(1 <= number <= text.count("\n") for number in found)
