"""Draw the packages of the import contracts in pyproject.toml as an SVG, highest layer first.

``python tools/draw_packages.py`` writes ``docs/public/packages.svg``. A test compares the file with the contracts.
"""

from __future__ import annotations

import re
import tomllib
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs/public/packages.svg"
WIDTH, ROW, GAP, MARGIN, LABEL = 780, 56, 12, 20, 250
"""Sizes in pixels: of the picture, of a layer, between boxes, around all, and of the column with libraries."""
LIBRARIES = {"docutils": "docutils", "sphinx": "Sphinx", "myst_parser": "MyST"}
STYLE = """
  .back{fill:#fff} .box{fill:#eef3fb;stroke:#9db7e0} .own{fill:#fdf1e3;stroke:#e0b680}
  text{fill:#24292f;font:15px system-ui,sans-serif} .small{font-size:13px;fill:#57606a}
  @media (prefers-color-scheme:dark){
    .back{fill:#1b1e22} .box{fill:#22304a;stroke:#4f6fa8} .own{fill:#43321e;stroke:#9a7238}
    text{fill:#e6e8eb} .small{fill:#a6adb7}
  }
"""


def read_contracts() -> dict[str, Any]:
    """Return the contracts of import-linter by their ids."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return {contract["id"]: contract for contract in settings["contracts"]}


def list_layers(contracts: dict[str, Any]) -> list[list[str]]:
    """Return the packages of each layer, highest first. Small modules of the lowest one are one entry."""
    layers = [re.split(r" [|:] ", layer) for layer in contracts["layers"]["layers"]]
    return [*layers[:-1], [f"{len(layers[-1])} small modules"]]


def name_libraries(package: str, contracts: dict[str, Any]) -> str:
    """Return the names of the libraries that a package may import, besides those that all may."""
    forbidden: set[str] = set()
    for contract in contracts.values():
        if f"sphinx_anthology.{package}" in contract.get("source_modules", []):
            forbidden.update(contract["forbidden_modules"])
    return ", ".join(name for library, name in LIBRARIES.items() if library not in forbidden)


def draw(contracts: dict[str, Any]) -> str:
    """Return the picture."""
    layers = list_layers(contracts)
    height = 2 * MARGIN + (len(layers) + 1) * (ROW + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        f"<title>The packages, each of which imports from the layers below it</title><style>{STYLE}</style>",
        f'<rect class="back" width="{WIDTH}" height="{height}" rx="8"/>',
    ]
    for number, layer in enumerate(layers):
        top = MARGIN + number * (ROW + GAP)
        parts += draw_row(layer, top, "box")
        libraries = dict.fromkeys(found for package in layer if (found := name_libraries(package, contracts)))
        note = "the standard library" if number == len(layers) - 1 else " / ".join(libraries)
        parts.append(f'<text class="small" x="{WIDTH - LABEL + GAP}" y="{top + ROW / 2 + 5:g}">{escape(note)}</text>')
    top = MARGIN + len(layers) * (ROW + GAP) + GAP
    parts += draw_row(["acceleration"], top, "own")
    users = " and ".join(name.rpartition(".")[2] for name in contracts["accelerated"]["allowed_importers"])
    parts.append(f'<text class="small" x="{WIDTH - LABEL + GAP}" y="{top + ROW / 2 + 5:g}">for {escape(users)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def draw_row(names: list[str], top: int, kind: str) -> list[str]:
    """Return boxes side by side, as wide as the column of packages."""
    width = (WIDTH - LABEL - MARGIN - GAP * (len(names) - 1)) / len(names)
    parts = []
    for number, name in enumerate(names):
        left = MARGIN + number * (width + GAP)
        parts.append(f'<rect class="{kind}" x="{left:g}" y="{top}" width="{width:g}" height="{ROW}" rx="6"/>')
        middle = f'x="{left + width / 2:g}" y="{top + ROW / 2 + 5:g}"'
        parts.append(f'<text {middle} text-anchor="middle">{escape(name)}</text>')
    return parts


if __name__ == "__main__":
    FILE.write_text(draw(read_contracts()), encoding="utf-8")
