"""The page for addresses without a page: when there is one, and what is in it."""

from __future__ import annotations

import json

import pytest
from conftest import Site

_BASE = "https://kb.example.org/ko/latest/"


@pytest.mark.parametrize(("builder", "folder"), [("html", ""), ("dirhtml", "404/")])
def test_it_is_at_the_top_and_starts_from_the_address_of_the_site(site: Site, builder: str, folder: str) -> None:
    site.post("a", title="</script> & 봄\u2028", aliases="/old/a/")
    site.post("h", hidden="true", aliases="/old/h/")
    site.post("d", draft="true")
    build = site.build(builder, html_baseurl=_BASE)
    page = build.soup("404")
    assert page.base["href"] == f"/ko/latest/{folder}"
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.find("link", rel="canonical") is None
    assert page.h1.get_text() == "Page not found"
    text = build.text("_static/anthology-pages.js")
    assert "</script" not in text
    data = json.loads(text.removeprefix("var anthologyPages = ").removesuffix(";\n"))
    end = "/" if builder == "dirhtml" else ".html"
    assert data["pages"] == [["</script> & 봄", f"posts/a{end}"]]
    assert data["moved"] == {"old/a": f"posts/a{end}", "old/h": f"posts/h{end}"}
    assert not (build.output / "404/index.html").exists()
    site.write("404.md", "# My own page\n")
    build = site.build(builder, html_baseurl=_BASE)
    assert "My own page" in build.text(f"{'404/index' if folder else '404'}.html")
    assert not (build.output / "_static/anthology-pages.js").exists()
    assert (build.output / "404.html").exists() is (builder == "html")
    (site.folder / "404.md").unlink()
    assert "Page not found" in site.build(builder, html_baseurl=_BASE).text("404.html")
    off = site.build(builder, html_baseurl=_BASE, anthology_not_found_page=False)
    assert not (off.output / "404.html").exists()


def test_there_is_none_without_an_address_or_beside_another_extension(site: Site) -> None:
    site.post("a")
    build = site.build()
    assert not (build.output / "404.html").exists()
    assert "feeds, sitemap.xml, 404.html" in build.log
    site.write("conf.py", f'extensions = ["sphinx_anthology", "notfound.extension"]\nhtml_baseurl = "{_BASE}"\n')
    build = site.build()
    assert "anthology-suggestions" not in build.text("404.html")
    assert not (build.output / "_static/anthology-pages.js").exists()
