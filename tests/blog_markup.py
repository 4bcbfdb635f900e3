"""Markdown of blog engines, parsed with the plugin and without MyST."""

from __future__ import annotations

from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sphinx_anthology.markup.plugin import blog_markup_plugin
from sphinx_anthology.markup.syntax.parse_state import make_environment
from sphinx_anthology.markup.text.unknown_markup import report_unknown_markup
from sphinx_anthology.problems import Code, Problem

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(blog_markup_plugin)
MDX_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(blog_markup_plugin).disable("code")
SNIPPETS = (
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
MARKUP = st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=5), max_size=25).map("".join)
"""Texts of random pieces of markup."""


def parse_markdown(body: str, path: str = "posts/one.md") -> list[Token]:
    """Return the tokens of a text."""
    parser = MDX_PARSER if path.endswith(".mdx") else PARSER
    return parser.parse(body, make_environment(path))


def render_inline(body: str, path: str = "posts/one.md") -> str:
    """Return the HTML of paragraphs and HTML blocks. Blocks that CommonMark does not know are left out."""
    kinds = ("inline", "paragraph_open", "paragraph_close", "html_block")
    tokens = [token for token in parse_markdown(body, path) if token.type in kinds]
    return str(PARSER.renderer.render(tokens, PARSER.options, {})).strip()


def find_token(body: str, kind: str, path: str = "posts/one.md") -> Token:
    """Return the only token of a type."""
    found = [token for token in parse_markdown(body, path) if token.type == kind]
    assert len(found) == 1
    return found[0]


def list_types(body: str, path: str = "posts/one.md") -> list[str]:
    """Return the types of all tokens."""
    return [token.type for token in parse_markdown(body, path)]


def find_problems(body: str, path: str = "posts/one.md", first_line: int = 1) -> list[Problem]:
    """Return the problems of unknown markup."""
    problems: list[Problem] = []
    report_unknown_markup(body, path, first_line, problems.append)
    return problems


def find_places(body: str, path: str = "posts/one.md") -> list[tuple[int, int]]:
    """Return the line and the column of each problem of unknown markup."""
    problems = find_problems(body, path)
    assert all(problem.code is Code.MARKUP_UNKNOWN and problem.path == path for problem in problems)
    return [(problem.line, problem.column) for problem in problems]
