"""Templates that stay compiled from one build to the next.

Jinja compiles each template of a page in each build, which takes longer than to write a few pages. It can keep the result, and
asks whether the text of the template is the same. While it compiles, it applies filters to constants. So nothing is kept if
there is a filter that is not known to give the same value in each build.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader

_FOLDER = "acceleration-templates"
_KNOWN_MODULES = frozenset({"jinja2.filters", "jinja2.tests", "sphinx.jinja2glue", "markupsafe", "builtins", "_operator"})
"""The modules of filters and tests whose value depends on nothing but what they are given."""
_SETTINGS = """
    block_start_string block_end_string variable_start_string variable_end_string comment_start_string comment_end_string
    line_statement_prefix line_comment_prefix trim_blocks lstrip_blocks newline_sequence keep_trailing_newline
    optimized finalize autoescape sandboxed newstyle_gettext is_async
""".split()
"""The attributes of an environment that change what a template is compiled to."""


def keep_templates(app: Sphinx) -> None:
    """Have the builder keep its compiled templates in the folder of doctrees, and take them from there."""
    templates = getattr(app.builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader) and templates.environment.bytecode_cache is None:
        templates.environment.bytecode_cache = CompiledTemplates(app.doctreedir / _FOLDER)


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), "%s.compiled")
        self._folder = folder

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return a template, compiled if that was done before with the same text, settings and version of Jinja."""
        settings = [
            jinja2.__version__,
            *sorted(environment.extensions),
            *(getattr(environment, name, None) for name in _SETTINGS),
        ]
        return super().get_bucket(environment, name, filename, f"{settings}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template, if it is there and may be used."""
        if _is_pure(bucket.environment):
            with suppress(OSError):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, if there is room and the folder can be written."""
        if _is_pure(bucket.environment):
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)


def _is_pure(environment: Environment) -> bool:
    """Return whether all filters and tests are known."""
    functions = [*environment.filters.values(), *environment.tests.values()]
    return all(getattr(function, "__module__", None) in _KNOWN_MODULES for function in functions)
