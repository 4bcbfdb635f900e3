"""Builds in a process of their own that is forked: a small build takes less time than to start Python and to import Sphinx."""

from __future__ import annotations

import multiprocessing
import os
import runpy
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn, TextIO, cast

from conftest import forget_builds
from sphinx.cmd.build import main

_LIMIT = 240
"""After how many seconds a process counts as one that hangs."""


def run_sphinx(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``sphinx-build`` in a process of its own."""
    return run(lambda: main([*map(str, arguments)]))


def run_module(
    module: str, *arguments: str, folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a module in a folder, as ``python -m`` does, in a process of its own.

    :param environment: variables, in addition to those of this process.
    """

    def run_here() -> int:
        os.chdir(folder)
        os.environ.update(environment or {})
        sys.argv = [module, *arguments]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return 0

    return run(run_here)


def run(function: Callable[[], int]) -> subprocess.CompletedProcess[str]:
    """Run a function in a process of its own, and wait until this one and all that it forks have ended.

    :param function: returns the exit status.
    """
    reader, writer = os.pipe()  # closed when the last of the processes has ended
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output, tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        process = multiprocessing.get_context("fork").Process(target=_run_here, args=(function, output, errors))
        process.start()
        os.close(writer)
        has_ended = select.select([reader], [], [], _LIMIT)[0]
        os.close(reader)
        if not has_ended:
            process.kill()
        process.join()
        output.seek(0)
        errors.seek(0)
        done = subprocess.CompletedProcess([], cast(int, process.exitcode), output.read(), errors.read())
    assert has_ended, f"A process has not ended: {done}"
    return done


def _run_here(function: Callable[[], int], output: TextIO, errors: TextIO) -> NoReturn:
    """Run a function, and end this process."""
    sys.stdout, sys.stderr = output, errors
    os.dup2(output.fileno(), 1)
    os.dup2(errors.fileno(), 2)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # processes in the background ignore it
    forget_builds()
    sys.exit(function())
