"""The files of the project that no post may publish, as the configuration of Sphinx names them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from ...loading.files.own_files import OwnFiles


def find_own_files(app: Sphinx) -> OwnFiles:
    """Return the configuration, the templates, the message catalogues and the built files of a project."""
    folder = Path(app.confdir)
    named = (*app.config.templates_path, *app.config.locale_dirs)
    templates = [folder / name for name in named if name not in ("", ".")]
    return OwnFiles.find(app.srcdir, folder, list_built_folders(app), templates, _find_modules(folder))


def list_built_folders(app: Sphinx) -> list[Path]:
    """Return the folders in which a build writes."""
    outputs = find_outputs(app)
    return [Path(app.outdir), Path(app.doctreedir), *([outputs] if outputs else [])]


def find_outputs(app: Sphinx) -> Path | None:
    """Return the folder in which MyST-NB keeps notebooks and their outputs; None if the project does not use it.

    It is beside the output folder, which may be in the source folder.
    """
    return (Path(app.outdir).parent / "jupyter_execute").resolve() if "myst_nb" in app.extensions else None


def _find_modules(folder: Path) -> Iterator[str]:
    """Yield the Python files below a folder that the configuration has imported."""
    below = str(folder) + os.sep
    for module in tuple(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and file.startswith(below):
            yield file
