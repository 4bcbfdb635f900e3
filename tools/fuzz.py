"""Feed targets with inputs that Atheris makes, guided by which lines they reach, and keep each input that fails.

Run it with ``nox -s fuzz``. The inputs that reach something new are kept in ``build/fuzz``, where the next run begins. An input
that fails, hangs or takes too much memory is written to ``tests/fuzz_cases``, and is a test from then on. Needs Linux.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HANG = 60
"""The seconds after which libFuzzer itself ends a run, for hangs in code that is not Python."""
WORDS = Path("build/fuzz/words.txt")
SIGNS = """
--- +++ {{< >}} {{% {% %} {{ }} <!-- --> ``` ::: !!! ??? [[ ]] ![ ]( $$ title:␠ date:␠ tags:␠[ categories: -␠ ␠␠ ␉ ␍␊ &a␠ *a
<<:␠ |- ' " [^1] ^[ 가 é %%% ../ file:// javascript: <Tabs> </Tabs> import␠a␠from␠'b' \\begin{align} \\end{align} "cells":␠[
"source":␠ ..␠code:: :title:␠ extensions␠=␠[ 2025-01-02 true null ␀ ␛
"""
"""What means something to a target, with pictures of characters that are not printed."""
_PICTURES = {0x2420: " ", 0x2409: "\t", 0x240D: "\r", 0x240A: "\n", 0x2400: "\0", 0x241B: "\x1b"}


def main() -> int:
    """Fuzz each target in a process of its own, and return 1 if one has failed."""
    parser = argparse.ArgumentParser(prog="nox -s fuzz --", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="what to fuzz (default: all)")
    parser.add_argument("--seconds", type=int, default=3600, metavar="N", help="how long, all together (default: 3600)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the inputs (default: 1)")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        _fuzz(options.targets[0], options.seconds, options.seed)
    from fuzz_targets import TARGETS

    targets = options.targets or list(TARGETS)
    if unknown := set(targets) - TARGETS.keys():
        parser.error(f"unknown target: {', '.join(sorted(unknown))}")
    failed = [target for target in targets if _run(target, options.seconds // len(targets), options.seed)]
    print(f"Fuzzed {', '.join(targets)} with seed {options.seed}: {', '.join(failed) or 'nothing'} failed.")
    return 1 if failed else 0


def _run(target: str, seconds: int, seed: int) -> int:
    """Fuzz a target, and return the exit status."""
    print(f"{target}: {seconds} seconds", flush=True)
    command = [sys.executable, __file__, "--child", target, f"--seconds={seconds}", f"--seed={seed}"]
    return subprocess.run(command, check=False).returncode


def _fuzz(target: str, seconds: int, seed: int) -> None:
    """Fuzz a target in this process, which ends then."""
    import atheris

    with atheris.instrument_imports(include=["sphinx_anthology", "markdown_it", "mdit_py_plugins"]):
        import fuzz_targets

    corpus, cases = WORDS.parent / target, fuzz_targets.CASES / target
    for folder in (corpus, cases):
        folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(fuzz_targets.list_seeds(target)):
        (corpus / f"seed-{number}").write_bytes(data)
    WORDS.write_text("".join(f'"{_escape(sign.encode())}"\n' for sign in _list_signs()), encoding="ascii")
    arguments = [
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={fuzz_targets.SIZE}",
        f"-timeout={HANG}",
        f"-rss_limit_mb={2 * fuzz_targets.MEGABYTES}",
        f"-dict={WORDS}",
        f"-artifact_prefix={cases}/",
        "-print_final_stats=1",
        str(corpus),
    ]
    atheris.Setup([sys.argv[0], *arguments], lambda data: fuzz_targets.run(target, data))
    atheris.Fuzz()


def _list_signs() -> list[str]:
    return [sign.translate(_PICTURES) for sign in SIGNS.split()]


def _escape(data: Sequence[int]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in data)


if __name__ == "__main__":
    sys.exit(main())
