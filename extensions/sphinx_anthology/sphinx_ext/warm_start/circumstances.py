"""When what one build has left can be used by another one: with the same programs, ``conf.py`` and kind of output."""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from sphinx.application import Sphinx

from ..._version import code_version
from ...digests import digest
from ..given_options import is_given

_CONFIGURATION = ("conf.py", "docutils.conf")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
"""Where an object is in memory, which means nothing."""


def name_circumstances(app: Sphinx, builder_name: str) -> str:
    """Return a name that differs where the results of one build cannot be used by another one."""
    config = app.config
    values = (
        (sys.implementation.name, sys.version_info[:3], sys.platform),
        sorted({f"{one.name} {one.version}" for one in distributions()}),
        (code_version(), list(_digest_files(app))),
        (builder_name, config.project, config.language, sorted(app.tags)),
    )
    return digest(repr(values).encode("utf-8", "surrogatepass")).hex()


def describe_configuration(app: Sphinx) -> str:
    """Return a fingerprint of the values of options. Where it differs, more is read and written again."""
    config = app.config
    values = {name: config[name] for name in sorted(config.values) if is_given(config, name) and not name.startswith("_")}
    return digest(_ADDRESS.sub("", repr(values)).encode("utf-8", "surrogatepass")).hex()


def _digest_files(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield a digest of each file of the configuration, and of extensions that are not installed packages."""
    folder = Path(app.confdir)
    for name in _CONFIGURATION:
        if (folder / name).is_file():
            yield name, digest((folder / name).read_bytes()).hex()
    packages = {name.partition(".")[0] for name in app.extensions}
    this_package = __name__.partition(".")[0]  # its code has a version, whatever of it is loaded
    installed = tuple({f"{sysconfig.get_path(kind)}{os.sep}" for kind in ("stdlib", "purelib", "platlib")})
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        is_own = name.partition(".")[0] in packages or file.startswith(f"{folder}{os.sep}")
        if (
            is_own
            and name.partition(".")[0] != this_package
            and file
            and not file.startswith(installed)
            and Path(file).is_file()
        ):
            yield name, digest(Path(file).read_bytes()).hex()
