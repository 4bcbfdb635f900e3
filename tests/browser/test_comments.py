"""Comments and links for sharing in Chromium: what is asked of which host, before and after a reader wants them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import test_pages
from conftest import CONFIGURATION, Build, Site
from playwright.sync_api import Browser, Locator, Page, Route

browser = test_pages.browser
"""The fixture, so that this module has one Chromium too."""

ROOT = "https://kb.example.org/en/latest/"
HOSTILE = "\"><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'> $x^ '"
COLLECTIONS = {
    "giscus": {"data-repo": "kim/notes", "data-repo-id": "R_1", "data-category-id": "C_1", "data-category": HOSTILE},
    "utterances": {"repo": "kim/notes", "label": HOSTILE},
    "disqus": {"shortname": "Kim-Notes", "identifier": "/:year/:slug"},
    "isso": {"host": "https://isso.example.net/own/"},
    "mastodon": {},
    "template": {"file": "comments.html", "host": "own.example.net"},
}
FRAME = (
    "<body><script>addEventListener('message', event => document.body.append(JSON.stringify(event.data)));"
    "document.body.dataset.ready = ''</script>"
)
SHOW_FRAME = (
    "const own = document.currentScript, frame = document.createElement('iframe');"
    "frame.src = new URL('/frame', own.src); own.after(frame);"
    "window.attributes = Object.fromEntries([...own.attributes].map(one => [one.name, one.value]));"
)
SHOW_DISQUS = (
    "const show = () => { const config = { page: {} }; disqus_config.call(config); (window.shown ||= []).push(config); };"
    "window.DISQUS = { reset: show }; show(); document.getElementById('disqus_thread').append('loaded');"
)
SHOW_ISSO = "document.getElementById('isso-thread').append(document.querySelector('[data-isso]').dataset.issoLang);"
STUBS = {
    "giscus.app/client.js": SHOW_FRAME,
    "giscus.app/frame": FRAME,
    "utteranc.es/client.js": SHOW_FRAME,
    "utteranc.es/frame": FRAME,
    "kim-notes.disqus.com/embed.js": SHOW_DISQUS,
    "isso.example.net/own/js/embed.min.js": SHOW_ISSO,
    "own.example.net/x.js": "window.own = document.currentScript.dataset.slug;",
}


def _reply(number: int, answers: int, content: str, **fields: object) -> dict[str, object]:
    account = {"display_name": f"Name {number} {HOSTILE}", "username": "u", "url": "javascript:window.hacked=1"}
    reply = {"id": str(number), "in_reply_to_id": str(answers), "account": account, "url": "https://social.example/@u/1"}
    return {**reply, "content": content, "created_at": "2025-04-23T12:00:00Z", "spoiler_text": "", **fields}


REPLIES = {
    "descendants": [
        _reply(10, 1097740, "<p>Fish &amp; <b>chips</b></p><p>two<br>lines</p>"),
        _reply(11, 10, f"<p>{HOSTILE}</p>", spoiler_text=HOSTILE, url="data:text/html,x"),
        _reply(12, 7, "<p>answer to a deleted one</p>"),
    ]
}
STUBS["social.example/api/v1/statuses/1097740/context"] = json.dumps(REPLIES)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A site with one collection for each service."""
    site = Site(tmp_path_factory.mktemp("comments"))
    collections = {
        name: {"posts": [f"{name}/*"], "comments": {"provider": name, **values}} for name, values in COLLECTIONS.items()
    }
    old: dict[str, object] = {
        "anthology_posts": ["posts/*"],
        "anthology_old_site": "https://old.example",
        "anthology_collections": collections,
    }
    old["anthology_share"] = ["mastodon", "email", "copy"]
    options = "".join(f"{name} = {value!r}\n" for name, value in {**old, "html_baseurl": ROOT}.items())
    site.write("conf.py", f"{CONFIGURATION}{options}")
    site.write("index.md", "# Home\n")
    site.write(
        "comments.html", '<p>Own: {{ title }}</p><script src="https://own.example.net/x.js" data-slug="{{ slug }}"></script>'
    )
    toot = "mastodon: https://social.example/@kim/1097740"
    for name in COLLECTIONS:
        header = f"title: {json.dumps(f'{name} {HOSTILE}')}\nslug: about-{name}\ndate: 2025-04-23\nlang: ko\n{toot}\n"
        site.write(f"{name}/post.md", f"---\n{header}---\n\n글이다.\n")
    site.write(
        "disqus/moved.md",
        "---\ntitle: Moved\ndate: 2024-01-01\npermalink: /2011/old-name.html\ndisqus_identifier: '42 http://old.example/?p=42'\n---\n\nText.\n",
    )
    site.write("giscus/closed.md", "---\ntitle: Closed\ndate: 2024-01-01\ncomments: false\n---\n\nText.\n")
    site.write("giscus/hidden.md", "---\ntitle: Hidden\ndate: 2024-01-01\nhidden: true\n---\n\nText.\n")
    site.write("mastodon/without.md", "---\ntitle: Without\ndate: 2024-01-01\n---\n\nText.\n")
    formula = "---\ntitle: Formula\ndate: 2024-01-01\nmath: true\n---\n\n$x^2$\n"
    site.write("giscus/formula.md", formula)
    site.write("_static/own-mathjax.js", "window.hasOwnMathJax = true;")
    built = site.build(html_static_path=["_static"], mathjax_path="own-mathjax.js")
    assert built.warnings == ""
    return built


