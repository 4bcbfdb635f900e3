"""Which pages are written again.

For each output folder a builder keeps a fingerprint of what each of its pages showed, and the size of the file. So builders
that share an environment may take turns, and a build that was interrupted, or that wrote only some pages, leaves no page out of
date.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TypeGuard

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.ext import viewcode

from ... import digests
from ..._version import code_version
from ...acceleration.fingerprints import describe_value
from ...cache import CacheFile
from ...catalogue.queries.links import ArticleLinks
from ..configuration.card_options import read_card_options
from ..configuration.comment_options import list_template_files
from ..configuration.repository import sources_of
from ..dependencies import Dependencies, recorded_dependencies
from ..feed_links import feed_links, feed_of_site
from ..links.backlinks import link_index
from ..lists.toctrees import sidebar_fingerprint
from ..named_places import named_places
from ..site import site_of
from .documents import generation
from .output_files import page_path
from .records import record_file
from .source_files import SourceFiles
from .static_files import digest_page_assets

_OF_PROJECT = frozenset({"exclude_patterns", "include_patterns"})
"""Options that say which documents there are. Extensions add to them in each build."""
_PAGE_BUILDERS = ("html", "dirhtml")
"""The builders whose output is a file for each page, with images and sources beside them."""


@dataclass(frozen=True)
class WrittenPages:
    """What a builder has written into an output folder, in all its builds so far."""

    generation: str = ""
    """The generation of documents that all pages show; empty if some do not."""
    fingerprints: Mapping[str, bytes] = field(default_factory=dict)
    """For each document a fingerprint of what its page shows; empty if it may show anything."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """The sizes of the files of pages, by docname."""
    pictures: bytes = b""
    """A digest of what was known of all pictures."""
    index_size: int | None = None
    """The size of the search index; None if there is none."""
    frame: bytes = b""
    """A digest of the theme's templates and of options: what is around the content of each page."""
    sidebar: str = ""
    """A fingerprint of the sidebar of each page."""

    def forget(self, docnames: Iterable[str]) -> WrittenPages:
        """Return this record for pages of which some may show anything."""
        return replace(self, generation="", fingerprints={**self.fingerprints, **dict.fromkeys(docnames, b"")})


