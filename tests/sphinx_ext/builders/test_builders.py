"""Builders other than HTML: no warnings, and the structure of EPUB and LaTeX books."""

from __future__ import annotations

import posixpath
import re
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from conftest import CONFIGURATION, Build, Site

pytestmark = pytest.mark.smoke


@pytest.fixture
def full_site(site: Site) -> Site:
    site.picture("public/c.png", 1200, 630)
    for number in range(5):
        category = ["화제의 이슈", "C++ & more"][number % 2]
        body = "Text with **marks**.\n\n![picture](/c.png)\n\n## Part\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n{post}`p0`\n"
        site.post(f"p{number}", body, category=category, date=f"2025-01-0{number + 1}", coverImage="/c.png", author="한결")
    site.write("index.md", "# Home\n\n{category}`화제의 이슈`\n\n```{posts}\n:limit: 2\n```\n")
    return site


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("builder", "file"),
    [
        ("html", "posts/p0.html"),
        ("dirhtml", "posts/p0/index.html"),
        ("singlehtml", "index.html"),
        ("epub", "posts/p0.xhtml"),
        ("latex", "kb.tex"),
        ("text", "posts/p0.txt"),
        ("man", "kb.1"),
        ("gettext", "posts.pot"),
        ("linkcheck", "output.txt"),
        ("xml", "posts/p0.xml"),
    ],
)
def test_a_builder_finishes_without_a_warning(full_site: Site, builder: str, file: str, jobs: int) -> None:
    built = full_site.build(builder, jobs, project="kb", version="1", copyright="2025, us", latex_engine="xelatex")
    assert built.warnings == ""
    assert (built.output / file).is_file()


@pytest.mark.parametrize(("builder", "file"), [("singlehtml", "index.html"), ("man", "kb.1")])
def test_a_book_contains_every_article(full_site: Site, builder: str, file: str) -> None:
    text = full_site.build(builder, project="kb", latex_engine="xelatex").text(file)
    assert all(text.count(f"Title of p{number}") >= 2 for number in range(5)), "once in a listing, once as a chapter"


def test_a_cover_has_no_pixel_size_in_latex(full_site: Site) -> None:
    text = full_site.build("latex", project="kb", latex_engine="xelatex").text("kb.tex")
    assert "sphinxincludegraphics" in text
    assert "width=" not in text.split("\\begin{document}", 1)[1]


BOOK: dict[str, Any] = {"project": "kb", "version": "1", "copyright": "2025, us", "anthology_page_size": 2}
HOME = "# Home\n\nWords.\n\n## Latest\n\n```{posts}\n```\n"


@pytest.fixture
def library(site: Site) -> Site:
    """A site with two guides and seven posts; one post has two categories and one has none."""
    categories = ["나무, B", "C", "나무", "", "나무", "C", "B"]
    for number, category in enumerate(categories):
        site.post(f"p{number}", "## Part\n\nText.\n", category=category, date=f"2025-01-0{number + 1}")
    site.write("guide/start.md", "# Start\n\n## First\n\n{doc}`/browse/categories`, {doc}`/browse/categories/b`\n")
    site.write("guide/end.md", "# End\n\nText.\n")
    site.write("index.md", f"{HOME}\n```{{toctree}}\n:hidden:\n:caption: Guide\n\nguide/start\nguide/end\n```\n")
    return site


def contents(built: Build) -> list[tuple[int, str]]:
    """Check the files of an EPUB, and return the depth and address of each entry in its contents, without sections."""
    with ZipFile(built.output / "kb.epub") as book:
        navigation = BeautifulSoup(book.read("nav.xhtml"), "html.parser")
        ncx, package = (ElementTree.fromstring(book.read(name)) for name in ("toc.ncx", "content.opf"))
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    entries = [(len(link.find_parents("ol")), str(link["href"])) for link in navigation.select("nav a")]
    chapters = [(depth, address) for depth, address in entries if "#" not in address]
    addresses = [address for _, address in chapters]
    assert len(set(addresses)) == len(addresses), "each page once"
    listed = [content.attrib["src"] for content in ncx.iterfind(".//{*}content")]
    assert list(dict.fromkeys(address for address in listed if "#" not in address)) == addresses
    files = {item.attrib["id"]: item.attrib["href"] for item in package.iterfind("{*}manifest/{*}item")}
    spine = {files[item.attrib["idref"]]: item.get("linear") for item in package.iterfind("{*}spine/{*}itemref")}
    assert len(spine) == len(package.findall("{*}spine/{*}itemref")), "each page once"
    ordered = [address for address, linear in spine.items() if linear != "no"]
    named = [*addresses, "genindex.xhtml"]
    assert ordered[: len(named)] == named
    assert not any(f'{posixpath.basename(address)}"' in pages for address in ordered[len(named) :]), (
        "only pages without a link follow"
    )
    return [(depth, address.removesuffix(".xhtml")) for depth, address in chapters]


