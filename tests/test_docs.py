"""The documentation says what the code does."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
import tomllib
from collections import defaultdict
from itertools import chain, cycle
from pathlib import Path
from typing import Any

import draw_packages
import pytest
from conftest import Site
from own_docs import ROOT, copy_docs
from sphinx_anthology.cli.report import format_fields_markdown
from sphinx_anthology.problems import Code, Severity
from sphinx_anthology.settings import INDEXES, OPTIONS, PREFIX
from sphinx_anthology.sphinx_ext.domains.blog import BlogDomain
from sphinx_anthology.sphinx_ext.lists.directives import DIRECTIVES


def test_every_problem_code_has_an_entry_and_every_entry_a_code() -> None:
    text = (ROOT / "docs/reference/problems.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == re.findall(r"^\((.+)\)=$", text, re.MULTILINE)
    assert set(re.findall(r"^## (.+)$", text, re.MULTILINE)) == {code.value for code in Code}


@pytest.mark.parametrize("code", [code for code in Code if code.severity is Severity.NOTICE])
def test_the_entry_of_a_notice_says_that_a_build_does_not_show_it(code: Code) -> None:
    text = (ROOT / "docs/reference/problems.md").read_text(encoding="utf-8")
    assert "does not show this notice" in text.split(f"## {code.value}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("code", Code)
def test_the_entry_of_a_code_begins_with_its_severity(code: Code) -> None:
    text = (ROOT / "docs/reference/problems.md").read_text(encoding="utf-8")
    assert f"\n## {code.value}\n\n**{code.severity.value.capitalize()}.** " in text


def test_the_table_of_fields_is_the_one_that_the_command_prints() -> None:
    text = (ROOT / "docs/reference/fields.md").read_text(encoding="utf-8")
    table = text.partition("<!-- fields -->\n")[2].partition("\n<!-- end of fields -->")[0]
    assert table == format_fields_markdown(), "put in what 'anthology fields --format markdown' prints"


def test_every_option_is_documented_with_its_default() -> None:
    text = (ROOT / "docs/reference/options.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^````?\{confval\} (\w+)\n:type: .+\n:default: `(.+)`$", text, re.MULTILINE))
    options = {PREFIX + name: option["default"] for name, option in OPTIONS.items()}
    assert {name: eval(default) for name, default in documented.items()} == {
        name: list(default) if isinstance(default, tuple) else default for name, default in options.items()
    }


@pytest.mark.parametrize("file", ["README.md", *(str(file.relative_to(ROOT)) for file in (ROOT / "docs").rglob("*.md"))])
def test_commands_keep_the_doctrees_out_of_what_is_published(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    commands = re.findall(r"sphinx-build ((?:[^`\n]* )?\. [^`\n]*)", text)
    assert [command for command in commands if "-d " not in command] == []


def test_every_directive_and_every_role_is_documented() -> None:
    text = (ROOT / "docs/reference/directives-and-roles.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^````?\{rst:directive\} (\w+)$", text, re.MULTILINE)) == set(DIRECTIVES)
    assert set(re.findall(r"^```\{rst:role\} (\w+)$", text, re.MULTILINE)) == set(BlogDomain.roles)


def test_every_option_of_posts_is_documented() -> None:
    documented = section("docs/reference/directives-and-roles.md", "{rst:directive} posts\n", "## Directives of ABlog")
    options = re.findall(r"\{rst:directive:option\} ([\w-]+)$", documented, re.MULTILINE)
    assert set(options) == set(DIRECTIVES["posts"].option_spec)


def test_every_index_is_documented() -> None:
    option = (ROOT / "docs/reference/options.md").read_text(encoding="utf-8").partition("{confval} anthology_indexes\n")[2]
    listed = option.partition("The indexes are ")[2].partition(";")[0]
    assert re.findall(r"`(\w+)`", listed) == list(INDEXES)


PACKAGE = "sphinx_anthology."
LIBRARIES = {"docutils": "docutils", "sphinx": "Sphinx", "myst_parser": "MyST"}
"""The libraries that not every package may import, with their names in the documentation."""


def contracts() -> dict[str, Any]:
    """Return the contracts of import-linter by their ids."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return {contract["id"]: contract for contract in settings["contracts"]}


def contracted_imports() -> dict[str, set[str]]:
    """Return the packages and libraries that each package may import, as the contracts say."""
    forbidden: defaultdict[str, set[str]] = defaultdict(set)
    for contract in contracts().values():
        for source in contract.get("source_modules", []):
            forbidden[source].update(contract["forbidden_modules"])
    layers = [[PACKAGE + name for name in re.split(r" [|:] ", layer)] for layer in contracts()["layers"]["layers"]]
    allowed = {"sphinx_anthology.acceleration": set(LIBRARIES)}
    for number, layer in enumerate(layers[:-1], 1):
        for package in layer:
            allowed[package] = {*chain(*layers[number:]), *LIBRARIES} - forbidden[package]
    for package in contracts()["accelerated"]["allowed_importers"]:
        allowed[package].add("sphinx_anthology.acceleration")
    return allowed


