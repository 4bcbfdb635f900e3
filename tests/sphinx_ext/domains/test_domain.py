"""References to posts and categories, within a project and from another one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import CONFIGURATION, Site
from sphinx.util.inventory import InventoryFile


@pytest.mark.parametrize(
    ("markup", "text", "href"),
    [
        ("{post}`one`", "Title of one", "posts/one.html"),
        ("{blog:post}`one`", "Title of one", "posts/one.html"),
        ("{post}`Title of one`", "Title of one", "posts/one.html"),
        ("{post}`see this <one>`", "see this", "posts/one.html"),
        (
            "{category}`화제의 이슈`",
            "화제의 이슈",
            "browse/categories/%ED%99%94%EC%A0%9C%EC%9D%98-%EC%9D%B4%EC%8A%88.html",
        ),
        (
            "{category}`화제의-이슈`",
            "화제의 이슈",
            "browse/categories/%ED%99%94%EC%A0%9C%EC%9D%98-%EC%9D%B4%EC%8A%88.html",
        ),
        (
            "{blog:category}`그 분류 <화제의 이슈>`",
            "그 분류",
            "browse/categories/%ED%99%94%EC%A0%9C%EC%9D%98-%EC%9D%B4%EC%8A%88.html",
        ),
    ],
)
def test_a_role_links_by_name_with_the_title_of_the_target_or_explicit_text(
    site: Site, markup: str, text: str, href: str
) -> None:
    site.post("one", category="화제의 이슈")
    site.write("index.md", f"# Home\n\nSee {markup}.\n")
    built = site.build()
    assert not built.warnings
    link = built.soup("index").find("article").find("p").find("a")
    assert (link.get_text(), link["href"]) == (text, href)


def test_roles_work_in_restructuredtext_and_in_folders(site: Site) -> None:
    site.post("a/b/one", slug="deep", category="A")
    site.write("x/y.rst", ":orphan:\n\nY\n=\n\n:post:`deep` :blog:category:`A`\n")
    built = site.build()
    assert not built.warnings
    links = [link["href"] for link in built.soup("x/y").find("article").find("p").find_all("a")]
    assert links == ["../posts/a/b/one.html", "../browse/categories/a.html"]


def test_an_unknown_target_is_reported_with_the_nearest_slugs(site: Site) -> None:
    site.post("reading-numbers", category="Numbers")
    site.write("index.md", "# Home\n\nSee {post}`reading-number` and\n{category}`Nubers`.\n")
    built = site.build()
    assert built.codes == ["anthology.target-unknown"] * 2
    assert "index.md:3: WARNING: There is no post 'reading-number'. Did you mean 'reading-numbers'?" in built.warnings
    assert "There is no category 'Nubers'. Did you mean 'numbers'?" in built.warnings
    assert "reading-number and Nubers" in built.article("index")


def test_a_post_that_is_not_published_is_named_as_such(site: Site) -> None:
    site.post("waiting", title="The draft", draft=True)
    site.post("later", date="2999-01-01")
    site.post("one", "[[waiting]]\n\n[words](post:later) and {post}`The draft` and {post}`waitin`.\n")
    site.post("two", "[[The draft]] and [[nowhere]]\n")
    built = site.build()
    assert built.codes == ["anthology.target-unknown"] * 5
    for message in (
        "posts/one.md:6: WARNING: Shown as text: [[waiting]]. The post 'waiting' is not published. "
        "Publish 'posts/waiting.md', or remove the link.",
        "The post 'later' is not published. Publish 'posts/later.md', or remove the link.",
        "The post 'The draft' is not published. Publish 'posts/waiting.md', or remove the link.",
        "There is no post 'waitin'.",
        "posts/two.md:6: WARNING: Shown as text: [[The draft]], [[nowhere]]. No published posts have these names.",
    ):
        assert message in built.warnings


def test_posts_and_categories_are_in_the_inventory_by_slug(site: Site) -> None:
    site.post("one", slug="first-post", category="화제의 이슈")
    built = site.build()
    inventory = InventoryFile.loads((built.output / "objects.inv").read_bytes(), uri="https://kb.example").data
    assert inventory["blog:post"]["post:first-post"].uri == "https://kb.example/posts/one.html"
    assert inventory["blog:post"]["post:first-post"].display_name == "Title of one"
    assert inventory["blog:category"]["category:화제의-이슈"].display_name == "화제의 이슈"


def test_another_project_links_to_posts_through_the_inventory(make_site: Callable[..., Site]) -> None:
    kb = make_site("kb")
    kb.post("one", slug="first-post", category="A")
    output = kb.build().output
    other = make_site(
        "other",
        CONFIGURATION.replace("[", '["sphinx.ext.intersphinx", ')
        + f'intersphinx_mapping = {{"kb": ("https://kb.example/", {str(output / "objects.inv")!r})}}\n',
    )
    other.write("index.md", "# Home\n\n{external+kb:blog:post}`first-post` {post}`first-post` {category}`a`\n")
    built = other.build()
    assert not built.warnings
    links = [(link.get_text(), link["href"]) for link in built.soup("index").find("article").find("p").find_all("a")]
    assert links == [
        ("Title of one", "https://kb.example/posts/one.html"),
        ("Title of one", "https://kb.example/posts/one.html"),
        ("A", "https://kb.example/browse/categories/a.html"),
    ]
