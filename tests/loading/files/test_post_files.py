"""The gate for paths: which files a post may use."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest
from sphinx_anthology.loading.files.own_files import OwnFiles
from sphinx_anthology.loading.files.post_files import PostFiles, RefusedFileError
from sphinx_anthology.problems import Code
from sphinx_anthology.settings import Settings

FILES = """
docs/posts/a.txt docs/posts/conf.py docs/posts/pyproject.toml docs/posts/.env docs/posts/.hidden/a.txt docs/posts/sub/b.txt
docs/posts/draft.md docs/posts/Post.md docs/posts/x.doctree docs/posts/__pycache__/a.txt docs/data.json docs/sample.py
docs/conf.py docs/.env docs/docutils.conf docs/requirements.txt docs/requirements-dev.txt docs/server.key docs/cert.PEM
docs/package.json docs/yarn.lock docs/astro.config.mjs docs/readthedocs.yml docs/local.py docs/environment.pickle
docs/_templates/page.html docs/locales/ko.po docs/_build/html/index.html docs/_build/doctrees/a.doctree
docs/public/a.png docs/public/.env docs/public/conf.py static/a.png
pyproject.toml noxfile.py outside/a.txt examples/a.txt examples/conf.py examples/.env examples/.github/a.yml
""".split()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A project with the source folder ``docs``, and a folder beside it that is outside."""
    base = tmp_path.resolve()
    for name in FILES:
        file = base / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    return base


def find_files(base: Path, *allowed: str) -> PostFiles:
    docs = base / "docs"
    own = OwnFiles.find(
        docs,
        docs,
        (docs / "_build/html", docs / "_build/doctrees"),
        (docs / "_templates", docs / "locales"),
        [f"{docs}/local.py"],
    )
    return PostFiles.find(docs, Settings(allowed_paths=allowed), own)


def explain(files: PostFiles, path: str) -> str:
    """Return the code of the refusal of a path relative to the source folder, or else the file that is found."""
    try:
        found = files.locate(f"{files.source}/{path}")
    except RefusedFileError as error:
        return error.code.value
    return "missing" if found is None else os.path.relpath(found, files.source)


@pytest.mark.parametrize(
    "path",
    [
        "posts/a.txt",
        "posts/sub/b.txt",
        "posts/Post.md",
        "data.json",
        "sample.py",
        "public/a.png",
        "../static/a.png",
        # A sample in a folder of posts, or what a static root serves, is no configuration of this project.
        "posts/conf.py",
        "posts/pyproject.toml",
        "public/conf.py",
    ],
)
def test_a_file_of_the_site_is_found(base: Path, path: str) -> None:
    assert explain(find_files(base), path) == path


@pytest.mark.parametrize(
    "path",
    [
        "../outside/a.txt",
        "../outside/gone.txt",
        "../pyproject.toml",
        "../../../../../../../etc/passwd",
        "../docs2/a.txt",
        "posts/../../outside/a.txt",
        "posts/gone/../../../outside/a.txt",
        "..",
    ],
)
def test_a_path_that_leads_out_is_refused_whether_or_not_there_is_a_file(base: Path, path: str) -> None:
    assert explain(find_files(base), path) == "path-outside"


def test_a_folder_whose_name_only_begins_like_the_source_folder_is_outside(base: Path) -> None:
    (base / "docs-private").mkdir()
    (base / "docs-private/a.txt").touch()
    assert explain(find_files(base), "../docs-private/a.txt") == "path-outside"


@pytest.mark.parametrize(
    "path",
    """
    .env posts/.env posts/.hidden/a.txt public/.env posts/.gone posts/__pycache__/a.txt posts/...
    conf.py docutils.conf requirements.txt requirements-dev.txt server.key cert.PEM package.json yarn.lock astro.config.mjs
    readthedocs.yml local.py environment.pickle posts/x.doctree
    _templates/page.html locales/ko.po _build/html/index.html _build/doctrees/a.doctree _build/html/gone.html
    posts/../conf.py posts/../posts/../.env
    """.split(),
)
def test_a_file_of_the_project_itself_is_refused(base: Path, path: str) -> None:
    assert explain(find_files(base), path) == "path-private"


