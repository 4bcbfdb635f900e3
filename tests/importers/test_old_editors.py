"""Marks that old editors have left in texts: what they stand for is in the Markdown, and nothing is lost."""

from __future__ import annotations

import pytest
from sphinx_anthology.importers.html.conversion import convert_html
from sphinx_anthology.importers.sources.tistory_marks import expand_marks
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
        (
            '<ul><!-- wp:social-link {"url":"https://a.example.org/?b=1","service":"mastodon"} /--></ul>',
            "- [mastodon](https://a.example.org/?b=1)\n",
        ),
        ('[audio src="files/a.mp3"]', '<audio src="files/a.mp3" controls></audio>\n'),
    ],
)
def test_shortcodes_that_are_broken_or_nested_show_what_they_stand_for(shortcodes: str, text: str) -> None:
    html, notes = render_text(shortcodes, WordPressText(_ATTACHMENTS, (), {}, ""))
    assert convert_html(html, lambda address, is_file: address).text == text
    assert notes == []


_KAKAO = "https://blog.kakaocdn.net/dn"
_OLD = "https://cfile7.uf.tistory.com"


def _picture(address: str, alt: str = "", caption: str = "", align: str = "") -> str:
    options = f":alt: {alt}".rstrip() + (f"\n:align: {align}" if align else "") + (f"\n\n{caption}" if caption else "")
    if not caption and not align:
        return f"![{alt}]({address})\n"
    return f"```{{{'figure' if caption else 'image'}}} {address}\n{options}\n```\n"


@pytest.mark.parametrize(
    ("marks", "text"),
    [
        (
            '[##_Image|kage@a/b/c/img.png|CDM|1.3|{"style":"alignCenter","caption":"a|b &amp; [c] &lt;d&gt;"}_##]',
            _picture(f"{_KAKAO}/a/b/c/img.png", caption=r"a\|b & [c] \<d>", align="center"),
        ),
        (
            '[##_Image|kage@a/b/c/img.png|floatRight|data-filename="바다.png" width="4"|A <b>cap</b>||_##]',
            _picture("img/바다.png", caption="A **cap**", align="right"),
        ),
        (
            '[##_Image|kage@a/img.png|alignLeft|data-filename="바다.png"|||_##][##_Image|kage@b/img.png||data-filename="바다.png"|_##]',
            _picture(f"{_KAKAO}/a/img.png") + "\n" + _picture(f"{_KAKAO}/b/img.png"),
        ),
        (
            '[##_ImageGrid|kage@a/img.png,kage@b/img.png|width="1" style="width: 49%, 1",width="2"|both_##]',
            _picture(f"{_KAKAO}/a/img.png") + "\n" + _picture(f"{_KAKAO}/b/img.png", caption="both"),
        ),
        (
            '<p>[##_File|kage@a/b/tfile.csv|filename="My data.csv" size="0.02MB" data-ke-align="alignCenter"|_##]</p>',
            f"[My data.csv]({_KAKAO}/a/b/My%20data.csv?attach=1&knm=tfile.csv)\n",
        ),
        ('[##_File|kage@a/tfile.pdf|filename="자료.pdf"|_##]', "[자료.pdf](자료.pdf)\n"),
        (
            '[##_1C|cfile7.uf.2339543D.png|width="728" alt="A drone" filename="home.png" filemime="image/png"|In flight_##]',
            _picture(f"{_OLD}/image/2339543D", "A drone", "In flight", "center"),
        ),
        ('[##_1L|cfile7.uf@157F371D.PNG|width="587"_##]', _picture(f"{_OLD}/image/157F371D", align="left")),
        (
            '[##_1C|cfile7.uf.1567DD4E.001|filename="a.7z.001" filemime="application/x-7z"|_##]',
            f"[a.7z.001]({_OLD}/attach/1567DD4E)\n",
        ),
        (
            '[##_2C|cfile7.uf.11111111.jpg|width="1"|one|cfile7.uf.22222222.jpg|width="2"| _##]',
            _picture(f"{_OLD}/image/11111111", "", "one", "center") + "\n" + _picture(f"{_OLD}/image/22222222", align="center"),
        ),
        (
            '[##_Gallery|cfile7.uf.11111111.jpg|one|cfile7.uf.22222222.jpg||width="400" height="300"_##]',
            _picture(f"{_OLD}/image/11111111", caption="one") + "\n" + _picture(f"{_OLD}/image/22222222"),
        ),
        ("[##_Jukebox|cfile7.uf.11111111.mp3|Song|autoplay=0 visible=1|_##]", f"[Song]({_OLD}/attach/11111111)\n"),
        ("<p>[#M_열기|닫기|</p><p>숨은 글</p><p>_M#]</p>", "<details>\n<summary>열기</summary>\n\n숨은 글\n\n</details>\n"),
        ("<p><code>[##_1C|a.png|b|_##]</code> [##_title_##]</p>", "`[##_1C|a.png|b|_##]` [##\\_title\\_##\\]\n"),
    ],
)
def test_marks_of_tistory_are_the_files_that_they_stand_for(marks: str, text: str) -> None:
    notes: list[str] = []
    html = expand_marks(marks, {"img/바다.png": "3/img/바다.png", "자료.pdf": "3/자료.pdf"}, notes)
    assert convert_html(html, lambda address, is_file: address).text == text
    assert notes == []


def test_a_mark_of_tistory_that_nothing_stands_for_is_named_and_kept() -> None:
    notes: list[str] = []
    html = "[##_Movie|kE9$|http://a.example.org/b_##][##_Movie|kE8$|_##][##_Image|_##]"
    assert expand_marks(html, {}, notes) == html
    assert notes == [f"the mark [##_{kind}] of an older editor is shown as text" for kind in ("Movie", "Image")]
