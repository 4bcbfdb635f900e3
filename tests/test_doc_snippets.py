"""The snippets of the documentation: each is valid in its language, and names options, commands and sessions that exist."""

from __future__ import annotations

import ast
import json
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import click
import pytest
import yaml
from doc_steps import list_blocks
from own_docs import ROOT
from sphinx_anthology.cli.commands import main
from sphinx_anthology.settings import OPTIONS, PREFIX, Settings, check_settings
from sphinx_anthology.sphinx_ext.domains.blog import BlogDomain
from sphinx_anthology.sphinx_ext.lists.directives import DIRECTIVES

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAGES = [page for page in PAGES if not {"browse", "posts"} & set(page.parts)]
BLOCKS = [
    (page.relative_to(ROOT).as_posix(), block) for page in PAGES for block in list_blocks(page.read_text(encoding="utf-8"))
]
NESTED = [(page, inner) for page, block in BLOCKS if block.language.startswith("{") for inner in list_blocks(block.content)]
"""Snippets in the descriptions of options and directives."""
SESSIONS = set(re.findall(r"^def (\w+)\(session", (ROOT / "noxfile.py").read_text(encoding="utf-8"), re.MULTILINE))
OF_READERS = {"pdf", "redirects"}
"""Sessions that a guide lets readers write."""
OTHER_DIRECTIVES = {"code-cell", "image", "toctree", "include"}


def snippets(*languages: str) -> list[tuple[str, str]]:
    """Return the pages and the texts of all snippets in some languages, without those that show problems."""
    blocks = ((page, block) for page, block in (*BLOCKS, *NESTED) if page != "docs/reference/problems.md")
    return [(page, block.content) for page, block in blocks if block.language in languages]


def parse_markdown(text: str) -> None:
    for name in re.findall(r"^`{3,}\{([\w:-]+)\}", text, re.MULTILINE):
        assert name in {*DIRECTIVES, *OTHER_DIRECTIVES, "bibliography", "note", "code-block"}, name
    for name in re.findall(r"(?<!`)\{([\w-]+)\}`[^`]", text):
        assert name in {*BlogDomain.roles, "ref", "doc"}, name


PARSERS: dict[str, Callable[[str], object]] = {
    "python": ast.parse,
    "json": json.loads,
    "toml": tomllib.loads,
    "yaml": lambda text: list(yaml.safe_load_all(text)),
    "markdown": parse_markdown,
}


@pytest.mark.parametrize("language", PARSERS)
def test_each_snippet_is_valid_in_its_language(language: str) -> None:
    wrong = {}
    for page, text in snippets(language):
        try:
            PARSERS[language](text)
        except (SyntaxError, ValueError, AssertionError, yaml.YAMLError) as error:
            wrong[page, text] = str(error)
    assert wrong == {}


def list_values() -> Iterator[tuple[str, str, Any]]:
    """Yield each value of an option of this package in snippets of ``conf.py``: page, option and value."""
    for page, text in snippets("python"):
        for node in ast.parse(text).body:
            if (
                isinstance(node, ast.Assign)
                and isinstance(target := node.targets[0], ast.Name)
                and target.id.startswith(PREFIX)
            ):
                yield page, target.id.removeprefix(PREFIX), ast.literal_eval(node.value)


def test_each_option_in_a_snippet_exists_and_has_a_usable_value() -> None:
    values = list(list_values())
    assert len(values) > 40
    assert [(page, name) for page, name, _ in values if name not in OPTIONS] == []
    problems: list[Any] = []
    for _, name, value in values:
        assert isinstance(value, OPTIONS[name]["types"] or type(OPTIONS[name]["default"])), (name, value)
        check_settings(Settings(**{name: value}), problems.append)
    assert problems == []


def list_commands() -> Iterator[tuple[str, list[str]]]:
    """Yield the words of each command in a console, a shell script or a sentence of the documentation."""
    for page, text in snippets("console", "sh", "bash"):
        for line in text.splitlines():
            command = line.removeprefix("$ ") if line.startswith("$ ") else line
            for part in re.split(r" && | \| ", command.partition(" #")[0].partition(" > ")[0]):
                if part.strip():
                    yield page, shlex.split(part)
    for file in PAGES:
        for command in re.findall(r"(?<!`)`(anthology \w[^`]*)`(?!`)", file.read_text(encoding="utf-8")):
            yield file.name, shlex.split(command)


def test_each_command_of_the_package_exists_with_its_options() -> None:
    commands = [(page, words) for page, words in list_commands() if words[0] == "anthology"]
    assert len(commands) > 100
    assert [(page, words) for page, words in commands if not is_known(words)] == []


def is_known(words: list[str]) -> bool:
    """Return whether a command of the package and its options exist."""
    command = main.commands.get(words[1]) if len(words) > 1 else None
    if not command:
        return False
    options = {name: one for one in command.params if isinstance(one, click.Option) for name in one.opts}
    named = [word for word in words[2:] if word.startswith("--") and word != "--"]
    choices = ((options[name].type, value) for name, value in pairwise(words) if name in options)
    return set(named) <= options.keys() and all(
        value in kind.choices or value == "…" for kind, value in choices if isinstance(kind, click.Choice)
    )


def test_each_session_of_nox_exists() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"nox -s (\w+)", text))
    assert named - SESSIONS == OF_READERS - SESSIONS
    assert len(named & SESSIONS) > 20


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_each_link_of_a_page_outside_of_the_documentation_leads_to_a_file_and_a_heading(page: str) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)(?:#([^)]+))?\)", (ROOT / page).read_text(encoding="utf-8"))
    assert links
    assert [path for path, _ in links if not (ROOT / path).is_file()] == []
    for path, anchor in links:
        if anchor:
            text = (ROOT / path).read_text(encoding="utf-8")
            headings = [
                re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.M)
            ]
            assert anchor in headings, (path, anchor)