@pytest.mark.parametrize("name", ["CONF.PY", "Conf.py", "_TEMPLATES/page.html", "_Build/html/a", "SERVER.KEY"])
def test_names_are_compared_as_file_systems_without_case_do(base: Path, name: str) -> None:
    assert explain(find_files(base), name) == "path-private"


@pytest.mark.parametrize("path", ["posts/gone.txt", "posts", "", "posts/a.txt/x", "posts/" + "x" * 300, "a/" * 3000])
def test_a_path_without_a_file_is_missing(base: Path, path: str) -> None:
    assert explain(find_files(base), path) == "missing"


@pytest.mark.parametrize(
    "path", ["posts/a\x1b[2J.txt", "posts/a\0.txt", "posts/a\n.txt", "posts/\udc80.txt", "posts/\u202ea.txt"]
)
def test_a_name_with_a_control_character_is_refused(base: Path, path: str) -> None:
    assert explain(find_files(base), path) == "path-private"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("../../outside/a.txt", "path-outside"),
        ("../../outside/gone.txt", "path-outside"),
        ("/etc/passwd", "path-outside"),
        ("../.env", "path-private"),
        ("../conf.py", "path-private"),
        ("../_build/doctrees/a.doctree", "path-private"),
        ("a.txt", "posts/a.txt"),
        ("../../static/a.png", "../static/a.png"),
        ("link.txt", "missing"),
        ("gone.txt", "missing"),
    ],
)
def test_a_symbolic_link_is_what_it_leads_to(base: Path, target: str, code: str) -> None:
    (base / "docs/posts/link.txt").symlink_to(target)
    assert explain(find_files(base), "posts/link.txt") == code


@pytest.mark.parametrize("name", ["a.txt", "gone.txt"])
def test_a_symbolic_link_to_a_folder_is_followed(base: Path, name: str) -> None:
    (base / "docs/posts/link").symlink_to("../../outside")
    assert explain(find_files(base), f"posts/link/{name}") == "path-outside"
    (base / "docs/posts/good").symlink_to("sub")
    assert explain(find_files(base), "posts/good/b.txt") == "posts/sub/b.txt"


def test_dots_after_a_symbolic_link_lead_nowhere_else(base: Path) -> None:
    (base / "docs/posts/link").symlink_to("../../outside")
    # As text it is posts/a.txt; the file system finds the folder above "outside".
    assert explain(find_files(base), "posts/link/../a.txt") == "path-outside"
    assert explain(find_files(base), "posts/link/../pyproject.toml") == "path-outside"


def test_a_hidden_link_is_hidden_whatever_it_leads_to(base: Path) -> None:
    (base / "docs/posts/.link.txt").symlink_to("a.txt")
    assert explain(find_files(base), "posts/.link.txt") == "path-private"


@pytest.mark.parametrize("kind", ["fifo", "socket", "device"])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_only_a_regular_file_is_used(base: Path, kind: str) -> None:
    path = base / "docs/posts/special"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        socket.socket(socket.AF_UNIX).bind(os.path.relpath(path))
    else:
        path.symlink_to("../../outside/null")
        (base / "outside/null").symlink_to("/dev/null")
    assert explain(find_files(base, "../outside", "/dev/null"), "posts/special") == "path-private"


def test_the_source_of_a_post_that_is_left_out_is_refused_under_all_its_names(base: Path) -> None:
    files = find_files(base).without(["posts/draft.md"])
    (base / "docs/posts/link.txt").symlink_to("draft.md")
    assert explain(files, "posts/draft.md") == explain(files, "posts/link.txt") == "path-private"
    assert explain(files, "posts/Post.md") == "posts/Post.md"


def test_another_file_with_the_name_of_a_draft_in_other_case_is_found(base: Path) -> None:
    (base / "docs/posts/Draft.md").touch()
    if (base / "docs/posts/Draft.md").samefile(base / "docs/posts/draft.md"):
        pytest.skip("The file system ignores the case of names")
    assert explain(find_files(base).without(["posts/draft.md"]), "posts/Draft.md") == "posts/Draft.md"


