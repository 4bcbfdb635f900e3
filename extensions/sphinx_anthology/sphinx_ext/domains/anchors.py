"""Headings and labels of pages, for links to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ...problems import Code
from ...slugs import slugify
from ...suggestions import did_you_mean, find_similar_names
from ..dependencies import recorded_dependencies
from ..warnings import warn


def headings(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, str, str]]:
    """Yield the headings of a page: the name that a link may use, the id, and the text. A heading may have several names."""
    yield from name_headings(env, docname)
    for anchor, text in _list_headings(env, docname):
        yield anchor, anchor, text


def name_headings(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, str, str]]:
    """Yield the headings of a page: a name that is made of the words and unique in the page, the id, and the text.

    In Markdown it is the name that MyST gives. Headings in reStructuredText get one in the same way.
    """
    slugs = env.metadata[docname].get("myst_slugs")
    if slugs is not None:
        for slug, (_line, anchor, text) in slugs.items():
            yield slug, anchor, text
        return
    counts: Counter[str] = Counter()
    for anchor, text in _list_headings(env, docname):
        slug = slugify(text)
        number = counts[slug]
        counts[slug] += 1
        yield f"{slug}-{number}" if number else slug, anchor, text


def _list_headings(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, str]]:
    """Yield the ids and the texts of the headings of a page, except for its title."""
    for reference in env.tocs[docname].findall(nodes.reference) if docname in env.tocs else ():
        if anchor := str(reference.get("anchorname", "")).removeprefix("#"):
            yield anchor, reference.astext()


def find_heading(env: BuildEnvironment, docname: str, wanted: str) -> tuple[str, str] | None:
    """Return the id and the text of a heading of a page.

    :param wanted: its name, its id, a label before it, its words, or the id of an object or of raw HTML, which have no text.
    """
    known = list(headings(env, docname))
    for name, anchor, text in known:
        if wanted in (name, anchor):
            return anchor, text
    label = find_label(env, wanted.lower())
    if label and label[0] == docname:
        return label[1], label[2] or wanted
    recorded = recorded_dependencies(env).get(docname)
    in_html = recorded.anchors if recorded else ()
    if recorded and (wanted in in_html or wanted in recorded.objects):
        return wanted, ""
    slug = slugify(wanted)
    if found := next(((anchor, text) for name, anchor, text in known if slug and slug in (slugify(name), slugify(text))), None):
        return found
    return next(((anchor, "") for anchor in in_html if anchor.casefold() == wanted.casefold()), None)


def find_label(env: BuildEnvironment, name: str) -> tuple[str, str, str] | None:
    """Return the page, the id and the title of the place with a label."""
    std = env.domains.standard_domain
    if name in std.labels:
        docname, anchor, title = std.labels[name]
        return docname, anchor, str(title)  # some titles are translated lazily
    return (*std.anonlabels[name], "") if name in std.anonlabels else None


def warn_of_heading(env: BuildEnvironment, docname: str, heading: str, node: nodes.Element) -> None:
    """Warn that a page does not have a heading, and suggest similar ones."""
    hint = did_you_mean(find_similar_names(heading, {name for name, _anchor, _text in headings(env, docname)}))
    message = f"The page '{docname}' has no heading {heading!r}, so the link leads to its beginning.{hint}"
    warn(Code.HEADING_UNKNOWN, message, node)
