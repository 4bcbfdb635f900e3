"""A build with nothing to do ends before anything is loaded: no file of the project has changed, and none of the output.

Sphinx loads all that it knows of a site, and looks at each page, to find that out. Here the sizes and the times of all files
are compared with those after the last build, and so are the options, the extensions and the folders. What had a warning to
tell is built again, for the warning to be told again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import docutils
import pygments
from sphinx import version_info
from sphinx._cli.util.colour import bold
from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .._version import code_version
from ..cache import CacheFile
from ..sphinx_ext.domain import blog_domain
from .writing import KNOWN, writes_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

_MAKING_SOURCES = ("sphinx.ext.autosummary", "sphinx.ext.apidoc")
"""Those of Sphinx's extensions that write source files when a build begins."""
_NO_SOURCES = frozenset({".git", ".hg", ".svn", ".nox", ".tox", ".venv", "node_modules", "__pycache__"})
_resting: WeakSet[Sphinx] = WeakSet()


class Deferred(BuildEnvironment):
    """An environment that is loaded when something of it is asked for."""

    def __init__(self, load: Callable[[], BuildEnvironment]) -> None:
        self.__dict__["_load"] = load
        self.__dict__["_versioning"] = None

    def set_versioning_method(self, method: Any, compare: bool) -> None:
        """Keep in mind what a builder says to each environment."""
        self.__dict__["_versioning"] = method, compare

    def __getattr__(self, name: str) -> Any:
        own = self.__dict__
        if "_load" not in own:
            raise AttributeError(name)
        load, versioning = own.pop("_load"), own.pop("_versioning")
        loaded = load()
        loaded.__dict__.update(own)
        # Both are one from now on: the domains know the one, and everybody else the other.
        self.__dict__ = loaded.__dict__
        self.__class__ = loaded.__class__
        self.settings["env"] = self  # the only one that is stored
        if versioning:
            self.set_versioning_method(*versioning)
        return getattr(self, name)


def defer(app: Sphinx) -> None:
    """Let the environment of an earlier build be loaded when it is needed. To be called before Sphinx loads it."""
    load = app._load_existing_env

    def load_later(filename: Path) -> BuildEnvironment:
        app._fresh_env_used = False

        def loaded() -> BuildEnvironment:
            env = load(filename)
            if app.fresh_env_used and hasattr(app, "builder"):  # it could not be loaded, and Sphinx does not know that
                env.find_files(app.config, app.builder)
            return env

        return Deferred(loaded)

    app._load_existing_env = load_later  # type: ignore[method-assign]


@dataclass(frozen=True, slots=True)
class State:
    """What a build depends on, and what came of it; as fingerprints."""

    circumstances: bytes
    sources: bytes
    beyond: tuple[str, ...]
    """The files outside of the source folder that documents depend on."""
    output: bytes


class Standstill:
    """Finds out whether there is anything to do, and remembers what a build has left."""

    def __init__(self, app: Sphinx, today: date) -> None:
        """To be made before options are changed for this build alone.

        :param today: the day by which posts are scheduled or expired.
        """
        self.app = app
        self._record = app.doctreedir / f"anthology-standstill-{app.builder.name}.pickle"
        self._circumstances = _circumstances(app, today)
        self._begun: bytes | None = None
        self._reached: State | None = None

    def is_reached(self) -> bool:
        """Tell whether there is nothing to do."""
        then: State | None = CacheFile(self._record).load()
        if not isinstance(then, State) or self.app.fresh_env_used is not False or self._circumstances != then.circumstances:
            return False
        if _with_others(self._listed, then.beyond) != then.sources or self._output() != then.output:
            return False
        self._reached = then
        return True

    def begin(self, begin: Callable[[], Iterable[str]]) -> None:
        """Remember the sources as they are before they are read.

        :param begin: reads front matter and writes index pages; returns how the paths of the latter begin.
        """
        self._record.unlink(missing_ok=True)
        self._reached = None
        before = self._listed
        written = tuple(begin())
        after = self._sources()
        was_edited = any(not line.startswith(written) for line in {*before} ^ {*after})
        self._begun = None if was_edited else _fingerprint(after)

    def finish(self) -> None:
        """Remember what there is now, unless something is left to do, was edited meanwhile, or had a warning to tell."""
        app = self.app
        if self._reached:
            # Themes write some of their files in each build.
            CacheFile(self._record).save(replace(self._reached, output=self._output()))
            return
        sources = self._sources()
        is_left = blog_domain(app.env).freshness.is_partial or app.env.reread_always
        if is_left or app._warncount or not is_possible(app) or _fingerprint(sources) != self._begun:
            return
        listed = {line.rsplit(" ", 2)[0] for line in sources}
        beyond: set[str] = set()
        for docname, files in app.env.dependencies.items():
            for file in {os.path.normpath(os.path.join(app.srcdir, file)) for file in files} - listed:  # noqa: PTH118
                if not os.path.exists(file) or os.stat(file).st_mtime_ns // 1000 > app.env.all_docs.get(docname, 0):  # noqa: PTH110, PTH116
                    return
                beyond.add(file)
        names = tuple(sorted(beyond))
        CacheFile(self._record).save(State(self._circumstances, _with_others(sources, names), names, self._output()))

    @cached_property
    def _listed(self) -> list[str]:
        """The sources as they were when they were first asked for."""
        return self._sources()

    def _sources(self) -> list[str]:
        app = self.app
        roots = [app.srcdir.parent / name for name in app.config.anthology_static_roots]
        inside = _listing(app.srcdir, {str(app.outdir), str(app.doctreedir)}, _NO_SOURCES)
        return [*inside, *(line for root in roots for line in _listing(root))]

    def _output(self) -> bytes:
        lines = {*_listing(self.app.outdir), *_listing(self.app.doctreedir)}
        of_all_builders = tuple(str(self.app.doctreedir / name) for name in ("anthology", ENV_PICKLE_FILENAME))
        return _fingerprint(sorted(line for line in lines if not line.startswith(of_all_builders)))


