"""Openings of texts, and excerpts from front matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.markup.text.excerpts import clean_excerpt, extract_opening
from sphinx_anthology.markup.text.plain_words import fill_in_titles

MARKDOWN = st.text(alphabet="ab가 \n#*_`~[]()!<>\\-=.:|", max_size=60)


@pytest.mark.parametrize(
    "before",
    [
        "# Heading\n\n",
        "- item\n- item\n\n",
        "1. item\n\n",
        "> quote\n\n",
        "| a | b |\n|---|---|\n\n",
        "![image](x.png)\n\n",
        "<div>\n\n",
        "```python\nprint()\n```\n\n",
        ":::note\nmind\n:::\n\n",
        "    code\n\n",
        "***\n\n",
        "import X from 'x'\n\n",
        "[label]: https://example.org\n\n",
        "{% raw %}\n\n",
        "<!-- a remark -->\n\n",
    ],
)
def test_the_opening_is_the_first_paragraph_of_prose(before: str) -> None:
    assert extract_opening(f"{before}Once upon\na time.\n\nAnd then.") == "Once upon a time."


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("Heading\n=======\n\n", id="setext heading of level 1"),
        pytest.param("Heading\n-------\n\n", id="setext heading of level 2"),
        pytest.param("- an item\n  that goes on\n\n", id="second line of a list item"),
        pytest.param("> a quote\nthat goes on\n\n", id="second line of a quote"),
        pytest.param("<!--\na remark\n-->\n\n", id="comment of several lines"),
        pytest.param("<style>\nbody { color: red }\n</style>\n\n", id="block of HTML"),
    ],
)
def test_blocks_of_several_lines_are_not_the_opening(before: str) -> None:
    assert extract_opening(f"{before}Once upon a time.\n") == "Once upon a time."


def test_an_underlined_heading_is_not_the_opening() -> None:
    assert extract_opening("봄날\n===\n\n꽃이 핀다.\n") == "꽃이 핀다."


@pytest.mark.parametrize("body", ["", "\n\n", "# Only a heading", "- a list", "```\ncode\n```"])
def test_an_article_without_prose_has_no_opening(body: str) -> None:
    assert extract_opening(body) == ""


@pytest.mark.parametrize(
    "mark",
    ["<!-- more -->", "<!--more-->", "<!-- truncate -->", "{/* truncate */}", "<!-- end_excerpt -->", "<!-- readmore -->"],
)
def test_the_opening_ends_where_the_author_ends_the_excerpt(mark: str) -> None:
    assert extract_opening(f"# Title\n\nOne *a*.\n\n- item\n\nTwo.\n\n{mark}\n\nThree.\n") == "One a. Two."


def test_an_excerpt_mark_at_the_start_has_no_effect() -> None:
    assert extract_opening("<!-- more -->\n\nOne.\n\nTwo.\n") == "One."


def test_a_marked_excerpt_is_cut_near_three_hundred_characters() -> None:
    assert 290 < len(extract_opening("lorem ipsum " * 50 + "\n\n<!-- more -->\n")) <= 301


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("See {% include a.html %} this.", "See this."),
        ("Hello {{ page.title }} you.", "Hello you."),
        ("{{< figure src='a.png' caption='b' >}}\n\nText.", "Text."),
        ("Text with [a link]({% post_url 2020-01-02-a %}).", "Text with a link."),
        ("import A from 'a'\n\n<A>\n\nText of <B>it</B>.\n\n</A>", "Text of it."),
        ("{:.lead}\nText.{: .x}", "Text."),
        ("{% highlight js %}\n\na\n\n{% endhighlight %}\nText.", "Text."),
        ("It is a Vec<String> here.", "It is a Vec<String> here."),
    ],
)
def test_the_opening_has_no_markup_of_other_engines(body: str, text: str) -> None:
    assert extract_opening(body) == text


@pytest.mark.parametrize("lead", ["```js\n" + "x = 1;\n" * 2000 + "```\n", "import A from 'a'\n" * 400])
def test_a_paragraph_after_long_code_is_found(lead: str) -> None:
    assert extract_opening(f"{lead}\nText.\n") == "Text."


def test_a_long_opening_is_cut_at_a_space() -> None:
    text = extract_opening("lorem ipsum " * 50, 30)
    assert text == "lorem ipsum lorem ipsum lorem…"


@given(MARKDOWN)
def test_the_opening_of_any_text_is_one_line_that_fits(body: str) -> None:
    text = extract_opening(body, 20)
    assert "\n" not in text
    assert len(text) <= 21


def test_korean_emphasis_next_to_a_bracket_has_no_marks() -> None:
    assert extract_opening('**한글(괄호)**은 **"인용"**이다.\n') == '한글(괄호)은 "인용"이다.'


def test_an_excerpt_is_one_line() -> None:
    assert clean_excerpt("First line.\n\n  Second line.\n", "Title") == "First line. Second line."


@pytest.mark.parametrize(
    ("excerpt", "plain"),
    [
        ("Use `<b>` and *this* {{ x }}", "Use <b> and this {{ x }}"),
        ("A **bold** start</br></br>and [a link](https://example.org)...", "A bold start and a link…"),
        ("## Why\n![p](/a.png)\n> [!NOTE] One\n> - two\n> - [ ] three", "Why One two three"),
        ("<p>One</p><p>Two &amp; <em>three</em></p><script>alert(1)</script>", "One Two & three"),
        ("{abbr}`HTML (x)` {py:func}`~a.len` {post}`words <b>` {octicon}`x;1em` H", "HTML len words H"),
        ("Ends in $x^2$ for $5, or $10[^1] ![[x.png]]", "Ends in x^2 for $5, or $10"),
        ("one\n\n```py\ncode\n```\n---\ntwo", "one code two"),
        ("~~old~~ [text][label] <https://example.org> &copy;", "old text https://example.org ©"),
        ("Vec<T>, snake_case, 2 * 3 * 4, C:\\new, C# and __init__", "Vec<T>, snake_case, 2 * 3 * 4, C:\\new, C# and __init__"),
        ("[Update] 1. FC Köln #tag :smile: a|b", "[Update] 1. FC Köln #tag :smile: a|b"),
        ("- not a list", "- not a list"),
    ],
)
def test_an_excerpt_has_no_marks_and_keeps_what_is_none(excerpt: str, plain: str) -> None:
    assert clean_excerpt(excerpt, "Title") == plain


def test_a_very_long_excerpt_is_read_in_pieces() -> None:
    assert clean_excerpt("[*word*](/x) " * 2_000, "Title") == " ".join(["word"] * 2_000)


def test_the_title_of_another_post_is_filled_in_later_and_counts_by_its_name() -> None:
    text = extract_opening("See [[b]], [[b|it]], {post}`b`, [](b.md), {ref}`words <b>` and [[gone|words]] or [[gone]].", 60)
    titles = {"b": "Bees", "b.md": "Bees"}
    assert fill_in_titles(text, titles.get) == "See Bees, it, Bees, Bees, words and [[gone|words]] or [[gone]]."
    cut = extract_opening("A [[long name of another post]] and [[b]].", 30)
    assert fill_in_titles(cut, titles.get) == "A [[long name of another post]]…"
    assert fill_in_titles(extract_opening("Here are some words, [[b]] too.", 22), titles.get) == "Here are some words…"


def test_an_excerpt_cut_from_the_body_loses_the_title_and_the_cover() -> None:
    assert clean_excerpt("# 봄날의 기록\n\n![꽃](/a.png)\n\n## 처음\n꽃이 핀다...", "봄날의 기록") == "처음 꽃이 핀다…"


def test_an_excerpt_that_is_only_the_title_is_kept() -> None:
    assert clean_excerpt("Spring notes", "Spring notes") == "Spring notes"


def test_a_title_that_begins_a_longer_word_is_not_cut_off() -> None:
    assert clean_excerpt("Springtime is here", "Spring") == "Springtime is here"


@pytest.mark.parametrize("dots", ["...", "....", "…", " ...", "…..", " . . ..."])
def test_dots_at_the_end_of_an_excerpt_become_one_ellipsis(dots: str) -> None:
    assert clean_excerpt(f"And so on{dots}", "Title") == "And so on…"


def test_one_full_stop_at_the_end_of_an_excerpt_stays() -> None:
    assert clean_excerpt("The end.", "Title") == "The end."
