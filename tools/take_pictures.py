"""Take the pictures of the documentation: the home page of this site, and of each example. Needs Chromium.

The sites must be built: the nox session ``pictures`` does both.
"""

from __future__ import annotations

import io
from pathlib import Path

from chromium import SCHEMES, Scheme, open_chromium
from PIL import Image
from playwright.sync_api import Browser
from served_pages import served

BUILD = Path("build")
PUBLIC = Path("docs/public")
WIDTH, HEIGHT = 1280, 800
"""Size of a picture in pixels."""
QUALITY = 82


def take_picture(browser: Browser, site: Path, file: Path, scheme: Scheme) -> None:
    """Save a picture of the home page of a built site as WebP or PNG."""
    with served(site) as address:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme)
        page.goto(address, wait_until="networkidle")
        data = page.screenshot()
        page.close()
    file.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(data)) as picture:
        if file.suffix == ".png":
            picture.convert("RGB").quantize(256).save(file, optimize=True)
        else:
            picture.convert("RGB").save(file, quality=QUALITY, method=6)


def main() -> None:
    """Take all pictures."""
    with open_chromium() as browser:
        take_picture(browser, BUILD / "html", PUBLIC / "screenshot.png", "light")
        for example in sorted(path for path in Path("examples").iterdir() if path.is_dir()):
            for scheme in SCHEMES:
                file = PUBLIC / "examples" / f"{example.name}-{scheme}.webp"
                take_picture(browser, BUILD / "examples" / example.name, file, scheme)


if __name__ == "__main__":
    main()
