"""Articles in built pages: languages, equations, titles."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Site


@pytest.mark.parametrize("accelerate", [False, True])
def test_a_language_without_typographic_quotes_keeps_plain_ones_without_a_warning(site: Site, accelerate: bool) -> None:
    for language in ("zh", "zh-SG", "ar", "vi", "tlh"):
        site.post(f"in-{language}", f'Say "{language}" -- twice...\n', lang=language)
    site.post("in-de", 'Sag "ja".\n', lang="de")
    built = site.build(anthology_accelerate=accelerate)
    assert not built.warnings
    assert 'Say "zh-SG" – twice…' in built.article("posts/in-zh-SG")
    assert 'Say "tlh" – twice…' in built.article("posts/in-tlh")
    assert "Sag „ja“." in built.article("posts/in-de")


@pytest.mark.parametrize("builder", ["html", "latex", "epub"])
def test_equations_without_a_label_have_the_same_ids_in_each_build(site: Site, builder: str) -> None:
    body = "\\begin{align}\na &= b\n\\end{align}\n\n\\begin{gather}\nc\n\\end{gather}\n"
    site.post("one", body, math="true")
    site.post("둘", body, math="true")
    site.write("page.md", f"# Page\n\n{body}\n")
    site.write("index.md", "# Home\n\n```{toctree}\npage\n```\n")
    options: dict[str, Any] = {"myst_enable_extensions": ["amsmath"], "version": "1", "copyright": "A", "epub_show_urls": "no"}
    pages = []
    for folder in ("first", "second"):
        output = site.folder / folder
        built = site.build(builder, output=output, doctrees=output / "doctrees", **options)
        assert not built.warnings
        files = [*built.output.rglob("*.html"), *built.output.rglob("*.xhtml"), *built.output.rglob("*.tex")]
        pages.append({file.relative_to(built.output): file.read_bytes() for file in files})
    assert pages[0] == pages[1]
    if builder == "html":
        ids = {tag["id"] for tag in built.soup("posts/one").select("div[id^=equation]")}
        assert ids == {"equation-posts-one-1", "equation-posts-one-2"}


def test_a_title_and_a_cover_that_are_glued_together_are_not_repeated(site: Site) -> None:
    site.picture("public/a.png")
    site.post("one", "![p](/a.png)# Title of one\n\nText.\n", cover="/a.png")
    site.post("two", "# Title of two![p](/a.png)\n\nText.\n", cover="/a.png")
    site.post("three", "![p](/a.png)# Title of three\n\nText.\n", title=None)
    built = site.build(anthology_related=0)
    assert not built.warnings
    for name in ("one", "two", "three"):
        article = built.soup(f"posts/{name}").find("article")
        assert len(article.find_all("h1")) == 1
        assert article.h1.get_text().startswith(f"Title of {name}")
        assert len(article.find_all("img")) == 1
        assert "#" not in built.article(f"posts/{name}").replace("¶", "")


@pytest.mark.parametrize("accelerate", [False, True])
def test_formulas_and_prices_are_on_one_page(site: Site, accelerate: bool) -> None:
    body = "Sum $\\sum_{i=1}^{n} x_i$ costs $5, $5-$10 or US$ 3 in ${HOME}. The set $$A \\cup B$$, \\(x^2\\) and $n$ too.\n"
    site.post("one", f"{body}\n\\[\ny\n\\]\n\n\\begin{{gather}}\nz\n\\end{{gather}}\n")
    site.post("two", "Costs $5, or $n$.\n")
    built = site.build(anthology_accelerate=accelerate)
    assert not built.warnings
    page = built.soup("posts/one")
    assert [math.get_text() for math in page.select("p > span.math")] == [
        "\\(\\sum_{i=1}^{n} x_i\\)",
        "\\(A \\cup B\\)",
        "\\(x^2\\)",
        "\\(n\\)",
    ]
    assert len(page.select("article div.math > *, article div.math")) >= 2
    assert "costs $5, $5-$10 or US$ 3 in ${HOME}." in built.article("posts/one")
    assert page.select_one("section.mathjax_ignore")
    assert {*page.select(".math")} == {*page.select(".math.tex2jax_process.mathjax_process")}  # the project enables nothing
    assert not built.soup("posts/two").select(".math, .mathjax_ignore")


@pytest.mark.parametrize("builder", ["html", "text", "latex", "epub"])
def test_lines_of_chinese_and_japanese_are_joined_in_every_builder(site: Site, builder: str) -> None:
    header = "---\ntitle: 很长的\n  标题\ndescription: |\n  这是\n  摘要\nlang: zh\ndate: 2025-01-02\n---\n"
    site.write("posts/zh.md", f"{header}\n第一行，\n*第二行*。\n\n- 项目\n  项目\n")
    site.post("ko", "첫 줄은\n다음 줄.\n", lang="ko")
    built = site.build(builder, version="1", copyright="A", epub_show_urls="no", ogp_site_url="https://example.org/")
    assert not built.warnings
    names = {"html": "posts/zh.html", "text": "posts/zh.txt", "epub": "posts/zh.xhtml"}
    text = built.text(names[builder]) if builder in names else next(built.output.glob("*.tex")).read_text(encoding="utf-8")
    assert "很长的标题" in text
    assert "项目项目" in text
    assert "第一行，\n" not in text
    assert "第一行， " not in text
    if builder == "html":
        page = built.soup("posts/zh")
        assert page.select_one('meta[property="og:description"]')["content"] == "这是摘要"
        assert "첫 줄은 다음 줄." in built.article("posts/ko")


def test_details_with_headings_are_one_element(site: Site) -> None:
    site.post("one", "<details>\n<summary>More</summary>\n## 접힌 제목\n- item\n\n[up](#접힌-제목)\n</details>\n\n## After\n")
    built = site.build()
    assert not built.warnings
    details = built.soup("posts/one").find("details")
    assert details.select_one(".rubric").get_text().startswith("접힌 제목")
    assert details.select_one("li").get_text(strip=True) == "item"
    assert details.select_one("a.reference")["href"] == "#접힌-제목"
    assert not details.find("section")
    assert details.find_next("h2").get_text().startswith("After")


FOLDED = """\
> [!tip]- 접힌 *제목*
> Folded words.

