"""The documentation is in Korean, too, with gettext."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from own_docs import ROOT, copy_docs

CATALOGS = ROOT / "docs/locale/ko/LC_MESSAGES"
CODE = re.compile(r"`[^`]*`")
GENERATED = "browse"
"""The folder of index pages, whose words are in the catalogues of the package."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this repository's documentation."""
    folder = tmp_path_factory.mktemp("project")
    copy_docs(folder)
    return folder


def run(project: Path, builder: str, *options: str) -> Path:
    """Build the documentation, and return the output folder."""
    output = project / "build" / builder
    command = [sys.executable, "-m", "sphinx", "-q", "--fail-on-warning", "--keep-going", "-j", "2", "-b", builder]
    places = ["-d", str(project / f"build/doctrees-{builder}"), "-c", str(project), str(project / "docs"), str(output)]
    done = subprocess.run([*command, *options, *places], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return output


def catalogs(folder: Path, suffix: str) -> Iterator[tuple[Path, Catalog]]:
    """Yield the path of each catalogue, relative to the folder and without suffix, and its messages."""
    for file in sorted(folder.rglob(f"*{suffix}")):
        with file.open("rb") as stream:
            yield file.relative_to(folder).with_suffix(""), read_po(stream)


def is_translated(catalog: Catalog | None, message: str) -> bool:
    """Return whether a message has a Korean text that somebody has read, or needs none, as a list of keys."""
    found = catalog.get(message) if catalog else None
    return bool(found and found.string and not found.fuzzy) or not re.search(r"[^\W\d_]", CODE.sub("", message))


def is_korean(template: Catalog) -> bool:
    """Return whether a page is an article that is written in Korean, as its title, the first message, is."""
    title = next(str(message.id) for message in template if message.id)
    return any("가" <= character <= "힣" for character in title)


def test_each_message_is_translated_and_no_translation_is_left_over(project: Path) -> None:
    templates = {
        path: catalog
        for path, catalog in catalogs(run(project, "gettext"), ".pot")
        if path.parts[0] != GENERATED and not is_korean(catalog)
    }
    translations = dict(catalogs(CATALOGS, ".po"))
    missing = [
        f"{path}: {message.id}"
        for path, template in templates.items()
        for message in template
        if message.id and not is_translated(translations.get(path), str(message.id))
    ]
    assert len(templates) > 50
    assert missing == [], "run 'nox -s translate_docs', and translate these"
    assert translations.keys() == templates.keys()
    assert [path for path, catalog in translations.items() if catalog.obsolete] == []


@pytest.mark.build
def test_the_pages_are_built_in_korean(project: Path) -> None:
    output = run(project, "html", "-D", "language=ko")
    page = (output / "guide/install.html").read_text(encoding="utf-8")
    assert 'lang="ko"' in page
    assert "<h1>설치" in page
