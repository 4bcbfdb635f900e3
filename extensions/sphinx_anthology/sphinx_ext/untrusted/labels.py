"""Labels of untrusted posts: none of them is a label of the site, whatever makes it.

Sphinx has one label of each name, and the page that is read last has it. Some extensions make labels of all headings.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sphinx.environment import BuildEnvironment

from ..sources.untrusted_files import is_untrusted_page

_KEY = "anthology-labels"
"""Key in ``env.current_document`` of the labels of other pages."""


class _Labels(NamedTuple):
    labels: dict[str, Any]
    anonymous: dict[str, Any]


def hold_labels(env: BuildEnvironment) -> None:
    """Remember the labels of the site before extensions add those of an untrusted post."""
    if is_untrusted_page(env, env.current_document.docname):
        std = env.domains.standard_domain
        env.current_document[_KEY] = _Labels(dict(std.labels), dict(std.anonlabels))


def restore_labels(env: BuildEnvironment) -> None:
    """Bring the labels back that the site had before."""
    held: _Labels | None = env.current_document.get(_KEY)
    if held is not None:
        std = env.domains.standard_domain
        std.data["labels"], std.data["anonlabels"] = held.labels, held.anonymous
