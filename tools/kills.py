"""Kill builds at random moments, and compare the next build with a clean one, byte by byte.

Each trial writes a site, builds it or not, edits it, and starts a build that is killed: the main process, all its processes or
one of those that it has forked, with a random signal. Then the site is built again, and from scratch in another folder.
Everything is random, and the same in each run with the same seed, except for what a build has done when it is killed.

Usage: ``python tools/kills.py [NUMBER] [--seed SEED]``
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

CONFIGURATION = """\
project = "Kills"
copyright = "nobody"
version = "1"
extensions = ["sphinx_anthology"]
html_theme = "furo"
suppress_warnings = ["anthology"]
"""
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1750000000"}
WORDS = "kite engine river lantern spring 봄 wool copper meadow anchor violet thunder".split()
BUILDERS = ("html",) * 6 + ("dirhtml", "epub", "text")
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has none
SIGNALS = (KILL,) * 4 + (signal.SIGTERM, signal.SIGINT)
TARGETS = ("main", "group", "child")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cfc0f01f00050001ff5e0b6b0d0000000049454e44ae426082"
)
_NOT_COMPARED = {".buildinfo", ".buildinfo.bak"}


@dataclass(frozen=True)
class Plan:
    """What happens in a trial."""

    builder: str
    jobs: int
    accelerate: bool
    is_cold: bool
    target: str
    signal: signal.Signals
    moment: float
    """When the build is killed: a part of the time that a build takes."""
    edits_after: bool
    """Whether the site is edited between the killed build and the next one."""
    kills: int
    """How many builds are killed, one after the other."""

    @classmethod
    def draw(cls, random: Random) -> Plan:
        """Return a random plan."""
        return cls(
            random.choice(BUILDERS),
            random.choice((1, 2, 3)),
            random.random() < 0.6,
            random.random() < 0.4,
            random.choice(TARGETS),
            random.choice(SIGNALS),
            random.uniform(0.2, 1.05),
            random.random() < 0.3,
            random.choice((1, 1, 1, 2)),
        )

    def __str__(self) -> str:
        start = "cold" if self.is_cold else "after edits"
        acceleration = "accelerated" if self.accelerate else "not accelerated"
        kills = f"{self.signal.name} to {self.target} at {self.moment:.0%}" + (" twice" if self.kills > 1 else "")
        return f"{self.builder} -j{self.jobs} {acceleration}, {start}, {kills}" + (", edited again" if self.edits_after else "")


@dataclass
class Sources:
    """The sources of a site, by path."""

    random: Random
    files: dict[str, str | bytes] = field(default_factory=dict)
    count: int = 0

    def begin(self, posts: int) -> None:
        """Make a site."""
        self.files = {"conf.py": CONFIGURATION, "index.md": "# Home\n\n```{posts}\n:limit: 5\n```\n"}
        for number in range(3):
            self.files[f"public/p{number}.png"] = PIXEL + bytes(number)
            self.files[f"posts/d{number}.csv"] = f"{number}\n"
        for _ in range(posts):
            self.add()

    def add(self) -> None:
        """Add a post."""
        self.count += 1
        random = self.random
        header = {
            "title": f"{random.choice(WORDS)} {self.count}",
            "date": f"202{random.randint(0, 5)}-0{random.randint(1, 9)}-1{random.randint(0, 9)}",
            "category": random.choice(("Tools", "Tools / Inner", "화제의 이슈", "Other")),
            "tags": f"[{random.choice(WORDS)}, {random.choice(WORDS)}]",
            "author": random.choice(("Kim", "Lee")),
            "aliases": f"[/old/{self.count}/]",
        }
        lines = "\n".join(f"{key}: {value}" for key, value in header.items())
        self.files[f"posts/p{self.count}.md"] = f"---\n{lines}\n---\n\n{self.text()}"

    def text(self) -> str:
        """Return the text of a post, with links, an image, a download and an entry of the index."""
        random = self.random
        number = random.randint(1, max(self.count, 1))
        paragraphs = [" ".join(random.choices(WORDS, k=60)) for _ in range(12)]
        paragraphs += [f"![](/p{random.randint(0, 2)}.png)", f"{{download}}`d{random.randint(0, 2)}.csv`", f"[](p{number}.md)"]
        paragraphs += [f"```{{index}} {random.choice(WORDS)}\n```", f"## {random.choice(WORDS)}"]
        random.shuffle(paragraphs)
        return "\n\n".join(paragraphs) + "\n"

    def edit(self) -> None:
        """Change something."""
        random = self.random
        path = random.choice(sorted(path for path in self.files if path.endswith(".md") and path != "index.md"))
        text, word = str(self.files[path]), random.choice(WORDS)
        image = self.files["public/p0.png"]
        changes: dict[str, dict[str, str | bytes]] = {
            "text": {path: f"{text}\n{word} {word}\n"},
            "title": {path: text.replace("title: ", f"title: New {word} ", 1)},
            "category": {path: text.replace("category: ", "category: Also ", 1)},
            "draft": {path: text.replace("---\n", "---\ndraft: true\n", 1)},
            "rename": {path.replace("/p", "/renamed"): text},
            "image": {"public/p0.png": (image if isinstance(image, bytes) else b"") + b"x"},
            "option of HTML": {"conf.py": f"{CONFIGURATION}html_title = {word!r}\n"},
            "option": {"conf.py": f"{CONFIGURATION}anthology_page_size = {random.randint(2, 9)}\n"},
        }
        kind = random.choice([*changes, "add", "delete"])
        if kind == "add":
            self.add()
        if kind in ("delete", "rename"):
            del self.files[path]
        self.files |= changes.get(kind, {})


class Folder:
    """A folder with the sources of a site and what is built of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written: Mapping[str, str | bytes] = {}

    def write(self, sources: Mapping[str, str | bytes]) -> None:
        """Write the sources that differ."""
        for path in self._written.keys() - sources.keys():
            (self.path / path).unlink()
        for path, content in sources.items():
            if self._written.get(path) != content:
                file = self.path / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content if isinstance(content, bytes) else content.encode())
        self._written = dict(sources)

    def command(self, plan: Plan) -> list[str]:
        """Return the command that builds the site."""
        build = self.path / "build"
        options = ["-q", "-b", plan.builder, "-j", str(plan.jobs), "-D", f"anthology_accelerate={int(plan.accelerate)}"]
        return [sys.executable, "-m", "sphinx", *options, "-d", f"{build}/doctrees", str(self.path), f"{build}/out"]

    def build(self, plan: Plan) -> list[str]:
        """Build the site, and return what went wrong."""
        done = subprocess.run(self.command(plan), capture_output=True, text=True, env=ENVIRONMENT, timeout=300, check=False)
        lines = [line for line in done.stderr.splitlines() if "WARNING" in line or "ERROR" in line or "rror!" in line]
        return lines + ([f"exit status {done.returncode}: {done.stderr[-2000:]}"] if done.returncode else [])

    def output(self) -> dict[str, bytes]:
        """Return the output, by path. An EPUB is unpacked, because it contains times."""
        result: dict[str, bytes] = {}
        out = self.path / "build/out"
        for file in sorted(out.rglob("*")):
            name = file.relative_to(out).as_posix()
            if file.suffix == ".epub":
                with zipfile.ZipFile(file) as book:
                    result |= {f"{name}/{each}": book.read(each) for each in book.namelist()}
            elif file.is_file() and file.name not in _NOT_COMPARED:
                result[name] = file.read_bytes()
        return result


