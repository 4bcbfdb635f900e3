"""Builds whose cluster loses programs, or has one that cannot build."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from clusters import Cluster, build, cluster, in_its_session, make_command, needs_fork
from conftest import CONFIGURATION, Site, read_output

psutil = pytest.importorskip("psutil")
pytest.importorskip("distributed")

pytestmark = [in_its_session, needs_fork, pytest.mark.exact]
POSTS = 25
KILLS = int(os.environ.get("ANTHOLOGY_CLUSTER", "0"))
"""How many builds have a process killed at random. The number of a build is its seed."""
READ, WRITTEN = "reading sources... [", "writing output... ["


@pytest.fixture
def posts(tmp_path: Path) -> Site:
    site = Site(tmp_path / "shown" / "site")
    refusal = "import os\nif 'BROKEN' in os.environ:\n    raise ValueError('This machine is broken')\n"
    site.write("conf.py", f"{CONFIGURATION}html_baseurl = 'https://blog.example/'\n{refusal}")
    for number in range(POSTS):
        site.post(f"p{number}", f"[Next](p{(number + 1) % POSTS}.md)\n")
    return site


def build_while(
    site: Site, running: Cluster, signs: tuple[str, ...], act: Callable[[Cluster], object], batches: int = 2
) -> tuple[int, str]:
    """Build a site, act when batches have come back, and return the exit status and all that the build has said.

    :param signs: the texts of the steps of the build in which batches are counted. :param batches: how many come first.
    """
    command = make_command(site, "there", "-E", "--cluster", running.address)
    lines = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            if line.startswith(signs) and sum(one.startswith(signs) for one in lines) == batches:
                act(running)
    return process.returncode, "".join(lines)


def kill_worker(running: Cluster) -> None:
    running.workers[1].kill()


def kill_child_of_nanny(running: Cluster) -> None:
    for child in psutil.Process(running.workers[1].pid).children():
        child.kill()


def kill_one_of(running: Cluster, dice: random.Random) -> str:
    """Kill a process that a nanny has started, or one that came from it, and return its command."""
    found = [child for nanny in running.workers for child in psutil.Process(nanny.pid).children(recursive=True)]
    for process in dice.sample(found, len(found)):
        with suppress(psutil.NoSuchProcess):  # it may end by itself
            command = " ".join(process.cmdline()[-5:])
            process.kill()
            return command
    return ""


def kill_workers(running: Cluster) -> None:
    for one in running.workers:
        one.kill()


def kill_scheduler(running: Cluster) -> None:
    running.scheduler.kill()


@pytest.mark.parametrize(
    ("options", "act"), [(["--no-nanny"], kill_worker), ([], kill_child_of_nanny)], ids=["alone", "with a nanny"]
)
@pytest.mark.parametrize("sign", [READ, WRITTEN], ids=["reading", "writing"])
def test_a_killed_worker_costs_its_batches_and_the_site_is_the_same(
    posts: Site, tmp_path: Path, options: Sequence[str], act: Callable[[Cluster], object], sign: str
) -> None:
    with cluster(tmp_path / "cluster", options=options) as running:
        status, said = build_while(posts, running, (sign,), act)
    assert status == 0, said
    assert read_output(posts.folder.parent / "there" / "html") == build(posts, "here")[0]


@pytest.mark.parametrize(
    ("act", "reason"),
    [(kill_scheduler, "is lost. Start it, and build again"), (kill_workers, "The cluster has lost all its workers")],
    ids=["scheduler", "workers"],
)
def test_a_lost_scheduler_and_the_loss_of_all_workers_end_the_build_with_a_reason(
    posts: Site, tmp_path: Path, act: Callable[[Cluster], object], reason: str
) -> None:
    with cluster(tmp_path / "cluster") as running:
        status, said = build_while(posts, running, (READ,), act)
    assert status != 0
    assert reason in said
    assert "Traceback" not in said


def test_a_worker_whose_build_cannot_begin_gets_no_more_batches(posts: Site, tmp_path: Path) -> None:
    broken = {"BROKEN": "1"}
    with cluster(tmp_path / "cluster", variables=[{}, broken]) as running:
        there, warnings = build(posts, "there", "--cluster", running.address)
    assert there == build(posts, "here")[0]
    assert [one for one in warnings if "its build cannot begin" in one and "This machine is broken" in one] == warnings != []
    with cluster(tmp_path / "broken", variables=[broken]) as running, pytest.raises(AssertionError, match="No worker of the"):
        build(posts, "there", "--cluster", running.address, "-E")


def test_random_processes_of_workers_are_killed_at_random_batches_and_the_site_is_the_same(posts: Site, tmp_path: Path) -> None:
    expected = build(posts, "here")[0]
    with cluster(tmp_path / "cluster", options=[]) as running:
        for seed in range(KILLS):
            dice = random.Random(seed)
            killed: list[str] = []

            def kill_any(running: Cluster, dice: random.Random = dice, killed: list[str] = killed) -> None:
                killed.append(kill_one_of(running, dice))

            status, said = build_while(posts, running, (READ, WRITTEN), kill_any, dice.randint(1, 20))
            assert any(killed), f"Seed {seed} has killed nothing."
            assert status == 0, f"Seed {seed} has killed {killed}.\n{said}"
            output = read_output(posts.folder.parent / "there" / "html")
            assert output == expected, f"Seed {seed} has killed {killed}, and the site differs."
