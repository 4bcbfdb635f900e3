"""``anthology init``: the files of a new project, and the site that is built from them."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from click.testing import CliRunner, Result
from forks import run_module
from jsonschema import validators
from sphinx_anthology.cli.commands import main
from sphinx_anthology.pages.i18n import LOCALE

PARTS = re.compile(r"^(?:---|[a-z]+:|#+ |- |```sh|% )|\(hello\.md\)|`posts/hello\.md`|`nox -s live`|`draft: true`|`---`", re.M)
"""What the pages of all languages have: keys, headings, items of lists, and code that is not translated."""
POST = "---\ntitle: {}\ndate: 2024-0{}-02\n---\n\nText of a post that is here.\n"
FILES = {".gitignore", ".readthedocs.yaml", "conf.py", "index.md", "noxfile.py", "posts/hello.md", "requirements.txt"}


@pytest.fixture(autouse=True)
def machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose user is English, lives in UTC, and has given Git no name."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1745420400")  # 2025-04-23 15:00 in UTC, and the next day in Seoul
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_DIR"):
        monkeypatch.delenv(name, raising=False)


def init(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["init", *map(str, arguments)], catch_exceptions=False)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def values_of(folder: Path) -> dict[str, object]:
    """Return the literals that ``conf.py`` assigns."""
    tree = ast.parse((folder / "conf.py").read_text(encoding="utf-8"))
    return {node.targets[0].id: ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign)}  # type: ignore[attr-defined]


def files_in(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in folder.rglob("*")
        if file.is_file() and ".git/" not in file.as_posix()
    }


def build_strictly(folder: Path) -> str:
    """Build a project as its ``noxfile.py`` does, and return the home page."""
    done = run_module("sphinx", "--fail-on-warning", "-d", "build/doctrees", ".", "build/html", folder=folder)
    assert done.returncode == 0, done.stderr
    return (folder / "build/html/index.html").read_text(encoding="utf-8")


@pytest.mark.build
def test_a_project_in_an_empty_folder_is_built_without_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / "field-notes"
    folder.mkdir()
    result = init(folder)
    assert result.exit_code == 0, result.output
    assert files_in(folder).keys() == FILES
    home = build_strictly(folder)
    assert "<h1>field-notes" in home
    assert "posts/hello.html" in home
    assert "browse/categories/notes.html" in home


@pytest.mark.build
def test_a_korean_project_is_built_without_a_warning_and_has_no_english_text(tmp_path: Path) -> None:
    folder = tmp_path / "나의 글"
    result = init(folder, "--language", "ko", "--workflow", "github")
    assert result.exit_code == 0, result.output
    home = build_strictly(folder)
    assert "나의 글" in home
    assert "첫 글" in home
    assert 'lang="ko"' in home
    post = (folder / "posts/hello.md").read_text(encoding="utf-8")
    assert "date: 2025-04-24\n" in post
    assert values_of(folder)["anthology_timezone"] == "Asia/Seoul"
    comments = [
        line
        for name in ("conf.py", "noxfile.py", ".readthedocs.yaml", ".github/workflows/pages.yml")
        for line in (folder / name).read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith(("# ", '"""')) and "html_baseurl" not in line
    ]
    assert [line for line in comments if line.strip() != '"""' and not any("가" <= letter <= "힣" for letter in line)] == []


def test_both_languages_have_the_same_files_and_settings(tmp_path: Path) -> None:
    for language in ("en", "ko"):
        init(tmp_path / language, "--language", language, "--workflow", "github", "--name", "Blog")
    english, korean = files_in(tmp_path / "en"), files_in(tmp_path / "ko")
    assert english.keys() == korean.keys()
    differing = {"language", "anthology_timezone"}
    one, other = values_of(tmp_path / "en"), values_of(tmp_path / "ko")
    assert {key: one[key] for key in one.keys() - differing} == {key: other[key] for key in other.keys() - differing}
    assert [
        name
        for name in english
        if name.endswith((".yml", ".yaml")) and yaml.safe_load(english[name]) != yaml.safe_load(korean[name])
    ] == []


LANGUAGES = sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir() and folder.name != "en")


