"""The handlers of a build that a cluster does. They import the rest, and Dask, only if there is a cluster."""

from __future__ import annotations

import os
from importlib import import_module

from sphinx.application import Sphinx
from sphinx.config import Config

from ...settings import PREFIX
from ..failures.build_errors import stop_build
from .addresses import LOCAL, explain_refusal

_LAST = 940
"""A priority after that of handlers that change options, and before that the environment is stored in the background."""


def use_cluster(app: Sphinx) -> None:
    """Let a cluster read and write the documents of a build, if the project has one. Call it while extensions are set up."""
    overrides, tags = dict(app.config.overrides), tuple(app.tags)  # before Sphinx and others add to them

    def check(app: Sphinx, config: Config) -> None:
        if address := _read_address(config):
            _check_cluster(address, config)
            app.parallel = max(app.parallel, 2)  # Sphinx asks for several processes only then

    def start(app: Sphinx) -> None:
        if address := _read_address(app.config):
            from .coordinator import Coordinator, make_order

            Coordinator(app, address, lambda: make_order(app, overrides, tags)).start()

    app.connect("config-inited", check, priority=2)
    app.connect("builder-inited", start, priority=_LAST)


def _read_address(config: Config) -> str:
    address = config[f"{PREFIX}cluster"]
    return address if isinstance(address, str) else ""  # Sphinx warns of a value of another type


def _check_cluster(address: str, config: Config) -> None:
    """End the build if the cluster cannot be used."""
    refusal = address != LOCAL and explain_refusal(address, may_be_plain=config[f"{PREFIX}cluster_unencrypted"])
    if refusal:
        stop_build(refusal)
    if not hasattr(os, "fork"):
        stop_build("This system cannot fork processes, so it cannot build with a cluster.")
    try:
        import_module("distributed")
        if address == LOCAL:
            import_module("cryptography")  # makes the certificates of workers
    except ModuleNotFoundError as error:
        stop_build(f"There is no module {error.name!r}. Install 'sphinx-anthology[cluster]'.")
