"""Article pages."""

from __future__ import annotations

import pytest
from conftest import Site


def test_the_header_has_title_excerpt_byline_and_cover(site: Site) -> None:
    site.picture("public/images/cover.png", 1200, 630)
    site.post("one", author="한결", category="화제의 이슈", excerpt="요약입니다.", coverImage="/images/cover.png", readTime=9)
    built = site.build()
    assert not built.warnings
    page = built.soup("posts/one")
    main = page.find("article")
    assert main is not None
    assert [heading.get_text().rstrip("¶#") for heading in main.find_all("h1")] == ["Title of one"]
    assert main.select_one(".anthology-excerpt").get_text() == "요약입니다."
    assert main.select_one(".anthology-byline").get_text() == "April 23, 2025 · 한결 · 화제의 이슈 · 9 min read"
    link = main.select_one(".anthology-byline a")
    assert (built.output / "posts" / link["href"]).resolve().name.endswith(".html")
    cover = main.select_one("img.anthology-cover")
    assert (cover["width"], cover["height"]) == ("1200", "630")
    assert (built.output / "posts" / cover["src"]).is_file()


@pytest.mark.parametrize(("language", "date"), [("ko", "2025년 4월 23일"), ("de", "23. April 2025"), ("xx", "April 23, 2025")])
def test_the_date_is_written_in_the_language_of_the_site(site: Site, language: str, date: str) -> None:
    site.post("one")
    assert date in site.build(language=language).article("posts/one")


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "*Stars* and `code` and $math$ and _marks_",
        "[link](https://example.org) {role}`x` {{ config.project }} & \\\\textbf{x}",
        "Watch -- and --watch... with 'quotes'",
        "# 1. 첫째",
    ],
)
def test_a_title_is_plain_text_everywhere(site: Site, title: str) -> None:
    site.write("posts/one.md", "---\ntitle: '" + title.replace("'", "''") + "'\ndate: 2025-01-02\ncategory: A\n---\n\nText.\n")
    site.write("index.md", "# Home\n\n{post}`one`\n\n```{posts}\n```\n")
    built = site.build()
    assert not built.warnings
    page = built.soup("posts/one")
    assert page.find("h1").contents[0] == title
    assert page.find("meta", property="og:title")["content"] == title
    home = built.soup("index")
    assert home.select_one(".anthology-card-link").get_text() == title
    assert home.find("article").find("p").get_text() == title
    assert not home.find("script", string="alert(1)")
    assert site.build("text").text("posts/one.txt").split("\n")[0] == title


@pytest.mark.parametrize("heading", ["# Title of one", "# *Title* of one!", "Title of one\n===", "# Title of one![c](/c.png)"])
def test_a_heading_that_repeats_the_title_is_merged_with_it(site: Site, heading: str) -> None:
    site.picture("public/c.png")
    site.post("one", f"{heading}\n\nText.\n\n## Part\n\nMore.\n", coverImage="/c.png")
    built = site.build()
    assert not built.warnings
    page = built.soup("posts/one").find("article")
    assert len(page.find_all("h1")) == 1
    assert [part.get_text().rstrip("¶#") for part in page.find_all("h2")] == ["Part"]
    assert len(page.find_all("img")) == 1


def test_an_image_in_the_repeated_heading_that_is_not_the_cover_is_kept(site: Site) -> None:
    site.picture("public/c.png")
    site.picture("public/other.png")
    site.post("one", "# Title of one![other](/other.png)\n\nText.\n", coverImage="/c.png")
    images = site.build().soup("posts/one").find("article").find_all("img")
    assert [image["alt"] for image in images] == ["", "other"]


def test_a_first_image_that_repeats_the_cover_is_dropped_and_a_later_one_is_not(site: Site) -> None:
    site.picture("public/c.png")
    site.post("one", "![again](/c.png)\n\nText.\n\n![later](/c.png)\n", coverImage="/c.png")
    page = site.build().soup("posts/one").find("article")
    assert [image["alt"] for image in page.find_all("img")] == ["", "later"]


@pytest.mark.parametrize("dots", ["...", "…", "......"])
def test_trailing_dots_are_dropped(site: Site, dots: str) -> None:
    site.post("one", f"Text.\n\n## Part\n\nThe end.\n\n{dots}\n")
    assert site.build().article("posts/one").endswith("The end.")


