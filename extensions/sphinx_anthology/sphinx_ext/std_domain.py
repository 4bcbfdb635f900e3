"""Sphinx's own domain with posts and terms among its labels and documents."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

from .domain import slug_targets
from .untrusted.files import is_untrusted_page


class StandardDomainWithSlugs(StandardDomain):
    """The standard domain, whose inventory also names posts and terms by their slugs.

    Projects without this extension can link to them as to any label or document, and moving a file breaks no link.
    """

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note the labels of a page, but not those of an untrusted post: they could be labels of other pages."""
        if not is_untrusted_page(env, docname):
            super().process_doc(env, docname, document)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        labels, documents = {*self.labels, *self.anonlabels}, set(self.env.all_docs)
        for name, title, typ, docname, anchor, priority in super().get_objects():
            # Some titles are translated lazily, and cannot be sorted with others.
            yield name, str(title), typ, docname, anchor, priority
        for slug, target in slug_targets(self.env).items():
            if slug not in labels:  # a label of the author comes first
                yield slug, target.title, "label", target.docname or "", "", -1
            if slug not in documents:
                yield slug, target.title, "doc", target.docname or "", "", -1
