"""One small blog in each theme that this package is tested with."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conftest import Site


@dataclass(frozen=True)
class Theme:
    """A theme of Sphinx."""

    name: str
    module: str
    has_dark_scheme: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)
    extensions: tuple[str, ...] = ()
    link_contrast: float = 4.5
    """The contrast that links need at least: that of the theme's own links."""

    @property
    def is_installed(self) -> bool:
        """Whether the theme can be used."""
        return importlib.util.find_spec(self.module) is not None

    @property
    def schemes(self) -> tuple[str, ...]:
        """The colour schemes that the theme has."""
        return ("light", "dark") if self.has_dark_scheme else ("light",)


_PALETTE = [
    {"media": f"(prefers-color-scheme: {scheme})", "scheme": name} for scheme, name in (("light", "default"), ("dark", "slate"))
]
THEMES = (
    Theme("furo", "furo"),
    Theme("pydata_sphinx_theme", "pydata_sphinx_theme"),
    Theme("sphinx_book_theme", "sphinx_book_theme"),
    Theme("sphinx_rtd_theme", "sphinx_rtd_theme", has_dark_scheme=False, link_contrast=4.1),
    Theme("shibuya", "shibuya"),
    Theme(
        "sphinx_immaterial",
        "sphinx_immaterial",
        options={"palette": _PALETTE, "font": False},
        extensions=("sphinx_immaterial",),
    ),
    Theme("sphinxawesome_theme", "sphinxawesome_theme", extensions=("sphinxawesome_theme",)),
    Theme("alabaster", "alabaster", has_dark_scheme=False),
)


def write_blog(site: Site, theme: Theme) -> None:
    """Write a blog with guides, covers, categories, tags, a series and two authors."""
    extensions = ["sphinx_anthology", *theme.extensions]
    site.write(
        "conf.py",
        f"extensions = {extensions!r}\nproject = 'Notes'\ncopyright = '2025, us'\nhtml_theme = {theme.name!r}\n"
        f"html_theme_options = {dict(theme.options)!r}\nhtml_baseurl = 'https://notes.example.org/'\n"
        "myst_enable_extensions = ['colon_fence']\nanthology_today = '2025-06-01'\n",
    )
    pages = "\n".join(f"guide/{name}" for name in ("install", "configure", "deploy"))
    guide = f"```{{toctree}}\n:caption: Guide\n:hidden:\n\n{pages}\n```\n"
    site.write(
        "index.md",
        f"# Notes\n\nWhat we learnt.\n\n```{{posts}}\n:limit: 6\n```\n\n{guide}",
    )
    for name in ("install", "configure", "deploy"):
        site.write(f"guide/{name}.md", f"# {name.capitalize()}\n\nText.\n\n## First\n\nMore text.\n")
    site.picture("public/cover.png", 1200, 630)
    for number in range(12):
        cover = {} if number % 3 else {"cover": "/cover.png"}
        site.post(
            f"p{number:02}",
            f"Text about **things**, see {{post}}`p{(number + 5) % 12:02}`.\n\n## Details\n\nMore of it.\n",
            title=f"What we learnt from project number {number}",
            date=f"20{23 + number % 3}-0{1 + number % 5}-1{number % 10}",
            category=("Search", "Writing", "People")[number % 3],
            tags=["sphinx", "notes"] if number % 2 else ["notes"],
            author=("Mina Seo", "Ada Byron")[number % 2],
            series="Foundations" if number < 3 else "",
            excerpt="A short account of what went well, what did not, and what we would do again next time.",
            **cover,
        )


def build_blog(folder: Path, theme: Theme) -> Path:
    """Build the blog in a theme and return the output folder. Warnings are errors.

    A process of its own does it, because themes change Sphinx for all builds that follow.
    """
    site = Site(folder / theme.name)
    write_blog(site, theme)
    output = folder / f"{theme.name}-html"
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "-q", "-d", str(folder / "doctrees" / theme.name)]
    done = subprocess.run([*command, str(site.folder), str(output)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return output
