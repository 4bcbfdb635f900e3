"""Dask clusters of real programs, and builds of sites in programs of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from conftest import Site, read_output

in_its_session = pytest.mark.skipif("ANTHOLOGY_CLUSTER" not in os.environ, reason="nox -s cluster runs it")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of Sphinx and of clusters are forked")
FILES = Path(__file__).parents[1] / "docs/guide/clusters"
"""What the documentation shows."""
DASK = [sys.executable, "-m", "dask"]
NOW = {"SOURCE_DATE_EPOCH": "1777593600"}
"""The time of all builds, because an EPUB has it in its text."""
COMMON = ["--host", "127.0.0.1", "--no-dashboard"]


def make_certificates(folder: Path) -> list[str]:
    """Make certificates as the documentation says, and return the options of Dask's programs that use them."""
    subprocess.run(["sh", str(FILES / "certificates.sh"), str(folder)], check=True, capture_output=True)
    files = {"ca-file": "ca.pem", "cert": "cert.pem", "key": "key.pem"}
    return ["--protocol", "tls", *(text for name, file in files.items() for text in (f"--tls-{name}", str(folder / file)))]


class Cluster(NamedTuple):
    """Programs that run."""

    address: str
    scheduler: subprocess.Popen[str]
    workers: list[subprocess.Popen[str]]


def can_hide_folders() -> bool:
    """Return whether a program can be run that does not see a folder: as root, on Linux."""
    if not (unshare := shutil.which("unshare")):
        return False
    return subprocess.run([unshare, "--mount", "true"], capture_output=True, check=False).returncode == 0


def hide(folder: Path) -> list[str]:
    """Return how a command begins that does not see a folder, where the system allows that."""
    script = f"mount -t tmpfs none '{folder}' && exec \"$@\""
    return ["unshare", "--mount", "sh", "-c", script, "sh"] if can_hide_folders() else []


@contextmanager
def program(
    command: Sequence[str], folder: Path, sign: str, variables: dict[str, str] | None = None
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a program until the end of the block, and give the text that a pattern finds in its output first, and the process.

    :param sign: a pattern with a group.
    :param variables: environment variables beside those of the tests.
    """
    folder.mkdir()
    pipe = subprocess.PIPE
    environment = {**os.environ, **(variables or {})}
    process = subprocess.Popen(command, cwd=folder, stdout=pipe, stderr=subprocess.STDOUT, text=True, env=environment)
    try:
        assert process.stdout
        found = next(filter(None, (re.search(sign, line) for line in process.stdout)))
        with (folder / "log").open("w") as log, subprocess.Popen(["cat"], stdin=process.stdout, stdout=log):
            try:
                yield found[1], process
            finally:
                process.terminate()  # a nanny ends its worker, too
                process.wait()
    finally:
        process.kill()
        process.wait()


@contextmanager
def cluster(
    folder: Path,
    *,
    before: Sequence[str] = (),
    options: Sequence[str] = ("--no-nanny",),
    protocol: Sequence[str] = (),
    variables: Sequence[dict[str, str]] = ({}, {}),
) -> Iterator[Cluster]:
    """Run a scheduler and workers.

    :param before: how commands of workers begin. :param options: options of workers. :param protocol: options of all.
    :param variables: environment variables, for each worker.
    """
    folder.mkdir()
    with ExitStack() as stack:
        command = [*DASK, "scheduler", *COMMON, *protocol, "--port", "0"]
        address, scheduler = stack.enter_context(program(command, folder / "scheduler", r"Scheduler at: +(t\w+://\S+)"))
        workers = []
        for number, own in enumerate(variables):
            place = folder / f"worker{number}"
            command = [*before, *DASK, "worker", address, *COMMON, *protocol, "--nthreads", "1", *options]
            command += ["--local-directory", str(place)]
            workers.append(stack.enter_context(program(command, place, r"Registered to: +(t\w+://\S+)", own))[1])
        yield Cluster(address, scheduler, workers)


def make_command(site: Site, name: str, *options: str) -> list[str]:
    """Return the command that builds a site into the folder of a name."""
    output = site.folder.parent / name
    command = [sys.executable, "-m", "sphinx_anthology.cli", "build", str(site.folder), str(output / "html")]
    return [*command, "-j", "2", "-d", str(output / "doctrees"), *options]


def build(site: Site, name: str, *options: str) -> tuple[dict[str, bytes], list[str]]:
    """Build a site in a process of its own, and return its output and its sorted warnings.

    If the options name a cluster, workers have to do some of it. Of an EPUB, which is an archive, the times of the files in it
    are left out: Sphinx takes those at which it has written them.
    """
    done = subprocess.run(make_command(site, name, *options), capture_output=True, text=True, env={**os.environ, **NOW})
    assert done.returncode == 0, done.stderr
    assert (" batches, " in done.stdout) is ("--cluster" in options), done.stdout
    output = read_output(site.folder.parent / name / "html")
    for path in [path for path in output if path.endswith(".epub")]:
        with ZipFile(BytesIO(output.pop(path))) as book:
            output |= {f"{path}/{one.filename}": bytes([one.compress_type]) + book.read(one) for one in book.infolist()}
    return output, sorted(done.stderr.splitlines())


def refuse(site: Site, *options: str, **variables: str) -> str:
    """Let a build end early, and return what it says of that: the sentence, and no traceback.

    :param variables: environment variables beside those of the tests.
    """
    command = make_command(site, "refused", "-q", "-E", *options)
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **variables})
    assert done.returncode != 0
    (line,) = done.stderr.splitlines()
    return line
