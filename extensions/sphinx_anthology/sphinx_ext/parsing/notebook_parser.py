"""Notebooks of MyST-NB: posts have the title, the header, the footer and the syntax of posts, and MyST-NB does the rest.

This module imports ``myst_nb``. It is imported only if the project uses that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import FunctionType
from typing import Any, cast

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_nb.core import read
from myst_nb.core.read import NbReader
from myst_nb.sphinx_ import Parser, SphinxNbRenderer
from myst_nb.sphinx_ext import add_global_html_resources
from nbformat import NotebookNode, from_dict
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from ...catalogue.post import Post
from ...characters import clean_body
from ...loading.files.post_files import RefusedFileError
from ...loading.posts.notebooks import NOTEBOOK_SUFFIX, find_header, read_notebook, strip_header
from ...problems import Code
from ..dependencies import absolute_path
from ..markdown.post_renderer import PostRenderer
from ..posts.post_directives import PostDirectives
from ..posts.post_frame import PostFrame
from ..site import site_of
from ..sources.untrusted_files import is_untrusted_page
from ..warnings import warn
from .parser import PostParser, Syntax, make_parser, start_post

_NOTEBOOK_KEYS = ("kernelspec", "jupytext", "language_info", "file_format", "mystnb")
"""Front matter for Jupyter and MyST-NB."""
_CODE_CELL = re.compile(r"^(?:`{3,}|~{3,})\{code-cell\}[ \t]*([\w+-]*)", re.MULTILINE)
_ENVIRONMENT = "anthology_environment"


class NotebookParser(Parser, PostParser):  # type: ignore[misc]  # MyST-NB has no types
    """MyST-NB's parser: for notebooks, and for the other Markdown files of a project that uses it."""

    cleans_untrusted_posts = True

    def parse(self, inputstring: str, document: nodes.document) -> None:
        env: BuildEnvironment = document.settings.env
        docname = env.current_document.docname
        is_whole = document["source"] == str(env.doc2path(docname))
        if not is_whole or site_of(env).catalogue.find_entry(docname) or is_untrusted_page(env, docname):
            PostParser.parse(self, inputstring, document)
        else:
            _parse_page(self, inputstring, document)

    def parse_post(self, text: str, frame: PostFrame, document: nodes.document) -> None:
        """Parse a whole post. An untrusted notebook is text like any other untrusted post."""
        entry = frame.entry
        notebook = read_notebook(text) if entry.path.endswith(NOTEBOOK_SUFFIX) else None
        markdown = notebook.text if notebook else text
        is_notebook = notebook or _CODE_CELL.search(text) or not entry.handed_on.keys().isdisjoint(_NOTEBOOK_KEYS)
        if entry.is_untrusted or not is_notebook:
            super().parse_post(markdown, frame, document)
            return
        syntax, body = start_post(markdown, entry, document)
        others = {key: value for key, value in entry.handed_on.items() if key not in _NOTEBOOK_KEYS}
        parser = make_parser(syntax, replace(frame, entry=replace(entry, handed_on=others)), NotebookRenderer)
        parser.options[_ENVIRONMENT] = environment = syntax.make_environment()
        source = notebook.content if notebook else "\n" * entry.header_lines + body
        parse = _with_names(
            Parser.parse,
            create_nb_reader=_NotebookPost(syntax, document).create_reader,
            create_md_parser=lambda config, renderer: _use_configuration(parser, config),
        )
        with PostDirectives():
            parse(self, source, document)
        syntax.finish(environment, document)


class NotebookRenderer(PostRenderer, SphinxNbRenderer):  # type: ignore[misc]
    """The renderer of a post that is a notebook."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Start the rendering. MyST-NB makes the environment of the parser and the renderer."""
        shared = options[_ENVIRONMENT]
        shared |= {key: value for key, value in env.items() if key not in shared}
        env.update(shared)
        super().setup_render(options, env)

    def render(self, tokens: Sequence[Token], options: Any, md_env: MutableMapping[str, Any]) -> nodes.document:
        """Render a notebook. MyST-NB counts its lines from 1, and MyST will add 1 to them, as if they were counted from 0."""
        for token in tokens:
            token.map = token.map and [line - 1 for line in token.map]
        return super().render(tokens, options, md_env)

    def render_nb_initialise(self, token: SyntaxTreeNode) -> None:
        """Keep what themes ask for. The other metadata is front matter, which the catalogue has read."""
        metadata = self.nb_client.nb_metadata
        kept = {key: metadata[key] for key in ("kernelspec", "language_info", "source_map") if key in metadata}
        self.sphinx_env.metadata[self.sphinx_env.docname].update(kept)


