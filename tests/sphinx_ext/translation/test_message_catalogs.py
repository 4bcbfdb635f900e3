"""Sites that are translated with gettext, as ``sphinx-intl`` does it."""

from __future__ import annotations

from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from conftest import Build, Site

OPTIONS: dict[str, Any] = {
    "locale_dirs": ["locale"],
    "gettext_compact": False,
    "anthology_tag_min_posts": 2,
    "anthology_categories": {"Notes": {"description": "Things seen."}},
}
TO_KOREAN = {
    "Spring *is* here": "봄이 *왔다*",
    "Every year": "해마다",
    "Short & sweet.": "짧고 <좋다>.",
    "A tree": "나무",
    "By Kim": "김 찍음",
    "weather": "날씨",
    "Notes": "기록",
    "Things seen.": "본 것들.",
    "All year": "사계절",
    "First **paragraph** with [a link](summer.md) and $x$.": "첫 **문단**과 [링크](summer.md).",
    "A heading": "제목",
    "A caption": "설명",
    "A leaf": "잎",
    "Summer": "여름",
    "See [[spring]] and {post}`spring`. The [heading](spring.md#a-heading).": (
        "[[spring]]과 {post}`spring`을 보라. [제목](spring.md#a-heading)."
    ),
    "Second paragraph.": "둘째 문단.",
}
SPRING = """\
---
title: Spring *is* here
subtitle: Every year
date: 2025-04-23
excerpt: Short & sweet.
tags: [weather]
category: Notes
series: All year
cover: {image: /tree.png, alt: A tree, credit: By Kim}
---

First **paragraph** with [a link](summer.md) and $x$.

## A heading

```{figure} /leaf.png
:alt: A leaf

A caption
```
"""


def write_posts(site: Site) -> None:
    site.picture("public/tree.png")
    site.picture("leaf.png")
    site.write("posts/spring.md", SPRING)
    summer = "See [[spring]] and {post}`spring`. The [heading](spring.md#a-heading).\n\nSecond paragraph.\n"
    site.post("summer", summer, title="Summer", category="Notes", series="All year")


def translate(site: Site, language: str, words: dict[str, str]) -> set[str]:
    """Write catalogues with the translations of *words*, and return all messages of the site."""
    templates = site.build("gettext", doctrees=site.folder / "build/messages", **OPTIONS).output
    messages: set[str] = set()
    for template in sorted(templates.rglob("*.pot")):
        catalog: Catalog = read_po(template.open("rb"))
        for message in catalog:
            if isinstance(message.id, str) and message.id:
                messages.add(message.id)
                message.string = words.get(message.id, "")
        file = site.folder / "locale" / language / "LC_MESSAGES" / template.relative_to(templates).with_suffix(".po")
        file.parent.mkdir(parents=True, exist_ok=True)
        catalog.locale = language
        write_po(file.open("wb"), catalog)
    return messages


def list_ids(built: Build, page: str) -> list[str]:
    return [element["id"] for element in built.soup(page).select("article [id]")]


@pytest.fixture
def korean(site: Site) -> Build:
    write_posts(site)
    assert set(TO_KOREAN) - translate(site, "ko", TO_KOREAN) == set()
    return site.build(fresh=True, language="ko", **OPTIONS)


def test_everything_that_a_reader_sees_is_translated(korean: Build) -> None:
    assert korean.codes == []
    for page in ("posts/spring", "posts/summer", "browse/posts", "browse/categories/notes", "browse/series/all-year", "index"):
        shown = f"{korean.soup(page)}"
        left = [english for english in TO_KOREAN if english.isascii() and len(english) > 3 and english in shown]
        assert left == [], page
    spring = korean.article("posts/spring")
    for words in "봄이 *왔다*|해마다|짧고 <좋다>.|김 찍음|날씨|기록|첫 문단 과 링크|제목|설명|사계절".split("|"):
        assert words in spring
    assert not korean.soup("posts/spring").select("article [lang=en]")
    assert [image["alt"] for image in korean.soup("posts/spring").select("article img")] == ["나무", "잎"]
    assert "본 것들." in korean.article("browse/categories/notes")


