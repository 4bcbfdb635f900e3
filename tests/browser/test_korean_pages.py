"""Korean pages and articles in Chromium: letters, line breaks, words of the theme, and what axe finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from accessibility import find_violations
from conftest import CONFIGURATION, Site
from look import OUT_OF_REACH
from playwright.sync_api import Browser, Page
from test_pages import browser, visit

__all__ = ["browser"]

ARTICLE = """첫 문단은 *강조한 말*과 **굵은 말**, `코드`, [링크](https://example.org/)가 있다.[^1] "큰따옴표"와 '작은따옴표'...

## 준비할 것과 하지 말아야 할 것을 구분하는 긴 제목

- 그림자가 지면 글자를 읽지 못하는 경우가 많다.

| 항목 | 설명 | 결과물의 형태 |
| --- | --- | --- |
| 해상도 | 가로세로 2,000픽셀 이상의 사진을 권장한다 | 글자를 정확하게 읽는다 |

```{figure} x.png
:alt: 사진

사진의 설명은 여러 줄이 될 수 있으며 낱말 사이에서 줄이 바뀌어야 한다.
```

```python
# 한국어 주석
```

:::{note}
상자 안의 글이다.
:::

:::{versionadded} 2.0
설명
:::

```{index} 사진, ㅅ, 까치, API
```

[^1]: 각주의 글도 낱말 사이에서 줄을 바꾼다.
"""
SITES = ("ko", "en")
FAMILIES = ("Pretendard", "Apple SD Gothic Neo", "Noto Sans KR", "Malgun Gothic")
BREAKS_IN_WORDS = """within => [...document.querySelectorAll(`${within} *`)].filter(element => {
  const text = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join("");
  return /[가-힣]/.test(text) && element.checkVisibility() && getComputedStyle(element).wordBreak !== "keep-all";
}).map(element => element.outerHTML.slice(0, 80))"""
"""The elements with Korean text whose lines may break inside words."""


def write_site(site: Site, language: str) -> None:
    options = f'language = "{language}"\nproject = "지식"\ncopyright = "2025, 나"\nhtml_last_updated_fmt = ""\n'
    site.write("conf.py", CONFIGURATION + options)
    site.picture("posts/x.png", 900, 300)
    fields = {"category": "개발 / 도구", "tags": "사진, 모델, ㅅ, API, 12편, 2편", "author": "김하나"}
    site.post(
        "korean",
        ARTICLE,
        title="화이트보드 사진을 입력으로 쓰는 방법과 그 결과",
        excerpt="사진 한 장으로 시작한다.",
        lang="ko",
        **fields,
    )
    site.post("newer", "## 하나\n\n글\n", title="다음에 읽을 글", lang="ko", date="2025-05-01", **fields)
    site.post(
        "english", "An *English* text about pictures.\n\n## Part\n", title="English", lang="en", date="2025-03-01", **fields
    )
    site.write("index.md", "# Home\n\n```{posts}\n```\n\n```{toctree}\n:caption: Pages\npage\n```\n")
    site.write(
        "page.md", "# 안내서\n\n글\n\n## 시작\n\n## 1. 설치\n\n## 1. 설치\n\n## — 2 …\n\n## 💡 `a.b` 100%\n\n## C++ & Ω\n"
    )


@pytest.fixture(scope="module", params=SITES)
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = Site(tmp_path_factory.mktemp(request.param))
    write_site(site, request.param)
    built = site.build()
    assert built.warnings == ""
    return built.output


def style(page: Page, selector: str, name: str) -> Any:
    return page.evaluate(f"selector => getComputedStyle(document.querySelector(selector)).{name}", selector)


def test_a_korean_article_has_korean_letters_and_room_between_lines(browser: Browser, output: Path) -> None:
    page = visit(browser, output / "posts/korean.html", 1400)
    fonts = style(page, ".anthology-article p", "fontFamily")
    assert [name for name in FAMILIES if name in fonts] == list(FAMILIES)
    size = float(style(page, "section > section > p, .anthology-article .e-content > p", "fontSize").removesuffix("px"))
    height = float(style(page, ".anthology-article .e-content > p", "lineHeight").removesuffix("px"))
    assert height / size == pytest.approx(1.75)
    assert style(page, "article code", "fontFamily").startswith("SFMono-Regular")
    page.goto((output / "posts/english.html").as_uri())
    is_korean_site = page.evaluate("document.documentElement.lang") == "ko"
    assert ("Pretendard" in style(page, ".anthology-article p", "fontFamily")) == is_korean_site
    page.close()


def test_emphasis_is_not_slanted_and_is_marked(browser: Browser, output: Path) -> None:
    page = visit(browser, output / "posts/korean.html")
    assert style(page, "article em", "fontStyle") == "normal"
    assert style(page, "article em", "fontSynthesisStyle") == "none"
    assert "gradient" in style(page, "article em", "backgroundImage")
    assert style(page, ".versionmodified", "fontSynthesisStyle") == "none"
    page.goto((output / "posts/english.html").as_uri())
    assert style(page, "article em", "fontStyle") == "italic"
    assert style(page, "article em", "backgroundImage") == "none"
    page.close()


@pytest.mark.parametrize("path", ["posts/korean.html", "index.html", "search.html?q=사진"])
def test_lines_break_between_words_everywhere(browser: Browser, output: Path, path: str) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(f"{output.as_uri()}/{path}")
    if "search" in path:
        page.wait_for_selector("#search-results li")
    within = {"posts/korean.html": ":is(.anthology-article, .toc-tree, .next-page, .prev-page)"}.get(
        path, "article .anthology-cards"
    )
    within = "#search-results" if "search" in path else within
    assert page.locator(within).count() > 0
    assert page.evaluate(BREAKS_IN_WORDS, within) == []
    page.close()


@pytest.mark.parametrize("path", ["posts/korean.html", "page.html"])
def test_scripts_find_each_heading_by_the_fragment_of_its_link(browser: Browser, output: Path, path: str) -> None:
    page = visit(browser, output / path, 1400)
    found = """[...document.querySelectorAll("section > :is(h1, h2, h3) > .headerlink, .toc-tree li li a")].map(link => {
      const heading = document.querySelector(decodeURIComponent(link.hash));
      return heading?.matches("section") && !/id\\d/.test(link.hash);
    })"""
    result = page.evaluate(found)
    assert len(result) >= 3
    assert all(result)
    assert (
        page.evaluate("new Set([...document.querySelectorAll('section')].map(it => it.id)).size")
        == page.locator("section").count()
    )
    page.close()


def test_names_and_the_index_are_in_the_order_of_dictionaries(browser: Browser, output: Path) -> None:
    page = visit(browser, output / "browse/tags.html")
    is_korean_site = page.evaluate("document.documentElement.lang") == "ko"
    tags = page.evaluate("[...document.querySelectorAll('.anthology-tag-list a')].map(it => it.textContent)")
    hangul = ["모델", "ㅅ", "사진"]
    assert tags == ["2편", "12편", *([*hangul, "API"] if is_korean_site else ["API", *hangul])]
    page.goto((output / "genindex.html").as_uri())
    letters = page.evaluate("[...document.querySelectorAll('article h2')].map(it => it.textContent)")
    assert letters == (["ㄲ", "ㅅ", "A"] if is_korean_site else ["A", "ㄲ", "ㅅ"])
    page.close()


def test_quotation_marks_and_dates_are_korean_on_a_korean_site(browser: Browser, output: Path) -> None:
    page = visit(browser, output / "posts/korean.html")
    text = page.inner_text("article")
    assert "“큰따옴표”와 ‘작은따옴표’…" in text
    is_korean_site = page.evaluate("document.documentElement.lang") == "ko"
    assert ("2025년 4월 23일" if is_korean_site else "April 23, 2025") in text
    page.close()


@pytest.mark.parametrize("path", ["posts/korean.html", "genindex.html", "browse/categories/개발/도구.html", "search.html"])
def test_no_korean_page_is_wider_than_a_phone(browser: Browser, output: Path, path: str) -> None:
    page = visit(browser, output / path, 360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(OUT_OF_REACH) == []
    page.close()


def test_an_article_in_another_language_says_so_in_the_contents_and_in_its_neighbours_pages(site: Site) -> None:
    write_site(site, "en")
    built = site.build()
    assert built.soup("posts/korean").select_one(".toc-tree > ul")["lang"] == "ko"
    assert built.soup("posts/english").select_one(".toc-tree > ul").get("lang") is None
    assert built.soup("posts/english").select_one(".next-page .title span[lang=ko]").get_text().startswith("화이트보드")
    assert built.soup("posts/korean").select_one("link[rel=next]")["title"] == "다음에 읽을 글"


def test_the_fonts_of_the_project_come_first(browser: Browser, site: Site) -> None:
    write_site(site, "ko")
    output = site.build(html_theme_options={"light_css_variables": {"font-stack": "Own Font"}}).output
    page = visit(browser, output / "posts/korean.html")
    assert style(page, ".anthology-article p", "fontFamily") == '"Own Font"'
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["posts/korean.html", "genindex.html", "browse/categories/개발/도구.html"])
def test_axe_finds_nothing(browser: Browser, output: Path, path: str, scheme: str) -> None:
    page = visit(browser, output / path, 1400, scheme)
    assert find_violations(page, "article") == []
    assert find_violations(page, ".sidebar-drawer") == []
    page.close()


def test_no_word_of_the_theme_is_english_on_a_korean_site(browser: Browser, site: Site) -> None:
    write_site(site, "ko")
    options = {"source_repository": "https://github.com/a/b", "source_branch": "main", "source_directory": "docs/"}
    output = site.build(html_theme_options=options, html_split_index=True).output
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    for path in ("posts/korean.html", "genindex.html", "search.html?q=사진", "page.html"):
        page.goto(f"{output.as_uri()}/{path}")
        page.wait_for_function(
            "() => !document.querySelector('#search-results') || document.querySelector('#search-results li')"
        )
        inside = "article, .related-pages, .toc-tree, script, style"
        outside = f"[...document.querySelectorAll('body *')].filter(it => !it.closest('{inside}'))"
        own = "[...it.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join('')"
        words = page.evaluate(f"{outside}.flatMap(it => [it.getAttribute('aria-label'), it.title, {own}].filter(Boolean))")
        english = {
            word for word in words if isinstance(word, str) and any(letter.isascii() and letter.isalpha() for letter in word)
        }
        assert english <= {"Sphinx", "@pradyunsg", "Furo", "Sphinx, ", "Pages"}, path
    page.close()
