"""The files of a build that a store keeps, in the folder of doctrees and in the output folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx

from ..failures.build_lock import LOCK_FILE
from ..incremental.records import name_output

STORE_RECORD = "anthology-store"
"""What the name of the store's own record begins with."""
DOCTREES, OUTPUT = "doctrees", "output"
"""The names of the two folders in a snapshot."""
_OUTPUT_NAME = "@"
"""What stands for the builder and its output folder in the names of records."""
_DASHES = 3
"""The number of dashes in the names of records of one builder and one output folder."""
_LEFT_OUT = (LOCK_FILE, f"{STORE_RECORD}-")


def list_files(folder: Path, skipped: Path | None = None) -> Iterator[str]:
    """Yield the files in a folder, as POSIX paths relative to it. Symbolic links are left out.

    :param skipped: a folder that is left out.
    """
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if Path(place, name) != skipped]
        start = Path(place).relative_to(folder)
        yield from ((start / name).as_posix() for name in names if not Path(place, name).is_symlink())


def list_records(app: Sphinx, builder_name: str) -> dict[str, str]:
    """Return the files in the folder of doctrees that later builds need beside doctrees.

    :returns: their paths relative to the folder, by the paths that they have in snapshots.
    """
    folder, own = Path(app.doctreedir), name_output(app, builder_name)
    found = [ENV_PICKLE_FILENAME]
    for entry in folder.glob("anthology*"):
        if entry.name.count("-") < _DASHES or own in entry.name:
            inner = (f"{entry.name}/{path}" for path in list_files(entry))
            found += inner if entry.is_dir() else [entry.name]
    return {name.replace(own, _OUTPUT_NAME): name for name in found if not name.startswith(_LEFT_OUT)}


def place_record(app: Sphinx, builder_name: str, path: str) -> str:
    """Return the path that a file in the folder of doctrees has in this build, by its path in a snapshot."""
    return path.replace(_OUTPUT_NAME, name_output(app, builder_name)) if path.startswith("anthology") else path


def describe_folders(app: Sphinx) -> Mapping[str, str]:
    """Return the paths of the folders of a build."""
    folders = {"source": app.srcdir, "configuration": app.confdir, OUTPUT: app.outdir, DOCTREES: app.doctreedir}
    return {name: str(folder) for name, folder in folders.items()}
