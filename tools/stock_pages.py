"""A stock site of the same texts as some pages: Furo and MyST, without this extension.

A page is taken from its HTML, so that it does not matter which engine its post was written for. Headings are Markdown again.
All else is the same HTML without classes, styles and scripts, with each picture as its author has it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

NOT_TEXT = "script, style, svg, template, button, form, dialog, iframe, .headerlink, .anthology-graph-box, [hidden]"
UNWRAPPED = ("div", "span", "section", "nav", "article", "header", "footer", "aside", "svg")
KEPT = frozenset("href src alt title lang colspan rowspan datetime open type start value".split())
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
CONFIGURATION = """\
project = html_title = "Site"
language = {language!r}
extensions = ["myst_parser"]
html_theme = "furo"
html_extra_path = ["extra"]
suppress_warnings = ["myst", "toc", "docutils"]
"""


def build_stock_site(site: Path, pages: list[str], folder: Path) -> Path:
    """Build a stock site of some pages of a built site, and return its output, which has them at the same addresses.

    :param pages: paths in the site.
    :param folder: a folder for the sources and the output. Its content is deleted.
    """
    shutil.rmtree(folder, ignore_errors=True)
    source, output = folder / "source", folder / "html"
    language = "en"
    for path in pages:
        soup = BeautifulSoup((site / path).read_text(encoding="utf-8"), "lxml")
        main = soup.select_one("[role=main]")
        if main is None or soup.html is None:
            raise ValueError(f"{path} has no main content")
        language = str(soup.html.get("lang", language))
        _copy_pictures(main, site, path, source / "extra")
        file = source / Path(path).with_suffix(".md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(write_markdown(main), encoding="utf-8")
    (source / "conf.py").write_text(CONFIGURATION.format(language=language.replace("-", "_")), encoding="utf-8")
    index = source / "index.md"
    names = "\n".join(str(Path(path).with_suffix("")) for path in pages if path != "index.html")
    text = index.read_text(encoding="utf-8") if index.is_file() else "# Home\n"
    index.write_text(f"{text}\n```{{toctree}}\n:hidden:\n\n{names}\n```\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "html", source, output], check=True)
    return output


def _copy_pictures(main: Tag, site: Path, path: str, extra: Path) -> None:
    """Copy the pictures of a page to the same addresses."""
    for image in main.find_all("img"):
        address = urlsplit(str(image.get("src", "")))
        file = (site / path).parent / unquote(address.path)
        if not address.netloc and file.is_file():
            copy = extra / file.resolve().relative_to(site.resolve())
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


def write_markdown(main: Tag) -> str:
    """Return the content of a page as Markdown with HTML."""
    for element in main.select(NOT_TEXT):
        element.decompose()
    title = main.find("h1")
    heading = " ".join(title.get_text().split()) if title else "Page"
    if title:
        title.decompose()
    for element in main.find_all(True):
        is_code = element.find_parent(class_="highlight") is not None or "highlight" in element.get_attribute_list("class")
        kept = {name: value for name, value in element.attrs.items() if name in KEPT or (is_code and name == "class")}
        if element.name in UNWRAPPED and not is_code:
            element.unwrap()
        else:
            element.attrs = kept
    blocks = [f"# {heading}"]
    html = ""
    for child in list(main.children):
        if isinstance(child, Tag) and child.name in HEADINGS:
            blocks += [_raw(html), f"{'#' * int(child.name[1])} {' '.join(child.get_text().split())}"]
            html = ""
        else:
            html += str(child)
    return "\n\n".join([*blocks, _raw(html)]) + "\n"


def _raw(html: str) -> str:
    """Return Markdown for a piece of HTML."""
    return f"``````````{{raw}} html\n{html.strip()}\n``````````" if html.strip() else ""
