"""The posts that are in the folder of a new project already."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ...catalogue.post import Post
from ...loading.files.patterns import matches_pattern
from ...loading.loader import LoadResult
from ...loading.project import SourceProject
from ...problems import Severity
from ...settings import Settings
from ..new_post.composition import DRAFTS_FOLDER
from ..project_posts import load_project_posts
from .environment import spell_for_sphinx

_POST_FOLDERS = (
    "posts _posts blog articles content/posts content/post content/blog content/articles src/content/blog src/content/posts "
    "src/posts source/_posts src/_posts data/blog docs/posts docs/blog"
).split()
"""The folders in which blog engines have posts, the most likely one first."""


@dataclass(frozen=True, slots=True)
class ExistingPosts:
    """The posts in a folder."""

    patterns: tuple[str, ...] = ()
    """Glob patterns of their files."""
    count: int = 0
    problems: int = 0
    """The number of errors and warnings in them."""
    language: str | None = None
    """The language of most of them, as Sphinx spells it; None if it is not known."""
    other_documents: tuple[str, ...] = ()
    """The paths of further documents."""

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that have the posts; ``.`` for the folder of the project."""
        return tuple(pattern.removesuffix("/**") if pattern.endswith("/**") else "." for pattern in self.patterns)


def find_posts(folder: Path, given: str = "") -> ExistingPosts:
    """Find the posts in a folder: in the given folder, or else in one that a blog engine uses, or else all with a date.

    :param given: the path of a folder in *folder*, in POSIX form; empty to look for one.
    :raises click.UsageError: a post or an option cannot be read at all.
    """
    project = SourceProject(folder)
    # The README is for readers of the repository: it is no document beside a home page.
    documents = [path for path in project.list_posts(folder) if not path.casefold().startswith("readme.")]
    patterns = tuple(pattern for name in ([given] if given else _POST_FOLDERS) for pattern in _find_patterns(name, documents))
    patterns += tuple(pattern for drafts in _list_draft_folders(patterns) for pattern in _find_patterns(drafts, documents))
    if not given and not patterns and documents:
        patterns = _join_folders(post.path for post in _load(folder, ("**",)).catalogue.all_posts if post.published)
    if not patterns:
        return ExistingPosts(other_documents=tuple(documents))
    loaded = _load(folder, patterns)
    posts = loaded.catalogue.all_posts
    others = [path for path in documents if not matches_pattern(path, patterns)]
    serious = [problem for problem in loaded.problems if problem.code.severity is not Severity.NOTICE]
    return ExistingPosts(patterns, len(posts), len(serious), _find_language(posts), tuple(others))


def _find_language(posts: Iterable[Post]) -> str | None:
    """Return the language of most posts that are no translations, as Sphinx spells it; None if they do not say it."""
    languages = Counter(post.language or "" for post in posts if not post.translation_of)
    return spell_for_sphinx(languages.most_common(1)[0][0]) if languages else None


def _list_draft_folders(patterns: Iterable[str]) -> list[str]:
    """Return the folders in which drafts are, if posts are in ``_posts``: the one beside it, as in Jekyll and Hexo."""
    return [f"{pattern.removesuffix('_posts/**')}{DRAFTS_FOLDER}" for pattern in patterns if pattern.endswith("_posts/**")]


def _load(folder: Path, patterns: tuple[str, ...]) -> LoadResult:
    return load_project_posts(SourceProject(folder, Settings(posts=patterns), is_configured=True), folder)


def _find_patterns(folder: str, documents: Iterable[str]) -> tuple[str, ...]:
    """Return the pattern of the documents in a folder; none if there are none."""
    if folder == ".":
        return _join_folders(documents)
    return (f"{folder}/**",) if any(path.startswith(f"{folder}/") for path in documents) else ()


def _join_folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Return a pattern for each top folder of some files, and for the suffixes of those that are in none."""
    tops: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        parent = PurePosixPath(path).parent
        tops[parent.parts[0] if parent.parts else f"*{PurePosixPath(path).suffix}"].append(str(parent))
    return tuple(sorted(top if parents[0] == "." else f"{os.path.commonpath(parents)}/**" for top, parents in tops.items()))
