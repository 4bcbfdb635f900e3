"""Structured data: JSON-LD in the vocabulary of schema.org."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_data import structured_data
from sphinx_anthology.outputs.metadata.head import Crumb, PageKind, PageMetadata, Person, ShareImage
from sphinx_anthology.outputs.metadata.structured_data import render_structured_data

HOME = "https://kb.example/"
ADA = Person("Ada", f"{HOME}ada.html", ("https://ada.example/",), "@ada@mas.to", "Engineer", "Writes.", f"{HOME}ada.png")
ARTICLE = PageMetadata(
    kind=PageKind.ARTICLE,
    title="Title",
    language="pt_BR",
    site="Site",
    home=HOME,
    url=f"{HOME}a.html",
    description="In short.",
    image=ShareImage(f"{HOME}a.png", "An image", 12, 8),
    published=datetime(2025, 4, 23, tzinfo=UTC),
    updated=datetime(2025, 5, 1, 9, 30, tzinfo=UTC),
    people=(ADA, Person("Bob")),
    section="AI",
    tags=("x", "y"),
    reading_minutes=3,
    article_type="TechArticle",
    crumbs=(Crumb("Site", HOME), Crumb("Title", f"{HOME}a.html")),
)


def test_an_article_has_what_search_engines_ask_for() -> None:
    data = structured_data(render_structured_data(ARTICLE))
    assert data.keys() == {"TechArticle", "BreadcrumbList"}
    article = data["TechArticle"]
    assert article["headline"] == "Title"
    assert (article["datePublished"], article["dateModified"]) == ("2025-04-23T00:00:00+00:00", "2025-05-01T09:30:00+00:00")
    assert [person["name"] for person in article["author"]] == ["Ada", "Bob"]
    assert "jobTitle" not in article["author"][0]
    assert article["image"] == {"@type": "ImageObject", "url": f"{HOME}a.png", "caption": "An image", "width": 12, "height": 8}
    assert (article["inLanguage"], article["timeRequired"]) == ("pt-BR", "PT3M")
    assert article["isPartOf"]["@id"] == f"{HOME}#website"
    assert [item["position"] for item in data["BreadcrumbList"]["itemListElement"]] == [1, 2]


def test_an_article_without_anything_is_valid() -> None:
    page = PageMetadata(kind=PageKind.ARTICLE, title="T", language="en", article_type="BlogPosting")
    assert structured_data(render_structured_data(page)) == {
        "BlogPosting": {"@type": "BlogPosting", "headline": "T", "inLanguage": "en"}
    }


def test_other_pages_have_a_type_of_their_own() -> None:
    def make(kind: PageKind) -> dict[str, object]:
        page = PageMetadata(kind=kind, title="T", language="ko", home=HOME, url=f"{HOME}t.html", people=(ADA,))
        return structured_data(render_structured_data(page))

    assert make(PageKind.HOME)["WebSite"] == {
        "@type": "WebSite",
        "@id": f"{HOME}#website",
        "name": "T",
        "url": HOME,
        "inLanguage": "ko",
    }
    assert make(PageKind.COLLECTION).keys() == {"CollectionPage"}
    profile = structured_data(
        render_structured_data(PageMetadata(kind=PageKind.PROFILE, title="Ada", language="en", people=(ADA,)))
    )
    assert profile["ProfilePage"]["mainEntity"] == {
        "@type": "Person",
        "name": "Ada",
        "url": f"{HOME}ada.html",
        "sameAs": ["https://ada.example/"],
        "jobTitle": "Engineer",
        "description": "Writes.",
        "image": f"{HOME}ada.png",
    }
    assert make(PageKind.OTHER) == {}


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1).filter(str.strip))
@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!--<script>", ']]> & "quoted" \\u003c', "$x^$"])
def test_no_text_leaves_the_script(title: str, other: str) -> None:
    page = PageMetadata(kind=PageKind.ARTICLE, title=title, description=other, language="en", article_type="BlogPosting")
    html = render_structured_data(page)
    assert html.count("<") == html.count(">") == 2
    assert html.isascii() or "\u2028" not in html
    data = structured_data(html)["BlogPosting"]
    assert (data["headline"], data["description"]) == (title, other)


def test_line_separators_and_surrogates_are_escaped() -> None:
    page = PageMetadata(kind=PageKind.ARTICLE, title="a\u2028b\ud800\x00c", language="en", article_type="BlogPosting")
    html = render_structured_data(page)
    assert r"a\u2028b\ud800\u0000c" in html
    html.encode()
