"""The values of options as text, by which it is seen whether ``conf.py`` does the same on another machine."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sphinx.application import Sphinx
from sphinx.util._serialise import stable_str

from ...settings import PREFIX

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
"""Where an object is in memory, which means nothing."""
_OF_THIS_BUILD = ("store", "cluster")
"""Options that workers have no use for, by how their names begin."""


def describe_options(app: Sphinx) -> Mapping[str, str]:
    """Return the values of all options, as text. Extensions fill in some that are not given."""
    left_out = tuple(PREFIX + name for name in _OF_THIS_BUILD)
    names = [name for name in app.config.values if not name.startswith(("_", *left_out))]
    return {name: _ADDRESS.sub("", stable_str(app.config[name])) for name in sorted(names)}
