"""Feeds of built sites, read as feed readers do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Build, Site, read_output
from feed_readers import CHECKS, parse_feed

_HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]>",
    '"><img src=x onerror=alert(1)>',
    "$x^ \\(",
    "a\x00b\x0bc\x1b[31m",
    "a\u2028b\u2029c\ufffe",
    "\ud800 lone",
    "javascript:alert(1)",
    "<!--",
    "&amp;lt;b&gt; &nope; %00",
    "\u202eright to left",
)
_BASE = "https://kb.example.org/ko/latest/"


def _feeds(build: Build) -> dict[str, bytes]:
    return {path: data for path, data in read_output(build.output).items() if path.rpartition("/")[2] in CHECKS}


def _check(build: Build) -> dict[str, bytes]:
    """Return the files of feeds. Each must follow the rules of its format."""
    feeds = _feeds(build)
    for path, data in feeds.items():
        CHECKS[path.rpartition("/")[2]](data)
    return feeds


@pytest.fixture
def blog(site: Site) -> Site:
    """A blog with an article of every kind."""
    site.write(
        "conf.py",
        'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\nproject = "Notes & <Tools>"\n'
        f'html_baseurl = "{_BASE}"\nanthology_tag_min_posts = 1\n',
    )
    site.picture("posts/cover.png", 30, 20)
    site.picture("posts/sky.png", 20, 10)
    site.write(
        "posts/봄.md",
        "---\ntitle: '봄 & <b>spring</b>'\ndate: 2025-03-01T09:00:00+09:00\nupdated: 2025-04-02T10:00:00+09:00\n"
        "authors:\n  - {name: Ann, url: 'https://ann.example/'}\n  - Bo & Co\ncategory: [[AI, Models]]\ntags: [x, 'C++ & C']\n"
        "cover: cover.png\nseries: Seasons\nlanguage: ko\nexcerpt: 'Short <words> & more.'\n---\n\n"
        "Text with [a link](two.md), [a part](#part), `code` and an image:\n\n![Sky](sky.png)\n\n## Part\n\n"
        "<script>alert(1)</script>\n\n```python\nx = 1 < 2\n```\n",
    )
    site.post("two", date="2025-02-01", language="en", author="Ann", category="AI")
    site.post("hidden", date="2025-02-02", hidden="true", category="AI")
    site.post("draft", date="2025-02-03", draft="true")
    site.post("future", date="2999-01-01")
    site.post("undated", date=None)
    return site


def test_a_reader_gets_every_field_back_from_each_format(blog: Site) -> None:
    feeds = _check(blog.build())
    url = f"{_BASE}posts/%EB%B4%84.html"
    for name in ("atom.xml", "rss.xml"):
        found = parse_feed(feeds[name])
        assert found.feed.title == "Notes & <Tools>"
        assert found.feed.link == f"{_BASE}index.html"
        assert [entry.title for entry in found.entries] == ["봄 & <b>spring</b>", "Title of two"]
        entry = found.entries[0]
        assert entry.link == url
        assert entry.id == "tag:notes-tools,2025:%EB%B4%84"
        assert entry.published_parsed[:5] == (2025, 3, 1, 0, 0)
        assert entry.updated_parsed[:5] == (2025, 4, 2, 1, 0)
        assert [author.name for author in entry.authors] == ["Ann", "Bo & Co"]
        assert [tag.term for tag in entry.tags] == ["AI / Models", "x", "C++ & C"]
        assert entry.summary == ("Short <words> & more." if name == "atom.xml" else "Short &lt;words&gt; &amp; more.")
        assert [(one.type, one.href) for one in entry.enclosures] == [("image/png", f"{_BASE}_images/cover.png")]
        assert int(entry.enclosures[0].length) == (blog.folder / "posts/cover.png").stat().st_size
        assert entry.media_content[0] == {
            "medium": "image",
            "type": "image/png",
            "url": f"{_BASE}_images/cover.png",
            "width": "30",
            "height": "20",
        }
        content = entry.content[-1].value
        assert f'<a href="{_BASE}posts/two.html">a link</a>' in content
        assert f'<a href="{url}#part">a part</a>' in content
        assert f'src="{_BASE}_images/sky.png"' in content
        assert "<h2>Part</h2>" in content
        assert '<pre data-language="python">x = 1 &lt; 2\n</pre>' in content
        for unwanted in ("alert", "¶", "spring", "Short", "anthology", "Ann"):
            assert unwanted not in content
    feed = json.loads(feeds["feed.json"])
    item = feed["items"][0]
    assert {name: item[name] for name in ("id", "url", "title", "summary", "image", "language")} == {
        "id": "tag:notes-tools,2025:%EB%B4%84",
        "url": url,
        "title": "봄 & <b>spring</b>",
        "summary": "Short <words> & more.",
        "image": f"{_BASE}_images/cover.png",
        "language": "ko",
    }
    assert item["date_published"] == "2025-03-01T09:00:00+09:00"
    assert item["date_modified"] == "2025-04-02T10:00:00+09:00"
    assert item["authors"] == [{"name": "Ann", "url": "https://ann.example/"}, {"name": "Bo & Co"}]
    assert item["tags"] == ["AI / Models", "x", "C++ & C"]
    assert item["content_html"].replace(">", " />") == content.replace(" />", ">").replace(">", " />")


def test_each_index_has_feeds_and_names_them(blog: Site) -> None:
    build = blog.build(anthology_feeds=["posts", "categories", "tags", "authors", "series", "languages"])
    folders = {path.rpartition("/")[0] for path in _check(build)}
    assert folders == {
        "",
        "browse/authors/ann",
        "browse/authors/bo-co",
        "browse/categories/ai",
        "browse/categories/ai/models",
        "browse/languages/en",
        "browse/languages/ko",
        "browse/series/seasons",
        "browse/tags/cplusplus-c",
        "browse/tags/x",
    }
    for folder, page in (("browse/categories/ai", "browse/categories/ai"), ("browse/tags/x", "browse/tags/x"), ("", "index")):
        links = build.soup(page).find_all("link", rel="alternate", type="application/atom+xml")
        path = (folder.removeprefix("browse/categories/").removeprefix("browse/tags/") + "/atom.xml").lstrip("/")
        assert links[0]["href"] == path
    assert [link["href"] for link in build.soup("posts/two").find_all("link", type="application/feed+json")] == [
        "../feed.json",
        "../browse/languages/en/feed.json",
    ]
    assert build.soup("browse/posts").find("a", class_="anthology-feed")["href"] == "../atom.xml"
    assert build.soup("browse/categories/ai").find("a", class_="anthology-feed")["href"] == "ai/atom.xml"
    assert not build.soup("browse/archive/2025").find("a", class_="anthology-feed")
    assert build.text("_static/anthology-feed.css")
    assert b'href="../../../../_static/anthology-feed.css"' in _feeds(build)["browse/categories/ai/models/atom.xml"]
    everything = b"".join(_feeds(build).values())
    for absent in (b"posts/hidden", b"posts/draft", b"posts/future", b"posts/undated"):
        assert absent not in everything


@pytest.mark.parametrize(
    ("options", "files"),
    [
        ({"anthology_feeds": []}, set()),
        ({"anthology_feeds": ["posts"], "anthology_feed_formats": ["rss"]}, {"rss.xml"}),
        ({"anthology_feeds": ["posts"], "anthology_feed_formats": ["json", "atom"]}, {"atom.xml", "feed.json"}),
        (
            {"anthology_feeds": ["languages"], "anthology_feed_formats": ["atom"]},
            {f"browse/languages/{x}/atom.xml" for x in ("en", "ko")},
        ),
        ({"anthology_feeds": ["posts", "podcasts"], "anthology_feed_formats": ["rss", "rdf"]}, {"rss.xml"}),
        ({"html_baseurl": ""}, set()),
    ],
)
def test_feeds_can_be_chosen(blog: Site, options: dict[str, Any], files: set[str]) -> None:
    build = blog.build(**options)
    assert set(_check(build)) == files
    assert ("none of" in build.warnings) is ("podcasts" in str(options))
    if not files:
        assert "rss" not in build.text("browse/posts.html").lower()
    assert ("Not written, because the address of the site is not known: feeds" in build.log) is ("html_baseurl" in options)


def test_a_feed_can_have_excerpts_few_posts_and_archives(blog: Site) -> None:
    for number in range(1, 6):
        blog.post(f"old-{number}", date=f"2024-01-0{number}")
    options: dict[str, Any] = {"anthology_feeds": ["posts"], "anthology_feed_content": "excerpt", "anthology_feed_size": 2}
    build = blog.build(anthology_feed_archives=True, **options)
    _check(build)
    files = {path.name for path in build.output.iterdir() if path.suffix in (".xml", ".json") and path.is_file()}
    assert files - {"sitemap.xml"} == {
        f"{name}.xml" for kind in ("atom", "rss") for name in (kind, f"{kind}-1", f"{kind}-2", f"{kind}-3")
    } | {
        "feed.json",
        "feed-1.json",
        "feed-2.json",
        "feed-3.json",
    }
    for kind in ("atom", "rss"):
        titles, path, seen = [], f"{kind}.xml", []
        while path:
            found = parse_feed((build.output / path).read_bytes())
            assert len(found.entries) <= 2
            assert not any("content" in entry for entry in found.entries)
            titles += [entry.title for entry in found.entries]
            seen.append(path)
            links = {link.rel: link.href for link in found.feed.links}
            assert links["self"] == _BASE + path
            assert ("current" in links) is (path != f"{kind}.xml")
            path = links.get("prev-archive", "").removeprefix(_BASE)
        assert seen == [f"{kind}.xml", f"{kind}-3.xml", f"{kind}-2.xml", f"{kind}-1.xml"]
        assert set(titles) == {"봄 & <b>spring</b>", "Title of two", *(f"Title of old-{number}" for number in range(1, 6))}
    assert json.loads(build.text("feed.json"))["next_url"] == f"{_BASE}feed-3.json"
    assert "content_html" not in json.loads(build.text("feed.json"))["items"][0]
    before = read_output(build.output)
    blog.post("newest", date="2025-05-05")
    after = read_output(blog.build(anthology_feed_archives=True, **options).output)
    assert after["atom-1.xml"] == before["atom-1.xml"], "archive documents do not change"
    assert after["atom.xml"] != before["atom.xml"]


def test_nothing_is_new_to_a_reader_after_files_hosts_and_titles_have_changed(
    blog: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {entry.id for entry in parse_feed(_check(blog.build())["atom.xml"]).entries}
    (blog.folder / "posts/2025").mkdir()
    shutil.move(blog.folder / "posts/two.md", blog.folder / "posts/2025/two.md")
    blog.write("conf.py", (blog.folder / "conf.py").read_text(encoding="utf-8").replace("html_baseurl", "_unused"))
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://kb--17.org.readthedocs.build/ko/17/")
    monkeypatch.setenv("READTHEDOCS_VERSION_TYPE", "external")
    feeds = _check(blog.build("dirhtml"))
    found = parse_feed(feeds["atom.xml"])
    assert {entry.id for entry in found.entries} == before
    assert {entry.link for entry in found.entries} == {
        "https://kb--17.org.readthedocs.build/ko/17/posts/%EB%B4%84/",
        "https://kb--17.org.readthedocs.build/ko/17/posts/2025/two/",
    }
    base = "https://old.example/#"
    own = parse_feed(_check(blog.build(anthology_feed_id_base=base))["rss.xml"])
    assert {entry.id for entry in own.entries} == {f"{base}two", f"{base}%EB%B4%84"}


def test_ids_and_addresses_of_the_old_feed_stay(blog: Site) -> None:
    blog.write(
        "old/feed.xml",
        '<rss version="2.0"><channel><title>Old</title><item><link>https://old.example/2025/two/</link><guid>4711</guid></item>'
        "<item><link>https://old.example/gone/</link><guid>4712</guid></item></channel></rss>",
    )
    blog.post("three", date="2025-01-01", guid="https://old.example/?p=3")
    blog.post("copy", date="2025-01-02", guid="https://old.example/?p=3")
    options: dict[str, Any] = {
        "anthology_old_feeds": ["old/feed.xml"],
        "anthology_permalinks": ["https://old.example/:year/:slug/"],
    }
    aliases = ["/feed.xml", "/blog/index.xml", "https://old.example/rss/", "/old/feed.json?x=1"]
    build = blog.build(**options, anthology_feed_aliases=[*aliases, "/a.html", "../up.xml", "/"])
    feeds = _check(build)
    assert {entry.title: entry.id for entry in parse_feed(feeds["rss.xml"]).entries} == {
        "봄 & <b>spring</b>": "tag:notes-tools,2025:%EB%B4%84",
        "Title of two": "4711",
        "Title of three": "https://old.example/?p=3",
        "Title of copy": "tag:notes-tools,2025:copy",
    }
    assert build.warnings.count("anthology_feed_aliases") == 3
    for path, kind in {"feed.xml": "atom", "blog/index.xml": "rss", "rss/index.xml": "rss"}.items():
        data = (build.output / path).read_bytes()
        CHECKS[f"{kind}.xml"](data)
        found = parse_feed(data)
        assert len(found.entries) == 4
        assert {link.href for link in found.feed.links if link.rel == "self"} == {f"{_BASE}{kind}.xml"}
    assert json.loads(build.text("old/feed.json"))["feed_url"] == f"{_BASE}feed.json"


@pytest.mark.parametrize("text", _HOSTILE)
def test_files_are_well_formed_whatever_front_matter_has(site: Site, text: str) -> None:
    quoted = json.dumps(text)
    site.write(
        "posts/one.md",
        f"---\ntitle: {quoted}\ndate: 2025-01-01\nauthor: {quoted}\ntags: [{quoted}]\ncategory: {quoted}\nexcerpt: {quoted}\n"
        f"cover: {{url: {quoted}, alt: {quoted}}}\nguid: {quoted}\nseries: {quoted}\nslug: {quoted}\nlanguage: {quoted}\n"
        f"canonical: {quoted}\n---\n\n{text.encode('utf-8', 'replace').decode()}\n",
    )
    site.post("two")
    build = site.build(
        html_baseurl=_BASE, project="x ]]> & <y>", anthology_feeds=["posts", "tags", "authors", "categories", "series"]
    )
    feeds = _check(build)
    assert len(feeds) >= 3
    assert len(parse_feed(feeds["atom.xml"]).entries) == 2
    for data in (feeds["atom.xml"], feeds["rss.xml"]):
        assert b"<script" not in data.lower()
    for item in json.loads(feeds["feed.json"])["items"]:
        assert "<script" not in item.get("content_html", "").lower()


def test_a_file_of_the_author_is_kept(blog: Site) -> None:
    blog.write("extra/atom.xml", "mine")
    blog.write("extra/browse/series/seasons/rss.xml", "mine")
    for _ in range(2):
        build = blog.build(html_extra_path=["extra"])
        assert build.text("atom.xml") == build.text("browse/series/seasons/rss.xml") == "mine"
        assert "봄" in build.text("rss.xml")


def test_collections_have_feeds_of_their_own(blog: Site) -> None:
    blog.write("notes/n.md", "---\ntitle: N\ndate: 2025-01-05\n---\n\nText\n")
    collections = {"notes": {"posts": ["notes/**"], "title": "Short notes"}}
    feeds = _check(blog.build(anthology_collections=collections))
    assert len(parse_feed(feeds["atom.xml"]).entries) == 3
    assert [entry.title for entry in parse_feed(feeds["browse/notes/atom.xml"]).entries] == ["N"]
    assert parse_feed(feeds["browse/notes/atom.xml"]).feed.title == "Notes & <Tools> – Short notes"
    assert len(parse_feed(feeds["browse/atom.xml"]).entries) == 2


def test_other_builders_write_no_feeds(blog: Site) -> None:
    for builder in ("singlehtml", "epub", "json", "text", "latex"):
        assert _feeds(blog.build(builder, epub_basename="x")) == {}


def test_an_incremental_build_has_the_files_of_a_clean_one(blog: Site, make_site: Callable[..., Site]) -> None:
    options: dict[str, Any] = {
        "anthology_feed_archives": True,
        "anthology_feed_size": 1,
        "anthology_feeds": ["posts", "tags", "authors"],
    }
    edits: list[Callable[[], object]] = [
        lambda: blog.post("two", date="2025-06-01", body="Other text.\n", tags="y"),
        lambda: blog.post("hidden", date="2025-02-02", category="AI"),
        lambda: (blog.folder / "posts/two.md").unlink(),
        lambda: blog.post("봄", date="2020-01-01", hidden="true"),
    ]
    blog.build(**options)
    for number, edit in enumerate(edits):
        edit()
        incremental = read_output(blog.build(jobs=1 + number % 2, anthology_accelerate=number > 1, **options).output)
        copy = make_site(f"copy-{number}")
        shutil.copytree(blog.folder, copy.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
        clean = read_output(copy.build(jobs=2 - number % 2, anthology_accelerate=False, **options).output)
        ours = {
            path: data for path, data in clean.items() if path.endswith((".xml", ".json", ".html", ".md", ".txt", "-pages.js"))
        }
        assert {path: incremental.get(path) for path in ours} == ours
        assert set(incremental) == set(clean)


def test_a_second_build_writes_nothing_and_a_deleted_file_comes_back(blog: Site) -> None:
    output = blog.build().output
    times = {path: (output / path).stat().st_mtime_ns for path in _feeds(Build(output, "", [], []))}
    (output / "rss.xml").unlink()
    blog.build()
    assert {path: (output / path).stat().st_mtime_ns for path in times if path != "rss.xml"} == {
        path: time for path, time in times.items() if path != "rss.xml"
    }
    assert (output / "rss.xml").is_file()
