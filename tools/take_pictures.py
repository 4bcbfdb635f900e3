"""Take the pictures of the documentation: the home page of this site, and of each example. Needs Chromium.

The sites must be built: the nox session ``pictures`` does both.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

BUILD = Path("build")
PUBLIC = Path("docs/public")
WIDTH, HEIGHT = 1280, 800
"""Size of a picture in pixels."""
QUALITY = 82
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class has this name
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def take_picture(browser: Browser, site: Path, file: Path, scheme: str) -> None:
    """Save a picture of the home page of a built site as WebP or PNG.

    :param scheme: ``light`` or ``dark``.
    """
    dark = scheme == "dark"
    with serve(site) as address:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="dark" if dark else "light")
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
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        take_picture(browser, BUILD / "html", PUBLIC / "screenshot.png", "light")
        for example in sorted(path for path in Path("examples").iterdir() if path.is_dir()):
            for scheme in ("light", "dark"):
                file = PUBLIC / "examples" / f"{example.name}-{scheme}.webp"
                take_picture(browser, BUILD / "examples" / example.name, file, scheme)
        browser.close()


if __name__ == "__main__":
    main()
