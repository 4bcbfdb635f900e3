"""What is read from a built site: the articles, what in them can be linked to, their links, and what of it is gone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import Site
from sphinx_anthology.cli.built_site import NotBuiltError, PublishedArticle, PublishedSite
from sphinx_anthology.cli.commands import main
from sphinx_anthology.cli.link_report import Network
from sphinx_anthology.cli.url_manifest import broken, dumps, loads

BUILDERS = ["html", "dirhtml"]


def blog(site: Site) -> None:
    """Write a blog in which b links to a, c to a and b, the page 'about' to d, and nothing to e."""
    site.write("index.md", "# Home\n\n```{posts}\n```\n")
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\n{post}`d`, {post}`a`\n")
    options = {"category": "Things", "tags": "one, two", "author": "Kim", "series": "All"}
    places = "(own-place)=\n## Place\n\n<a id='raw'></a> <a name='older'></a>\n"
    site.post("a", f"## 한글 제목\n\n### Inner\n\nText.[^1]\n\n[^1]: Note.\n\n{places}", **options)
    site.post("b", "{post}`a` and {post}`again <a>`, {category}`Things`\n", **options)
    site.post("c", "[](a.md), {post}`b`, [away](https://x.example/posts/d.html), [self](#x)\n\n## X\n", **options)
    site.post("d", "Text.\n", aliases="/blog/d/", **options)
    site.post("e e", "Text of 100%.\n", slug="에", **options)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(params=BUILDERS)
def built(request: pytest.FixtureRequest, site: Site) -> Path:
    blog(site)
    result = site.build(request.param)
    assert result.warnings == ""
    return result.output


def test_articles_have_the_addresses_of_their_pages(built: Path) -> None:
    suffix = "/" if built.name == "dirhtml" else ".html"
    articles = PublishedSite(built).articles
    assert {slug: (article.id, article.address) for slug, article in articles.items()} == {
        slug: (slug, f"/posts/{name}{suffix}") for slug, name in {"a": "a", "b": "b", "c": "c", "d": "d", "에": "e e"}.items()
    }


def test_anchors_are_the_ids_in_the_text_that_are_not_numbers(built: Path) -> None:
    anchors = PublishedSite(built).articles["a"].anchors
    assert {"한글-제목", "inner", "place", "own-place", "raw", "older", "title-of-a"} <= anchors
    assert not {name for name in anchors if name.startswith(("id", "footnote", "furo", "anthology", "related"))}


def test_links_are_those_that_the_author_wrote_in_articles(built: Path) -> None:
    site = PublishedSite(built)
    assert site.links == {"a": (), "b": ("a",), "c": ("a", "b"), "d": (), "에": ()}
    assert site.linked_by_pages == {"a", "d"}


def test_the_network_has_orphans_and_dead_ends(built: Path) -> None:
    network = Network.of(PublishedSite(built))
    assert network.record() == {
        "version": 1,
        "articles": 5,
        "links": 3,
        "orphans": ["c", "에"],
        "dead_ends": ["a", "d", "에"],
        "most_linked": [{"slug": "a", "links": 2}, {"slug": "b", "links": 1}],
    }


def test_links_are_printed_as_text_and_json(built: Path) -> None:
    lines = run("links", built).stdout.splitlines()
    assert lines[:3] == ["articles: 5", "links between them: 3", "orphans, to which nothing links: 2"]
    assert lines[-3:] == ["most linked:", "  2 a", "  1 b"]
    assert json.loads(run("links", built, "--format", "json").stdout)["orphans"] == ["c", "에"]


def test_the_list_has_a_line_for_each_article_and_is_read_back(built: Path) -> None:
    articles = PublishedSite(built).articles
    text = dumps(articles.values())
    assert [json.loads(line.rstrip(","))["id"] for line in text.splitlines()[1:-1]] == ["a", "b", "c", "d", "에"]
    assert {article.id: article for article in loads(text)} == articles
    assert dumps(reversed(articles.values())) == text  # type: ignore[call-overload]


def test_an_empty_list_is_one() -> None:
    assert loads(dumps([])) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2, "articles": []}', '{"version": 1, "articles": [{"id": 1}]}'])
def test_what_is_no_list_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="not a list of addresses"):
        loads(text)


def test_redirects_lead_where_they_lead(built: Path) -> None:
    site = PublishedSite(built)
    assert site.forwards("/blog/d/") == site.articles["d"].address
    assert site.at("/blog/d/") == site.articles["d"]
    assert site.forwards("/posts/a.html") is None
    assert site.forwards("/../x") is None


def test_a_redirect_to_nothing_is_none(built: Path) -> None:
    for name, target in {"gone": "nothing.html", "away": "https://x.example/y", "shown": "index.html"}.items():
        (built / f"{name}.html").write_text(f'<META HTTP-EQUIV="Refresh" CONTENT="3;URL=\'{target}\'">', encoding="utf-8")
    site = PublishedSite(built)
    found = [site.forwards(f"/{name}.html") for name in ("gone", "away", "shown")]
    assert found == [None, "https://x.example/y", "/index.html"]


def test_a_folder_that_was_not_built_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError, match="build the site"):
        PublishedSite(tmp_path)
    (tmp_path / "objects.inv").write_bytes(b"a\nb\nc\nd\nnot packed")
    with pytest.raises(NotBuiltError, match="not an inventory"):
        PublishedSite(tmp_path)
    assert run("links", tmp_path).exit_code == run("urls", tmp_path, "--write").exit_code == 2


def test_markup_that_is_not_balanced_does_no_harm(built: Path) -> None:
    page = next(built.glob("posts/a.html") if built.name == "html" else built.glob("posts/a/index.html"))
    link = "b.html" if built.name == "html" else "../b/"
    inner = f'<div class="anthology-x"><a id="three" href="{link}">x</a></div>'
    odd = f'<p id="one"><br><img id="two"></em>{inner}<i><a id="four" href="{link}">'
    text = page.read_text(encoding="utf-8").replace("</h1>", f"</h1>{odd}", 1)
    page.write_text(text.replace("</article>", f'</article><a id="five" href="{link}">x</a>'), encoding="utf-8")
    site = PublishedSite(built)
    assert {"one", "two", "four"} <= site.articles["a"].anchors
    assert not {"three", "five"} & site.articles["a"].anchors
    assert site.links["a"] == ("b",)


def changed(site: Site, builder: str = "html") -> list[str]:
    """Return what is gone since before the site was changed."""
    before = list(PublishedSite(site.folder / "build" / builder).articles.values())
    (site.folder / "build" / builder).rename(site.folder / f"before{site.builds}")
    return list(broken(before, PublishedSite(site.build(builder).output)))


@pytest.mark.parametrize("builder", BUILDERS)
def test_nothing_is_gone_from_a_site_that_only_grew(site: Site, builder: str) -> None:
    blog(site)
    site.build(builder)
    site.post("f", "## New\n")
    site.post("b", "## New\n\nText\n")
    assert changed(site, builder) == []


def test_an_article_that_moved_needs_an_alias(site: Site) -> None:
    blog(site)
    site.build()
    (site.folder / "posts/d.md").unlink()
    site.post("moved", slug="d", title="Title of d", category="Things")
    site.write("about.md", "---\norphan: true\n---\n\n# About\n")
    assert changed(site) == [
        "/posts/d.html is gone: write 'aliases: [/posts/d.html]' in the front matter of the article of '/posts/moved.html'."
    ]
    site.post("moved", slug="d", title="Title of d", category="Things", aliases="/posts/d.html")
    (site.folder / "build").rename(site.folder / "without")
    before = list(PublishedSite(site.folder / "before1").articles.values())
    assert list(broken(before, PublishedSite(site.build().output))) == []


def test_an_article_that_is_deleted_is_gone_twice(site: Site) -> None:
    blog(site)
    site.build()
    (site.folder / "posts/e e.md").unlink()
    gone = changed(site)
    assert [line.partition(":")[0] for line in gone] == ["/posts/e e.html is gone", "'에', an id in feeds, is gone"]


def test_a_new_slug_is_a_new_id(site: Site) -> None:
    blog(site)
    site.build()
    site.post("e e", "Text of 100%.\n", slug="other", title="Title of e e")
    assert changed(site) == [
        "'에', an id in feeds, is gone: write 'slug: 에' in the front matter of the article of '/posts/e e.html'."
    ]


def test_a_heading_with_other_words_leaves_a_place_that_is_gone_until_it_is_put_back(site: Site) -> None:
    site.post("a", "## 옛 제목\n\nText.\n")
    site.build()
    site.post("a", "## 새 제목\n\nText.\n")
    gone = changed(site)
    assert len(gone) == 1
    assert gone[0].startswith("/posts/a.html#옛-제목 is gone: put '<a id=\"옛-제목\"></a>'")
    before = list(PublishedSite(site.folder / "before1").articles.values())
    site.post("a", '<a id="옛-제목"></a>\n\n## 새 제목\n\nText.\n')
    assert list(broken(before, PublishedSite(site.build().output))) == []


def test_urls_are_written_and_checked(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("urls", built, "--write").stdout == "articles written to urls.json: 5\n"
    result = run("urls", built, "--check")
    assert (result.exit_code, result.stdout) == (0, "articles in urls.json: 5; gone: 0\n")
    records: Any = json.loads(Path("urls.json").read_text(encoding="utf-8"))
    del records["articles"][0]
    records["articles"][0]["address"] = "/blog/b/"
    Path("kept.json").write_text(json.dumps(records), encoding="utf-8")
    result = run("urls", built, "--check", "kept.json")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("/blog/b/ is gone: write 'aliases: [/blog/b/]'")
    assert lines[1] == "articles in kept.json: 4; gone: 1; new or changed since: 2 (--write takes them in)"
    assert "--write instead of --check" in lines[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Say either --write"),
        (["--write", "--check"], "Say either --write"),
        (["--check", "no.json"], "There is no list 'no.json': write it with --write"),
        (["--check", "conf.py"], "not a list of addresses"),
    ],
)
def test_urls_says_what_it_needs(site: Site, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str) -> None:
    site.post("a")
    built = site.build().output
    monkeypatch.chdir(site.folder)
    result = run("urls", built, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())


def test_an_article_is_compared_by_all_that_is_known_of_it() -> None:
    assert PublishedArticle("a", "/a/", frozenset("xy")) == PublishedArticle("a", "/a/", frozenset("yx"))
