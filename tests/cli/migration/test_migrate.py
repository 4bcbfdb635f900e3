"""Projects of other engines, brought over by ``anthology migrate``."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sphinx_anthology.cli.commands import main
from sphinx_anthology.cli.migration.ablog_configuration import migrate_configuration
from sphinx_anthology.cli.migration.ablog_posts import migrate_post
from sphinx_anthology.cli.migration.changes import Change, write_changes
from sphinx_anthology.loading.loader import PostSource
from sphinx_anthology.loading.posts.file_loader import FileLoader

pytestmark = pytest.mark.fast

CONFIGURATION = """\
# 설정
import os, sys
import ablog

raise_if_run = os.system("touch " + sys.argv[1])
project = "등대"
extensions = ["sphinx.ext.mathjax", 'ablog', "myst_parser"]  # ablog
templates_path = ["_templates", ablog.get_html_templates_path()]
blog_path = "news"
blog_title = "Lights"
blog_authors = {"kim": ("Kim", None)}
blog_default_author = "kim"
blog_feed_archives = True
blog_locations = {
    "here": ("Here", None),
}
disqus_shortname = "lights"
html_sidebars = {
    "news/**": ["ablog/postcard.html", "sidebar.html", "ablog/tagcloud.html"],
    "about": ["ablog/authors.html"],
}
"""


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["migrate", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def load(folder: Path, path: str, text: str) -> dict[str, Any]:
    """Return the record of a post, without where its fields are."""
    (folder / path).write_text(text, encoding="utf-8")
    docname = path.rpartition(".")[0]
    entry = FileLoader(folder, PostSource(folder, {path: docname}).parse_options).load(path, docname).entry
    assert dataclasses.is_dataclass(entry)
    places = {"header_lines", "format", "origins", "keys"}
    return {field.name: getattr(entry, field.name) for field in dataclasses.fields(entry) if field.name not in places}


def test_the_configuration_of_ablog_has_our_options_and_stays_python() -> None:
    after, notes = migrate_configuration(CONFIGURATION)
    ast.parse(after)
    for gone in ("import ablog", "ablog.get", "ablog/", "blog_path", "blog_title", "blog_locations", "disqus_shortname ="):
        assert gone not in after
    for there in (
        "# 설정\n",
        """extensions = ["sphinx.ext.mathjax", 'sphinx_anthology', "myst_parser"]  # ablog\n""",
        'templates_path = ["_templates"]\n',
        'blog_authors = {"kim": ("Kim", None)}\nblog_default_author = "kim"\n',
        "anthology_feed_archives = True\n",
        '"news/**": ["sidebar.html"],\n    "about": [],\n',
        'anthology_feed_aliases = ["/news/atom.xml"]\n',
        """anthology_comments = {"provider": "disqus", "shortname": 'lights'}\n""",
    ):
        assert there in after
    assert any("/news/tag to /browse/tags" in note for note in notes)
    assert any("locations" in note for note in notes)
    assert migrate_configuration(after) == (after, [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('extensions = ["a"]\nextensions.append("ablog")\n', 'extensions.append("sphinx_anthology")\n'),
        ('extensions = []\nextensions += ("ablog",)\n', 'extensions += ("sphinx_anthology",)\n'),
        ("extensions = [\n    'ablog',\n]\n", "    'sphinx_anthology',\n"),
        ('extensions: list[str] = ["ablog"]\n', '["sphinx_anthology"]\n'),
    ],
)
def test_the_extension_is_replaced_however_it_is_named(before: str, after: str) -> None:
    assert after in migrate_configuration(before)[0]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.rst", ".. post:: 15 Apr, 2013\n   :tags: a, b c\n   :author: Kim\n   :nocomments:\n\nTitle\n=====\n\nText.\n"),
        ("b.rst", "Title\n=====\n\n.. post:: 2020-01-02\n  :category: News\n  :redirect: old/name\n\nText.\n"),
        ("c.rst", ":og:image: x.png\n\n.. post:: Aug 8, 2024\n   :tags: x\n\nTitle\n-----\n\nText.\n"),
        ("d.rst", ".. post::\n   :tags: x\n\nTitle\n=====\n\nOne.\n\nTwo.\n"),
        ("e.rst", ".. post:: 2020-01-02\n   :excerpt: 2\n\nTitle\n=====\n\nOne.\n\nTwo.\n\nThree.\n"),
        ("f.md", "# Title\n\n```{post} 2020-01-02\n:tags: a, b\n:author: 'Kim: x'\n```\n\nText.\n"),
        ("g.md", "---\nlanguage: ko\n---\n# Title\n\n:::{post} 2020-01-02\n:tags: a\n:::\n\nText.\n"),
        ("h.md", "```{post} 2020-01-02\n---\ntags: a\nexcerpt: 1\n---\n```\n\n# Title\n\nOne.\n\nTwo.\n"),
    ],
)
def test_a_directive_of_ablog_is_front_matter_that_says_the_same(tmp_path: Path, path: str, text: str) -> None:
    after = migrate_post(text, path.endswith(".md"))
    assert "post" not in after.replace("blogpost", "")
    assert migrate_post(after, path.endswith(".md")) == after
    assert load(tmp_path, path, after) == load(tmp_path, path, text)
    windows = text.replace("\n", "\r\n")
    assert migrate_post(windows, path.endswith(".md")) == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    [
        ".. post:: 2020-01-02\n\n   A summary.\n\nTitle\n=====\n",
        "Title\n=====\n\nText before.\n\n.. post:: 2020-01-02\n",
        ".. post:: 2020-01-02\n\nTitle\n=====\n\n.. post:: 2020-01-03\n",
        "Text::\n\n   .. post:: 2020-01-02\n",
    ],
)
def test_a_directive_that_says_more_stays(text: str) -> None:
    assert migrate_post(text, is_markdown=False) == text


