"""Make the fonts of share cards: subsets of Noto fonts that are small enough to ship.

Run it in an empty folder: it asks npm for the packages. It needs ``fonttools`` and ``brotli``::

    uv run --with fonttools --with brotli tools/make_card_fonts.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).resolve().parent.parent / "extensions/sphinx_anthology/outputs/share_cards/font_files"
MAX_BYTES = 200_000
"""Maximum size of all fonts together."""
EMOJI = (
    "😀😂😅😊😎😍🤔😢😱👀👋👍👏🙏💪❤💡⭐✨⚡🔥💥🎉🎁🏆🎯🎮💻📱🔍📚📖📝📌📅📈📊📦📢🔔🔒🔑🔧🛠⚙🧪🚀🌍🌱☕🐍🐳🐧🦀🐛🤖✅✔❌❗❓⚠★☆"
)
"""The emoji that titles of technical blogs have most often."""


class Font(NamedTuple):
    """A font, as npm has it, and the characters that are kept."""

    package: str
    file: str
    characters: frozenset[int]


def list_korean() -> Iterator[int]:
    """Yield the syllables of KS X 1001, the letters of Korean, and the punctuation beside them."""
    for row in range(0xB0, 0xC9):
        yield from (ord(bytes((row, cell)).decode("euc_kr")) for cell in range(0xA1, 0xFF))
    yield from (*map(ord, " !\"'(),-./:;?[]~"), *range(0x3131, 0x3164), *range(0x3001, 0x3004), *range(0x3008, 0x3012), 0x318D)


_EUROPEAN = (
    *(*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), *range(0x300, 0x30D), 0x327, 0x328, *range(0x384, 0x3CF)),
    *(*range(0x400, 0x460), 0x490, 0x491, *range(0x2010, 0x2028), *range(0x2030, 0x203B), 0x20A9, 0x20AC, 0x2116, 0x2122),
    *(
        *range(0x2190, 0x2194),
        *range(0x1EA0, 0x1EFA),
        0x1A0,
        0x1A1,
        0x1AF,
        0x1B0,
        0x2212,
        0x221E,
        0x2248,
        0x2260,
        0x2264,
        0x2265,
    ),
)
"""The alphabets of Europe and of Vietnamese, and the symbols beside them."""
_SYMBOLS = (*range(0x2190, 0x2195), 0x21D2, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CF, 0x25B6)
"""Arrows, mathematical operators and marks."""
FONTS = {
    "NotoSans-Bold": Font("@expo-google-fonts/noto-sans", "700Bold/NotoSans_700Bold.ttf", frozenset(_EUROPEAN)),
    "NotoSansKR-Bold": Font(
        "@expo-google-fonts/noto-sans-kr", "700Bold/NotoSansKR_700Bold.ttf", frozenset((*list_korean(), *_SYMBOLS))
    ),
    "NotoEmoji-Bold": Font("@expo-google-fonts/noto-emoji", "700Bold/NotoEmoji_700Bold.ttf", frozenset(map(ord, EMOJI))),
}
"""The fonts by the names of their files."""


def main() -> None:
    """Write the fonts and their licences."""
    for name, font in FONTS.items():
        _make_subset(name, font)
    size = sum(file.stat().st_size for file in TARGET.glob("*.woff2"))
    print(f"{size} bytes")
    if size > MAX_BYTES:
        sys.exit(f"The fonts are larger than {MAX_BYTES} bytes.")


def _make_subset(name: str, font: Font) -> None:
    packed = subprocess.run(
        ("npm", "pack", "--silent", font.package), check=True, capture_output=True, text=True
    ).stdout.strip()
    with tarfile.open(packed) as archive:
        archive.extractall(name, filter="data")
    folder = Path(name, "package")
    unicodes = ",".join(f"U+{character:04X}" for character in sorted(font.characters))
    command = [
        *(sys.executable, "-m", "fontTools.subset", str(folder / font.file), f"--unicodes={unicodes}"),
        *("--flavor=woff2", f"--output-file={TARGET / name}.woff2", "--no-hinting", "--notdef-outline"),
        *("--layout-features=kern,ccmp,mark", "--name-IDs=0,1,2,3,4,5,6,13,14"),
    ]
    subprocess.run(command, check=True)
    shutil.copy(folder / "LICENSE_FONT", TARGET / f"{name}.LICENSE")


if __name__ == "__main__":
    main()
