"""Marks that old editors have left in texts: what they stand for is in the Markdown, and nothing is lost."""

from __future__ import annotations

import pytest
from sphinx_anthology.importers.html.conversion import convert_html
from sphinx_anthology.importers.sources.wordpress_shortcodes import Attachment
from sphinx_anthology.importers.sources.wordpress_text import WordPressText, render_text

_ATTACHMENTS = {"1": Attachment("https://e.org/1.png", "", ""), "2": Attachment("https://e.org/2.png", "", "")}
_IMAGE = '<img src="https://e.org/x.png">'
_PLAYER_AND_GALLERY = '\n\n[audio src="https://e.org/a.mp3"]\n\n[gallery ids="1,2"]\n\n'
_SHOWN = '<audio src="https://e.org/a.mp3" controls></audio>\n\n![](https://e.org/1.png)\n\n![](https://e.org/2.png)\n'
_FIGURE = "```{figure} https://e.org/x.png\n:alt:\n\ntext\n```\n\n"
_VIDEO = "@[youtube](aBcDeFgHiJk)\n"


@pytest.mark.parametrize(
    ("shortcodes", "text"),
    [
        (f'[caption width="10"]{_IMAGE} text{_PLAYER_AND_GALLERY}', f"![](https://e.org/x.png) text\n\n{_SHOWN}"),
        (f"[caption]{_IMAGE} text{_PLAYER_AND_GALLERY}end[/caption]", f"{_FIGURE}{_SHOWN}\nend\n"),
        (f'[caption id="a]{_IMAGE} text[/caption]{_PLAYER_AND_GALLERY}', f"{_FIGURE}{_SHOWN}"),
        (f'[caption caption="text"]{_IMAGE} more[/caption]', f"{_FIGURE}more\n"),
        ("[embed]https://youtube.com/watch?v=aBcDeFgHiJk&amp;t=3[/embed]", _VIDEO),
        ("[embed][youtube https://www.youtube.com/watch?v=aBcDeFgHiJk][/embed]", _VIDEO),
        ('[embed]<a href="https://youtu.be/aBcDeFgHiJk">film</a>[/embed]', _VIDEO),
        ('[embed]<iframe src="https://www.youtube.com/embed/aBcDeFgHiJk"></iframe>[/embed]', _VIDEO),
        (r"a $latex \frac{a_1}{b} &lt; c&amp;s=2&bg=ffffff$, $5", "a $`\\frac{a_1}{b} < c`$, \\$5\n"),
        ('[audio src="files/a.mp3"]', '<audio src="files/a.mp3" controls></audio>\n'),
    ],
)
def test_shortcodes_that_are_broken_or_nested_show_what_they_stand_for(shortcodes: str, text: str) -> None:
    html, notes = render_text(shortcodes, WordPressText(_ATTACHMENTS, (), {}, ""))
    assert convert_html(html, lambda address, is_file: address).text == text
    assert notes == []
