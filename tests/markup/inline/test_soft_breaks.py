"""Line breaks between Chinese and Japanese characters."""

from __future__ import annotations

import pytest
from blog_markup import parse_markdown, render_inline
from sphinx_anthology.markup.text.excerpts import clean_excerpt, extract_opening
from sphinx_anthology.markup.text.plain_words import strip_markdown


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("这一段在源文件里\n分成两行", "这一段在源文件里分成两行"),
        ("第一行，\n第二行。\n“第三行”\n第四行……\n（第五行）", "第一行，第二行。“第三行”第四行……（第五行）"),
        ("ひらがなと\nカタカナ、\n漢字「引用\nです」", "ひらがなとカタカナ、漢字「引用です」"),
        ("𠀀𠀁\n漢", "𠀀𠀁漢"),
        ("半角カタ\nカナ", "半角カタカナ"),
        ("한국어는 낱말 사이를\n띄어 쓴다", "한국어는 낱말 사이를 띄어 쓴다"),
        ("대한민국은 民主\n共和國이다", "대한민국은 民主 共和國이다"),
        ("English line\n中文", "English line 中文"),
        ("中文\nEnglish", "中文 English"),
        ("中文 3\n5 中文", "中文 3 5 中文"),
        ("中文😀\n中文", "中文😀 中文"),
        ("中文里的한글\n中文里的很多很多字", "中文里的한글 中文里的很多很多字"),
        ("中文里的한글，\n中文里的很多很多字，又有很多很多字", "中文里的한글，中文里的很多很多字，又有很多很多字"),
    ],
)
def test_a_break_between_chinese_or_japanese_characters_is_no_space(text: str, joined: str) -> None:
    tokens = parse_markdown(text)[1].children or ()
    assert "".join(" " if token.type == "softbreak" else token.content for token in tokens) == joined
    assert strip_markdown(text) == extract_opening(text) == joined.removesuffix("……")
    assert clean_excerpt(text, "") == joined


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("前**强调\n强调**后", "前<strong>强调强调</strong>后"),
        ("前 **强调**\n后", "前 <strong>强调</strong>后"),
        ("前\n*强调* 后", "前<em>强调</em> 后"),
        ("前[链接\n链接](https://example.org)\n后", '前<a href="https://example.org">链接链接</a>后'),
        ("前<b>粗\n体</b>\n后", "前<b>粗体</b>后"),
        ("前`代码`\n后", "前<code>代码</code>后"),
        ("前`code`\n后", "前<code>code</code>\n后"),
        ("前`代\n码`后", "前<code>代 码</code>后"),
        ("前![图](a.png)\n后", '前<img src="a.png" alt="图" />\n后'),
        ("前  \n后", "前<br />\n后"),
        ("前\\\n后", "前<br />\n后"),
        ("\\#前\\。\n后", "#前\\。后"),
    ],
)
def test_what_is_around_the_break_does_not_matter(text: str, html: str) -> None:
    assert render_inline(text) == f"<p>{html}</p>"


def test_code_blocks_keep_their_lines() -> None:
    assert parse_markdown("```\n中\n文\n```")[0].content == "中\n文\n"


def test_a_heading_of_two_lines_has_no_space() -> None:
    assert [token.type for token in parse_markdown("很长的\n标题\n===")[1].children or ()] == ["text"]


@pytest.mark.parametrize("line", ["中\n", "<b>\n", "中*\n", "中한\n", "**中\n"])
def test_long_paragraphs_take_linear_time(line: str) -> None:
    assert parse_markdown("中" + line * 20_000)
