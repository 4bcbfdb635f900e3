"""Elements, whatever syntax they are written in."""

from __future__ import annotations

import pytest
from blog_markup import find_places, find_token, render_inline
from sphinx_anthology.markup.syntax.elements import Video


@pytest.mark.parametrize(
    ("body", "link"),
    [
        ("{% post_url 2020-01-02-a %}", '<a href="post:2020-01-02-a"></a>'),
        ("[t]({% post_url 2020-01-02-a %})", '<a href="post:2020-01-02-a">t</a>'),
        ("[t]({{ site.baseurl }}{% post_url 2020-01-02-a %})", '<a href="post:2020-01-02-a">t</a>'),
        ("[t]({% post_url 2020-01-02-a %}#part)", '<a href="post:2020-01-02-a#part">t</a>'),
        ("{% link _posts/2020-01-02-a.md %}", '<a href="post:2020-01-02-a"></a>'),
        ('[t]( {{< ref "a.md" >}})', '<a href="post:a">t</a>'),
        ('[t]({{< relref "posts/a/index.md#part" >}})', '<a href="post:a#part">t</a>'),
        ("[t][l]\n\n[l]: {% post_url 2020-01-02-a %}", '<a href="post:2020-01-02-a">t</a>'),
        ('<a class="x" href="{% post_url 2020-01-02-a %}">t</a>', '<a href="post:2020-01-02-a" class="x">t</a>'),
        ("{% post_link a The title %}", '<a href="post:a">The title</a>'),
        ("{% link Example https://example.org true %}", '<a href="https://example.org">Example</a>'),
        ("{% asset_link a.zip Archive %}", '<a href="a.zip">Archive</a>'),
        ('{{< button href="https://example.org" >}}Go{{< /button >}}', '<a href="https://example.org">Go</a>'),
        ('{{< button text="Go" url="https://example.org" />}}', '<a href="https://example.org">Go</a>'),
        ("{{< gist someone 123 >}}", '<a href="https://gist.github.com/someone/123">gist someone/123</a>'),
        ("%[https://example.org/a]", '<a href="https://example.org/a">https://example.org/a</a>'),
        ("@[card](https://example.org/a)", '<a href="https://example.org/a">https://example.org/a</a>'),
    ],
)
def test_a_tag_becomes_a_link(body: str, link: str) -> None:
    assert render_inline(body) == f"<p>{link}</p>"
    assert find_places(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "{% youtube abcdefghijk %}",
        "{{< youtube abcdefghijk >}}",
        '{{< youtube id="abcdefghijk" >}}',
        '<YouTube id="abcdefghijk" />',
        "@[youtube](abcdefghijk)",
        "@[youtube](https://youtu.be/abcdefghijk?t=3)",
        "%[https://youtu.be/abcdefghijk]",
        "%[https://www.youtube.com/watch?v=abcdefghijk]",
    ],
)
def test_a_video_has_a_frame_and_an_address(body: str) -> None:
    video = find_token(body, "video").meta["element"]
    assert isinstance(video, Video)
    assert video.frame == "https://www.youtube-nocookie.com/embed/abcdefghijk"
    assert video.watch == "https://www.youtube.com/watch?v=abcdefghijk"


@pytest.mark.parametrize(
    ("body", "kind", "title"),
    [
        ("{% note warning A title %}\nText.\n{% endnote %}", "warning", "A title"),
        ("{{< notice tip >}}\nText.\n{{< /notice >}}", "tip", ""),
        ('{{% alert color="warning" title="Care" %}}\nText.\n{{% /alert %}}', "warning", "Care"),
        ('{{< admonition danger "Care" >}}Text.{{< /admonition >}}', "danger", "Care"),
        ("{{% tip %}}Text.{{% /tip %}}", "tip", ""),
        ('<Callout type="error" title="Care">\n  Text.\n</Callout>', "error", "Care"),
        ("<Tip>Text.</Tip>", "tip", ""),
        ("<Info>Text.</Info>", "note", ""),
        (":::note\nText.\n:::", "note", ""),
        ("::: tip A title\nText.\n:::", "tip", "A title"),
        (":::caution[A title]\nText.\n:::", "caution", "A title"),
        (':::danger{title="A title"}\nText.\n:::', "danger", "A title"),
        (":::success\nText.\n:::", "tip", ""),
        (":::message\nText.\n:::", "note", ""),
        (":::message alert\nText.\n:::", "warning", ""),
    ],
)
def test_a_box_becomes_an_admonition(body: str, kind: str, title: str) -> None:
    box = find_token(body, "admonition_open")
    assert (box.info, box.meta["title"]) == (kind, title)
    assert find_token(body, "inline").content == "Text."
    assert find_places(body) == []


@pytest.mark.parametrize("body", [":::details More\nText.\n:::", '<Details title="More">\nText.\n</Details>'])
def test_details_have_a_title(body: str) -> None:
    assert find_token(body, "details_open").meta["title"] == "More"