Open = Callable[..., tuple[Page, list[str]]]


@pytest.fixture
def open_page(browser: Browser, built: Build) -> Iterator[Open]:
    """A function that opens a page of the site, and returns it with the list of requests to other hosts."""
    contexts = []

    def open_(docname: str, scheme: str = "light", policy: str = "", **options: object) -> tuple[Page, list[str]]:
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", **options)  # type: ignore[arg-type]
        contexts.append(context)
        requests: list[str] = []

        def answer(route: Route) -> None:
            url = urlsplit(route.request.url)
            if route.request.url.startswith(ROOT):
                file = built.output / unquote(route.request.url.removeprefix(ROOT).partition("?")[0].partition("#")[0])
                headers = {"Content-Security-Policy": policy} if policy else {}
                types = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css"}
                found = file.is_file()
                body = file.read_bytes() if found else b""
                kind = types.get(file.suffix, "application/octet-stream")
                route.fulfill(
                    status=200 if found else 404, body=body, content_type=kind, headers={**headers, "Content-Type": kind}
                )
                return
            requests.append(f"{url.netloc}{url.path}")
            stub = STUBS.get(requests[-1])
            kinds = {"/frame": "text/html", ".js": "text/javascript"}
            kind = next((kinds[end] for end in kinds if url.path.endswith(end)), "application/json")
            headers = {"Access-Control-Allow-Origin": "*", "Content-Type": kind}
            route.fulfill(status=200 if stub else 404, body=stub or "", headers=headers)

        context.route("**/*", answer)
        page = context.new_page()
        page.goto(f"{ROOT}{docname}.html")
        return page, requests

    yield open_
    for context in contexts:
        context.close()


def _show(page: Page) -> None:
    page.get_by_role("button", name="Show comments").click()


def _frame(page: Page) -> Locator:
    """Return what the frame of a service shows: the messages that it gets."""
    return page.frame_locator(".anthology-thread iframe").locator("body[data-ready]")


LOADED = {
    "giscus": (["giscus.app/client.js", "giscus.app/frame"], ".anthology-thread iframe"),
    "utterances": (["utteranc.es/client.js", "utteranc.es/frame"], ".anthology-thread iframe"),
    "disqus": (["kim-notes.disqus.com/embed.js"], "#disqus_thread:has-text('loaded')"),
    "isso": (["isso.example.net/own/js/embed.min.js"], "#isso-thread:has-text('ko')"),
    "mastodon": (["social.example/api/v1/statuses/1097740/context"], ".anthology-replies li"),
    "template": (["own.example.net/x.js"], ".anthology-thread:has-text('Own: template \"><script>')"),
}


