"""Plain text that Sphinx takes minutes for, or cannot write."""

from __future__ import annotations

import pytest
from conftest import Site
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sphinx.writers.text import TextWrapper, my_wrap
from sphinx_anthology.sphinx_ext.builders.text_builder import WordSeparator, wrap_text

TEXTS = st.text(st.sampled_from("aaZ1_--- \n`:.!('한é\u3000\u0301\u302a\u2028\xa0"), max_size=80)


@given(TEXTS)
@example("well-known -- so-called--but 'x--y- a-b ab-c ab-cd :role:`a-bc-de` `ab-cd`x")
@settings(max_examples=500)
def test_words_are_split_as_sphinx_does(text: str) -> None:
    expected = [part for part in TextWrapper.wordsep_re.split(text) if part]
    assert [part for part in WordSeparator().split(text) if part] == expected


@given(TEXTS, st.integers(2, 70))
@example("\u3000" + "\xa0" * 90 + "한" * 90 + " " + "ж" * 200, 33)
@settings(max_examples=500)
def test_lines_are_broken_as_sphinx_does(text: str, width: int) -> None:
    assert wrap_text(text, width) == my_wrap(text, width)


@pytest.mark.parametrize(
    "part", ["a", "한", "[", "ж", "a-", "a1-", "-", "ab-cd", "\u0301", "`", " `a", "a--", "\xa0", "b \xa0", "_"]
)
def test_a_long_run_takes_linear_time(part: str) -> None:
    text = part * (100_000 // len(part))  # Sphinx takes minutes
    assert "".join("".join(wrap_text(text, 70)).split()) == "".join(text.split())


def test_text_without_room_has_lines_of_one_character() -> None:
    assert wrap_text("ab", -3) == ["a", "b"]


_TABLE_IN_TABLE = """````{list-table}
* - outside
  - ```{list-table}
    * - inner one
      - | deep | cell |
        |---|---|
        | a | b |
    ```
````
"""


def test_every_post_has_its_text(site: Site) -> None:
    long = "x" * 40_000
    site.post("nested", _TABLE_IN_TABLE + "\nAfter the table.\n")
    site.post("deep", "".join(f"{'  ' * level}- level{level}\n" for level in range(30)))
    site.post("rows", "| a | b |\n|---|---|\n" + "".join(f"| row{row} | {row * row} |\n" for row in range(3000)))
    places = {
        "paragraph": long,
        "list": f"- {long}",
        "cell": f"| a |\n|---|\n| {long} |",
        "quote": f"> {long}",
        "heading": f"## {long}",
        "code": f"```{{list-table}}\n* - ~~~\n    {long}\n    ~~~\n```",
        "image": f"![{long}](index.md)",
        "emphasis": "**a**" * 4000 + long,
    }
    for name, body in places.items():
        site.post(name, f"{body}\n\nEnd of it.\n")
    build = site.build("text")
    assert "post-failed" not in build.warnings
    nested = build.text("posts/nested.txt")
    assert all(words in nested for words in ("outside", "inner one", "deep", "cell", "After the table."))
    assert "level29" in "".join(build.text("posts/deep.txt").split())
    assert "| row2999 | 8994001 |" in " ".join(build.text("posts/rows.txt").split())
    for name in places:
        text = build.text(f"posts/{name}.txt")
        assert "End of it." in text
        assert text.count("x") >= len(long), name
