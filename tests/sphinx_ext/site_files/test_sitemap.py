"""The sitemap and robots.txt of built sites."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Site
from lxml import etree
from sphinx_anthology.outputs.site_address import parse_site_address
from sphinx_anthology.outputs.sitemap import SitemapEntry, render_sitemaps

_BASE = "https://kb.example.org/ko/"
_SCHEMA = Path(__file__).parents[2] / "outputs" / "sitemap.xsd"
_NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}


def parse_sitemap(data: bytes) -> Any:
    """Return a sitemap, which must follow the schema."""
    root = etree.fromstring(data)
    etree.XMLSchema(etree.parse(str(_SCHEMA))).assertValid(root)
    return root


def _addresses(build: Build) -> set[str]:
    return set(parse_sitemap((build.output / "sitemap.xml").read_bytes()).xpath("//s:loc/text()", namespaces=_NAMES))


@pytest.mark.parametrize(("builder", "end"), [("html", ".html"), ("dirhtml", "/")])
def test_public_pages_are_in_it_with_dates_languages_and_covers(site: Site, builder: str, end: str) -> None:
    site.picture("posts/봄.png")
    site.post("a", date="2025-01-02T09:00:00+09:00", aliases="/old/a/", category="한글", cover="봄.png")
    site.post("en", date="2025-01-02", updated="2025-03-04", language="en", translationKey="k")
    site.post("ko", date="2025-01-02", language="ko", translationKey="k")
    site.post("c", canonical="https://other.example/c")
    site.post("d", draft="true")
    site.post("h", hidden="true")
    site.post("late", date="2999-01-01")
    site.write("about.md", "---\norphan: true\n---\n\n# About & more\n")
    build = site.build(builder, html_baseurl=_BASE)
    root = parse_sitemap((build.output / "sitemap.xml").read_bytes())
    pages = {url.findtext("s:loc", namespaces=_NAMES): url for url in root}
    home = _BASE + ("" if builder == "dirhtml" else "index.html")
    assert {home, f"{_BASE}about{end}", f"{_BASE}browse/categories/%ED%95%9C%EA%B8%80{end}"} <= pages.keys()
    posts = {url.removeprefix(f"{_BASE}posts/").removesuffix(end) for url in pages if url.startswith(f"{_BASE}posts/")}
    assert posts == {"a", "en", "ko"}
    assert not any(word in url for url in pages for word in ("old", "search", "genindex", "404"))
    assert pages[f"{_BASE}posts/a{end}"].findtext("s:lastmod", namespaces=_NAMES) == "2025-01-02T09:00:00+09:00"
    assert pages[f"{_BASE}posts/en{end}"].findtext("s:lastmod", namespaces=_NAMES) == "2025-03-04T00:00:00+00:00"
    assert pages[f"{_BASE}posts/a{end}"].xpath("i:image/i:loc/text()", namespaces=_NAMES)[0].startswith(f"{_BASE}_images/")
    for name in ("en", "ko"):
        links = pages[f"{_BASE}posts/{name}{end}"].xpath("x:link", namespaces=_NAMES)
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            "en": f"{_BASE}posts/en{end}",
            "ko": f"{_BASE}posts/ko{end}",
        }
    assert build.text("robots.txt").endswith(f"\nSitemap: {_BASE}sitemap.xml\n")
    site.post("new", date="2025-05-05")
    site.post("a", hidden="true")
    assert _addresses(site.build(builder, html_baseurl=_BASE)) == {*pages, f"{_BASE}posts/new{end}"} - {
        f"{_BASE}posts/a{end}",
        f"{_BASE}browse/categories/%ED%95%9C%EA%B8%80{end}",
        f"{_BASE}browse/categories{end}",
    }


def test_files_of_the_author_stay_and_an_option_switches_it_off(site: Site) -> None:
    site.post("a")
    site.write("extra/robots.txt", "mine")
    build = site.build(html_baseurl=_BASE, html_extra_path=["extra"])
    assert build.text("robots.txt") == "mine"
    assert _addresses(build)
    build = site.build(html_baseurl=_BASE, anthology_sitemap=False)
    assert not (build.output / "sitemap.xml").exists()
    build = site.build()
    assert not (build.output / "sitemap.xml").exists()
    assert "the address of the site is not known: feeds, sitemap.xml" in build.log


@pytest.mark.parametrize(("builder", "end"), [("html", ".html"), ("dirhtml", "/")])
def test_another_extension_comes_first_and_knows_dates_and_hidden_articles(site: Site, builder: str, end: str) -> None:
    extensions = 'extensions = ["sphinx_anthology", "sphinx_sitemap"]\n'
    site.write("conf.py", f'{extensions}html_baseurl = "{_BASE}"\nsitemap_url_scheme = "{{link}}"\n')
    site.post("a", date="2025-01-02T09:00:00+09:00")
    site.post("봄 [1]", hidden="true")
    site.post("copy", canonical="https://other.example/c")
    build = site.build(builder, jobs=2)
    root = etree.fromstring((build.output / "sitemap.xml").read_bytes())
    pages = {url.findtext("s:loc", namespaces=_NAMES): url.findtext("s:lastmod", namespaces=_NAMES) for url in root}
    assert {url: changed for url, changed in pages.items() if url.startswith(f"{_BASE}posts/")} == {
        f"{_BASE}posts/a{end}": "2025-01-02T00:00:00Z"
    }
    assert not (build.output / "robots.txt").exists()
    build = site.build(builder, fresh=True, sitemap_excludes=["search*"], sitemap_show_lastmod=False)
    assert "<lastmod" not in build.text("sitemap.xml")
    assert "posts/copy" in build.text("sitemap.xml"), "an option of the project is not changed"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_sitemap_of_another_extension_is_whole_after_every_build(site: Site, builder: str) -> None:
    site.write("conf.py", f'extensions = ["sphinx_sitemap", "sphinx_anthology"]\nhtml_baseurl = "{_BASE}"\n')
    for name in ("a", "봄 (1)", "c"):
        site.post(name, category="한글")
    hidden = site.post("h", hidden="true")
    first = site.build(builder, sitemap_url_scheme="{link}").text("sitemap.xml")
    assert f"<loc>{_BASE}posts/%EB%B4%84%20%281%29" in first
    assert "posts/h" not in first
    site.post("a", "Other text of the post.\n", category="한글")
    hidden.unlink()
    build = site.build(builder, sitemap_url_scheme="{link}")
    assert "posts/c" not in build.read
    assert build.text("sitemap.xml") == first
    clean = site.build(builder, sitemap_url_scheme="{link}", jobs=2, output=site.folder / "clean")
    assert clean.text("sitemap.xml") == first


@pytest.mark.fast
def test_a_long_sitemap_is_in_parts() -> None:
    site = parse_site_address(_BASE)
    entries = [SitemapEntry(f"{_BASE}{number}.html?a=1&b=<") for number in range(5)]
    assert list(render_sitemaps(entries, site, 5)) == ["sitemap.xml"]
    files = render_sitemaps([SitemapEntry(f"{_BASE}{number}.html") for number in range(5)], site, 2)
    index = parse_sitemap(files["sitemap.xml"])
    assert index.xpath("//s:loc/text()", namespaces=_NAMES) == [f"{_BASE}sitemap-{number}.xml" for number in (1, 2, 3)]
    parts = [parse_sitemap(files[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [2, 2, 1]
