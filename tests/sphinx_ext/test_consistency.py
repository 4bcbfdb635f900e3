"""Twenty articles whose title, date, author, description, image, language and address are the same wherever they are said."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from html import unescape
from typing import Any, NamedTuple

import pytest
import yaml
from bs4 import Tag
from conftest import CONFIGURATION, Build, Site
from lxml import etree
from page_data import meta_tags, structured_data
from sphinx_anthology.catalogue.colours import derive_colour
from sphinx_anthology.outputs.share_cards.card import Card

BASE = "https://kb.example/ko/latest/"
SITE = "지식 & <글>"


class Article(NamedTuple):
    """An article, and what is expected to be said of it."""

    file: str
    header: str
    title: str
    day: str = ""
    """The date as the page writes it."""
    date: str = ""
    authors: tuple[str, ...] = ()
    description: str = "Words of the text."
    image: str | None = None
    """The address of the image; None for a share card."""
    language: str = "ko"
    category: str = ""
    address: str = ""
    """The address of the page, relative to the site, if it is not that of the file."""


_APRIL = ("2025년 4월 23일", "2025-04-23T12:00:00+00:00")
_DAY = ("2025년 4월 23일", "2025-04-23T00:00:00+00:00")
ARTICLES = [
    Article("plain", "title: Plain\ndate: 2025-04-23T12:00:00Z", "Plain", *_APRIL),
    Article("korean", "title: 봄이 왔다\ndate: 2025-04-23", "봄이 왔다", *_DAY),
    Article(
        "봄 이야기",
        "title: 봄 이야기\ndate: 2025-04-23",
        "봄 이야기",
        *_DAY,
        address="posts/%EB%B4%84%20%EC%9D%B4%EC%95%BC%EA%B8%B0.html",
    ),
    Article("zone", "title: Zone\ndate: 2025-04-23 23:30:00+09:00", "Zone", "2025년 4월 23일", "2025-04-23T23:30:00+09:00"),
    Article("nodate", "title: Without a date", "Without a date"),
    Article("author", "title: By one\ndate: 2025-04-23\nauthor: 홍길동", "By one", *_DAY, ("홍길동",)),
    Article("authors", "title: By two\ndate: 2025-04-23\nauthors: [Ada, Bob]", "By two", *_DAY, ("Ada", "Bob")),
    Article("key", "title: By a key\ndate: 2025-04-23\nauthor: grace", "By a key", *_DAY, ("Grace Hopper",)),
    Article(
        "excerpt", "title: E\ndate: 2025-04-23\nexcerpt: In *short*, `a` < b & c", "E", *_DAY, description="In short, a < b & c"
    ),
    Article("cover", "title: C\ndate: 2025-04-23\ncover: /그림.png", "C", *_DAY, image=f"{BASE}_images/%EA%B7%B8%EB%A6%BC.png"),
    Article(
        "remote",
        "title: R\ndate: 2025-04-23\nimage: https://i.example/a.jpg?w=1&h=2",
        "R",
        *_DAY,
        image="https://i.example/a.jpg?w=1&h=2",
    ),
    Article("english", "title: An English one\ndate: 2025-04-23\nlang: en", "An English one", *_DAY, language="en"),
    Article("brazil", "title: Um texto\ndate: 2025-04-23\nlang: pt-BR", "Um texto", *_DAY, language="pt-BR"),
    Article("quotes", "title: 'A \"quoted\" <b>title</b> & more'\ndate: 2025-04-23", 'A "quoted" <b>title</b> & more', *_DAY),
    Article("dollar", "title: $FOO_$BAR costs $5\ndate: 2025-04-23", "$FOO_$BAR costs $5", *_DAY),
    Article("code", "title: The `x*y*z` trap\ndate: 2025-04-23", "The `x*y*z` trap", *_DAY),
    Article("emoji", "title: 🎉 Released\ndate: 2025-04-23", "🎉 Released", *_DAY),
    Article(
        "category", "title: In a category\ndate: 2025-04-23\ncategory: AI > 모델", "In a category", *_DAY, category="AI / 모델"
    ),
    Article("long", f"title: {'word ' * 40}\ndate: 2025-04-23", ("word " * 40).strip(), *_DAY),
    Article(
        "copy",
        "title: A copy\ndate: 2025-04-23\ncanonical: https://o.example/a?b=1&c",
        "A copy",
        *_DAY,
        address="https://o.example/a?b=1&c",
    ),
]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    site = Site(tmp_path_factory.mktemp("consistent"))
    site.write("conf.py", CONFIGURATION + f'project = "{SITE}"\nlanguage = "ko"\n')
    site.write("index.md", "# 집\n")
    site.picture("public/그림.png", 1200, 630)
    for article in ARTICLES:
        language = "" if "lang:" in article.header else "\nlang: ko"
        site.write(f"posts/{article.file}.md", f"---\n{article.header}{language}\n---\n\nWords of the text.\n")
    options: dict[str, Any] = {
        "anthology_authors": {"grace": {"name": "Grace Hopper"}},
        "html_baseurl": BASE,
        "anthology_feed_size": 50,
    }
    return site.build(**options)


def expected(article: Article) -> dict[str, object]:
    """Return what is expected to be said of an article, by name."""
    address = article.address or f"posts/{article.file}.html"
    return {
        "title": article.title,
        "date": article.date,
        "authors": list(article.authors),
        "description": article.description,
        "image": article.image or card_address(article),
        "language": article.language,
        "address": address if address.startswith("https:") else f"{BASE}{address}",
    }


def card_address(article: Article) -> str:
    """Return the address of a card with what is expected."""
    colour = derive_colour("ai/모델" if article.category else SITE)
    byline = " · ".join(filter(None, (", ".join(article.authors), article.day)))
    return f"{BASE}_share/{Card.from_texts(colour, article.title, SITE, article.category, byline).file_name}"


def shown_on_page(build: Build, article: Article) -> dict[str, object]:
    """Return what readers see of an article: on its page and on its card in a list."""
    page = build.soup(f"posts/{article.file}")
    heading = page.select_one("article h1")
    heading.select_one(".headerlink").decompose()
    date = page.select_one(".anthology-date")
    authors = page.select_one(".anthology-author")
    return {
        "title": heading.get_text(),
        "day": date.get_text() if date else "",
        "authors": authors.get_text() if authors else "",
    }


def said_in_open_graph(build: Build, article: Article) -> dict[str, object]:
    """Return what the meta tags of an article say."""
    found = meta_tags(build, f"posts/{article.file}")
    assert all(len(values) == 1 for name, values in found.items() if name.startswith("og:"))
    assert found["description"] == found["og:description"]
    return {
        "title": found["og:title"][0],
        "date": found.get("article:published_time", [""])[0],
        "authors": found["author"][0].split(", ") if "author" in found else [],
        "description": found["og:description"][0],
        "image": found["og:image"][0],
        "language": {"ko_KR": "ko", "en_US": "en", "pt_BR": "pt-BR"}[found["og:locale"][0]],
        "address": found["og:url"][0],
    }


def said_in_structured_data(build: Build, article: Article) -> dict[str, object]:
    """Return what the structured data of an article says."""
    data = structured_data(build.text(f"posts/{article.file}.html"))["BlogPosting"]
    return {
        "title": data["headline"],
        "date": data.get("datePublished", ""),
        "authors": [person["name"] for person in data.get("author", [])],
        "description": data["description"],
        "image": data["image"]["url"],
        "language": data["inLanguage"],
        "address": data["url"],
    }


def shown_on_card(build: Build, article: Article) -> dict[str, object]:
    """Return what readers see of an article in a list."""
    cards = build.soup("browse/posts").select(".anthology-card")
    (card,) = [one for one in cards if one.select_one(".anthology-card-title").get_text() == article.title]
    image, facts = card.select_one("img"), card.select_one(".anthology-byline").get_text().split(" · ")
    facts = facts if article.day else ["", *facts]
    return {
        "title": card.select_one(".anthology-card-title").get_text(),
        "day": facts[0],
        "authors": facts[1].split(", ") if len(facts) > 2 else [],
        "description": card.select_one(".anthology-card-text").get_text(),
        "image": str(image["src"]).removeprefix("../") if image else "",
        "language": find_language(card),
        "address": str(card.select_one("a.anthology-card-link")["href"]),
    }


def find_language(element: Tag) -> str:
    """Return the language of an element as browsers find it."""
    return str(next(one["lang"] for one in (element, *element.parents) if one.get("lang")))


def said_in_atom(build: Build, address: str) -> dict[str, object]:
    """Return what the Atom feed says of the article with an address."""
    feed = etree.fromstring((build.output / "atom.xml").read_bytes())
    names = {"a": "http://www.w3.org/2005/Atom", "m": "http://search.yahoo.com/mrss/"}
    (entry,) = feed.xpath("a:entry[a:link[@rel='alternate' and @href=$url]]", url=address, namespaces=names)
    return {
        "title": entry.findtext("a:title", None, names),
        "date": datetime.fromisoformat(entry.findtext("a:published", "", names)),
        "authors": entry.xpath("a:author/a:name/text()", namespaces=names),
        "description": entry.findtext("a:summary", None, names),
        "image": "".join(entry.xpath("m:content/@url", namespaces=names)),
        "language": entry.xpath("ancestor-or-self::*[@xml:lang][1]/@xml:lang")[-1],
    }


def said_in_rss(build: Build, address: str) -> dict[str, object]:
    """Return what the RSS feed says of the article with an address."""
    channel = etree.fromstring((build.output / "rss.xml").read_bytes())[0]
    names = {"dc": "http://purl.org/dc/elements/1.1/", "m": "http://search.yahoo.com/mrss/"}
    (item,) = channel.xpath("item[link=$url]", url=address)
    return {
        "title": item.findtext("title"),
        "date": parsedate_to_datetime(item.findtext("pubDate")),
        "authors": item.xpath("dc:creator/text()", namespaces=names),
        "description": unescape(item.findtext("description")),
        "image": "".join(item.xpath("m:content/@url", namespaces=names)),
        "language": item.findtext("dc:language", channel.findtext("language"), names),
    }


def said_in_json(build: Build, address: str) -> dict[str, object]:
    """Return what the JSON feed says of the article with an address."""
    feed = json.loads(build.text("feed.json"))
    (item,) = [one for one in feed["items"] if one["url"] == address]
    return {
        "title": item["title"],
        "date": datetime.fromisoformat(item["date_published"]),
        "authors": [author["name"] for author in item.get("authors", [])],
        "description": item["summary"],
        "image": item.get("image", ""),
        "language": item.get("language", feed["language"]),
    }


@cache
def read_sitemap(data: bytes) -> dict[str, tuple[str, str]]:
    """Return the date and the image of each address in a sitemap."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "i": "http://www.google.com/schemas/sitemap-image/1.1"}
    pages = etree.fromstring(data).findall("s:url", names)
    return {
        page.findtext("s:loc", "", names): (
            page.findtext("s:lastmod", "", names),
            page.findtext("i:image/i:loc", "", names),
        )
        for page in pages
    }


