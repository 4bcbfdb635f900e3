"""Checks of the directives and roles in posts, before they run.

While a post is parsed, :class:`PostDirectives` replaces the lookup of directives and roles, as Sphinx itself does for its
domains. MyST and docutils (``{eval-rst}``, included files, a parser named by an option) look up here. Each call passes all
:data:`CHECKS` first; one that is refused is reported, and shows its content as text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import FunctionType, MethodType, ModuleType
from typing import Any, NamedTuple, cast

from docutils import nodes
from docutils.parsers.rst import Directive, convert_directive_function, directives
from docutils.parsers.rst.directives.misc import Include
from docutils.statemachine import StringList
from myst_parser.mocking import MockIncludeDirective, MockState
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import CustomReSTDispatcher

from ..problems import Code
from .warnings import warn


class DirectiveCall(NamedTuple):
    """A directive in a post that is about to run."""

    name: str
    """Its name as the post writes it, in lower case."""
    kind: type[Directive]
    """The class that the name stands for."""
    arguments: Sequence[str]
    options: Mapping[str, Any]
    """Its options, converted by the directive."""
    content: StringList
    source: str
    """The file that has the directive: that of the post, or an included one."""
    line: int
    """The line of that file."""
    env: BuildEnvironment


class Refusal(NamedTuple):
    """Why something in a post is not done."""

    code: Code
    message: str
    """One line: what is wrong, and what to do about it."""


CHECKS: tuple[Callable[[DirectiveCall], Refusal | None], ...] = ()
"""What each directive in a post has to pass. A check returns why the directive must not run, or None."""


class PostDirectives(CustomReSTDispatcher):
    """Lookup of directives while a post is parsed. Use it as a context manager, one for each parse."""

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        kind, messages = super().directive(directive_name, language_module, document)
        return (_make_checked(kind) if kind else None), messages


@lru_cache(maxsize=1000)
def _make_checked(kind: type[Directive]) -> type[Directive]:
    """Return a directive class that makes an instance of *kind* if the call passes all checks, and a harmless one if not."""
    if isinstance(kind, FunctionType | MethodType):
        kind = convert_directive_function(kind)
    return _checked_include(kind) if issubclass(kind, Include) else _checked(kind)


def _checked(kind: type[Directive]) -> type[Directive]:
    # The instance is one of "kind" itself: MyST compares methods, and extensions compare types.
    def make(cls: type[Directive], *values: Any, **named: Any) -> Directive:
        refused = _RefusedDirective(*values, **named)
        return refused if _is_refused(refused, kind) else kind(*values, **named)

    return cast("type[Directive]", type(kind.__name__, (kind,), {"__new__": make, "__module__": kind.__module__}))


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
        option_spec = {**(kind.option_spec or {}), **_MYST_OPTIONS}
        has_content = kind.has_content

        def run(self) -> list[nodes.Node]:
            if _is_refused(self, kind):
                return []
            if isinstance(self.state, MockState):
                include = MockIncludeDirective(
                    self.state._renderer, self.name, kind, self.arguments, self.options, list(self.content), self.lineno
                )
                return list(include.run())
            return kind(*_values(self)).run()

    return CheckedInclude


def _values(directive: Directive) -> tuple[Any, ...]:
    names = "name arguments options content lineno content_offset block_text state state_machine".split()
    return tuple(getattr(directive, name) for name in names)


class _RefusedDirective(Directive):
    """What runs instead of a directive that is refused: it shows the content as it is written."""

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text)] if text.strip() else []


def _is_refused(directive: Directive, kind: type[Directive]) -> bool:
    """Return whether a check refuses a call of *kind*, and report it."""
    source, line = directive.state_machine.get_source_and_line(directive.lineno)
    env = directive.state.document.settings.env
    name, content = directive.name.lower(), directive.content
    call = DirectiveCall(name, kind, directive.arguments, directive.options, content, source, line, env)
    refusal = next((found for check in CHECKS if (found := check(call))), None)
    if refusal:
        warn(refusal.code, refusal.message, f"{source}:{line}")
    return refusal is not None
