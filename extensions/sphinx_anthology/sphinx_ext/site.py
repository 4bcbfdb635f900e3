"""The state of a build."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from ..catalogue.catalogue import Catalogue
from ..catalogue.queries import parent_page
from ..catalogue.terms import Term
from ..loading.data.mention_files import RemoteMention
from ..loading.files.post_files import PostFiles
from ..outputs.indexes.pages import IndexPage
from ..outputs.pictures.picture import PictureRecord
from ..settings import Settings

Part = TypeVar("Part")


@dataclass(eq=False)
class Site:
    """What every handler, directive and transform of a build asks for. It is made when a build starts, and never pickled."""

    settings: Settings
    files: PostFiles
    """The files that posts may use."""
    catalogue: Catalogue = field(default_factory=Catalogue)
    """All posts."""
    index_pages: Mapping[str, IndexPage] = field(default_factory=dict)
    """The index pages, by docname."""
    remote_mentions: tuple[RemoteMention, ...] = ()
    """The objects of this project that articles of other sites mention."""
    handwritten: Set[str] = frozenset()
    """The docnames of index pages that the author has written."""
    search_language: str = ""
    """A description of how text is split for the search index. If it is another one, all pages are indexed again."""
    describe_page: Callable[[str], object] = str
    """Returns what machines are told of the page of a document (see :mod:`.page_metadata`)."""
    find_picture: Callable[[str], PictureRecord | None] = lambda _path: None
    """Returns what is known of a picture by its path relative to the source folder (see :mod:`.pictures.site_pictures`)."""
    find_published_file: Callable[[str], str] = str
    """Returns the file that is published in the place of an image."""
    _parts: dict[type, Any] = field(default_factory=dict, repr=False)

    def part(self, kind: type[Part], make: Callable[[], Part]) -> Part:
        """Return the one object of a class that this build needs; *make* makes it when it is first asked for."""
        if kind not in self._parts:
            self._parts[kind] = make()
        return cast("Part", self._parts[kind])

    def with_parts(self, *kinds: type) -> Site:
        """Return a copy that has some of the parts, and nothing else that an application was needed for."""
        return Site(
            settings=self.settings,
            files=self.files,
            catalogue=self.catalogue,
            index_pages=self.index_pages,
            remote_mentions=self.remote_mentions,
            handwritten=self.handwritten,
            _parts={kind: part for kind, part in self._parts.items() if kind in kinds},
        )

    def publish_images(self, builder: Builder) -> None:
        """Have a builder copy what is published in the place of images. Call it before it copies them."""
        builder.images = {self.find_published_file(path): name for path, name in builder.images.items()}

    def is_post(self, docname: str) -> bool:
        """Return whether a document is an article or another file in a posts folder, and no page of the project itself."""
        if docname in self.catalogue.by_docname:
            return True
        folders = (f"{own.browse}/" for own in self.settings.by_collection.values())
        return docname in self.catalogue.pages and not docname.startswith(tuple(folders))

    def source_path(self, docname: str) -> str:
        """Return the path of the file of a document, relative to the source folder. It is exact for files in posts folders."""
        entry = self.catalogue.by_docname.get(docname) or self.catalogue.pages.get(docname)
        return entry.path if entry else f"{docname}.md"

    def parent_page(self, docname: str) -> str | None:
        """Return the index page above the page *docname*; None if the sidebar shows *docname* itself."""
        if page := self.index_pages.get(docname):
            return page.parent
        if post := self.catalogue.by_docname.get(docname):
            return parent_page(post, self.catalogue.collection_of(post))
        return None

    def find_term(self, page: IndexPage) -> Term | None:
        """Return the term whose posts an index page lists; None if it lists others."""
        if page.index is None or page.index.taxonomy is None:
            return None
        return self.catalogue.collection(page.index.collection).by_slug[page.index.taxonomy].get(page.index.slug)

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        """Leave nothing of the site in a pickled environment."""
        return _no_site, ()


def _no_site() -> None:
    return None


def set_site(env: BuildEnvironment, site: Site) -> None:
    """Make *site* the one that :func:`site_of` returns."""
    env.anthology_site = site  # type: ignore[attr-defined]


def forget_site(env: BuildEnvironment) -> None:
    """Leave nothing of the site in an environment, as if it had been stored and loaded."""
    vars(env).pop("anthology_site", None)


def site_of(env: BuildEnvironment) -> Site:
    """Return the site of the build with the environment *env*; one without posts before the build has started."""
    site: Site | None = getattr(env, "anthology_site", None)
    if site is None:
        site = Site(Settings(), PostFiles(Path(env.srcdir)))
        set_site(env, site)
    return site


def page_title(env: BuildEnvironment, docname: str) -> str:
    """Return the title of a document; its name if it has none."""
    title = env.titles.get(docname)
    return title.astext() if title else docname