def said_in_copy(build: Build, article: Article) -> dict[str, object]:
    """Return what the Markdown copy of an article says."""
    _, header, text = build.text(f"posts/{article.file}.md").split("---\n", 2)
    fields = yaml.safe_load(header)
    return {
        "title": fields["title"],
        "date": str(fields.get("date", "")),
        "authors": fields.get("authors", []),
        "description": fields.get("excerpt") or text.strip().splitlines()[-1],
        "language": fields["language"],
        "address": fields["url"],
    }


@pytest.mark.build
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.file)
def test_all_say_the_same_of_an_article(build: Build, article: Article) -> None:
    said = expected(article)
    assert shown_on_page(build, article) == {"title": article.title, "day": article.day, "authors": ", ".join(article.authors)}
    assert said_in_open_graph(build, article) == said
    assert said_in_structured_data(build, article) == said
    page = build.soup(f"posts/{article.file}")
    assert page.find("link", rel="canonical")["href"] == said["address"]
    if article.image is None:
        assert (build.output / str(said["image"]).removeprefix(BASE)).is_file()


@pytest.mark.build
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.file)
def test_all_files_beside_the_page_say_the_same_of_an_article(build: Build, article: Article) -> None:
    values = {"title", "authors", "description", "language"}
    said = {name: value for name, value in expected(article).items() if name in values}
    own = BASE + (article.address if article.address.startswith("posts/") else f"posts/{article.file}.html")
    image = article.image or ""
    assert said_in_copy(build, article) == {**said, "date": article.date, "address": own}
    shown_image = image.removeprefix(BASE)
    shown = {**said, "day": article.day, "image": shown_image, "address": f"../{own.removeprefix(BASE)}"}
    assert shown_on_card(build, article) == shown
    if article.date:
        in_feed = {**said, "date": datetime.fromisoformat(article.date), "image": image}
        assert said_in_atom(build, own) == in_feed
        assert said_in_rss(build, own) == in_feed
        assert said_in_json(build, own) == in_feed
    pages = read_sitemap((build.output / "sitemap.xml").read_bytes())
    is_copy = article.address.startswith("https:")  # search engines get the original
    assert pages.get(own) == (None if is_copy else (article.date, image))


@pytest.mark.build
def test_cards_in_lists_have_the_titles_of_all_articles(build: Build) -> None:
    titles = [title.get_text() for title in build.soup("browse/posts").select(".anthology-card-title")]
    assert sorted(titles) == sorted(article.title for article in ARTICLES)
    assert build.codes == ["anthology.date-missing"]


@pytest.mark.build
def test_breadcrumbs_lead_from_the_home_page_to_the_article(build: Build) -> None:
    data = structured_data(build.text("posts/category.html"))
    assert [(item["name"], item["item"]) for item in data["BreadcrumbList"]["itemListElement"]] == [
        (SITE, BASE),
        ("AI", f"{BASE}browse/categories/ai.html"),
        ("모델", f"{BASE}browse/categories/ai/%EB%AA%A8%EB%8D%B8.html"),
        ("In a category", f"{BASE}posts/category.html"),
    ]
