"""All that the files of a new project say: what the user has asked for, and what the folder and the machine say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from ...characters import clean_text
from ...loading.build_time import get_build_time
from ...loading.posts.rest_text import REST_SUFFIX
from ...loading.project import SUFFIXES
from ...settings import Settings
from .environment import Repository, find_language, find_repository, find_time_zone
from .existing_posts import ExistingPosts, find_posts

_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_DOMAIN_FILES = ("CNAME", "public/CNAME", "static/CNAME", "docs/CNAME", "source/CNAME")
"""The files in which GitHub Pages looks for the domain of a site, and those from which engines copy it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user has asked for; empty where nothing was said."""

    name: str = ""
    language: str = ""
    posts: str = ""
    """The folder of the posts, in POSIX form and relative to that of the project, which is ``.``."""
    workflow: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the files of a project say."""

    name: str
    language: str
    timezone: str
    date: str
    """Today, in ISO 8601."""
    posts_folder: str
    """The folder of the first post."""
    existing: ExistingPosts
    repository: Repository
    address: str = ""
    """The address of the site; empty if it is not known."""
    workflow: str = ""
    home_page: str = ""
    """The name of the file of the home page; empty if there is none."""

    @property
    def patterns(self) -> tuple[str, ...]:
        """The value of the option ``posts``; nothing if its default has all posts."""
        patterns = self.existing.patterns or (f"{self.posts_folder}/**",)
        return () if set(patterns) <= set(Settings().posts) else patterns

    @property
    def other_documents(self) -> tuple[str, ...]:
        """The documents that are neither posts, nor the home page, nor index pages; a page of another engine may be one."""
        indexes = f"{Settings().browse}/"
        return tuple(path for path in self.existing.other_documents if path != self.home_page and not path.startswith(indexes))

    @property
    def included(self) -> tuple[str, ...]:
        """The patterns of the home page, the posts and the index pages; nothing if there are no other documents."""
        posts = self.existing.patterns or (f"{self.posts_folder}/**",)
        return ("index.*", *posts, f"{Settings().browse}/**") if self.other_documents else ()


def plan_project(folder: Path, wishes: Wishes) -> Plan:
    """Find out all that the files of a project say.

    :param folder: the folder of the project, absolute.
    :raises click.UsageError: the posts that are there cannot be read.
    :raises ValueError: ``SOURCE_DATE_EPOCH`` is not a number.
    """
    repository = find_repository(folder)
    existing = find_posts(folder, wishes.posts)
    language = wishes.language or existing.language or find_language()
    timezone = find_time_zone(language)
    home_pages = [f"index{suffix}" for suffix in (*SUFFIXES, REST_SUFFIX)]
    return Plan(
        name=clean_text(normalize("NFC", wishes.name or folder.name)).strip() or "Blog",
        language=language,
        timezone=timezone,
        date=f"{get_build_time('', Settings(timezone=timezone).zone):%Y-%m-%d}",
        posts_folder="posts" if wishes.posts in ("", ".") else wishes.posts,
        existing=existing,
        repository=repository,
        address=_find_address(folder, repository if wishes.workflow else Repository()),
        workflow=wishes.workflow,
        home_page=next((name for name in home_pages if (folder / name).exists()), ""),
    )


def _find_address(folder: Path, repository: Repository) -> str:
    """Return the address of a site by the domain in its files, or else on GitHub Pages; empty if it is not known."""
    for name in _DOMAIN_FILES:
        try:
            domain = (folder / name).read_text(encoding="utf-8").strip().lower()
        except (OSError, UnicodeDecodeError):
            continue
        if _DOMAIN.fullmatch(domain):
            return f"https://{domain}/"
    return repository.pages_address
