"""Find faults in the layout of built pages in Chromium: what overlaps, is cut off, leaves a column empty or is hard to read.

``python tools/look.py FOLDER…`` looks at each kind of page of built sites, at three widths, in both schemes. It fails if it
finds something.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from chromium import OFFLINE, SCHEMES, Scheme, open_chromium
from playwright.sync_api import Browser, Page
from served_pages import served

WIDTHS = (360, 768, 1440)
"""The widths of a phone, a tablet and a screen, in pixels."""
_MOST = 12
"""Maximum number of pages of a folder that are looked at."""

OUT_OF_REACH = """() => [...document.querySelectorAll("article *")].filter(element => {
  const scrolls = box => /auto|scroll/.test(getComputedStyle(box).overflowX);
  const scrolled = box => !box.matches("article") && (scrolls(box) || scrolled(box.parentElement));
  return element.getBoundingClientRect().right > innerWidth + 1 && !scrolled(element);
}).map(element => element.outerHTML.slice(0, 80)).slice(0, 9)"""
"""Elements of a page that are cut off, or that make it scroll sideways, the first nine."""

OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".anthology-cards > li, .anthology-list > li, .anthology-compact > li, "
    + "article :is(h1, h2, h3), .anthology-tag-list > li, .anthology-facts, .anthology-byline > *, .anthology-heading, "
    + ".anthology-breadcrumbs, .anthology-tag, .anthology-reason, .anthology-badge, .anthology-legend, .anthology-line > *, "
    + ".anthology-home-links > *, .anthology-series, .related-pages > a, #search-results li, article .admonition, "
    + "article table, article img, article figure, .anthology-graph-controls > *")]
    .filter(box => box.checkVisibility() && box.getBoundingClientRect().height && !box.closest(".sd-tab-set"));
  const apart = (one, other) => one.right <= other.left + 1 || other.right <= one.left + 1
    || one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
  // Names that go on in the next line are several boxes, one for each line.
  const places = new Map(boxes.map(box => [box, [...box.getClientRects()]]));
  const meet = (one, other) => places.get(one).some(part => places.get(other).some(place => !apart(part, place)));
  return boxes.flatMap((one, number) => boxes.slice(number + 1)
    .filter(other => meet(one, other) && !one.contains(other) && !other.contains(one))
    .map(other => `${one.outerHTML.slice(0, 60)} and ${other.outerHTML.slice(0, 60)}`)).slice(0, 9);
}"""
"""Pairs of parts of a page that lie over each other, the first nine."""

CLIPPED = """() => [...document.querySelectorAll(
  "article *, .related-pages *, .sidebar-brand *, .mobile-header *"
)].filter(element => {
  const style = getComputedStyle(element), hides = value => /hidden|clip/.test(value);
  if (element.clientWidth < 2 || element.closest("svg, .sphinx-tabs") || style.webkitLineClamp !== "none") return false;
  const words = node => node.nodeType === 3 && node.data.trim();
  if (![...element.childNodes].some(words) && !element.querySelector("p, a, span")) return false;
  return hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1
    || hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
}).map(element => element.outerHTML.slice(0, 80))"""
"""The boxes that hide a part of their text. Excerpts end after some lines on purpose."""

EMPTY_COLUMN = """() => [...document.querySelectorAll(".main > .content:has(.anthology-wide)")].filter(content => {
  const box = content.getBoundingClientRect(), most = 80 * parseFloat(getComputedStyle(document.documentElement).fontSize);
  return box.width < Math.min(innerWidth - box.left, most) - 2;
}).map(content => `content of ${Math.round(content.getBoundingClientRect().width)} pixels`)"""
"""The content of an index page, if there is space beside it."""

_CHECKS = {"overlaps": OVERLAPS, "is out of reach": OUT_OF_REACH, "is cut off": CLIPPED, "leaves a column empty": EMPTY_COLUMN}


def find_layout_faults(page: Page, width: int) -> list[str]:
    """Return what is wrong with the layout of a page at a width in pixels."""
    page.set_viewport_size({"width": width, "height": 900})
    faults = [f"{name}: {fault}" for name, script in _CHECKS.items() for fault in page.evaluate(script)]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        faults.append("scrolls sideways")
    return faults


def find_contrast_faults(page: Page) -> list[str]:
    """Return the elements of an article whose text has too little contrast, according to axe."""
    found = Axe().run(page, context="article", options={"runOnly": ["color-contrast"]}).response["violations"]
    return [f"has little contrast: {node['html'][:80]}" for rule in found for node in rule["nodes"]]


def look_at(browser: Browser, address: str, scheme: Scheme, widths: Sequence[int] = WIDTHS) -> list[str]:
    """Return what is wrong with a page in a colour scheme: with its contrast, and with its layout at some widths."""
    page = browser.new_page(color_scheme=scheme)
    response = page.goto(address)
    if not response or not response.ok:
        faults = ["does not exist"]
    else:
        faults = [f"{width} {scheme}: {fault}" for width in widths for fault in find_layout_faults(page, width)]
        faults += [f"{scheme}: {fault}" for fault in find_contrast_faults(page)]
    page.close()
    return faults


def choose_pages(site: Path) -> list[str]:
    """Return the pages of a site to look at, as paths: those of the site and of its folders, and the longest below each.

    Of a folder with many pages, the longest are taken. ``404.html`` is left out: it has its look at its address only.
    """
    kinds: dict[tuple[str, ...], list[Path]] = {}
    for file in sorted(site.rglob("*.html"), key=lambda file: (-file.stat().st_size, file)):
        folders = file.relative_to(site).parts[:-1]
        if file.name != "404.html" and not (folders and folders[0].startswith("_")):
            kinds.setdefault(folders[:2], []).append(file)
    few = [file for folders, files in sorted(kinds.items()) for file in (files[:1] if len(folders) > 1 else files[:_MOST])]
    return [file.relative_to(site).as_posix() for file in few if "http-equiv" not in file.read_text("utf-8")[:2000]]


def look_at_sites(sites: Iterable[str]) -> bool:
    """Print what is wrong with built sites, and return whether there is nothing."""
    is_fine = True
    with open_chromium(OFFLINE) as browser:
        for site in sites:
            with served(Path(site)) as address:
                for path in choose_pages(Path(site)):
                    for scheme in SCHEMES:
                        for fault in look_at(browser, address + path, scheme):
                            print(f"{site}/{path}: {fault}")
                            is_fine = False
    return is_fine


if __name__ == "__main__":
    sys.exit(0 if look_at_sites(sys.argv[1:]) else 1)
