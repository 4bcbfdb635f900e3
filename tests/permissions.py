"""Running of functions without the rights of root, for whom every file is readable."""

from __future__ import annotations

import ctypes
import os
import pickle
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

Result = TypeVar("Result")

_VERSION = 0x20080522
"""The version of the interface. Source: https://man7.org/linux/man-pages/man2/capset.2.html"""


def run_unprivileged(function: Callable[[], Result]) -> Result:
    """Return what a function returns in a process to which the permissions of files apply.

    The result is pickled. A test is skipped where root cannot give up its rights.
    """
    if os.name != "posix":
        pytest.skip("Permissions are those of POSIX.")
    if os.getuid() != 0:
        return function()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _send(function, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        data = stream.read()
    os.waitpid(child, 0)
    is_done, result = pickle.loads(data)
    if not is_done:
        pytest.fail(str(result))
    if result is _send:
        pytest.skip("Root cannot give up its rights here.")
    return result  # type: ignore[no-any-return]


def _send(function: Callable[[], Any], writer: int) -> None:
    """Give up the rights of root, write the result of a function to a pipe, and end the process."""
    try:
        result = (True, function() if _drop_capabilities() else _send)
        data = pickle.dumps(result)
    except BaseException:
        data = pickle.dumps((False, traceback.format_exc()))
    with os.fdopen(writer, "wb") as stream:
        stream.write(data)
    os._exit(0)


def _drop_capabilities() -> bool:
    """Give up all capabilities of this process, and return whether that was possible."""
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    nothing = (ctypes.c_uint32 * 6)()
    try:
        return bool(ctypes.CDLL(None, use_errno=True).capset(header, nothing) == 0)
    except (OSError, AttributeError):
        return False
