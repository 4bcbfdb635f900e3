"""Which pages are written again, and which files of the output are deleted.

Each builder keeps a fingerprint of what each of its pages showed. So builders that share an environment may take turns, and a
build that was interrupted, or that wrote only some pages, leaves no page out of date.
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
from sphinx.environment import BuildEnvironment

from ... import digests
from ..._version import code_version
from ...cache import CacheFile
from ..backlinks import link_index
from ..dependencies import Dependencies, recorded_dependencies
from ..toctrees import sidebar_fingerprint
from .documents import generation
from .source_files import SourceFiles

_PAGE_BUILDERS = ("html", "dirhtml")
"""The builders whose output is a file for each page, with images and sources beside them."""


@dataclass(frozen=True)
class WrittenPages:
    """What a builder has written, in all its builds so far."""

    generation: str = ""
    """The generation of documents that all pages show; empty if some do not."""
    fingerprints: Mapping[str, bytes] = field(default_factory=dict)
    """For each document a fingerprint of what its page shows; empty if it may show anything."""
    images: frozenset[str] = frozenset()
    """The names of the images that were copied."""
    templates: bytes = b""
    """A digest of the theme's templates."""


class PageRecord:
    """Compares what pages showed with what they would show now."""

    def __init__(self, app: Sphinx, files: SourceFiles) -> None:
        self.builder: Builder = app.builder
        self.env: BuildEnvironment = app.env
        self._files = files
        self._record = CacheFile(app.doctreedir / f"anthology-written-{app.builder.name}.pickle", code_version())
        self._before: WrittenPages = self._record.load() or WrittenPages()
        self._now = self._before
        self._started_ns = _file_system_time(app.outdir)

    def keep_unchanged(self, newest: Mapping[str, int]) -> None:
        """Let Sphinx see pages as newer than their sources and templates, if that is what they are.

        :param newest: for each unchanged document when the newest of its files was modified, in nanoseconds since the epoch.
        """
        builder = self.builder
        if not _writes_pages(builder):
            return
        templates_ns = int(builder.templates.newest_template_mtime() * 10**9) if builder.templates else 0
        old: dict[Path, int] = {}
        for docname, modified_ns in newest.items():
            if docname in self._before.fingerprints:
                target = builder.get_output_path(docname)
                needed = max(modified_ns, templates_ns) + 10**6  # Sphinx rounds
                with suppress(OSError):  # there is none: it will be written
                    if target.stat().st_mtime_ns < needed:
                        old[target] = needed
        if old and self._before.templates == _templates_digest(builder):
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
        before = self._before
        templates = _templates_digest(self.builder) if _writes_pages(self.builder) else b""
        if generation(self.env) == before.generation and templates == before.templates:
            return []
        fingerprints = self._fingerprints(self._name_images())
        self._now = replace(before, generation=generation(self.env), fingerprints=fingerprints, templates=templates)
        old = before.fingerprints if before.templates == templates else {}
        outdated = {name for name, fingerprint in fingerprints.items() if old.get(name) != fingerprint}
        self._forget(outdated | (self._files.read & fingerprints.keys()))
        return sorted(outdated)

    def _forget(self, docnames: Iterable[str]) -> None:
        """Store that pages may show anything, before they are written: the build may be interrupted."""
        unknown = dict.fromkeys(docnames, b"")
        self._record.save(replace(self._before, generation="", fingerprints={**self._before.fingerprints, **unknown}))

    def _fingerprints(self, images: Mapping[str, list[str]]) -> dict[str, bytes]:
        """Return a fingerprint, for each document, of what its page shows.

        :param images: the names of the images in each document.
        """
        sidebar = sidebar_fingerprint(self.env)
        recorded, nothing = recorded_dependencies(self.env), Dependencies()
        index = link_index(self.env)
        result: dict[str, bytes] = {}
        for docname in self.env.all_docs:
            dependencies = recorded.get(docname, nothing)
            answers = sorted(dependencies.answers.values())
            shown = [query.answer(index) for query in dependencies.link_queries]
            targets = [found for _link, found in index.targets.get(docname, ())]
            parts = (sidebar, self._files.content_digests(docname), answers, shown, targets, images.get(docname))
            data = repr(parts).encode("utf-8", "surrogatepass")
            result[docname] = blake2b(data, digest_size=8).digest()
        return result

    def _name_images(self) -> Mapping[str, list[str]]:
        """Name the images in the order of their paths, and return the names of those in each document.

        Sphinx copies all images into one folder and numbers those with the same name in the order in which it meets them,
        which after an edit is not the order of a clean build.
        """
        images, shown = type(self.env.images)(), defaultdict(list)
        for file in sorted(self.env.images):
            for docname in self.env.images[file][0]:
                shown[docname].append(images.add_file(docname, file))
        self.env.images = images
        return shown

    def finish(self) -> None:
        """Delete what this builder wrote and would not write now, and remember what its pages show."""
        if self._now is self._before:
            return
        now, before, builder = self._now, self._before, self.builder
        fingerprints = {name: shown if self._is_up_to_date(name) else b"" for name, shown in now.fingerprints.items()}
        is_complete = all(fingerprints.values())
        now = replace(now, fingerprints=fingerprints, generation=now.generation if is_complete else "")
        if _writes_pages(builder):
            for docname in before.fingerprints.keys() - now.fingerprints.keys():
                self._delete_page(builder, docname)
            images = frozenset(str(name) for _docnames, name in self.env.images.values())
            for image in before.images - images if is_complete else ():
                self._delete(builder.outdir / builder.imagedir / image)
            now = replace(now, images=images if is_complete else images | before.images)
        self._files.save()
        self._record.save(now)

    def _is_up_to_date(self, docname: str) -> bool:
        """Return whether the page of a document shows what it should: it has not changed, or this build wrote it."""
        fingerprint = self._now.fingerprints[docname]
        if self._before.fingerprints.get(docname) == fingerprint and self._before.templates == self._now.templates:
            return True
        file = _output_file(self.builder, docname)
        try:
            return file is None or file.stat().st_mtime_ns >= self._started_ns
        except OSError:
            return True  # a builder that writes all pages into one file

    def _delete_page(self, builder: StandaloneHTMLBuilder, docname: str) -> None:
        self._delete(builder.get_output_path(docname))
        for source in (builder.outdir / "_sources").glob(f"{_escape_glob(docname)}.*"):
            self._delete(source)

    def _delete(self, file: Path) -> None:
        file.unlink(missing_ok=True)
        folder = file.parent
        while folder != self.builder.outdir and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _writes_pages(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name in _PAGE_BUILDERS


def _output_file(builder: Builder, docname: str) -> Path | None:
    """Return the file of a page; None if the builder has no file for each page."""
    if isinstance(builder, StandaloneHTMLBuilder):
        return Path(builder.get_output_path(docname))
    suffix = getattr(builder, "out_suffix", "")
    return Path(builder.outdir, f"{docname}{suffix}") if suffix else None


def _file_system_time(folder: Path) -> int:
    """Return the time that the file system gives to a new file, in nanoseconds since the epoch."""
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime_ns


def _templates_digest(builder: StandaloneHTMLBuilder) -> bytes:
    """Return a digest of the templates that pages are made with."""
    folders = [Path(folder) for folder in getattr(builder.templates, "pathchain", ())]
    files = [file for folder in folders for file in sorted(folder.rglob("*.html")) if file.is_file()]
    return digests.digest(b"\0".join(digests.digest(file.read_bytes()) for file in files))


def _escape_glob(name: str) -> str:
    """Return a glob pattern that matches *name* and nothing else."""
    return "".join(f"[{sign}]" if sign in "[*?" else sign for sign in name)
