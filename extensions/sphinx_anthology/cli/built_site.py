"""The articles of a built site, with their addresses, anchors and links.

Everything is read from the output of the builder ``html`` or ``dirhtml``, so it is true for what is published. Only what the
author wrote counts: listings, bylines and other generated parts of pages are ignored.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import urlsplit

from ..loading.data.url_manifest import PublishedArticle, UrlManifest
from ..outputs.page_addresses import BUILDERS, docname_to_file
from .html_page import HtmlPage
from .inventory import read_inventory
from .site_paths import INDEX_FILE, is_inside, path_to_file, resolve_link

_TERM_TYPES = frozenset({"blog:category", "blog:tag", "blog:author", "blog:series"})


class BuiltSite:
    """The output folder of a build."""

    def __init__(self, folder: Path) -> None:
        """Read the inventory of a site.

        :raises NotBuiltError: there is no inventory, or it is not readable.
        """
        self.folder = folder
        self._objects = list(read_inventory(folder))
        self._pages: dict[str, HtmlPage] = {}

    @cached_property
    def articles(self) -> Mapping[str, PublishedArticle]:
        """The articles by slug, in the order of slugs."""
        addresses = {slug: f"/{self._file_to_path(file)}" for slug, file in self._files.items()}
        return {slug: self._article(slug, addresses[slug], self._page(file)) for slug, file in self._files.items()}

    @staticmethod
    def _article(slug: str, address: str, page: HtmlPage) -> PublishedArticle:
        return PublishedArticle(slug, address, page.anchors, page.numbered)

    @cached_property
    def numbered_pages(self) -> Mapping[str, Mapping[str, str]]:
        """The headings that numbered ids lead to, by id, of the pages that are no articles and have any, by docname."""
        pages = {
            docname: self._page(file).numbered for docname, file in sorted(self._docnames.items()) if file not in self._slugs
        }
        return {docname: numbered for docname, numbered in pages.items() if numbered}

    @property
    def manifest(self) -> UrlManifest:
        """The list of what the site has published."""
        return UrlManifest(tuple(self.articles.values()), self.numbered_pages)

    def find_page(self, docname: str) -> HtmlPage | None:
        """Return the page of a document; None if there is none."""
        file = self._docnames.get(docname)
        return self._page(file) if file else None

    def page_of(self, article: PublishedArticle) -> HtmlPage:
        """Return the page of an article."""
        return self._page(self._files[article.id])

    def find_renamed(self, slug: str) -> PublishedArticle | None:
        """Return the article that had a slug earlier, and has another one now."""
        return self.articles.get(self._old_slugs.get(slug, ""))

    @cached_property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of the articles that the text of each article links to, by slug."""
        return {slug: self._linked_slugs(file, slug) for slug, file in self._files.items()}

    @cached_property
    def linked_from_pages(self) -> frozenset[str]:
        """The slugs of the articles that a handwritten page links to."""
        pages = self._documents - set(self._files.values()) - self._term_pages
        return frozenset(slug for file in pages for slug in self._linked_slugs(file))

    def find_redirect_target(self, address: str) -> str | None:
        """Return the target of the redirect page at an address.

        :param address: a path of this site that begins with a slash.
        :returns: a path of this site, or the whole address of a target elsewhere. None if there is no redirect, or if the site
            has no file at its target.
        """
        file = path_to_file(address.removeprefix("/"))
        if not is_inside(file) or not (self.folder / file).is_file():
            return None
        target = self._page(file).redirect
        if target is None or urlsplit(target).netloc:
            return target
        path = resolve_link(target, file)
        return f"/{path}" if path and (self.folder / path_to_file(path)).is_file() else None

    def has_file_at(self, address: str) -> bool:
        """Return whether a server shows something at an address: a file, or the index of a folder.

        :param address: a path of this site that begins with a slash.
        """
        path = address.removeprefix("/")
        files = {path_to_file(path), path_to_file(f"{path}/")}
        return any(is_inside(file) and (self.folder / file).is_file() for file in files)

    def find_article(self, address: str) -> PublishedArticle | None:
        """Return the article at an address, or the one that a redirect leads to."""
        paths = (path for path in (address, self.find_redirect_target(address)) if path)
        slugs = (self._slugs.get(path_to_file(path.removeprefix("/"))) for path in paths)
        return next((self.articles[slug] for slug in slugs if slug), None)

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """The output files of articles by slug."""
        return dict(sorted((one.name, one.file) for one in self._objects if one.type == "blog:post" and not one.is_old))

    @cached_property
    def _old_slugs(self) -> Mapping[str, str]:
        """The slugs of articles by the slugs that they had earlier."""
        return {one.name: self._slugs[one.file] for one in self._objects if one.type == "blog:post" and one.is_old}

    @cached_property
    def _slugs(self) -> Mapping[str, str]:
        """The slugs of articles by output file."""
        return {file: slug for slug, file in self._files.items()}

    @cached_property
    def _documents(self) -> frozenset[str]:
        """The output files of all pages."""
        return frozenset(one.file for one in self._objects if one.type == "std:doc")

    @cached_property
    def _docnames(self) -> Mapping[str, str]:
        """The output files of all pages, by docname. Slugs of posts and terms are names of documents, too."""
        objects = [one for one in self._objects if one.type == "std:doc"]
        return {one.name: one.file for one in objects if one.file in map(partial(docname_to_file, one.name), BUILDERS)}

    @cached_property
    def _term_pages(self) -> frozenset[str]:
        """The output files of term pages."""
        return frozenset(one.file for one in self._objects if one.type in _TERM_TYPES)

    @cached_property
    def _is_dirhtml(self) -> bool:
        return all(posixpath.basename(file) == INDEX_FILE for file in self._documents)

    def _file_to_path(self, file: str) -> str:
        return file.removesuffix(INDEX_FILE) if self._is_dirhtml else file

    def _linked_slugs(self, file: str, own_slug: str = "") -> tuple[str, ...]:
        """Return the slugs of the articles that a page links to, except its own."""
        paths = (resolve_link(link, file) for link in self._page(file).links)
        files = {path_to_file(path) for path in paths if path is not None}
        return tuple(sorted({self._slugs[file] for file in files & self._slugs.keys()} - {own_slug}))

    def _page(self, file: str) -> HtmlPage:
        if file not in self._pages:
            self._pages[file] = HtmlPage.read(self.folder / file)
        return self._pages[file]
