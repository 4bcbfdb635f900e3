"""A moment of fuzzing, with the same inputs in each run, and the inputs that once failed. ``nox -s fuzz`` goes on for long."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from fuzz_targets import CASES, SIZE, TARGETS, list_seeds, run

INPUTS = {"front_matter": 2000, "markup": 1500, "files": 1500, "commands": 300, "exports": 400}
"""The number of inputs for each target."""
SIGNS = [
    "---",
    "+++",
    "{{<",
    ">}}",
    "{%",
    "%}",
    "```",
    ":::",
    "[[",
    "]]",
    "$$",
    "'",
    '"',
    "title: ",
    "- ",
    "  ",
    "\t",
    "\r",
    "\x00",
    "가",
    "&a",
    "*a",
]


def mutate(random: Random, seeds: list[bytes]) -> bytes:
    """Return a random input: a part of a seed, with parts of others and with signs that mean something."""
    data = random.choice(seeds)
    for _ in range(random.randint(1, 6)):
        start, end = sorted(random.choices(range(len(data) + 1), k=2))
        other = random.choice(seeds)
        part = random.choice([b"", data[start:end] * 2, random.choice(SIGNS).encode(), random.randbytes(2), other[start:end]])
        data = data[:start] + part + data[random.choice([start, end]) :]
    return data[:SIZE]


@pytest.mark.parametrize("target", TARGETS)
def test_no_random_input_makes_a_target_fail_or_hang(target: str) -> None:
    seeds, random = list_seeds(target), Random(target)
    for data in seeds + [mutate(random, seeds) for _ in range(INPUTS[target])]:
        try:
            run(target, data)
        except BaseException as error:
            error.add_note(f"The input is {data!r}. Write it to a file in {CASES / target}.")
            raise


@pytest.mark.parametrize("case", sorted(CASES.glob("*/*")), ids=lambda case: f"{case.parent.name}/{case.name}")
def test_an_input_that_once_failed_is_read(case: Path) -> None:
    run(case.parent.name, case.read_bytes())
