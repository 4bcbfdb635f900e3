from __future__ import annotations

import ast
from pathlib import Path

import pytest
import sphinx_anthology
from hypothesis import example, given
from hypothesis import strategies as st
from sphinx_anthology.urls import (
    UrlError,
    add_scheme,
    encode_url,
    explain_pattern,
    extract_path,
    find_host,
    is_remote,
    is_web_url,
    parse_url,
)

PACKAGE = Path(sphinx_anthology.__file__).parent
SCRIPTS = ("javascript", "vbscript", "data")
"""The schemes that browsers run, or show as a page of the site that links to them."""


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "HTTP://example.org:8080/a b?c=javascript:d#e:f",
        "https://한글.example/글",
        "https://[::1]/",
        "https://127.0.0.1:/",
        "https://medium.com/@kim",
        "//example.org/a.png",
        "mailto:kim@example.org?subject=a",
        "/a",
        "a/b:c.png",
        "./a:b",
        "?a:b",
        "#a:b",
        "..\\images\\a.png",
        "화면 12:30.png",
        "a\u00a0b\u200b\u200d.png",
        "",
    ],
)
def test_web_and_mail_addresses_and_relative_ones_are_urls_as_they_are_written(url: str) -> None:
    assert parse_url(url) == url


def test_spaces_around_a_url_do_not_matter() -> None:
    assert parse_url(" \u00a0https://example.org\n") == "https://example.org"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java script:alert(1)",
        "\u00a0javascript:alert(1)",
        "\u200bjavascript:alert(1)",
        "java\u00adscript:alert(1)",
        "javascript\u200b:alert(1)",
        "ｊavaſcript:alert(1)",
        "javascript&colon;alert(1)",
        "javascript&#x3a;alert(1)",
        "&#106avascript:alert(1)",
        "jav&Tab;ascript:alert(1)",
        "javascript%3Aalert(1)",
        "%256aavascript:alert(1)",
        "javascript&amp;colon;alert(1)",
        "'javascript:alert(1)'",
    ],
)
def test_a_script_is_refused_in_any_disguise(text: str) -> None:
    with pytest.raises(UrlError, match=r"^begins with 'javascript:'$"):
        parse_url(text)


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("vbscript:x", "vbscript"),
        ("data:text/html,x", "data"),
        ("data:image/png;base64,x", "data"),
        ("file:///etc/passwd", "file"),
        ("blob:https://example.org/x", "blob"),
        ("view-source:https://example.org", "view-source"),
        ("feed:javascript:x", "feed"),
        ("tel:+82", "tel"),
        ("C:\\images\\a.png", "c"),
        ("example.org:8080/x", "example.org"),
    ],
)
def test_other_schemes_are_refused(text: str, scheme: str) -> None:
    with pytest.raises(UrlError, match=rf"^begins with '{scheme}:'$"):
        parse_url(text)


@pytest.mark.parametrize(
    "character",
    ["\0", "\x01", "\t", "\n", "\r", "\x0b", "\x1b", "\x7f", "\x85", "\x9b", "\u2028", "\u202e", "\u2066", "\ud800"],
)
@pytest.mark.parametrize("text", ["java{}script:x", "https://exa{}mple.org", "/a{}b", "mailto:a{}b"])
def test_a_url_with_a_control_character_is_refused(text: str, character: str) -> None:
    with pytest.raises(UrlError, match="contains a control character"):
        parse_url(text.format(character))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http:javascript:x", "has no host"),
        ("http:\\\\example.org", "has no host"),
        ("https:/example.org", "has no host"),
        ("https:///example.org", "has no host"),
        ("https://?a", "has no host"),
        ("///example.org", "has no host"),
        ("//", "has no host"),
        ("https://kim@example.org", "contains a user name"),
        ("https://example.com:80@example.org", "contains a user name"),
        ("https://example.com\\@example.org", "contains a user name"),
        ("//kim:secret@example.org", "contains a user name"),
        ("https://example.org:99999", "has an invalid host or port"),
        ("https://example.org:x", "has an invalid host or port"),
        ("https://[::1", "has an invalid host or port"),
        ("https://[kim]/", "has an invalid host or port"),
        ("https://a b.example", "has an invalid host or port"),
        ("https://a\u200b.example", "has an invalid host or port"),
        ("https://a%00.example", "has an invalid host or port"),
        ("https://a\uff0f.example", "has an invalid host or port"),
        ("https://a\\b.example", "has an invalid host or port"),
        ("\\\\example.org\\x", "begins with a backslash"),
        ("/\\example.org", "begins with a backslash"),
        ("\\/example.org", "begins with a backslash"),
        ("mailto:", "has no address"),
    ],
)
def test_a_url_without_a_valid_host_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UrlError, match=f"^{reason}$"):
        parse_url(text)


