"""Checks of the directives and roles in posts, before they run.

While a post is parsed, :class:`PostDirectives` replaces the lookup of directives and roles, as Sphinx itself does for its
domains. MyST and docutils (``{eval-rst}``, included files, a parser named by an option) look up here. A directive that would
use a file that posts must not use (see :mod:`.directive_files`) is reported, and shows its content as text.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache, update_wrapper
from types import FunctionType, MethodType, ModuleType, new_class
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import Directive, convert_directive_function, directives
from docutils.parsers.rst.directives.misc import Include
from docutils.parsers.rst.states import Inliner
from docutils.utils import Reporter
from myst_parser.mocking import MockIncludeDirective, MockState
from sphinx.util.docutils import CustomReSTDispatcher
from sphinx.util.typing import RoleFunction

from ...loading.files.post_files import RefusedFileError
from ..dependencies import absolute_path
from ..option_values import limit_numbers
from ..site import site_of
from ..warnings import warn
from .directive_files import DirectiveCall, check_directive, check_role, has_known_files, spell_files


class PostDirectives(CustomReSTDispatcher):
    """Lookup of directives and roles while a post is parsed. Use it as a context manager, one for each parse."""

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        kind, messages = super().directive(directive_name, language_module, document)
        return (_make_checked(cast("Hashable", kind)) if kind else None), messages

    def role(
        self, role_name: str, language_module: ModuleType, lineno: int, reporter: Reporter
    ) -> tuple[RoleFunction, list[nodes.system_message]]:
        role, messages = super().role(role_name, language_module, lineno, reporter)
        is_checked = role is None or has_known_files(getattr(role, "__module__", None) or "")
        return (role if is_checked else _checked_role(role)), messages


@lru_cache(maxsize=1000)
def _make_checked(kind: Any) -> type[Directive]:
    """Return a directive class that makes an instance of *kind* if it may run, and a harmless one if not.

    :param kind: a directive class, or a function that is a directive.
    """
    if isinstance(kind, FunctionType | MethodType):
        module, kind = kind.__module__, convert_directive_function(kind)
        kind.__module__ = module
    return _checked_include(kind) if issubclass(kind, Include) else _checked(kind)


def _checked(kind: type[Directive]) -> type[Directive]:
    # The instance is one of "kind" itself: MyST compares methods, and extensions compare types.
    def make(cls: type[Directive], *values: Any, **named: Any) -> Directive:
        refused = _RefusedDirective(*values, **named)
        limit_numbers(refused.options)
        return refused if _is_refused(refused, kind) else kind(*values, **named)

    values = {"__new__": make, "__module__": kind.__module__}
    return new_class(kind.__name__, (kind,), exec_body=lambda namespace: namespace.update(values))


_MYST_OPTIONS = {
    "relative-images": directives.flag,
    "relative-docs": directives.path,
    "heading-offset": directives.nonnegative_int,
}
"""What MyST adds to the options of an include."""


def _checked_include(kind: type[Include]) -> type[Directive]:
    """Return a class that is no :class:`Include`: MyST includes the file of one without making an instance of it."""

    class CheckedInclude(Directive):
        required_arguments = kind.required_arguments
        optional_arguments = kind.optional_arguments
        final_argument_whitespace = kind.final_argument_whitespace
        option_spec: ClassVar[dict[str, Any] | None] = {**(kind.option_spec or {}), **_MYST_OPTIONS}
        has_content = kind.has_content

        def run(self) -> list[nodes.Node]:
            if _is_refused(self, kind):
                return []
            state: Any = self.state
            return _include_markdown(self, kind) if isinstance(state, MockState) else list(kind(*_values(self)).run())

    CheckedInclude.__module__ = kind.__module__
    return CheckedInclude


def _include_markdown(directive: Directive, kind: type[Include]) -> list[nodes.Node]:
    """Include a file as MyST does, unless it is being included already."""
    state, log = cast("MockState", directive.state), directive.state.document.include_log
    path = absolute_path(directive.state.document.settings.env, directive.arguments[0])
    part = (path, tuple(directive.options.get(name) for name in ("start-line", "end-line", "start-after", "end-before")))
    if not log:
        log.append((directive.state.document["source"], (None,) * 4))
    if part in log:
        raise directive.error(
            f"{directive.name!r} includes {directive.arguments[0]!r}, which includes itself. Remove one of them."
        )
    log.append(part)
    try:
        renderer, content = state._renderer, list(directive.content)
        values = (directive.name, kind, directive.arguments, directive.options, content, directive.lineno)
        return list(MockIncludeDirective(renderer, *values).run())
    finally:
        log.pop()


def _values(directive: Directive) -> tuple[Any, ...]:
    names = "name arguments options content lineno content_offset block_text state state_machine".split()
    return tuple(getattr(directive, name) for name in names)


class _RefusedDirective(Directive):
    """What runs instead of a directive that is refused: it shows the content as it is written."""

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text, language="none")] if text.strip() else []


def _is_refused(directive: Directive, kind: type[Directive]) -> bool:
    """Return whether a call of *kind* is refused, and report it."""
    document = directive.state.document
    env = document.settings.env
    call = DirectiveCall(kind, directive.arguments, directive.options, list(directive.content), document, env)
    if has_known_files(kind.__module__):
        spell_files(call)
    if not site_of(env).is_post(env.current_document.docname):
        return False
    try:
        check_directive(call)
    except RefusedFileError as error:
        source, line = directive.state_machine.get_source_and_line(directive.lineno)
        warn(error.code, _describe("Directive", directive.name, error), f"{source}:{line}")
        return True
    return False


def _describe(kind: str, name: str, error: RefusedFileError) -> str:
    part = "condition" if name == "ifconfig" else "file"
    return f"{kind} {name!r} names a {part} that {error.reason} and is left out. {error.advice}"


def _checked_role(role: RoleFunction) -> RoleFunction:
    """Return a role that shows its text if it must not run."""

    def run(
        name: str, rawtext: str, text: str, lineno: int, inliner: Inliner, *more: Any, **named: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        document = inliner.document
        env = document.settings.env
        try:
            if site_of(env).is_post(env.current_document.docname):
                check_role(text, document, env)
        except RefusedFileError as error:
            warn(error.code, _describe("Role", name, error), f"{document['source']}:{lineno}")
            return [nodes.literal(text, text)], []
        nodes_and_messages: tuple[list[nodes.Node], list[nodes.system_message]] = role(
            name, rawtext, text, lineno, inliner, *more, **named
        )
        return nodes_and_messages

    return cast("RoleFunction", update_wrapper(run, role, updated=()))
