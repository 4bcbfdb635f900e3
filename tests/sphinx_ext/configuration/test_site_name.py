"""The name of a site whose project says little of it, and what is shown of that name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import CONFIGURATION, Build, Site


def title(build: Build, page: str = "index") -> str:
    return str(build.soup(page).title.string)


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READTHEDOCS_PROJECT", raising=False)


def test_a_site_without_a_name_is_called_after_its_folder(make_site: Callable[..., Site]) -> None:
    site = make_site("river-notes")
    site.post("one", category="AI")
    build = site.build()
    assert (title(build), title(build, "posts/one")) == ("river-notes", "Title of one - river-notes")
    assert build.soup("index").h1.get_text().startswith("river-notes")
    assert "\n# river-notes\n" in (site.folder / "index.md").read_text(encoding="utf-8")
    assert "not set" not in build.text("index.html")
    assert build.soup("index").find(class_="copyright") is None
    assert site.build().read == []


def test_empty_folders_of_posts_give_a_site_no_name(make_site: Callable[..., Site]) -> None:
    site = make_site("garden")
    site.write("index.md", "# Home\n")
    for folder in ("posts", "blog/2025/05", "articles/.notes", "_posts"):
        (site.folder / folder).mkdir(parents=True)
    site.write("_posts/.gitkeep", "")
    site.write("articles/.notes/app.json", "{}")
    assert "garden" not in title(site.build())
    site.write("blog/2025/05/later.md", "---\ndraft: true\n---\n\nText.\n")
    assert title(site.build()) == "garden"
    (site.folder / "blog/2025/05/later.md").replace(site.folder / "elsewhere.md")
    assert "garden" not in title(site.build())
    (site.folder / "posts/years").symlink_to(site.folder / "articles")
    assert title(site.build()) == "garden"


@pytest.mark.parametrize("folder", ["글 모음/docs", "글 모음/docs/source"])
def test_a_folder_of_sources_has_the_name_of_the_one_above(make_site: Callable[..., Site], folder: str) -> None:
    site = make_site(folder)
    site.post("one")
    assert title(site.build()) == "글 모음"


def test_on_read_the_docs_the_folder_is_named_after_a_version(
    make_site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READTHEDOCS_PROJECT", "garden")
    site = make_site("latest")
    site.post("one")
    assert title(site.build()) == "garden"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_title_of_a_site_is_its_name(site: Site, language: str) -> None:
    site.write("conf.py", f'{CONFIGURATION}project = "지식 & Co"\nrelease = "1.2"\nlanguage = "{language}"\n')
    site.post("one")
    assert title(site.build(), "posts/one") == "Title of one - 지식 & Co"


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ({"html_title": "Given"}, "Given"),
        ({"html_title": ""}, ""),
        ({"project": "Named", "html_title": "Given"}, "Given"),
        ({"project": "Named"}, "Named"),
    ],
)
def test_what_the_project_or_the_command_line_says_stays(site: Site, options: dict[str, Any], shown: str) -> None:
    site.post("one")
    build = site.build(project_copyright="2026, Kim", **options)
    assert shown in title(build, "posts/one")
    assert ("site" in title(build, "posts/one")) is False
    assert "2026, Kim" in build.soup("posts/one").find(class_="copyright").get_text()


def test_an_empty_copyright_is_shown_if_the_project_wants_it(site: Site) -> None:
    site.post("one")
    assert site.build(html_show_copyright=True).soup("index").find(class_="copyright") is not None


def test_ids_of_feeds_do_not_depend_on_the_folder(make_site: Callable[..., Site]) -> None:
    feeds = []
    for name in ("here", "there"):
        site = make_site(name)
        site.post("one")
        build = site.build(html_baseurl="https://kb.example/")
        feeds.append(re.findall("<id>([^<]+)</id>", build.text("atom.xml")))
    assert feeds[0] == feeds[1] != []


def test_pages_that_nobody_has_written_have_no_edit_link(site: Site) -> None:
    site.write("browse/tags.md", "# Tags of mine\n")
    for name in ("one", "two"):
        site.post(name, category="AI", tags="x")
    options = {"source_repository": "https://github.com/someone/notes/", "source_branch": "main", "source_directory": "docs/"}
    build = site.build(html_theme_options=options)
    pages = ("index", "posts/one", "browse/tags", "browse/posts", "browse/categories/ai", "browse/tags/x", "genindex")
    edited = {page: [link["href"] for link in build.soup(page).find_all("a", rel="edit")] for page in pages}
    start = "https://github.com/someone/notes/edit/main/docs"
    assert edited == {page: [f"{start}/{page}.md"] if page in ("index", "posts/one", "browse/tags") else [] for page in pages}
