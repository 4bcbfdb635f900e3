from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.collection import Collection
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.outputs.index_pages import MARKER, IndexPage, index_pages, literal, start_page
from sphinx_anthology.settings import Settings


def site(*categories: str) -> tuple[Post, ...]:
    return tuple(
        Post(f"p/{n}.md", f"p/{n}", str(n), "T", categories=((name,),) if name else ()) for n, name in enumerate(categories)
    )


def made(posts: tuple[Post, ...], page_size: int = 24, browse: str = "browse") -> dict[str, IndexPage]:
    catalogue = Catalogue({"": Collection(Settings(page_size=page_size, browse=browse), posts)})
    return {page.docname: page for page in index_pages(catalogue, lambda message: message)}


def test_a_site_without_posts_has_no_index_pages() -> None:
    assert made(()) == {}


def test_a_site_without_categories_has_a_page_of_all_posts_only() -> None:
    assert list(made(site(""))) == ["browse/posts"]


def test_there_is_a_page_for_all_posts_for_the_categories_for_each_category_and_for_links() -> None:
    assert list(made(site("Web Dev", "C#", "🎉"), browse="a/b")) == [
        "a/b/posts",
        "a/b/categories",
        "a/b/categories/csharp",
        "a/b/categories/web-dev",
        "a/b/categories/u1f389",
        "a/b/map",
    ]


def test_a_long_index_has_numbered_pages() -> None:
    pages = made(site("Dev", "Dev", "Dev"), page_size=2)
    assert list(pages) == [
        "browse/posts",
        "browse/posts/page-2",
        "browse/categories",
        "browse/categories/dev",
        "browse/categories/dev/page-2",
        "browse/map",
    ]
    assert [page.number for page in pages.values()] == [1, 2, 1, 1, 2, 1]


def test_the_pages_of_an_index_know_each_other() -> None:
    index = made(site("", "", ""), page_size=1)["browse/posts/page-2"].index
    assert index is not None
    assert index.docnames == ("browse/posts", "browse/posts/page-2", "browse/posts/page-3")


def test_a_page_is_a_title_and_a_directive() -> None:
    assert made(site("Dev"))["browse/categories/dev"].text == (
        f"{MARKER}\n\n# Dev\n\n```{{posts}}\n:category: dev\n:layout: cards\n:page: 1\n```\n"
    )


def test_later_pages_stand_in_no_toctree() -> None:
    pages = made(site("", ""), page_size=1)
    assert pages["browse/posts/page-2"].text.startswith("---\norphan: true\n---\n")
    assert not pages["browse/posts"].text.startswith("---")


def test_a_new_post_does_not_change_the_text_of_an_index_page() -> None:
    assert made(site("Dev"))["browse/posts"].text == made(site("Dev", "Dev"))["browse/posts"].text


def test_every_index_page_has_the_marker_near_its_top() -> None:
    pages = made(site("Dev", "Dev"), page_size=1).values()
    assert all(MARKER in page.text.splitlines()[:4] for page in pages)


@pytest.mark.parametrize(
    "name",
    [
        "C#",
        "*a* _b_ `c`",
        "[a](b) ![c](d)",
        "<b>&amp;</b>",
        "{{ x }} {ref}`y`",
        "1. a",
        "- a",
        "$x$ \\ | ~~y~~ #",
        "{title}",
    ],
)
def test_the_name_of_a_category_is_never_read_as_markdown(name: str) -> None:
    (title,) = {page.text.split("\n\n")[1] for page in made(site(name)).values() if page.index and page.index.taxonomy}
    inline = MarkdownIt().enable(["table", "strikethrough"]).parse(title)[1]
    assert [(token.type, token.content) for token in inline.children or () if token.type != "text_special"] == [("text", name)]


def test_literal_text_is_shown_as_it_is() -> None:
    assert literal("a*b 가 #1") == r"a\*b 가 \#1"


def test_the_first_home_page_lists_posts_and_categories() -> None:
    text = start_page("My *site*", lambda message: message)
    assert text.startswith("# My \\*site\\*\n")
    assert text.count("```{posts}\n:limit: 6\n```") == text.count("```{categories}\n```") == 1


def test_a_page_size_of_nothing_does_not_stop_the_build() -> None:
    assert "browse/posts" in made(site("", ""), page_size=0)


@pytest.mark.parametrize("browse", ["", ".", "/browse", "../browse", "browse/", "a//b"])
def test_index_pages_lie_in_the_source_folder_under_names_that_sphinx_would_give_them(browse: str) -> None:
    names = made(site("Dev"), browse=browse)
    assert all(part.strip(".") for name in names for part in name.split("/"))


def test_no_category_has_the_address_of_the_overview() -> None:
    names = [name.removesuffix("/index") for name in made(site("Index"))]
    assert len(set(names)) == len(names)
