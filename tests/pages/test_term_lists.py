"""Index pages and term pages of all taxonomies."""

from __future__ import annotations

import pytest
from conftest import CONFIGURATION, Build, Site


def links(built: Build, page: str, selector: str = "article a.reference") -> list[tuple[str, str]]:
    """Return text and address of the links on a page to other pages."""
    return [(link.get_text(), link["href"]) for link in built.soup(page).select(selector)]


def words(built: Build, page: str, selector: str) -> list[str]:
    """Return the texts of elements on a page, with single spaces."""
    return [" ".join(element.get_text(" ").split()) for element in built.soup(page).select(selector)]


def write_nested(site: Site) -> None:
    """Write posts with nested categories."""
    site.post("base", category="AI", date="2025-01-01")
    site.post("model", category="AI / Models", date="2025-01-02")
    site.post("tool", category="AI / Tools", date="2025-01-03")
    site.post("web", category="Web", date="2025-01-04")


@pytest.fixture
def nested(site: Site) -> Site:
    """A site with nested categories."""
    write_nested(site)
    return site


@pytest.fixture(scope="module")
def nested_pages(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The built site with nested categories, for tests that read it only."""
    site = Site(tmp_path_factory.mktemp("nested"))
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n")
    write_nested(site)
    return site.build()


def test_a_category_lists_its_posts_and_those_of_nested_categories(nested_pages: Build) -> None:
    assert nested_pages.warnings == ""
    cards = words(nested_pages, "browse/categories/ai", ".anthology-card-link")
    assert cards == ["Title of tool", "Title of model", "Title of base"]
    assert words(nested_pages, "browse/categories/ai", ".anthology-compact-terms a") == ["Models", "Tools"]
    assert words(nested_pages, "browse/categories/ai/models", ".anthology-card-link") == ["Title of model"]


def test_a_nested_category_has_breadcrumbs(nested_pages: Build) -> None:
    assert links(nested_pages, "browse/categories/ai/models", ".anthology-breadcrumbs a") == [
        ("All categories", "../../categories.html"),
        ("AI", "../ai.html"),
    ]


def test_an_article_shows_the_path_of_its_category(nested_pages: Build) -> None:
    assert links(nested_pages, "posts/model", ".anthology-category a") == [
        ("AI", "../browse/categories/ai.html"),
        ("Models", "../browse/categories/ai/models.html"),
    ]


def test_the_sidebar_nests_categories_and_marks_that_of_the_article(nested_pages: Build) -> None:
    page = nested_pages.soup("posts/model")
    inner = page.select(".sidebar-tree .toctree-l2 > a")
    assert [link.get_text() for link in inner] == ["Models", "Tools"]
    assert [link.get_text() for link in page.select(".sidebar-tree li.current > a")] == ["AI", "Models"]


def test_the_index_page_shows_top_categories_with_all_their_posts_and_lists_the_nested_ones(nested_pages: Build) -> None:
    cards = words(nested_pages, "browse/categories", ".anthology-card")
    assert cards == [
        "AI Models · Tools 3 articles · Latest: Title of tool",
        "Web 1 article · Latest: Title of web",
    ]


def test_the_cover_of_a_category_is_that_of_its_newest_post_with_a_cover(site: Site) -> None:
    site.picture("public/c.png")
    site.post("old", category="A", coverImage="/c.png", date="2024-01-01")
    site.post("new", category="A")
    site.post("other", category="B")
    cards = site.build().soup("browse/categories").select(".anthology-card")
    assert [bool(card.find("img")) for card in cards] == [True, False]
    assert [letter.get_text() for letter in cards[1].select("svg.anthology-emblem")] == ["B"]


def test_titles_of_articles_in_another_language_have_a_lang_attribute(site: Site) -> None:
    for number in range(3):
        site.post(f"p{number}", title=f"{number}번째 글", lang="ko", category="A", series="S", seriesOrder=number)
    built = site.build()
    assert [title["lang"] for title in built.soup("browse/categories").select(".anthology-latest")] == ["ko"]
    page = built.soup("posts/p1")
    assert [link["lang"] for link in page.select(".anthology-parts a, .anthology-next-part a")] == ["ko"] * 3
    assert not site.build(language="ko").soup("posts/p1").select(".anthology-series [lang]")


def test_the_name_and_the_address_of_a_category_can_be_configured(site: Site) -> None:
    site.picture("public/c.png", 30, 20)
    site.post("one", category="화제의 이슈")
    site.post("two", category="A")
    said = {"title": "Issues", "slug": "issues", "description": "What is <b>hot</b>.", "cover": "/c.png", "order": 1}
    built = site.build(anthology_categories={"화제의 이슈": said})
    assert built.warnings == ""
    first = built.soup("browse/categories").select(".anthology-card")[0]
    assert " ".join(first.get_text(" ").split()) == "Issues What is <b>hot</b>. 1 article · Latest: Title of one"
    assert first.find("img")["width"] == "30"
    assert first.find("a")["href"] == "categories/issues.html"
    assert "What is <b>hot</b>." in built.article("browse/categories/issues")
    assert links(built, "posts/one", ".anthology-category a") == [("Issues", "../browse/categories/issues.html")]


def test_a_hand_written_term_page_sets_the_name_of_its_category(site: Site) -> None:
    site.post("one", category="Engineering")
    site.post("two", category="A")
    header = "title: The *desk*\ndescription: How we build it.\norder: 1\n"
    site.write(
        "browse/categories/engineering.md", f"---\n{header}---\n\nOwn words.\n\n```{{posts}}\n:category: Engineering\n```\n"
    )
    built = site.build()
    assert built.warnings == ""
    assert words(built, "browse/categories", ".anthology-card")[0] == (
        "The *desk* How we build it. 1 article · Latest: Title of one"
    )
    assert built.article("browse/categories/engineering").startswith("The *desk* ¶ All categories Own words. Title of one")
    assert links(built, "posts/one", ".anthology-category a") == [("The *desk*", "../browse/categories/engineering.html")]


def test_a_hand_written_term_page_with_another_name_replaces_the_page_of_the_category_it_names(site: Site) -> None:
    site.post("one", category="AI / Models")
    site.write("browse/categories/zoo.md", "---\ncategory: AI / Models\n---\n\n# The zoo\n\nOwn words.\n")
    built = site.build()
    assert built.warnings == ""
    assert links(built, "posts/one", ".anthology-category a")[1] == ("Models", "../browse/categories/zoo.html")
    assert not (site.folder / "browse/categories/ai/models.md").exists()


def test_a_page_in_another_folder_can_be_configured_as_a_term_page(site: Site) -> None:
    site.post("one", category="A")
    site.write("topics/a.rst", "All of A\n========\n\n.. posts::\n   :category: A\n")
    built = site.build(anthology_categories={"A": {"page": "topics/a"}})
    assert built.warnings == ""
    assert links(built, "posts/one", ".anthology-category a") == [("A", "../topics/a.html")]
    assert words(built, "topics/a", ".anthology-card-link") == ["Title of one"]
    assert not (site.folder / "browse/categories/a.md").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"A": {"titel": "B"}}, "'A' cannot have 'titel'. Did you mean 'title'?"),
        ({"A": {"order": "1"}}, "'order' of 'A' has to be of type int, not '1'."),
        ({"A": {"order": True}}, "'order' of 'A' has to be of type int, not True."),
        (
            {"A": "B"},
            "'A' has to be the name of a category, with a dictionary of "
            "title, slug, description, cover, cover_dark, color, order, page.",
        ),
        ({"A": {"page": "topics/none"}}, "'A' has the page 'topics/none', which does not exist"),
        ({"A": {"page": "../secret"}}, "'A' has the page '../secret', which does not exist"),
    ],
    ids=str,
)
def test_invalid_metadata_of_a_category_is_reported_and_its_page_exists(site: Site, given: object, said: str) -> None:
    site.post("one", category="A")
    built = site.build(anthology_categories=given)
    assert built.codes == ["anthology.option-invalid"]
    assert f"anthology_categories: {said}" in built.warnings
    assert words(built, "browse/categories/a", ".anthology-card-link") == ["Title of one"]


def test_a_missing_cover_of_a_category_is_reported(site: Site) -> None:
    site.post("one", category="A")
    built = site.build(anthology_categories={"A": {"cover": "/none.png"}})
    assert built.codes == ["anthology.image-missing"]
    assert "/none.png" in built.warnings


def test_a_nested_category_is_below_the_configured_address_of_its_parent(nested: Site) -> None:
    said = {"AI": {"slug": "minds"}, "AI / Models": {"slug": "m", "title": "Their models"}}
    built = nested.build(anthology_categories=said)
    assert built.warnings == ""
    assert words(built, "browse/categories/minds/m", ".anthology-card-link") == ["Title of model"]
    assert links(built, "browse/categories/minds/m", ".anthology-breadcrumbs a")[1] == ("AI", "../minds.html")
    assert built.soup("browse/categories/minds/m").find("h1").contents[0] == "Their models"


def test_numbered_categories_come_first_on_the_index_page_and_in_the_sidebar(site: Site) -> None:
    for name in "abcd":
        site.post(name, category=name)
    built = site.build(anthology_categories={"d": {"order": 1}, "c": {"order": 2}})
    assert words(built, "browse/categories", ".anthology-card-link") == ["d", "c", "a", "b"]
    entries = [text for text, href in links(built, "index", ".sidebar-tree a") if "categories/" in href]
    assert entries == ["d", "c", "a", "b"]


def test_a_hand_written_term_page_can_be_in_restructuredtext(site: Site) -> None:
    site.post("one", category="A")
    site.write("browse/categories/a.rst", "My A\n====\n\n.. posts::\n   :category: A\n   :layout: compact\n")
    built = site.build()
    assert built.warnings == ""
    assert not (site.folder / "browse/categories/a.md").exists()
    assert words(built, "browse/categories/a", ".anthology-compact a") == ["Title of one"]
    assert links(built, "posts/one", ".anthology-category a") == [("A", "../browse/categories/a.html")]


@pytest.mark.parametrize("page", ["browse/categories/a", "browse/categories/mine", "topics/mine"])
def test_a_hand_written_term_page_can_show_the_first_page_of_a_listing(site: Site, page: str) -> None:
    for number in range(5):
        site.post(f"p{number}", category="A", date=f"2025-01-0{number + 1}")
    site.write(f"{page}.md", "---\ncategory: A\n---\n\n# Mine\n\n```{posts}\n:category: A\n:page: 1\n```\n")
    built = site.build(anthology_page_size=2, anthology_categories={"A": {"page": page}})
    assert built.warnings == ""
    assert words(built, page, ".anthology-card-link") == ["Title of p4", "Title of p3"]
    assert words(built, page, ".anthology-pagination a") == ["2", "3"]
    assert words(built, "browse/categories/a/page-3", ".anthology-card-link") == ["Title of p0"]
    assert [file.name for file in (site.folder / "topics").rglob("*")] == (["mine.md"] if page.startswith("topics") else [])


def test_a_hand_written_term_page_works_for_every_taxonomy(site: Site) -> None:
    pages = {"tags": "a", "authors": "a", "series": "a", "archive": "2025"}
    for number in range(2):
        site.post(f"p{number}", tags="a", author="A", series="A")
    for taxonomy, name in pages.items():
        site.write(f"browse/{taxonomy}/{name}.md", "---\ntitle: By *hand*\ndescription: What it is.\n---\n\nOwn words.\n")
    built = site.build()
    assert built.warnings == ""
    for taxonomy, name in pages.items():
        assert built.article(f"browse/{taxonomy}/{name}").endswith("Own words.")
        assert built.soup(f"browse/{taxonomy}/{name}").select_one(".anthology-breadcrumbs a")["href"] == f"../{taxonomy}.html"
        assert ("By *hand*" in built.article(f"browse/{taxonomy}")) is (taxonomy != "archive")


@pytest.fixture
def tagged(site: Site) -> Site:
    """A site with a common tag, a rare tag, and one in between."""
    site.post("p0", tags="C++, python")
    site.post("p1", tags="c++, python, c++")
    site.post("p2", tags="C++")
    return site


def test_the_index_page_of_tags_has_counts_and_links_a_rare_tag_to_its_post(tagged: Site) -> None:
    tagged.post("p3", tags="alone")
    built = tagged.build()
    assert built.warnings == ""
    assert words(built, "browse/tags", ".anthology-common-tags li") == ["C++ 3", "python 2"]
    assert links(built, "browse/tags", ".anthology-rare-tags a") == [("alone", "../posts/p3.html")]
    assert not (built.output / "browse/tags/alone.html").exists()


def test_the_minimum_number_of_posts_for_a_tag_page_can_be_configured(tagged: Site) -> None:
    built = tagged.build(anthology_tag_min_posts=3)
    assert built.warnings == ""
    assert links(built, "posts/p0", ".anthology-tags a") == [
        ("C++", "../browse/tags/cplusplus.html"),
        ("python", "p1.html"),
    ]
    assert not (built.output / "browse/tags/python.html").exists()
    assert "python" in words(built, "browse/tags", ".anthology-rare-tags li")[0]


def test_a_tag_of_one_article_is_not_a_link(site: Site) -> None:
    site.post("one", tags="alone")
    page = site.build().soup("posts/one")
    assert page.select_one(".anthology-tag").name == "span"


AUTHORS = """
mina:
  name: Mina Seo
  title: Engineer
  description: Writes on <search>.
  image_url: /mina.png
  socials: {github: mina}
"""


def test_an_author_has_a_page_with_image_biography_and_links(site: Site) -> None:
    site.picture("public/mina.png", 40, 40)
    site.write("authors.yml", AUTHORS)
    site.post("one", author="mina")
    site.post("two", author="Jae Kim")
    built = site.build()
    assert built.warnings == ""
    text = built.article("browse/authors/mina-seo")
    assert text.startswith("Mina Seo ¶ Authors Engineer Writes on <search>. GitHub 1 article Title of one")
    page = built.soup("browse/authors/mina-seo")
    assert page.select_one("img.anthology-portrait")["alt"] == "Mina Seo"
    assert page.select_one(".anthology-links a")["href"] == "https://github.com/mina"
    assert words(built, "browse/authors", ".anthology-card") == [
        "JK Jae Kim 1 article",
        "Mina Seo Engineer Writes on <search>. 1 article",
    ]
    assert links(built, "posts/one", ".anthology-author a") == [("Mina Seo", "../browse/authors/mina-seo.html")]


def test_the_parts_of_a_series_link_to_each_other_in_order(site: Site) -> None:
    for number, order in enumerate([2, 3, 1]):
        site.post(f"p{number}", series="From scratch", seriesOrder=order, date=f"2025-01-0{number + 1}")
    built = site.build()
    assert built.warnings == ""
    assert words(built, "posts/p0", ".anthology-series") == ["Part 2 of 3 · From scratch Title of p2 Title of p0 Title of p1"]
    assert links(built, "posts/p2", ".anthology-next-part a") == [("Title of p0", "p0.html")]
    assert not built.soup("posts/p1").select(".anthology-next-part")
    numbered = built.soup("browse/series/from-scratch").select("ol.anthology-list > li strong")
    assert [item.get_text() for item in numbered] == ["Title of p2", "Title of p0", "Title of p1"]
    assert words(built, "browse/series", ".anthology-card") == ["From scratch 3 articles · Latest: Title of p2"]


def test_the_archive_shows_and_links_to_months(site: Site) -> None:
    site.post("a", date="2025-03-01")
    site.post("b", date="2025-03-31")
    site.post("c", date="2023-12-01")
    built = site.build()
    assert built.warnings == ""
    assert ("March 2025: 2 articles", "archive/2025.html#month-2025-03") in [
        (link["aria-label"], link["href"]) for link in built.soup("browse/archive").select("svg a[aria-label]")
    ]
    rows = built.soup("browse/archive").select(".anthology-years tbody tr")
    assert [" ".join(row.get_text(" ").split()) for row in rows] == ["2025 2 2", "2023 1 1"]
    assert words(built, "browse/archive/2025", "#month-2025-03") == [
        "March 2025 Title of b March 31, 2025 Title of a March 1, 2025"
    ]


def test_posts_without_a_date_are_in_no_year(site: Site) -> None:
    site.post("one", date=None)
    built = site.build()
    assert built.codes == ["anthology.date-missing"]
    assert not (site.folder / "browse/archive").exists()


INDEXES = ("posts", "categories", "tags", "authors", "series", "archive")


@pytest.fixture
def full(site: Site) -> Site:
    """A site with an index of every kind."""
    for number in range(3):
        site.post(f"p{number}", category="A", tags="t, u", author="Kim, Lee", series="S", date=f"202{number}-01-01")
    return site


def test_every_index_has_a_page(full: Site) -> None:
    built = full.build()
    assert built.warnings == ""
    entries = [link["href"] for link in built.soup("index").select(".sidebar-tree a")]
    assert entries == [
        "browse/posts.html",
        "browse/tags.html",
        "browse/authors.html",
        "browse/series.html",
        "browse/archive.html",
        "browse/map.html",
        "browse/categories.html",
        "browse/categories/a.html",
    ]


@pytest.mark.parametrize(("index", "wanted"), [*((index, False) for index in (*INDEXES, "map")), ("tags", {"shown": False})])
def test_an_index_can_be_turned_off(full: Site, index: str, wanted: object) -> None:
    built = full.build(anthology_indexes={index: wanted})
    assert [code for code in built.codes if code != "toc.not_included"] == []
    assert not (full.folder / f"browse/{index}.md").exists()
    assert not (full.folder / f"browse/{index}").exists()
    assert built.article("posts/p0").startswith("Title of p0")


def test_each_index_can_be_renamed_and_moved(full: Site) -> None:
    indexes = (*INDEXES, "map")
    built = full.build(anthology_indexes={index: {"title": f"My *{index}*", "folder": f"my-{index}"} for index in indexes})
    assert built.warnings == ""
    for index in indexes:
        assert built.soup(f"browse/my-{index}").find("h1").contents[0] == f"My *{index}*"
        assert not (full.folder / f"browse/{index}.md").exists()


@pytest.mark.parametrize(
    ("sort", "order"), [("name", ["A", "B", "C"]), ("count", ["C", "A", "B"]), ("newest", ["B", "C", "A"])]
)
def test_terms_of_every_taxonomy_can_be_sorted(site: Site, sort: str, order: list[str]) -> None:
    taxonomies = ("categories", "tags", "authors", "series")
    for number, name in enumerate("ACCB"):
        site.post(f"p{number}", category=name, tags=name, author=name, series=name, date=f"2025-01-0{number + 1}")
    built = site.build(anthology_indexes={index: {"sort": sort} for index in taxonomies}, anthology_tag_min_posts=1)
    for index in taxonomies:
        selector = ".anthology-tag-list a" if index == "tags" else ".anthology-card-link"
        assert words(built, f"browse/{index}", selector) == order


@pytest.mark.parametrize(("sort", "order"), [("newest", ["2022", "2020"]), ("name", ["2020", "2022"])])
def test_the_archive_can_be_sorted_by_year_in_both_directions(site: Site, sort: str, order: list[str]) -> None:
    site.post("a", date="2020-01-01")
    site.post("b", date="2022-01-01")
    built = site.build(anthology_indexes={"archive": {"sort": sort}})
    assert words(built, "browse/archive", ".anthology-years td:first-child") == order
    years = words(built, "browse/archive", ".anthology-heat-year")
    assert years == [order[0], "2021", order[1]]


PAGE_OF = {
    "posts": "posts",
    "categories": "categories/a",
    "tags": "tags/t",
    "authors": "authors/kim",
    "series": "series/s",
    "archive": "archive/2020",
}


@pytest.mark.parametrize(
    ("order", "titles"), [("newest", "bca"), ("oldest", "acb"), ("updated", "cba"), ("title", "abc"), ("part", "bac")]
)
def test_the_posts_of_any_index_can_be_sorted(site: Site, order: str, titles: str) -> None:
    fields = {"category": "A", "tags": "t", "author": "Kim", "series": "S"}
    for number, (title, part) in enumerate([("a", 2), ("c", 3), ("b", 1)]):
        updated = "2021-01-01" if title == "c" else None
        site.post(f"p{number}", title=title, seriesOrder=part, date=f"2020-01-0{number + 1}", updated=updated, **fields)
    built = site.build(anthology_indexes={index: {"order": order, "layout": "compact"} for index in INDEXES})
    shown = {index: "".join(words(built, f"browse/{page}", ".anthology-compact a")) for index, page in PAGE_OF.items()}
    assert shown == dict.fromkeys(INDEXES, titles)


@pytest.mark.parametrize("layout", ["cards", "featured", "list", "table", "timeline", "compact"])
def test_any_index_can_have_any_layout(full: Site, layout: str) -> None:
    built = full.build(anthology_indexes={index: {"layout": layout} for index in INDEXES})
    assert built.warnings == ""
    name = "anthology-month" if layout == "timeline" else f"anthology-{layout}"
    for page in PAGE_OF.values():
        assert built.soup(f"browse/{page}").select(f".{name}"), page
        assert "Title of p0" in built.article(f"browse/{page}")


def test_the_posts_of_an_index_can_be_sorted_and_laid_out(full: Site) -> None:
    built = full.build(anthology_indexes={"tags": {"order": "oldest", "layout": "table"}})
    assert words(built, "browse/tags/t", "tbody td:nth-child(2)") == ["Title of p0", "Title of p1", "Title of p2"]


def test_an_unknown_index_is_reported_with_the_known_ones(full: Site) -> None:
    given = {"tag": False, "tags": {"sort": "size", "sorted": 1, "folder": "", "title": 3, "shown": "no"}, "posts": 1}
    built = full.build(anthology_indexes=given)
    assert built.codes == ["anthology.option-invalid"] * 7
    assert "'folder' of 'tags' cannot be ''." in built.warnings
    assert "'title' of 'tags' cannot be 3." in built.warnings
    assert "'shown' of 'tags' cannot be 'no'." in built.warnings
    assert "'posts' must be True, False or a dictionary of 'shown', 'title'" in built.warnings
    assert "anthology_indexes: 'tag' is not an index. The indexes are 'posts', 'categories'" in built.warnings
    assert "'sort' of 'tags' cannot be 'size'. Write 'name', 'count' or 'newest'." in built.warnings
    assert "'tags' has no option 'sorted'" in built.warnings


def test_index_directives_on_a_site_without_posts_say_so(site: Site) -> None:
    directives = ("categories", "tags", "authors", "series", "archive")
    for directive in directives:
        site.write(f"all-{directive}.md", f"---\norphan: true\n---\n\n# All\n\n```{{{directive}}}\n```\n")
    built = site.build()
    assert built.warnings == ""
    assert [directive for directive in directives if " yet." not in built.article(f"all-{directive}")] == []


def test_an_index_directive_for_an_unknown_term_is_reported(nested: Site) -> None:
    nested.write("index.md", "# Home\n\n```{categories}\n:within: Ai/Model\n```\n")
    built = nested.build()
    assert "index.md:3: WARNING: There is no category 'Ai/Model'. Did you mean 'ai/models'" in built.warnings


def test_roles_link_to_term_pages(site: Site) -> None:
    addresses = {
        "{category}`AI / Models`": "browse/categories/ai/models.html",
        "{category}`Models`": "browse/categories/ai/models.html",
        "{tag}`common`": "browse/tags/common.html",
        "{tag}`rare`": "posts/two.html",
        "{blog:author}`kim`": "browse/authors/kim.html",
        "{series}`From scratch`": "browse/series/from-scratch.html",
    }
    site.post("one", category="AI / Models", tags="common", author="Kim", series="From scratch")
    site.post("two", tags="common, rare")
    site.write("index.md", "# Home\n\n" + " ".join(addresses) + "\n")
    built = site.build()
    assert built.warnings == ""
    assert [href for _text, href in links(built, "index", "article p a.reference")] == list(addresses.values())
