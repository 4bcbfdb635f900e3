"""Lookup of posts and index pages by addresses of the old blog and by paths of files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from post_records import make_catalogue, make_record
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.fields.record import Status
from sphinx_anthology.settings import Settings


def at(path: str, day: str, **fields: Any) -> Post:
    """Return the record of a post with a path and a date."""
    docname = path.removesuffix(".md")
    slug = fields.pop("slug", docname.rpartition("/")[2])
    return make_record(slug, path=path, docname=docname, published=datetime.fromisoformat(day).replace(tzinfo=UTC), **fields)


POSTS = (
    at("posts/2025/first.md", "2025-04-03", category="Web Dev", slug="the-first", tags="Css Grid"),
    at("posts/release/v1.0.0.md", "2024-01-05", category="release"),
    at("posts/old/v1.0.0.md", "2023-01-05", slug="other-one"),
    at(
        "posts/2024-02-03-dated.md",
        "2024-02-03",
        slug="dated",
        permalink="/p/77.html",
        aliases=("/was/here/", "https://old.example/there"),
    ),
    at("posts/bundle/index.md", "2024-03-03", slug="bundle"),
    at("posts/한글-글.md", "2024-04-04"),
)


def find(address: str, path: str = "", *posts: Post, **settings: Any) -> str | None:
    """Look up an address that stands in the file *path*."""
    return make_catalogue(*(posts or POSTS), settings=Settings(**settings)).addresses.find(address, path)


@pytest.mark.parametrize(
    ("address", "docname"),
    [
        ("/p/77.html", "posts/2024-02-03-dated"),
        ("/p/77", "posts/2024-02-03-dated"),
        ("/was/here", "posts/2024-02-03-dated"),
        ("/there/?utm=x#part", "posts/2024-02-03-dated"),
        ("/blog/the-first/", "posts/2025/first"),
        ("/blog/first", "posts/2025/first"),
        ("/2025/04/03/first.html", "posts/2025/first"),
        ("/web-dev/2025/4/3/first", "posts/2025/first"),
        ("/en/blog/the-first", "posts/2025/first"),
        ("/2024/02/03/dated/", "posts/2024-02-03-dated"),
        ("/blog/release/v1.0.0/", "posts/release/v1.0.0"),
        ("/blog/old/v1.0.0", "posts/old/v1.0.0"),
        ("@/release/v1.0.0.md", "posts/release/v1.0.0"),
        ("/posts/bundle/", "posts/bundle/index"),
        ("/posts/bundle/index.html", "posts/bundle/index"),
        ("/blog/%ED%95%9C%EA%B8%80-%EA%B8%80/", "posts/한글-글"),
        ("/Blog/THE-FIRST", "posts/2025/first"),
        ("/blog/", "browse/posts"),
        ("/categories/web-dev/", "browse/categories/web-dev"),
        ("/blog/release", "browse/categories/release"),
        ("/categories/", "browse/categories"),
    ],
)
def test_an_address_of_the_old_blog_means_a_page(address: str, docname: str) -> None:
    assert find(address) == docname


@pytest.mark.parametrize(
    "address",
    ["/", "/about/", "/2019/04/03/first.html", "/docs/first", "/blog/nothing", "/blog/2025/v9", "/tags/nothing"],
)
def test_an_address_that_no_post_explains_means_nothing(address: str) -> None:
    assert find(address) is None


def test_a_name_of_two_posts_means_the_nearer_one_or_none() -> None:
    assert find("/v1.0.0") is None
    assert find("/v1.0.0", "posts/old/x.md") == "posts/old/v1.0.0"


@pytest.mark.parametrize(
    ("address", "docname"),
    [
        ("v1.0.0.md", "posts/release/v1.0.0"),
        ("./v1.0.0", "posts/release/v1.0.0"),
        ("../old/v1.0.0.md#x", "posts/old/v1.0.0"),
        ("../bundle/index.md", "posts/bundle/index"),
        ("../the-first/", "posts/2025/first"),
    ],
)
def test_a_relative_address_is_looked_up_from_the_folder_of_the_file(address: str, docname: str) -> None:
    assert find(address, "posts/release/x.md") == docname


def test_a_pattern_describes_the_addresses_of_posts() -> None:
    pattern = "https://old.example/:category/:year-:month/:slug"
    assert find("https://old.example/web-dev/2025-04/the-first/", permalinks=(pattern,)) == "posts/2025/first"
    assert find("/web-dev/2025-04/the-first/", permalinks=(pattern,)) == "posts/2025/first"
    assert find("https://old.example/web-dev/2025-04/the-first/") is None


def test_a_pattern_describes_no_address_of_a_post_without_one_of_its_values() -> None:
    pattern = "https://old.example/:lang/:category/:year-:month/:slug"
    assert find("https://old.example/en/web-dev/2025-04/the-first", permalinks=(pattern,)) is None


def test_the_hosts_are_those_of_the_patterns_of_all_collections() -> None:
    collections = {"notes": {"posts": ("notes/**",), "permalinks": ["https://Notes.example/:slug"]}}
    settings = Settings(permalinks=("https://old.example:8000/:slug", "/:title"), collections=collections)
    assert make_catalogue(settings=settings).addresses.hosts == {"old.example:8000", "notes.example"}


def test_each_collection_has_its_own_patterns() -> None:
    collections = {"notes": {"posts": ("notes/**",), "permalinks": ["/n/:slug"]}}
    post = at("notes/a.md", "2025-01-01", collection="notes")
    assert [find(address, "", post, permalinks=("/q/:slug",), collections=collections) for address in ("/n/a", "/q/a")] == [
        "notes/a",
        None,
    ]


def test_of_two_posts_with_an_old_address_the_older_one_has_it() -> None:
    posts = (at("posts/a.md", "2025-01-02", permalink="/x"), at("posts/b.md", "2025-01-01", permalink="/x"))
    assert find("/x/", "", *posts) == "posts/b"


def test_an_old_address_wins_over_a_path() -> None:
    posts = (at("posts/a.md", "2025-01-02"), at("posts/b.md", "2025-01-01", aliases=("/posts/a",)))
    assert find("/posts/a", "", *posts) == "posts/b"
    assert find("a.md", "posts/b.md", *posts) == "posts/a"


def test_hidden_posts_are_found() -> None:
    assert find("/blog/a", "", at("posts/a.md", "2025-01-01", status=Status.HIDDEN)) == "posts/a"


@pytest.mark.parametrize(
    ("address", "docname"),
    [
        ("/2025/04/03/first", "posts/2025/first"),
        ("/04/2025/first", "posts/2025/first"),
        ("/2025/05/first", None),
        ("/css/first", "posts/2025/first"),
        ("/grid/the-first", "posts/2025/first"),
        ("/flex/the-first", None),
        ("/ko/blog/first", "posts/2025/first"),
        ("/xx/blog/first", None),
        ("/posts/2025/first", "posts/2025/first"),
        ("/blog/2025/posts/first", "posts/2025/first"),
    ],
)
def test_each_part_of_an_address_has_to_be_explained(address: str, docname: str | None) -> None:
    assert find(address) == docname


def test_more_shared_folders_win_over_the_nearer_post() -> None:
    posts = (at("posts/a/x.md", "2025-01-01"), at("posts/b/x.md", "2025-01-02"))
    assert find("/a/x", "posts/b/y.md", *posts) == "posts/a/x"
    assert find("/x", "posts/b/y.md", *posts) == "posts/b/x"
    assert find("/x", "posts/y.md", *posts) is None


def test_the_folder_of_a_bundle_is_its_name_and_no_folder() -> None:
    posts = (at("posts/a/x/index.md", "2025-01-01"), at("posts/b/x/README.md", "2025-01-02"))
    assert [find(address, "", *posts) for address in ("/a/x", "/b/x", "/x/x")] == [
        "posts/a/x/index",
        "posts/b/x/README",
        None,
    ]


def test_a_relative_address_is_no_index_page() -> None:
    assert [find(address, "posts/x.md") for address in ("categories", "../blog", "tags/")] == [None] * 3


@pytest.mark.parametrize(
    ("address", "docname"),
    [
        ("/tags/css", "browse/tags/css"),
        ("/tag/CSS/", "browse/tags/css"),
        ("/tags/", "browse/tags"),
        ("/blog/archives/", "browse/posts"),
        ("/blog/categories/web-dev", "browse/categories/web-dev"),
        ("/category/release", "browse/categories/release"),
        ("/authors/nobody", None),
        ("/authors", None),
        ("/series/", None),
    ],
)
def test_an_address_of_a_taxonomy_means_its_index_page_or_a_term_page(address: str, docname: str | None) -> None:
    assert find(address, tag_min_posts=1) == docname


def test_a_term_without_a_page_is_not_found() -> None:
    assert find("/tags/css") is None


def test_a_category_below_another_is_found_by_its_path() -> None:
    post = at("posts/a.md", "2025-01-01", category="AI/Models")
    assert find("/blog/ai/models/", "", post) == "browse/categories/ai/models"
    assert find("/categories/ai/models", "", post) == "browse/categories/ai/models"


def test_the_post_with_the_most_folders_of_the_address_is_meant() -> None:
    posts = (at("posts/en/web/part.md", "2025-01-01", slug="one"), at("posts/ko/web/part.md", "2025-01-02", slug="two"))
    assert find("/ko/web/part", "", *posts) == "posts/ko/web/part"
    assert find("/en/web/part", "", *posts) == "posts/en/web/part"


def test_a_relative_path_wins_over_a_nearer_post_with_that_name() -> None:
    posts = (at("posts/x.md", "2025-01-01"), at("posts/a/x.md", "2025-01-02"))
    assert find("../x.md", "posts/a/y.md", *posts) == "posts/x"
    assert find("x.md", "posts/a/y.md", *posts) == "posts/a/x"


@pytest.mark.parametrize("address", ["/x", "@/x.md", "https://old.example/x", "/x.md"])
def test_an_address_that_is_not_relative_is_not_looked_up_beside_the_file(address: str) -> None:
    assert find(address, "posts/a/y.md", at("x.md", "2025-01-01"), at("posts/a/x.md", "2025-01-02")) == "x"


def test_a_file_name_with_the_suffix_of_a_page_is_found_with_it_and_without() -> None:
    post = at("posts/note.html.md", "2025-01-01")
    assert [find(address, "", post) for address in ("/blog/note.html", "/blog/note", "/blog/note.html.md")] == [
        "posts/note.html"
    ] * 3


def test_several_folders_at_the_end_of_an_address_may_be_those_of_the_file() -> None:
    post = at("posts/alpha/beta/x.md", "2025-01-01")
    found = [find(address, "", post) for address in ("/alpha/beta/x", "/beta/x", "/beta/alpha/x", "/alpha/x")]
    assert found == ["posts/alpha/beta/x", "posts/alpha/beta/x", None, None]
