"""A site that is built once, and the start of its next build, as often as tests need it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import Site
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

CONFIGURATION = 'extensions = ["sphinx_anthology"]\nhtml_theme = "basic"\ntemplates_path = ["_templates"]\n'


def build_once(folder: Path) -> Site:
    """Write and build a site with posts, a page that includes a file, and two images with the same name."""
    site = Site(folder)
    site.write("conf.py", CONFIGURATION)
    site.write("_templates/unused.html", "")
    site.write("index.md", "# Home\n\n{post}`a`\n")
    site.write("notes/plain.md", "---\norphan: true\n---\n# Plain\n\n```{include} part.txt\n```\n")
    site.write("notes/part.txt", "Included.\n")
    site.write("browse/categories/another.md", "---\norphan: true\n---\n# Another\n")
    site.picture("public/c.png", 4)
    site.picture("posts/deep/c.png", 5)
    site.post("a", "![](/c.png) ![](/missing.png) [](deep/er/b.md)\n", category="First", date="2025-01-02")
    site.post("deep/er/b", "![](../c.png)\n", category="Second", date="2025-01-01")
    site.build()
    return site


@contextmanager
def changes_undone(site: Site) -> Iterator[None]:
    """Restore the folder of a site afterwards, with all modification times."""
    backup = site.folder.with_name("backup")
    shutil.copytree(site.folder, backup)
    try:
        yield
    finally:
        shutil.rmtree(site.folder)
        backup.rename(site.folder)


def start_build(site: Site, builder: str = "html") -> Sphinx:
    """Start the next build of a site, and stop it when Sphinx knows which source files exist, before any is read."""
    build = site.folder / "build"
    with patch_docutils(site.folder), docutils_namespace():
        app = Sphinx(site.folder, site.folder, build / builder, build / "doctrees", builder, status=None, warning=None)
    app.env.find_files(app.config, app.builder)
    return app


def edit(file: Path, old: str, new: str, modified_ns: int | None = None) -> None:
    """Replace a text in a file. Its modification time becomes *modified_ns*, or else stays as it is."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    time = file.stat().st_mtime_ns if modified_ns is None else modified_ns
    file.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(file, ns=(time, time))
