"""What of an earlier build still holds: which documents are read again, which pages are written again, which files go.

Sphinx compares times of modification. They are all new in a new clone, into which a CI job has put back what it built last
time; and a page shows more than its own text: the sidebar, the titles of what it links to, what links to it. So for each
document is kept what its file and those that it depends on held when it was read, and for each builder a fingerprint of what
each page showed when it was written. Builders that share an environment may so take turns, and a build that was broken off
leaves no page behind that is out of date.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from .. import cache, digests
from ..digests import FileState
from . import navigation
from .backlinks import surroundings
from .domain import blog_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

Held = tuple[tuple[str, FileState], ...]
"""What files held, by their paths relative to the source folder."""

_PAGES = ("html", "dirhtml")
"""The builders whose output is a file for each page, and files beside them."""


@dataclass(frozen=True)
class Written:
    """What a builder has written, after its last build that came to its end."""

    reading: str = ""
    """The reading of documents whose result it wrote; see :attr:`.BlogDomain.data`."""
    shown: Mapping[str, bytes] = field(default_factory=dict)
    """For each document a fingerprint of what its page showed."""
    images: frozenset[str] = frozenset()
    """The names of the images that were copied."""
    templates: bytes = b""
    """A fingerprint of the theme's templates."""


class Freshness:
    """What is known of an earlier build, and what of it holds."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.env: BuildEnvironment = app.env
        self._held_file = app.doctreedir / "anthology-files.pickle"
        self._written_file = app.doctreedir / f"anthology-written-{app.builder.name}.pickle"
        self.held: dict[str, Held] = cache.load(self._held_file) or {}
        """For each document what its files held when it was read."""
        self.written: Written = cache.load(self._written_file) or Written()
        self.now = self.written
        self._looked: dict[str, FileState | None] = {}
        self._unchanged: set[str] = set()
        self._changed: list[str] = []
        self._read: set[str] = set()
        self.is_partial = False
        """Whether pages are left unwritten, because somebody has named others."""
        self._note_method()

    def _note_method(self) -> None:
        builder = self.app.builder
        build = builder.build

        def noted(*arguments: Any, **options: Any) -> None:
            self.is_partial = options.get("method") == "specific"
            build(*arguments, **options)

        builder.build = noted  # type: ignore[method-assign, misc]

    # What is read again

    def recognise(self) -> None:
        """Let documents count as read, and their pages as written, whose files hold what they held then."""
        newest: dict[str, int] = {}
        for docname, held in self.held.items():
            if docname in self.env.all_docs:
                looks = [self._look(name, seen) for name, seen in held]
                if all(now and now.digest == seen.digest for now, (_name, seen) in zip(looks, held, strict=True)):
                    newest[docname] = max(now.modified_ns for now in looks if now)
                elif all(looks):
                    self._changed.append(docname)
        for docname, modified_ns in newest.items():
            self.env.all_docs[docname] = max(self.env.all_docs[docname], -(-modified_ns // 1000))
        self._unchanged = set(newest)
        builder = self.app.builder
        if isinstance(builder, StandaloneHTMLBuilder) and builder.name in _PAGES:
            self._touch(builder, newest)

    def _touch(self, builder: StandaloneHTMLBuilder, newest: Mapping[str, int]) -> None:
        """Let Sphinx see pages as newer than their sources and templates, if that is what they are.

        :param newest: for each document that is unchanged when the newest of its files was modified, in nanoseconds.
        """
        templates = int(builder.templates.newest_template_mtime() * 10**9) if builder.templates else 0
        old: dict[Path, int] = {}
        for docname, modified_ns in newest.items():
            if docname in self.written.shown:
                target = builder.get_output_path(docname)
                needed = max(modified_ns, templates) + 10**6  # Sphinx rounds
                with suppress(OSError):  # there is none: it will be written
                    if target.stat().st_mtime_ns < needed:
                        old[target] = needed
        if old and self.written.templates == self._templates(builder):
            for target, needed in old.items():
                os.utime(target, ns=(needed, needed))

    def changed(self) -> list[str]:
        """Return the documents whose files hold something else than when they were read, though they need not be newer."""
        return [docname for docname in self._changed if docname in self.env.found_docs]

    def _look(self, name: str, known: FileState | None = None) -> FileState | None:
        """Return what a file holds, by its path relative to the source folder."""
        if name not in self._looked:
            self._looked[name] = digests.look(os.path.join(self.env.srcdir, name), known)  # noqa: PTH118  several times faster
        return self._looked[name]

    def _files(self, docname: str) -> list[str]:
        """Return the paths of a document's file, and of those that it depends on, relative to the source folder."""
        files = [self.env.doc2path(docname), *self.env.dependencies.get(docname, ())]
        return sorted(os.path.relpath(file, self.env.srcdir) for file in files)

    def note_reading(self, docnames: Iterable[str]) -> None:
        """Remember which documents are being read."""
        self._read.update(docnames)

    # What is written again

    @property
    def is_current(self) -> bool:
        """Whether nothing was read, and nothing has gone, since this builder's last build that came to its end."""
        return self.now is self.written and blog_domain(self.env).data["reading"] == self.written.reading

    def to_be_written(self) -> list[str]:
        """Return the documents that this builder has written before and that would come out otherwise now.

        To be called once in a build, after all documents have been read.
        """
        reading = blog_domain(self.env).data["reading"]
        if reading == self.written.reading:
            return []  # nothing was read since
        shown = self._shown(self._name_images())
        self.now = replace(self.written, reading=reading, shown=shown)
        before = self.written.shown
        return sorted(name for name, fingerprint in shown.items() if before.get(name, fingerprint) != fingerprint)

    def _shown(self, images: Mapping[str, list[str]]) -> dict[str, bytes]:
        """Return a fingerprint, for each document, of what its page shows; *images* are the names of those in it."""
        domain = blog_domain(self.env)
        around = surroundings(domain)
        everywhere = navigation.sidebar_fingerprint(self.env)
        result: dict[str, bytes] = {}
        for docname in self.env.all_docs:
            asked = sorted(domain.asked.get(docname, {}).values())
            shown = repr((everywhere, self._digests(docname), asked, around.shown(docname), images.get(docname)))
            result[docname] = blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return result

    def _name_images(self) -> Mapping[str, list[str]]:
        """Name the images in the order of their paths, and return the names of those in each document.

        Sphinx copies all images into one folder and numbers those that are called the same as others in the order in which it
        comes upon them, which after an edit is not the order of a clean build.
        """
        named, shown = type(self.env.images)(), defaultdict(list)
        for file in sorted(self.env.images):
            for docname in self.env.images[file][0]:
                shown[docname].append(named.add_file(docname, file))
        self.env.images = named
        return shown

    def _digests(self, docname: str) -> list[bytes | None]:
        if docname in self._unchanged and docname in self.held:
            return [seen.digest for _name, seen in self.held[docname]]
        return [seen.digest if seen else None for seen in map(self._look, self._files(docname))]

    # What goes

    def finish(self) -> None:
        """Delete what this builder has written and would not write now, and remember what it has written."""
        builder = self.app.builder
        if self.now is self.written or self.is_partial:
            return  # nothing was read or written, or it is not known of all pages
        if isinstance(builder, StandaloneHTMLBuilder) and builder.name in _PAGES:
            images = frozenset(str(name) for _docnames, name in self.env.images.values())
            self.now = replace(self.now, images=images, templates=self._templates(builder))
            for docname in self.written.shown.keys() - self.now.shown.keys():
                self._delete(builder.get_output_path(docname))
                for source in (builder.outdir / "_sources").glob(f"{_escaped(docname)}.*"):
                    self._delete(source)
            for image in self.written.images - images:
                self._delete(builder.outdir / builder.imagedir / image)
        self._remember_files()
        cache.save(self._written_file, self.now)

    def _delete(self, file: Path) -> None:
        file.unlink(missing_ok=True)
        folder = file.parent
        while folder != self.app.outdir and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def _remember_files(self) -> None:
        """Remember what the files of documents held when they were read; of one that was edited meanwhile nothing is known."""
        kept: dict[str, Held] = {}
        for docname, read in self.env.all_docs.items():
            if docname in self._unchanged and docname not in self._read:
                kept[docname] = self.held[docname]
                continue
            looks = [(name, digests.look(self.env.srcdir / name, self._looked.get(name))) for name in self._files(docname)]
            held = tuple((name, seen) for name, seen in looks if seen and seen.modified_ns // 1000 <= read)
            if len(held) == len(looks):
                kept[docname] = held
        cache.save(self._held_file, kept)

    def _templates(self, builder: StandaloneHTMLBuilder) -> bytes:
        """Return a fingerprint of the templates that pages are made with."""
        folders = [Path(folder) for folder in getattr(builder.templates, "pathchain", ())]
        files = [file for folder in folders for file in sorted(folder.rglob("*.html")) if file.is_file()]
        return digests.digest(b"\0".join(digests.digest(file.read_bytes()) for file in files))


def _escaped(name: str) -> str:
    """Return a pattern that matches a path and no other."""
    return "".join(f"[{sign}]" if sign in "[*?" else sign for sign in name)