def test_each_language_of_the_interface_has_first_pages_with_the_same_parts(tmp_path: Path) -> None:
    pages = {}
    for language in ("en", *LANGUAGES):
        init(tmp_path / language, "--language", language, "--name", "Blog")
        pages[language] = {name: (tmp_path / language / name).read_text("utf-8") for name in ("index.md", "posts/hello.md")}
        for name, text in pages[language].items():
            assert len(text.splitlines()) <= len(pages["en"][name].splitlines()), name
            assert sorted(PARTS.findall(text)) == sorted(PARTS.findall(pages["en"][name])), (language, name)
    assert len({tuple(pages[language].values()) for language in pages}) == len(LANGUAGES) + 1


@pytest.mark.build
@pytest.mark.parametrize("language", ["de", "ja", "pt_BR"])
def test_a_project_in_another_language_is_built_without_a_warning(tmp_path: Path, language: str) -> None:
    init(tmp_path, "--language", language)
    home = build_strictly(tmp_path)
    assert f'lang="{language.replace("_", "-")}"' in home
    title = re.search(r"^title: (.+)$", (tmp_path / "posts/hello.md").read_text("utf-8"), re.M)
    assert title is not None
    assert title[1] in home
    assert "All articles" not in home


def test_what_git_knows_is_not_asked(tmp_path: Path) -> None:
    git(tmp_path, "init", "--initial-branch", "trunk")
    git(tmp_path, "config", "user.name", 'Kim "Q" 하늘')
    git(tmp_path, "remote", "add", "origin", "https://user:secret@github.com/Someone/My-Blog.git")
    init(tmp_path / "site", "--workflow", "github")
    values = values_of(tmp_path / "site")
    assert (values["author"], values["project_copyright"]) == ('Kim "Q" 하늘', '2025, Kim "Q" 하늘')
    assert values["html_baseurl"] == "https://someone.github.io/My-Blog/"
    assert values["html_theme_options"] == {
        "source_repository": "https://github.com/Someone/My-Blog/",
        "source_branch": "trunk",
        "source_directory": "site/",
    }
    assert "secret" not in "".join(files_in(tmp_path / "site").values())
    workflow = yaml.safe_load((tmp_path / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    assert workflow[True]["push"]["branches"] == ["trunk"]


@pytest.mark.parametrize("name", ["site", "docs/my blog", "글/it's: #1"])
def test_the_files_of_hosts_name_the_folder_of_the_site_in_the_repository(tmp_path: Path, name: str) -> None:
    git(tmp_path, "init")
    folder = tmp_path / name
    result = init(folder, "--workflow", "github")
    assert f"new: {'../' * (name.count('/') + 1)}.github/workflows/pages.yml\n" in result.output
    workflow = yaml.safe_load((tmp_path / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    paths = [step["with"]["path"] for step in workflow["jobs"]["build"]["steps"] if "path" in step.get("with", {})]
    assert paths == [f"{name}/build", f"{name}/build/html"]
    python = workflow["jobs"]["build"]["steps"][1]["with"]
    assert (tmp_path / python["cache-dependency-path"]).samefile(folder / "requirements.txt")
    assert (tmp_path / workflow["defaults"]["run"]["working-directory"]).samefile(folder)
    (command,) = yaml.safe_load((folder / ".readthedocs.yaml").read_text(encoding="utf-8"))["build"]["jobs"]["build"]["html"]
    assert shlex.split(command)[3:5] == ["--noxfile", f"{name}/noxfile.py"]


def test_the_address_that_conf_py_lacks_is_named(tmp_path: Path) -> None:
    init(tmp_path)
    git(tmp_path, "init")
    git(tmp_path, "remote", "add", "origin", "https://github.com/kim/notes")
    wanted = 'Set html_baseurl = "https://kim.github.io/notes/" in conf.py if that is the address of the site.\n'
    assert wanted in init(tmp_path, "--workflow", "github").output
    with (tmp_path / "conf.py").open("a", encoding="utf-8") as stream:
        stream.write('html_baseurl = "https://kim.github.io/notes/"\n')
    assert wanted not in init(tmp_path, "--workflow", "github").output
    (tmp_path / "conf.py").unlink()
    (tmp_path / "conf.py").symlink_to("nowhere")
    assert init(tmp_path, "--workflow", "github").exit_code == 0


def test_a_workflow_waits_for_the_branch_that_git_will_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "init.defaultBranch")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "develop")
    init(tmp_path, "--workflow", "github")
    workflow = yaml.safe_load((tmp_path / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    assert workflow[True]["push"]["branches"] == ["develop"]


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:kim/kim.github.io.git", "https://kim.github.io/"),
        ("ssh://git@github.com:22/kim/notes", "https://kim.github.io/notes/"),
        ("https://gitlab.com/group/sub/notes.git", None),
        ("/srv/git/notes.git", None),
        ("not an address", None),
    ],
)
def test_the_address_on_github_pages_is_that_of_the_remote(tmp_path: Path, remote: str, address: str | None) -> None:
    git(tmp_path, "init")
    git(tmp_path, "remote", "add", "upstream", remote)
    init(tmp_path, "--workflow", "github")
    assert values_of(tmp_path).get("html_baseurl") == address


def test_a_domain_of_one_s_own_is_the_address(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "public/CNAME").write_text("Blog.Example.org\n", encoding="utf-8")
    init(tmp_path)
    assert values_of(tmp_path)["html_baseurl"] == "https://blog.example.org/"


def test_no_file_is_overwritten_and_each_that_is_kept_is_named(tmp_path: Path) -> None:
    own = {"conf.py": "project = 'Mine'\n", "index.rst": "Home\n====\n", ".gitignore": "mine\n"}
    for name, text in own.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "noxfile.py").symlink_to("nowhere")
    result = init(tmp_path)
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in own} == own
    assert not (tmp_path / "nowhere").exists()
    assert not (tmp_path / "index.md").exists()
    kept = [line for line in result.output.splitlines() if line.startswith("left as it was: ")]
    assert kept == [f"left as it was: {name}" for name in (".gitignore", "conf.py", "index.rst", "noxfile.py")]
    again = init(tmp_path)
    assert "new: " not in again.output


