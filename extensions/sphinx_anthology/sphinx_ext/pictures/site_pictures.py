"""The pictures of posts: variants for browsers, or one size for books, made before pages are written."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.images import guess_mimetype

from ...cache import CacheFile
from ...loading.files.post_files import RefusedFileError
from ...outputs.pictures.options import PictureOptions
from ...outputs.pictures.picture import PictureRecord
from ...outputs.pictures.picture_folder import PictureFacts, PictureFolder
from ...problems import Code, Problem
from ...settings import report_option
from ..configuration.picture_options import read_picture_options
from ..incremental.records import record_file
from ..site import site_of
from ..warnings import reporter
from .drawing import draw_all


class SitePictures:
    """The pictures of the articles and index pages of a build. Those of other pages are left alone."""

    def __init__(self, app: Sphinx) -> None:
        self._app, self._site = app, site_of(app.env)
        is_site = isinstance(app.builder, StandaloneHTMLBuilder) and not isinstance(app.builder, Epub3Builder)
        is_book = isinstance(app.builder, Epub3Builder) or app.builder.name == "latex"
        options = read_picture_options(app.config)
        self._has_pictures = is_site or is_book
        self._is_needed = options.shown and self._has_pictures
        self.is_site = is_site
        """Whether pages are for browsers, and not those of a book."""
        self.are_responsive = options.shown and is_site
        """Whether pages let browsers choose a size of each picture."""
        self._is_taken = False
        cache, record = app.doctreedir / "anthology-pictures", CacheFile(record_file(app, "pictures"))
        self._folder = PictureFolder(app.outdir, cache, record, self._supported(options), is_book=is_book)

    def _supported(self, options: PictureOptions) -> PictureOptions:
        """Return the options without a format that cannot be written, and report it."""
        if not options.avif or not self._is_needed:
            return options
        from ...outputs.pictures.drawing import is_avif_supported

        if is_avif_supported():
            return options
        report_option(
            reporter(self._app.env), "images", "the installed Pillow cannot write AVIF. Install Pillow 11.3 or newer."
        )
        return options._replace(avif=False)

    def find(self, path: str) -> PictureRecord | None:
        """Return what is known of a picture by its path relative to the source folder; None if it is left alone."""
        return self._folder.find(path)

    def prepare(self) -> None:
        """Draw the pictures that are new, and report those that cannot be drawn. Call it when all documents have been read."""
        if not self._has_pictures or self._is_taken:
            return
        files = dict(self._list_files()) if self._is_needed else {}
        drawn = draw_all(self._app, self._folder.compare(files), self._folder.draw, "pictures")
        self._folder.finish(drawn)
        self._show()
        for path in sorted(files):
            if (picture := self.find(path)) and picture.fault and self._is_shown(path):
                message = f"Picture {path!r} {picture.fault}. It is published as it is. {picture.advice}"
                reporter(self._app.env)(Problem(path, 1, Code.IMAGE_UNPROCESSED, message))

    @property
    def facts(self) -> PictureFacts:
        """What is known of all pictures, once they are prepared."""
        return self._folder.facts

    def take(self, facts: PictureFacts) -> None:
        """Take what the build has found out that this one works for, and draw nothing."""
        self._folder.take(facts)
        self._is_taken = True
        if self._has_pictures:
            self._show()

    def _show(self) -> None:
        self._site.find_picture, self._site.find_published_file = self.find, self.find_published_file

    def _list_files(self) -> Iterator[tuple[str, str]]:
        """Yield the paths of the pictures of articles and index pages, relative to the source folder and absolute."""
        env, posts = self._app.env, self._site.catalogue
        covers = {file for post in posts.by_docname.values() if post.cover for file in post.cover.files}
        for path, (docnames, _name) in env.images.items():
            if path in covers or any(self._is_ours(docname) for docname in docnames):
                try:
                    found = self._site.files.locate(f"{env.srcdir}/{path}")
                except (RefusedFileError, OSError):
                    continue
                if found:
                    yield path, found

    def _is_shown(self, path: str) -> bool:
        """Return whether the builder can show a picture. Another problem names those that it cannot."""
        kinds = self._app.builder.supported_image_types
        return not kinds or guess_mimetype(path, default=kinds[0]) in kinds

    def _is_ours(self, docname: str) -> bool:
        catalogue = self._site.catalogue
        return docname in catalogue.by_docname or docname in self._site.index_pages or docname in catalogue.pages

    def find_published_file(self, path: str) -> str:
        """Return the file that is published in the place of an image: the same without metadata, or in a size for books."""
        return str(self._folder.find_replacement(path) or path)

    def finish(self) -> None:
        """Delete variants that no page shows any more."""
        if self._has_pictures:
            self._folder.delete_others()


def site_pictures(app: Sphinx) -> SitePictures:
    """Return the pictures of the build that is running."""
    return site_of(app.env).part(SitePictures, lambda: SitePictures(app))
