"""The headings of pages, and the places that have a label: what can be linked to beside pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from ..slugs import slugify

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def names(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, str, str]]:
    """Yield what each heading of a page may be called in a link, its id, and its text."""
    for slug, (_line, anchor, text) in env.metadata[docname].get("myst_slugs", {}).items():
        yield slug, anchor, text
    for reference in env.tocs[docname].findall(nodes.reference) if docname in env.tocs else ():
        if anchor := str(reference.get("anchorname", "")).removeprefix("#"):
            yield anchor, anchor, reference.astext()


def find(env: BuildEnvironment, docname: str, wanted: str) -> tuple[str, str] | None:
    """Return the id and the text of the heading of a page that has *wanted* as its anchor, or as its words."""
    known = list(names(env, docname))
    for name, anchor, text in known:
        if wanted in (name, anchor):
            return anchor, text
    label = labelled(env, wanted.lower())
    if label and label[0] == docname:
        return label[1], label[2] or wanted
    slug = slugify(wanted)
    return next(((anchor, text) for name, anchor, text in known if slug in (slugify(name), slugify(text))), None)


def labelled(env: BuildEnvironment, name: str) -> tuple[str, str, str] | None:
    """Return the page, the id and the title of the place that an author has labelled so."""
    std = env.domains.standard_domain
    if name in std.labels:
        docname, anchor, title = std.labels[name]
        return docname, anchor, str(title)  # which may be still to be translated
    return (*std.anonlabels[name], "") if name in std.anonlabels else None