def test_a_page_of_the_project_may_name_any_file_but_a_draft(base: Path) -> None:
    files = find_files(base).without(["posts/draft.md"])
    assert files.find_unrestricted(f"{base}/outside/a.txt")
    assert files.find_unrestricted(f"{base}/docs/.env")
    assert not files.find_unrestricted(f"{base}/gone.txt")
    with pytest.raises(RefusedFileError, match="not published"):
        files.find_unrestricted(f"{base}/docs/posts/draft.md")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("../examples/a.txt", "../examples/a.txt"),
        ("../examples/conf.py", "../examples/conf.py"),
        ("../examples/.env", "path-private"),
        ("../examples/.github/a.yml", "../examples/.github/a.yml"),
        ("../outside/a.txt", "path-outside"),
        ("../pyproject.toml", "../pyproject.toml"),
        ("requirements.txt", "requirements.txt"),
        ("requirements-dev.txt", "path-private"),
        ("_templates/page.html", "_templates/page.html"),
        ("../noxfile.py", "path-outside"),
    ],
)
def test_a_project_may_allow_files_and_folders(base: Path, path: str, found: str) -> None:
    files = find_files(base, "../examples", "../examples/.github", "../pyproject.toml", "requirements.txt", "_templates")
    assert explain(files, path) == found


def test_the_folder_of_the_project_can_be_allowed_without_its_configuration(base: Path) -> None:
    files = find_files(base, "..")
    assert explain(files, "../outside/a.txt") == "../outside/a.txt"
    assert explain(files, "../pyproject.toml") == explain(files, "../noxfile.py") == "path-private"


def test_a_draft_stays_out_though_its_folder_is_allowed(base: Path) -> None:
    files = find_files(base, "posts/draft.md").without(["posts/draft.md"])
    assert explain(files, "posts/draft.md") == "path-private"


def test_a_hidden_folder_above_the_project_or_as_a_static_root_hides_nothing(tmp_path: Path) -> None:
    source = tmp_path / ".cache/docs"
    (source / ".vuepress/public").mkdir(parents=True)
    (source / ".vuepress/public/a.png").touch()
    (source / ".vuepress/config.js").touch()
    files = PostFiles.find(source, Settings(static_roots=(".vuepress/public",)))
    assert explain(files, ".vuepress/public/a.png") == ".vuepress/public/a.png"
    assert explain(files, ".vuepress/config.js") == "path-private"


def test_an_output_folder_above_the_source_folder_forbids_nothing(base: Path) -> None:
    docs = base / "docs"
    files = PostFiles.find(docs, Settings(), OwnFiles.find(docs, docs, [base, docs]))
    assert explain(files, "posts/a.txt") == "posts/a.txt"


def test_a_static_root_that_is_a_symbolic_link_is_where_it_leads_to(base: Path) -> None:
    (base / "docs/assets").symlink_to("../outside")
    assert explain(find_files(base), "assets/a.txt") == "../outside/a.txt"


def test_a_refusal_says_what_is_wrong_and_what_to_do(base: Path) -> None:
    with pytest.raises(RefusedFileError) as caught:
        find_files(base).locate(f"{base}/docs/conf.py")
    problem = caught.value.as_problem("image", "/conf.py", "posts/x.md", 7)
    assert (problem.path, problem.line, problem.code) == ("posts/x.md", 7, Code.PATH_PRIVATE)
    assert problem.message == (
        "Image '/conf.py' is part of the configuration of the project and is left out. "
        "Name another file, or name it in anthology_allowed_paths."
    )


def test_a_file_that_appears_is_found_once_what_was_found_is_forgotten(tmp_path: Path) -> None:
    files = PostFiles(tmp_path.resolve())
    path = str(tmp_path.resolve() / "late.png")
    assert files.locate(path) is None
    Path(path).write_bytes(b"x")
    files.forget()
    assert files.locate(path) == path


def test_a_refused_file_is_refused_each_time(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("x", encoding="utf-8")
    files = PostFiles(tmp_path.resolve())
    for _ in range(3):
        with pytest.raises(RefusedFileError, match="hidden file"):
            files.locate(str(tmp_path.resolve() / ".env"))
