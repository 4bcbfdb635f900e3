"""Tags and expressions of Liquid and Nunjucks."""

from __future__ import annotations

import pytest
from blog_markup import find_places, find_token, render_inline


@pytest.mark.parametrize(
    "body",
    [
        "{% highlight ruby linenos %}\ndef x\n  1\nend\n{% endhighlight %}",
        "{%- highlight ruby -%}\ndef x\n  1\nend\n{%- endhighlight -%}",
        "{% codeblock lang:ruby %}\ndef x\n  1\nend\n{% endcodeblock %}",
        "{{< highlight ruby >}}\ndef x\n  1\nend\n{{< /highlight >}}",
        "Text:\n{% highlight ruby %}\ndef x\n  1\nend\n{% endhighlight %}\nMore.",
        "- item\n\n  {% highlight ruby %}\n  def x\n    1\n  end\n  {% endhighlight %}\n\n- item",
        "> {% highlight ruby %}\n> def x\n>   1\n> end\n> {% endhighlight %}",
    ],
)
def test_a_highlight_tag_becomes_a_code_block(body: str) -> None:
    fence = find_token(body, "fence")
    assert (fence.info, fence.content) == ("ruby", "def x\n  1\nend\n")


def test_a_highlight_tag_in_a_sentence_becomes_a_code_span() -> None:
    assert render_inline("Run {% highlight sh %}ls *{% endhighlight %} now.") == "<p>Run <code>ls *</code> now.</p>"


def test_a_codeblock_tag_has_a_caption() -> None:
    fence = find_token(
        "{% codeblock My title lang:js https://example.org x.js line_number:false %}\na\n{% endcodeblock %}", "fence"
    )
    assert (fence.info, fence.meta["caption"]) == ("js", "My title x.js")


@pytest.mark.parametrize(
    "body",
    [
        '{{< highlight go "linenos=table,hl_lines=2 3" >}}\na\nb\nc\n{{< /highlight >}}',
        '{{< highlight go "hl_lines=[2,3]" >}}\na\nb\nc\n{{< /highlight >}}',
        '{% highlight go mark_lines="2 3" %}\na\nb\nc\n{% endhighlight %}',
    ],
)
def test_a_highlight_tag_has_highlighted_lines(body: str) -> None:
    fence = find_token(body, "fence")
    assert (fence.info, fence.attrs["emphasize-lines"]) == ("go", "2,3")


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("![]({{ site.baseurl }}/images/x.png)", "/images/x.png"),
        ("![]({{site.url}}{{site.baseurl}}/images/x.png)", "/images/x.png"),
        ('![]({{ "/images/x.png" | relative_url }})', "/images/x.png"),
        ("![]({{ '/images/x.png' | prepend: site.baseurl | prepend: site.url }})", "/images/x.png"),
        ("[a][b] ![][b]\n\n[b]: {{ site.baseurl }}/images/x.png", "/images/x.png"),
    ],
)
def test_the_address_of_the_site_is_left_out(body: str, source: str) -> None:
    assert f'<img src="{source}" alt="" />' in render_inline(body)


def test_the_address_of_the_site_is_left_out_in_html() -> None:
    assert render_inline('<p><img src="{{ site.baseurl }}/x.png"></p>') == '<p><img src="/x.png"></p>'


def test_the_body_of_a_raw_tag_is_text() -> None:
    assert render_inline("{% raw %}{{ x }}{% endraw %} y") == "<p>{{ x }} y</p>"
    assert render_inline("{% raw %}\n{{ x }}\n\n*y* {% z %}\n{% endraw %}") == "<p>{{ x }}</p>\n<p><em>y</em> {% z %}</p>"
    assert find_places("{% raw %}\n{{ x }}\n{% endraw %}\n") == []


def test_a_comment_is_left_out() -> None:
    assert (
        render_inline("a {% comment %}b{% endcomment %}c\n\n{% comment %}\nd\n\ne\n{% endcomment %}\n\n{/* f */}\n")
        == "<p>a c</p>"
    )


def test_the_first_closing_tag_ends_verbatim_text() -> None:
    assert render_inline("{% raw %}{% raw %}{% endraw %} a") == "<p>{% raw %} a</p>"
    assert (
        find_token("{% highlight liquid %}\n{% highlight js %}\n{% endhighlight %}", "fence").content == "{% highlight js %}\n"
    )