TREE = "browse/categories/%EB%82%98%EB%AC%B4"
CONTENTS = [
    (1, "index"),
    (1, "guide/start"),
    (1, "guide/end"),
    (1, "browse/posts"),
    (2, "posts/p3"),
    (1, "browse/archive"),
    (1, "browse/map"),
    (1, "browse/categories"),
    (1, "browse/categories/b"),
    (2, "posts/p6"),
    (1, "browse/categories/c"),
    (2, "posts/p5"),
    (2, "posts/p1"),
    (1, TREE),
    (2, "posts/p4"),
    (2, "posts/p2"),
    (2, "posts/p0"),
]


def test_the_contents_of_an_epub_list_articles_below_their_categories(library: Site) -> None:
    built = library.build("epub", **BOOK)
    assert built.warnings == ""
    assert contents(built) == CONTENTS


def test_an_epub_uses_the_doctrees_of_an_html_build(library: Site) -> None:
    before = library.build("html", **BOOK).text("index.html")
    built = library.build("epub", **BOOK)
    assert (built.read, built.warnings, contents(built)) == ([], "", CONTENTS)
    library.write("guide/end.md", "# The end\n\nText.\n")
    after = library.build("html", **BOOK)
    assert after.read == ["guide/end"]
    assert after.text("index.html") == before.replace(">End<", ">The end<")


def test_an_article_in_a_toctree_of_the_author_stays_in_it(library: Site) -> None:
    library.write("guide/end.md", "# End\n\n```{toctree}\n/posts/p4\n```\n")
    library.write("alone.md", "---\norphan: true\n---\n# Alone\n\n```{toctree}\n/posts/p2\n```\n")
    found = contents(library.build("epub", **BOOK))
    assert (2, "posts/p4") in found[found.index((1, "guide/end")) : found.index((1, "browse/posts"))]
    assert found[found.index((1, TREE)) :] == [(1, TREE), (2, "posts/p2"), (2, "posts/p0")]


def test_nested_categories_are_in_the_contents_of_an_epub_unless_the_author_sets_a_depth(library: Site) -> None:
    library.write("index.md", "# Home\n\n```{toctree}\nguide/end\n```\n")
    library.write("guide/end.md", "# End\n\n```{toctree}\n/browse/categories/c\n```\n")
    library.write("browse/categories/c.md", "# C\n\n```{toctree}\nb\n```\n")
    options = BOOK | {"anthology_navigation": False}
    found = contents(library.build("epub", **options))
    assert found == [
        (1, "index"),
        (1, "guide/end"),
        (2, "browse/categories/c"),
        (3, "posts/p5"),
        (3, "posts/p1"),
        (3, "browse/categories/b"),
        (4, "posts/p6"),
    ]
    library.build("epub", epub_tocdepth=2, **options)
    with ZipFile(library.folder / "build/epub/kb.epub") as book:
        assert b"posts/" not in book.read("nav.xhtml")


def test_a_deleted_page_is_not_in_the_contents(library: Site) -> None:
    library.build("html", **BOOK)
    (library.folder / "guide/end.md").unlink()
    (library.folder / "posts/p4.md").unlink()
    found = contents(library.build("epub", **BOOK))
    assert found == [entry for entry in CONTENTS if entry[1] not in ("guide/end", "posts/p4")]


def test_hidden_toctrees_can_be_left_out_of_the_contents(library: Site) -> None:
    library.build("epub", epub_tocscope="default", **BOOK)
    with ZipFile(library.folder / "build/epub/kb.epub") as book:
        assert b"posts/" not in book.read("nav.xhtml")


def test_the_sidebar_of_the_single_page_lists_articles(library: Site) -> None:
    links = library.build("singlehtml", **BOOK).soup("index").select(".sidebar-tree li.toctree-l2 > a")
    assert [link["href"] for link in links] == [f"#document-posts/p{number}" for number in (3, 6, 5, 1, 4, 2, 0)]


def outline(built: Build, file: str = "kb.tex") -> list[str]:
    """Check that each reference of a LaTeX document has a target, and return its headings with their levels."""
    text = built.text(file)
    targets = set(re.findall(r"\\label\{\\detokenize\{(.*?)\}\}", text))
    assert set(re.findall(r"\\hyperref\[\\detokenize\{(.*?)\}\]", text)) <= targets
    found = re.findall(r"^\\(part|chapter|section|subsection)\{(.*)\}$", text, re.MULTILINE)
    return [f"{level} {title}" for level, title in found]


def chapters(*numbers: int, level: str = "chapter", below: str = "section") -> list[str]:
    """Return the headings of the numbered articles."""
    return [heading for number in numbers for heading in (f"{level} Title of p{number}", f"{below} Part")]


ARTICLES = [
    "part All articles",
    *chapters(3),
    "part B",
    *chapters(6),
    "part C",
    *chapters(5, 1),
    "part 나무",
    *chapters(4, 2, 0),
]


