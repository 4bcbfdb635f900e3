"""Check every internal link and file of the pages of a built site.

Each address in an attribute of HTML counts: ``href``, ``src``, ``srcset``, ``poster``, ``data`` and the like, those in
styles and style sheets, and the targets of redirect pages. With the address of the site, absolute addresses below it count,
too, also in meta tags, feeds, sitemaps and other files of text. A dead one leads to no file of the output, or to no element of
a page. With the folder of the sources, a dead address is compared with the names of the files there: one that has its target
among them is a fault of the build.
The warnings of a build name links that became text. They are compared in the same way.

Usage: ``python tools/check_links.py OUTPUT [--base URL] [--source FOLDER] [--warnings FILE]``. The exit code is 1 if an address
is dead without a reason: without *--source* each one, with it those that have a target.
"""

from __future__ import annotations

import argparse
import posixpath
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

ATTRIBUTES = frozenset("href src poster data background data-src data-original data-poster xlink:href".split())
SETS = frozenset({"srcset", "data-srcset", "imagesrcset"})
REFRESH = re.compile(r"^\s*[\d.]+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
TEXT_SUFFIXES = frozenset(".xml .txt .json .md .html".split())
"""The suffixes of files in which absolute addresses of the site are searched."""
STYLE_URL = re.compile(r"""url\(\s*["']?([^()"']+)""")
INDEX_NAMES = frozenset({"index", "_index", "readme"})
SECTIONS = frozenset({"/", ".", "..", "blog", "post", "posts", "article", "articles", "news", "p"})
DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]")
LANGUAGE = re.compile(r"\.[a-z]{2}(?:-[a-z]{2})?$")
WARNING = re.compile(
    r"""^(?P<file>.+?):\d+:\ WARNING:\ (?:The\ link\ '(?P<link>[^']+)'\ leads
        | (?:Image|File|Cover)\ '(?P<name>[^']+)'\ is
        | There\ is\ no\ post\ '(?P<post>[^']+)'
        | 'myst'\ cross-reference\ target\ not\ found:\ '(?P<target>[^']+)')""",
    re.MULTILINE | re.VERBOSE,
)
"""The warnings about links, files and names that lead nowhere."""
HEADING = re.compile(
    r"^#{1,6}[ \t]+(.*?)[ \t#]*$|(?:\bid|\bname)\s*=\s*[\"']?([^\"'\s>]+)|\{:?[^{}\n]*#([\w:.-]+)[^{}\n]*\}", re.MULTILINE
)


class Address(NamedTuple):
    """An address in a page."""

    page: str
    """The page, as a path in the output."""
    text: str
    """The address as it is written, without character references."""


class Page(HTMLParser):
    """The addresses and the ids of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.base = ""
        """The address that relative ones begin at, from the element ``base``; empty if they begin at the page."""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the addresses and the id of an element."""
        for name, value in attrs:
            if not value:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                self.ids.add(value)
            elif tag == "base":
                self.base = self.base or (value if name == "href" else "")
            elif name in ATTRIBUTES:
                self.addresses.append(value.strip())
            elif name in SETS and "data:" not in value:
                self.addresses += [part.split()[0] for part in value.split(",") if part.strip()]
            elif name == "style":
                self.addresses += STYLE_URL.findall(value)
            elif name == "content" and tag == "meta" and (refresh := REFRESH.match(value)):
                self.addresses.append(refresh[1].strip())


