"""Takes away what Windows does not have: processes that are forked, and pipes that are files.

Import it before other modules of Sphinx, or give ``-p without_fork`` to pytest.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.context
import os

import sphinx.util.parallel

for _name in ("fork", "forkpty", "mkfifo", "register_at_fork"):
    if hasattr(os, _name):
        delattr(os, _name)
for _method in ("fork", "forkserver"):
    multiprocessing.context._concrete_contexts.pop(_method, None)  # type: ignore[attr-defined]
multiprocessing.set_start_method("spawn", force=True)
sphinx.util.parallel.parallel_available = False  # as Sphinx has it there