??? warning "A title"
    Words in it.

    - nested
        - twice

> [!my-kind]+ Open
> Other words.

!!! danger
    Boxed words.
"""


@pytest.mark.parametrize("builder", ["html", "text", "latex", "epub"])
def test_folded_callouts_can_be_read_in_every_builder(site: Site, builder: str) -> None:
    site.post("one", FOLDED)
    built = site.build(builder, version="1", copyright="A", epub_show_urls="no")
    assert not built.warnings
    names = {"html": "posts/one.html", "text": "posts/one.txt", "epub": "posts/one.xhtml"}
    text = built.text(names[builder]) if builder in names else next(built.output.glob("*.tex")).read_text(encoding="utf-8")
    for words in ("제목", "Folded words.", "A title", "Words in it.", "twice", "Open", "Other words.", "Boxed words."):
        assert words in text
    if builder == "html":
        details = built.soup("posts/one").find("article").find_all("details")
        assert [item.summary.get_text(strip=True) for item in details] == ["접힌제목", "A title", "Open"]
        assert [item.has_attr("open") for item in details] == [False, False, True]
        assert built.soup("posts/one").select_one(".admonition.danger p:last-child").get_text() == "Boxed words."


def test_the_markup_of_other_engines_is_the_same_in_every_way_to_build(site: Site) -> None:
    body = (
        f"{FOLDED}\n$x_i$ costs $5.\n\n\\begin{{align}}\na\n\\end{{align}}\n\n中文\n中文\n\n<br>\n- {{{{% param title %}}}}\n"
    )
    for name in ("one", "two", "three"):
        site.post(name, body, lang="zh")
    outputs = []
    for number, (accelerate, jobs) in enumerate([(False, 1), (True, 1), (False, 2), (True, 2)]):
        output = site.folder.parent / f"output-{number}"
        built = site.build(jobs=jobs, output=output, doctrees=output / "doctrees", anthology_accelerate=accelerate)
        assert not built.warnings
        outputs.append(built.text("posts/one.html"))
    assert len(set(outputs)) == 1
    site.post("two", body.replace("a\n", "b\n"), lang="zh")
    again = site.build(output=output, doctrees=output / "doctrees", anthology_accelerate=True)
    assert again.text("posts/one.html") == outputs[0]
