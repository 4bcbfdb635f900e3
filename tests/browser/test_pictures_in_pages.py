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
    site.write("authors.yml", "ada: {name: Ada, image_url: /jpg-6-900.jpg}\n")
    site.post("article", "Text\n\n" + "\n".join(lines), cover="/cover.jpg", author="ada")
    site.post("another", cover="/jpg-6-900.jpg")
    (site.folder / "public/night.jpg").write_bytes(encode(quarters(1600, 900).rotate(180)))
    dark = {"cover_dark": "/night.jpg", "cover_position": "left 20%"}
    site.post("night", "Text.\n" * 200, cover="/cover.jpg", category="Night", **dark)
    site.post("day", cover="/jpg-1-900.jpg", category="Night")
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
    page.wait_for_function("() => document.querySelector('dialog[open] img')?.src.endsWith('/_images/cover.jpg')")
    page.close()


def test_dark_pages_have_covers_of_their_own_whether_the_system_or_the_reader_chooses(
    browser: Browser,  # noqa: F811
    address: str,
) -> None:
    page = browser.new_page(color_scheme="dark", viewport={"width": 1000, "height": 800})
    places = (("posts/night.html", "img.anthology-cover"), ("index.html", ".anthology-card-link[href$='night.html']"))
    # The address of a picture; null if another one takes its place before it is shown.
    shown = """place => {
      const found = document.querySelector(place);
      const image = found.matches("img") ? found : found.closest("li").querySelector("img");
      return image.loading = "eager", image.decode().then(() => image.currentSrc, () => null);
    }"""
    for path, place in places:
        page.goto(f"{address}/{path}")
        dark = page.wait_for_function(shown, arg=place).json_value()
        assert page.evaluate(SHIFTS) == 0
        page.emulate_media(color_scheme="light")
        page.wait_for_function(f"name => ({shown})({place!r}).then(found => found && found !== name)", arg=dark)
        page.evaluate("document.body.dataset.theme = 'dark'")  # as Furo does
        page.wait_for_function(f"name => ({shown})({place!r}).then(found => found === name)", arg=dark)
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.body.dataset.theme = 'light'")
        page.wait_for_function(f"name => ({shown})({place!r}).then(found => found && found !== name)", arg=dark)
        page.evaluate("document.body.dataset.theme = 'auto'")
        page.wait_for_function(f"name => ({shown})({place!r}).then(found => found === name)", arg=dark)
    page.goto(f"{address}/posts/night.html")
    position = "getComputedStyle(document.querySelector('img.anthology-cover')).objectPosition"
    assert page.evaluate(position) == "0% 20%"
    page.click("a.anthology-original")
    page.wait_for_function("() => document.querySelector('dialog[open] img')?.src.endsWith('/_images/night.jpg')")
    page.close()
    loaded: list[str] = []
    without_scripts = browser.new_context(java_script_enabled=False, color_scheme="dark").new_page()
    without_scripts.on("request", lambda request: loaded.append(request.url.rpartition("-")[0]))
    without_scripts.goto(f"{address}/posts/night.html", wait_until="load")
    assert dark.rpartition("-")[0] in loaded
    without_scripts.context.close()


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