def kill_build(command: list[str], plan: Plan, seconds: float) -> tuple[bool, float]:
    """Start a build and kill it.

    :param seconds: when.
    :returns: whether it was still running, and how long it ran.
    """
    start = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT, start_new_session=True
    )
    victims: list[int] = []
    while process.poll() is None:
        if time.monotonic() - start >= seconds:
            victims = children(process.pid) if plan.target == "child" else [process.pid]
            if victims:
                break
        time.sleep(0.002)
    for victim in victims[-1:]:
        try:
            os.killpg(victim, plan.signal) if plan.target == "group" else os.kill(victim, plan.signal)
        except ProcessLookupError:
            victims = []
    try:
        process.wait(120)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, KILL)
        process.wait()
        raise
    return bool(victims), time.monotonic() - start


def children(process: int) -> list[int]:
    """Return the processes that a process has forked."""
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def differences(clean: Mapping[str, bytes], found: Mapping[str, bytes]) -> list[str]:
    """Return a line for each file that is not as it should be."""
    result = [f"missing: {path}" for path in sorted(clean.keys() - found.keys())]
    result += [f"left over: {path}" for path in sorted(found.keys() - clean.keys())]
    for path in sorted(clean.keys() & found.keys()):
        if clean[path] != found[path]:
            pairs = zip(clean[path], found[path], strict=False)
            start = max(next((place for place, (one, other) in enumerate(pairs) if one != other), 0) - 60, 0)
            result.append(f"{path}: {clean[path][start : start + 160]!r}, not {found[path][start : start + 160]!r}")
    return result