def documented_imports() -> dict[str, set[str]]:
    """Return the packages and libraries that each package may import, as the architecture page says."""
    text = (ROOT / "docs/developers/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+`) \| .+ \| (.+) \|$", text.partition("| Package |")[2].partition("\n\n")[0], re.MULTILINE)
    leaves = names_in(rows[0][0])
    allowed: dict[str, set[str]] = {}
    for packages, cell in rows[1:]:
        named = names_in(cell) | {library for library, name in LIBRARIES.items() if name in cell}
        named |= leaves if "the modules above" in cell else set()
        named |= leaves | set(allowed) if "all of the above" in cell else set()
        for package in names_in(packages):
            allowed[package] = named.union(*(allowed.get(name, set()) for name in named))
    return allowed


def names_in(cell: str) -> set[str]:
    """Return the full names of the modules that a table cell names."""
    return {PACKAGE + name for name in re.findall(r"`(\w+)`", cell)}


def test_the_architecture_page_says_what_the_contracts_of_imports_say() -> None:
    assert documented_imports() == contracted_imports()


def test_the_picture_of_the_packages_is_that_of_the_contracts() -> None:
    assert draw_packages.FILE.read_text(encoding="utf-8") == draw_packages.draw(contracts()), "run tools/draw_packages.py"


def test_the_leaves_of_both_contracts_are_the_same() -> None:
    leaves = contracts()["layers"]["layers"][-1].split(" : ")
    assert [PACKAGE + name for name in leaves] == contracts()["leaves"]["source_modules"]


def test_the_readme_has_the_command_that_ci_runs() -> None:
    command = 'python3 -m pip install "nox[uv]" && python3 -m nox -s tests'
    assert f"```sh\n{command}\n```" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"\n{command}\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.build
def test_the_example_of_the_guide_builds_as_it_stands(tmp_path: Path) -> None:
    text = (ROOT / "docs/guide/install.md").read_text(encoding="utf-8")
    configuration, post = (
        re.search(rf"^```{language}\n(.+?)^```$", text, re.MULTILINE | re.DOTALL)[1]  # type: ignore[index]
        for language in ("python", "markdown")
    )
    site = Site(tmp_path / "guide")
    site.write("conf.py", configuration)
    site.write("posts/why-we-write.md", post)
    built = site.build()
    assert built.warnings == ""
    assert "Why we write things down What we would have forgotten otherwise. April 23, 2025" in built.article(
        "browse/categories/notes"
    )


BUILDERS = ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "gettext"]


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A copy of the documentation. The builders of HTML read it, and the others use what was read."""
    return copy_docs(tmp_path_factory.mktemp("docs"))


@pytest.mark.build
@pytest.mark.parametrize(("builder", "jobs"), [("html", 1), *zip(BUILDERS, cycle([2, 1]), strict=False)])
def test_the_knowledge_base_builds_without_a_warning(docs: Site, builder: str, jobs: int) -> None:
    doctrees = docs.folder / ("marked" if builder == "gettext" else "doctrees")  # that builder marks what it reads
    built = docs.build(builder, jobs, source="docs", doctrees=doctrees, fresh=builder == "html")
    assert built.warnings == ""


@pytest.mark.build
def test_the_knowledge_base_has_no_dead_link_to_itself(docs: Site) -> None:
    ignored = [r"https?://"]
    built = docs.build("linkcheck", source="docs", doctrees=docs.folder / "doctrees", linkcheck_ignore=ignored)
    assert built.warnings == ""
    assert "[broken]" not in built.text("output.txt")


def test_each_page_that_moved_leads_from_its_old_address_to_its_page() -> None:
    redirects: dict[str, str] = runpy.run_path(str(ROOT / "conf.py"))["rediraffe_redirects"]
    assert [name for name in redirects if (ROOT / "docs" / f"{name}.md").exists()] == []
    assert [name for name in redirects.values() if not (ROOT / "docs" / f"{name}.md").is_file()] == []


def test_the_readme_compares_with_figures_of_the_benchmark() -> None:
    size, *rows = re.findall(
        r"^\| (.+?) \| (.+) \|$", section("README.md", "<!-- comparison begin -->", "<!-- comparison end"), re.MULTILINE
    )
    measured = section("docs/reference/benchmark.md", f"\n## {size[0]}\n", "\n## ")
    for name, shown in rows[1:]:
        cells = re.findall(rf"^\| {name} \| (.+) \|$", measured, re.MULTILINE)[0].split(" | ")
        cold, edited, memory = (float(cells[number]) for number in (0, 2, 6))
        assert shown == f"{cold:.1f} | {edited:.1f} | {memory:.0f}"


def section(file: str, begin: str, end: str) -> str:
    """Return the text of a file between two texts."""
    return (ROOT / file).read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]


def test_the_documentation_is_in_short_active_sentences() -> None:
    pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs"]
    command = [sys.executable, "tools/check_style.py", *pages]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == ""
