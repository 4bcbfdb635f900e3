"""What pages load of this package: how many bytes, and how."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Site
from sphinx_anthology.sphinx_ext.html_pages import comforts

BUDGET = 12 * 1024
"""Bytes of all scripts of a page, and of all its style sheets, when they are compressed."""
OPTIONS: dict[str, Any] = {
    "anthology_comments": {"provider": "giscus", "repo": "k/n", "repo_id": "R_1", "category": "Talk", "category_id": "DIC_1"},
    "anthology_share": ["mastodon", "copy"],
    "anthology_reading_progress": True,
    "html_baseurl": "https://kb.example/",
}
TEXT = """\
See [the other](two.md) and [[three]].[^1]

![A wide boat](wide.png)

```python
print("tide")
```

[^1]: A note.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A site in the language with the longest words, whose first article has all that a script is for."""
    site = Site(tmp_path_factory.mktemp("weight"))
    site.write("conf.py", 'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\n')
    site.picture("posts/wide.png", 1200, 600)
    site.post("one", TEXT, title="One", tags="a, b", category="Sea", author="Kim", cover="wide.png", series="Tides")
    for name in ("two", "three", "four", "five", "six"):
        site.post(name, "[One](one.md), [two](two.md)\n", title=name.title(), tags="a, b", category="Sea", series="Tides")
    return site.build(language="ru", **OPTIONS)


def list_own(build: Build, page: str, element: str) -> dict[str, str]:
    """Return the scripts or style sheets that a page loads and that are not of Sphinx, Furo or sphinx-design, with their tags.

    :param element: ``script`` or ``link``.
    """
    tags = re.findall(rf'<{element}\b[^>]*(?:src|href)="[./]*_static/([^"?]+)[^>]*>', build.text(page))
    whole = re.findall(rf'<{element}\b[^>]*(?:src|href)="[./]*_static/[^"?]+[^>]*>', build.text(page))
    return {name: tag for name, tag in zip(tags, whole, strict=True) if name.startswith(("anthology", *_folders()))}


def _folders() -> Iterator[str]:
    static = Path(comforts.__file__).parents[2] / "static"
    return (f"{folder.name}/" for folder in static.iterdir() if folder.is_dir())


def weigh(build: Build, names: set[str]) -> int:
    """Return the compressed bytes of files, and of the modules that they cannot run without."""
    files = {build.output / "_static" / name for name in names}
    while more := {imported for file in files for imported in _list_imports(file)} - files:
        files |= more
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def _list_imports(script: Path) -> Iterator[Path]:
    for address in re.findall(r'^import .*?from "(.+?)";', script.read_text(encoding="utf-8"), re.M):
        yield (script.parent / address).resolve()


@pytest.mark.parametrize("page", ["posts/one.html", "browse/map.html", "browse/categories/sea.html", "index.html"])
def test_scripts_and_styles_of_a_page_stay_in_their_budget(built: Build, page: str) -> None:
    assert built.warnings == ""
    scripts, styles = list_own(built, page, "script"), list_own(built, page, "link")
    assert weigh(built, set(scripts)) <= BUDGET
    assert weigh(built, set(styles)) <= BUDGET


def test_an_article_with_everything_loads_every_script_that_is_counted(built: Build) -> None:
    features = {f"comforts/{name}.js" for name in ("graph", "popovers", "pictures", "copying")}
    around = {"comments/comments.js", "share/share.js", "search/loader.js", "anthology-translations.js", "anthology-furo.js"}
    assert list_own(built, "posts/one.html", "script").keys() >= features | around
    assert list_own(built, "posts/one.html", "link").keys() >= {"anthology.css", "share/share.css", "comments/comments.css"}


def test_no_script_of_this_package_blocks_a_page_or_stands_in_it(built: Build) -> None:
    for page in ("posts/one.html", "browse/map.html", "search.html", "404.html"):
        for name, tag in list_own(built, page, "script").items():
            assert 'type="module"' in tag or "defer" in tag, (page, name)
        inline = re.findall(r"<script>(.*?)</script>|<script type=\"module\">(.*?)</script>", built.text(page), re.S)
        assert [text for text, module in inline if module or "anthology" in text.lower()] == []
        assert not re.search(r"<[^>]+\son\w+=\"[^\"]*anthology", built.text(page))
