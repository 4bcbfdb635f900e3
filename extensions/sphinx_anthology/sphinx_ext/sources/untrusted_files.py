"""Which files of untrusted authors have pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import get_filetype

from ...loading.files.untrusted_posts import is_untrusted
from ...loading.posts.notebooks import NOTEBOOK_SUFFIX
from ...loading.project import SUFFIXES
from ...problems import Code, Problem, Report
from ...settings import Settings
from ..site import Site, site_of

CLEANING = "cleans_untrusted_posts"
"""Name of the attribute of parsers that clean untrusted posts."""


class RefusedFiles:
    """The source files of untrusted authors that get no page: those that are no posts, and those that nothing would clean."""

    def __init__(self, app: Sphinx, site: Site) -> None:
        self._app = app
        self._site = site
        catalogue = site.catalogue
        self._posts = {post.path for post in catalogue.all_posts} | {page.path for page in catalogue.pages.values()}

    def __bool__(self) -> bool:
        return bool(self._site.settings.untrusted)

    def __contains__(self, path: object) -> bool:
        if not self or not isinstance(path, str):
            return False
        docname = self._app.project.path2doc(path)
        if docname is None or path in self._posts or _is_kept(docname, self._site, self._app.config.root_doc):
            return False
        return is_untrusted(path, self._site.settings.untrusted, Path(self._app.srcdir))

    def find(self, paths: Iterable[str], report: Report) -> Iterator[str]:
        """Yield the files among source files, and report each."""
        for path in paths:
            if path in self:
                message = "File has no page: its author is untrusted, and it is no Markdown post. Move or exclude it."
                report(Problem(path, 1, Code.UNTRUSTED_FILE, message))
                yield path


def may_be_post(app: Sphinx, settings: Settings, path: str) -> bool:
    """Return whether a source file may be a post: it is trusted, or its parser cleans it.

    Another extension, such as one for notebooks, may have a parser of its own.
    """
    if not settings.untrusted or not is_untrusted(path, settings.untrusted, Path(app.srcdir)):
        return True
    parser = app.registry.source_parsers.get(get_filetype(app.config.source_suffix, path))
    return path.lower().endswith((*SUFFIXES, NOTEBOOK_SUFFIX)) and parser is not None and CLEANING in vars(parser)


def is_untrusted_page(env: BuildEnvironment, docname: str) -> bool:
    """Return whether a document is by an author whom the project does not know."""
    site = site_of(env)
    if not site.settings.untrusted or _is_kept(docname, site, env.config.root_doc):
        return False
    entry = site.catalogue.find_entry(docname)
    if entry is not None:
        return entry.is_untrusted
    return is_untrusted(str(env.doc2path(docname, base=False)), site.settings.untrusted, Path(env.srcdir))


def _is_kept(docname: str, site: Site, root_doc: str) -> bool:
    """Return whether a page is trusted wherever it is: the home page is, and those that this package writes."""
    return docname == root_doc or (docname in site.index_pages and docname not in site.handwritten)
