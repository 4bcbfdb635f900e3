"""Take screenshots of a small blog in each theme: ``python tools/theme_screenshots.py FOLDER [THEME ...]``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from chromium import OFFLINE, open_chromium
from playwright.sync_api import Browser
from served_pages import served
from theme_sites import THEMES, Theme, build_blog

PAGES = {
    "home": "index.html",
    "article": "posts/p03.html",
    "series": "posts/p01.html",
    "archive": "browse/archive.html",
    "categories": "browse/categories.html",
    "author": "browse/authors/mina-seo.html",
    "map": "browse/map.html",
}
WIDTHS = (1440, 360)  # pixels


def main(folder: Path, names: list[str]) -> None:
    """Write the pictures of the named themes, or of all, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with open_chromium(OFFLINE) as browser, tempfile.TemporaryDirectory() as work:
        for theme in THEMES:
            if theme.is_installed and (not names or theme.name in names):
                take_screenshots(browser, theme, Path(work), folder)


def take_screenshots(browser: Browser, theme: Theme, work: Path, folder: Path) -> None:
    """Build the blog in a theme, and write a picture of each page, width and colour scheme."""
    with served(build_blog(work, theme)) as root:  # browsers load no modules from disk
        for scheme in theme.schemes:
            for width in WIDTHS:
                page = browser.new_page(
                    viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
                )
                for name, path in PAGES.items():
                    page.goto(root + path)
                    page.screenshot(path=folder / f"{theme.name}-{name}-{scheme}-{width}.png", full_page=True)
                page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
