"""The page for addresses without a page, in Chromium with a server that shows it at any depth."""

from __future__ import annotations

import shutil
from urllib.parse import quote

import pytest
import test_pages
from chromium import SCHEMES
from conftest import Site
from look import look_at
from playwright.sync_api import Browser, Page
from served_pages import Handler, served

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""


class Host(Handler):
    """A server of a site at ``/ko/latest/`` that shows ``404.html`` for missing pages, as most hosts do."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/ko/latest"))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        del message, explain
        with open(f"{self.directory}/404.html", "rb") as file:  # noqa: PTH123
            data = file.read()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _suggestions(page: Page) -> list[str]:
    return page.locator(".anthology-suggestions:not([hidden]) li").all_inner_texts()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_it_has_its_look_suggests_articles_and_forwards_at_any_depth(browser: Browser, site: Site, builder: str) -> None:
    site.post("spring-cleaning", title="Spring <i>cleaning</i> in ten steps", aliases="/old/a/")
    site.post("봄-소식", title="봄 소식", aliases="/옛글/")
    site.post("unlike", title="Something else")
    site.post("secret-cleaning", title="Secret cleaning", hidden="true")
    built = site.build(builder, html_baseurl="https://kb.example.org/ko/latest/", language="ko")
    assert built.warnings == ""
    end = "/" if builder == "dirhtml" else ".html"
    with served(built.output, Host) as address:
        page = browser.new_page()
        missing: list[str] = []
        page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
        root = f"{address}ko/latest/"
        for asked in ("spring-claening", "posts/sprng_cleaning.html?x=1", f"{quote('블로그')}/2020/{quote('봄 소식들')}/"):
            missing.clear()
            page.goto(root + asked)
            page.wait_for_selector(".anthology-suggestions:not([hidden])")
            assert missing == [root + asked], "all files of the page are found"
            expected = "봄 소식" if "2020" in asked else "Spring <i>cleaning</i> in ten steps"
            assert _suggestions(page)[0] == expected
            assert "Secret cleaning" not in _suggestions(page)
            page.locator(".anthology-suggestions li a").first.click()
            page.wait_for_url(f"**/ko/latest/posts/*{end}")
            assert page.locator("article h1").inner_text().startswith(expected)
        assert [fault for scheme in SCHEMES for fault in look_at(browser, f"{root}404.html", scheme)] == []
        page.goto(f"{root}x/%E0%A4%A/zzqqxx")
        assert _suggestions(page) == []
        page.goto(f"{root}a/b/봄")
        assert page.locator(".anthology-find input").input_value() == "봄"
        page.locator(".anthology-find button").click()
        page.wait_for_url(f"**/ko/latest/search{end}?q=*")
        for folder in ("old", "옛글"):  # as on a host without redirect pages
            shutil.rmtree(built.output / folder)
        for old in ("old/a/", "옛글", "OLD/a/index.html"):
            page.goto(f"{root}{quote(old)}?q=1#part")
            page.wait_for_url(f"**/posts/*{end}?q=1#part")
        page.goto(f"{address}old/a/")
        page.wait_for_url(f"**/ko/latest/posts/spring-cleaning{end}")
        page.close()


def test_it_works_from_a_file(browser: Browser, site: Site) -> None:
    site.post("spring", title="Spring")
    output = site.build(html_baseurl="https://kb.example.org/ko/latest/").output
    page = browser.new_page()
    page.goto((output / "404.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.anthology-feed') || document.body).fontFamily") != ""
    assert page.evaluate("[...document.styleSheets].length") >= 3
    assert page.locator(".anthology-find a, article a").last.evaluate("link => link.href").startswith(output.as_uri())
    page.close()