class _NotebookPost:
    """A post that is read as a notebook, without its front matter."""

    def __init__(self, syntax: Syntax, document: nodes.document) -> None:
        self.entry = syntax.entry
        self.config = syntax.config
        self.document = document
        self.env: BuildEnvironment = document.settings.env

    def create_reader(self, path: str, config: object, notebook_config: Any, content: str) -> NbReader:
        """Return the reader of the post, as MyST-NB's function of this kind does."""
        reader = read.create_nb_reader(path, self.config, notebook_config, content)
        if reader is not None:
            read_cells = reader.read
            reader.read = lambda text: _without_header(read_cells(text))
            return reader
        return NbReader(self._read_markdown, self.config, {"type": "plugin", "name": "myst_nb_md"})

    def _read_markdown(self, text: str) -> NotebookNode:
        """Read a text notebook, whose front matter is blank."""
        read_cells = _with_names(read.read_myst_markdown_notebook, _load_code_from_file=self._load_code)
        path = self.env.doc2path(self.env.docname)
        notebook = read_cells(text, config=self.config, add_source_map=True, path=path)
        match = _CODE_CELL.search(text)
        values: dict[str, Any] = {
            "kernelspec": {"name": "python3"},
            "language_info": {"name": (match and match[1]) or "python"},
            **self._list_metadata(),
        }
        values["kernelspec"] = {"display_name": values["kernelspec"].get("name", ""), **values["kernelspec"]}
        notebook.metadata.update(_to_metadata(values))
        _skip_blank_lines(notebook, text.split("\n"))
        return cast("NotebookNode", notebook)

    def _list_metadata(self) -> dict[str, Any]:
        """Return the front matter for Jupyter and MyST-NB, which consists of mappings."""
        given = {key: self.entry.handed_on[key] for key in _NOTEBOOK_KEYS if key in self.entry.handed_on}
        for key, value in given.items():
            if key != "file_format" and not isinstance(value, dict):
                message = f"'{key}' is no mapping and is ignored. Write it as Jupytext does, or delete it."
                warn(Code.FIELD_FORM, message, f"{self.document['source']}:{self._find_line(key)}")
        return {key: value for key, value in given.items() if isinstance(value, dict)}

    def _find_line(self, key: str) -> int:
        return next((use.line for use in self.entry.keys if use.key == key), 1) if isinstance(self.entry, Post) else 1

    def _load_code(self, path: object, name: str, token: Any, lines: list[str]) -> list[str]:
        """Return the lines of the file that a cell loads, if posts may use it."""
        try:
            site_of(self.env).files.locate(absolute_path(self.env, name))
        except RefusedFileError as error:
            message = f"Cell loads a file that {error.reason} and is left out. {error.advice}"
            warn(error.code, message, f"{self.document['source']}:{token.map[0] + 1}")
            return lines
        self.env.note_dependency(self.env.relfn2path(name)[0])
        return cast("list[str]", read._load_code_from_file(path, name, token, lines))


def _skip_blank_lines(notebook: NotebookNode, lines: list[str]) -> None:
    """Let the texts of a text notebook begin at their first lines. MyST-NB takes the blank lines above for theirs."""
    starts = notebook.metadata["source_map"]
    for index, cell in enumerate(notebook.cells):
        while cell.cell_type == "markdown" and not lines[starts[index]].strip():
            starts[index] += 1


def _without_header(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without front matter in a cell, and without control characters in its text."""
    for cell in notebook.cells:
        cell.source = clean_body(cell.source)
    header = find_header([(cell.cell_type, cell.source) for cell in notebook.cells])
    if header is not None:
        notebook.cells[header].source = strip_header(notebook.cells[header].source)
    return notebook


def _use_configuration(parser: MarkdownIt, config: object) -> MarkdownIt:
    """Let a parser use a configuration with the metadata of the notebook."""
    parser.options["myst_config"] = config
    return parser


def _create_page_reader(*values: Any) -> NbReader | None:
    """Return the reader of a page that is no post. A date in its metadata is text, because a notebook is stored as JSON."""
    reader = read.create_nb_reader(*values)
    if reader is not None:
        read_cells = reader.read

        def read_page(text: str) -> NotebookNode:
            notebook: NotebookNode = read_cells(text)
            notebook.metadata = _to_metadata(notebook.metadata)
            return notebook

        reader.read = read_page
    return reader


def _to_metadata(values: Mapping[str, Any]) -> Any:
    """Return values as the metadata of a notebook, which can be stored as JSON."""
    return from_dict(json.loads(json.dumps(values, default=str)))  # type: ignore[no-untyped-call]


def _with_names(function: Any, **names: Any) -> Callable[..., Any]:
    """Return a function that does what another does, but takes some global names for other things."""
    values = {**function.__globals__, **names}
    copy = FunctionType(function.__code__, values, function.__name__, function.__defaults__, function.__closure__)
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy


def copy_style(app: Sphinx, builder: Builder) -> None:
    """Copy the style sheet of MyST-NB before pages are written: its address has the digest of the file, if there is one."""
    if builder.format == "html":
        Path(builder.outdir, "_static").mkdir(parents=True, exist_ok=True)
        add_global_html_resources(app, None)


_parse_page = _with_names(Parser.parse, create_nb_reader=_create_page_reader)
