"""Builds as on the command line, so that no handler of a test is connected."""

from __future__ import annotations

import os
from collections.abc import Callable

from conftest import Site, read_output
from sphinx.cmd.build import main


def build(site: Site, *arguments: str, builder: str = "html") -> int:
    """Build a site; return the exit status.

    :param arguments: further options, and the paths of files if only they are built.
    """
    folder = site.folder
    files = [option for option in arguments if option.endswith(".md")]
    options = [option for option in arguments if option not in files]
    options += ["-q", "-b", builder, "-d", str(folder / "build/doctrees")]
    return main([*options, str(folder), str(folder / "build" / builder), *files])


def rests(site: Site, *arguments: str, builder: str = "html") -> bool:
    """Build, and return whether nothing was done: Sphinx itself writes the inventory in each build."""
    inventory = site.folder / "build" / builder / "objects.inv"
    before = inventory.stat().st_mtime_ns if inventory.exists() else 0
    assert build(site, *arguments, builder=builder) == 0
    return inventory.stat().st_mtime_ns == before


def output(site: Site) -> dict[str, bytes]:
    """Return the files of the HTML output, by path."""
    return read_output(site.folder / "build/html")


def page(site: Site, name: str) -> str:
    """Return the text of a file of the HTML output."""
    return (site.folder / "build/html" / name).read_text(encoding="utf-8")


Change = Callable[[Site], object]


def edit(name: str, text: str) -> Change:
    """Return a function that writes a file of a site."""
    return lambda site: site.write(name, text)


def delete(name: str) -> Change:
    """Return a function that deletes a file of a site."""
    return lambda site: (site.folder / name).unlink()


def touch(name: str) -> Change:
    """Return a function that makes a file of a site newer."""

    def set_time(site: Site) -> None:
        file = site.folder / name
        os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 10**9))

    return set_time
