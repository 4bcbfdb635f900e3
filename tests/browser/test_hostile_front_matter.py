"""Hostile text in every field of front matter: what machines read stays well-formed, and nothing runs in Chromium."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import CONFIGURATION, Build, Site
from page_data import meta_tags, structured_data
from PIL import Image
from playwright.sync_api import Browser, Page
from test_pages import browser

__all__ = ["browser"]

BASE = "https://kb.example/"
TEXTS = {
    "script": "</script><script>window.ran = 1</script>",
    "comment": "<!--<script>window.ran = 1",
    "cdata": "]]><![CDATA[ <script>window.ran = 1</script>",
    "attribute": '"><img src=x onerror="window.ran = 1"> \'><svg onload=window.ran=1>',
    "title": "</title></head><body onload=window.ran=1>",
    "formula": r"$x^$ $FOO_$BAR ^\d+$ \frac{1}{",
    "template": "{{ 7*7 }} {% raw %} ${7*7} #{7*7} <%= 7*7 %>",
    "nul": "a\0b\x1b[31mc\x07",
    "separators": "a\u2028b\u2029c\u0085d\u202ee",
    "surrogate": "lone \ud800 surrogate \udfff",
    "address": "javascript:window.ran=1",
    "hidden-address": " java\tscript:window.ran=1",
    "data-address": "data:text/html,<script>window.ran=1</script>",
    "breakout": 'https://x.example/" onfocus=window.ran=1 autofocus x="',
}
FIELDS = (
    "title subtitle description author category tags series cover canonical lang permalink og:title og:description og:image "
    "og:url og:locale keywords updated expires slug status"
).split()


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A site with a post for each hostile text, which has it in all its fields, and one for each field."""
    site = Site(tmp_path_factory.mktemp("hostile"))
    site.write("conf.py", CONFIGURATION + "project = 'A & B'\n")
    site.write("index.md", "# Home\n")
    site.picture("public/x.png")
    for name, text in TEXTS.items():
        write_post(site, f"all-{name}", dict.fromkeys(("title", *FIELDS[1:-4]), text))
    for field in FIELDS:
        write_post(site, f"one-{field.replace(':', '-')}", {"title": f"Hostile {field}", field: TEXTS["attribute"]})
    people = {TEXTS["attribute"]: {"bio": TEXTS["script"], "url": TEXTS["address"], "mastodon": TEXTS["breakout"]}}
    return site.build(html_baseurl=BASE, anthology_authors=people)


def write_post(site: Site, name: str, fields: dict[str, str]) -> None:
    """Write a post whose front matter is JSON, which can have any character."""
    header = json.dumps({"date": "2025-04-23", **fields}, indent=1)
    site.write(f"posts/{name}.md", f"{header}\n\nWords of the text.\n")


def pages(build: Build) -> list[str]:
    """Return the names of the pages of all posts, terms and lists."""
    files = (*build.output.glob("posts/*.html"), *build.output.glob("browse/**/*.html"), build.output / "index.html")
    return sorted(str(file.relative_to(build.output)).removesuffix(".html") for file in files)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.route("https://**", lambda route: route.abort())
    yield page
    page.close()


STATE = """() => ({
  ran: window.ran !== undefined,
  scripts: [...document.scripts].filter(script => !script.src && script.textContent.includes("ran")
    && script.type !== "application/ld+json").length,
  handlers: [...document.querySelectorAll("*")].flatMap(element => [...element.attributes])
    .filter(attribute => attribute.name.startsWith("on")).length,
  active: [...document.querySelectorAll("[href], [src]")].map(one => one.getAttribute("href") || one.getAttribute("src"))
    .filter(address => /^\\s*(javascript:|vbscript:|data:text)/i.test(address)).length,
  misplaced: document.querySelectorAll("body meta[property], body script[type*=ld], body > title").length,
  data: [...document.querySelectorAll("script[type='application/ld+json']")].map(script => JSON.parse(script.textContent)),
})"""


def test_nothing_runs_and_each_head_is_whole(build: Build, page: Page) -> None:
    names = pages(build)
    assert len(names) > 60
    for name in names:
        page.goto((build.output / f"{name}.html").as_uri(), wait_until="load")
        state: dict[str, Any] = page.evaluate(STATE)
        data = state.pop("data")
        assert state == {"ran": False, "scripts": 0, "handlers": 0, "active": 0, "misplaced": 0}, name
        assert len(data) == 1, name


def test_structured_data_follows_the_schema_and_has_the_texts(build: Build) -> None:
    for name in pages(build):
        data = structured_data(build.text(f"{name}.html"))
        if name.startswith("posts/"):
            tags = meta_tags(build, name)
            assert data["BlogPosting"]["headline"], name
            assert all(len(values) == 1 for tag, values in tags.items() if tag.startswith("og:")), name
            assert all(
                value.startswith(("http://", "https://")) for tag in ("og:url", "og:image") for value in tags.get(tag, ())
            ), name
    data = structured_data(build.text("posts/all-script.html"))["BlogPosting"]
    assert data["headline"] == TEXTS["script"]
    assert data["author"][0]["name"] == TEXTS["script"]


def test_each_card_is_a_picture(build: Build) -> None:
    cards = list((build.output / "_share").iterdir())
    assert len(cards) > 20
    for card in cards:
        assert Image.open(io.BytesIO(card.read_bytes())).size == (1200, 630)
    named = {tag["content"] for name in pages(build) for tag in build.soup(name).find_all("meta", property="og:image")}
    assert {address.removeprefix(f"{BASE}_share/") for address in named if "_share" in address} <= {card.name for card in cards}


def test_no_page_is_lost(build: Build) -> None:
    assert {f"posts/all-{name}" for name in TEXTS} <= set(pages(build))
    assert all(build.output.joinpath(f"posts/one-{field.replace(':', '-')}.html").is_file() for field in FIELDS)
