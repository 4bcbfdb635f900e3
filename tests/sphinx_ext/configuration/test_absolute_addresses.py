"""The absolute addresses of pages on Read the Docs and on other hosts."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Site
from sphinx.application import Sphinx
from sphinx_anthology.sphinx_ext.configuration.site_address import page_address, site_address

_HOSTS: dict[str, tuple[dict[str, str], dict[str, Any], str]] = {
    "version": (
        {"READTHEDOCS_CANONICAL_URL": "https://kb.readthedocs.io/en/stable/", "READTHEDOCS_VERSION_TYPE": "tag"},
        {},
        "https://kb.readthedocs.io/en/stable/",
    ),
    "translation": (
        {"READTHEDOCS_CANONICAL_URL": "https://kb.example.org/ko/latest/", "READTHEDOCS_LANGUAGE": "ko"},
        {},
        "https://kb.example.org/ko/latest/",
    ),
    "preview": (
        {"READTHEDOCS_CANONICAL_URL": "https://kb--17.org.readthedocs.build/ko/17/", "READTHEDOCS_VERSION_TYPE": "external"},
        {},
        "https://kb--17.org.readthedocs.build/ko/17/",
    ),
    "one version": ({"READTHEDOCS_CANONICAL_URL": "https://kb.readthedocs.io/"}, {}, "https://kb.readthedocs.io/"),
    "own address": ({}, {"html_baseurl": "https://kb.example.org/지식"}, "https://kb.example.org/%EC%A7%80%EC%8B%9D/"),
    "own address on Read the Docs": (
        {"READTHEDOCS_CANONICAL_URL": "https://kb.readthedocs.io/en/latest/"},
        {"html_baseurl": "https://kb.example.org/"},
        "https://kb.example.org/",
    ),
    "none": ({}, {}, ""),
    "none by choice": ({"READTHEDOCS_CANONICAL_URL": "https://kb.readthedocs.io/"}, {"html_baseurl": ""}, ""),
    "a path": ({}, {"html_baseurl": "/docs/"}, ""),
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("host", list(_HOSTS))
def test_pages_have_the_address_at_which_the_host_publishes_them(
    site: Site, monkeypatch: pytest.MonkeyPatch, host: str, builder: str
) -> None:
    environment, options, base = _HOSTS[host]
    for name, value in ({"READTHEDOCS": "True"} | environment if environment else {}).items():
        monkeypatch.setenv(name, value)
    site.post("봄")
    known: dict[str, Any] = {}

    def note_addresses(app: Sphinx, _exception: Exception | None) -> None:
        known.update(base=site_address(app.builder).base, page=page_address(app.builder, "posts/봄"))
        known.update(given=app.config.html_baseurl, home=page_address(app.builder, "index"))

    build = site.build(builder, **options, handlers={"build-finished": note_addresses})
    ending = "/" if builder == "dirhtml" else ".html"
    assert known["base"] == base
    assert known["page"] == f"{base}posts/%EB%B4%84{ending}"
    assert known["home"] == (base if builder == "dirhtml" else f"{base}index.html")
    assert known["given"] == (options.get("html_baseurl", base)), "an option that is set is not changed"
    assert build.warnings == ""
    page = build.soup("posts/봄/index" if builder == "dirhtml" else "posts/봄")
    canonical = page.find("link", rel="canonical")
    assert (canonical["href"] if canonical else "") == (known["page"] if base else "") or host == "a path"
    notices = [line for line in build.log.splitlines() if line.startswith("Not written")]
    assert len(notices) == (0 if base else 1)
    if not base:
        assert "feeds" in notices[0]
        assert 'Set html_baseurl to the address of the site, such as "https://kb.example.org/".' in notices[0]
        assert ("begins with" in notices[0] or "does not begin with" in notices[0]) is (host == "a path")


def test_canonical_links_and_previews_have_that_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READTHEDOCS", "True")
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://kb.readthedocs.io/en/latest")  # without a slash
    site.post("one", language="en", translationKey="x")
    site.post("two", language="ko", translationKey="x")
    page = site.build().soup("posts/one")
    here = "https://kb.readthedocs.io/en/latest/posts/one.html"
    assert page.find("link", rel="canonical")["href"] == here
    assert page.find("meta", property="og:url")["content"] == here
    assert page.find("link", hreflang="en")["href"] == here
