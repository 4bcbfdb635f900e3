"""The list of published addresses, and what a site has lost of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import linked_blog
import pytest
from conftest import Site
from sphinx_anthology.cli.built_site import BuiltSite
from sphinx_anthology.cli.url_manifest import describe_missing, describe_renamed
from sphinx_anthology.loading.data.url_manifest import PublishedArticle, UrlManifest, dump_manifest, parse_manifest

built = linked_blog.built
"""The fixture."""


def test_the_list_has_a_line_for_each_article_and_can_be_read(built: Path) -> None:
    manifest = BuiltSite(built).manifest
    text = dump_manifest(manifest)
    assert [json.loads(line.rstrip(","))["id"] for line in text.splitlines()[1:-1]] == ["a", "b", "c", "d", "에"]
    assert parse_manifest(text) == manifest
    assert dump_manifest(UrlManifest(tuple(reversed(manifest.articles)))) == text


def test_an_empty_list_can_be_read() -> None:
    assert parse_manifest(dump_manifest(UrlManifest())) == UrlManifest()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2, "articles": []}', '{"version": 1, "articles": [{"id": 1}]}',
                                  '{"version": 1, "articles": [], "pages": [{"page": "a", "numbered": ["id1"]}]}'])  # fmt: skip
def test_a_text_that_is_not_a_list_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="not a list of addresses"):
        parse_manifest(text)


def missing_since(site: Site, builder: str = "html") -> list[str]:
    """Return the messages on what the site has lost since its last build."""
    before = BuiltSite(site.folder / "build" / builder).manifest
    (site.folder / "build" / builder).rename(site.folder / f"before{site.builds}")
    return list(describe_missing(before, BuiltSite(site.build(builder).output)))


@pytest.mark.parametrize("builder", linked_blog.BUILDERS)
def test_nothing_is_missing_from_a_site_that_only_grew(site: Site, builder: str) -> None:
    linked_blog.write_blog(site)
    site.build(builder)
    site.post("f", "## New\n")
    site.post("b", "## New\n\nText\n")
    assert missing_since(site, builder) == []


def test_an_article_that_moved_needs_an_alias(site: Site) -> None:
    linked_blog.write_blog(site)
    site.build()
    (site.folder / "posts/d.md").unlink()
    site.post("moved", slug="d", title="Title of d", category="Things")
    site.write("about.md", "---\norphan: true\n---\n\n# About\n")
    assert missing_since(site) == [
        "/posts/d.html is gone. Add 'aliases: [/posts/d.html]' to the front matter of the article at '/posts/moved.html'."
    ]
    site.post("moved", slug="d", title="Title of d", category="Things", aliases="/posts/d.html")
    (site.folder / "build").rename(site.folder / "without")
    before = BuiltSite(site.folder / "before1").manifest
    assert list(describe_missing(before, BuiltSite(site.build().output))) == []


def test_a_deleted_article_loses_its_address_and_its_id(site: Site) -> None:
    linked_blog.write_blog(site)
    site.build()
    (site.folder / "posts/e e.md").unlink()
    missing = missing_since(site)
    assert [line.partition(" Add ")[0] for line in missing] == ["/posts/e e.html is gone.", "The feed id '에' is gone."]


def test_a_new_slug_loses_the_old_id(site: Site) -> None:
    linked_blog.write_blog(site)
    site.build()
    site.post("e e", "Text of 100%.\n", slug="other", title="Title of e e")
    assert missing_since(site) == [
        "The feed id '에' is gone. Add 'slug: 에' to the front matter of the article at '/posts/e e.html'."
    ]


def test_a_renamed_heading_loses_its_anchor_until_an_anchor_is_added(site: Site) -> None:
    site.post("a", "## 옛 제목\n\nText.\n")
    site.build()
    site.post("a", "## 새 제목\n\nText.\n")
    missing = missing_since(site)
    assert len(missing) == 1
    assert missing[0].startswith("/posts/a.html#옛-제목 is gone. Add '<a id=\"옛-제목\"></a>'")
    before = BuiltSite(site.folder / "before1").manifest
    site.post("a", '<a id="옛-제목"></a>\n\n## 새 제목\n\nText.\n')
    assert list(describe_missing(before, BuiltSite(site.build().output))) == []


def test_the_command_writes_and_checks_a_list(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert linked_blog.run("urls", built, "--write").stdout == "articles written to urls.json: 5\n"
    result = linked_blog.run("urls", built, "--check")
    assert (result.exit_code, result.stdout) == (0, "articles in urls.json: 5; gone: 0\n")
    records: Any = json.loads(Path("urls.json").read_text(encoding="utf-8"))
    del records["articles"][0]
    records["articles"][0]["address"] = "/blog/b/"
    Path("kept.json").write_text(json.dumps(records), encoding="utf-8")
    result = linked_blog.run("urls", built, "--check", "kept.json")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("/blog/b/ is gone. Add 'aliases: [/blog/b/]'")
    assert lines[1] == "articles in kept.json: 4; gone: 1; new or changed: 2 (--write adds them)"
    assert "--write instead of --check" in lines[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Use either --write"),
        (["--write", "--check"], "Use either --write"),
        (["--check", "no.json"], "There is no list 'no.json'. Write it with --write"),
        (["--check", "conf.py"], "not a list of addresses"),
    ],
)
def test_wrong_arguments_are_a_usage_error(
    site: Site, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    site.post("a")
    built = site.build().output
    monkeypatch.chdir(site.folder)
    result = linked_blog.run("urls", built, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())


def test_articles_with_equal_anchors_are_equal() -> None:
    assert PublishedArticle("a", "/a/", frozenset("xy")) == PublishedArticle("a", "/a/", frozenset("yx"))


def test_a_slug_that_became_an_alias_is_shown_and_not_missing(site: Site) -> None:
    for language in ("it", "nl"):
        text = f"---\ntitle: {language}\ndate: 2025-04-23\n---\n\nSee {{post}}`index.it-2` and {{doc}}`pair`.\n"
        site.write(f"posts/{language}-bundle/index.it.md", text)
    site.write("posts/ja/pair.md", "---\ntitle: Pair\ndate: 2025-04-23\n---\n\nText.\n")
    built = site.build(anthology_permalinks=["/:year/:slug/"])
    assert built.warnings == ""
    now = BuiltSite(built.output)
    assert sorted(now.articles) == ["it-bundle-it", "nl-bundle-it", "pair-ja"]
    before = [PublishedArticle(name, f"/posts/{path}.html", frozenset()) for name, path in
              {"index.it": "it-bundle/index.it", "index.it-2": "nl-bundle/index.it", "pair": "ja/pair"}.items()]  # fmt: skip
    assert list(describe_missing(UrlManifest(tuple(before)), now)) == []
    assert list(describe_renamed(before, now)) == [
        "The feed id 'index.it' is an alias of 'it-bundle-it' now, the article at '/posts/it-bundle/index.it.html'.",
        "The feed id 'index.it-2' is an alias of 'nl-bundle-it' now, the article at '/posts/nl-bundle/index.it.html'.",
        "The feed id 'pair' is an alias of 'pair-ja' now, the article at '/posts/ja/pair.html'.",
    ]
    assert now.find_redirect_target("/2025/pair/") == "/posts/ja/pair.html"


GUIDE = "# 안내서\n\n## 설치\n\n## 사용\n\n(옛-표)=\n## 설치\n\n글[^1]\n\n<h2 id='id8'>HTML</h2>\n\n[^1]: 각주\n"
REST = "문서\n====\n\n설치\n----\n\n사용 예\n-------\n\n글 [#f]_\n\n.. [#f] 각주\n"


def write_manifest(folder: Path, site: BuiltSite) -> None:
    (folder / "urls.json").write_text(dump_manifest(site.manifest), encoding="utf-8")


@pytest.mark.parametrize("builder", linked_blog.BUILDERS)
def test_numbered_ids_of_a_published_site_stay_at_their_headings(site: Site, builder: str) -> None:
    site.post("a", "## 한글 제목\n")
    site.write("guide/start.md", GUIDE)
    site.write("rest.rst", REST)
    site.write("index.md", "# Home\n\n```{toctree}\nguide/start\nrest\n```\n")
    before = BuiltSite(site.build(builder, anthology_heading_ids="posts").output)
    assert before.numbered_pages == {
        "guide/start": {"id2": "설치", "id3": "사용", "id4": "설치-1", "id5": "설치-1"},
        "rest": {"id2": "설치", "id3": "사용-예"},
    }
    write_manifest(site.folder, before)
    promised = before.manifest
    site.write("guide/start.md", GUIDE.replace("## 설치", "## 먼저\n\n### 설치", 1))
    site.write("rest.rst", REST.replace("설치\n----", "새로\n----\n\n설치\n----"))
    built = site.build(builder)
    after = BuiltSite(built.output)
    assert after.numbered_pages == before.numbered_pages
    assert list(describe_missing(promised, after)) == []
    page = built.soup("rest" if builder == "html" else "rest/index")
    assert page.select_one("section > span#id2").parent["id"] == "설치"
    assert page.select_one("a.headerlink[href*=id]") is None
    assert dump_manifest(after.manifest) == dump_manifest(BuiltSite(site.build(builder, fresh=True).output).manifest)
    site.write("rest.rst", REST.replace("설치\n----", "깔기\n----"))
    missing = list(describe_missing(promised, BuiltSite(site.build(builder).output)))
    assert missing == ["/rest#id2, the heading '설치', is gone. Add '<a id=\"id2\"></a>' where readers find what it was about."]
    (site.folder / "urls.json").unlink()
    site.write("rest.rst", REST)
    built = site.build(builder)
    assert {page for page in built.read if page in ("rest", "guide/start", "index")} == {"rest", "guide/start"}
    missing = list(describe_missing(promised, BuiltSite(built.output)))
    assert len(missing) == sum(map(len, promised.pages.values()))
    assert "Build with the list beside 'conf.py'" in missing[0]


def test_numbered_ids_of_an_article_follow_its_slug(site: Site) -> None:
    site.post("a", "## 설치\n\n## 설치\n")
    article = PublishedArticle("a", "/posts/a.html", frozenset({"설치"}), {"id9": "설치-1", "id10": "없는-제목"})
    site.write("urls.json", dump_manifest(UrlManifest((article,))))
    site.build()
    (site.folder / "posts/a.md").rename(site.folder / "posts/b.md")
    site.post("b", "## 설치\n\n## 설치\n\n<a id='id10'></a>\n", slug="a", aliases="/posts/a.html")
    (site.folder / "posts/a.md").unlink(missing_ok=True)
    built = site.build()
    assert built.soup("posts/b").find(id="id9").parent["id"] == "설치-1"
    assert list(describe_missing(UrlManifest((article,)), BuiltSite(built.output))) == []


@pytest.mark.parametrize("text", ["[]", "{", '{"version": 9}', '{"version": 1, "articles": 3}', "[" * 100_000])
def test_another_file_of_that_name_changes_nothing(site: Site, text: str) -> None:
    site.post("a", "## 설치\n")
    site.write("urls.json", text)
    built = site.build()
    assert built.warnings == ""
    assert built.soup("posts/a").find(id="설치") is not None