@dataclass
class Laboratory:
    """Runs trials one after the other."""

    folder: Path
    posts: int = 24
    durations: dict[tuple[str, int, bool, bool], float] = field(default_factory=dict)
    """How long builds took, in seconds."""

    def run(self, plan: Plan, random: Random) -> tuple[bool, list[str]]:
        """Run a trial.

        :returns: whether a running build was killed, and what is wrong with the next one.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        sources, site = Sources(random), Folder(self.folder / "site")
        sources.begin(self.posts)
        kind = (plan.builder, plan.jobs, plan.accelerate, plan.is_cold)
        was_killed = False
        for number in range(plan.kills):
            if not plan.is_cold or number:
                site.write(sources.files)
                if not number and (wrong := site.build(plan)):
                    return False, wrong
                for _ in range(random.randint(1, 4)):
                    sources.edit()
            site.write(sources.files)
            known = self.durations.get(kind, 2.5)
            killed, seconds = kill_build(site.command(plan), plan, plan.moment * known)
            was_killed |= killed
            if not killed:
                self.durations[kind] = seconds
        if plan.edits_after:
            sources.edit()
        site.write(sources.files)
        wrong = site.build(plan)
        other = Folder(self.folder / "clean")
        other.write(sources.files)
        clean = Plan(plan.builder, 1, False, True, "", KILL, 0, False, 0)
        return was_killed, [*wrong, *other.build(clean), *differences(other.output(), site.output())]


def main() -> int:
    """Run trials, and print what they show."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("number", nargs="?", type=int, default=100, help="how many builds to kill (100)")
    parser.add_argument("--seed", type=int, default=0, help="the seed of all random choices (0)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first trial (0)")
    arguments = parser.parse_args()
    figures: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        laboratory = Laboratory(Path(folder, "trial"))
        number = arguments.first
        while figures["killed"] < arguments.number:
            random = Random(f"{arguments.seed}-{number}")
            plan = Plan.draw(random)
            was_killed, wrong = laboratory.run(plan, random)
            figures["killed" if was_killed else "finished before"] += 1
            figures["wrong"] += bool(wrong)
            print(f"{number}: {plan}: {'killed' if was_killed else 'finished before'}{', WRONG' if wrong else ''}", flush=True)
            print("".join(f"    {line}\n" for line in wrong[:20]), end="", flush=True)
            number += 1
    print(f"{figures['killed']} builds killed, {figures['finished before']} finished before, {figures['wrong']} wrong.")
    return 1 if figures["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
