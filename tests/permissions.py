"""Running of functions without the rights of root, for whom every file is readable."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

Result = TypeVar("Result")

_VERSION = 0x20080522
"""The version of the interface. Source: https://man7.org/linux/man-pages/man2/capset.2.html"""


def run_unprivileged(function: Callable[[], Result]) -> Result:
    """Return what a function returns in a thread to which the permissions of files apply.

    A test is skipped where root cannot give up its rights.
    """
    if os.name != "posix":
        pytest.skip("Permissions are those of POSIX.")
    if os.getuid() != 0:
        return function()

    def run() -> Result:
        try:
            drop_capabilities()
        except OSError as error:
            pytest.skip(str(error))
        return function()

    with ThreadPoolExecutor(1) as pool:  # capabilities belong to a thread
        return pool.submit(run).result()


def drop_capabilities() -> None:
    """Give up all capabilities of this thread.

    :raises OSError: if the system refuses, or has none.
    """
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    nothing = (ctypes.c_uint32 * 6)()
    try:
        is_done = ctypes.CDLL(None, use_errno=True).capset(header, nothing) == 0
    except AttributeError:
        is_done = False
    if not is_done:
        raise OSError("Root cannot give up its rights here.")
