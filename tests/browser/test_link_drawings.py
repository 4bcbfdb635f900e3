"""The drawings of links in Chromium: neighbours, names, zoom and the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import test_pages
from accessibility import find_violations
from conftest import CONFIGURATION, Site
from playwright.sync_api import Browser, Page, Route, expect
from served_pages import served

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""

OVERLAPPING = """() => {
  const frame = document.querySelector(".anthology-graph").getBoundingClientRect();
  const boxes = [...document.querySelectorAll(".anthology-graph text")]
    .filter(text => getComputedStyle(text).display !== "none")
    .map(text => [text.textContent, text.getBoundingClientRect()]);
  const wrong = boxes.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1);
  boxes.forEach(([one, a], place) => boxes.slice(0, place).forEach(([other, b]) => {
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4) wrong.push([one, other]);
  }));
  return { count: boxes.length, wrong: wrong.map(String) };
}"""
"""The number of visible names, and those that are cut off or overlap another."""
CATEGORIES = ("Tides", "Harbours and piers", "등대와 항로", "Weather of the northern seas")
LIT = ".anthology-graph-node.anthology-lit"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = Site(tmp_path_factory.mktemp("drawings"))
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n")
    for number in range(40):
        links = [f"[[p{target}]]" for target in {number // 2, max(number - 4, 0)} - {number}]
        title = f"A long title about the lights of the coast, number {number}"
        site.post(
            f"p{number}",
            " ".join(links) + "\n",
            title=title,
            category=CATEGORIES[number % 4],
            date=f"2024-01-{1 + number % 28:02}",
        )
    with served(Path(site.build().output)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, root: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{root}browse/map.html")
    expect(page.locator(".anthology-graph")).to_have_attribute("data-size", re.compile("[0-9]"))
    yield page
    page.close()
    assert errors == []


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_no_name_is_cut_off_or_covers_another(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")  # observers have run
    expect(page.locator(".anthology-graph")).to_have_attribute("data-size", re.compile("0" if width == 360 else "[12]"))
    found = page.evaluate(OVERLAPPING)
    assert found["wrong"] == []
    assert found["count"] >= 3
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_a_phone_shows_the_names_of_clusters(browser: Browser, root: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 900}, java_script_enabled=False)
    page.goto(f"{root}browse/map.html")
    assert page.locator(".anthology-graph-name:visible").count() >= 3
    assert page.locator(".anthology-graph a").count() == 40
    assert page.locator(".anthology-graph-controls").count() == 0
    page.close()


def test_neighbours_light_up_on_hover_and_a_click_opens_the_article(page: Page) -> None:
    node = page.locator('.anthology-graph-node[href$="/p8.html"]')
    node.locator("circle").hover()
    expect(page.locator(LIT)).to_have_count(5)
    assert lit(page) == {"p8", "p4", "p12", "p16", "p17"}
    tip = page.locator(".anthology-graph-tip")
    expect(tip).to_have_text("A long title about the lights of the coast, number 8")
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    assert page.locator(LIT).count() == 0
    node.locator("circle").click()
    expect(page).to_have_url(re.compile(r"/posts/p8\.html$"))


def test_a_pointer_that_comes_before_the_script_lights_up_neighbours_too(page: Page) -> None:
    held: list[Route] = []
    page.route("**/drawing.js", lambda route: held.append(route))
    with page.expect_request("**/drawing.js"):
        page.reload(wait_until="commit")
    page.locator('.anthology-graph-node[href$="/p8.html"] circle').hover()
    held[0].continue_()
    expect(page.locator(LIT)).to_have_count(5)
    assert lit(page) == {"p8", "p4", "p12", "p16", "p17"}


def lit(page: Page) -> set[str]:
    """Return the names of the articles that are lit."""
    addresses = page.locator(LIT).evaluate_all("nodes => nodes.map(node => node.getAttribute('href'))")
    return {Path(address).stem for address in addresses}


def test_one_article_is_in_the_order_of_tab_and_arrow_keys_lead_to_the_others(page: Page) -> None:
    page.get_by_role("button", name="Zoom in").focus()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first.startswith("../posts/")
    expect(page.locator(".anthology-graph-tip")).to_be_visible()
    reached = {first}
    for key in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"] * 3:
        page.keyboard.press(key)
        reached.add(page.evaluate("document.activeElement.getAttribute('href')"))
    assert len(reached) > 4
    page.keyboard.press("Escape")
    expect(page.locator(".anthology-graph-tip")).to_be_hidden()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.anthology-graph')") is None


def test_zoom_with_buttons_keys_and_wheel_shows_more_names(page: Page) -> None:
    graph = page.locator(".anthology-graph")
    before = page.evaluate(OVERLAPPING)["count"]
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    assert page.locator(".anthology-graph text:visible").count() > before
    page.get_by_role("button", name="Show all").click()
    expect(graph).to_have_attribute("viewBox", re.compile("^0 0 800 "))
    graph.locator("a").first.focus()
    page.keyboard.press("+")
    expect(graph).not_to_have_attribute("viewBox", re.compile("^0 0 800 "))
    page.keyboard.press("0")
    expect(graph).to_have_attribute("viewBox", re.compile("^0 0 800 "))
    graph.hover(position={"x": 20, "y": 20})
    page.mouse.wheel(0, -100)
    expect(graph).to_have_attribute("viewBox", re.compile("^0 0 800 "))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(graph).not_to_have_attribute("viewBox", re.compile("^0 0 800 "))


def test_a_zoomed_drawing_is_dragged_and_a_drag_opens_nothing(page: Page) -> None:
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    graph = page.locator(".anthology-graph")
    before = graph.get_attribute("viewBox") or ""
    node = graph.locator("a >> circle").first
    node.scroll_into_view_if_needed()
    box = graph.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 40, middle[1] - 30, steps=4)
    page.mouse.up()
    expect(graph).not_to_have_attribute("viewBox", before)
    expect(page).to_have_url(re.compile("map.html$"))


def test_the_neighbours_of_an_article_are_drawn_when_they_are_unfolded(page: Page, root: str) -> None:
    page.goto(f"{root}posts/p8.html")
    expect(page.locator(".anthology-graph")).to_be_hidden()
    page.get_by_text("Links around this article").click()
    expect(page.get_by_role("button", name="Zoom in")).to_be_visible()
    assert page.evaluate(OVERLAPPING)["wrong"] == []
    page.locator(".anthology-graph a").first.hover()
    expect(page.locator(LIT).nth(1)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_accessible(browser: Browser, root: str, scheme: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{root}browse/map.html")
    expect(page.get_by_role("button", name="Zoom in")).to_be_visible()
    assert find_violations(page, ".anthology-map") == []
    page.close()