def rest(app: Sphinx, wake: Callable[[], None]) -> None:
    """Let the build end with nothing done, unless more is asked for than what is out of date.

    :param wake: does what was left out when the build began.
    """
    builder = app.builder
    build = builder.build
    _resting.add(app)

    def update() -> None:
        logger.info(bold("no targets are out of date."))

    def build_after_all(*arguments: Any, **options: Any) -> None:
        _resting.discard(app)
        builder.build = build  # type: ignore[method-assign, misc]
        wake()
        builder.build(*arguments, **options)

    builder.build_update = update  # type: ignore[method-assign, misc]
    builder.build = build_after_all  # type: ignore[method-assign, misc]


def is_resting(app: Sphinx) -> bool:
    """Tell whether the build had nothing to do."""
    return app in _resting


def is_possible(app: Sphinx) -> bool:
    """Tell whether builder and extensions are known to do nothing where nothing is read or written."""
    if not writes_pages(app.builder):
        return False  # some are run for what they tell, not for what they write
    listeners = (listener.handler for each in app.events.listeners.values() for listener in each)
    functions = (handler.func if isinstance(handler, partial) else handler for handler in listeners)
    modules = {getattr(function, "__module__", None) or "" for function in functions}
    return all(module.startswith(KNOWN) for module in modules) and not app.extensions.keys() & set(_MAKING_SOURCES)


_FOLDERS = ("templates_path", "html_static_path", "html_extra_path", "html_theme_path")
"""The options that name folders or files of the project, relative to the folder that holds ``conf.py``."""
_FILES = ("html_logo", "html_favicon")
"""The options that name one."""


def _circumstances(app: Sphinx, today: date) -> bytes:
    """Return a fingerprint of all that is not in the source folder and decides what comes out."""
    config = app.config
    theme = app.registry.html_themes.get(config.html_theme)
    named = [name for option in _FOLDERS for name in config[option]]
    named += [config[option] for option in _FILES if config[option]]
    named += [app.srcdir / name for name in config.locale_dirs]
    paths = [*(app.confdir / name for name in (*named, "conf.py")), *([Path(theme)] if theme else [])]
    modules = [getattr(sys.modules.get(name), "__file__", None) for name in app.extensions]
    helpers = (getattr(module, "__file__", None) or "" for module in list(sys.modules.values()))
    own = sorted(file for file in helpers if file.startswith(f"{app.confdir}{os.sep}"))
    return _fingerprint(
        [
            _text([code_version(), version_info, tuple(sys.version_info), docutils.__version__, pygments.__version__]),
            _text([app.builder.name, today]),
            _text([str(folder) for folder in (app.srcdir, app.confdir, app.outdir, app.doctreedir)]),
            _text({name: config[name] for name in config.values}),
            _text(set(app.tags)),
            _text({extension.name: extension.version for extension in app.extensions.values()}),
            *map(_stat, (*filter(None, modules), *own)),
            *(line for path in paths for line in (_listing(path) if path.is_dir() else [_stat(str(path))])),
        ]
    )


def _text(value: object) -> str:
    """Return a text that is the same for the same value in each process; for some objects there is none, and it never is."""
    if isinstance(value, Mapping):
        return f"{{{','.join(sorted(f'{_text(key)}:{_text(each)}' for key, each in value.items()))}}}"
    if isinstance(value, Set):
        return f"{{{','.join(sorted(map(_text, value)))}}}"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(_text, value))}]"
    if isinstance(value, (type, FunctionType)):
        return f"{value.__module__}.{value.__qualname__}"  # of its code the file tells
    return repr(value)


def _listing(top: Path | str, without: Set[str] = frozenset(), names: Set[str] = frozenset()) -> list[str]:
    """Return a line for each file in a folder, which is another one when the file is.

    :param without: folders that are left out.
    :param names: the names of folders that are left out, and with them the output of other builders.
    """
    lines: list[str] = []
    folders = [str(top)]
    links = {os.path.realpath(top)}
    while folders:
        folder = folders.pop()
        with suppress(OSError), os.scandir(folder) as scanned:
            entries = list(scanned)
            if names and folder != str(top) and any(entry.name == ".buildinfo" for entry in entries):
                continue
            for entry in entries:
                if not entry.is_dir():
                    lines.append(_stat(entry.path))
                elif entry.name in names or entry.path in without:
                    continue
                elif not entry.is_symlink():
                    folders.append(entry.path)
                elif not any(f"{link}/".startswith(f"{os.path.realpath(entry.path)}/") for link in links):
                    links.add(os.path.realpath(entry.path))
                    folders.append(entry.path)
    return sorted(lines)


def _stat(file: str) -> str:
    try:
        stat = os.stat(file)  # noqa: PTH116  several times faster, and asked for thousands of files
    except OSError:
        return f"{file} is not there"
    return f"{file} {stat.st_mtime_ns} {stat.st_size}"


def _with_others(sources: Iterable[str], beyond: Iterable[str]) -> bytes:
    """Return a fingerprint of listed source files, and of files outside of their folder."""
    return _fingerprint([*sources, *map(_stat, beyond)])


def _fingerprint(lines: Iterable[str]) -> bytes:
    return blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=16).digest()
