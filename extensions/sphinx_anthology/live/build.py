"""One build with an environment that is in memory.

Each build has an application of its own, as if it were a new process: ``conf.py`` is run, and extensions are set up. Only the
environment is that of the build before, in the state in which Sphinx has stored it.
"""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from jinja2 import TemplateError
from jinja2.meta import find_referenced_templates
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders.html import _assets
from sphinx.environment import BuildEnvironment
from sphinx.errors import BuildEnvironmentError
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..acceleration import seams_of
from ..sphinx_ext.failures.build_lock import forget_locks
from ..sphinx_ext.site import forget_site
from .options import BuildOptions
from .watched_paths import EXTENSION

_TEMPLATE_SUFFIX = ".html"
JOBS = 2
"""Processes of a build. Few documents are built in one; the others store what the next build needs."""


class Hooks(Protocol):
    """What is done at some places of a build."""

    def listen(self, app: Sphinx) -> None:
        """Listen to an application, before its extensions are set up."""

    def wait(self, app: Sphinx) -> None:
        """Wait until there is something to build. Up to here, nothing was asked that an edit of a document changes."""


class LiveApplication(Sphinx):
    """An application that continues with an environment in memory."""

    def __init__(self, former: BuildEnvironment | None, hooks: Hooks, **arguments: Any) -> None:
        """Run ``conf.py`` and set up extensions.

        :param former: the environment of the build before; None if it is to be loaded from its file.
        """
        self._former = former
        self._hooks = hooks
        self._is_listening = False
        super().__init__(**arguments)

    def setup_extension(self, extname: str) -> None:
        """Set up an extension."""
        if not self._is_listening:
            self._is_listening = True
            self._hooks.listen(self)
            seams_of(self).starts_late = self._former is not None
        if extname == EXTENSION:
            self.config.overrides.setdefault("anthology_drafts", "1")
            # No other machine needs the builds between two edits, or can do them sooner.
            self.config.overrides.update(anthology_store="", anthology_cluster="")
        super().setup_extension(extname)

    def _init_env(self, freshenv: bool) -> BuildEnvironment:
        if self._former is None:
            return super()._init_env(freshenv)
        return self._load_existing_env(self.doctreedir / ENV_PICKLE_FILENAME)  # there is no file after a build that has failed

    def _load_existing_env(self, filename: Path) -> BuildEnvironment:
        if self._former is None:
            return super()._load_existing_env(filename)
        try:
            self._former.setup(self)
        except BuildEnvironmentError:
            return self._create_fresh_env()
        self._fresh_env_used = False
        return self._former

    def _init_builder(self) -> None:
        self.builder.init()
        self._hooks.wait(self)
        self.events.emit("builder-inited")


def detach(env: BuildEnvironment) -> BuildEnvironment:
    """Bring an environment into the state in which it would be loaded from its file."""
    forget_site(env)
    vars(env).update(_app=None, domains=None, events=None, _pickled_doctree_cache={}, _write_doc_doctree_cache={})
    vars(env).pop("_builder_cls", None)
    return env


def run_build(options: BuildOptions, former: BuildEnvironment | None, hooks: Hooks) -> Sphinx:
    """Build what has changed, and return the application.

    :param former: the environment of the build before; None to load it from its file.
    :raises Exception: the build has failed.
    """
    forget_locks()
    # Sphinx keeps these for the process.
    _assets._file_checksum_inner.cache_clear()
    translators.clear()
    with patch_docutils(options.configuration), docutils_namespace():
        app = LiveApplication(
            former,
            hooks,
            srcdir=options.source,
            confdir=options.configuration,
            outdir=options.output,
            doctreedir=options.doctrees,
            buildername=options.builder,
            confoverrides=dict(options.defined),
            status=None,
            warning=io.StringIO(),
            parallel=JOBS,
        )
        app.build()
    return app


def load_templates(app: Sphinx) -> None:
    """Compile the templates of pages, as far as their names are in other templates."""
    templates = getattr(app.builder, "templates", None)
    if not isinstance(templates, BuiltinTemplateLoader):
        return
    names, found = [f"page{_TEMPLATE_SUFFIX}"], set()
    while names:
        name = names.pop()
        if name in found:
            continue
        found.add(name)
        with suppress(TemplateError):  # whoever uses it will say what is wrong
            source = templates.get_source(templates.environment, name)[0]
            names += filter(None, find_referenced_templates(templates.environment.parse(source)))
            templates.environment.get_template(name)
