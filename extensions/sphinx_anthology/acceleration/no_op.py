"""Detection of builds with nothing to do, before anything is loaded.

Sphinx loads all that it knows of a site and looks at each page to find out that nothing has changed. Here the sizes and times
of all files are compared with those after the last build, and so are the options, the extensions and the folders. A build
with a warning is not remembered, so that the next one repeats the warning.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakSet

import docutils
import pygments
from sphinx import version_info
from sphinx._cli.util.colour import bold
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .fingerprints import describe_path, describe_value, fingerprint_lines, is_older, list_folder
from .known_functions import Reliance, list_unknown
from .notices import UNKNOWN_CODE, UNKNOWN_MODULES, report_unknown
from .parallel import is_page_builder
from .seams import Step, seams_of
from .store import read_record, write_record
from .trust import list_untrusted_handlers
from .unloaded_environment import UnloadedEnvironment

logger = logging.getLogger(__name__)

_NAME = "builds with nothing to do"
_SKIPPED_NAMES = frozenset({".git", ".hg", ".svn", ".nox", ".tox", ".venv", "node_modules", "__pycache__"})
_FOLDERS = ("templates_path", "html_static_path", "html_extra_path", "html_theme_path")
"""Options that name folders or files of the project, relative to the folder of ``conf.py``."""
_FILES = ("html_logo", "html_favicon")
"""Options that name one of them."""
RELIED_ON: Reliance = (
    (Sphinx, "__init__ build _init_env _load_existing_env _post_init_env"),
    (Builder, "__init__ build build_all build_specific build_update"),
    (BuildEnvironment, "set_versioning_method"),
)
_resting: WeakSet[Sphinx] = WeakSet()


def is_resting(app: Sphinx) -> bool:
    """Return whether the build has nothing to do, so that nothing was read and nothing is written."""
    return app in _resting


def enable_no_op_builds(app: Sphinx) -> None:
    """Let builds of this application end at once if nothing has changed since the last one.

    Call it while extensions are set up: later, Sphinx tells nobody the name of the builder before it loads the environment.
    """
    preload_builder = app.preload_builder

    def note_builder(name: str) -> None:
        app.connect("config-inited", lambda app, config: _begin(app, name), priority=950)
        preload_builder(name)

    app.preload_builder = note_builder  # type: ignore[method-assign]


def _begin(app: Sphinx, builder_name: str) -> None:
    if not is_page_builder(app.registry.builders.get(builder_name)):
        return
    if unknown := list_unknown(RELIED_ON):
        report_unknown(app, _NAME, UNKNOWN_CODE, unknown)
    elif untrusted := list_untrusted_handlers(app):
        report_unknown(app, _NAME, UNKNOWN_MODULES, untrusted)
    else:
        _NoOpCheck(app, builder_name).begin()


def _can_rest(app: Sphinx, builder: type[Builder] | None) -> bool:
    """Return whether builder and extensions are known to do nothing where nothing is read or written."""
    return is_page_builder(builder) and not list_untrusted_handlers(app)


class _NoOpCheck:
    """Compares a project with what the last build left, and remembers what this one leaves."""

    def __init__(self, app: Sphinx, builder_name: str) -> None:
        self.app = app
        self._file = app.doctreedir / f"acceleration-{builder_name}.json"
        self._record = read_record(self._file)
        self._circumstances = _describe_circumstances(app, builder_name)
        self._sources: list[str] = []
        self._was_edited = False
        """Whether a source file was edited while steps of this build wrote others."""
        self._used_paths: list[str] = []
        """Folders and files of the theme and of extensions."""
        self._used_lines: list[str] = []
        self._deferred: list[Step] = []
        self._is_partial = False
        self._started = 0.0

    def begin(self) -> None:
        """Find out whether there is anything to do, and arrange what follows from it."""
        app = self.app
        seams_of(app).run_step = self._run_step
        app.connect("build-finished", lambda app, exception: None if exception else self._finish(), priority=800)
        app.connect("builder-inited", lambda app: self._prepare_builder(), priority=1)
        if seams_of(app).starts_late:
            app.connect("builder-inited", lambda app: self._look(), priority=0)
            return
        self._look()
        if self._is_unchanged():
            load = app._load_existing_env
            app._load_existing_env = partial(self._rest, load)  # type: ignore[method-assign]

    def _look(self) -> None:
        """Look at the source files, from which on edits count as later than this build."""
        with suppress(OSError):  # a folder that cannot be written has the same record afterwards
            self._file.unlink(missing_ok=True)  # whatever becomes of this build, the next one must not trust an older record
        self._sources, self._started = self._list_sources(), time.time()

    def _is_unchanged(self) -> bool:
        record = self._record
        return (
            record.get("circumstances") == self._circumstances
            and record.get("sources") == fingerprint_lines(self._sources)
            and record.get("used") == fingerprint_lines(_describe_paths(record["used_paths"]))
            and record.get("output") == self._describe_output()
            and _is_between(record["started"], record["valid_until"])
        )

    def _rest(self, load: Callable[[Path], BuildEnvironment], filename: Path) -> BuildEnvironment:
        """Load no environment: Sphinx would do so now."""
        app = self.app
        _resting.add(app)
        app._fresh_env_used = False

        def load_later() -> BuildEnvironment:
            env = load(filename)
            if app.fresh_env_used and hasattr(app, "builder"):  # it could not be loaded; Sphinx would have looked for files
                env.find_files(app.config, app.builder)
            return env

        return UnloadedEnvironment(load_later)

    def _prepare_builder(self) -> None:
        builder: Any = self.app.builder  # methods of this one object are replaced
        build_specific = builder.build_specific

        def note_partial_build(*arguments: Any) -> None:
            self._is_partial = True
            build_specific(*arguments)

        builder.build_specific = note_partial_build
        if is_resting(self.app):
            self._let_rest(builder)
        else:
            self._note_used_paths()

    def _let_rest(self, builder: Any) -> None:
        """Have the builder do nothing once, unless more is asked for than what is out of date."""
        build, build_update = builder.build, builder.build_update

        def rest() -> None:
            logger.info(bold("no targets are out of date."))
            builder.build_update = wake_and_update  # a program may build again with the same application

        def wake_and_update() -> None:
            wake()
            builder.build_update()

        def wake_and_build(*arguments: Any, **options: Any) -> None:
            wake()
            builder.build(*arguments, **options)

        def wake() -> None:
            _resting.discard(self.app)
            builder.build, builder.build_update = build, build_update
            self._note_used_paths()
            for step in self._deferred:
                self._run_step(step)

        builder.build, builder.build_update = wake_and_build, rest

    def _run_step(self, step: Step) -> None:
        """Run a step that may write source files, or keep it until it is needed."""
        if is_resting(self.app):
            self._deferred.append(step)
            return
        written = tuple(step())
        sources = self._list_sources()
        self._was_edited |= any(not line.startswith(written) for line in {*self._sources} ^ {*sources})
        self._sources = sources

    def _finish(self) -> None:
        """Remember what there is now, unless something is left to do, was edited meanwhile, or had a warning."""
        app = self.app
        if is_resting(app):  # themes write some of their files in each build
            write_record(self._file, {**self._record, "output": self._describe_output()})
            return
        is_left = self._is_partial or self._was_edited or app.env.reread_always or app._warncount
        if is_left or not _can_rest(app, type(app.builder)) or self._list_sources() != self._sources:
            return
        outside = self._list_dependencies_outside()
        if outside is None:
            return
        record = {
            "circumstances": self._circumstances,
            "sources": fingerprint_lines(self._sources),
            "used_paths": [*self._used_paths, *outside],
            "used": fingerprint_lines([*self._used_lines, *_describe_paths(outside)]),
            "output": self._describe_output(),
            "started": self._started,
            "valid_until": seams_of(app).valid_until,
        }
        write_record(self._file, record)

    def _note_used_paths(self) -> None:
        self._used_paths = _list_used_paths(self.app)
        self._used_lines = _describe_paths(self._used_paths)

    def _list_sources(self) -> list[str]:
        app = self.app
        return list_folder(app.srcdir, {str(app.outdir), str(app.doctreedir)}, _SKIPPED_NAMES, seams_of(app).ignored_links)

    def _describe_output(self) -> str:
        app = self.app
        pages = list_folder(app.outdir, {str(app.doctreedir)})
        # Other builders share the folder of doctrees, and store the environment and records of their own there.
        doctrees = (line for line in list_folder(app.doctreedir) if _path_in(line).endswith(".doctree"))
        return fingerprint_lines([*pages, *doctrees])

    def _list_dependencies_outside(self) -> list[str] | None:
        """Return the files that documents depend on and that are not in the source folder.

        :returns: None if one of them is gone, or was changed after the document was read.
        """
        app = self.app
        inside = {_path_in(line) for line in self._sources}
        outside: set[str] = set()
        for docname, dependencies in app.env.dependencies.items():
            read = app.env.all_docs.get(docname, 0)
            for file in {os.path.normpath(os.path.join(app.srcdir, file)) for file in dependencies} - inside:  # noqa: PTH118
                if not is_older(file, read):
                    return None
                outside.add(file)
        return sorted(outside)


def _is_between(start: float, end: float | None) -> bool:
    """Return whether it is *start* or later, and *end* has not come. A clock may have been set back."""
    return start <= time.time() and (end is None or time.time() < end)


def _path_in(line: str) -> str:
    """Return the path in a line of :func:`.list_folder`."""
    return line.rsplit(" ", 2)[0]


def _describe_paths(paths: Iterable[Path | str]) -> list[str]:
    return [line for path in paths for line in describe_path(path)]


def _describe_circumstances(app: Sphinx, builder_name: str) -> str:
    """Return a fingerprint of all that decides about the output and is known when options are."""
    config, seams = app.config, seams_of(app)
    names = ["conf.py", "docutils.conf", *(name for option in _FOLDERS for name in config[option])]
    names += [config[option] for option in _FILES if config[option]]
    paths = [*(app.confdir / name for name in names), *(app.srcdir / name for name in config.locale_dirs)]
    values: list[object] = [
        [version_info, tuple(sys.version_info), docutils.__version__, pygments.__version__],
        [builder_name, date.today(), os.environ.get("SOURCE_DATE_EPOCH")],
        [str(folder) for folder in (app.srcdir, app.confdir, app.outdir, app.doctreedir)],
        {name: config[name] for name in config.values},
        set(app.tags),
        {extension.name: extension.version for extension in app.extensions.values()},
        seams.watched_values,
    ]
    lines = _describe_paths([*paths, *sorted(seams.watched_paths)])
    return fingerprint_lines([*map(describe_value, values), *lines])


def _list_used_paths(app: Sphinx) -> list[str]:
    """Return the theme's folders, and the files of all loaded modules of extensions and of the project."""
    theme = getattr(app.builder, "theme", None)
    folders = [str(folder) for folder in theme.get_theme_dirs()] if theme else []
    packages = {name.partition(".")[0] for name in app.extensions} - {"sphinx"}
    project = f"{app.confdir}{os.sep}"
    files: set[str] = set()
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if name.partition(".")[0] in packages or file.startswith(project):
            files.add(file)
    return [*folders, *sorted(files - {""})]
