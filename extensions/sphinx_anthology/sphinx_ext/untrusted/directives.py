"""The directives and roles that untrusted posts may use.

They are lists of what is allowed: a directive of another extension may do anything. What is not in them is shown as it is
written. So are the directives of other packages that only have the name of an allowed one.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.parsers.rst.states import Inliner
from docutils.utils import Reporter
from sphinx.util.typing import RoleFunction

from ...problems import Code
from ..posts.post_directives import PostDirectives
from ..warnings import warn
from .doctree import shorten

DIRECTIVES = frozenset(
    """
    attention caution danger error hint important note tip warning admonition seealso
    figure image figure-md code code-block sourcecode parsed-literal math
    table list-table csv-table rubric topic sidebar epigraph highlights pull-quote compound centered
    card card-header card-footer card-carousel grid grid-item grid-item-card tab-set tab-item tab-set-code dropdown
    posts categories tags authors series archive map post update
    """.split()
)
"""Directives that make text, images and lists of posts."""
OPTIONS = frozenset(
    """
    alt height width scale align target loading caption
    linenos number-lines lineno-start emphasize-lines dedent force
    header header-rows stub-columns widths delim quote keepspace escape columns subtitle
    open color icon chevron animate margin padding gutter outline reverse text-align child-direction child-align shadow
    link link-type link-alt img-top img-bottom img-background img-alt footer orientation sync sync-group no-sync selected
    collection category tag author series year language pinned match match-in sort limit offset layout show numbered page within
    tags location redirect title image excerpt exclude nocomments canonical_link external_link
    """.split()
)
"""Options of these directives. Others name places, set classes, or read files."""
ROLES = frozenset(
    """
    emphasis strong literal subscript sub superscript sup math code abbr abbreviation kbd guilabel menuselection file samp
    command program dfn title-reference title pep rfc ref doc any numref term
    post category tag author series
    """.split()
)
"""Roles that make text and links to pages."""
ROLE_PREFIXES = ("bdg-", "c:", "cpp:", "js:", "py:", "rst:")
"""Beginnings of further roles: badges of sphinx-design, and links to API documentation."""
_PACKAGES = ("docutils", "sphinx", "myst_parser", "sphinx_design", __package__.partition(".")[0])
"""Packages whose directives and roles are known."""


class UntrustedDirectives(PostDirectives):
    """Lookup of directives and roles while an untrusted post is parsed."""

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        kind, messages = super().directive(directive_name, language_module, document)
        if kind is None:
            return None, messages
        name = directive_name.lower().removeprefix("blog:")
        is_allowed = name in DIRECTIVES and _is_known(kind.__module__)
        return (_with_few_options(kind) if is_allowed else RefusedDirective), messages

    def role(
        self, role_name: str, language_module: ModuleType, lineno: int, reporter: Reporter
    ) -> tuple[RoleFunction, list[nodes.system_message]]:
        role, messages = super().role(role_name, language_module, lineno, reporter)
        name = role_name.lower().removeprefix("blog:").removeprefix("std:")
        module = getattr(role, "__module__", "") or ""
        is_allowed = (name in ROLES or name.startswith(ROLE_PREFIXES)) and _is_known(module)
        return (role if is_allowed or not role else _refuse_role), messages


def _is_known(module: str) -> bool:
    return module.partition(".")[0] in _PACKAGES


def _with_few_options(kind: type[Directive]) -> type[Directive]:
    """Return a directive class that refuses some options of another. MyST warns of a refused option, and leaves it out."""
    options = {name: convert if name in OPTIONS else _refuse_option for name, convert in (kind.option_spec or {}).items()}
    return type(kind.__name__, (kind,), {"option_spec": options, "__module__": kind.__module__})


def _refuse_option(value: str | None) -> None:
    """Refuse the value of an option.

    :raises ValueError: always.
    """
    raise ValueError("an untrusted post may not have this option")


class RefusedDirective(Directive):
    """What runs instead of a directive that is not allowed: it shows the directive as it is written."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any] | None] = None

    def run(self) -> list[nodes.Node]:
        source, line = self.state_machine.get_source_and_line(self.lineno)
        message = f"The directive {shorten(self.name)} is shown as text, because the post is untrusted."
        warn(Code.UNTRUSTED_MARKUP, message, f"{source}:{line}")
        text = self.block_text.rstrip("\n")
        return [nodes.literal_block(text, text, language="none")]


def _refuse_role(
    name: str, rawtext: str, text: str, lineno: int, inliner: Inliner, options: Any = None, content: Any = None
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Show a role as it is written."""
    message = f"The role {shorten(name)} is shown as text, because the post is untrusted."
    warn(Code.UNTRUSTED_MARKUP, message, f"{inliner.document['source']}:{lineno}")
    written = f"{{{name}}}`{text}`"
    return [nodes.literal(written, written)], []
