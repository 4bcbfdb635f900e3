"""The files that Sphinx copies into an output folder whatever documents there are: of themes, of the project, of the search.

Sphinx never deletes them. It copies all of them in each build, so those that it would not copy now are stale.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.matching import DOTFILES, Matcher
from sphinx.util.osutil import relpath

from ... import digests
from ..configuration.search_language import find_search_language

_TEMPLATE_SUFFIXES = ("_t", ".jinja")
"""The ends of the names of files that Sphinx fills in; their copies lack them."""


def find_static_files(builder: StandaloneHTMLBuilder) -> frozenset[str]:
    """Return the files that Sphinx copies, as POSIX paths relative to the output folder."""
    config, confdir = builder.config, Path(builder.confdir)
    excluded = Matcher(config.exclude_patterns)
    extra = (path for name in config.html_extra_path for path in _walk(confdir / name, excluded))
    return frozenset({*(f"_static/{path}" for path in _find_static(builder)), *extra})


def digest_page_assets(builder: StandaloneHTMLBuilder) -> bytes:
    """Return a digest of the style sheets and scripts of pages, which name a checksum of each in its address."""
    assets = {str(style.filename) for style in builder._css_files} | {str(script.filename) for script in builder._js_files}
    names = sorted(name.removeprefix("_static/") for name in assets)
    paths = [Path(builder.confdir, name) for name in builder.config.html_static_path]
    folders = [path.parent if path.is_file() else path for path in paths]
    folders += [Path(folder, "static") for folder in (builder.theme.get_theme_dirs() if builder.theme else ())]
    files = [folder / f"{name}{suffix}" for name in names for folder in folders for suffix in ("", *_TEMPLATE_SUFFIXES)]
    return digests.digest(b"\0".join(map(_digest, files)))


def _digest(file: Path) -> bytes:
    """Return a digest of a file, which is empty if it cannot be read: Sphinx does not copy it then."""
    try:
        return digests.digest(file.read_bytes())
    except OSError:
        return b""


def _find_static(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    config, confdir = builder.config, Path(builder.confdir)
    for folder in builder.theme.get_theme_dirs() if builder.theme else ():
        yield from map(_without_suffix, _walk(Path(folder, "static"), DOTFILES))
    excluded = Matcher([*config.exclude_patterns, "**/.*"])
    for name in config.html_static_path:
        yield from map(_without_suffix, _walk(confdir / name, excluded))
    for image in (config.html_logo, config.html_favicon):
        if image:
            yield PurePosixPath(image).name
    if builder._get_translations_js():
        yield "translations.js"
    if builder.search and (stemmer := find_search_language(config)[1].js_stemmer_rawcode):
        yield from ("base-stemmer.js", stemmer)
    if builder.dark_highlighter:
        yield "pygments_dark.css"
    if config.html_use_opensearch and builder.search:
        yield "opensearch.xml"


def _walk(source: Path, is_excluded: Callable[[str], bool]) -> Iterator[str]:
    """Yield the paths of files in a folder, relative to it, or the name of a file."""
    if source.is_file():
        yield source.name
    for folder, folders, names in os.walk(source, followlinks=True):
        place = relpath(folder, source).replace(os.sep, "/")
        folders[:] = [name for name in folders if not is_excluded(f"{place}/{name}")]
        yield from (f"{place}/{name}".removeprefix("./") for name in names if not is_excluded(f"{place}/{name}"))


def _without_suffix(path: str) -> str:
    return next((path[: -len(suffix)] for suffix in _TEMPLATE_SUFFIXES if path.lower().endswith(suffix)), path)