class PageRecord:
    """Compares what pages showed with what they would show now."""

    def __init__(self, app: Sphinx, files: SourceFiles) -> None:
        self.builder: Builder = app.builder
        self.env: BuildEnvironment = app.env
        self._files = files
        self._record = CacheFile(record_file(app, "written"), code_version())
        self._options = _describe_options(app.config)
        """As they are when the build starts. Extensions may still change them, in each build in the same way."""
        self._before = self._without_damaged(self._record.load() or WrittenPages())
        self._now = self._before
        self.started_ns = _file_system_time(app.outdir)
        """When the build started, by the time of the file system, in nanoseconds since the epoch."""

    def _without_damaged(self, pages: WrittenPages) -> WrittenPages:
        """Forget what pages show whose files are not as this builder left them, such as those that were cut off.

        Without its search index each page has to be written again, because its words are collected then.
        """
        damaged = {docname for docname, size in pages.sizes.items() if _size(page_path(self.builder, docname)) != size}
        if pages.index_size != _size(_search_index(self.builder)):
            damaged = {*pages.fingerprints}
        return pages.forget(damaged) if damaged else pages

    def keep_unchanged(self, newest: Mapping[str, int]) -> None:
        """Let Sphinx see pages as newer than their sources and templates, if that is what they are.

        :param newest: for each unchanged document when the newest of its files was modified, in nanoseconds since the epoch.
        """
        builder = self.builder
        if not _writes_pages(builder):
            return
        templates_ns = int(builder.templates.newest_template_mtime() * 10**9) if builder.templates else 0
        old: dict[str, int] = {}
        for docname, modified_ns in newest.items():
            if docname in self._before.fingerprints:
                target = page_path(builder, docname)
                needed = max(modified_ns, templates_ns) + 10**6  # Sphinx rounds
                with suppress(OSError):  # there is none: it will be written
                    if os.stat(target).st_mtime_ns < needed:  # noqa: PTH116
                        old[target] = needed
        if old and self._before.frame == _frame_digest(builder, self._options):
            for target, needed in old.items():
                os.utime(target, ns=(needed, needed))

    @property
    def is_current(self) -> bool:
        """Whether nothing was read or removed since this builder wrote all its pages."""
        return self._now is self._before and generation(self.env) == self._before.generation

    def pages_to_write(self) -> list[str]:
        """Return the documents whose pages would show something else than when this builder wrote them, or never were written.

        Call it once in a build, when all documents have been read.
        """
        before, frame, pictures = self._before, _frame_digest(self.builder, self._options), self._digest_pictures()
        if (generation(self.env), frame, pictures) == (before.generation, before.frame, before.pictures):
            return []
        sidebar = sidebar_fingerprint(self.env)
        fingerprints = self._fingerprints(self._name_images(), sidebar)
        self._now = WrittenPages(generation(self.env), fingerprints, frame=frame, sidebar=sidebar, pictures=pictures)
        old = before.fingerprints if before.frame == frame else {}
        outdated = {name for name, fingerprint in fingerprints.items() if old.get(name) != fingerprint}
        # Before pages are written, because the build may be interrupted.
        self._record.save(before.forget(outdated | (self._files.read & fingerprints.keys())))
        if not before.generation or (before.frame, before.sidebar) != (frame, sidebar):
            _age_module_pages(self.builder)
        return sorted(outdated)

    def _digest_pictures(self) -> bytes:
        """Return a digest of what is known of all pictures. A cover may change without a document that is read again."""
        find = site_of(self.env).find_picture
        return digests.digest(repr([find(path) for path in sorted(self.env.images)]).encode())

    def _fingerprints(self, images: Mapping[str, list[tuple[str, object]]], sidebar: str) -> dict[str, bytes]:
        """Return a fingerprint, for each document, of what its page shows.

        :param images: the names of the images in each document, with what is known of them.
        :param sidebar: a fingerprint of the sidebar.
        """
        recorded, nothing = recorded_dependencies(self.env), Dependencies()
        index, site, places = link_index(self.env), site_of(self.env), named_places(self.env)
        result: dict[str, bytes] = {}
        for docname in self.env.all_docs:
            dependencies = recorded.get(docname, nothing)
            answers = sorted(dependencies.answers.values())
            shown = [query.answer(index) for query in dependencies.link_queries]
            pictures = [self._name_pictures(answer) for answer in shown if isinstance(answer, ArticleLinks)]
            targets = [found for _link, found in index.targets.get(docname, ())]
            named = [places.describe(reference) for reference in dependencies.references]
            feeds = feed_links(self.builder, docname)
            seen = (
                sidebar,
                self._files.content_digests(docname),
                answers,
                shown,
                pictures,
                targets,
                named,
                images.get(docname),
                feeds,
            )
            parts = (*seen, site.describe_page(docname))
            data = repr(parts).encode("utf-8", "surrogatepass")
            result[docname] = blake2b(data, digest_size=8).digest()
        return result

    def _name_pictures(self, answer: ArticleLinks) -> list[tuple[str, object]]:
        """Return the names of the pictures of related articles, and what is known of them."""
        images, find = self.env.images, site_of(self.env).find_picture
        return [(images[file][1], find(file)) for files in answer.pictures for file in files if file in images]

    def _name_images(self) -> Mapping[str, list[tuple[str, object]]]:
        """Name the images in the order of their paths. Return the names of those in each document, and what is known of them.

        Sphinx copies all images into one folder and numbers those with the same name in the order in which it meets them,
        which after an edit is not the order of a clean build.
        """
        images, find = type(self.env.images)(), site_of(self.env).find_picture
        shown: defaultdict[str, list[tuple[str, object]]] = defaultdict(list)
        for file in sorted(self.env.images):
            for docname in self.env.images[file][0]:
                shown[docname].append((images.add_file(docname, file), find(file)))
        self.env.images = images
        return shown

    @property
    def has_new_generation(self) -> bool:
        """Whether pages of this builder may show something else than before."""
        return self._now is not self._before

    def are_complete(self) -> bool:
        """Return whether all pages show what they should. Call it when this build has written its pages."""
        return not self.has_new_generation or all(map(self._is_up_to_date, self._now.fingerprints))

    def finish(self) -> None:
        """Remember what the pages of this builder show. Call it when everything is written."""
        index_size = _size(_search_index(self.builder))
        if not self.has_new_generation:
            if index_size != self._before.index_size:  # Sphinx writes the index in each build
                self._record.save(replace(self._before, index_size=index_size))
            return
        now = self._now
        outdated = [docname for docname in now.fingerprints if not self._is_up_to_date(docname)]
        sizes = {docname: size for docname in now.fingerprints if (size := _size(page_path(self.builder, docname))) is not None}
        now = replace(now, sizes=sizes, index_size=index_size)
        self._record.save(now.forget(outdated) if outdated else now)

    def _is_up_to_date(self, docname: str) -> bool:
        """Return whether the page of a document shows what it should: it has not changed, or this build wrote it."""
        if self._before.fingerprints.get(docname) == self._now.fingerprints[docname] and self._before.frame == self._now.frame:
            return True
        file = page_path(self.builder, docname)
        try:
            return not file or os.stat(file).st_mtime_ns >= self.started_ns  # noqa: PTH116
        except OSError:
            return not isinstance(self.builder, StandaloneHTMLBuilder)  # another builder may write several into one file