@pytest.mark.parametrize(
    ("files", "patterns", "shown"),
    [
        (["posts/a.md"], None, "posts"),
        (["_posts/2024-01-02-a.md"], None, "_posts"),
        (
            ["content/posts/a/index.md", "content/blog/b.md"],
            ["content/posts/**", "content/blog/**"],
            "content/posts, content/blog",
        ),
        (["writing/2024/a.md", "writing/2023/b.md"], ["writing/**"], "writing"),
        (["a.md", "b.md"], ["*.md"], "."),
    ],
)
def test_posts_that_are_there_are_found(tmp_path: Path, files: list[str], patterns: list[str] | None, shown: str) -> None:
    for number, name in enumerate(files, start=1):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(POST.format(name, number), encoding="utf-8")
    result = init(tmp_path)
    assert f"posts found in {shown}: {len(files)}\n" in result.output
    assert values_of(tmp_path).get("anthology_posts") == patterns
    assert not (tmp_path / "posts/hello.md").exists()


@pytest.mark.build
def test_a_repository_with_other_documents_is_built_without_a_warning(tmp_path: Path) -> None:
    texts = {
        "source/_posts/first.md": POST.format("글 하나", 1) + "이것은 한국어로 쓴 글입니다.\n",
        "source/_drafts/idea.md": "---\ntitle: 생각\n---\n\n아직 쓰지 않은 글입니다.\n",
        "source/about/me.md": "# Me\n",
        "LICENSE.md": "# Licence\n",
        "README.md": "# Readme\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = init(tmp_path)
    values = values_of(tmp_path)
    assert values["language"] == "ko"
    assert values["include_patterns"] == ["index.*", "source/_posts/**", "source/_drafts/**", "browse/**"]
    assert "posts found in source/_posts, source/_drafts: 2\n" in result.output
    assert "2 other documents, such as LICENSE.md, are left out. To make pages of such documents" in result.output
    assert "source/_posts/first.html" in build_strictly(tmp_path)


@pytest.mark.parametrize(
    ("files", "left_out"),
    [
        ({"_posts/2024-01-02-a.md": POST.format("A", 1), "_drafts/b.md": "---\ntitle: B\n---\n"}, ""),
        ({"_posts/2024-01-02-a.md": POST.format("A", 1), "about.md": "# Me\n"}, "about.md is left out."),
        ({"posts/a.md": POST.format("A", 1), "browse/archive.md": "# Archive\n"}, ""),
        ({"posts/a.md": POST.format("A", 1), "_drafts/b.md": "# B\n", "_drafts/c.md": "# C\n"}, "2 other documents"),
    ],
)
def test_only_documents_without_a_page_are_left_out(tmp_path: Path, files: dict[str, str], left_out: str) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = init(tmp_path)
    assert left_out in result.output
    assert ("left out" in result.output) == ("include_patterns" in values_of(tmp_path)) == bool(left_out)


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ({"a.md": "Ten English words.", "a.ko.md": "우리말로 옮긴 글입니다."}, "en"),
        ({"a.md": "Ten English words.", "b.md": "More of them.", "c.md": "한국어로 쓴 글 하나입니다."}, "en"),
        ({"a.md": "한국어로 쓴 글입니다.", "b.md": "또 하나의 글입니다.", "c.md": "Ten English words."}, "ko"),
        ({"a/index.md": "日本語で書いた文章です。", "a/index.en.md": "English.", "a/index.fr.md": "Français."}, "ja"),
    ],
)
def test_the_language_is_that_of_most_posts_that_are_no_translations(
    tmp_path: Path, texts: dict[str, str], language: str
) -> None:
    for name, text in texts.items():
        (tmp_path / "posts" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "posts" / name).write_text(f"---\ntitle: {text}\ndate: 2024-01-02\n---\n\n{text}\n", encoding="utf-8")
    init(tmp_path)
    assert values_of(tmp_path)["language"] == language