@dataclass
class Output:
    """The output of the builder ``html`` or ``dirhtml``."""

    folder: Path
    base: str = ""
    """The address of the site, with a slash at the end; empty if absolute addresses are not checked."""
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, path: str) -> Page:
        """Return a page, which is parsed once."""
        if path not in self.pages:
            self.pages[path] = Page((self.folder / path).read_text(encoding="utf-8", errors="replace"))
        return self.pages[path]

    def addresses(self) -> Iterator[Address]:
        """Yield the internal addresses of all pages, of style sheets, and the absolute ones of the site."""
        for file in sorted(self.folder.rglob("*.css")):
            path = file.relative_to(self.folder).as_posix()
            for text in STYLE_URL.findall(file.read_text(encoding="utf-8", errors="replace")):
                if is_internal(text) and not text.startswith("#"):
                    yield Address(path, text)
        if self.base:
            yield from self._absolute_addresses()
        for file in sorted(self.folder.rglob("*.html")):
            path = file.relative_to(self.folder).as_posix()
            if not path.startswith(("_static/", "_downloads/", "_sources/")):
                for text in self.page(path).addresses:
                    if is_internal(text):
                        yield Address(path, text)

    def _absolute_addresses(self) -> Iterator[Address]:
        """Yield each absolute address of the site once for each file."""
        # A name in structured data is no address.
        pattern = re.compile(r'(?<!"@id":")(?<!"@id": ")' + re.escape(self.base) + r"[^\s\"'<>()\[\]\\`]*")
        for file in sorted(self.folder.rglob("*")):
            path = file.relative_to(self.folder).as_posix()
            if file.suffix not in TEXT_SUFFIXES or path.startswith(("_static/", "_downloads/", "_sources/")):
                continue
            text = file.read_text(encoding="utf-8", errors="replace")
            for found in sorted({unescape(match).rstrip(".,;:") for match in pattern.findall(text)}):
                yield Address(path, found)

    def is_dead(self, address: Address) -> bool:
        """Return whether an address leads to no file, or to no element of a page."""
        own = self.base and address.text.startswith(self.base)
        parts = urlsplit("/" + address.text.removeprefix(self.base) if own else address.text)
        path = unquote(parts.path)
        target = address.page
        if path.startswith("/"):
            target = posixpath.normpath(path.lstrip("/"))
        elif path:
            target = posixpath.normpath(posixpath.join(self._find_folder(address.page), path))
        file = self.folder / target
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            return True
        fragment = unquote(parts.fragment)
        if not fragment or fragment == "top" or fragment.startswith(":~:") or file.suffix != ".html":
            return False
        return fragment not in self.page(file.relative_to(self.folder).as_posix()).ids

    def _find_folder(self, page: str) -> str:
        """Return the folder in which the relative addresses of a file begin: its own, or that of its element ``base``.

        That element is an address on the host, so it counts if the address of the site is known.
        """
        base = unquote(urlsplit(self.page(page).base).path) if page.endswith(".html") else ""
        site = unquote(urlsplit(self.base).path)
        return posixpath.dirname(base.removeprefix(site) if site and base.startswith(site) else page)


