"""Modules whose event handlers, post-transforms and domains have no effect beside the page they work on.

Names are exact: another package may add modules to a namespace such as ``sphinxcontrib``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from sphinx.application import Sphinx

from .seams import seams_of

_SPHINX = """
    builders.epub3 builders.html builders.latex builders.latex.transforms builders.linkcheck config
    domains.c domains.changeset domains.citation domains.cpp domains.index domains.javascript domains.math domains.python
    domains.rst domains.std
    environment.collectors environment.collectors.asset environment.collectors.dependencies
    environment.collectors.metadata environment.collectors.title environment.collectors.toctree
    ext.autodoc ext.autodoc._event_listeners ext.autodoc.typehints ext.autosectionlabel ext.duration
    ext.extlinks ext.githubpages ext.graphviz ext.ifconfig ext.imgmath ext.intersphinx._load
    ext.intersphinx._resolve ext.linkcode ext.mathjax ext.napoleon ext.todo ext.viewcode
    extension registry transforms.post_transforms transforms.post_transforms.code transforms.post_transforms.images
""".split()
"""Modules of Sphinx.

Left out are ``ext.imgconverter``, which counts the files that it makes while references are resolved, and ``ext.apidoc`` and
``ext.autosummary``, which write source files when each build begins.
"""
_COMPANIONS = """
    alabaster furo sphinx_copybutton sphinxext.opengraph
    myst_parser.sphinx_ext.main myst_parser.sphinx_ext.mathjax myst_parser.sphinx_ext.myst_refs
    sphinx_design.aside sphinx_design.badges_buttons sphinx_design.config sphinx_design.dropdown sphinx_design.extension
    sphinx_design.icons sphinx_design.shared sphinx_design.tabs
    sphinxcontrib.applehelp sphinxcontrib.devhelp sphinxcontrib.htmlhelp sphinxcontrib.jsmath sphinxcontrib.qthelp
    sphinxcontrib.serializinghtml
""".split()
_OWN = "background environment_pickling garbage no_op patches templates".split()
TRUSTED_MODULES = frozenset(
    {*_COMPANIONS, *(f"sphinx.{name}" for name in _SPHINX), *(f"{__package__}.{name}" for name in _OWN), __package__}
)
_RESOLVING = ("doctree-resolved", "missing-reference", "warn-missing-reference")
"""The events while references are resolved."""


def list_untrusted_resolving(app: Sphinx) -> list[str]:
    """Return the names of the modules that take part in resolving references and are not trusted."""
    handlers = [listener.handler for event in _RESOLVING for listener in app.events.listeners[event]]
    domains = [type(domain) for domain in app.env.domains.sorted()]
    return _list_untrusted(app, [*handlers, *app.registry.get_post_transforms(), *domains])


def list_untrusted_handlers(app: Sphinx) -> list[str]:
    """Return the names of the modules of event handlers that are not trusted."""
    return _list_untrusted(app, [listener.handler for listeners in app.events.listeners.values() for listener in listeners])


def _list_untrusted(app: Sphinx, objects: Iterable[object]) -> list[str]:
    return sorted({name or "conf.py" for each in objects if not is_trusted(app, name := module_name(each))})


def is_trusted(app: Sphinx, name: str | None) -> bool:
    """Return whether a module is trusted; that of functions in ``conf.py`` is None."""
    return name in TRUSTED_MODULES or name in seams_of(app).trusted_modules


def module_name(function: object) -> str | None:
    """Return the name of the module of a function, a class or a part of one; None for ``conf.py``."""
    if isinstance(function, partial):
        function = function.func
    return getattr(function, "__module__", None)
