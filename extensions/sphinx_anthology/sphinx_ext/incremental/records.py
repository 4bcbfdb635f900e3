"""The files in the folder of doctrees that keep what a builder has done with an output folder."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.application import Sphinx

from ...digests import digest


def record_file(app: Sphinx, kind: str) -> Path:
    """Return the file that keeps a record of what a builder has written into its output folder."""
    return app.doctreedir / f"anthology-{kind}-{name_output(app, app.builder.name)}.pickle"


def name_output(app: Sphinx, builder_name: str) -> str:
    """Return the name by which records of a builder and its output folder are found."""
    try:
        place = os.path.relpath(app.outdir, app.doctreedir)
    except ValueError:  # on another drive of Windows
        place = str(app.outdir)
    return f"{builder_name}-{digest(place.encode('utf-8', 'surrogateescape')).hex()[:8]}"
