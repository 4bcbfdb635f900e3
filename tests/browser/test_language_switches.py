"""The links to other languages in Chromium: where they lead, and how they look."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_pages
from accessibility import find_violations
from conftest import Site
from playwright.sync_api import Browser, expect
from served_pages import served
from test_pages import CONTRAST

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""
SWITCH = ".anthology-site-languages"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in English, and in Korean in a folder of it; in another theme in two more folders."""
    site = Site(tmp_path_factory.mktemp("languages"))
    site.write("conf.py", 'extensions = ["sphinx_anthology"]\nproject = html_title = "Notes"\n')
    site.post("tides", title="Tides")
    more = {tag: f"/{tag}/" for tag in ("ja", "pt-BR", "zh-Hant", "ar", "de", "ru", "vi")}
    folder = site.folder / "served"
    for path, theme, tag in (("", "furo", "en"), ("ko", "furo", "ko"), ("b", "alabaster", "en"), ("b/ko", "alabaster", "ko")):
        root = "/b/" if path.startswith("b") else "/"
        addresses = {"en": root, "ko": f"{root}ko/", **more}
        output = site.folder / f"{theme}-{tag}"
        site.build(html_theme=theme, language=tag, anthology_site_languages=addresses, output=output)
        (output / "html").rename(folder / path)
    return folder


def test_the_switch_leads_to_the_same_page_and_can_be_read(browser: Browser, folder: Path) -> None:
    with served(folder) as address:
        for root, schemes in (("", ("light", "dark")), ("b/", ("light",))):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{address}{root}posts/tides.html")
            page.locator(f"{SWITCH} a", has_text="한국어").press("Enter")
            page.wait_for_url(f"{address}{root}ko/posts/tides.html")
            expect(page.locator(f"{SWITCH} [aria-current]")).to_have_text("한국어")
            page.locator(f"{SWITCH} a", has_text="English").click()
            page.wait_for_url(f"{address}{root}posts/tides.html")
            for scheme in schemes:
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                assert min(page.evaluate(CONTRAST, f"{SWITCH} {item}") for item in ("a", "span")) >= 4.5
                assert find_violations(page, SWITCH) == []
            page.set_viewport_size({"width": 360, "height": 900})
            for name in ("posts/tides.html", "search.html", "genindex.html"):
                page.goto(f"{address}{root}{name}")
                assert page.evaluate("document.documentElement.scrollWidth") <= 360
            page.emulate_media(media="print")
            expect(page.locator(SWITCH)).to_be_hidden()
            page.close()
