"""The files for clusters that the documentation shows."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml
from clusters import FILES, in_its_session, make_certificates, needs_fork, program
from conftest import CONFIGURATION, Site, read_output

pytest.importorskip("distributed")

POSTS = 20


def test_the_guide_shows_every_file() -> None:
    guide = FILES.with_name("cluster.md").read_text(encoding="utf-8")
    shown = re.findall(r"\{literalinclude\} clusters/(\S+)", guide)
    assert sorted(shown) == sorted(file.name for file in FILES.iterdir())


@in_its_session
def test_docker_can_read_its_file() -> None:
    pytest.importorskip("check_jsonschema", reason="nox -s lint checks this file")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILES / "compose.yaml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A project with sources in ``docs``, and certificates, which Dask finds."""
    site = Site(tmp_path / "project" / "docs")
    site.write("conf.py", CONFIGURATION)
    for number in range(POSTS):
        site.post(f"p{number}", "Text.\n")
    make_certificates(tmp_path / "certificates")
    (tmp_path / "dask").mkdir()
    settings = (FILES / "tls.yaml").read_text(encoding="utf-8").replace("/etc/anthology", str(tmp_path / "certificates"))
    (tmp_path / "dask" / "tls.yaml").write_text(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        patch.setenv("DASK_CONFIG", str(tmp_path / "dask"))
        yield tmp_path / "project"


def check_build(project: Path, said: str) -> None:
    """Check that workers have built a project as one machine does."""
    assert " batches, " in said
    output = ["build/here", "-d", "build/here-doctrees"]
    subprocess.run([sys.executable, "-m", "sphinx", "-j", "2", "docs", *output], cwd=project, check=True, capture_output=True)
    assert read_output(project / "build/html") == read_output(project / "build/here")


def find_free_port(first: int) -> int:
    """Return a port from *first* on that no program listens at."""
    for port in range(first, first + 1000):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("No port is free.")


@in_its_session
@needs_fork
@pytest.mark.exact
@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes certificates")
def test_the_commands_for_docker_build_a_site_with_the_certificates_and_options_that_are_shown(project: Path) -> None:
    services = yaml.safe_load((FILES / "compose.yaml").read_text(encoding="utf-8"))["services"]
    port = find_free_port(24000)
    names = ("scheduler", "worker", "build")
    scheduler, worker, build = (
        services[name]["command"].replace("scheduler:8786", f"127.0.0.1:{port}").split() for name in names
    )
    place = project.parent
    with ExitStack() as stack:
        stack.enter_context(program([*scheduler, "--port", str(port)], place / "scheduler", r"Scheduler at: +(tls://\S+)"))
        for number in range(services["worker"]["deploy"]["replicas"]):
            stack.enter_context(program(worker, place / f"worker{number}", r"Registered to: +(tls://\S+)"))
        done = subprocess.run(build, cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    check_build(project, done.stdout)


@in_its_session
@needs_fork
@pytest.mark.exact
@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes certificates")
def test_the_script_for_slurm_builds_a_site(project: Path) -> None:
    number = find_free_port(26000) - 20000
    folder = project.parent / "programs"
    folder.mkdir()
    start = folder / "srun"  # what SLURM does on a machine with two processors
    start.write_text('#!/bin/sh\ntrap \'kill $(jobs -p)\' TERM\n"$@" &\n"$@" &\nwait\n')
    start.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "SLURM_JOB_ID": str(number), "TMPDIR": str(project.parent)}
    command = ["bash", str(FILES / "build.slurm")]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    check_build(project, done.stdout)
