"""Errors that a post raises while it is read or written: they are reported, and do not stop the build.

Sphinx stops at the first error. Here a page that says so takes the place of the post, so that all links and lists stay right.
Errors in other documents, which belong to the project, stop the build as before, and so do all errors with ``--pdb``.
"""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from markdown_it.tree import SyntaxTreeNode
from sphinx.application import Sphinx
from sphinx.errors import SphinxWarning
from sphinx.util import logging
from sphinx.util.docutils import new_document

from ...pages.i18n import _
from ...problems import Code, Problem, describe_error
from ..site import site_of
from ..warnings import log_gathered, reporter, start_gathering
from .build_errors import is_full_disk

logger = logging.getLogger(__name__)


def guard_documents(app: Sphinx) -> None:
    """Let the builder go on after an error in a post."""
    builder: Any = app.builder  # methods of this one object are replaced
    builder.read_doc = partial(_read, app, builder.read_doc)
    builder.write_doc = partial(_write, app, builder.write_doc)


def _read(app: Sphinx, read_doc: Callable[..., None], docname: str, **options: Any) -> None:
    """Read a document. In the place of a post that raises an error, store a page that says so."""
    start_gathering()
    try:
        _read_or_replace(app, read_doc, docname, **options)
    finally:
        log_gathered()


def _read_or_replace(app: Sphinx, read_doc: Callable[..., None], docname: str, **options: Any) -> None:
    try:
        read_doc(docname, **options)
    except Exception as error:
        is_gone = _is_gone(app, docname, error)
        if not (is_gone or _is_error_of_post(app, docname, error)):
            raise
        try:
            _read_stand_in(app, docname)
        except Exception:
            raise error from None  # it is not the post that is wrong, but the disk, say
        _report(app, docname, error, is_gone)


def _write(app: Sphinx, write_doc: Callable[[str, nodes.document], None], docname: str, doctree: nodes.document) -> None:
    """Write a document. In the place of a post that raises an error, write a page that says so."""
    try:
        write_doc(docname, doctree)
    except Exception as error:
        if _is_gone(app, docname, error):  # Sphinx copies it when the page is written
            _report(app, docname, error, is_gone=True)
            return
        if not _is_error_of_post(app, docname, error):
            raise
        try:
            write_doc(docname, _make_stand_in(app, docname))
        except Exception:
            raise error from None  # it is not the post that is wrong, but the template, say
        _report(app, docname, error, is_gone=False)


def _is_gone(app: Sphinx, docname: str, error: Exception) -> bool:
    """Return whether the source of a document was deleted since Sphinx looked for it."""
    return isinstance(error, OSError) and not os.path.isfile(app.env.doc2path(docname))  # noqa: PTH113


def _is_error_of_post(app: Sphinx, docname: str, error: Exception) -> bool:
    if app.pdb or isinstance(error, SphinxWarning) or is_full_disk(error):
        return False
    catalogue = site_of(app.env).catalogue
    return docname in catalogue.by_docname or docname in catalogue.pages


def _report(app: Sphinx, docname: str, error: Exception, is_gone: bool) -> None:
    path = app.env.doc2path(docname, base=False).as_posix()
    if is_gone:
        message = "File was deleted while the site was built. Build again."
        reporter(app.env)(Problem(path, 1, Code.FILE_UNREADABLE, message))
        return
    logger.verbose("%s", "".join(traceback.format_exception(error)))
    message = f"Post has a page without its text, because of an error: {describe_error(error)}. '-v' shows the traceback."
    reporter(app.env)(Problem(path, _find_line(error), Code.POST_FAILED, message))


def _find_line(error: Exception) -> int:
    """Return the line of the post that was being worked on, as far as the functions on the way know it; 1 otherwise."""
    for frame, _number in reversed(list(traceback.walk_tb(error.__traceback__))):
        for name in ("token", "node", "self"):
            match frame.f_locals.get(name):
                case SyntaxTreeNode() as token if place := getattr(token, "map", None):  # a root has none
                    return int(place[0]) + 1
                case nodes.Node(line=int(line)) | Directive(lineno=int(line)):
                    return line
    return 1


def _read_stand_in(app: Sphinx, docname: str) -> None:
    """Store a page that says that the post could not be read. It is read again in each build."""
    env, builder = app.env, app.builder
    env.events.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    env.prepare_settings(docname)
    document = _make_stand_in(app, docname)
    for domain in env.domains.sorted():  # one that knows nothing of a document stops a parallel build
        domain.process_doc(env, docname, document)
    env.events.emit("doctree-read", document)
    env.all_docs[docname] = time.time_ns() // 1_000
    env.note_reread()
    env.current_document = type(env.current_document)()
    env.ref_context.clear()
    builder.write_doctree(docname, document, _cache=False)


def _make_stand_in(app: Sphinx, docname: str) -> nodes.document:
    """Return a page with the title of a post and a notice."""
    env = app.env
    entry = site_of(env).catalogue.find_entry(docname)
    title = (entry.title if entry else None) or docname.rpartition("/")[2]
    document = new_document(str(env.doc2path(docname)))
    document.settings.env = env
    words = _("This article could not be read.")
    notice = nodes.warning("", nodes.paragraph(words, words), classes=["no-search"])
    section = nodes.section("", nodes.title(title, title), notice, ids=["article"])
    document += section
    document.ids["article"] = section
    return document
