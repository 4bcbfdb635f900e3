"""The state of a build."""

from __future__ import annotations

import pickle
from pathlib import Path

from sphinx_anthology.loading.files.post_files import PostFiles
from sphinx_anthology.settings import Settings
from sphinx_anthology.sphinx_ext.site import Site


class Counter:
    """A part of a site."""


def make_site() -> Site:
    return Site(Settings(), PostFiles(Path("/nowhere")))


def test_a_site_is_never_pickled() -> None:
    assert pickle.loads(pickle.dumps(make_site())) is None


def test_a_part_of_a_site_is_made_once() -> None:
    site, made = make_site(), []

    def make() -> Counter:
        made.append(Counter())
        return made[-1]

    assert site.part(Counter, make) is site.part(Counter, make)
    assert len(made) == 1


def test_a_site_has_its_own_parts() -> None:
    assert make_site().part(Counter, Counter) is not make_site().part(Counter, Counter)
