"""Pictures in Chromium: the size that a screen needs is loaded, upright, and nothing jumps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import CONFIGURATION, Site
from picture_files import BANDS, TURNED, encode, notes, quarters
from playwright.sync_api import Browser
from served_pages import served
from test_pages import browser  # noqa: F401

SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (entry.sources.some(source => source.node?.parentElement?.closest("article"))) sum += entry.value;
  }))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(sum), 50));
})"""
COLOUR = """name => {
  const image = document.querySelector(`img[alt="${name}"]`);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return [...pen.getImageData(canvas.width / 8, canvas.height / 8, 1, 1).data].slice(0, 3);
}"""
RATIOS = """name => {
  const image = document.querySelector(`img[alt="${name}"]`);
  return [image.width / image.height, image.naturalWidth / image.naturalHeight];
}"""
GROUND = "place => getComputedStyle(document.querySelector(place)).backgroundColor"
POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self'"
KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served site with pictures."""
    site = Site(tmp_path_factory.mktemp("pictures"))
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n\n```{posts}\n```\n")
    (site.folder / "public").mkdir()
    (site.folder / "public/cover.jpg").write_bytes(encode(quarters(1600, 900)))
    lines = []
    for orientation in TURNED:
        for kind, suffix in KINDS.items():
            for width in (120, 900):  # without and with variants
                name = f"{suffix}-{orientation}-{width}"
                data = encode(quarters(width, width // 3 * 2), kind, exif=notes(orientation))
                (site.folder / f"public/{name}.{suffix}").write_bytes(data)
                lines.append(f"![{name}](/{name}.{suffix})\n")
    site.post("article", "Text\n\n" + "\n".join(lines), cover="/cover.jpg")
    site.post("another", cover="/jpg-6-900.jpg")
    output = site.build().output
    with served(output, Content_Security_Policy=POLICY) as root:
        yield root.rstrip("/")


@pytest.mark.parametrize(("width", "cover", "card"), [(360, "480", "480"), (1440, "800", "480")])
def test_browsers_load_the_size_that_fits_and_nothing_jumps(
    browser: Browser,  # noqa: F811
    address: str,
    width: int,
    cover: str,
    card: str,
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(Path(request.url).name))
    for path, place, size in (("posts/article.html", ".anthology-cover", cover), ("index.html", ".anthology-thumbnail", card)):
        page.goto(f"{address}/{path}", wait_until="load")
        found = page.evaluate("place => document.querySelector(place).currentSrc", place)
        assert found.endswith(f"-{size}.webp")
        assert page.evaluate(SHIFTS) == 0
        assert page.evaluate(GROUND, place).startswith("rgb(")
    assert "cover.jpg" not in loaded
    assert page.locator("article :is(img, a, picture)[style]").count() == 0
    page.goto(f"{address}/posts/article.html")
    page.click("a.anthology-original:has(.anthology-cover)")
    page.wait_for_function("document.querySelector('dialog[open] img').src.endsWith('/_images/cover.jpg')")
    page.close()


def test_pictures_are_upright_with_and_without_variants(browser: Browser, address: str) -> None:  # noqa: F811
    page = browser.new_page()
    page.goto(f"{address}/posts/article.html")
    page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; })")
    page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
    wrong = []
    for orientation, quarter in TURNED.items():
        for suffix in KINDS.values():
            for width in (120, 900):
                name = f"{suffix}-{orientation}-{width}"
                seen = page.evaluate(COLOUR, name)
                nearest = min(BANDS, key=lambda band: sum(abs(one - other) for one, other in zip(band, seen, strict=True)))
                ratio = page.evaluate(RATIOS, name)
                if nearest != BANDS[quarter] or abs(ratio[0] - ratio[1]) > 0.05:
                    wrong.append((name, seen, ratio))
    assert wrong == []
    page.close()