def test_lists_links_and_meta_tags_show_the_translated_titles(korean: Build) -> None:
    summer = korean.soup("posts/summer")
    links = [(link.get_text(), link["href"]) for link in summer.select("article p:not([class]) a")]
    links = list(dict.fromkeys(links))[:2]
    assert links == [("봄이 *왔다*", "spring.html"), ("제목", "spring.html#a-heading")]
    spring = korean.soup("posts/spring")
    assert spring.select_one("meta[property='og:title']")["content"] == "봄이 *왔다*"
    assert spring.select_one("meta[name=description]")["content"] == "짧고 <좋다>."
    assert "여름" in spring.select_one(".related-pages").get_text()
    assert "여름" in korean.article("posts/spring")  # a backlink
    cards = korean.article("browse/posts")
    assert "여름 봄이 *왔다* 과 봄이 *왔다* 을 보라." in cards or "을 보라. 제목." in cards


def test_ids_and_addresses_are_those_of_the_original(site: Site) -> None:
    write_posts(site)
    english = site.build(fresh=True, **OPTIONS)
    ids = {page: list_ids(english, page) for page in ("posts/spring", "posts/summer")}
    pages = {path.relative_to(english.output) for path in english.output.rglob("*.html")}
    translate(site, "ko", TO_KOREAN)
    korean = site.build(fresh=True, language="ko", **OPTIONS)
    assert {page: list_ids(korean, page) for page in ids} == ids
    assert {path.relative_to(korean.output) for path in korean.output.rglob("*.html")} == pages


@pytest.mark.parametrize("accelerate", [False, True])
def test_a_change_of_a_translation_reaches_every_page(site: Site, accelerate: bool) -> None:
    options = {**OPTIONS, "anthology_accelerate": accelerate}
    write_posts(site)
    translate(site, "ko", TO_KOREAN)
    site.build(fresh=True, language="ko", **options)
    translate(site, "ko", {**TO_KOREAN, "Summer": "한여름", "weather": "하늘"})
    built = site.build(language="ko", **options)
    assert "한여름" in built.article("posts/spring")
    assert "한여름" in built.article("browse/posts")
    assert "하늘" in built.article("posts/spring")


BODY = """\
첫 문단은 **굵고** `code`와 [링크](https://example.org/가)가 있다.[^1]

## 둘째 *제목*

- 하나
- 둘, [첫 제목](#둘째-제목)

| 왼쪽 | 오른쪽 |
| --- | --- |
| 값 | 1 |

```{note}
상자의 글.
```

> 인용문이다.

[^1]: 각주.
"""
TO_ENGLISH = {
    "첫 문단은 **굵고** `code`와 [링크](https://example.org/가)가 있다.[^1]": (
        "The first paragraph is **bold** and has `code` and a [link](https://example.org/가).[^1]"
    ),
    "둘째 *제목*": "The *second* heading",
    "하나": "One",
    "둘, [첫 제목](#둘째-제목)": "Two, [the first](#둘째-제목)",
    "왼쪽": "Left",
    "오른쪽": "Right",
    "값": "Value",
    "상자의 글.": "Text of a box.",
    "인용문이다.": "A quote.",
    "각주.": "A footnote.",
    "봄": "Spring",
}


def test_a_post_is_translated_as_a_plain_page_is(site: Site) -> None:
    site.post("spring", BODY, title="봄")
    site.write("plain.md", f"# 봄\n\n{BODY}")
    site.write("index.md", "# Home\n\n```{toctree}\nplain\n```\n")
    options = {**OPTIONS, "myst_heading_anchors": 3}
    assert set(TO_ENGLISH) <= translate(site, "en_GB", TO_ENGLISH)
    built = site.build(fresh=True, language="en_GB", **options)
    found = {}
    for page in ("posts/spring", "plain"):
        article = built.soup(page).select_one("article[role=main]")
        for extra in article.select("[class*=anthology-byline], .anthology-excerpt, .headerlink"):
            extra.decompose()
        elements = article.select("h1, h2, p, li > p, td, th, aside.footnote, blockquote")
        found[page] = [" ".join(element.get_text(" ").split()) for element in elements]
    assert found["posts/spring"] == found["plain"]
    assert "The first paragraph is bold and has code and a link . [ 1 ]" in found["plain"]
    assert "The second heading" in found["plain"]
