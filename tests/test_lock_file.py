"""The lock file has each dependency, at a version that fits, with the hashes of its files."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRY = re.compile(
    r"""^(?P<name>[\w.-]+)==(?P<version>[\w.!+]+)  (?:\ ;\ [^\\\n]+)?
        (?P<hashes>(?:\ \\\n\ {4}--hash=sha256:[0-9a-f]{64})*)$""",
    re.MULTILINE | re.VERBOSE,
)


def list_direct_dependencies() -> Iterator[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"].values()
    yield from map(Requirement, project["project"]["dependencies"])
    yield from map(Requirement, project["build-system"]["requires"])
    yield from (Requirement(entry) for group in groups for entry in group if isinstance(entry, str))


def test_each_version_has_hashes() -> None:
    entries = list(ENTRY.finditer(LOCK))
    assert "".join(entry[0] + "\n" for entry in entries) == LOCK, "a line has another form"
    assert [entry["name"] for entry in entries if not entry["hashes"]] == []


def test_each_direct_dependency_is_locked_at_a_version_that_it_allows() -> None:
    versions: dict[str, list[str]] = {}
    for entry in ENTRY.finditer(LOCK):
        versions.setdefault(canonicalize_name(entry["name"]), []).append(entry["version"])
    wrong = [
        str(dependency)
        for dependency in list_direct_dependencies()
        if not any(dependency.specifier.contains(version) for version in versions.get(canonicalize_name(dependency.name), ()))
    ]
    assert wrong == []


def test_the_lock_file_works_with_each_package_index() -> None:
    assert "://" not in LOCK