def test_a_mail_address_can_be_refused() -> None:
    with pytest.raises(UrlError, match="begins with 'mailto:'"):
        parse_url("MAILTO:kim@example.org", allow_mail=False)


def find_scheme_as_browsers_do(text: str) -> str:
    """Return the scheme of a URL. Source: https://url.spec.whatwg.org/#concept-basic-url-parser"""
    text = text.strip("".join(map(chr, range(0x21)))).translate(dict.fromkeys(map(ord, "\t\n\r")))
    head, colon, _ = text.partition(":")
    is_scheme = (
        head[:1].isascii() and head[:1].isalpha() and all(sign.isascii() and (sign.isalnum() or sign in "+-.") for sign in head)
    )
    return head.lower() if colon and is_scheme else ""


@given(
    st.lists(
        st.one_of(
            st.characters(),
            st.sampled_from(
                [*SCRIPTS, "java", "script", "http", "https:", "mailto:", "//", ":", "&colon;", "%3a", "&#", "\\", "@"]
            ),
        ),
        max_size=8,
    ).map("".join)
)
@example("\x00javascript:x")
@example("j\navascript:x")
def test_a_browser_finds_no_other_scheme_in_a_url_than_those_allowed(text: str) -> None:
    try:
        url = parse_url(text)
    except UrlError:
        return
    assert find_scheme_as_browsers_do(url) in ("", "http", "https", "mailto")
    assert find_scheme_as_browsers_do(text) in ("", "http", "https", "mailto")
    assert parse_url(url) == url


@pytest.mark.parametrize(
    "pattern",
    [
        "/:year/:slug/",
        ":slug",
        "https://blog.example:8080/:slug",
        "https://:lang.blog.example/:slug",
        "//blog.example/:slug",
    ],
)
def test_a_pattern_of_addresses_may_have_placeholders(pattern: str) -> None:
    assert explain_pattern(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("javascript:x/:slug", "begins with 'javascript:'"),
        ("javascript://:slug", "begins with 'javascript:'"),
        ("mailto::slug", "begins with 'mailto:'"),
        ("https://[x/:slug", "has an invalid host or port"),
    ],
)
def test_a_pattern_that_is_no_address_is_explained(pattern: str, reason: str) -> None:
    assert explain_pattern(pattern) == reason


def test_no_other_module_makes_a_url() -> None:
    makers = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == "Url")
            or (isinstance(node.func, ast.Name) and node.func.id == "cast" and "Url" in ast.unparse(node.args[0]))
        )
    ]
    assert set(makers) == {"urls.py"}


@pytest.mark.parametrize("reference", ["https://example.org/a.png", "//example.org/a.png", "data:image/png;base64,AA"])
def test_an_address_with_a_scheme_or_a_host_is_remote(reference: str) -> None:
    assert is_remote(reference)


@pytest.mark.parametrize("reference", ["a.png", "/a.png", "../a.png", "a/b:c.png", "", "?a:b"])
def test_a_path_is_not_remote(reference: str) -> None:
    assert not is_remote(reference)


@pytest.mark.parametrize("reference", ["https://example.org", "HTTP://example.org/a.png", "//example.org/a.png"])
def test_an_address_on_a_web_server_is_a_web_url(reference: str) -> None:
    assert is_web_url(reference)


@pytest.mark.parametrize("reference", ["/a.png", "https:///a.png", "mailto:a@example.org", "javascript:alert(1)", "file:///a"])
def test_other_addresses_are_not_web_urls(reference: str) -> None:
    assert not is_web_url(reference)


def test_the_path_of_an_address_is_decoded_once() -> None:
    assert extract_path("a%2520b.png?q#f") == "a%20b.png"


@pytest.mark.parametrize(
    ("reference", "url"), [("//example.org", "https://example.org"), ("http://a.example", "http://a.example"), ("/a", "/a")]
)
def test_a_scheme_is_added_if_it_is_missing(reference: str, url: str) -> None:
    assert add_scheme(reference) == url


def test_characters_that_no_url_has_are_percent_encoded() -> None:
    assert encode_url("https://a.example/그림 1.png?x=1&y=[2]#z") == "https://a.example/%EA%B7%B8%EB%A6%BC%201.png?x=1&y=[2]#z"
    assert encode_url('https://a.example/%20"<>\\^`{|}') == "https://a.example/%20%22%3C%3E%5C%5E%60%7B%7C%7D"


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://Me@A.example.org:8000/b", "a.example.org"), ("//[::1]/", "::1"), ("/a", ""), ("", ""), ("http://[x", "")],
)
def test_the_host_of_an_address_is_found(url: str, host: str) -> None:
    assert find_host(url) == host
