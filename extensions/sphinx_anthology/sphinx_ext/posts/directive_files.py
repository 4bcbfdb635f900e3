"""The files that directives and roles of posts name, by their arguments, options and texts.

Of the directives of docutils, Sphinx, MyST and sphinx-design it is known which values are files, and where they look for them.
For those of other packages every value counts that leads to a file, from each folder in which they may look.
"""

from __future__ import annotations

import ast
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, NamedTuple
from urllib.parse import unquote
from urllib.request import url2pathname

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.parsers.rst.directives.images import Figure
from docutils.parsers.rst.directives.misc import Include, Raw
from docutils.parsers.rst.directives.tables import CSVTable
from sphinx.directives.code import LiteralInclude
from sphinx.environment import BuildEnvironment
from sphinx.ext.ifconfig import IfConfig
from sphinx.util.docutils import SphinxDirective

from ... import urls
from ...loading.files.post_files import PostFiles, RefusedFileError
from ...loading.files.spellings import find_spelling, respell
from ...problems import Code
from ..dependencies import absolute_path
from ..site import site_of

_KNOWN = (
    "docutils.",
    "sphinx.directives.",
    "sphinx.domains.",
    "sphinx.roles.",
    "sphinx_design.",
    "myst_parser.",
    "sphinx_anthology.",
)
"""How the modules of known directives and roles begin."""
_TEXTS = frozenset({"caption", "name", "class", "classes", "alt", "title", "language", "lexer"})
"""Options that are texts wherever they are used."""
_LINKS = frozenset({"link", "target", "href", "url", "uri"})
"""Options that are addresses of pages wherever they are used, unless there is such a file."""
_STANDARD_INCLUDE = re.compile(r"<[A-Za-z0-9_-]+\.txt>")
"""An include of a file that comes with docutils."""
_SEPARATORS = re.compile(r"""[\s,;|"'<>()\[\]{}=`]+""")
_FILE_URL = re.compile(r"file:(?://(?:localhost)?)?(?=/)", re.IGNORECASE)
_HOME = re.compile(r"^~(?=/)")
_OTHER_HOME = re.compile(r"~[\w.-]+/")
"""The beginning of a path in the home folder of a user, whom Python would look up in the files of the system."""
_LETTER = re.compile(r"\w")
_IN_CONTENT = re.compile(
    r"""^\s*!(?:include|import|theme)\w*\s+(\S.*?)\s*$ | \b(?:image|shapefile|imagepath|fontpath)\s*=\s*"?([^",;\]\s]+)""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
"""What the languages of diagrams read: PlantUML and Graphviz."""
_MAX_WORDS = 2000


class DirectiveCall(NamedTuple):
    """A directive in a post that is about to run."""

    kind: type[Directive]
    arguments: list[str]
    options: dict[str, Any]
    """Its options, converted by the directive."""
    content: list[str]
    document: nodes.document
    env: BuildEnvironment


_PLAIN = (
    ast.Expression, ast.BoolOp, ast.UnaryOp, ast.Compare, ast.Name, ast.Constant, ast.Tuple, ast.List, ast.Set,
    ast.boolop, ast.unaryop, ast.cmpop, ast.expr_context,
)  # fmt: skip
"""The parts of an expression that calls nothing."""


def _is_plain_condition(expression: str) -> bool:
    """Return whether an expression, which Sphinx evaluates as Python, only compares values."""
    try:
        return all(isinstance(part, _PLAIN) for part in ast.walk(ast.parse(expression.strip(), mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def check_directive(call: DirectiveCall) -> None:
    """Check that a directive uses no file that posts must not use.

    :raises RefusedFileError: it does.
    """
    files = site_of(call.env).files
    if issubclass(call.kind, Raw | CSVTable) and "url" in call.options:
        raise RefusedFileError(
            Code.DIRECTIVE_REFUSED, "would be loaded from the network", "Save it beside the post, and name it by its path."
        )
    if issubclass(call.kind, IfConfig) and not _is_plain_condition(" ".join(call.arguments)):
        raise RefusedFileError(Code.DIRECTIVE_REFUSED, "could run code", "Compare a name with a value.")
    if issubclass(call.kind, Figure) and call.options.get("figwidth") == "image":
        _check_measured_image(call, files)
    if has_known_files(call.kind.__module__):
        for path in _known_files(call):
            files.locate(path)
        return
    folders = _Folders(call.env, call.document)
    for argument in call.arguments:
        folders.check(argument, files, is_title=bool(call.content))
    for name, value in call.options.items():
        if name.lower() not in _TEXTS:
            for text in _flatten(value):
                folders.check(text, files, is_link=name.lower() in _LINKS)
    for match in _IN_CONTENT.finditer("\n".join(call.content)):
        folders.check(match[1] or match[2], files)


def check_role(text: str, document: nodes.document, env: BuildEnvironment) -> None:
    """Check that a role that is not known uses no file that posts must not use.

    :raises RefusedFileError: it does.
    """
    if "/" in text or "\\" in text:
        _Folders(env, document).check(text, site_of(env).files, is_link=True)


def has_known_files(module: str) -> bool:
    """Return whether it is known which files the directives and roles of a module use."""
    return f"{module}.".startswith(_KNOWN)


def _check_measured_image(call: DirectiveCall, files: PostFiles) -> None:
    """Let a figure not measure its image if docutils would open another file: it looks in the current folder."""
    try:
        found = files.locate(f"{Path.cwd() / url2pathname(call.arguments[0])}")
    except RefusedFileError:
        found = None
    if not found:
        del call.options["figwidth"]


def spell_files(call: DirectiveCall) -> None:
    """Spell the names of the files that a known directive reads as they are on disk, in either form of Unicode."""
    kind, arguments, options = call.kind, call.arguments, call.options
    files = site_of(call.env).files
    if issubclass(kind, LiteralInclude) or (issubclass(kind, Include) and issubclass(kind, SphinxDirective)):
        arguments[0] = _spell(arguments[0], absolute_path(call.env, arguments[0]), files)
        if isinstance(diff := options.get("diff"), str):
            options["diff"] = _spell(diff, absolute_path(call.env, diff), files)
    elif issubclass(kind, Include):
        arguments[0] = _spell(arguments[0], _docutils_path(arguments[0], call.document), files)
    elif issubclass(kind, Raw | CSVTable) and isinstance(file := options.get("file"), str):
        is_in_source = issubclass(kind, CSVTable) and file.startswith("/")
        path = absolute_path(call.env, file) if is_in_source else _docutils_path(file, call.document)
        options["file"] = _spell(file, path, files)


def _spell(name: str, path: str, files: PostFiles) -> str:
    """Return a name as it is on disk, if it leads to a place that posts may use.

    :param path: the absolute path that the name leads to.
    """
    return name if name.isascii() or not files.contains(path) else respell(name, find_spelling(path))


def _known_files(call: DirectiveCall) -> Iterator[str]:
    """Yield the absolute paths of the files that a known directive reads.

    :raises RefusedFileError: it names none of the files that come with docutils, but in their form.
    """
    kind, options = call.kind, call.options
    if issubclass(kind, LiteralInclude):
        yield absolute_path(call.env, call.arguments[0])
        if options.get("diff"):
            yield absolute_path(call.env, options["diff"])
    elif issubclass(kind, Include):
        name = "".join(line.strip() for line in call.arguments[0].splitlines())
        if not name.startswith("<"):
            yield absolute_path(call.env, name) if issubclass(kind, SphinxDirective) else _docutils_path(name, call.document)
        elif not _STANDARD_INCLUDE.fullmatch(name):
            raise RefusedFileError(Code.PATH_OUTSIDE, "does not come with docutils", "Write a name such as '<isonum.txt>'.")
    elif issubclass(kind, Raw | CSVTable) and options.get("file"):
        path = str(options["file"])
        is_in_source = issubclass(kind, CSVTable) and path.startswith("/") and not os.path.lexists(path)
        yield absolute_path(call.env, path) if is_in_source else _docutils_path(path, call.document)


def _docutils_path(path: str, document: nodes.document) -> str:
    """Return the absolute path of a file that docutils looks up: relative to the file that names it, unless it is absolute."""
    if document.settings.root_prefix and path.startswith("/"):
        return os.path.join(document.settings.root_prefix, path[1:])  # noqa: PTH118  may be no valid path
    return os.path.join(_including_folder(document), path)  # noqa: PTH118


def _including_folder(document: nodes.document) -> Path:
    """Return the folder of the file that is being read: the document itself, or one that it includes."""
    return (Path.cwd() / str(document.current_source or document["source"])).parent


def _flatten(value: Any) -> Iterator[str]:
    """Yield the texts and paths in the value of an option."""
    if isinstance(value, str | PurePath):
        yield str(value)
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for item in pair for text in _flatten(item))
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        yield from (text for item in value for text in _flatten(item))


class _Folders:
    """The folders in which an unknown directive of a document may look for a file."""

    def __init__(self, env: BuildEnvironment, document: nodes.document) -> None:
        self.source = str(env.srcdir)
        self.own = absolute_path(env, ".")
        folders = (self.own, _including_folder(document), self.source, Path.cwd(), env._app.confdir)
        self.all = tuple(dict.fromkeys(map(str, folders)))

    def check(self, text: str, files: PostFiles, is_link: bool = False, is_title: bool = False) -> None:
        """Check a text that may be a path, and each word of it.

        :param is_link: whether the text may be the address of a page, so that only existing files count.
        :param is_title: whether the text may be a title, such as the name of a file that is shown below it.
        :raises RefusedFileError: a word leads to a file that posts must not use.
        """
        words = () if is_title else _SEPARATORS.split(text)[:_MAX_WORDS]
        for word in filter(_LETTER.search, dict.fromkeys((text.strip(), *words))):
            for path in _readings(word):
                # Two slashes begin an address without scheme, but systems and Sphinx read an absolute path.
                if ("/" in path or not is_title) and (path.startswith("//") or not urls.is_web_url(path)):
                    self._check_path(path, files, is_link)

    def _check_path(self, path: str, files: PostFiles, is_link: bool) -> None:
        if _OTHER_HOME.match(path):
            files.locate(f"/{path}")
        if path.startswith("/"):
            places = [path, self.source + path]
        else:
            places = [os.path.join(folder, path) for folder in self.all]  # noqa: PTH118  may be no valid path
            if not is_link and ".." in path.split("/") and not files.contains(f"{self.own}/{path}"):
                files.locate(f"{self.own}/{path}")
        for place in places:
            if _exists(place, only_files=is_link or "/" not in path):
                files.locate(place)
                files.locate(os.path.realpath(place))


def _exists(path: str, only_files: bool) -> bool:
    """Return whether there is something at a path, without opening it.

    :param only_files: whether folders do not count.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  may be no valid path
    except (OSError, ValueError):
        return False
    return not only_files or not stat.S_ISDIR(mode)


def _readings(word: str) -> Iterator[str]:
    """Yield the paths that a program may read in a word."""
    readings = [word, unquote(word), unquote(unquote(word)), os.path.expandvars(word)]
    for reading in dict.fromkeys(readings):
        path = _FILE_URL.sub("", reading.replace("\\", "/"))
        yield _HOME.sub(os.environ.get("HOME", "/"), path.removeprefix("@site"))
