"""Comforts of reading, in Chromium: previews, footnotes, images that open large, and copying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import test_pages
from accessibility import find_violations
from conftest import CONFIGURATION, Site
from own_docs import ROOT
from playwright.sync_api import Browser, Page, expect
from served_pages import served
from sphinx_anthology.sphinx_ext.search import site_search

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""

POPOVER = ".anthology-popover"
DIALOG = "dialog.anthology-picture"
MARKUP = "<img src=x onerror=document.title='run'>"
ARTICLE = f"""\
See [the harbour](harbour.md), [its tides](harbour.md#tides-of-spring), [a plain page](../plain.md) and [[hostile]].
Also [this part](#code), {{tag}}`sea` and [another site](https://example.org).[^1]

![A wide boat](wide.png)

![An icon](icon.png) beside text, and [![A linked boat](wide.png)](https://example.org).

## Code

```python
print("tide")
```

```console
$ ls harbour
boats
$ ls pier
```

{"Text that fills the page. " * 400}

A [late link](harbour.md).

[^1]: A note with **words** and a [link](harbour.md).
"""


def write_site(site: Site) -> None:
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n")
    site.write("plain.md", "---\norphan: true\n---\n# A plain page\n\nWords of a plain page.\n")
    for name, width, height in (("boat", 300, 200), ("wide", 1200, 600), ("icon", 24, 24), ("tall", 400, 900)):
        site.picture(f"posts/{name}.png", width, height)
    site.post("article", ARTICLE, title="An article", cover="boat.png", tags="sea", date="2024-05-05")
    site.post(
        "harbour",
        f"{'The harbour opens early. ' * 40}\n\n## Tides of spring\n\nTides turn twice a day.\n",
        title="A harbour in spring",
        category="Coast",
        tags="sea",
        date="2024-03-05",
        cover="boat.png",
        cover_dark="tall.png",
    )
    site.post("hostile", f"{MARKUP} and `{MARKUP}`\n", title=MARKUP, date="2024-01-02")
    site.post("pictures", "![A](wide.png)\n\n```{figure} tall.png\n\nThe caption\n```\n", title="Pictures", date="2024-01-01")


@pytest.fixture(scope="module", params=["html, in one file", "dirhtml, in blocks"])
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    builder, _, table = request.param.partition(", ")
    site = Site(tmp_path_factory.mktemp(builder))
    write_site(site)
    with pytest.MonkeyPatch.context() as patch:
        if table == "in blocks":
            patch.setattr(site_search, "PARTS_FROM", 1)
        built = site.build(builder)
    assert built.warnings == ""
    with served(built.output) as address:
        yield address


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = Site(tmp_path_factory.mktemp("comforts"))
    write_site(site)
    return site.build().output


@pytest.fixture(scope="module")
def plain_root(output: Path) -> Iterator[str]:
    with served(output) as address:
        yield address


def open_page(browser: Browser, address: str, **options: object) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **options)  # type: ignore[arg-type]
    page.on("pageerror", lambda error: page.evaluate("text => { document.documentElement.dataset.error = text }", str(error)))
    response = page.goto(address)
    if response is None or not response.ok:
        page.goto(address.rstrip("/") + ".html")
    return page


@pytest.fixture
def page(browser: Browser, plain_root: str) -> Iterator[Page]:
    page = open_page(browser, f"{plain_root}posts/article.html")
    yield page
    assert page.evaluate("document.documentElement.dataset.error ?? ''") == ""
    assert page.title() != "run"
    page.close()


def hover(page: Page, words: str) -> None:
    page.get_by_role("link", name=words, exact=True).first.hover()


def test_a_preview_has_title_date_category_cover_and_excerpt(browser: Browser, root: str) -> None:
    page = open_page(browser, f"{root}posts/article/")
    hover(page, "the harbour")
    popover = page.locator(POPOVER)
    expect(popover).to_be_visible()
    assert popover.locator("strong").inner_text() == "A harbour in spring"
    assert popover.locator("small").inner_text() == "Mar 5, 2024 · Coast"
    assert popover.locator("p").inner_text().startswith("The harbour opens early.")
    assert popover.locator("p").inner_text().endswith("…")
    assert popover.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    hover(page, "its tides")
    expect(popover.locator("strong")).to_have_text("Tides of spring")
    assert popover.inner_text().splitlines()[-1] == "Tides turn twice a day."
    hover(page, "a plain page")
    expect(popover.locator("strong")).to_have_text("A plain page")
    hover(page, MARKUP)
    expect(popover.locator("strong")).to_have_text(MARKUP)
    assert page.title() != "run"
    page.close()


def test_a_preview_has_the_cover_for_the_page_as_it_is_light_or_dark(browser: Browser, root: str) -> None:
    page = open_page(browser, f"{root}posts/article/", color_scheme="dark")
    image = page.locator(POPOVER).locator("img")
    hover(page, "the harbour")
    expect(image).to_have_attribute("src", re.compile("tall"))
    page.evaluate("document.body.dataset.theme = 'light'")  # as Furo does
    hover(page, "its tides")
    hover(page, "the harbour")
    expect(image).to_have_attribute("src", re.compile("boat"))
    page.close()


def test_readers_who_save_data_load_records_on_a_link_only(browser: Browser, plain_root: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    page.goto(f"{plain_root}posts/article.html", wait_until="networkidle")
    page.mouse.move(5, 5)
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    assert not {"previews.js", "pages.js"} & set(loaded)
    hover(page, "the harbour")
    expect(page.locator(POPOVER)).to_be_visible()
    assert {"previews.js", "pages.js"} <= set(loaded)
    page.close()


@pytest.mark.parametrize("words", ["this part", "another site"])
def test_links_to_the_same_page_and_to_other_sites_have_no_preview(page: Page, words: str) -> None:
    hover(page, "the harbour")
    expect(page.locator(POPOVER)).to_be_visible()
    hover(page, words)
    expect(page.locator(POPOVER)).to_be_hidden()
    page.wait_for_load_state("networkidle")
    expect(page.locator(POPOVER)).to_be_hidden()


def test_a_preview_stays_under_the_pointer_and_leaves_with_it_or_with_escape(page: Page) -> None:
    hover(page, "the harbour")
    popover = page.locator(POPOVER)
    expect(popover).to_be_visible()
    popover.hover()
    expect(popover).to_be_visible()
    page.mouse.move(2, 2)
    expect(popover).to_be_hidden()
    hover(page, "the harbour")
    expect(popover).to_be_visible()
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()


def test_a_preview_is_shown_on_focus_and_describes_the_link(page: Page) -> None:
    page.locator("a.anthology-tag, .anthology-tags a").first.focus()
    link = page.get_by_role("link", name="the harbour", exact=True)
    for _ in range(6):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(page.locator(POPOVER)).to_be_visible()
    assert link.get_attribute("aria-describedby") == "anthology-popover"
    assert page.get_by_role("tooltip").inner_text().startswith("A harbour in spring")
    assert find_violations(page, "article") == []
    page.keyboard.press("Escape")
    expect(page.locator(POPOVER)).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None


def test_a_preview_covers_no_part_of_its_link(page: Page) -> None:
    for words in ("the harbour", "late link"):
        hover(page, words)
        expect(page.locator(POPOVER)).to_be_visible()
        link, box = page.get_by_role("link", name=words).first.bounding_box(), page.locator(POPOVER).bounding_box()
        assert link
        assert box
        assert box["y"] >= link["y"] + link["height"] or box["y"] + box["height"] <= link["y"]
        assert 0 <= box["x"] <= 1280 - box["width"]
        page.keyboard.press("Escape")


def test_touch_shows_no_preview(browser: Browser, plain_root: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{plain_root}posts/article.html")
    page.evaluate("document.addEventListener('click', event => event.preventDefault())")
    page.get_by_role("link", name="the harbour", exact=True).tap()
    page.wait_for_load_state("networkidle")
    expect(page.locator(POPOVER)).to_have_count(0)
    context.close()


def test_cards_and_lists_have_no_preview(page: Page, plain_root: str) -> None:
    page.goto(f"{plain_root}browse/posts.html")
    page.locator(".anthology-card-link").first.hover()
    page.wait_for_load_state("networkidle")
    expect(page.locator(POPOVER)).to_have_count(0)


def test_a_footnote_is_shown_where_it_is_called(page: Page) -> None:
    page.locator("a.footnote-reference").hover()
    popover = page.locator(POPOVER)
    expect(popover).to_have_text(re.compile(r"^\s*A note with words and a link\.\s*$"))
    assert popover.locator("strong").inner_text() == "words"
    assert popover.locator("a").get_attribute("tabindex") == "-1"
    assert page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)").count("id1") <= 1


def test_an_image_opens_large_with_its_alt_as_caption(page: Page) -> None:
    page.get_by_role("link", name="A wide boat").click()
    dialog = page.locator(DIALOG)
    expect(dialog).to_be_visible()
    assert dialog.locator("figcaption").inner_text().startswith("A wide boat")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.activeElement.querySelector('img').alt") == "A wide boat"


def test_images_are_reached_with_the_keyboard_and_arrow_keys_lead_to_the_next(page: Page, plain_root: str) -> None:
    page.goto(f"{plain_root}posts/pictures.html")
    page.get_by_role("link", name="A", exact=True).focus()
    page.keyboard.press("Enter")
    caption = page.locator(f"{DIALOG} figcaption")
    expect(caption).to_have_text("A · 1 / 2")
    page.keyboard.press("ArrowRight")
    expect(caption).to_have_text("The caption · 2 / 2")
    page.keyboard.press("ArrowRight")
    expect(caption).to_have_text("A · 1 / 2")
    page.get_by_role("button", name="Previous image").click()
    expect(caption).to_have_text("The caption · 2 / 2")
    assert find_violations(page, DIALOG) == []
    page.get_by_role("button", name="Close").click()
    expect(page.locator(DIALOG)).to_be_hidden()


def test_icons_and_images_that_link_elsewhere_do_not_open(page: Page) -> None:
    assert page.get_by_role("button", name=re.compile("icon|linked")).count() == 0
    page.evaluate("document.addEventListener('click', event => event.preventDefault())")
    page.get_by_alt_text("A linked boat").click()
    expect(page.locator(DIALOG)).to_have_count(0)


def read_clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_code_and_addresses_of_headings_are_copied_and_announced(page: Page, plain_root: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=plain_root.rstrip("/"))
    buttons = page.get_by_role("button", name="Copy code")
    assert buttons.count() == 2
    buttons.nth(0).click()
    expect(page.get_by_role("status").filter(has_text="copied")).to_have_text("The code was copied.")
    assert read_clipboard(page) == 'print("tide")'
    buttons.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="copied")).to_be_visible()
    assert read_clipboard(page) == "ls harbour\nls pier"
    page.locator("h2").first.hover()
    page.locator("h2 a.headerlink").first.click()
    expect(page.get_by_role("status").filter(has_text="link")).to_have_text("The link was copied.")
    assert read_clipboard(page) == f"{plain_root}posts/article.html#code"
    assert page.url.endswith("#code")


def test_without_scripts_nothing_is_missing(browser: Browser, plain_root: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{plain_root}posts/article.html")
    assert page.locator("[role=button]:visible, .anthology-copy").count() == 0
    expect(page.get_by_alt_text("A wide boat")).to_be_visible()
    page.close()


PROGRESS = """() => {
  const style = getComputedStyle(document.querySelector(".anthology-article"), "::before");
  return style.display === "none" ? -1 : parseFloat(style.scale);
}"""
SCROLL = "share => scrollTo(0, document.querySelector('.anthology-article').offsetTop + share)"


@pytest.mark.parametrize("has_timelines", [True, False], ids=["style sheet", "script"])
def test_a_line_shows_how_much_of_an_article_was_read(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, has_timelines: bool
) -> None:
    site = Site(tmp_path_factory.mktemp("progress"))
    write_site(site)
    built = site.build(anthology_reading_progress=True)
    assert "comforts/progress" not in (built.output / "browse/posts.html").read_text(encoding="utf-8")
    if not has_timelines:
        style = built.output / "_static/comforts/progress.css"
        style.write_text(style.read_text(encoding="utf-8").replace("@supports (", "@supports not ("), encoding="utf-8")
    with served(built.output) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        if not has_timelines:
            page.add_init_script("CSS.supports = () => false")
        page.goto(f"{address}posts/article.html")
        height = page.evaluate("document.querySelector('.anthology-article').offsetHeight") - 900
        for share, least, most in ((-1000, 0, 0.01), (0.5, 0.4, 0.6), (1, 0.9, 1)):
            page.evaluate(SCROLL, share * height)
            page.wait_for_function(f"() => [({PROGRESS})()].some(read => read >= {least} && read <= {most})")
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(PROGRESS) == -1
        page.close()


def test_there_is_no_line_without_the_option(output: Path) -> None:
    assert "comforts/progress" not in (output / "posts/article.html").read_text(encoding="utf-8")


GUIDE = (ROOT / "docs/guide/comforts.md").read_text(encoding="utf-8")
POLICIES = {
    "strict": "default-src 'self'; img-src 'self' data:",
    "of the guide": next(line for line in GUIDE.splitlines() if line.startswith("default-src")),
}


@pytest.mark.parametrize("policy", POLICIES)
def test_a_strict_content_security_policy_holds(browser: Browser, output: Path, policy: str) -> None:
    with served(output, Content_Security_Policy=POLICIES[policy]) as root:
        page = browser.new_page(reduced_motion="reduce")
        page.add_init_script(
            "window.violations = []; document.addEventListener('securitypolicyviolation', ({ target }) => "
            "violations.push([target.outerHTML ?? '', Boolean(target.closest?.('article, dialog, [class*=anthology]'))]))"
        )
        page.goto(f"{root}posts/article.html")
        hover(page, "the harbour")
        expect(page.locator(POPOVER)).to_be_visible()
        page.keyboard.press("Escape")
        page.get_by_role("link", name="A wide boat").click()
        expect(page.locator(DIALOG)).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        expect(page.locator("dialog.anthology-search")).to_be_visible()
        found = page.evaluate("violations")
        assert bool(found) == (policy == "strict"), "the theme has a script and styles in its pages"
        assert [html for html, is_own in found if is_own or "anthology" in html] == []
        assert [html for html, _ in found if html.startswith("<script") and "dataset.theme" not in html] == []
        page.close()
