"""Check that the sdist and the wheel are the same, byte by byte, wherever and whenever they are built.

They are built again from a copy of the files that git knows, in another folder, with other times of modification, permissions,
time zone, language and order of hashes.

Usage: ``python tools/check_reproducible.py FOLDER [ARGUMENT …]``. FOLDER has the sdist and the wheel, and the arguments go to
``uv build``. The exit code is 1 if a file differs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from checkout import list_files

OTHER = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}
"""Variables of the environment that a build must not depend on."""
LONG_AGO = 1_000_000_000
"""A time of modification in 2001, in seconds since 1970."""


def copy_project(project: Path, folder: Path) -> None:
    """Copy the files of a project that are not ignored, as if they were another person's.

    Nobody but the owner may read them, and they are old.
    """
    for name in sorted(list_files(project), reverse=True):
        file, copy = project / name, folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        copy.chmod(0o700 if os.access(file, os.X_OK) else 0o600)
        os.utime(copy, (LONG_AGO, LONG_AGO))


def build_again(project: Path, folder: Path, arguments: list[str]) -> Path:
    """Build sdist and wheel of a copy of *project* below *folder*, and return the folder they are in."""
    copy_project(project, folder / "copy")
    built = folder / "built"
    command = ["uv", "build", "--quiet", "--out-dir", str(built), *arguments, str(folder / "copy")]
    umask = -1 if sys.platform == "win32" else 0o077
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, **OTHER}, umask=umask)
    return built


def compare(first: Path, second: Path) -> list[str]:
    """Return the names of the distributions, and of the files in them, that differ."""
    names = sorted({file.name for folder in (first, second) for file in folder.iterdir() if file.suffix in (".whl", ".gz")})
    differing = []
    for name in names:
        if not (first / name).exists() or not (second / name).exists():
            differing.append(f"{name}: built once only")
        elif (first / name).read_bytes() != (second / name).read_bytes():
            one, other = read_members(first / name), read_members(second / name)
            members = sorted(member for member in one.keys() | other.keys() if one.get(member) != other.get(member))
            differing.append(f"{name}: {', '.join(members) or 'its members are packed differently'}")
    return differing


def read_members(file: Path) -> dict[str, bytes]:
    """Return the members of an archive by their names, each with what the archive says of it and its content."""
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as wheel:
            return {one.filename: f"{one.date_time} {one.external_attr}".encode() + wheel.read(one) for one in wheel.infolist()}
    with tarfile.open(file) as sdist:
        return {
            one.name: f"{one.mtime} {one.mode} {one.uid} {one.uname}".encode() + content.read()
            for one in sdist
            if (content := sdist.extractfile(one))
        }


def main() -> int:
    """Build again and compare. Return the exit code."""
    first, *arguments = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        differing = compare(Path(first), build_again(Path.cwd(), Path(folder), arguments))
    print("\n".join(differing) or f"{first} is reproducible.")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
