"""The text of each page, in which the search finds the sentence to show.

The search index has the words of a page. Whether they stand together, and in which sentence, only the text tells. So each page
has a small script with its text by sections, which a browser loads for the pages that it shows. A script works where a page is
opened from disk, too.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from ...outputs.written_files import KeptFiles

FOLDER = "_search"
"""The folder of the files of the search, in the output folder."""
TEXTS = f"{FOLDER}/texts"
SUFFIX = ".js"
_RECEIVE = b"AnthologySearch.receive"
"""The start of the scripts, by which they are recognised."""
_NOT_SEARCHED = ("no-search", "nosearch")
"""Keys of front matter that keep a page out of the search."""

_ABOUT = frozenset({"anthology-byline", "anthology-tags", "anthology-credit", "anthology-links"})
"""The classes of what stands between title and text. It can be found, but is no sentence."""
_LEFT_OUT_CLASSES = frozenset({"no-search", "toctree-wrapper"})
_LEFT_OUT = (
    nodes.comment,
    nodes.footnote_reference,
    nodes.label,
    nodes.system_message,
    nodes.substitution_definition,
)
_APART = (addnodes.desc_parameterlist, addnodes.desc_parameter, addnodes.desc_returns)
"""Parts of signatures that have brackets, commas or arrows around them on the page."""
_BLOCK = "\0"
"""Ends a paragraph, or a line of code."""
_HIDDEN = re.compile(r"<(?:(?P<style>style\b)|(?P<script>script\b)|(?P<comment>!--))", re.IGNORECASE)
"""The start of what HTML does not show."""
_HIDDEN_END = {
    "style": re.compile(r"</style\s*+>", re.IGNORECASE),
    "script": re.compile(r"</script\s*+>", re.IGNORECASE),
    "comment": re.compile("-->"),
}
_TAG = re.compile(r"<[^<>]*>")


class PageText:
    """Collects the visible text of a page by sections."""

    def __init__(self, doctree: nodes.document) -> None:
        self.sections: list[tuple[str, str, list[str]]] = [("", "", [])]
        """Id, heading and pieces of text of each section; first what is above all headings but that of the page."""
        self._about: list[str] = []
        self._excerpt: list[str] = []
        self._pieces = self.sections[0][2]
        self._has_title = False
        for child in doctree.children:
            self._visit(child)

    def as_data(self) -> dict[str, Any]:
        """Return the text as values for JSON: ``about``, ``excerpt``, and ``sections`` with id, heading and text."""
        sections = [(anchor, heading, _join(pieces)) for anchor, heading, pieces in self.sections]
        return {"about": _join(self._about), "excerpt": _join(self._excerpt), "sections": sections}

    def _visit(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            self._pieces.append(node.replace("\n", _BLOCK) if isinstance(node.parent, nodes.FixedTextElement) else node)
        elif isinstance(node, nodes.raw):
            if "html" in node.get("format", "").split():
                self._pieces.append(unescape(_TAG.sub(" ", _remove_hidden(node.astext()))))
        elif isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            self._start_section(node)
        elif isinstance(node, nodes.Element):
            self._visit_element(node)

    def _visit_element(self, node: nodes.Element) -> None:
        classes = node["classes"]
        if isinstance(node, nodes.meta):
            if node.get("name") == "keywords":
                self._about.append(f"{node['content']}{_BLOCK}")
            return
        if isinstance(node, _LEFT_OUT) or (classes and not _LEFT_OUT_CLASSES.isdisjoint(classes)):
            return
        kind: type[Any] = type(node)
        if issubclass(kind, nodes.Inline) and not issubclass(kind, addnodes.desc_signature):
            gap = [" "] if issubclass(kind, _APART) else []
            self._pieces += gap
            for child in node.children:
                self._visit(child)
            self._pieces += gap
            return
        before = self._pieces
        if classes and not _ABOUT.isdisjoint(classes):
            self._pieces = self._about
        elif "anthology-excerpt" in classes:
            self._pieces = self._excerpt
        is_in_other_place = self._pieces is not before
        for child in node.children:
            self._visit(child)
        self._pieces.append(_BLOCK)
        if is_in_other_place:
            self._pieces = before

    def _start_section(self, title: nodes.title) -> None:
        if not self._has_title:  # that of the page, which is not repeated
            self._has_title = True
            return
        ids = title.parent["ids"]
        self.sections.append((ids[0] if ids else "", " ".join(title.astext().split()), []))
        self._pieces = self.sections[-1][2]


def _remove_hidden(html: str) -> str:
    """Return HTML without styles, scripts and comments, in linear time. What is never closed stays."""
    shown: list[str] = []
    position, unclosed = 0, set[str]()
    for start in _HIDDEN.finditer(html):
        kind = start.lastgroup or ""
        if start.start() < position or kind in unclosed:
            continue
        if end := _HIDDEN_END[kind].search(html, start.end()):
            shown.append(html[position : start.start()])
            position = end.end()
        else:
            unclosed.add(kind)
    return " ".join([*shown, html[position:]])


def _join(pieces: list[str]) -> str:
    """Return text with one line for each paragraph, and single blanks."""
    lines = (" ".join(line.split()) for line in "".join(pieces).split(_BLOCK))
    return unicodedata.normalize("NFC", "\n".join(filter(None, lines)))


def write_page_text(builder: StandaloneHTMLBuilder, docname: str, doctree: nodes.document) -> None:
    """Write the text of a page that is being written, if it differs."""
    file = text_file(builder, docname)
    if not is_searched(builder, docname):
        file.unlink(missing_ok=True)
        return
    data = render_script(docname, PageText(doctree).as_data())
    if not file.is_file() or file.read_bytes() != data:
        # If this is interrupted, the page is not written either, and both are written again.
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def delete_stale_texts(builder: StandaloneHTMLBuilder) -> None:
    """Delete the texts of pages that are gone, or that are not searched any more."""
    _delete_scripts(Path(builder.outdir, TEXTS), KeptFiles(list_texts(builder).values()))


def list_texts(builder: StandaloneHTMLBuilder) -> dict[str, str]:
    """Return the paths of the texts of all pages that are searched, by docname."""
    folder, separator = str(Path(builder.outdir, TEXTS)), os.sep
    searched = [docname for docname in builder.env.all_docs if is_searched(builder, docname)]
    return {docname: f"{folder}{separator}{docname.replace('/', separator)}{SUFFIX}" for docname in searched}


def delete_all(builder: Builder) -> None:
    """Delete what an earlier build of a site with posts has left."""
    _delete_scripts(Path(builder.outdir, FOLDER), KeptFiles(()))


def _delete_scripts(folder: Path, kept: KeptFiles) -> None:
    """Delete the scripts of the search in a folder, except some, and the folders that are then empty."""
    for path, _folders, names in os.walk(folder, topdown=False):
        for name in names:
            file = f"{path}{os.sep}{name}"
            if file not in kept and _is_own(Path(file)):
                Path(file).unlink()
        with suppress(OSError):  # it is not empty
            Path(path).rmdir()


def _is_own(file: Path) -> bool:
    """Return whether a file is a script that hands over a value to the search."""
    with file.open("rb") as stream:
        return stream.read(len(_RECEIVE)) == _RECEIVE


def text_file(builder: StandaloneHTMLBuilder, docname: str) -> Path:
    """Return the file with the text of a page."""
    return Path(builder.outdir, TEXTS, f"{docname}{SUFFIX}")


def is_searched(builder: StandaloneHTMLBuilder, docname: str) -> bool:
    """Return whether the search finds a page."""
    return builder.env.metadata.get(docname, {}).keys().isdisjoint(_NOT_SEARCHED) and docname in builder.env.longtitles


def render_script(name: str, value: object) -> bytes:
    """Return a script that hands a value over to the search in the browser."""
    values = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in (name, value))
    return _RECEIVE + f"({','.join(values)});\n".encode("utf-8", "replace")
