"""Links for sharing an article."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from sphinx_anthology.outputs.share_links import _NETWORKS, render_share_links
from sphinx_anthology.settings import SHARE_TARGETS

URL = "https://kb.example.org/posts/%EB%B4%84.html"
TITLES = ('"><script>alert(1)</script>', "봄 & 여름 100% #1 {url}", "\u2028\ud800 ' onclick=x")


def test_each_name_of_the_option_is_known() -> None:
    assert {*SHARE_TARGETS} == {*_NETWORKS, "copy"}


@pytest.mark.parametrize("title", TITLES, ids=ascii)
def test_links_have_title_and_address_and_nothing_hostile(title: str) -> None:
    soup: Any = BeautifulSoup(render_share_links(SHARE_TARGETS, title, URL, lambda words: words), "html.parser")
    assert not soup.select("script, [onclick]")
    links = [link["href"] for link in soup.select("a")]
    assert len(links) == len(_NETWORKS)
    for link in links:
        assert link.startswith(("https://", "mailto:?"))
        assert URL in unquote(unquote(link)).replace("봄", "%EB%B4%84")
        query = parse_qs(urlsplit(link).query)
        assert {*query} <= {"text", "url", "u", "t", "title", "body", "subject", "mode"}
    assert soup.select_one(".anthology-share")["data-title"] == title


def test_names_are_taken_once_in_their_order_and_unknown_ones_are_left_out() -> None:
    soup = BeautifulSoup(render_share_links(["x", "none", "email", "x"], "T", URL, lambda words: words), "html.parser")
    assert [link.get_text() for link in soup.select("a")] == ["X", "E-mail"]
    assert render_share_links(["none"], "T", URL, lambda words: words) == ""
