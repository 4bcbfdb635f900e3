"""Players in raw HTML."""

from __future__ import annotations

import pytest
from sphinx_anthology.markup.html.html_players import add_controls


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<video src='a.mp4'></video>", "<video controls=\"controls\" src='a.mp4'></video>"),
        ("<p>\n<AUDIO\nsrc=a.mp3>x</AUDIO>", '<p>\n<AUDIO controls="controls"\nsrc=a.mp3>x</AUDIO>'),
        ("<video><source src='a.mp4'></video>", "<video controls=\"controls\"><source src='a.mp4'></video>"),
        ('<video title="no controls" src="a > b.mp4">', '<video controls="controls" title="no controls" src="a > b.mp4">'),
    ],
)
def test_a_player_without_controls_gets_some(html: str, expected: str) -> None:
    assert add_controls(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<video controls src='a.mp4'></video>",
        '<video CONTROLS="" src="a.mp4">',
        "<video autoplay loop muted src='a.mp4'></video>",
        "<videos src='a'> <p>video</p>",
        "<video src='a",
        "text",
    ],
)
def test_other_html_stays(html: str) -> None:
    assert add_controls(html) == html
