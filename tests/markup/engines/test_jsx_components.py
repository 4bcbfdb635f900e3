"""Components, expressions and comments of MDX."""

from __future__ import annotations

import pytest
from blog_markup import find_places, render_inline
from sphinx_anthology.markup.plugin import parse_blocks


def test_tabs_keep_their_content_and_labels() -> None:
    body = '<Tabs>\n  <TabItem value="a" label="Apple">\n\n    Red *fruit*\n\n  </TabItem>\n</Tabs>\n'
    assert render_inline(body, "posts/one.mdx") == "<p><strong>Apple</strong></p>\n<p>Red <em>fruit</em></p>"
    assert find_places(body, "posts/one.mdx") == []


def test_a_component_with_a_source_is_an_image() -> None:
    assert render_inline('<Image src="/x.png" alt="a" width={30} />', "a.mdx") == '<p><img src="/x.png" alt="a" width="30"></p>'
    body = "<img src={require('./x.png').default} className=\"c\" style={{ width: 30 }} />"
    assert render_inline(body, "a.mdx") == '<p><img src="./x.png" width="30" class="c" /></p>'


def test_an_unknown_component_keeps_its_content_and_is_reported_once() -> None:
    body = "Text\n\n<Foo a={1}>\n\nkept\n\n</Foo>\n\nA <Foo>b</Foo> <Bar/>.\n"
    assert render_inline(body, "a.mdx") == "<p>Text</p>\n<p>kept</p>\n<p>A b .</p>"
    assert find_places(body, "a.mdx") == [(3, 1), (9, 16)]


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
def test_mdx_is_rendered_as_in_its_engines(body: str, result: str) -> None:
    assert render_inline(body, "posts/one.mdx") == result


@pytest.mark.parametrize("text", ["{props.x}", "{1 + 1}", "{items.map((i) => i)}"])
def test_an_expression_is_text(text: str) -> None:
    for body in (text, f"a {text} b"):
        assert render_inline(body, "posts/one.mdx") == f"<p>{body.replace('>', '&gt;')}</p>"
        assert len(find_places(f"{body}\n\n{{other}}", "posts/one.mdx")) == 1
        assert find_places(body) == []


def test_an_expression_of_several_lines_is_text() -> None:
    body = "{items.map((i) => (\n  <li key={i}>{i}</li>\n))}\n\nAfter."
    assert "&lt;li key={i}&gt;{i}&lt;/li&gt;" in render_inline(body, "posts/one.mdx")
    assert find_places(body, "posts/one.mdx") == [(1, 1)]


@pytest.mark.parametrize("body", ["<Foo>\n\nText\n\n</Foo>", "<Foo a='b'>Text</Foo>", "Text <Foo />", "<Foo>Text</Foo>"])
def test_tags_of_components_are_left_out_where_unknown_markup_is_omitted(body: str) -> None:
    tokens = parse_blocks(body, omit_unknown=True).tokens
    assert [token.content.strip() for token in tokens if token.type in ("inline", "html_block")] == ["Text"]


@pytest.mark.parametrize("body", ["{/* a\n\n# b */}\n\nText.", "> {/* a\n> b */}\n\nText.", "Text.\n{/* a\nb */}"])
def test_a_comment_may_have_several_lines(body: str) -> None:
    assert render_inline(body, "posts/one.mdx") == "<p>Text.</p>"
