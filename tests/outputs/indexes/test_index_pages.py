"""The Markdown of index pages."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.collection import Collection
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.outputs.indexes.pages import MARKER, IndexPage, generate_index_pages, render_home_page
from sphinx_anthology.settings import Settings


def make_posts(*categories: str) -> tuple[Post, ...]:
    """Return a post in each category; an empty name is no category."""
    return tuple(
        Post(f"p/{n}.md", f"p/{n}", str(n), "T", categories=((name,),) if name else ()) for n, name in enumerate(categories)
    )


def generate(posts: tuple[Post, ...], page_size: int = 24, browse: str = "browse") -> dict[str, IndexPage]:
    catalogue = Catalogue({"": Collection(Settings(page_size=page_size, browse=browse), posts)})
    return {page.docname: page for page in generate_index_pages(catalogue, lambda message: message)}


def test_a_site_without_posts_has_no_index_pages() -> None:
    assert generate(()) == {}


def test_a_site_without_categories_has_only_the_page_of_all_posts() -> None:
    assert list(generate(make_posts(""))) == ["browse/posts"]


def test_there_are_pages_for_all_posts_the_categories_each_category_and_the_links() -> None:
    assert list(generate(make_posts("Web Dev", "C#", "🎉"), browse="a/b")) == [
        "a/b/posts",
        "a/b/categories",
        "a/b/categories/csharp",
        "a/b/categories/web-dev",
        "a/b/categories/u1f389",
        "a/b/map",
    ]


def test_a_long_index_is_split_into_numbered_pages() -> None:
    pages = generate(make_posts("Dev", "Dev", "Dev"), page_size=2)
    assert list(pages) == [
        "browse/posts",
        "browse/posts/page-2",
        "browse/categories",
        "browse/categories/dev",
        "browse/categories/dev/page-2",
        "browse/map",
    ]
    assert [page.number for page in pages.values()] == [1, 2, 1, 1, 2, 1]


def test_each_page_of_an_index_knows_all_of_its_pages() -> None:
    index = generate(make_posts("", "", ""), page_size=1)["browse/posts/page-2"].index
    assert index is not None
    assert index.docnames == ("browse/posts", "browse/posts/page-2", "browse/posts/page-3")


def test_a_page_is_a_title_and_a_directive() -> None:
    assert generate(make_posts("Dev"))["browse/categories/dev"].text == (
        f"{MARKER}\n\n# Dev\n\n```{{posts}}\n:category: dev\n:layout: cards\n:page: 1\n```\n"
    )


def test_second_and_later_pages_are_orphans() -> None:
    pages = generate(make_posts("", ""), page_size=1)
    assert pages["browse/posts/page-2"].text.startswith("---\norphan: true\n---\n")
    assert not pages["browse/posts"].text.startswith("---")


def test_a_new_post_does_not_change_the_text_of_an_index_page() -> None:
    assert generate(make_posts("Dev"))["browse/posts"].text == generate(make_posts("Dev", "Dev"))["browse/posts"].text


def test_every_index_page_has_the_marker_near_its_top() -> None:
    pages = generate(make_posts("Dev", "Dev"), page_size=1).values()
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
def test_the_name_of_a_category_is_not_interpreted_as_markdown(name: str) -> None:
    (title,) = {
        page.text.split("\n\n")[1] for page in generate(make_posts(name)).values() if page.index and page.index.taxonomy
    }
    inline = MarkdownIt().enable(["table", "strikethrough"]).parse(title)[1]
    assert [(token.type, token.content) for token in inline.children or () if token.type != "text_special"] == [("text", name)]


def test_a_generated_home_page_is_a_landing_page_with_the_name_of_the_site() -> None:
    assert render_home_page("My *site*") == "---\nlayout: home\n---\n\n# My \\*site\\*\n"


def test_a_page_size_of_zero_does_not_stop_the_build() -> None:
    assert "browse/posts" in generate(make_posts("", ""), page_size=0)


@pytest.mark.parametrize("browse", ["", ".", "/browse", "../browse", "browse/", "a//b"])
def test_index_pages_are_in_the_source_folder_and_have_normal_docnames(browse: str) -> None:
    names = generate(make_posts("Dev"), browse=browse)
    assert all(part.strip(".") for name in names for part in name.split("/"))


def test_no_category_has_the_address_of_the_list_of_categories() -> None:
    names = [name.removesuffix("/index") for name in generate(make_posts("Index"))]
    assert len(set(names)) == len(names)
