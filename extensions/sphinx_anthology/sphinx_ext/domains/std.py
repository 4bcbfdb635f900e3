"""Sphinx's own domain with posts and terms among its labels and documents."""

from __future__ import annotations

from collections.abc import Container, Iterator

from docutils import nodes
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

from ..site import site_of
from ..sources.untrusted_files import is_untrusted_page
from . import anchors
from .blog import slug_targets

_PRIORITY = -1
"""The priority of names in the search, which should not list them: it finds pages by their text."""


class StandardDomainWithSlugs(StandardDomain):
    """The standard domain, whose inventory also names posts, terms, and headings of posts.

    Projects without this extension can link to them as to any label or document, and moving a file breaks no link. No name is
    in the inventory twice, because MyST warns of an ``inv:`` link that may mean several objects. Labels are found in any case,
    so the label of a slug is spelt in another case than the document.
    """

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note the labels of a page, but not those of an untrusted post: they could be labels of other pages."""
        if not is_untrusted_page(env, docname):
            super().process_doc(env, docname, document)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        slugs, documents = slug_targets(self.env), {*self.env.all_docs}
        taken = documents.union(slugs)
        labels: set[str] = set()
        for name, title, typ, docname, anchor, priority in super().get_objects():
            shown = name
            if typ == "label":
                labels.add(name)
                if name in slugs:
                    shown = _other_spelling(name, taken, title) or name
            # Some titles are translated lazily, and cannot be sorted with others.
            yield shown, str(title), typ, docname, anchor, priority
        for slug, target in slugs.items():
            spelling, is_free = _other_spelling(slug, taken, target.title), slug not in documents
            has_label = slug.lower() in labels  # a label of the author comes first
            if not has_label and (spelling or is_free):
                labels.add(slug.lower())
                yield spelling or slug, target.title, "label", target.docname or "", "", _PRIORITY
            if is_free and (spelling or (has_label and slug not in labels)):
                yield slug, target.title, "doc", target.docname or "", "", _PRIORITY
        yield from self._headings(labels)

    def _headings(self, labels: Container[str]) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the headings of posts as labels, such as ``slug#heading``."""
        for post in site_of(self.env).catalogue.posts:
            for heading, anchor, text in anchors.name_headings(self.env, post.docname):
                name = f"{post.slug}#{heading}"
                if name.lower() not in labels:
                    yield name, " ".join(text.split()) or name, "label", post.docname, anchor, _PRIORITY


def _other_spelling(name: str, taken: Container[str], title: str) -> str | None:
    """Return a spelling that differs from a name in the case of one letter and is not taken; None if there is none.

    :param title: the title of the object. It is not in the inventory if it is the name.
    """
    for position, sign in enumerate(name):
        spelling = name[:position] + sign.swapcase() + name[position + 1 :]
        if spelling != title and spelling not in taken and spelling.lower() == name.lower():
            return spelling
    return None
