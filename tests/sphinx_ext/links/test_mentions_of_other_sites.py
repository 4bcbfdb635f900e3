"""Two projects: articles of one mention objects of the other, which lists the articles."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Site, read_output

BLOG = """
project = "Garden blog"
extensions = ["sphinx_anthology", "sphinx.ext.intersphinx"]
html_theme = "furo"
html_baseurl = "https://blog.example/"
intersphinx_mapping = {{"r": ("https://rakes.example/", {inventory!r})}}
"""
API = """
project = "Rakes"
extensions = ["sphinx_anthology"]
html_theme = "furo"
"""


@pytest.fixture
def rakes(make_site: Callable[..., Site]) -> Site:
    api = make_site("rakes", API)
    api.write("index.rst", "Rakes\n=====\n\n.. py:function:: rake.pull(times)\n\n.. py:class:: rake.Rake\n")
    return api


@pytest.fixture
def blog(site: Site, rakes: Site) -> Site:
    inventory = rakes.build().output / "objects.inv"
    site.write("conf.py", BLOG.format(inventory=str(inventory)))
    site.post("one", "먼저. 잎은 {py:func}`rake.pull`로 긁는다. 끝.\n", title="낙엽 <b>", lang="ko")
    site.post("two", "Take a `rake.Rake()` with you.\n", date="2025-05-01")
    site.post("secret", "`rake.pull`\n", hidden="true")
    site.post("none", "`rake.push` and `pull`.\n")
    return site


def boxes(built: Build) -> dict[str, list[tuple[str, str | None, str]]]:
    """Return the articles of each object: title, address and sentence."""
    result = {}
    for term in built.soup("index").select("dt.sig"):
        items = term.find_next_sibling("dd").select("details li")
        result[term["id"]] = [
            (
                item.select_one(".anthology-line").get_text(),
                (item.a or {}).get("href"),
                item.select_one(".anthology-quote").get_text(),
            )
            for item in items
        ]
    return result


ONE = ("낙엽 <b>", "https://blog.example/posts/one.html", "잎은 rake.pull()로 긁는다.")
TWO = ("Title of two", "https://blog.example/posts/two.html", "Take a rake.Rake() with you.")


def test_the_other_project_lists_the_articles_that_the_blog_publishes(blog: Site, rakes: Site) -> None:
    built = blog.build()
    assert built.warnings == ""
    published = json.loads(built.text("mentions.json"))
    assert published["inventories"] == {"r": {"project": "Rakes", "url": "https://rakes.example/"}}
    assert [(one["title"], one["url"]) for one in published["articles"]] == [TWO[:2], ONE[:2]]
    file = str(built.output / "mentions.json")
    api = rakes.build(anthology_mentions=[file])
    assert api.warnings == ""
    assert boxes(api) == {"rake.pull": [ONE], "rake.Rake": [TWO]}
    assert read_output(rakes.build(anthology_mentions={"https://blog.example": file}, fresh=True).output)


def test_edits_of_articles_reach_the_other_project(blog: Site, rakes: Site) -> None:
    file = blog.build().output / "mentions.json"
    options: dict[str, Any] = {"anthology_mentions": [str(file)]}
    assert boxes(rakes.build(**options))["rake.pull"] == [ONE]
    assert rakes.build(**options).written == []
    blog.post("two", "Take a `rake.Rake()` and `rake.pull()` with you.\n", date="2025-05-01")
    blog.build()
    built = rakes.build(**options)
    both = "Take a rake.Rake() and rake.pull() with you."
    assert boxes(built) == {"rake.pull": [(*TWO[:2], both), ONE], "rake.Rake": [(*TWO[:2], both)]}
    assert built.written == ["index"]
    assert read_output(built.output) == read_output(rakes.build(**options, fresh=True, output=rakes.folder / "clean").output)
    # nobody mentions them any more
    blog.post("one", "Nothing.\n", title="낙엽 <b>")
    blog.post("two", "Nothing.\n", date="2025-05-01")
    assert not (blog.build().output / "mentions.json").exists()
    built = rakes.build(**options)
    assert built.codes == ["anthology.mentions-unreadable"]
    assert boxes(built) == {"rake.pull": [], "rake.Rake": []}


def test_an_inventory_that_changes_makes_and_ends_mentions(blog: Site, rakes: Site) -> None:
    blog.build()
    rakes.write("index.rst", "Rakes\n=====\n\n.. py:function:: rake.push(times)\n\n.. py:class:: rake.Rake\n")
    rakes.build()
    built = blog.build()
    published = json.loads(built.text("mentions.json"))
    names = {one["title"]: [mention["name"] for mention in one["mentions"]] for one in published["articles"]}
    assert names == {"Title of two": ["rake.Rake"], "Title of none": ["rake.push"]}
    assert built.soup("posts/none").select_one(".anthology-objects").get_text() == "rake.push Rakes"


def test_a_file_of_the_project_is_not_replaced(blog: Site) -> None:
    blog.write("extra/mentions.json", "mine")
    assert blog.build(html_extra_path=["extra"]).text("mentions.json") == "mine"
    assert not Path(blog.folder, "build/epub/mentions.json").exists()


def test_a_site_without_an_address_publishes_relative_ones(blog: Site, rakes: Site) -> None:
    built = blog.build("dirhtml", html_baseurl="")
    file = str(built.output / "mentions.json")
    api = rakes.build(anthology_mentions=[file])
    assert boxes(api)["rake.Rake"] == [(TWO[0], None, TWO[2])]
    api = rakes.build(anthology_mentions={"https://blog.example/b": file})
    assert boxes(api)["rake.Rake"] == [(TWO[0], "https://blog.example/b/posts/two/", TWO[2])]


@pytest.fixture
def server() -> Iterator[tuple[str, dict[str, bytes], list[str]]]:
    """A web server: its address, the files that it has, and the paths that were asked for."""
    files: dict[str, bytes] = {}
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if self.path not in files:
                self.send_error(404)
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(files[self.path])

        def log_message(self, *arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", files, asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_files_of_web_servers_are_fetched_once_and_kept(
    blog: Site, rakes: Site, server: tuple[str, dict[str, bytes], list[str]]
) -> None:
    address, files, asked = server
    built = blog.build(html_baseurl="")
    files["/blog/mentions.json"] = (built.output / "mentions.json").read_bytes()
    options: dict[str, Any] = {"anthology_mentions": [f"{address}/blog/"]}
    api = rakes.build(**options)
    assert api.warnings == ""
    assert boxes(api)["rake.pull"] == [(ONE[0], f"{address}/blog/posts/one.html", ONE[2])]
    assert boxes(rakes.build(**options, fresh=True))["rake.pull"][0][0] == ONE[0]
    assert asked == ["/blog/mentions.json"]


@pytest.mark.parametrize(
    ("place", "code", "said"),
    [
        ("missing.json", "mentions-unreadable", "FileNotFoundError"),
        ("conf.py", "mentions-unreadable", "no JSON"),
        ("SERVER/none.json", "mentions-unreadable", "404"),
        ("http://127.0.0.1:1/mentions.json", "mentions-unreadable", "ConnectionError"),
        ("javascript:alert(1)", "mentions-unreadable", "begins with 'javascript:'"),
        ("file:///etc/passwd", "mentions-unreadable", "begins with 'file:'"),
        ("https://user:word@blog.example/", "mentions-unreadable", "contains a user name"),
        (7, "option-invalid", "7 is no text"),
        ("", "option-invalid", "'' is neither a file nor a URL"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_warning(
    rakes: Site, server: tuple[str, dict[str, bytes], list[str]], place: object, code: str, said: str
) -> None:
    place = place.replace("SERVER", server[0]) if isinstance(place, str) else place
    built = rakes.build(anthology_mentions=[place])
    assert built.codes == [f"anthology.{code}"]
    assert said in built.warnings
    assert boxes(built) == {"rake.pull": [], "rake.Rake": []}


def test_no_text_of_another_site_is_interpreted(rakes: Site) -> None:
    mention = {"inventory": "r", "type": "py:function", "name": "rake.pull", "sentence": "<script>x</script> `a` **b** {{ c }}"}
    article = {"title": "<img src=x onerror=y>", "url": 'https://blog.example/"><script>', "mentions": [mention]}
    content = {"version": 1, "inventories": {"r": {"project": "Rakes", "url": ""}}, "articles": [article, article]}
    rakes.write("given.json", json.dumps(content))
    built = rakes.build(anthology_mentions=["given.json"])
    ((title, _url, sentence),) = boxes(built)["rake.pull"]
    assert (title, sentence) == (article["title"], mention["sentence"])
    assert not built.soup("index").select("details script, details img")
