"""The files in an output folder that builds write: pages, copies of sources, images, downloads, indexes, static files.

For each builder and output folder, a record in the folder of doctrees says which of them builds have written. A file in the
record that nothing has any more is deleted. No other file is ever deleted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders import Builder
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.manpage import ManualPageBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.builders.texinfo import TexinfoBuilder
from sphinx.ext import viewcode
from sphinx.util.i18n import docname_to_domain
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from ...cache import CacheFile
from ...loading.files.spellings import to_nfc
from ...outputs.written_files import KeptFiles
from .records import record_file
from .static_files import find_static_files

_MADE_TEMPLATES = ("genindex.html", "genindex-split.html", "genindex-single.html", "domainindex.html", "search.html")
"""The templates of pages that Sphinx makes in each build: the search, and what all documents have for an index."""

_IMAGE_NAME = re.compile(r"""[^"'<>()\s/\\]+\.\w+(?=["'<>()\s?#\\])""")
"""The name of a file at the end of an address in a page."""


class _Known(NamedTuple):
    """Files that builds have written, as POSIX paths relative to the output folder."""

    pages: frozenset[str] = frozenset()
    """The files that are made of documents."""
    media: frozenset[str] = frozenset()
    """Images and downloads."""
    made: frozenset[str] = frozenset()
    """Pages without documents that Sphinx makes in each build, and pages of ``sphinx.ext.viewcode``."""
    drawn: frozenset[str] = frozenset()
    """Images that extensions have made while pages were written, such as drawings and formulas."""
    static: frozenset[str] = frozenset()
    """Files of themes, of the project and of the search, which Sphinx copies in each build."""


class OutputFiles:
    """The files that a builder has written into its output folder in all its builds so far."""

    def __init__(self, app: Sphinx) -> None:
        self._builder = app.builder
        self._record = CacheFile(record_file(app, "output"))
        self._known: _Known = self._record.load() or _Known()
        self._made: set[str] = set()
        self._has_withdrawn = False
        """Whether this build has deleted pages."""

    def start_writing(self) -> None:
        """Delete the pages of documents that are gone, before anything is written.

        What this build may write is recorded now, because it may be interrupted.
        """
        self.delete_copies()
        pages = find_pages(self._builder)
        left = self._delete(self._known.pages - pages)
        self._has_withdrawn = not self._known.pages <= pages
        known, media, static = self._known, _find_media(self._builder), self._find_static()
        self._save(known._replace(pages=pages | left, media=known.media | media, static=known.static | static))

    def delete_copies(self, source_name: str = "") -> None:
        """Delete the files that builders of JSON and pickles copy to the output, because they keep older copies.

        :param source_name: the copy of a source file, as pages name it; without it the stored environment is meant.
        """
        if isinstance(self._builder, SerializingHTMLBuilder):
            path = f"_sources/{source_name}" if source_name else ENV_PICKLE_FILENAME
            Path(self._builder.outdir, path).unlink(missing_ok=True)

    def note_page(self, docname: str, template: str) -> None:
        """Note a page that is made without a document."""
        builder = self._builder
        if isinstance(builder, StandaloneHTMLBuilder) and (
            template in _MADE_TEMPLATES or builder.config.html_additional_pages.get(docname) == template
        ):
            self._made.add(_relative(builder.get_output_path(docname), builder))

    @property
    def known(self) -> frozenset[str]:
        """All files that builds have written, as far as they are recorded."""
        return frozenset().union(*self._known)

    @property
    def may_have_unused_media(self) -> bool:
        """Whether there may be images or downloads that no document has."""
        return not self._known.media <= _find_media(self._builder) or (self._has_withdrawn and bool(self._known.drawn))

    def delete_unused_media(self) -> None:
        """Delete images and downloads that no document has. Call it when no page shows them any more."""
        media, drawn = _find_media(self._builder), self._known.drawn
        left = self._delete(self._known.media - media, media)
        if self._has_withdrawn and drawn:
            named = _find_named(drawn, self._known.pages, self._builder)
            drawn = named | self._delete(drawn - named, named)
        self._save(self._known._replace(media=media | left, drawn=drawn))

    def delete_unused_static(self, started_ns: int) -> None:
        """Delete static files that Sphinx does not copy any more, except those that an extension has written meanwhile.

        :param started_ns: when the build started, in nanoseconds since the epoch.
        """
        static, known = self._find_static(), self._known
        if known.static != static:
            stale = known.static - static - known.pages - known.media
            unused = frozenset(path for path in stale if _is_older(Path(self._builder.outdir, path), started_ns))
            self._save(known._replace(static=static | self._delete(unused, static)))

    def _find_static(self) -> frozenset[str]:
        return find_static_files(self._builder) if isinstance(self._builder, StandaloneHTMLBuilder) else frozenset()

    def finish(self, started_ns: int) -> None:
        """Delete the pages that this build has not made, and note the images that extensions have made.

        :param started_ns: when the build started, in nanoseconds since the epoch.
        """
        made = frozenset(self._made) | find_module_pages(self._builder)
        left = self._delete(self._known.made - made - self._known.pages, made)
        drawn = self._known.drawn | (_find_new_images(self._builder, started_ns) - self._known.media)
        self._save(self._known._replace(made=made | left, drawn=drawn))

    def _save(self, known: _Known) -> None:
        if known != self._known:
            self._known = known
            self._record.save(known)

    def _delete(self, paths: frozenset[str], kept: Iterable[str] = ()) -> frozenset[str]:
        """Delete files and the folders that are then empty, except files that the author has put there.

        :param kept: files that this build has written, as *paths* have them.
        :returns: the files that cannot be deleted.
        """
        builder, left = self._builder, set()
        written = KeptFiles(str(Path(builder.outdir, path)) for path in (kept if paths else ()))
        extra = [Path(builder.confdir, name) for name in builder.config.html_extra_path]
        for path in paths:
            if any((folder / path).is_file() or (folder.is_file() and folder.name == path) for folder in extra):
                continue
            file = Path(builder.outdir, path)
            if str(file) in written:
                continue
            try:
                file.unlink(missing_ok=True)
            except OSError:
                left.add(path)
                continue
            with suppress(OSError):  # a folder is not empty, or not there
                for folder in file.parents:
                    if folder == builder.outdir:
                        break
                    folder.rmdir()
        return frozenset(left)


def page_path(builder: Builder, docname: str) -> str:
    """Return the path of the file of a page; empty if the builder has no file for each page.

    It is asked for all pages, and making an object for each path would take much longer than all else.
    """
    if isinstance(builder, SingleFileHTMLBuilder):
        return ""
    if type(builder) is StandaloneHTMLBuilder:
        return f"{builder.outdir}{os.sep}{docname.replace('/', os.sep)}{builder.out_suffix}"
    if isinstance(builder, StandaloneHTMLBuilder):
        return str(builder.get_output_path(docname))
    suffix = getattr(builder, "out_suffix", "")
    return str(Path(builder.outdir, f"{docname}{suffix}")) if suffix else ""


def find_pages(builder: Builder) -> frozenset[str]:
    """Return the files that a builder makes of documents, as POSIX paths relative to its output folder."""
    find = next((find for kind, find in _BOOKS if isinstance(builder, kind)), None)
    if find:
        return frozenset(find(builder))
    pages = {_relative(path, builder) for docname in builder.env.all_docs if (path := page_path(builder, docname))}
    if isinstance(builder, StandaloneHTMLBuilder):
        pages.update(_find_sources(builder))
    if isinstance(builder, Epub3Builder):
        pages.add(f"{builder.config.epub_basename}.epub")
    return frozenset(pages)


def _find_sources(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Yield the copies of source files."""
    ending = builder.config.html_sourcelink_suffix
    if builder.config.html_copy_source:
        for docname in builder.env.all_docs:
            name = to_nfc(builder.env.doc2path(docname, base=False).as_posix())
            yield f"_sources/{name}" if name.removeprefix(docname) == ending else f"_sources/{name}{ending}"


def _find_media(builder: Builder) -> frozenset[str]:
    """Return the files of images and downloads."""
    images = {str(name) for _docnames, name in builder.env.images.values()}
    if isinstance(builder, StandaloneHTMLBuilder):
        downloads = (f"_downloads/{Path(name).as_posix()}" for _docnames, name in builder.env.dlfiles.values())
        return frozenset({*(f"{builder.imagedir}/{name}" for name in images), *downloads})
    if isinstance(builder, LaTeXBuilder):
        return frozenset(images - {Path(name).name for name in builder.config.latex_additional_files})
    if isinstance(builder, TexinfoBuilder):
        books = [entry[1] for entry in builder.config.texinfo_documents]
        return frozenset(f"{book}-figures/{name}" for book in books for name in images)
    return frozenset()


def find_module_pages(builder: Builder) -> frozenset[str]:
    """Return the pages of ``sphinx.ext.viewcode``, which it makes only if they are older than their modules."""
    entries = getattr(builder.env, "_viewcode_modules", {}) if "sphinx.ext.viewcode" in builder._app.extensions else {}
    names = [name.replace(".", "/") for name, entry in entries.items() if entry]
    if not (names and isinstance(builder, StandaloneHTMLBuilder)):
        return frozenset()
    pages = (f"{viewcode.OUTPUT_DIRNAME}/{name}" for name in ("index", *names))
    return frozenset(_relative(Path(builder.get_output_path(page)), builder) for page in pages)


def _find_new_images(builder: Builder, started_ns: int) -> frozenset[str]:
    """Return the files in the folder of images that were written since a build started."""
    if not isinstance(builder, StandaloneHTMLBuilder):
        return frozenset()
    walk = os.walk(Path(builder.outdir, builder.imagedir))
    files = (Path(folder, name) for folder, _folders, names in walk for name in names)
    return frozenset(_relative(file, builder) for file in files if file.stat().st_mtime_ns >= started_ns)


def _is_older(file: Path, moment_ns: int) -> bool:
    """Return whether a file has not been touched since a moment, in nanoseconds since the epoch."""
    try:
        return file.stat().st_ctime_ns < moment_ns
    except OSError:
        return False


def _find_named(images: Set[str], pages: Set[str], builder: Builder) -> frozenset[str]:
    """Return the images that one of the pages names. Files that differ in their suffixes belong together."""
    stems: set[str] = set()
    for page in pages:
        if page.endswith(getattr(builder, "out_suffix", "")) and (file := Path(builder.outdir, page)).is_file():
            stems.update(PurePosixPath(unquote(name)).stem for name in _IMAGE_NAME.findall(file.read_text("utf-8", "replace")))
    return frozenset(image for image in images if PurePosixPath(image).stem in stems)


def _find_single_page(builder: Builder) -> Iterator[str]:
    yield f"{builder.config.root_doc}{getattr(builder, 'out_suffix', '')}"


def _find_tex_files(builder: Builder) -> Iterator[str]:
    return (entry[1] for entry in builder.config.latex_documents if entry[0] in builder.env.all_docs)


def _find_texinfo_files(builder: Builder) -> Iterator[str]:
    return (f"{entry[1]}.texi" for entry in builder.config.texinfo_documents if entry[0] in builder.env.all_docs)


def _find_manuals(builder: Builder) -> Iterator[str]:
    for docname, name, _description, _authors, section in builder.config.man_pages:
        if docname in builder.env.all_docs:
            folder = f"man{section}/" if builder.config.man_make_section_directory else ""
            yield f"{folder}{name}.{section}"


def _find_catalogs(builder: Builder) -> Iterator[str]:
    return (f"{docname_to_domain(name, builder.config.gettext_compact)}.pot" for name in builder.env.all_docs)


_BOOKS: tuple[tuple[type[Builder], Callable[[Builder], Iterator[str]]], ...] = (
    (SingleFileHTMLBuilder, _find_single_page),
    (LaTeXBuilder, _find_tex_files),
    (TexinfoBuilder, _find_texinfo_files),
    (ManualPageBuilder, _find_manuals),
    (MessageCatalogBuilder, _find_catalogs),
)
"""The builders that put several documents into one file, with the files that they write."""


def _relative(file: Path | str, builder: Builder) -> str:
    return str(file)[len(str(builder.outdir)) + 1 :].replace(os.sep, "/")
