"""The example sites."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.cmd.build import build_main

pytestmark = pytest.mark.build

_EXAMPLES = Path(__file__).parents[1] / "examples"
_MAX_LINES = 40
SITES = {
    "personal-blog": ("posts/bread/first-sourdough.html", "빵", "#9a3f1d"),
    "engineering-blog": ("blog/two-hundred-restarts.html", "Reliability", "#0a5e8a"),
    "releases-and-news": ("news/eleven-milliseconds.html", "Engineering", "#7a3ea8"),
}
"""A page of each site, its category, and a colour of the site."""


def test_each_example_is_tested() -> None:
    assert {folder.name for folder in _EXAMPLES.iterdir() if folder.is_dir()} == SITES.keys()


@pytest.mark.parametrize("name", SITES)
def test_an_example_is_configured_in_few_lines(name: str) -> None:
    files = [_EXAMPLES / name / "conf.py", *(_EXAMPLES / name).glob("_static/*.css")]
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) < _MAX_LINES


@pytest.mark.parametrize("name", SITES)
def test_an_example_is_built_without_a_warning_and_looks_its_own_way(name: str, tmp_path: Path) -> None:
    folder = shutil.copytree(_EXAMPLES / name, tmp_path / name, ignore=shutil.ignore_patterns("browse"))
    output = tmp_path / "html"
    assert build_main(["-q", "--fail-on-warning", "-b", "html", "-d", str(tmp_path / "d"), str(folder), str(output)]) == 0
    page, category, colour = SITES[name]
    soup = BeautifulSoup((output / page).read_text(encoding="utf-8"), "html.parser")
    assert category in [link.get_text() for link in soup.select("article a")]
    styles = [file.read_text(encoding="utf-8") for file in output.glob("_static/*.css")]
    assert colour in "".join([*styles, soup.decode()])