def test_further_top_headings_are_nested_under_the_title(site: Site) -> None:
    site.post("one", "# First\n\nText.\n\n## Inner\n\nText.\n\n# Second\n\nText.\n")
    built = site.build()
    assert not built.warnings
    page = built.soup("posts/one").find("article")
    assert [(part.name, part.get_text().rstrip("¶#")) for part in page.find_all(["h1", "h2", "h3"])] == [
        ("h1", "Title of one"),
        ("h2", "First"),
        ("h3", "Inner"),
        ("h2", "Second"),
    ]


def test_a_body_that_starts_at_a_deep_heading_gets_no_warning(site: Site) -> None:
    site.post("one", "### Deep\n\nText.\n")
    assert not site.build().warnings


def test_the_text_of_an_article_in_another_language_has_a_lang_attribute(site: Site) -> None:
    site.post("ko", "한국어로 쓴 글이다.\n", title="한국어 제목")
    site.post("en", "An English text.\n")
    built = site.build()
    assert built.soup("posts/ko").find("article").find("section")["lang"] == "ko"
    assert not built.soup("posts/en").find("article").find("section").has_attr("lang")


def test_a_root_relative_image_is_found_in_a_static_root_outside_of_the_sources(site: Site) -> None:
    site.picture("public/a.png", 30, 20)
    site.write("docs/index.md", "# Home\n")
    site.write("docs/posts/one.md", "---\ntitle: One\ndate: 2025-01-01\n---\n\n![a](/a.png)\n")
    built = site.build(source="docs")
    assert not built.warnings
    image = built.soup("posts/one").find("article").find("img")
    assert (image["width"], image["height"], image["loading"]) == ("30", "20", "lazy")
    assert (built.output / "posts" / image["src"]).is_file()


def test_static_roots_can_be_configured(site: Site) -> None:
    site.picture("media/a.png")
    site.post("one", "![a](/a.png)\n")
    assert site.build().codes == ["anthology.image-missing"]
    assert not site.build(anthology_static_roots=["media"]).warnings


def test_a_missing_image_shows_its_alternative_text_and_is_reported_at_its_line(site: Site) -> None:
    site.post("one", "Text.\n\n![A *drawing*](/none.png) and ![](./no.png)\n")
    built = site.build()
    assert built.codes == ["anthology.image-missing", "anthology.image-missing"]
    assert "posts/one.md:8: WARNING: Image '/none.png' is not found and is left out." in built.warnings
    page = built.soup("posts/one").find("article")
    assert not page.find_all("img")
    assert "A drawing" in page.get_text()
    assert site.build().read == []


def test_an_image_from_outside_the_project_is_refused(site: Site) -> None:
    site.picture("../outside.png")
    site.post("one", "![x](../../outside.png) ![y](/../../outside.png)\n", coverImage="/../../../outside.png")
    built = site.build()
    assert built.codes == ["anthology.path-outside"] * 3
    assert not list(built.output.rglob("outside*"))


def test_warnings_have_the_line_of_the_source_file(site: Site) -> None:
    site.post("one", "Text.\n\n{nonsense}`x`\n", excerpt="A\n  B\n  C")
    built = site.build()
    line = (site.folder / "posts/one.md").read_text().split("\n").index("{nonsense}`x`") + 1
    assert f"posts/one.md:{line}: WARNING" in built.warnings


def test_front_matter_for_sphinx_and_myst_passes_through(site: Site) -> None:
    header = "title: One\ndate: 2025-01-01\nhide-toc: true\n"
    header += "myst:\n  html_meta:\n    keywords: a, b\n  substitutions: {x: why}\n  enable_extensions: [substitution]\n"
    site.write("posts/one.md", f"---\n{header}---\n\nSo {{{{ x }}}}.\n\n## A\n\n## B\n")
    built = site.build()
    assert not built.warnings
    assert "So why." in built.article("posts/one")
    assert built.soup("posts/one").find("meta", attrs={"name": "keywords"})["content"] == "a, b"
    assert "no-toc" in built.text("posts/one.html")