@pytest.mark.parametrize("service", COLLECTIONS)
def test_no_other_host_is_asked_before_the_click_and_the_right_ones_are_after(open_page: Open, service: str) -> None:
    hosts = (
        "https://giscus.app https://utteranc.es https://kim-notes.disqus.com https://isso.example.net https://own.example.net"
    )
    policy = f"script-src 'self' {hosts}; object-src 'none'; base-uri 'none'"
    page, requests = open_page(f"{service}/post", policy=policy)
    assert requests == []
    assert page.locator("link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=preload]").count() == 0
    expected, loaded = LOADED[service]
    assert {"mastodon": "social.example", "disqus": "disqus.com"}.get(service, expected[0].split("/")[0]) in page.locator(
        ".anthology-comments > p"
    ).first.inner_text()
    _show(page)
    page.wait_for_selector(loaded, state="attached")
    if expected[-1].endswith("/frame"):
        _frame(page).wait_for()
    assert requests == expected
    assert page.get_by_role("button", name="Show comments").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.locator(".anthology-thread img, .anthology-comments [onerror]").count() == 0


def test_giscus_gets_the_thread_the_language_and_the_scheme_and_follows_the_scheme(open_page: Open) -> None:
    page, _requests = open_page("giscus/post", "dark")
    _show(page)
    page.wait_for_selector(".anthology-thread iframe", state="attached")
    attributes = page.evaluate("window.attributes")
    expected = {"repo": "kim/notes", "repo-id": "R_1", "mapping": "specific", "term": "about-giscus", "lang": "ko"}
    assert {name: attributes[f"data-{name}"] for name in expected} == expected
    assert attributes["data-theme"] == "dark"
    assert attributes["data-category"] == HOSTILE
    shown = _frame(page)
    shown.wait_for()
    page.evaluate("document.body.dataset.theme = 'light'")
    shown.filter(has_text='{"giscus":{"setConfig":{"theme":"light"}}}').wait_for()
    page.evaluate("document.body.dataset.theme = 'auto'")
    shown.filter(has_text='"light"}}}{"giscus":{"setConfig":{"theme":"dark"}}}').wait_for()


def test_utterances_follows_the_scheme_of_the_system_and_of_the_page(open_page: Open) -> None:
    page, _requests = open_page("utterances/post")
    _show(page)
    page.wait_for_selector(".anthology-thread iframe", state="attached")
    attributes = page.evaluate("window.attributes")
    assert (attributes["theme"], attributes["issue-term"], attributes["label"]) == ("github-light", "about-utterances", HOSTILE)
    shown = _frame(page)
    shown.wait_for()
    page.emulate_media(color_scheme="dark")
    shown.filter(has_text='{"type":"set-theme","theme":"github-dark"}').wait_for()


@pytest.mark.parametrize(
    ("docname", "identifier", "url"),
    [
        ("disqus/post", "/2025/about-disqus", f"{ROOT}disqus/post.html"),
        ("disqus/moved", "42 http://old.example/?p=42", "https://old.example/2011/old-name.html"),
    ],
)
def test_disqus_gets_the_old_identifiers_and_loads_again_in_another_scheme(
    open_page: Open, docname: str, identifier: str, url: str
) -> None:
    page, _requests = open_page(docname)
    _show(page)
    page.wait_for_selector(LOADED["disqus"][1])
    (shown,) = page.evaluate("window.shown")
    assert (shown["page"]["identifier"], shown["page"]["url"]) == (identifier, url)
    assert shown["language"] == ("ko" if docname.endswith("post") else "en")
    page.evaluate("document.body.dataset.theme = 'dark'")
    page.wait_for_function("() => window.shown.length === 2")


