"""What a document depended on when it was read. Recorded by document, pickled with the environment."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, NamedTuple, TypeVar, cast

from sphinx.environment import BuildEnvironment

from ..catalogue.queries import Query, fingerprint
from ..catalogue.queries.links import LinkQuery
from ..loading.files.file_lookup import FoundFile, find_file_of_post, find_page_file
from ..loading.files.image_files import find_image
from ..loading.files.post_files import PostFiles, RefusedFileError
from ..loading.files.spellings import find_spelling
from .named_places import Reference
from .outgoing_links import OutgoingLink, PageContent, object_ids
from .site import Site, site_of

Answer = TypeVar("Answer")

DOMAIN = "blog"
"""The name of the domain whose data holds the record."""


class FileQuery(NamedTuple):
    """Whether there is a file that a document may use. Its coming or going changes the document."""

    reference: str
    """A file as a post names it; or, without *post*, a path relative to the source folder."""
    post: str = ""
    """The path of the post that names the file; empty for files whose place is known."""
    is_unrestricted: bool = False
    """Whether the document may use any file, except for the source of a post that is left out."""
    is_linked: bool = False
    """Whether *post* links to the file, so that it need not be an image."""

    def find(self, files: PostFiles) -> bool:
        """Return whether the file exists.

        :raises RefusedFileError: the document must not use it.
        """
        if self.is_linked:
            return self.locate(files) is not None
        if self.post:
            return find_image(files, self.reference, self.post) is not None
        path = f"{files.source}/{self.reference}"
        return files.find_unrestricted(path) if self.is_unrestricted else files.locate(path) is not None

    def locate(self, files: PostFiles) -> FoundFile | None:
        """Return the file that the post links to, or the file that a server shows for the address; None if there is none.

        :raises RefusedFileError: the post must not use it.
        """
        found = find_file_of_post(files, self.reference, self.post)
        return found or find_page_file(files, self.reference, self.post)

    def answer(self, files: PostFiles) -> str:
        """Return whether the file exists or is refused, as a word."""
        try:
            return "found" if self.find(files) else "missing"
        except RefusedFileError as error:
            return error.code.value


@dataclass(slots=True)
class Dependencies:
    """What one document depended on when it was read."""

    answers: dict[Query[Any], str] = field(default_factory=dict)
    """The queries that it asked the catalogue, with fingerprints of the answers."""
    files: dict[FileQuery, str] = field(default_factory=dict)
    """The files that it looked for, and whether they existed."""
    index_page: str = ""
    """A fingerprint of its place among the index pages; empty if it is none."""
    link_queries: tuple[LinkQuery[Any], ...] = ()
    """The queries that are answered when all documents have been read."""
    links: tuple[OutgoingLink, ...] = ()
    """The links that may lead to other pages."""
    references: tuple[Reference, ...] = ()
    """What is named by its references that are no links between pages."""
    code: tuple[str, ...] = ()
    """The code in its text that may be the name of a documented object."""
    objects: tuple[str, ...] = ()
    """The ids of the objects that it documents."""
    quotes: str = ""
    """Whether its quotation marks are ``smart`` or ``plain``; empty if it has none."""
    code_sentences: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """The sentences around that code which is the name of an object; they are looked up in the page when they are needed."""
    anchors: tuple[str, ...] = ()
    """The targets of links in its raw HTML."""
    has_html: bool = False
    """Whether its raw HTML has such targets, or local addresses."""


def recorded_dependencies(env: BuildEnvironment) -> dict[str, Dependencies]:
    """Return what each document depended on, by docname."""
    return cast("dict[str, Dependencies]", env.domaindata[DOMAIN]["dependencies"])


def _current(env: BuildEnvironment) -> Dependencies:
    return recorded_dependencies(env).setdefault(env.current_document.docname, Dependencies())


def ask(env: BuildEnvironment, query: Query[Answer]) -> Answer:
    """Return the answer to a query of the document that is being read, and record that the document depends on it."""
    answer = query.answer(site_of(env).catalogue)
    _current(env).answers[query] = fingerprint(answer)
    return answer


def ask_for_links(env: BuildEnvironment, query: LinkQuery[Any]) -> None:
    """Record that the document that is being read will show the answer to a query about links when it is written."""
    current = _current(env)
    if query not in current.link_queries:
        current.link_queries += (query,)


def find_file(env: BuildEnvironment, query: FileQuery) -> str:
    """Return the answer to a query for a file, and record that the document that is being read depends on it."""
    answer = query.answer(site_of(env).files)
    _current(env).files[query] = answer
    return answer


def note_file(env: BuildEnvironment, query: FileQuery, answer: str) -> None:
    """Record that the document that is being read depends on a file that was looked for."""
    _current(env).files[query] = answer


def relative_path(env: BuildEnvironment, reference: str) -> str:
    """Return the path that the document that is being read means, relative to the source folder and not normalised.

    Names that are on disk in another Unicode form are spelt like there.

    :param reference: a path as ``BuildEnvironment.relfn2path`` reads it: relative to the document, or with a slash in front to
        the source folder. With two slashes, or with a drive on Windows, it is the absolute path of any file.
    """
    folder = posixpath.dirname(env.current_document.docname)
    written = PurePath(reference)
    if written.parts[:1] in (("/",), ("\\",)):
        path = "/".join(written.parts[1:])
    elif written.anchor:
        path = _find_way(env, os.path.join(env.srcdir, folder, reference))  # noqa: PTH118  may be no valid path
    else:
        path = posixpath.join(folder, reference)
    return path if path.isascii() else find_spelling(f"{env.srcdir}/{path}").removeprefix(f"{env.srcdir}/")


def _find_way(env: BuildEnvironment, path: str) -> str:
    """Return an absolute path relative to the source folder; as it is if there is none, from one drive to another."""
    try:
        return os.path.relpath(path, env.srcdir).replace(os.sep, "/")
    except ValueError:
        return path


def absolute_path(env: BuildEnvironment, reference: str) -> str:
    """Return the path that :func:`relative_path` returns, as an absolute one."""
    return f"{env.srcdir}/{relative_path(env, reference)}"


def record_quotes(env: BuildEnvironment, style: str) -> None:
    """Record what is done with the quotation marks of the document that is being read."""
    if style:
        _current(env).quotes = style


def note_html(env: BuildEnvironment, anchors: Iterable[str]) -> None:
    """Record that the raw HTML of the document that is being read has local addresses or targets of links.

    :param anchors: the targets.
    """
    current = _current(env)
    current.has_html = True
    current.anchors = tuple(dict.fromkeys(filter(None, anchors)))


def record_content(env: BuildEnvironment, content: PageContent) -> None:
    """Record what the document that is being read links to, names and documents."""
    if any(content):
        current = _current(env)
        current.links, current.references, current.code = content.links, content.references, content.code
        current.objects = tuple(anchor for node in content.objects for anchor in object_ids(node))


def record_index_page(env: BuildEnvironment) -> None:
    """Record the place of the document that is being read among the index pages."""
    docname = env.current_document.docname
    if place := index_page_fingerprint(site_of(env), docname):
        _current(env).index_page = place


def index_page_fingerprint(site: Site, docname: str) -> str:
    """Return a fingerprint of the place of a document among the index pages; empty if it is none."""
    page = site.index_pages.get(docname)
    return fingerprint(page.place) if page else ""


def has_new_answers(dependencies: Dependencies, answer: Callable[[Query[Any]], str]) -> bool:
    """Return whether a query of a document has another answer than when the document was read.

    :param answer: returns the fingerprint of the answer that a query has now.
    """
    return any(answer(query) != then for query, then in dependencies.answers.items())


def has_moved_files(dependencies: Dependencies, answer: Callable[[FileQuery], str]) -> bool:
    """Return whether a file came or went that a document looked for when it was read."""
    return any(answer(query) != then for query, then in dependencies.files.items())


def links_by_document(env: BuildEnvironment) -> Mapping[str, tuple[OutgoingLink, ...]]:
    """Return the links of each document that has any, by docname."""
    return {docname: one.links for docname, one in recorded_dependencies(env).items() if one.links}
