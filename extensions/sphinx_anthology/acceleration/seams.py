"""What other extensions tell the acceleration about themselves."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

Step = Callable[[], Iterable[str]]
"""A step of a build; it returns the prefixes of the absolute paths of the files that it may write."""
_ATTRIBUTE = "_anthology_seams"
"""The attribute of an application that has its registrations."""


class Seams:
    """Registrations for one application; see :func:`seams_of`.

    All of them are optional, and have no effect where the acceleration is not loaded.
    """

    def __init__(self) -> None:
        self.search_index_is_current: Callable[[Builder], bool] | None = None
        """Returns whether the search index on disk is current. Such an index is not read if no page is written."""
        self.keys_by_document: dict[str, tuple[str, ...]] = {}
        """The names registered with :meth:`keep_by_document`, by domain."""
        self.trusted_modules: set[str | None] = set()
        """The names registered with :meth:`trust`."""
        self.watched_paths: set[Path] = set()
        """The paths registered with :meth:`watch`."""
        self.watched_values: list[object] = []
        """The values registered with :meth:`watch_value`."""
        self.ignored_links: Container[str] = ()
        """The absolute paths of symbolic links to folders in which no build finds anything. Set it at ``config-inited``."""
        self.valid_until: float | None = None
        """When there will be something to build although nothing was changed, in seconds since 1970 UTC; None if never.

        Set it before ``build-finished``.
        """
        self.starts_late = False
        """Whether the build starts at ``builder-inited``, which may be long after extensions are set up. Set it before that.

        Files are looked at only then, and the build does not end at once if nothing has changed.
        """
        self.run_step: Callable[[Step], object] = lambda step: step()
        """Runs the steps registered with :meth:`defer`; replaced where builds with nothing to do are detected."""

    def keep_by_document(self, domain_name: str, keys: Iterable[str]) -> None:
        """Declare which values of a domain's ``data`` are dictionaries by docname.

        A process that reads documents then sends back only the entries of the documents that it has read.
        """
        self.keys_by_document[domain_name] = tuple(keys)

    def watch(self, *paths: Path | str) -> None:
        """Add files, or folders with everything in them, whose change means that there is something to build.

        The source folder, ``conf.py``, templates, static files and the theme are watched anyway. Call it at ``config-inited``
        at the latest, with a priority under 900.

        :param paths: absolute paths. They need not exist.
        """
        self.watched_paths.update(map(Path, paths))

    def watch_value(self, value: object) -> None:
        """Add a value whose change means that there is something to build, such as a date or a version.

        Options are watched anyway. Call it at ``config-inited`` at the latest, with a priority under 900.

        :param value: has the same ``repr`` in each process if it is the same.
        """
        self.watched_values.append(value)

    def trust(self, *module_names: str | None) -> None:
        """Declare that event handlers, post-transforms and domains of modules have no effect beside the page they work on.

        While references are resolved and pages written, they change nothing outside the page's tree and its output; where
        no document is read or written, they do nothing. Only then are pages written in several processes from the stored
        tree on, and only then may a build with nothing to do end at once.

        :param module_names: full names, each of one module; None for the functions in ``conf.py``, which have no module.
        """
        self.trusted_modules.update(module_names)

    def defer(self, step: Step) -> None:
        """Run a step at ``builder-inited``, unless the build has nothing to do.

        If it turns out later that all pages or some files are asked for, the step is run then. Call it from a handler of
        ``builder-inited``.
        """
        self.run_step(step)


def seams_of(app: Sphinx) -> Seams:
    """Return the registrations of an application, whether the acceleration is loaded or not.

    They go with the application, to which some of them lead.
    """
    if (seams := vars(app).get(_ATTRIBUTE)) is None:
        vars(app)[_ATTRIBUTE] = seams = Seams()
    return seams
