"""Audit pages of sites with Lighthouse, axe and the Nu Html Checker, beside stock Furo pages of the same texts.

A site is a folder with a ``conf.py``, or a folder of posts; without one it is the documentation of this project. Each is built.
Its home page, its newest article with a picture, its largest category and its archive are looked at. Lighthouse measures as on
a phone, each page and its stock twin in turn, and the table has medians. On a machine that has other work, the performance of
both is lower.

The exit code is 1 if a page misses a goal: performance 98 and that of the twin, 100 for accessibility, best practices and SEO,
no layout shift, the largest contentful paint of the twin, nothing that axe finds in light and dark, and no error of the Nu Html
Checker that stock pages have not.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chromium import SCHEMES, open_chromium
from page_checkers import CATEGORIES, Scores, run_axe, run_lighthouse, run_vnu, take_medians
from served_pages import HostHandler, served
from stock_pages import build_stock_site

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "audit"
LEAST_PERFORMANCE = 98
NOISE = 1
"""Points by which medians of the same page differ from run to run."""
NOISE_LCP = 0.03
"""The part by which they do so in the largest contentful paint."""


@dataclass(frozen=True)
class Site:
    """A built site with a stock twin."""

    name: str
    output: Path
    stock: Path
    pages: dict[str, str]
    """The paths of pages, by what they are."""


def build_site(folder: Path | None) -> Path:
    """Build a site from a copy of its folder, and return the output.

    :param folder: the folder; None for this project.
    """
    target = BUILD.resolve() / (folder.name if folder else "docs")
    shutil.rmtree(target, ignore_errors=True)
    own = ["-c", str(ROOT), str(ROOT / "docs")]
    if folder:
        shutil.copytree(folder, target / "source", symlinks=True, ignore=shutil.ignore_patterns("build", "_build", ".git"))
        is_project = (folder / "conf.py").is_file()
        settings = (
            "extensions=sphinx_anthology",
            "html_theme=furo",
            f"project={folder.name}",
            "html_baseurl=https://example.org/",
        )
        own = [] if is_project else ["-C", *(argument for setting in settings for argument in ("-D", setting))]
        own.append(str(target / "source"))
    output = target / "html"
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", target / "doctrees", *own, output], check=True)
    return output


def choose_pages(output: Path) -> dict[str, str]:
    """Return the pages that are looked at.

    :raises ValueError: the site has no archive or no category.
    """
    archives = sorted(output.glob("*/archive.html"))
    categories = sorted(output.glob("*/categories/*.html"), key=lambda file: (-file.stat().st_size, file))
    if not archives or not categories:
        raise ValueError(f"{output} has no archive or no category")
    articles = list(_list_articles(archives[0]))
    covered = [file for file in articles if "anthology-cover" in file.read_text(encoding="utf-8")]
    chosen = {
        "article": (covered or articles)[0],
        "home": output / "index.html",
        "category": categories[0],
        "archive": archives[0],
    }
    return {kind: file.relative_to(output).as_posix() for kind, file in chosen.items()}


def _list_articles(archive: Path) -> Iterator[Path]:
    """Yield the pages of articles that the archive names, newest first."""
    for address in re.findall(r'href="([^"#]+\.html)"', archive.read_text(encoding="utf-8")):
        file = (archive.parent / address).resolve()
        if file.is_file() and '"BlogPosting"' in file.read_text(encoding="utf-8"):
            yield file


def measure(site: Site, program: Path, runs: int) -> Iterator[str]:
    """Measure pages with Lighthouse, print a table, and yield what misses a goal."""
    print(f"\n| {site.name} | {' | '.join(CATEGORIES.values())} | LCP, s | Layout shift |\n| --- |{' --: |' * 6}")
    with served(site.output, HostHandler) as root, served(site.stock, HostHandler) as stock_root:
        for kind, path in site.pages.items():
            found: dict[str, list[Scores]] = {root: [], stock_root: []}
            for _ in range(runs):
                for address, scores in found.items():
                    scores.append(run_lighthouse(program, address + path))
            ours, stock = map(take_medians, found.values())
            print(_row(kind, ours), _row(f"{kind}, stock Furo", stock), sep="\n", flush=True)
            yield from (f"{site.name}, {kind}: {miss}" for miss in find_misses(ours, stock))


def _row(name: str, scores: Scores) -> str:
    figures = [str(scores.categories[category]) for category in CATEGORIES]
    return f"| {' | '.join([name, *figures, f'{scores.lcp / 1000:.2f}', f'{scores.cls:.3f}'])} |"


def find_misses(ours: Scores, stock: Scores) -> Iterator[str]:
    """Yield each goal that a page misses, beside its stock twin."""
    for category, points in ours.categories.items():
        least = 100 if category != "performance" else max(LEAST_PERFORMANCE, stock.categories[category] - NOISE)
        if points < least:
            told = f"the machine had a benchmark index of {ours.speed:.0f}; failed: {', '.join(ours.failed)}"
            yield f"{category} {points} of {least}, stock Furo {stock.categories[category]} ({told})"
    if ours.lcp > stock.lcp * (1 + NOISE_LCP):
        yield f"largest contentful paint after {ours.lcp / 1000:.2f} s, that of stock Furo after {stock.lcp / 1000:.2f} s"
    if round(ours.cls, 3) > 0:
        yield f"the layout shifts by {ours.cls:.3f}, that of stock Furo by {stock.cls:.3f}"


def check_accessibility(site: Site, script: str) -> Iterator[str]:
    """Check pages with axe, print how much it finds, and yield what it finds in ours."""
    with open_chromium() as browser, served(site.output) as root, served(site.stock) as stock_root:
        for scheme in SCHEMES:
            ours, stock = (
                [
                    (kind, fault)
                    for kind, path in site.pages.items()
                    for fault in run_axe(browser, script, address + path, scheme)
                ]
                for address in (root, stock_root)
            )
            print(f"axe, {site.name}, {scheme}: {len(ours)}, stock Furo: {len(stock)}", flush=True)
            yield from (f"{site.name}, {kind}, {scheme}: {fault}" for kind, fault in ours)


def check_markup(site: Site, jar: Path) -> Iterator[str]:
    """Check all pages with the Nu Html Checker, print how many errors there are, and yield those that stock pages have not."""
    ours = run_vnu(jar, list_pages(site.output))
    stock = run_vnu(jar, [site.stock / path for path in site.pages.values()])
    counts = [sum(map(len, errors.values())) for errors in (ours, stock)]
    print(f"vnu, {site.name}: {counts[0]} errors in all pages; stock Furo: {counts[1]} in {len(site.pages)} pages", flush=True)
    for error in sorted(ours.keys() - stock.keys()):
        yield f"{site.name}: {error} ({len(ours[error])} times, first in {ours[error][0]})"


def check_markup_alone(output: Path, jar: Path) -> int:
    """Check all pages of a built site with the Nu Html Checker, print the errors, and return the exit code."""
    errors = run_vnu(jar, list_pages(output))
    print(*(f"{error} ({len(files)} times, first in {files[0]})" for error, files in errors.items()), sep="\n")
    print(f"vnu: {sum(map(len, errors.values()))} errors")
    return 1 if errors else 0


def list_pages(output: Path) -> list[Path]:
    """Return the pages of a built site."""
    return sorted(file for file in output.rglob("*.html") if "_static" not in file.parts)


def main() -> int:
    """Audit the sites that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sites", nargs="*", type=Path, help="folders of projects or of posts; this project without one")
    parser.add_argument("--programs", type=Path, required=True, help="the folder node_modules with the programs")
    parser.add_argument("--runs", type=int, default=3, help="how often Lighthouse measures each page")
    parser.add_argument(
        "--short", action="store_true", help="check the HTML of this project, as it was built last, and no more"
    )
    options = parser.parse_args()
    programs: Path = options.programs
    jar = programs / "vnu-jar/build/dist/vnu.jar"
    if options.short:
        built = ROOT / "build" / "html"
        return check_markup_alone(built if built.is_dir() else build_site(None), jar)
    misses: list[str] = []
    for folder in options.sites or [None]:
        output = build_site(folder)
        pages = choose_pages(output)
        stock = build_stock_site(output, list(pages.values()), output.parent / "stock")
        site = Site(folder.name if folder else "docs", output, stock, pages)
        misses += check_markup(site, jar)
        misses += check_accessibility(site, (programs / "axe-core/axe.min.js").read_text(encoding="utf-8"))
        misses += measure(site, programs / ".bin" / "lighthouse", options.runs)
    print("", *misses, sep="\n")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