def test_categories_are_parts_of_a_pdf_and_articles_are_chapters(library: Site) -> None:
    built = library.build("latex", latex_engine="xelatex", anthology_related=0, **BOOK)
    assert built.warnings == ""
    assert outline(built) == ["part Guide", "chapter Start", "section First", "chapter End", *ARTICLES]
    text = built.text("kb.tex").split(r"\begin{document}")[1]
    assert "Words." in text
    assert [text.count(f"{{Title of p{number}}}") for number in range(7)] == [1] * 7, "lists are left out"
    assert "contentsname" not in built.text("kb.tex"), "the first caption is not that of the contents"


def test_pages_without_a_caption_are_chapters_before_the_parts(library: Site) -> None:
    library.write(
        "index.md",
        f"{HOME}\nMore words.\n\n```{{toctree}}\n:caption: Guide\n\nguide/start\n```\n\n"
        "## Topic\n\n```{toctree}\nguide/end\n```\n\n## Empty\n\n```{toctree}\nbrowse/categories/c\n```\n\n"
        "# Second\n\n```{toctree}\nmore\n```\n",
    )
    library.write("more.md", "# More\n\nText.\n")
    found = outline(library.build("latex", latex_engine="xelatex", **BOOK))
    c = ARTICLES.index("part C")
    assert found == [
        "chapter Latest",
        "part Topic",
        "chapter End",
        *ARTICLES[c : c + 5],
        "part Second",
        "chapter More",
        "part Guide",
        "chapter Start",
        "section First",
        *ARTICLES[:c],
        *ARTICLES[c + 5 :],
    ]


def test_a_nested_category_is_a_part_after_its_parent(library: Site) -> None:
    library.write("browse/categories/b.md", "# B\n\nOwn words.\n\n```{posts}\n:category: B\n```\n\n```{toctree}\nc\n```\n")
    library.write("index.md", "# Home\n\n```{toctree}\nguide/end\nbrowse/categories/b\n```\n")
    built = library.build("latex", latex_engine="xelatex", anthology_navigation=False, **BOOK)
    assert outline(built) == ["chapter End", "part B", *chapters(6), "part B / C", *chapters(5, 1)]
    assert "Own words." in built.text("kb.tex")


def test_a_text_page_in_place_of_an_index_is_a_chapter(library: Site) -> None:
    library.write("browse/categories.md", "# Overview\n\nOwn words.\n\n```{categories}\n```\n")
    found = outline(library.build("latex", latex_engine="xelatex", **BOOK))
    assert found[found.index("part B") - 2 : found.index("part B")] == ["part Categories", "chapter Overview"]


def test_the_levels_of_a_pdf_can_be_configured(library: Site) -> None:
    built = library.build("latex", latex_engine="xelatex", latex_toplevel_sectioning="chapter", **BOOK)
    found = outline(built)
    assert found[-7:] == ["chapter 나무", *chapters(4, 2, 0, level="section", below="subsection")]
    assert "contentsname}{Guide}" in built.text("kb.tex")


def test_a_pdf_can_contain_toctrees_only(library: Site) -> None:
    library.write("index.md", f"{HOME}\n```{{toctree}}\nguide/end\nbrowse/categories/c\n```\n")
    documents = [("index", "kb.tex", "A", "us", "manual", True)]
    found = outline(library.build("latex", latex_engine="xelatex", latex_documents=documents, **BOOK))
    assert found[:3] == ["chapter End", "part C", "chapter Title of p5"]


def test_several_pdfs_have_their_own_levels(library: Site) -> None:
    library.write("guide/start.md", "# Start\n\n## First\n\n```{toctree}\n:caption: More\n\nend\n```\n")
    library.write("more.md", "---\norphan: true\n---\n# More\n\n## Inner\n")
    documents = [
        ("index", "kb.tex", "A", "us", "manual"),
        ("guide/start", "guide.tex", "B", "us", "manual"),
        ("index", "short.tex", "C", "us", "howto"),
    ]
    options = BOOK | {"latex_documents": documents, "latex_appendices": ["more"], "latex_engine": "xelatex"}
    built = library.build("latex", **options)
    appendix = ["chapter More", "section Inner"]
    assert outline(built)[:2] == ["part Guide", "chapter Start"]
    assert outline(built)[-len(ARTICLES) - 2 :] == [*ARTICLES, *appendix]
    assert outline(built, "guide.tex") == ["chapter First", "section End", *appendix]
    assert "contentsname}{More}" in built.text("guide.tex")
    assert outline(built, "short.tex")[-7:] == ["part 나무", *chapters(4, 2, 0, level="section", below="subsection")]


def test_a_pdf_can_contain_a_list_of_todos(site: Site) -> None:
    site.write("conf.py", CONFIGURATION + 'extensions += ["sphinx.ext.todo"]\ntodo_include_todos = True\n')
    site.write("index.md", "# Home\n\n```{todolist}\n```\n")
    site.post("a", "```{todo}\nDescribe [this](b.md).\n```\n", category="A")
    site.post("b", category="A")
    text = site.build("latex", project="kb").text("kb.tex")
    assert text.count(r"\begin{sphinxtodo}") == 2
    assert r"\part{A}" in text
