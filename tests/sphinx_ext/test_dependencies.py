"""What a document depended on when it was read."""

from __future__ import annotations

import ntpath
import os
from pathlib import PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Site
from sphinx_anthology.sphinx_ext import dependencies
from sphinx_anthology.sphinx_ext.dependencies import absolute_path, relative_path

REFERENCES = [
    "x.md", "./x.md", "../x.md", "a//b.md", "../../x.md", "/x.md", "///x.md", "////x.md", "/../x.md", "//etc/x.md", "//x.md",
    "/a//b.md", "\\x.md", "\\/x.md", "\\/../x.md", "c:/x.md",
]  # fmt: skip


def test_references_are_read_as_sphinx_reads_them(site: Site) -> None:
    site.post("one")
    found: list[tuple[str, str]] = []

    def compare(app: Any, docname: str, source: list[str]) -> None:
        if docname == "posts/one":
            paths = (absolute_path(app.env, reference) for reference in REFERENCES)
            found.extend(
                (os.path.realpath(path), app.env.relfn2path(one)[1]) for path, one in zip(paths, REFERENCES, strict=True)
            )

    site.build(handlers={"source-read": compare})
    assert len(found) == len(REFERENCES)
    assert [ours for ours, _sphinx in found] == [sphinx for _ours, sphinx in found]


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("x.md", "posts/x.md"),
        ("\\x.md", "x.md"),
        ("/x.md", "x.md"),
        (r"C:\source\x.md", "x.md"),
        (r"C:\secret.txt", "../secret.txt"),
        ("C:/secret.txt", "../secret.txt"),
        (r"\\server\share\x.txt", r"\\server\share\x.txt"),
        ("//server/share/x.txt", "//server/share/x.txt"),
        (r"D:\secret.txt", r"D:\secret.txt"),
    ],
)
def test_absolute_paths_of_windows_stay_what_they_are(monkeypatch: pytest.MonkeyPatch, reference: str, path: str) -> None:
    monkeypatch.setattr(dependencies, "PurePath", PureWindowsPath)
    monkeypatch.setattr(dependencies, "os", SimpleNamespace(path=ntpath, sep="\\"))
    env: Any = SimpleNamespace(srcdir=PureWindowsPath(r"C:\source"), current_document=SimpleNamespace(docname="posts/one"))
    assert relative_path(env, reference) == path
