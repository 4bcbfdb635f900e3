"""What variants of pictures cost: posts with covers are built with and without them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageFilter

from .contestants import CONTESTANTS, OUTPUT, Contestant
from .measure import FailedError, Site, Usage, measure
from .posts import Post, Source
from .report import OURS, describe_circumstances
from .results import Failure, Measurement, Results, Step

WITH, WITHOUT = "with variants", "without"
STEPS = (Step.COLD, Step.UNCHANGED, Step.EDITED)
_HEADS = {Step.COLD: "Cold", Step.UNCHANGED: "No change", Step.EDITED: "One edited"}
_SIZE = (1600, 900)
_WIDTHS = (480, 800, 1200)
"""The widths of the variants of such a picture."""


def make_cover(number: int) -> bytes:
    """Return a JPEG that is as hard to compress as a photo, and another one for each number."""
    small = Image.new("RGB", (16, 9))
    for place in range(16 * 9):
        value = (place * 7919 + number * 104_729) % 16_777_213
        small.putpixel((place % 16, place // 16), (value % 256, value // 256 % 256, value // 65_536))
    smooth = small.resize(_SIZE, Image.Resampling.BICUBIC)
    grain = Image.radial_gradient("L").resize((160, 90)).filter(ImageFilter.CONTOUR).resize(_SIZE, Image.Resampling.NEAREST)
    file = io.BytesIO()
    Image.blend(smooth, grain.convert("RGB"), 0.25).save(file, "JPEG", quality=85)
    return file.getvalue()


def variants() -> list[Contestant]:
    """Return sphinx-anthology with and without variants of pictures, for posts with covers."""
    ours = CONTESTANTS[0]

    def spell(post: Post) -> str:
        return ours.spell(post).replace("---\n", f"---\ncover: /images/{post.name}.jpg\n", 1)

    covered = replace(ours, spell=spell)
    off = ("-D", "anthology_images=0")
    return [replace(covered, setting=WITH), replace(covered, setting=WITHOUT, command=(*ours.command, *off))]


class CoveredSite(Site):
    """A site of posts with covers, whose later builds must not draw any of them again."""

    _drawn: Mapping[str, tuple[int, int]]
    """The size and the modification time of each variant after the first build, by name."""

    def build(self, step: Step, timeout: float) -> tuple[Usage, float]:
        """Build the site as :meth:`.Site.build` does.

        :raises FailedError: the build failed, variants are missing, or they were drawn again.
        """
        usage = super().build(step, timeout)
        drawn = self._list_variants()
        if step is Step.COLD:
            wanted = len(_WIDTHS) * self.posts if self.contestant.setting == WITH else 0
            if len(drawn) != wanted:
                raise FailedError(f"{len(drawn)} variants are drawn, not {wanted}")
            self._drawn = drawn
        elif drawn != self._drawn:
            raise FailedError("pictures that have not changed are drawn again")
        return usage

    def _list_variants(self) -> Mapping[str, tuple[int, int]]:
        states = ((file.name, file.stat()) for file in (self.folder / OUTPUT / "_pictures").glob("*.webp"))
        return {name: (state.st_size, state.st_mtime_ns) for name, state in states}


def measure_variants(
    programs: Path, source: Source, posts: int, repetitions: int, timeout: float, folder: Path
) -> Iterator[Measurement | Failure]:
    """Build the same posts with covers, with and without variants, in turn.

    :param programs: the folder of the program ``python``.
    :param timeout: seconds until a build is killed.
    :param folder: the folder of the sites. They are deleted at the end.
    """
    sites = [CoveredSite(variant, programs, source, posts, folder / variant.slug) for variant in variants()]
    for number in range(posts):
        cover = make_cover(number)
        for site in sites:
            site.add_file(f"{site.contestant.images}/{source(number).name}.jpg", cover)
    yield from measure(sites, repetitions, timeout, STEPS)
    for site in sites:
        site.remove()


def markdown(results: Results, posts: int) -> str:
    """Return a table of seconds and CPU seconds, and of what each picture costs."""
    lines = [["Build", "Seconds, with", "Without", "Ratio", "CPU s, with", "Without", "CPU ms for each picture"]]
    lines.append(["---", *["--:"] * 6])
    lines += [[_HEADS[step], *_cells(results, posts, step)] for step in STEPS]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"{table}\n\n{posts:,} posts; {describe_circumstances(results)}\n"


def _cells(results: Results, posts: int, step: Step) -> list[str]:
    seconds, cpu = (
        [results.median(OURS, posts, step, what, setting) for setting in (WITH, WITHOUT)] for what in ("seconds", "cpu_seconds")
    )
    if None in (*seconds, *cpu):
        return ["–"] * 6
    (more, less), (more_cpu, less_cpu) = ([value or 0.0 for value in pair] for pair in (seconds, cpu))
    cost = f"{max(0.0, more_cpu - less_cpu) / posts * 1000:.0f}"
    return [f"{more:.2f}", f"{less:.2f}", f"{more / less:.2f}", f"{more_cpu:.2f}", f"{less_cpu:.2f}", cost]
