"""Glob patterns of paths, compared with those of Sphinx."""

from __future__ import annotations

import pytest
from sphinx.util.matching import Matcher
from sphinx_anthology.loading.files.patterns import matches_pattern

PATHS = ["a.md", "posts/a.md", "posts/deep/b.md", "posts/c.txt", "posts/[x].md", "posts/-.md", "postsa.md", "posts/a+b.md"]


@pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning")  # of the expression that Sphinx compiles
@pytest.mark.parametrize(
    "pattern",
    [
        *("**", "*", "posts/**", "posts/*", "posts/*.md", "**/b.md", "posts/?.md", "posts/[ab].md", "posts/[!ab].md"),
        *("posts/[a-c].md", "posts/[!a-c].*", "posts/a+b.md", "posts/[[]x].md", "posts/[x].md", "", "posts/[", "posts/[]a"),
    ],
)
def test_a_pattern_matches_what_sphinx_matches(pattern: str) -> None:
    matcher = Matcher([pattern])
    assert [matches_pattern(path, [pattern]) for path in PATHS] == [matcher(path) for path in PATHS]


def test_one_of_several_patterns_has_to_match() -> None:
    assert matches_pattern("notes/a.md", ("posts/**", "notes/**"))
    assert not matches_pattern("talks/a.md", ("posts/**", "notes/**"))
    assert not matches_pattern("talks/a.md", ())
