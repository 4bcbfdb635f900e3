"""The files of a project that no post may publish: its configuration, its templates, what it builds, and withdrawn posts."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import translate
from pathlib import Path


def _compile(names: str) -> re.Pattern[str]:
    """Return a pattern that matches one of the names, which are separated by spaces and may have wildcards."""
    return re.compile("|".join(map(translate, names.split())))


_CONFIGURATION = _compile("""
conf.py docutils.conf conftest.py noxfile.py tasks.py fabfile.py dodo.py manage.py wsgi.py asgi.py setup.py
local_settings.py secrets.py settings.py
package.json package-lock.json npm-shrinkwrap.json bun.lockb pnpm-lock.yaml pnpm-workspace.yaml composer.json deno.json*
tsconfig*.json jsconfig.json netlify.json vercel.json now.json firebase.json wrangler.json* renovate.json lerna.json nx.json
*.config.js *.config.mjs *.config.cjs *.config.ts gatsby-*.js gulpfile.*js gruntfile.*js webpack.*.js
_config*.yml _config*.yaml config.yml config.yaml config.json hugo.yml hugo.yaml hugo.json mkdocs.yml myst.yml
readthedocs.yml readthedocs.yaml environment.yml environment.yaml meta.yaml appveyor.yml codecov.yml
docker-compose*.yml docker-compose*.yaml compose.yml compose.yaml dockerfile *.dockerfile containerfile vagrantfile procfile
requirements*.txt constraints*.txt requirements*.in pipfile gemfile rakefile brewfile justfile makefile gnumakefile make.bat
secrets.json secrets.y*ml secrets.txt secret.json secret.y*ml secret.txt
credentials credentials.json credentials.y*ml service-account*.json service_account*.json client_secret*.json
id_rsa id_dsa id_ecdsa id_ed25519 *_rsa *_ed25519
*.toml *.ini *.cfg *.conf *.lock *.env *.pem *.key *.p8 *.p12 *.pfx *.jks *.keystore *.ppk *.kdbx *.tfvars *.tfstate
""")
"""Names of files, in lower case, that belong to the project where they lie directly in one of its top folders."""

_BUILT = _compile("environment.pickle anthology.pickle *.doctree *.pyc")
"""Names of files, in lower case, that a build makes, wherever they lie."""


def _key(path: str) -> str:
    """Return a path in the form in which file systems without regard to case compare it."""
    return unicodedata.normalize("NFC", path).casefold()


def _with_separator(folder: str) -> str:
    return folder.rstrip(os.sep) + os.sep


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The files of a project that no post may publish. All paths are without symbolic links, in the form of :func:`_key`."""

    top_folders: frozenset[str] = frozenset()
    """The folders whose configuration files belong to the project."""
    folders: tuple[tuple[str, str], ...] = ()
    """Folders that no post may use, each ending in a separator, and what a file in it is."""
    modules: frozenset[str] = frozenset()
    """The Python files that the configuration has imported."""
    withdrawn: frozenset[tuple[int, int]] = frozenset()
    """The devices and inodes of the sources of posts that are left out, so that no other name of a file hides it."""

    @classmethod
    def find(
        cls,
        source: Path,
        configuration: Path | None = None,
        built: Iterable[Path] = (),
        templates: Iterable[Path] = (),
        modules: Iterable[str] = (),
    ) -> OwnFiles:
        """Return the files of the project with the source folder *source*.

        :param configuration: the folder of ``conf.py``.
        :param built: the folders of outputs and doctrees. One that contains the source folder is ignored.
        :param templates: the folders of templates and message catalogues.
        :param modules: the paths of imported Python files.
        """
        source = source.resolve()
        tops = {source, *source.parents}
        if configuration is not None:
            tops |= {configuration.resolve(), *configuration.resolve().parents}
        folders = [(folder.resolve(), "made by a build") for folder in built]
        folders += [(folder.resolve(), "a template or translation of the project") for folder in templates]
        above = {source, *source.parents}
        return cls(
            frozenset(_key(str(folder)) for folder in tops),
            tuple((_with_separator(_key(str(folder))), name) for folder, name in folders if folder not in above),
            frozenset(_key(os.path.realpath(path)) for path in modules),
        )

    def with_withdrawn(self, paths: Iterable[Path]) -> OwnFiles:
        """Return these files and the sources of posts that are left out."""
        found = (path.stat() for path in paths if path.exists())
        return replace(self, withdrawn=frozenset((status.st_dev, status.st_ino) for status in found))

    def explain(self, path: str, root: str) -> str:
        """Return what a file is, if no post may publish it; empty if it may be published.

        :param path: an absolute path without symbolic links.
        :param root: the folder that posts may use and that contains it. One inside of a forbidden folder wins.
        """
        key, top = _key(path), _with_separator(_key(root))
        folder, name = os.path.split(key)
        if key in self.modules or (folder in self.top_folders and _CONFIGURATION.match(name)):
            return "part of the configuration of the project"
        if _BUILT.match(name):
            return "made by a build"
        return next((reason for below, reason in self.folders if key.startswith(below) and not top.startswith(below)), "")

    def is_withdrawn(self, status: os.stat_result) -> bool:
        """Return whether a file with a status is the source of a post that is left out."""
        return (status.st_dev, status.st_ino) in self.withdrawn
