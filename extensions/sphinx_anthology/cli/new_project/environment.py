"""What the machine says of a new project, so that nobody is asked: author, repository, language and time zone."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...characters import clean_text
from ...fields.languages import parse_language_name
from ...outputs.edit_links import parse_repository

_HOSTS = ("github.com", "gitlab.com", "bitbucket.org")
"""The hosts whose addresses of edit pages the theme Furo knows."""
_ZONE_FILE = Path("/etc/localtime")
_WITH_REGION = ("zh", "pt")
"""The languages whose regions Sphinx tells apart."""
_BRANCH = "main"
_SECONDS = 10
"""Maximum time that an answer of Git may take."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The Git repository in which a folder is; empty texts are unknown."""

    author: str = ""
    """The name that Git gives to new commits."""
    host: str = ""
    path: str = ""
    """Owner and name, such as ``someone/blog``."""
    branch: str = _BRANCH
    folder: str = ""
    """The path of the folder in the repository, with a slash at its end; empty for the repository itself."""

    @property
    def url(self) -> str:
        """The address of the repository, if the theme can link to its files; else empty."""
        return f"https://{self.host}/{self.path}/" if self.host in _HOSTS else ""

    @property
    def pages_address(self) -> str:
        """The address of the repository's site on GitHub Pages; empty if the repository is not on GitHub."""
        owner, _, name = self.path.partition("/")
        if self.host != "github.com":
            return ""
        site = f"https://{owner.lower()}.github.io/"
        return site if name.lower() == f"{owner.lower()}.github.io" else f"{site}{name}/"


def find_author(folder: Path) -> str:
    """Return the name that Git gives to new commits in a folder; empty if it is not known."""
    return clean_text(_ask_git(folder, "config", "user.name")).strip()


def find_repository(folder: Path) -> Repository:
    """Return what Git knows of a folder, which need not be in a repository."""
    author = find_author(folder)
    prefix = _ask_git(folder, "rev-parse", "--show-prefix")
    branch = _ask_git(folder, "symbolic-ref", "--short", "HEAD") or _ask_git(folder, "config", "init.defaultBranch") or _BRANCH
    remotes = _ask_git(folder, "remote").splitlines()
    remote = "origin" if "origin" in remotes else next(iter(remotes), "")
    url = urlsplit(parse_repository(_ask_git(folder, "remote", "get-url", "--", remote)) if remote else "")
    path = url.path.strip("/")
    return Repository(author, (url.hostname or "") if "/" in path else "", path, branch, prefix)


def _ask_git(folder: Path, *arguments: str) -> str:
    """Return what Git prints; empty if it fails or is not installed."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""


def find_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language of the user, as Sphinx spells it: ``ko``, ``pt_BR``; ``en`` if it is not known."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for locale in environment.get(name, "").split(":"):
            if language := spell_for_sphinx(re.split("[.@]", locale)[0]):
                return language
    return "en"


def spell_for_sphinx(name: str) -> str | None:
    """Return a language as Sphinx spells it: ``ko`` for ``ko-KR``, but ``pt_BR`` for ``pt-BR``. None if it is no language."""
    tag = parse_language_name(name)
    code, *subtags = tag.split("-") if tag else ("",)
    return "_".join((code, *subtags)) if code in _WITH_REGION else code or None


def find_time_zone(language: str, environment: Mapping[str, str] = os.environ, zone_file: Path = _ZONE_FILE) -> str:
    """Return the IANA name of the time zone of the machine. One that runs in UTC does not know that of its user."""
    names = (environment.get("TZ", "").lstrip(":"), str(zone_file.resolve()).partition("/zoneinfo/")[2])
    for name in names:
        if "/" in name and not name.startswith(("Etc/", "/")) and _is_zone(name):
            return name
    return "Asia/Seoul" if language == "ko" else "UTC"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