def _writes_pages(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name in _PAGE_BUILDERS


def _search_index(builder: Builder) -> str:
    """Return the path of the search index; empty if the builder makes none."""
    if isinstance(builder, StandaloneHTMLBuilder) and builder.search:
        return str(Path(builder.outdir, builder.searchindex_filename))
    return ""


def _size(file: str) -> int | None:
    """Return the size of a file in bytes, or None if there is none."""
    try:
        return os.stat(file).st_size if file else None  # noqa: PTH116  several times faster
    except OSError:
        return None


def _file_system_time(folder: Path) -> int:
    """Return the time that the file system gives to a new file, in nanoseconds since the epoch."""
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime_ns


def _describe_options(config: Config) -> list[tuple[str, str]]:
    """Return the options that change documents."""
    options = (option for option in config.filter(frozenset({"env"})) if option.name not in _OF_PROJECT)
    return sorted((option.name, describe_value(option.value)) for option in options)


def _frame_digest(builder: Builder, options: list[tuple[str, str]]) -> bytes:
    """Return a digest of what is around the content of each page: templates, and options with which pages are made.

    :param options: the options that change documents.
    """
    info = getattr(builder, "build_info", None)
    digested = [repr((info.config_hash, info.tags_hash)).encode()] if info else []
    if _writes_pages(builder):
        digested.append(digest_page_assets(builder))
        site, feed = site_of(builder.env), feed_of_site(builder, str(builder.config.root_doc))
        # An option may change documents, too, but those may have been read again already, by the build of another builder.
        shown = (site.settings, site.search_language, sources_of(builder).repository, feed, options)
        digested.append(repr(shown).encode("utf-8", "surrogatepass"))
        folders = [Path(folder) for folder in getattr(builder.templates, "pathchain", ())]
        files = [file for folder in folders for file in sorted(folder.rglob("*.html")) if file.is_file()]
        files += read_card_options(builder.config, builder.confdir).fonts  # a share card is drawn if they have its letters
        files += list_template_files(site.settings, builder.confdir)
        digested += [digests.digest(file.read_bytes()) for file in files]
    return digests.digest(b"\0".join(digested))


def _age_module_pages(builder: Builder) -> None:
    """Let ``sphinx.ext.viewcode`` write its pages again. It does so only if they are older than their modules."""
    if not hasattr(builder.env, "_viewcode_modules"):
        return
    for file in Path(builder.outdir, viewcode.OUTPUT_DIRNAME).rglob(f"*{getattr(builder, 'out_suffix', '')}"):
        os.utime(file, (0, 0))
