"""Run Sphinx with all accelerations but one: ``python sphinx_without.py NAME ARGUMENTS...``."""

from __future__ import annotations

import sys

from sphinx.application import Sphinx
from sphinx.cmd.build import main
from sphinx_anthology.acceleration import background, garbage, no_op, patches, templates

FEATURES = {
    "garbage collection": (garbage, "tune"),
    "background jobs": (background, "enable_background_jobs"),
    "compiled templates": (templates, "keep_templates"),
    "builds with nothing to do": (no_op, "enable_no_op_builds"),
}
"""Accelerations that are no patches, with the functions that turn them on."""
NAMES = (*(patch.name for patch in patches.PATCHES), *FEATURES)


def turn_off(name: str) -> None:
    """Turn one acceleration off in this process."""
    if name in FEATURES:
        setattr(*FEATURES[name], _do_nothing)
    patches.PATCHES = tuple(patch for patch in patches.PATCHES if patch.name != name)


def _do_nothing(app: Sphinx) -> None:
    pass


if __name__ == "__main__":
    turn_off(sys.argv[1])
    raise SystemExit(main(sys.argv[2:]))
