"""The addresses at which readers change the source of an article, on the hosts of repositories."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from ..urls import UrlError, is_web_url, parse_url

_SSH = re.compile(r"(?:ssh://)?(?:[\w.-]+@)?([\w.-]+\.[\w-]+)(?::\d{1,5}(?=/))?[:/](?!//)(.+)", re.ASCII)
"""An address for SSH: ``git@github.com:kim/notes.git`` or ``ssh://git@github.com/kim/notes.git``."""
_USER = re.compile(r"(?<=://)[^/@]*@")
_GITHUB, _GITLAB, _BITBUCKET, _FORGEJO, _SOURCEHUT = "github", "gitlab", "bitbucket", "forgejo", "sourcehut"
_KINDS = {"codeberg.org": _FORGEJO, "git.sr.ht": _SOURCEHUT}
_NAMES = {name: name for name in (_GITHUB, _GITLAB, _BITBUCKET, _FORGEJO)} | {"gitea": _FORGEJO, "codeberg": _FORGEJO}


class SourceRepository(NamedTuple):
    """Where the sources of a site are."""

    url: str
    """The address of the repository on the web, without a slash at its end."""
    branch: str
    folder: str = ""
    """The source folder, relative to the repository; empty if it is the top."""

    def make_edit_url(self, path: str) -> str:
        """Return the address at which a file is changed; empty if the host is not known.

        sourcehut has no editor, so there it is the address of the file.

        :param path: the file, relative to the source folder.
        """
        return self._fill_in(_EDITORS, path)

    def make_view_url(self, path: str) -> str:
        """Return the address at which the text of a file is shown; empty if the host is not known."""
        return self._fill_in(_VIEWERS, path)

    def _fill_in(self, forms: dict[str, str], path: str) -> str:
        form = forms.get(find_kind(self.url), "")
        file = "/".join(part for part in (*self.folder.split("/"), path) if part and part != ".")
        return form and self.url + form.format(branch=quote(self.branch), file=quote(file, errors="replace"))


_EDITORS = {
    _GITHUB: "/edit/{branch}/{file}",
    _GITLAB: "/-/edit/{branch}/{file}",
    _BITBUCKET: "/src/{branch}/{file}?mode=edit&at={branch}",
    _FORGEJO: "/_edit/{branch}/{file}",
    _SOURCEHUT: "/tree/{branch}/item/{file}",
}
_VIEWERS = {
    _GITHUB: "/blob/{branch}/{file}?plain=1",
    _GITLAB: "/-/blob/{branch}/{file}?plain=1",
    _BITBUCKET: "/src/{branch}/{file}",
    _FORGEJO: "/src/branch/{branch}/{file}",
    _SOURCEHUT: "/tree/{branch}/item/{file}",
}


def find_kind(url: str) -> str:
    """Return which software a host of repositories runs, by its name; empty if that is not known."""
    host = (urlsplit(url).hostname or "").lower()
    return _KINDS.get(host) or next((_NAMES[part] for part in host.split(".") if part in _NAMES), "")


def parse_repository(address: str) -> str:
    """Return the address of a repository on the web, by that or by one from which it is cloned; empty if it has none.

    Names and passwords in the address are left out.
    """
    address = _USER.sub("", address.strip())
    if not is_web_url(address) and (match := _SSH.fullmatch(address)):
        address = f"https://{match[1]}/{match[2].lstrip('/')}"
    address = address.rstrip("/").removesuffix(".git")
    try:
        url = parse_url(address, allow_mail=False)
    except UrlError:
        return ""
    return quote(url, safe="%/:~@!$&'()*+,;=") if is_web_url(url) and not set("?#") & set(url) else ""


Get = Callable[[str], str]


def read_context(get: Get) -> SourceRepository | None:
    """Return the repository that a project names for its templates, as Read the Docs and themes have it.

    :param get: returns a variable, such as ``github_user``, ``github_repo``, ``github_version`` and ``conf_py_path``;
        empty if it is not set.
    """
    for name in ("github", "gitlab", "bitbucket"):
        user, repo, branch = (get(f"{name}_{part}") for part in ("user", "repo", "version"))
        if user and repo and branch and "None" not in (user, repo):
            host = get(f"{name}_url") or get(f"{name}_host") or f"{name}.{'org' if name == 'bitbucket' else 'com'}"
            root = host.rstrip("/") if is_web_url(host) else f"https://{host}"
            url = parse_repository(f"{root}/{user}/{repo}")
            return SourceRepository(url, branch, (get("conf_py_path") or get("doc_path")).strip("/")) if url else None
    return None
