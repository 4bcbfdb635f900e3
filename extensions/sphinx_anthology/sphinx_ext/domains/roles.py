"""The roles ``{post}``, ``{category}``, ``{tag}``, ``{author}`` and ``{series}``."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole

from ...catalogue.queries import MentionQuery
from ..dependencies import DOMAIN, ask
from ..site import site_of


class TermRole(XRefRole):
    """A link to a post or term by slug, title or name. It shows the target's title unless it has one of its own."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def process_link(
        self, env: BuildEnvironment, refnode: nodes.Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        # The role is registered with the name of the domain and without it.
        typ = refnode["reftype"] = refnode["reftype"].rpartition(":")[2]
        refnode["refdomain"] = DOMAIN
        if typ == "post" and "#" in target and site_of(env).catalogue.find(target) is None:
            target, _mark, refnode["heading"] = target.partition("#")
        ask(env, MentionQuery(typ, target))
        return title, target
