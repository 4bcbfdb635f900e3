"""A site in which everything occurs that a patch touches, and the comparison of its builds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from conftest import Site, read_output

SAMPLE = Path(__file__).parent / "sample"
ACCELERATION = "sphinx_anthology.acceleration"
EXTENSIONS = ["myst_parser", "sphinx_design"]
MINIMAL = f'extensions = ["myst_parser", "{ACCELERATION}"]\nhtml_theme = "furo"\n'
"""A configuration with the acceleration, for Markdown."""

SETTINGS = r"""
html_theme = "furo"
language = "ko"
html_baseurl = "https://example.org/"
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "substitution",
    "tasklist",
]
myst_substitutions = {"said": 'what\'s "said"'}
myst_heading_anchors = 3
numfig = True
"""
"""The options of the sample, without its extensions."""

Result = tuple[dict[str, bytes], list[str]]
"""The files of the output, by path, and the warnings."""


def write_sample(site: Site) -> None:
    """Write more pages than one process writes alone."""
    site.write("conf.py", f"extensions = {EXTENSIONS}\n{SETTINGS}")
    for file in SAMPLE.iterdir():
        if file.stem != "features":
            site.write(file.name, file.read_text(encoding="utf-8"))
    markdown = (SAMPLE / "features.md").read_text(encoding="utf-8")
    restructured = (SAMPLE / "features.rst").read_text(encoding="utf-8")
    for number in range(1, 7):
        site.write(f"pages/m{number}.md", markdown.replace("NAME", f"m{number}"))
        words = " ".join(f"running{number}x{count} 낱말{number}은{count}" for count in range(60))
        site.write(f"pages/w{number}.md", f"# Words {number}\n\n{words}\n")
    site.write("pages/r1.rst", ":tocdepth: 1\n\n" + restructured.replace("NAME", "r1"))
    second = restructured.replace("NAME", "r2").replace("용어", "둘째").replace("other term", "second term")
    site.write("pages/r2.rst", second)
    site.picture("figure.png")


def edit_sample(site: Site) -> None:
    """Edit a page, add one with words that no other has, delete one, and change another so that it can be found."""
    site.write("pages/m3.md", "# Another 'title'\n\nOther \"words\" -- it's...\n")
    site.write("pages/m9.md", '# New\n\nBrand "new" {doc}`/plain`.\n')
    (site.folder / "pages/w6.md").unlink()
    site.write("quiet.md", '# "Loud"\n\nFindable words...\n')


def result(site: Site, builder: str, jobs: int, **options: Any) -> Result:
    """Build, and return what readers and authors see."""
    built = site.build(builder, jobs=jobs, **options)
    # Which of several processes is the first to warn of something, and so names its documentation, differs between any builds.
    warnings = sorted(re.sub(r" See https:\S+", "", built.warnings).replace(str(site.folder), "").splitlines())
    files = read_output(built.output).items()
    return {path: data for path, data in files if not path.endswith((".doctree", ".pickle"))}, warnings


def cold_and_incremental(folder: Path, builder: str, jobs: int, accelerate: bool, **options: Any) -> list[Result]:
    """Build the sample from nothing, after edits, and once more."""
    site = Site(folder)
    write_sample(site)
    options["extensions"] = [*EXTENSIONS, *([ACCELERATION] if accelerate else [])]
    cold = result(site, builder, jobs, **options)
    edit_sample(site)
    return [cold, *(result(site, builder, jobs, **options) for _ in range(2))]


def without_stale_words(results: list[Result]) -> list[Result]:
    """Return results without the words on no page, which Sphinx keeps in an index that it stores again."""
    for files, _warnings in results:
        index = read_index(files["searchindex.js"])
        for terms in ("terms", "titleterms"):
            index[terms] = {word: numbers for word, numbers in index[terms].items() if numbers != []}
        files["searchindex.js"] = write_index(index)
    return results


def read_index(data: bytes) -> dict[str, Any]:
    """Return what is in a search index."""
    index: dict[str, Any] = json.loads(data.decode().removeprefix("Search.setIndex(").removesuffix(")"))
    return index


def write_index(index: dict[str, Any]) -> bytes:
    """Return a search index as Sphinx stores it."""
    return f"Search.setIndex({json.dumps(index, separators=(',', ':'), sort_keys=True)})".encode()


def differences(results: list[Result], expected: list[Result]) -> list[object]:
    """Return the files and warnings that are not the same."""
    found: list[object] = []
    for (files, warnings), (expected_files, expected_warnings) in zip(results, expected, strict=True):
        found += [path for path in files.keys() | expected_files.keys() if files.get(path) != expected_files.get(path)]
        found += sorted({*warnings} ^ {*expected_warnings})
        found += [] if len(warnings) == len(expected_warnings) else [(warnings, expected_warnings)]
    return found