def test_replies_of_the_fediverse_are_text_in_a_tree(open_page: Open) -> None:
    page, requests = open_page("mastodon/post")
    _show(page)
    page.wait_for_selector(".anthology-replies li")
    replies = page.locator(".anthology-replies > li")
    assert replies.count() == 2
    first = replies.first.locator("> .anthology-reply")
    assert first.inner_text() == "Fish & chips\ntwo\nlines"
    answer = replies.first.locator("ol > li")
    assert HOSTILE in answer.locator("summary").inner_text()
    assert page.locator(".anthology-replies a[href^='javascript'], .anthology-replies a[href^='data']").count() == 0
    assert page.locator(".anthology-replies a").first.get_attribute("href") == "https://social.example/@u/1"
    assert page.evaluate("window.hacked") is None
    assert requests == LOADED["mastodon"][0]


def test_a_thread_that_cannot_be_loaded_says_so(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STUBS, "social.example/api/v1/statuses/1097740/context", "no JSON")
    page, _requests = open_page("mastodon/post")
    _show(page)
    page.get_by_text("The comments could not be loaded.").wait_for()
    assert page.get_by_role("link", name="Open on social.example").is_visible()


def test_without_scripts_there_is_a_link_and_no_button(open_page: Open) -> None:
    links = {
        "giscus": "https://github.com/kim/notes/discussions?discussions_q=about-giscus",
        "utterances": "https://github.com/kim/notes/issues?q=about-utterances",
        "mastodon": "https://social.example/@kim/1097740",
    }
    for service, link in links.items():
        page, _requests = open_page(f"{service}/post", java_script_enabled=False)
        assert page.locator(".anthology-comments button:visible").count() == 0
        assert page.locator(".anthology-comments a:visible").get_attribute("href") == link


def test_the_button_can_be_used_by_keyboard_and_the_focus_goes_to_the_comments(open_page: Open) -> None:
    page, _requests = open_page("mastodon/post")
    page.get_by_role("button", name="Show comments").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".anthology-replies li")
    assert page.evaluate("document.activeElement.className") == "anthology-thread"


def test_pages_that_are_no_published_articles_have_none(built: Build) -> None:
    pages = ["index", "giscus/closed", "giscus/hidden", "mastodon/without", "browse/giscus/posts", "search", "genindex"]
    assert [page for page in pages if "anthology-comments" in built.text(f"{page}.html")] == []
    outputs: list[Path] = [*built.output.rglob("*.xml"), *built.output.rglob("*.json"), *built.output.rglob("*.txt")]
    assert [file for file in outputs if "Show comments" in file.read_text(encoding="utf-8")] == []


def test_the_address_is_copied_and_only_buttons_that_work_are_shown(open_page: Open) -> None:
    page, requests = open_page("giscus/post", permissions=["clipboard-read", "clipboard-write"])
    shown = page.locator(".anthology-share li:visible")
    assert shown.all_inner_texts()[:3] == ["Mastodon", "E-mail", "Copy link"]
    assert page.get_by_role("button", name="Share …").is_visible() == page.evaluate("Boolean(navigator.share)")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{ROOT}giscus/post.html"
    assert page.evaluate("window.hacked") is None
    assert requests == []


def test_links_for_sharing_need_no_script(open_page: Open) -> None:
    page, _requests = open_page("giscus/post", java_script_enabled=False)
    assert page.locator(".anthology-share li:visible").all_inner_texts() == ["Mastodon", "E-mail"]


def test_formulas_need_no_other_host_if_mathjax_is_a_file_of_the_project(open_page: Open) -> None:
    page, requests = open_page("giscus/formula")
    assert page.locator(".mathjax_ignore .math.tex2jax_process.mathjax_process").count() == 1
    assert page.evaluate("window.hasOwnMathJax") is True
    assert requests == []
