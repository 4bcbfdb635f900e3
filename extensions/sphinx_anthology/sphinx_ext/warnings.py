"""Problems as warnings of Sphinx, with the type ``anthology.<code>``."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ..problems import Code, Problem, Report, Severity

logger = logging.getLogger(__name__)

Location = nodes.Node | tuple[str, int] | str | None


def warn(code: Code, message: str, location: Location) -> None:
    """Log a warning that links to the documentation of its code."""
    logger.warning("%s See %s", message, code.url, type="anthology", subtype=code.value, location=location)


def reporter(env: BuildEnvironment) -> Report:
    """Return a function that logs problems at their file and line. Notices are left to ``anthology check``."""

    def report(problem: Problem) -> None:
        if problem.code.severity is not Severity.NOTICE:
            warn(problem.code, problem.message, f"{env.srcdir / problem.path}:{problem.line}")

    return report