def test_links_to_headings_work_as_on_github(site: Site) -> None:
    site.post("one", "[down](#the-second-part)\n\n## The second part\n\nText.\n")
    built = site.build()
    assert not built.warnings
    assert built.soup("posts/one").find("article").find("a", string="down")["href"] == "#the-second-part"


def test_a_file_without_a_date_and_fields_of_articles_is_a_page(site: Site) -> None:
    site.post("one")
    site.write("posts/index.md", "---\ntitle: Blog\nlayout: list\norphan: true\n---\n\nAll my posts.\n")
    built = site.build()
    assert not built.warnings
    page = built.soup("posts/index").find("article")
    assert page.find("h1").contents[0] == "Blog"
    assert not page.select(".anthology-byline")
    assert "Blog" not in built.article("browse/posts")


def test_the_header_has_further_fields_of_the_front_matter(site: Site) -> None:
    site.picture("public/a.png")
    site.write(
        "posts/one.md",
        "---\ntitle: One\nsubtitle: A second line\ndate: 2025-04-23\nupdated: 2025-05-01\ncanonical: https://first.example/one\n"
        "coverImage: {url: /a.png, credit: {name: Kim, url: 'https://kim.example/'}}\n---\n\nText.\n",
    )
    built = site.build()
    page = built.soup("posts/one")
    assert page.find(class_="anthology-subtitle").get_text() == "A second line"
    assert page.find(class_="anthology-updated").get_text() == "updated May 1, 2025"
    assert page.find(class_="anthology-credit").a["href"] == "https://kim.example/"
    assert page.find("link", rel="canonical")["href"] == "https://first.example/one"
    assert page.find("meta", property="article:modified_time")["content"] == "2025-05-01T00:00:00+00:00"
    assert "updated" not in built.article("browse/posts")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "../../secret.html", "/x"])
def test_addresses_that_are_not_web_urls_are_not_linked(site: Site, address: str) -> None:
    site.picture("public/a.png")
    cover = f"coverImage: {{url: /a.png, credit: {{name: Kim, url: '{address}'}}}}"
    site.write("posts/one.md", f"---\ntitle: One\ndate: 2025-04-23\n{cover}\ncanonical: '{address}'\n---\n\nText.\n")
    built = site.build()
    assert built.soup("posts/one").find(class_="anthology-credit").a is None
    assert address not in built.text("posts/one.html")


def test_transitions_that_docutils_does_not_allow_are_left_out_without_a_warning(site: Site) -> None:
    body = "---\n\n## One\n\n---\n\nText.\n\n---\n\n---\n\n- a\n\n  ---\n\n> b\n>\n> ---\n\n## Two\n\nEnd.\n\n***\n"
    site.post("one", body)
    built = site.build()
    assert built.warnings == ""
    assert len(built.soup("posts/one").find(attrs={"role": "main"}).find_all("hr")) == 2
    assert built.article("posts/one").endswith("End.")


def test_an_index_page_among_the_posts_need_not_be_in_a_toctree(site: Site) -> None:
    site.write("posts/index.md", "---\ntitle: All that I wrote\n---\n\nSince 2019.\n")
    site.post("one")
    built = site.build()
    assert built.warnings == ""
    assert "Since 2019." in built.article("posts/index")


@pytest.mark.parametrize(
    "markup",
    [
        '{{< figure src="/a.png" caption="What it shows" >}}',
        '{{< figure src="/a.png" caption="What it shows" link="https://example.org/" >}}',
        "```{figure} /a.png\n:target: https://example.org/\n\nWhat it shows\n```",
    ],
)
def test_a_repeated_cover_with_a_caption_stays(site: Site, markup: str) -> None:
    site.picture("public/a.png")
    site.post("one", f"{markup}\n\nText.\n", coverImage="/a.png")
    figure = site.build().soup("posts/one").find("figure")
    assert figure.img is not None
    assert "What it shows" in figure.get_text()


def test_a_transition_above_the_footnotes_is_shown_once(site: Site) -> None:
    site.post("one", "Text[^a].\n\n---\n\n[^a]: A note.\n")
    built = site.build()
    assert built.warnings == ""
    assert len(built.soup("posts/one").find(attrs={"role": "main"}).find_all("hr")) == 1
