"""How soon previews of links are shown in a large site, in Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from urllib.parse import quote

from chromium import open_chromium
from playwright.sync_api import Browser, Page
from served_pages import HostHandler, served

from .contestants import CONTESTANTS, OUTPUT
from .measure import Site
from .posts import Source
from .results import Step

SIZE = 900
"""Average bytes of a post: previews do not depend on it."""
WAYS = ("hover", "keyboard")
_PAGES = 20
_LINK = re.compile(r'<p>(?:[^<]|<(?!/p>|a ))*<a class="reference internal" href="[^#"/]+\.html">')
_LINKS = "[role=main] p:not([class]) > a.reference.internal:not([href*='/'], .anthology-card-link)"
_CLOCK = """() => {
  window.times = [];
  let begun = 0;
  const begin = ({ target }) => { if (target.closest?.(LINKS)) begun = performance.now(); };
  document.addEventListener("pointerover", begin, true);
  document.addEventListener("focusin", begin, true);
  document.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") requestAnimationFrame(() => times.push(performance.now() - begun));
  }, true);
}""".replace("LINKS", json.dumps(_LINKS))
"""Notes the milliseconds from reaching a link to the frame in which its preview is drawn."""


@dataclass(frozen=True, slots=True)
class Previews:
    """Milliseconds until previews are shown."""

    way: str
    """``hover`` or ``keyboard``."""
    first: tuple[float, ...]
    """Of the first link on each page. Scripts and the table of pages are loaded when the pointer or Tab is first used."""
    later: tuple[float, ...]
    """Of a second link."""


def measure_previews(programs: Path, source: Source, posts: int, timeout: float, folder: Path) -> list[Previews]:
    """Build a site, and measure previews on twenty of its pages, each in a browser without a cache.

    :param programs: the folder of the program ``python``.
    :param timeout: seconds until the build is killed.
    :param folder: the folder of the site. It is deleted at the end.
    """
    ours = CONTESTANTS[0]
    options = ("-D", "anthology_images=0", "-D", "anthology_share_cards=0")
    site = Site(replace(ours, command=(*ours.command, *options)), programs, source, posts, folder)
    site.build(Step.COLD, timeout)
    result = measure_site(site.folder / OUTPUT)
    site.remove()
    return result


def measure_site(output: Path) -> list[Previews]:
    """Measure previews on pages of a built site."""
    articles = sorted(output.glob("posts/*.html"))
    linking = [file for file in articles if len(_LINK.findall(file.read_text(encoding="utf-8"))) >= 2]
    chosen = linking[:: max(1, len(linking) // _PAGES)][:_PAGES]
    with open_chromium() as browser, served(output, HostHandler) as root:
        addresses = [root + quote(file.relative_to(output).as_posix()) for file in chosen]
        return [_measure_way(browser, way, addresses) for way in WAYS]


def _measure_way(browser: Browser, way: str, addresses: list[str]) -> Previews:
    times = [list(_measure_page(browser, way, address)) for address in addresses]
    return Previews(way, tuple(first for first, _ in times), tuple(later for _, later in times))


def _measure_page(browser: Browser, way: str, address: str) -> Iterator[float]:
    """Yield the times of the first two links of a page."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address, wait_until="networkidle")
    page.evaluate(_CLOCK)
    # A reader's pointer crosses the page, or Tab is pressed, before a link is reached.
    page.mouse.move(640, 450)
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    for number in range(2):
        link = page.locator(_LINKS).nth(number)
        link.scroll_into_view_if_needed()
        if way == "hover":
            link.hover()
        else:
            link.focus()
        yield _wait(page, number)
        page.mouse.move(0, 0)
        page.keyboard.press("Escape")
    page.close()


def _wait(page: Page, number: int) -> float:
    page.wait_for_function("number => times.length > number", arg=number)
    return float(page.evaluate("number => times[number]", number))


def markdown(found: list[Previews], posts: int) -> str:
    """Return a table of milliseconds."""
    rows = [["Preview", "First on a page, ms", "Slowest", "Next, ms", "Slowest"], ["---", *["--:"] * 4]]
    for one in found:
        figures = [f"{figure:.0f}" for times in (one.first, one.later) for figure in (median(times), max(times))]
        rows.append([one.way.capitalize(), *figures])
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    return f"{table}\n\n{posts:,} posts, medians of {len(found[0].first)} pages, each in a browser without a cache.\n"
