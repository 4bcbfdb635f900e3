"""Links between pages in every syntax, backlinks and related articles."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest
from conftest import Site, read_output

TARGETS = {
    "by slug": ("{post}`봄-이야기`", "봄 이야기"),
    "by title": ("{post}`봄 이야기`", "봄 이야기"),
    "with words": ("{post}`여기 <봄-이야기>`", "여기"),
    "with the name of the domain": ("{blog:post}`봄-이야기`", "봄 이야기"),
    "as a link": ("[**여기**](post:봄-이야기)", "여기"),
    "as a link without words": ("[](post:봄-이야기)", "봄 이야기"),
    "as a link to a label": ("[여기](#봄-이야기)", "여기"),
    "as a reference": ("{ref}`봄-이야기`", "봄 이야기"),
    "as a reference with words": ("{ref}`여기 <봄-이야기>`", "여기"),
    "as a document": ("{doc}`봄-이야기`", "봄 이야기"),
    "as a document by its path": ("{doc}`/posts/a/spring`", "봄 이야기"),
    "as a file": ("[여기]({up}posts/a/spring.md)", "여기"),
    "as a wiki link": ("[[봄-이야기]]", "봄 이야기"),
    "as a wiki link by title": ("[[봄 이야기]]", "봄 이야기"),
    "as a wiki link with words": ("[[봄 이야기|여기]]", "여기"),
    "as a wiki link with an escaped bar": ("[[봄-이야기\\|여기]]", "여기"),
    "by the old address": ("[여기](/blog/봄-이야기/)", "여기"),
    "by the old address, encoded": ("[여기](/blog/%EB%B4%84-%EC%9D%B4%EC%95%BC%EA%B8%B0)", "여기"),
    "by an alias": ("[여기](/2019/spring.html)", "여기"),
    "by the whole old address": ("[여기](https://old.example/x/봄-이야기)", "여기"),
}
ENGINES = {
    "Jekyll": ("[여기]({% post_url 2025-04-23-spring %})", "여기"),
    "Hugo": ('[여기]({{< ref "spring.md" >}})', "여기"),
    "Hexo": ("{% post_link spring 여기 %}", "여기"),
    "by the file name": ("[[spring]]", "봄 이야기"),
}
OPTIONS: dict[str, Any] = {"anthology_permalinks": ["https://old.example/x/:slug"], "anthology_related": 0}


@pytest.fixture
def spring(site: Site) -> Site:
    site.post(
        "a/spring",
        "## 첫째 부분\n\nText.\n\n## 2. Second\n\nText.\n",
        title="봄 이야기",
        slug="봄-이야기",
        aliases="/2019/spring.html",
    )
    return site


def links(built: Any, page: str) -> list[tuple[str, str]]:
    """Return text and address of the links in the paragraphs of a page."""
    return [(link.get_text(), link["href"]) for link in built.soup(page).select("p:not([class]) a.internal")]


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_syntax_links_to_the_article_with_its_title(spring: Site, jobs: int) -> None:
    ways = TARGETS | ENGINES
    for number, (markup, _) in enumerate(ways.values()):
        spring.post(f"from/top{number}", markup.replace("{up}", "../../") + "\n")
        spring.post(f"from/deep/er/p{number}", f"Words before {markup.replace('{up}', '../../../../')}.\n")
    built = spring.build(jobs=jobs, **OPTIONS)
    assert built.warnings == ""
    for number, (_, words) in enumerate(ways.values()):
        assert links(built, f"posts/from/top{number}") == [(words, "../a/spring.html")]
        assert links(built, f"posts/from/deep/er/p{number}") == [(words, "../../../a/spring.html")]
    sources = [link["href"] for link in built.soup("posts/a/spring").select(".anthology-backlinks .anthology-line a")]
    assert len(sources) == 2 * len(ways)


def test_every_syntax_works_in_pages_that_are_not_posts(spring: Site) -> None:
    paragraphs = "\n\n".join(markup for markup, _ in TARGETS.values())
    spring.write("index.md", f"# Home\n\n{paragraphs.replace('{up}', '')}\n")
    spring.write("guide/deep/page.md", f"---\norphan: true\n---\n\n# Page\n\n{paragraphs.replace('{up}', '../../')}\n")
    built = spring.build(**OPTIONS)
    assert built.warnings == ""
    assert links(built, "index") == [(words, "posts/a/spring.html") for _, words in TARGETS.values()]
    assert links(built, "guide/deep/page") == [(words, "../../posts/a/spring.html") for _, words in TARGETS.values()]


RST_TARGETS = [
    (":post:`봄-이야기`", "봄 이야기"),
    (":blog:post:`여기 <봄 이야기>`", "여기"),
    (":ref:`봄-이야기`", "봄 이야기"),
    (":doc:`여기 <봄-이야기>`", "여기"),
    ("`여기 </blog/봄-이야기/>`_", "여기"),
    ("`여기 <https://old.example/x/봄-이야기>`_", "여기"),
]


def test_links_work_in_restructuredtext(spring: Site) -> None:
    for number, (markup, _) in enumerate(RST_TARGETS):
        spring.write(f"guide/deep/page{number}.rst", f":orphan:\n\nPage\n====\n\nBefore {markup} after.\n")
    built = spring.build(**OPTIONS)
    assert built.warnings == ""
    for number, (_, words) in enumerate(RST_TARGETS):
        assert links(built, f"guide/deep/page{number}") == [(words, "../../posts/a/spring.html")]
    quotes = [quote.get_text() for quote in built.soup("posts/a/spring").select(".anthology-quote")]
    assert sorted(quotes) == sorted(f"Before {words} after." for _, words in RST_TARGETS)


def test_a_link_to_a_heading_of_an_article_works(spring: Site) -> None:
    ways = [
        "[[봄-이야기#첫째 부분]]",
        "[[봄-이야기#첫째-부분]]",
        "{post}`봄-이야기#첫째-부분`",
        "[첫째 부분](/blog/봄-이야기#첫째-부분)",
        "[](../a/spring.md#첫째-부분)",
    ]
    spring.post("from/one", "\n\n".join(ways))
    built = spring.build(**OPTIONS)
    assert built.warnings == ""
    assert links(built, "posts/from/one") == [("첫째 부분", "../a/spring.html#첫째-부분")] * len(ways)
    assert built.soup("posts/a/spring").find("section", id="첫째-부분")


def test_ids_of_headings_are_made_of_their_words(spring: Site) -> None:
    spring.post("one", "## 같은 말\n\nA\n\n## 같은 말\n\nB\n\n[[#같은 말]]\n")
    built = spring.build()
    assert [section["id"] for section in built.soup("posts/one").select("section section")] == ["같은-말", "같은-말-1"]
    assert [section["id"] for section in built.soup("posts/a/spring").select("section section")] == ["첫째-부분", "s-2-second"]
    assert links(built, "posts/one") == [("같은 말", "#같은-말")]


def test_an_unknown_heading_is_reported_with_the_nearest_one(spring: Site) -> None:
    spring.post("from/one", "\n[[봄-이야기#첫째 부문]]\n")
    built = spring.build()
    assert "posts/from/one.md:7: WARNING: The page 'posts/a/spring' has no heading '첫째 부문'" in built.warnings
    assert "첫째-부분" in built.warnings
    assert built.codes == ["anthology.heading-unknown"]
    assert links(built, "posts/from/one") == [("봄 이야기", "../a/spring.html")]


UNKNOWN_TARGETS = [
    ("{post}`봄-이야가`", "target-unknown", "봄-이야가"),
    ("[[봄-이야가]]", "target-unknown", "[[봄-이야가]]"),
    ("[[봄-이야가|words]]", "target-unknown", "words"),
    ("[words](post:봄-이야가)", "target-unknown", "words"),
    ("[words](/blog/봄-이야가/)", "link-unknown", "words"),
    ("[words](gone/봄-이야가.md)", "link-unknown", "words"),
]


def test_an_unknown_target_is_reported_with_the_nearest_slugs_and_its_text_stays(spring: Site) -> None:
    for number, (markup, _, _) in enumerate(UNKNOWN_TARGETS):
        spring.post(f"from/p{number}", f"Before {markup} after.\n")
    built = spring.build()
    assert len(built.codes) == len(UNKNOWN_TARGETS)
    warnings = dict(re.findall(r"posts/from/p(\d)\.md:6: WARNING: (.*)", built.warnings))
    for number, (_, code, text) in enumerate(UNKNOWN_TARGETS):
        assert warnings[str(number)].endswith(f"[anthology.{code}]")
        assert "Did you mean '봄-이야기'?" in warnings[str(number)]
        assert f"Before {text} after." in built.article(f"posts/from/p{number}")
        assert links(built, f"posts/from/p{number}") == []


def test_links_in_code_are_not_changed(spring: Site) -> None:
    ways = [
        "`[[봄-이야기]]`",
        "```\n[[봄-이야기]] [a](/blog/봄-이야기)\n```",
        "    [[봄-이야기]]",
        "`[a](/blog/봄-이야기)`",
        "`{post}`",
    ]
    for number, markup in enumerate(ways):
        spring.post(f"from/p{number}", f"Text.\n\n{markup}\n")
    built = spring.build(**OPTIONS)
    assert built.warnings == ""
    for number in range(len(ways)):
        page = built.soup(f"posts/from/p{number}")
        assert page.select("a[href*=spring]:not(.prev-page):not(.next-page)") == []


def test_brackets_that_are_not_wiki_links_stay(site: Site) -> None:
    ways = ["[[1]]\n\n[1]: https://x.example", "[[0, 1], [2, 3]]", "if [[ -n $x ]]", "[[a]](https://x.example)", "[[x;y]]"]
    for number, markup in enumerate(ways):
        site.post(f"p{number}", f"{markup}\n")
    built = site.build()
    assert built.warnings == ""
    for number in range(len(ways)):
        assert "[" in built.article(f"posts/p{number}")


def test_a_label_of_the_author_wins_over_a_slug(spring: Site) -> None:
    spring.write("index.md", "# Home\n\n{ref}`봄-이야기`, [](#봄-이야기)\n\n(봄-이야기)=\n## A place\n")
    built = spring.build()
    assert links(built, "index") == [("A place", "#봄-이야기"), ("A place", "#봄-이야기")]
    assert built.soup("posts/a/spring").select(".anthology-backlinks") == []


def test_a_backlink_shows_the_sentence_around_the_link(spring: Site) -> None:
    spring.post("one", "First one. 여기 [봄 글](post:봄-이야기)을 **다시** 본다. 끝이다.\n", date="2025-05-01")
    spring.post("two", f"{'많은 말 ' * 60}[[봄-이야기]]{' 더 많은 말' * 60}.\n", date="2025-06-01")
    page = spring.build(anthology_related=0).soup("posts/a/spring")
    assert page.select_one(".anthology-surroundings .rubric").get_text() == "Linked from"
    titles = [link.get_text() for link in page.select(".anthology-backlinks .anthology-line a")]
    quotes = [quote.get_text() for quote in page.select(".anthology-quote")]
    assert titles == ["Title of two", "Title of one"]
    assert quotes[1] == "여기 봄 글을 다시 본다."
    assert quotes[0].startswith("… ")
    assert quotes[0].endswith(" …")
    assert "봄 이야기" in quotes[0]
    assert len(quotes[0]) < 320


def test_a_line_break_separates_the_words_around_a_link(spring: Site) -> None:
    spring.post("one", "See [A](post:봄-이야기)\\\nand more.\n", date="2025-05-01")
    spring.post("two", "Before<br/>[B](post:봄-이야기)  \nafter <br>it.\n", date="2025-06-01")
    spring.post("three", "Before<!-- x -->[C](post:봄-이야기)<wbr>after.\n", date="2025-07-01")
    quotes = [quote.get_text() for quote in spring.build().soup("posts/a/spring").select(".anthology-quote")]
    assert quotes == ["BeforeCafter.", "Before B after it.", "See A and more."]


def test_other_links_in_the_sentence_have_their_titles(spring: Site) -> None:
    spring.post("two", "Text.\n", title="The second")
    spring.post("one", "Both [[봄-이야기]] and {post}`two`.\n")
    quotes = [quote.get_text() for quote in spring.build().soup("posts/a/spring").select(".anthology-quote")]
    assert quotes == ["Both 봄 이야기 and The second."]
    spring.post("two", "Text.\n", title="The other")
    quotes = [quote.get_text() for quote in spring.build().soup("posts/a/spring").select(".anthology-quote")]
    assert quotes == ["Both 봄 이야기 and The other."]


def test_links_from_listings_hidden_articles_and_the_article_itself_are_not_backlinks(spring: Site) -> None:
    spring.post("hidden", "[[봄-이야기]]\n", hidden="true")
    spring.post("a/spring", "[[봄-이야기]] itself\n", title="봄 이야기", slug="봄-이야기")
    spring.write("index.md", "# Home\n\n```{posts}\n```\n")
    assert spring.build().soup("posts/a/spring").select(".anthology-backlinks") == []


def test_backlinks_and_related_articles_can_be_turned_off(spring: Site) -> None:
    spring.post("one", "[[봄-이야기]]\n")
    assert spring.build().soup("posts/a/spring").select(".anthology-backlinks")
    built = spring.build(anthology_backlinks=False, anthology_related=0)
    assert built.soup("posts/a/spring").select(".anthology-surroundings") == []


def test_backlinks_are_in_books(spring: Site) -> None:
    spring.post("one", "Before [[봄-이야기]] after.\n")
    options: dict[str, Any] = {"project": "kb", "version": "1", "copyright": "2025, us", "latex_engine": "xelatex"}
    built = spring.build("epub", **options)
    assert built.warnings == ""
    with ZipFile(built.output / "kb.epub") as book:
        text = book.read("posts/a/spring.xhtml").decode()
    assert "Linked from" in text
    assert "Before <em>봄 이야기</em> after." in text
    built = spring.build("latex", **options)
    assert built.warnings == ""
    assert "Linked from" in built.text("kb.tex")


GUIDE = "---\norphan: true\n---\n\n# {}\n\n{}\n"


def web(site: Site) -> None:
    """Write posts that link to each other in several ways."""
    site.write("index.md", "# Home\n\n[[p1]], {ref}`p2`\n")
    site.write("guide.md", GUIDE.format("Guide", "[x](/blog/p3/) and [[p1#Part]]"))
    for number in range(6):
        site.post(
            f"p{number}",
            f"## Part\n\nSee [[p{(number + 1) % 6}]] and [that](/blog/p{(number + 2) % 6}).\n",
            tags=f"t{number % 2}",
            category=f"C{number % 3}",
            date=f"2025-01-0{number + 1}",
        )


WEB_EDITS: list[dict[str, Callable[[Site], object]]] = [
    {
        "a link more": lambda site: site.post("p0", "[[p3]] and [[p5]]\n", date="2025-01-01"),
        "another sentence": lambda site: site.post("p0", "Other words around [[p3]] and [[p5]].\n", date="2025-01-01"),
        "a link fewer": lambda site: site.post("p0", "Nothing.\n", date="2025-01-01"),
        "another heading": lambda site: site.post("p1", "## Piece\n\nText.\n", date="2025-01-02"),
        "another title of a source": lambda site: site.write("guide.md", GUIDE.format("New", "[x](/blog/p3/)")),
        "another title of a target": lambda site: site.post("p3", "Text.\n", title="New", date="2025-01-04"),
        "another slug": lambda site: site.post("p3", "Text.\n", title="New", slug="other", date="2025-01-04"),
        "a target that comes": lambda site: site.post("gone", "Text.\n"),
    },
    {
        "a target that is hidden": lambda site: site.post("p3", "Text.\n", hidden="true", date="2025-01-04"),
        "a label that comes first": lambda site: site.write("guide.md", "---\norphan: true\n---\n\n(p2)=\n# Guide\n\nText.\n"),
    },
    {"a target that moves": lambda site: (site.folder / "posts/p3.md").rename(site.folder / "posts/zz-p3.md")},
    {"a target that goes": lambda site: (site.folder / "posts/p3.md").unlink()},
]
"""Edits of the web. Those of a list are made one after the other, each after a clean build."""


@pytest.mark.parametrize("edits", WEB_EDITS, ids=lambda edits: next(iter(edits)))
def test_after_an_edit_links_backlinks_and_related_articles_are_those_of_a_clean_build(
    site: Site, edits: dict[str, Callable[[Site], object]]
) -> None:
    web(site)
    site.post("wishing", "[[gone]] and [x](/blog/gone)\n")
    site.build(jobs=2)
    for name, edit in edits.items():
        edit(site)
        incremental = read_output(site.build(jobs=2).output)
        shutil.rmtree(site.folder / "build")
        clean = read_output(site.build().output)
        assert (name, [path for path in clean if clean[path] != incremental[path]]) == (name, [])


def test_alternating_builders_have_the_output_of_a_clean_build(site: Site) -> None:
    web(site)
    site.build("html")
    site.build("dirhtml")
    site.post("p3", "Text without links.\n", title="New", date="2025-01-04")
    site.build("dirhtml")
    incremental = read_output(site.build("html").output)
    shutil.rmtree(site.folder / "build")
    clean = read_output(site.build("html").output)
    assert [path for path in clean if clean[path] != incremental[path]] == []


def test_links_to_pages_that_were_not_brought_along_lead_to_the_old_site(site: Site) -> None:
    site.post(
        "a",
        "[one](/about/?x#y) [two](../contact/) [three](/posts/b.md) **[](/tags/x/)** [four](/blog/b) [five](https://old.example/b)\n",
        permalink="/2020/a/",
    )
    site.post("b", "Text.")
    built = site.build(anthology_old_site={"/": "https://old.example", "/tags/": "https://tags.example"})
    found = {link.get_text(): link["href"] for link in built.soup("posts/a").select("article p:not([class]) a")}
    assert found == {
        "one": "https://old.example/about/?x#y",
        "two": "https://old.example/2020/contact/",
        "three": "b.html",
        "/tags/x/": "https://tags.example/tags/x/",
        "four": "b.html",
        "five": "b.html",
    }
    assert built.codes == []


def test_figures_and_players_may_show_and_link_to_files_of_the_old_site(site: Site) -> None:
    figure = "```{figure} https://old.example/s.png\n:alt:\n:target: https://old.example/b.png\n\nCaption\n```\n"
    players = '<audio src="https://old.example/a.mp3" controls></audio>\n\n<p><img src="https://old.example/c.png"></p>\n'
    site.post("a", f"{figure}\n{players}")
    built = site.build(anthology_old_site="https://old.example")
    assert built.warnings == ""
    page = built.soup("posts/a")
    assert page.select_one("figure a[href='https://old.example/b.png'] img")["src"] == "https://old.example/s.png"
    assert page.select_one("audio")["src"] == "https://old.example/a.mp3"
    assert page.select_one("p img")["src"] == "https://old.example/c.png"


def test_links_that_lead_nowhere_are_reported_where_there_is_no_old_site(site: Site) -> None:
    site.post("a", "[one](/about/) [two](gone.md) [three](/tags/x/)\n")
    built = site.build(anthology_old_site={"/tags/": "https://tags.example"})
    assert [link["href"] for link in built.soup("posts/a").select("article a.external")] == ["https://tags.example/tags/x/"]
    assert built.codes == ["anthology.link-unknown"] * 2


def test_a_link_to_a_file_that_is_missing_is_told_once(site: Site) -> None:
    html = "<a href='/b.png'>\n<img src='/b.png'></a>\n"
    site.post("a", f"[![x](big.png)](big.png)\n\n{html}\n[pdf](/files/x.pdf) [zip](data.zip)\n")
    built = site.build()
    assert sorted(built.codes) == ["anthology.image-missing"] * 2 + ["anthology.link-unknown"] * 2
    for file in ("/files/x.pdf", "data.zip"):
        assert f"The link '{file}' leads to no file of this site. Add the file, write the whole" in built.warnings


def test_messages_name_the_line_of_a_link_and_an_image(site: Site) -> None:
    paragraph = "One\n[two](/two/) *three\n![four](/four.png)* `five`\\\nsix [seven](/seven/)"
    html = "<div>\n<p>\n<a href='/nine/'>\n<img src='/ten.png'>\n<a href='/eleven/'></p></div>\n"
    site.post("a", f"{paragraph}\n\n> Quote\n> [eight](/eight/)\n\n{html}")
    built = site.build()
    lines = {name: int(line) for line, name in re.findall(r"a\.md:(\d+): WARNING: [\w ]+ '([^']+)'", built.warnings)}
    assert lines == {"/two/": 7, "/four.png": 8, "/seven/": 9, "/eight/": 12, "/nine/": 16, "/ten.png": 17, "/eleven/": 18}