def test_the_folder_of_posts_can_be_named(tmp_path: Path) -> None:
    init(tmp_path, "--posts", "writing/done")
    assert "`writing/done/hello.md`" in (tmp_path / "writing/done/hello.md").read_text(encoding="utf-8")
    assert values_of(tmp_path)["anthology_posts"] == ["writing/done/**"]


@pytest.mark.parametrize("folder", ["../elsewhere", "/elsewhere", "a/*"])
def test_a_folder_of_posts_is_one_in_the_project(tmp_path: Path, folder: str) -> None:
    result = init(tmp_path, "--posts", folder)
    assert result.exit_code == 2
    assert "is no folder in that of the project" in result.output
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_GB", "LC_ALL": "pt_BR.utf8"}, "pt_BR"),
        ({"LANG": "POSIX", "LANGUAGE": "de:en"}, "de"),
        ({"LANG": "zh_TW.Big5"}, "zh_TW"),
        ({"LANG": ""}, "en"),
    ],
)
def test_the_language_is_that_of_the_user(
    tmp_path: Path, variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    init(tmp_path)
    assert values_of(tmp_path)["language"] == language


def test_a_language_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    result = init(tmp_path, "--language", "Klingon!")
    assert (result.exit_code, files_in(tmp_path)) == (2, {})
    assert "Write a tag such as 'ko' or 'pt-BR'." in result.output


@pytest.mark.parametrize("name", ['He said "no"', "back\\slash", "*stars* and `ticks`", "# 제목", "{{ name }}", "-x", "😀"])
def test_any_name_is_a_text_and_no_code(tmp_path: Path, name: str) -> None:
    init(tmp_path, f"--name={name}")
    assert values_of(tmp_path)["project"] == name


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "posts").write_text("", encoding="utf-8")
    result = init(tmp_path)
    assert result.exit_code == 2
    assert "posts" in result.output.splitlines()[-1]


def test_the_files_of_hosts_are_valid(tmp_path: Path) -> None:
    init(tmp_path, "--workflow", "github")
    for name, schema in {
        ".readthedocs.yaml": "vendor.readthedocs",
        ".github/workflows/pages.yml": "vendor.github-workflows",
    }.items():
        rules = get_builtin_schema(schema)
        read = yaml.safe_load((tmp_path / name).read_text(encoding="utf-8"))
        read = {"on" if key is True else key: value for key, value in read.items()}  # YAML 1.1 reads "on" as true
        assert [error.message for error in validators.validator_for(rules)(rules).iter_errors(read)] == []
