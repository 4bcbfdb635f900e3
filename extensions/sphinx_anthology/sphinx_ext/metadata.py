"""The fields of posts in ``env.metadata``, where other extensions look for them, whatever format a post has."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from glob import escape as fnmatch_escape
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..catalogue.post import Post
from ..outputs.metadata.post_fields import make_metadata
from .site import site_of

_DEPTH = "tocdepth"
_SITEMAP = "sitemap_excludes"
_FOR_PARSERS = frozenset(
    {"myst", "mystnb", "html_meta", "substitutions", "jupytext", "kernelspec", "language_info", "file_format"}
)
"""Front matter that is for parsers. MyST publishes it where it reads it."""


def publish_fields(env: BuildEnvironment) -> None:
    """Put the fields of the post that has been read into ``env.metadata``.

    Call it before Sphinx collects the metadata in the document, which wins.
    """
    docname = env.current_document.docname
    entry = site_of(env).catalogue.find_entry(docname)
    if entry is None:
        return
    metadata = env.metadata[docname]
    fields = make_metadata(entry, str(env.config.language)) if isinstance(entry, Post) else {}
    handed_on = {name: value for name, value in entry.handed_on.items() if name not in _FOR_PARSERS}
    for name, value in (fields | _to_texts(handed_on)).items():
        metadata.setdefault(name, value)


def leave_out_of_sitemap(app: Sphinx) -> None:
    """Name hidden articles in the option of sphinx-sitemap for pages that are left out, if the project leaves it unset.

    The extension has no other way to know. A change of this option reads no document again.
    """
    config = app.config
    if _SITEMAP not in config or config[_SITEMAP] != config.values[_SITEMAP].default:
        return
    suffix = config.html_file_suffix or ".html"
    names = [fnmatch_escape(post.docname) for post in site_of(app.env).catalogue.hidden]
    found = [pattern for name in names for pattern in (f"{name}{suffix}", f"{name.removesuffix('/index')}/")]
    if found:
        config[_SITEMAP] = found


def _to_texts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as Sphinx has those of a field list: as text, but for the depth of the table of contents."""
    texts: dict[str, Any] = {name: "" if value is None else str(value) for name, value in values.items()}
    if _DEPTH in texts:
        depth, texts[_DEPTH] = texts[_DEPTH], 0
        with suppress(ValueError):
            texts[_DEPTH] = int(depth)
    return texts
