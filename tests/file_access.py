"""Which files a program opens, and which of them it must not open.

Run as a program, it builds a site with the arguments of ``sphinx-build`` and writes what Python's audit events tell of it into
a file: ``python file_access.py LOG [ARGUMENT]...``.
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import sphinx_anthology

_LISTS = frozenset({"os.listdir", "os.scandir"})
_WRITES = frozenset(
    """
    os.chmod os.chown os.link os.mkdir os.remove os.rename os.rmdir os.symlink os.truncate os.utime os.setxattr
    shutil.copyfile shutil.copymode shutil.copystat shutil.copytree shutil.move shutil.rmtree shutil.make_archive
    shutil.unpack_archive shutil.chown tempfile.mkdtemp tempfile.mkstemp
    """.split()
)
_PROGRAMS = frozenset("subprocess.Popen os.exec os.posix_spawn os.spawn os.system os.startfile pty.spawn".split())
_NETWORK = frozenset(
    """
    socket.connect socket.bind socket.sendto socket.sendmsg socket.getaddrinfo socket.gethostbyname socket.gethostbyaddr
    urllib.Request http.client.connect smtplib.connect ftplib.connect
    """.split()
)
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_SYSTEM = (
    "/etc/docutils.conf",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/ssl/openssl.cnf",
    "/usr/share/locale/",
    "/usr/share/zoneinfo/",
    "/usr/lib/locale/",
    "/dev/null",
    "/dev/shm/",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/self/",
    "/proc/stat",
    "/sys/",
)
"""Files of the system that Python, the libraries of C and Sphinx read in any build."""


class Access(NamedTuple):
    """One use of the file system, of another program or of the network."""

    kind: str
    """``read``, ``list``, ``write``, ``program`` or ``network``."""
    name: str
    """The path of the file, or what else was used."""


def find_violations(
    accesses: Iterable[Access], readable: Iterable[Path], writable: Iterable[Path], programs: Iterable[str] = ()
) -> list[Access]:
    """Return the accesses that are not allowed.

    :param readable: the folders that may be read, in addition to Python's installation and some files of the system.
    :param writable: the folders that may be written, which may be read, too.
    :param programs: the programs that may be run.
    """
    writable, programs = tuple(writable), tuple(programs)
    python = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), str(Path(sphinx_anthology.__file__).parent)}
    readable = (*readable, *writable, *map(Path, python))
    return [one for one in dict.fromkeys(accesses) if not _is_allowed(one, readable, writable, programs)]


def _is_allowed(access: Access, readable: tuple[Path, ...], writable: tuple[Path, ...], programs: tuple[str, ...]) -> bool:
    if access.kind == "program":
        return access.name in programs
    if access.kind == "network":
        return False
    if access.kind == "list" and access.name in sys.path:
        return True
    # The name may be a symbolic link, but what was used is the file that it leads to.
    forms = {os.path.normpath(access.name), os.path.realpath(access.name)}
    if access.kind == "write":
        return access.name == os.devnull or all(_is_below(form, writable) for form in forms)
    return all(form.startswith(_SYSTEM) or _is_below(form, readable) for form in forms)


def _is_below(path: str, folders: tuple[Path, ...]) -> bool:
    return any(path == str(folder) or path.startswith(f"{folder}{os.sep}") for folder in folders)


def read_log(file: Path) -> Iterator[Access]:
    """Yield the accesses that a build has logged."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield Access(*json.loads(line))


def _list_accesses(event: str, arguments: tuple[Any, ...]) -> Iterator[Access]:
    """Yield what an audit event tells. Sources: https://docs.python.org/3/library/audit_events.html"""
    paths = [os.fsdecode(value) for value in arguments if isinstance(value, str | bytes | os.PathLike)]
    if event == "open":
        path, mode, flags = (*arguments, None, None, None)[:3]
        if isinstance(path, str | bytes | os.PathLike):
            is_write = any(sign in str(mode or "") for sign in "wax+") or (isinstance(flags, int) and flags & _WRITE_FLAGS)
            yield Access("write" if is_write else "read", _absolute(os.fsdecode(path)))
    elif event in _LISTS:
        yield from (Access("list", _absolute(path)) for path in (paths or ["."])[:1])
    elif event == "shutil.copyfile":
        yield Access("read", _absolute(paths[0]))
        yield Access("write", _absolute(paths[1]))
    elif event in _WRITES:
        # The first path of these is only read, or is the text of a link.
        yield from (Access("write", _absolute(path)) for path in paths[event in ("os.symlink", "os.link") :])
    elif event in _PROGRAMS:
        yield Access("program", str(arguments[0]))
    elif event in _NETWORK:
        yield Access("network", f"{event} {arguments[1:]!r}")


def _absolute(path: str) -> str:
    """Return an absolute path. Symbolic links in it are not followed: the build has named the path as it is."""
    return os.path.abspath(path)  # noqa: PTH100


def record_accesses(log: Path) -> None:
    """Log all accesses of this process and of those that it forks, from now on to their end."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    seen: set[Access] = set()

    def record(event: str, arguments: tuple[Any, ...]) -> None:
        for access in _list_accesses(event, arguments):
            if access not in seen:
                seen.add(access)
                os.write(descriptor, (json.dumps(access) + "\n").encode())

    sys.addaudithook(record)


def main(log: str, *arguments: str) -> int:
    """Build a site, and log what is accessed."""
    import requests  # noqa: F401  tries whether there is IPv6 when it is imported
    from sphinx.cmd.build import main as build

    record_accesses(Path(log))
    return build(list(arguments))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
