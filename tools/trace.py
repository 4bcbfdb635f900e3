"""Watch builds of hostile posts from outside, with strace: they open no file that is not theirs, and use no network.

Run it with ``nox -s trace``. It builds the posts of ``tests/hostile_posts.py`` with four builders, accelerated and not, and
lists what Python itself cannot see, too: the files that libraries in C open, and the programs that are started.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from codecs import escape_decode
from collections.abc import Iterator, Sequence
from pathlib import Path

from file_access import Access, find_violations
from hostile_posts import HostileSite, write_hostile_site

BUILDERS = ("html", "epub", "latex", "text")
_OPENING = ("open", "openat", "openat2", "creat")
_CHANGING = """
unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir symlink symlinkat link linkat chmod fchmodat fchmodat2 chown
fchownat lchown truncate utime utimes utimensat mknod mknodat setxattr
""".split()
_NETWORK = ("connect", "bind", "sendto", "sendmsg")
_CALLS = (*_OPENING, *_CHANGING, *_NETWORK, "execve", "execveat", "chdir")
_CALL = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+)(?:<(?P<file>.*?)>)?")
_FOLDER = re.compile(r"(?:AT_FDCWD|\d+)<(.*?)>")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_OWN_SOCKET = re.compile(r'htons\(0\).*"::1"')
"""urllib3 tries whether there is IPv6 when it is imported."""
_LIBRARIES = [Path(folder) for folder in ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo")]
_LOADER = [Path(f"/etc/ld.so.{name}") for name in ("cache", "preload", "conf", "conf.d")]
_LOCALE = [Path("/usr/share/locale"), Path("/etc/locale.alias"), Path("/usr/share/locale-langpack")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, and print what is not allowed. Return the number of such accesses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("builders", nargs="*", default=BUILDERS, metavar="builder", help=f"default: {' '.join(BUILDERS)}")
    parser.add_argument("--jobs", default="2", help="number of processes")
    options = parser.parse_args(arguments)
    if not shutil.which("strace"):
        parser.error("strace is not installed.")
    count = 0
    for accelerated in (False, True):
        with tempfile.TemporaryDirectory(prefix="hostile") as folder:
            site = write_hostile_site(Path(folder).resolve())
            for builder in options.builders:
                violations = _trace(site, builder, ["-j", options.jobs, "-D", f"anthology_accelerate={accelerated:d}"])
                secrets = [secret for secret in site.find_secrets(site.output(builder)) if "leftover" not in secret]
                found = [*(f"{kind} {name}" for kind, name in violations), *(f"published {secret}" for secret in secrets)]
                print(f"{builder}{' accelerated' if accelerated else ''}: {len(found) or 'nothing'} not allowed", flush=True)
                print("".join(f"  {line}\n" for line in found), end="", flush=True)
                count += len(found)
    return min(count, 100)


def _trace(site: HostileSite, builder: str, options: Sequence[str]) -> list[Access]:
    """Build a site, and return what is not allowed."""
    with tempfile.TemporaryDirectory(prefix="trace") as folder:
        build = [sys.executable, "-P", "-m", "sphinx", "-q", "-b", builder, "-d", str(site.built / "doctrees"), *options]
        calls = ",".join(f"?{call}" for call in _CALLS)  # some systems do not have all
        strace = ["strace", "-ff", "-y", "-s", "4096", "-e", f"trace={calls}", "-o", f"{folder}/log"]
        command = [*strace, *build, str(site.source), str(site.output(builder))]
        done = subprocess.run(command, cwd=site.project, env=site.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"The build has failed:\n{done.stderr[-3000:]}")
        logs = sorted(Path(folder).iterdir())
        accesses = [access for log in logs for access in _read_log(log, str(site.project))]
    if not any(access.name.endswith("/posts/good.md") for access in accesses) and builder == "html":
        sys.exit("strace has seen no post: its output has another form.")
    own = (site.project / "docutils.conf", site.base / "home/.docutils")
    readable = (*site.usable, *own, *_LIBRARIES, *_LOADER, *_LOCALE)
    return find_violations(accesses, readable, site.writable, programs=[sys.executable, os.path.realpath(sys.executable)])


def _read_log(log: Path, folder: str) -> Iterator[Access]:
    """Yield what one process has done.

    :param folder: the folder in which it has begun.
    """
    for line in log.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        call = _CALL.match(line)
        if not call:
            continue
        name, arguments, is_done = call["name"], call["arguments"], int(call["result"]) >= 0
        base = Path(_find_folder(arguments, folder))
        paths = [str(base / _decode(match)) for match in _STRING.findall(arguments)]
        if name == "chdir" and is_done:
            folder = paths[0]
        elif name in _OPENING and (is_done or not paths[0].startswith(("/usr", "/lib", "/etc/ld.so"))):
            kind = "write" if _WRITING.search(arguments) else "list" if "O_DIRECTORY" in arguments else "read"
            yield Access(kind, os.path.normpath(paths[0]))
            if call["file"]:
                yield Access(kind, call["file"])
        elif name in _CHANGING and is_done:
            yield from (Access("write", os.path.normpath(path)) for path in paths["link" in name and len(paths) > 1 :])
        elif name in _NETWORK and not _OWN_SOCKET.search(arguments):
            yield Access("network", f"{name} {arguments[:200]}")
        elif name.startswith("exec") and is_done:
            yield Access("program", paths[0])


def _find_folder(arguments: str, folder: str) -> str:
    """Return the folder to which the paths in the arguments of a call are relative."""
    match = _FOLDER.match(arguments)
    return match[1] if match else folder


def _decode(text: str) -> str:
    return os.fsdecode(escape_decode(text.encode("utf-8", "surrogateescape"))[0])


if __name__ == "__main__":
    sys.exit(main())
