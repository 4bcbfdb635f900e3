"""The markup of blog engines in the text of posts, without building anything."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sphinx_anthology.markup.cjk_emphasis import cjk_emphasis_plugin
from sphinx_anthology.markup.elements import Hyperlink, Image, Video
from sphinx_anthology.markup.html_images import split_html
from sphinx_anthology.markup.parse_state import make_environment
from sphinx_anthology.markup.plugin import blog_markup_plugin, parse_blocks
from sphinx_anthology.markup.unknown_markup import report_unknown_markup
from sphinx_anthology.problems import Code, Problem

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(blog_markup_plugin)
MDX_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(blog_markup_plugin).disable("code")
PIECES = (
    "{% highlight js %}",
    "{% endhighlight %}",
    "{% note tip %}",
    "{% endnote %}",
    "{% raw %}",
    "{% endraw %}",
    "{{< notice >}}",
    "{{< /notice >}}",
    "{{ x }}",
    "{:toc}",
    "<Callout>",
    "</Callout>",
    "<Foo a={1}>",
    "import a from 'b'",
    ":::note",
    ":::",
    "```js {1}",
    "> ",
    "* ",
    "    ",
    "![a](b.png){: width=3}",
    "@[youtube](abcdefghijk)",
    "https://example.org/a을",
    "`",
    "\n",
    "\n\n",
)
FOREIGN = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join)


def parse(body: str, path: str = "posts/one.md") -> list[Token]:
    parser = MDX_PARSER if path.endswith(".mdx") else PARSER
    return parser.parse(body, make_environment(path))


def html(body: str, path: str = "posts/one.md") -> str:
    """Return what the inline parts of a text become; blocks that CommonMark does not know are left out."""
    tokens = [
        token for token in parse(body, path) if token.type in ("inline", "paragraph_open", "paragraph_close", "html_block")
    ]
    return str(PARSER.renderer.render(tokens, PARSER.options, {})).strip()


def only(body: str, kind: str, path: str = "posts/one.md") -> Token:
    found = [token for token in parse(body, path) if token.type == kind]
    assert len(found) == 1
    return found[0]


def types(body: str, path: str = "posts/one.md") -> list[str]:
    return [token.type for token in parse(body, path)]


def find_unknown(body: str, path: str = "posts/one.md", first_line: int = 1) -> list[Problem]:
    found: list[Problem] = []
    report_unknown_markup(body, path, first_line, found.append)
    return found


def problems(body: str, path: str = "posts/one.md") -> list[tuple[int, int]]:
    found = find_unknown(body, path, 1)
    assert all(problem.code is Code.MARKUP_UNKNOWN and problem.path == path for problem in found)
    return [(problem.line, problem.column) for problem in found]


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
    fence = only(body, "fence")
    assert (fence.info, fence.content) == ("ruby", "def x\n  1\nend\n")


def test_a_highlight_tag_in_a_sentence_becomes_a_piece_of_code() -> None:
    assert html("Run {% highlight sh %}ls *{% endhighlight %} now.") == "<p>Run <code>ls *</code> now.</p>"


def test_a_codeblock_of_hexo_has_a_caption() -> None:
    fence = only("{% codeblock My title lang:js https://example.org x.js line_number:false %}\na\n{% endcodeblock %}", "fence")
    assert (fence.info, fence.meta["caption"]) == ("js", "My title x.js")


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
        ('<a class="x" href="{% post_url 2020-01-02-a %}">t</a>', '<a href="post:2020-01-02-a">t</a>'),
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
    assert html(body) == f"<p>{link}</p>"
    assert problems(body) == []


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
def test_the_address_of_the_site_is_nothing(body: str, source: str) -> None:
    assert f'<img src="{source}" alt="" />' in html(body)


def test_the_address_of_the_site_is_nothing_in_html() -> None:
    assert html('<p><img src="{{ site.baseurl }}/x.png"></p>') == '<p><img src="/x.png"></p>'


def test_what_is_raw_is_text() -> None:
    assert html("{% raw %}{{ x }}{% endraw %} y") == "<p>{{ x }} y</p>"
    assert html("{% raw %}\n{{ x }}\n\n*y* {% z %}\n{% endraw %}") == "<p>{{ x }}</p>\n<p><em>y</em> {% z %}</p>"
    assert problems("{% raw %}\n{{ x }}\n{% endraw %}\n") == []


def test_a_comment_is_dropped() -> None:
    assert html("a {% comment %}b{% endcomment %}c\n\n{% comment %}\nd\n\ne\n{% endcomment %}\n\n{/* f */}\n") == "<p>a c</p>"


def test_an_escaped_shortcode_is_shown() -> None:
    assert html("{{</* ref x */>}} and {{%/* y */%}}") == "<p>{{&lt; ref x &gt;}} and {{% y %}}</p>"


@pytest.mark.parametrize(
    "body",
    [
        "{% youtube abcdefghijk %}",
        "{{< youtube abcdefghijk >}}",
        '{{< youtube id="abcdefghijk" >}}',
        '<YouTube id="abcdefghijk" />',
        "@[youtube](abcdefghijk)",
        "@[youtube](https://youtu.be/abcdefghijk?t=3)",
    ],
)
def test_a_video_has_a_frame_and_an_address(body: str) -> None:
    video = only(body, "video").meta["element"]
    assert isinstance(video, Video)
    assert video.frame == "https://www.youtube-nocookie.com/embed/abcdefghijk"
    assert video.watch == "https://www.youtube.com/watch?v=abcdefghijk"


def test_a_video_in_a_sentence_is_a_link() -> None:
    assert html("See {{< vimeo 12345 >}}.") == '<p>See <a href="https://vimeo.com/12345">Vimeo</a>.</p>'


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
    box = only(body, "admonition_open")
    assert (box.info, box.meta["title"]) == (kind, title)
    assert only(body, "inline").content == "Text."
    assert problems(body) == []


@pytest.mark.parametrize("inner", [":::tip\nInner.\n:::", ":::{note}\nInner.\n:::", "```\n:::\n```"])
@pytest.mark.parametrize("colons", [":::", "::::"])
def test_containers_are_nested(colons: str, inner: str) -> None:
    tokens = parse(f"{colons}note\n{inner}\n{colons}\nAfter.")
    assert [token.content for token in tokens if token.type == "inline" and token.level == 1] == ["After."]


def test_lines_keep_their_numbers_in_boxes() -> None:
    body = "{% note %}\n\n:::tip\nOne.\n\nTwo.\n:::\n{% endnote %}\n\nThree."
    assert [(token.content, token.map) for token in parse(body) if token.type == "inline"] == [
        ("One.", [3, 4]),
        ("Two.", [5, 6]),
        ("Three.", [9, 10]),
    ]


@pytest.mark.parametrize("body", [":::details More\nText.\n:::", '<Details title="More">\nText.\n</Details>'])
def test_details_are_folded(body: str) -> None:
    assert only(body, "details_open").meta["title"] == "More"


@pytest.mark.parametrize("lead", ["* TOC\n{:toc}", "1. TOC\n{:toc}", "* Contents\n  {:toc}"])
def test_the_table_of_contents_of_kramdown_is_dropped(lead: str) -> None:
    assert types(f"{lead}\n\nText.") == ["paragraph_open", "inline", "paragraph_close"]


@pytest.mark.parametrize(
    "body",
    [
        "Text.\n{: .lead #id}",
        "Text.{:.lead}",
        "Text.\n\n{: .lead}",
        '{::options toc_levels="1..3" /}\n\nText.',
        "{::nomarkdown}Text.{:/nomarkdown}",
        'Text.{: style="color: red"}',
    ],
)
def test_attribute_lists_are_not_shown(body: str) -> None:
    assert html(body) == "<p>Text.</p>"


@pytest.mark.parametrize("text", ["{:?}", "{:02x}", "{:.2}", "{: 1}"])
def test_what_is_no_attribute_list_is_text(text: str) -> None:
    assert html(f"Write {text} here.") == f"<p>Write {text} here.</p>"


def test_the_size_in_an_attribute_list_is_that_of_the_image() -> None:
    assert html('![a](/x.png){: width="300" .c}') == '<p><img src="/x.png" alt="a" width="300"></p>'


@pytest.mark.parametrize(
    "body",
    [
        "## A heading {#own-id}",
        "## A heading {: #own-id}",
        "## A heading {#own-id .lead} ##",
        "## A heading\n{: .lead #own-id}",
        "A heading {#own-id}\n---",
    ],
)
def test_a_heading_has_the_identity_behind_it(body: str) -> None:
    assert only(body, "heading_open").meta["anchor"] == "own-id"
    assert only(body, "inline").content == "A heading"


@pytest.mark.parametrize("text", ["A word {#own-id}", "# Use `{#if}`", r"# Not \{#one}", "# {x} {#", "# a {b #c}"])
def test_what_is_no_identity_of_a_heading_is_text(text: str) -> None:
    assert only(text, "inline").content == text.removeprefix("# ")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("**한글(괄호)**은 굵다.", "<strong>한글(괄호)</strong>은 굵다."),
        ('**"인용"**이다.', "<strong>&quot;인용&quot;</strong>이다."),
        ("*강조.*는", "<em>강조.</em>는"),
        ("이것은**(굵게)**이다", "이것은<strong>(굵게)</strong>이다"),
        ("**A.**와 **B(b)**의 ~~C!~~는", "<strong>A.</strong>와 <strong>B(b)</strong>의 <s>C!</s>는"),
        ("**`code`**는 [**a.**](/t)와", '<strong><code>code</code></strong>는 <a href="/t"><strong>a.</strong></a>와'),
        ("**「太字」**です。**太字。**です", "<strong>「太字」</strong>です。<strong>太字。</strong>です"),
        ("2 * 3과 4 * (5)이다", "2 * 3과 4 * (5)이다"),
        ("**bold.**text", "**bold.**text"),
    ],
)
def test_emphasis_ends_before_a_particle(text: str, result: str) -> None:
    assert html(text) == f"<p>{result}</p>"


@given(
    st.lists(st.sampled_from(["*", "**", "_", "~~", " ", "a", "é", "(", ".", "Ж", '"', "[", "](/x)", "\n"]), max_size=25).map(
        "".join
    )
)
def test_emphasis_of_other_scripts_is_that_of_commonmark(text: str) -> None:
    plain = MarkdownIt("commonmark").enable(["strikethrough"])
    assert plain.render(text) == MarkdownIt("commonmark").enable(["strikethrough"]).use(cjk_emphasis_plugin).render(text)


def test_imports_and_exports_are_dropped() -> None:
    body = "import A from '@x/a';\nimport {\n  B,\n} from \"b\"\nimport 'c.css'\n\nexport const d = {\n  e: 1,\n};\n\nText.\n"
    assert html(body, "posts/one.mdx") == "<p>Text.</p>"
    assert html(body) == "<p>Text.</p>"


def test_a_sentence_that_begins_with_import_is_kept() -> None:
    assert html("import taxes from abroad are high.\n") == "<p>import taxes from abroad are high.</p>"


def test_tabs_keep_their_content_and_labels() -> None:
    body = '<Tabs>\n  <TabItem value="a" label="Apple">\n\n    Red *fruit*\n\n  </TabItem>\n</Tabs>\n'
    assert html(body, "posts/one.mdx") == "<p><strong>Apple</strong></p>\n<p>Red <em>fruit</em></p>"
    assert problems(body, "posts/one.mdx") == []


def test_a_component_with_a_source_is_an_image() -> None:
    assert html('<Image src="/x.png" alt="a" width={30} />', "a.mdx") == '<p><img src="/x.png" alt="a" width="30"></p>'
    body = "<img src={require('./x.png').default} className=\"c\" style={{ width: 30 }} />"
    assert html(body, "a.mdx") == '<p><img src="./x.png" width="30" class="c" /></p>'


def test_an_unknown_component_keeps_its_content_and_is_named_once() -> None:
    body = "Text\n\n<Foo a={1}>\n\nkept\n\n</Foo>\n\nA <Foo>b</Foo> <Bar/>.\n"
    assert html(body, "a.mdx") == "<p>Text</p>\n<p>kept</p>\n<p>A b .</p>"
    assert problems(body, "a.mdx") == [(3, 1), (9, 16)]


@pytest.mark.parametrize("text", ["Vec<String>", "Either<Left>", "Vec<u8>", "Option<T>", "List<A>", "<String>"])
def test_the_argument_of_a_type_is_text(text: str) -> None:
    assert html(f"{text} is a type.") == f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')} is a type.</p>"
    assert html(text) == f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>"
    assert problems(f"{text} is a type.") == []


def test_html_in_upper_case_is_html() -> None:
    assert html("one<BR>two <B>three</B>") == "<p>one<BR>two <B>three</B></p>"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.org/a을 보면", "https://example.org/a"),
        ("https://example.org에서", "https://example.org"),
        ("https://example.org/위키/경로를 보면", None),
        ("https://example.org/a_(b)는", "https://example.org/a_(b)"),
        ("(https://example.org/a)를", "https://example.org/a"),
        ("https://example.org/한글", None),
        ("https://example.org/a가나다", None),
        ("[t](https://example.org/a을)", None),
        ("[see https://example.org/a을](/t)", None),
        ("[![a](b.png) https://example.org/a을 보면][t]", None),
        ("<a href='/t'>see https://example.org/a을 보면</a>", None),
        ("[a] [see https://example.org/a을 보면] [t](/t)", "https://example.org/a"),
    ],
)
def test_a_particle_is_not_part_of_an_address(text: str, link: str | None) -> None:
    content = only(text, "inline").content
    assert (f"<{link}>" in content) if link else content == text


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("{% include a.html %}", [(1, 1)]),
        ("Text\nand {% include a.html %} {% include b.html %}", [(2, 5)]),
        ("`{{ page.a }}` {{ page.b }}", [(1, 16)]),
        ("> * one {{< foo >}}", [(1, 9)]),
        ("| a | b |\n|---|---|\n| c | {{< foo >}} |", [(3, 7)]),
        ("{% if x %}\n\nText\n\n{% endif %}", [(1, 1)]),
        ("# {{ page.title }}\n\n{{ page.date }}", [(1, 3)]),
        ("<div>\n{{ page.title }}\n</div>", [(2, 1)]),
        (":::note\n\n{% include a.html %}\n:::", [(3, 1)]),
        ("{% highlight js %}\nnever closed", [(1, 1)]),
    ],
)
def test_what_is_unknown_is_named_once_at_its_first_use(body: str, places: list[tuple[int, int]]) -> None:
    assert problems(body) == places


def test_what_is_unknown_is_shown_as_it_is() -> None:
    body = '{% include a.html x="*" %} {{< foo _b_ >}} {{ page.title }}'
    assert html(body) == "<p>{% include a.html x=&quot;*&quot; %} {{&lt; foo _b_ &gt;}} {{ page.title }}</p>"


def test_the_number_of_uses_is_in_the_message() -> None:
    (problem,) = find_unknown("{{ a.b }} {{ a.c }}", "posts/one.md", 5)
    assert problem.line == 5
    assert "{{ a.b }} (and 1 more of its kind)" in problem.message
    (problem,) = find_unknown("{{ a.b }} {{ a.b }}", "posts/one.md", 5)
    assert "{{ a.b }} (used 2 times)" in problem.message


def test_closings_are_no_uses() -> None:
    (problem,) = find_unknown("{% if a %}b{% endif %}", "posts/one.md", 1)
    assert "{% if a %} is not known" in problem.message


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{% raw %}\nText.", "The tag {% raw %} is never closed"),
        ("a {% comment %} b", "The tag {% comment %} is never closed"),
        ("{% highlight js %}\nText.", "The tag {% highlight js %} is never closed"),
        ("a {% raw %} b\n\nc {% endraw %} d", "is closed in another paragraph"),
        ("{% endraw %}", "closes nothing"),
        ("> :::note\n> Text.\n\nMore.", "The box :::note is never closed"),
        ("{% youtube abc %}", "What the tag {% youtube abc %} says is not understood"),
        ("<Foo a={1}>b</Foo>", "its content is kept, its attributes are not shown"),
        ("<Foo />", "is left out"),
        ('<Frame caption="a">b</Frame>', "The attributes of the component <Frame"),
        ("a <Image src={b} /> c", "The attributes of the component <Image"),
        ("<Image src={b} />", "The attributes of the component <Image"),
    ],
)
def test_a_problem_says_what_happens(body: str, words: str) -> None:
    (problem,) = find_unknown(body, "posts/one.mdx", 1)
    assert words in problem.message


def test_a_box_that_is_never_closed_keeps_its_content() -> None:
    assert only("a\n\n:::warning\nText.", "admonition_open").info == "warning"
    assert problems("a\n\n:::warning\nText.") == [(3, 1)]


@pytest.mark.parametrize(
    ("body", "result"),
    [
        ("press <Kbd>Ctrl</Kbd> now", "<p>press <kbd>Ctrl</kbd> now</p>"),
        ("a <Code>x</Code> b", "<p>a x b</p>"),
        ("<Table>x</Table>", "<p>x</p>"),
        ('<Link href="/x">\nText\n</Link>', '<p><a href="/x">\nText\n</a></p>'.replace("\n", "")),
        ('<Link href="/x">Text</Link>', '<p><a href="/x">Text</a></p>'),
        ('<TabItem label="A">aa</TabItem>', "<p><strong>A</strong></p>\n<p>aa</p>"),
        ('<TabItem label="A">\n\naa', "<p><strong>A</strong></p>\n<p>aa</p>"),
        ('import img from "./a.png"\n\n<Image src={img} alt="x" />', '<p><img src="./a.png" alt="x"></p>'),
        ('import img from "./a.png"\n\na <Foo src={img.src} />', '<p>a <img src="./a.png" alt=""></p>'),
        ('import img from "./a.png"\n\n<img src={img} alt="x" />', '<img src="./a.png" alt="x" />'),
        ("export const x = {\n  a: 1\n}\nafter export", "<p>after export</p>"),
        ("export const x = {\n\n  a: '}',\n}\n\nafter", "<p>after</p>"),
        ("export const x =\n  1\nafter", "<p>after</p>"),
        ("export const x = {\n  a\n\nafter", "<p>after</p>"),
        ('a{" "}b', "<p>a b</p>"),
    ],
)
def test_components_are_read_as_their_engines_do(body: str, result: str) -> None:
    assert html(body, "posts/one.mdx") == result


@pytest.mark.parametrize("text", ["{props.x}", "{1 + 1}", "{items.map((i) => i)}"])
def test_expressions_stay_text(text: str) -> None:
    for body in (text, f"a {text} b"):
        assert html(body, "posts/one.mdx") == f"<p>{body.replace('>', '&gt;')}</p>"
        assert len(problems(f"{body}\n\n{{other}}", "posts/one.mdx")) == 1
        assert problems(body) == []


def test_an_expression_over_lines_stays_text() -> None:
    body = "{items.map((i) => (\n  <li key={i}>{i}</li>\n))}\n\nAfter."
    assert "&lt;li key={i}&gt;{i}&lt;/li&gt;" in html(body, "posts/one.mdx")
    assert problems(body, "posts/one.mdx") == [(1, 1)]


@pytest.mark.parametrize("body", ["<Foo>\n\nText\n\n</Foo>", "<Foo a='b'>Text</Foo>", "Text <Foo />", "<Foo>Text</Foo>"])
def test_an_excerpt_has_no_tags_of_components(body: str) -> None:
    tokens = parse_blocks(body, brief=True)[0]
    assert [token.content.strip() for token in tokens if token.type in ("inline", "html_block")] == ["Text"]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("![z](b c.png)", '<img src="b%20c.png" alt="z" />'),
        ('![z](b  c d.png "T")', '<img src="b%20%20c%20d.png" alt="z" title="T" />'),
        ("[t](a b.pdf)", '<a href="a%20b.pdf">t</a>'),
        ("[t](/가 나.pdf#x)", '<a href="/%EA%B0%80%20%EB%82%98.pdf#x">t</a>'),
        ("![q](/a.png =100x200)", '<img src="/a.png" alt="q" width="100" height="200">'),
        ("![q](/a.png =100x)", '<img src="/a.png" alt="q" width="100">'),
        ("![q](/a b.png =50%x)", '<img src="/a%20b.png" alt="q" width="50%">'),
        ("[t](see below)", "[t](see below)"),
        ('[t](/a "b.png")', '<a href="/a" title="b.png">t</a>'),
        ("`[t](a b.pdf)`", "<code>[t](a b.pdf)</code>"),
    ],
)
def test_blanks_and_sizes_in_destinations(text: str, result: str) -> None:
    assert html(text) == f"<p>{result}</p>"


@pytest.mark.parametrize(
    "body",
    [
        '{{< highlight go "linenos=table,hl_lines=2 3" >}}\na\nb\nc\n{{< /highlight >}}',
        '{{< highlight go "hl_lines=[2,3]" >}}\na\nb\nc\n{{< /highlight >}}',
        '{% highlight go mark_lines="2 3" %}\na\nb\nc\n{% endhighlight %}',
    ],
)
def test_a_highlight_tag_names_lines(body: str) -> None:
    fence = only(body, "fence")
    assert (fence.info, fence.attrs["emphasize-lines"]) == ("go", "2,3")


def test_abbreviations_of_kramdown_are_not_shown() -> None:
    assert html("The HTML.\n\n*[HTML]: Hypertext Markup Language\n*[CSS]: Sheets") == "<p>The HTML.</p>"
    assert html("*[Note]: this counts.*") == "<p><em>[Note]: this counts.</em></p>"


@pytest.mark.parametrize(
    "body",
    [
        "```\n{% x %} {{ y }} <Foo>\n```",
        "    {% x %} {{ y }}",
        "`{% x %}` ``{{ y }} ` ``",
        "<pre>\n{% x %}\n\n{{ y }}\n</pre>",
        "a <code>{{ y }}</code> b",
        "<!-- {{ y }} -->",
        "${{ secrets.X }}",
        r"\{{ y }}",
        "{} { } {{}} {%}",
        "{% highlight js %}\n{{ x }}\n{% endhighlight %}",
    ],
)
def test_code_is_never_touched(body: str) -> None:
    assert problems(body) == []
    assert [token.content for token in parse(body)] == [
        token.content for token in (PARSER if "highlight" in body else MarkdownIt("commonmark")).parse(body)
    ]


def test_html_is_split_around_its_images() -> None:
    parts = split_html('<p align="center"><a href="x"><IMG width=30% src=\'/a.png\' alt="b &amp; c"></a></p>')
    assert parts == ['<p align="center"><a href="x">', Image("/a.png", "b & c", width="30%"), "</a></p>"]


@pytest.mark.parametrize("html", ["<!-- <img src='a'> -->", "<pre><img src='a'></pre>", "<img>", "<img src='data:x'>"])
def test_what_is_no_image_of_a_file_stays_html(html: str) -> None:
    assert split_html(html) == [html]


def test_a_link_to_a_post_in_html_is_a_link() -> None:
    assert split_html('<p><a href="post:a">b</a></p>') == ["<p>", Hyperlink("post:a", "b"), "</p>"]


@given(FOREIGN)
def test_any_text_can_be_read(body: str) -> None:
    lines = body.count("\n") + 1
    for path in ("a.md", "a.mdx"):
        parse(body, path)
        assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in find_unknown(body, path, 1))


@given(FOREIGN)
def test_html_is_split_without_a_loss(html: str) -> None:
    assert "".join(part for part in split_html(html) if isinstance(part, str)) == html


@pytest.mark.parametrize(
    ("opening", "closing"), [("{% note %}", "{% endnote %}"), ("{{< tip >}}", "{{< /tip >}}"), ("<Note>", "</Note>")]
)
def test_what_is_never_closed_leaves_what_follows_alone(opening: str, closing: str) -> None:
    assert types(f"{opening}\n\nText.\n\n{opening}\nBoxed.\n{closing}", "posts/one.mdx").count("admonition_open") == 1
    assert "Boxed." in html(f"a {opening} b {opening}Boxed.{closing}")


def test_code_ends_at_its_first_closing() -> None:
    assert html("{% raw %}{% raw %}{% endraw %} a") == "<p>{% raw %} a</p>"
    assert only("{% highlight liquid %}\n{% highlight js %}\n{% endhighlight %}", "fence").content == "{% highlight js %}\n"


@pytest.mark.parametrize("body", ["{/* a\n\n# b */}\n\nText.", "> {/* a\n> b */}\n\nText.", "Text.\n{/* a\nb */}"])
def test_comments_of_mdx_go_over_lines(body: str) -> None:
    assert html(body, "posts/one.mdx") == "<p>Text.</p>"


@pytest.mark.parametrize(
    "sign",
    [
        "{% highlight js %}\n",
        "{% note %} ",
        "{{",
        "{{< x ",
        "<A b=",
        "<Note>\n",
        "- {% raw %}\n\n",
        ":::note\n",
        "{% raw %}\n",
        "`{{ x ",
        "{/*\n",
        "{a ",
        "{a\n\n",
        "](a ",
        "![a](b c",
        "# a {#b ",
        "export const a = {\n\n",
        "*[a]: ",
        "은*(",
    ],
)
@pytest.mark.parametrize("end", ["", "{% endraw %} x", "{% endnote %} x", "</Note> x", "*/} x"])
def test_the_work_grows_with_the_text(sign: str, end: str) -> None:
    def calls(length: int) -> int:
        """Return how many functions are called, those of C included: unlike a time, it is the same on every machine."""
        count = 0

        def note(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        body = "{{ x }}\n\n" + (sign * length)[:length] + end
        sys.setprofile(note)
        try:
            find_unknown(body, "posts/one.mdx", 1)
        finally:
            sys.setprofile(None)
        return count

    calls(200)  # what is imported or compiled at the first time is not counted
    assert calls(16_000) < 15 * calls(2_000) + 2_000