def test_lists_of_ablog_are_lists_of_posts() -> None:
    text = ".. postlist:: 5\n   :tags: a\n   :format: {title} by {author}\n   :excerpts:\n\nEnd.\n"
    assert migrate_post(text, is_markdown=False) == (
        ".. posts::\n   :limit: 5\n   :tag: a\n   :layout: list\n   :show: excerpt, author\n\nEnd.\n"
    )
    text = "```{postlist}\n:category: News\n:date: '%Y'\n```\n"
    assert migrate_post(text, is_markdown=True) == "```{posts}\n:category: News\n:layout: compact\n:show: date\n```\n"
    sorted_list = ".. postlist:: 5\n   :sort:\n"
    assert migrate_post(sorted_list, is_markdown=False) == sorted_list


def test_a_project_of_ablog_is_changed_on_request_alone(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    project = tmp_path / "blog"
    (project / "posts").mkdir(parents=True)
    (project / "_build").mkdir()
    files = {
        "conf.py": CONFIGURATION,
        "posts/a.rst": ".. post:: 2020-01-02\n\nA\n=\n",
        "_build/b.rst": ".. post:: 2020-01-02\n",
    }
    for name, text in files.items():
        (project / name).write_text(text, encoding="utf-8")
    diff = run(str(project))
    assert "+:date: 2020-01-02" in diff
    assert "--- a/conf.py" in diff
    assert {name: (project / name).read_text(encoding="utf-8") for name in files} == files
    assert "2 files changed." in run(str(project), "--write")
    assert (project / "posts/a.rst").read_text(encoding="utf-8") == ":date: 2020-01-02\n\nA\n=\n"
    assert (project / "_build/b.rst").read_text(encoding="utf-8") == files["_build/b.rst"]
    assert "0 files would change" in run(str(project))
    assert not marker.exists()


def test_a_file_that_was_edited_meanwhile_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("edited", encoding="utf-8")
    (tmp_path / "b.md").write_text("before", encoding="utf-8")
    changes = [Change("a.md", "before", "after"), Change("b.md", "before", "after")]
    assert write_changes(tmp_path, changes) == ["a.md"]
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in ("a.md", "b.md")] == ["edited", "after"]


def test_a_blog_of_material_gives_its_addresses_and_defaults(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "docs/blog/posts").mkdir(parents=True)
    (new / "blog/posts").mkdir(parents=True)
    plugins = "plugins:\n  - search\n  - blog:\n      post_url_date_format: yyyy/MM\n  - x: !!python/name:os.system\n"
    (old / "mkdocs.yml").write_text(f"site_name: M\nsite_url: https://m.example.org/\n{plugins}", encoding="utf-8")
    (old / "docs/blog/posts/.meta.yml").write_text("authors: [kim]\ndraft: false\n", encoding="utf-8")
    for name, text in (("a.md", "---\ndate: 2020-01-02\nauthors: [lee]\n---\nA\n"), ("b.md", "B\n")):
        (old / "docs/blog/posts" / name).write_text(text, encoding="utf-8")
        (new / "blog/posts" / name).write_text(text, encoding="utf-8")
    (new / "conf.py").write_text('project = "M"\n', encoding="utf-8")
    run(str(old), "--to", str(new), "--write")
    assert (new / "conf.py").read_text(encoding="utf-8") == (
        'project = "M"\n\nhtml_baseurl = "https://m.example.org"\n'
        'anthology_permalinks = ["https://m.example.org/blog/:year/:month/:slug/"]\n'
    )
    first = (new / "blog/posts/a.md").read_text(encoding="utf-8")
    assert first == "---\ndate: 2020-01-02\nauthors: [lee]\ndraft: false\n---\nA\n"
    assert (new / "blog/posts/b.md").read_text(encoding="utf-8") == "---\nauthors:\n- kim\ndraft: false\n---\n\nB\n"
    assert "0 files would change" in run(str(old), "--to", str(new))


def test_a_blog_of_docusaurus_gives_its_addresses(tmp_path: Path) -> None:
    config = """
const x = process.exit(1);
module.exports = {
  url: 'https://d.example.org',
  baseUrl: '/site/',
  // url: 'https://no.example.org',
  presets: [['classic', {blog: {routeBasePath: '/notes', showReadingTime: true}}]],
};
"""
    (tmp_path / "docusaurus.config.js").write_text(config, encoding="utf-8")
    (tmp_path / "new").mkdir()
    (tmp_path / "new/conf.py").write_text("", encoding="utf-8")
    diff = run(str(tmp_path), "--to", str(tmp_path / "new"))
    start = "https://d.example.org/site/notes"
    assert f'+anthology_permalinks = ["{start}/:year/:month/:day/:title", "{start}/:slug"]' in diff
    assert (tmp_path / "new/conf.py").read_text(encoding="utf-8") == ""


def test_what_cannot_be_migrated_is_refused(tmp_path: Path) -> None:
    for text in (None, "extensions = []\n", "extensions = ['ablog'\n", "\0"):
        if text is not None:
            (tmp_path / "conf.py").write_text(text, encoding="utf-8")
        result = CliRunner().invoke(main, ["migrate", str(tmp_path)])
        assert result.exit_code == 2
        assert "has no blog of" in " ".join(result.output.split())