def is_internal(address: str) -> bool:
    """Return whether an address leads to the site itself."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and address not in ("", "#")


@dataclass(frozen=True)
class Sources:
    """The files that a site is built from."""

    folder: Path

    @cached_property
    def _by_name(self) -> Mapping[str, list[Path]]:
        """The files by what an address may call them: name and stem, without date and language; folder of an index."""
        result: dict[str, list[Path]] = defaultdict(list)
        for file in sorted(self.folder.rglob("*")):
            relative = file.relative_to(self.folder)
            if not file.is_file() or any(part.startswith((".", "_build")) for part in relative.parts):
                continue
            stem = LANGUAGE.sub("", file.stem)
            if stem.casefold() in INDEX_NAMES:
                stem = file.parent.name
            for name in {file.name, stem, DATE.sub("", stem)}:
                result[fold(name)].append(file)
        return result

    def find(self, address: Address) -> list[Path]:
        """Return the files that an address may mean.

        A page may have another address than its source. So the last part must be its name, and each other part a number, a
        section such as ``blog``, one of its folders, or a word at the start of its file. Another file has the folders of the
        address, and a relative address is one beside the page.
        """
        path = PurePosixPath(unquote(urlsplit(address.text).path))
        is_page = path.suffix.lower() in ("", ".html", ".htm", ".md", ".mdx", ".markdown")
        if not is_page:
            is_absolute = path.is_absolute()
            wanted = fold(posixpath.normpath(str(path if is_absolute else PurePosixPath("/", address.page).parent / path)))
            paths = [
                (file, fold(f"/{file.relative_to(self.folder).as_posix()}")) for file in self._by_name.get(fold(path.name), [])
            ]
            return [file for file, own in paths if (own.endswith(wanted) if is_absolute else wanted.endswith(own))]
        name = re.sub(r"\.(?:html?|mdx?|markdown)$", "", path.name)
        if name.casefold() in INDEX_NAMES:
            name = path.parent.name
        named = self._by_name.get(fold(name), []) if name.strip(".") else []
        folders = {fold(part) for part in path.parent.parts if not part.strip("./").isdigit()} - SECTIONS
        return [file for file in named if all(part in self._known_words(file) for part in folders)]

    def _known_words(self, file: Path) -> set[str]:
        """Return the folders of a file, and the words at its start."""
        head = file.read_text(encoding="utf-8", errors="replace")[:2000] if file.suffix not in (".png", ".jpg") else ""
        return {*map(fold, file.relative_to(self.folder).parts), *re.findall(r"[\w-]+", fold(head))}

    def find_anchor(self, address: Address, output: Output) -> bool:
        """Return whether the source of the page that an address leads to has the element that it names."""
        parts = urlsplit(address.text)
        wanted = slug(unquote(parts.fragment))
        page = parts.path or address.page
        for file in self.find(Address(address.page, page)):
            if file.suffix in (".md", ".mdx", ".rst"):
                text = file.read_text(encoding="utf-8", errors="replace")
                if any(slug(part) == wanted for match in HEADING.finditer(text) for part in match.groups() if part):
                    return True
        return False


def fold(name: str) -> str:
    """Return a name for comparison."""
    return normalize("NFC", name).casefold()


def slug(text: str) -> str:
    """Return the letters and digits of a text."""
    return re.sub(r"[\W_]+", "", fold(text))


class Report(NamedTuple):
    """What a check has found."""

    checked: int
    dead: list[Address]
    with_target: list[Address]
    """The dead addresses that have a target among the sources."""


def check(output: Output, sources: Sources | None, warnings: str = "") -> Report:
    """Check all addresses of a site, and the links that its warnings name."""
    addresses = list(output.addresses())
    dead = [address for address in addresses if output.is_dead(address)]
    if sources is None:
        return Report(len(addresses), dead, [])
    with_target = [address for address in dead if _has_target(address, output, sources)]
    for match in WARNING.finditer(warnings):
        address = Address(match["file"], next(text for text in match.groups()[1:] if text))
        dead.append(address)
        if sources.find(address):
            with_target.append(address)
    return Report(len(addresses), dead, with_target)


def _has_target(address: Address, output: Output, sources: Sources) -> bool:
    without_fragment = address._replace(text=address.text.partition("#")[0])
    if not without_fragment.text or not output.is_dead(without_fragment):
        return sources.find_anchor(address, output)
    return bool(sources.find(address))


def main() -> int:
    """Check the site that the command line names, and print what is dead."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("--base", default="", help="the address of the site")
    parser.add_argument("--source", type=Path)
    parser.add_argument("--warnings", type=Path)
    arguments = parser.parse_args()
    warnings = arguments.warnings.read_text(encoding="utf-8") if arguments.warnings else ""
    sources = Sources(arguments.source) if arguments.source else None
    base = arguments.base and arguments.base.rstrip("/") + "/"
    report = check(Output(arguments.output, base), sources, warnings)
    faults = report.dead if sources is None else report.with_target
    for address in faults:
        print(f"{address.page}: {address.text}")
    print(f"{report.checked} addresses checked, {len(report.dead)} dead, {len(report.with_target)} with a target")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
