"""A Sphinx extension that builds any project faster, with the same output.

``extensions = ["sphinx_anthology.acceleration"]`` turns it on. It imports nothing of the rest of this package.

For other extensions:

- :func:`seams_of` returns the :class:`Seams` of an application, through which an extension tells the acceleration about itself.
- :func:`is_resting` returns whether a build has nothing to do.
- :func:`run_in_background` runs a job in a process of its own.
- :func:`set_aside` keeps the garbage collector off all objects, before processes are forked.

Modules, by what they make faster: :mod:`.no_op` (builds with nothing to do), :mod:`.parallel` (reading and writing in several
processes), :mod:`.environment_pickling`, :mod:`.templates`, :mod:`.search_index`, :mod:`.tree_walking`,
:mod:`.document_settings`, :mod:`.smart_quotes`, :mod:`.garbage` and :mod:`.background`. :mod:`.patches` puts most of them in
place, and :mod:`.notices` says what is off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .background import run_in_background
from .garbage import set_aside
from .no_op import is_resting
from .seams import Seams, seams_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["Seams", "is_resting", "run_in_background", "seams_of", "set_aside", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Accelerate the builds of a project."""
    from . import background, garbage, known_functions, no_op, patches, templates  # here, because it takes a while

    known_functions.load_digests(app.doctreedir)
    background.enable_background_jobs(app)
    no_op.enable_no_op_builds(app)
    app.connect("config-inited", lambda app, config: garbage.tune(app), priority=940)  # before the environment is loaded
    app.connect("builder-inited", templates.keep_templates)
    app.connect("env-before-read-docs", lambda app, env, docnames: patches.apply_patches(app))
    # Without env_version, which Sphinx would write into the search index.
    return {"parallel_read_safe": True, "parallel_write_safe": True}
