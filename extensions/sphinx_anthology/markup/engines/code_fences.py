"""Fenced code blocks: the language, the caption and the highlighted lines in the info string, as engines write them.

====================================  =======================================================
``js {1,3-5}``, ``js{1,3-5}``         Gatsby, Docusaurus
``js title="a.js"``                   Docusaurus, rehype-pretty-code
``js:title=a.js``, ``js:src/a.js``    gatsby-remark-code-titles, Zenn
``diff-js``, ``diff js``              gatsby-remark-prismjs, Zenn
``rust,linenos,hl_lines=1 3-5``       Zola
``go {hl_lines=[1,"3-5"]}``           Hugo
``js showLineNumbers``                Docusaurus, rehype-pretty-code
``ts:line-numbers=2 {1}``             VitePress
``js mark={1} ins={3-5}``             Expressive Code (Astro)
``{.python .numberLines}``            Pandoc, kramdown
``:::python``, ``#!python``           Python-Markdown, as the first line of an indented block
====================================  =======================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ALIASES_BY_LANGUAGE = {
    "js": "mjs cjs es6 node javascriptreact",
    "ts": "mts cts typescriptreact",
    "jsx": "react",
    "html": "htm ejs handlebars hbs svelte vue vue-html astro html+vue",
    "text": "txt plaintext plain none nohighlight raw output log logs csv tsv gitignore ignore tree ascii diagram mermaid",
    "bash": "shell-script zsh terminal commandline command env dotenv sh-session",
    "console": "shell-session shellsession console-session",
    "docker": "dockerfile containerfile compose",
    "vim": "viml vimscript",
    "python": "py3k python-repl ipython py2",
    "json": "jsonc json5 jsonl webmanifest",
    "yaml": "yml-frontmatter",
    "cpp": "cc hpp arduino-cpp",
    "csharp": "cs dotnet",
    "objective-c": "objc objectivec",
    "make": "makefile mk",
    "go": "golang gomod",
    "hcl": "tf terraform",
    "ini": "conf config properties-file editorconfig",
    "latex": "katex",
    "batch": "bat cmd",
    "powershell": "ps pwsh",
    "groovy": "gradle jenkinsfile",
    "md": "mdx",
    "rust": "rs",
}
_LANGUAGES = {alias: language for language, aliases in _ALIASES_BY_LANGUAGE.items() for alias in aliases.split()}

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_LANGUAGE = re.compile(r"[\w+#.-]+")
_LINES = re.compile(r"(?:\b(?P<name>\w{1,20})=)?\{[ ]?([\d, -]{1,200})\}")
_HIGHLIGHTS = (None, "mark", "ins", "del", "add", "hl")
"""What may name highlighted lines in braces."""
_FIRST_NUMBER = re.compile(
    r"(?:(?<![\w-])(?:showLineNumbers|linenos|lineNos|linenums|numberLines|number-lines)|:line-numbers)(?![\w-])"
    r"""(?:=["']?(\w+)|\{(\d{1,6})\})?"""
)
_START_NUMBER = re.compile(r"""(?<![\w-])(?:linenostart|lineNoStart|startLineNumber|startFrom)=["']?(\d{1,6})""")
_HUGO_LINES = re.compile(r"""hl_lines\s*=\s*(?:\[([^\]]*)\]|"([^"]*)"|([\d ,-]+))""")
_CAPTION = re.compile(r"""(?:^|[\s:{,])(?:title|filename|file|caption|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))""")
_LABEL = re.compile(r"\s\[([^\]]+)\]")
_PANDOC = re.compile(r"\{\s*\.([\w+#-]+)[^{}]*\}")
_DIRECTIVE = re.compile(r"\{[^\s{}]+\}")
_CODE_HILITE = re.compile(r"(?::{3,}|#!)\s*([\w+#-]+)((?:\s+hl_lines\s*=\s*(?:\"[\d ]*\"|'[\d ]*'|\[[\d, ]*\]))?)")
"""``:::python`` and ``#!python``. A path, as in ``#!/usr/bin/python``, is code."""
_RANGE = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")
_MAX_INFO_LENGTH = 500
_CONTENTS_OPTION = re.compile(r"\s*(?:#.*|(?:exclude|tight|ordered|fold|(?:from|to)-heading|class-name)\s*:.*)?|\s*-\s.*")
"""A line in the table of contents of gatsby-remark-table-of-contents: an option, an item of its list, or a comment."""


@dataclass(frozen=True, slots=True)
class FenceInfo:
    """The content of an info string."""

    language: str = ""
    """The name of the language in Pygments."""
    caption: str = ""
    lines: tuple[int, ...] = ()
    """The highlighted lines, counted from 1."""
    first_number: int = 0
    """The number of the first line; 0 for code without line numbers."""


def is_table_of_contents(info: str, content: str) -> bool:
    """Return whether a fence is the place of a table of contents in Gatsby, which is beside the article here.

    :param content: the options of the plugin gatsby-remark-table-of-contents.
    """
    return info.strip().lower() == "toc" and all(_CONTENTS_OPTION.fullmatch(line) for line in content.splitlines())


def parse_info_string(info: str, line_count: int) -> FenceInfo | None:
    """Parse the info string behind an opening fence. Return None for a directive of MyST.

    :param line_count: the number of lines of the code. Highlighted lines beyond it are left out.
    """
    info = info.strip()[:_MAX_INFO_LENGTH]
    named = _CAPTION.search(info) or _LABEL.search(info)
    unnamed = info[: named.start()] + " " + info[named.end() :] if named else info
    first = read_first_number(unnamed)
    if pandoc := _PANDOC.fullmatch(info):
        return FenceInfo(_normalise_language(pandoc[1]), first_number=first)
    if _DIRECTIVE.match(info) and not _LINES.match(info):
        return None
    caption = _get_first_group(named)
    lines = _parse_lines(_get_first_group(_HUGO_LINES.search(info)) or _find_lines(unnamed), line_count)
    match = _LANGUAGE.match(info)
    if match is None:
        return FenceInfo("", caption, lines, first)
    name, rest = match[0], info[match.end() :]
    if rest.startswith(":") and not caption and not rest.startswith((":line-numbers", ":no-line-numbers")):
        caption = rest[1:].split(" ")[0]
    if name.startswith("diff-"):
        name = "diff"
    return FenceInfo(_normalise_language(name), caption, lines, first)


def _find_lines(info: str) -> str:
    """Return the ranges of highlighted lines in braces. Other numbers in braces are of line numbers, or fold lines."""
    found = (match for match in _LINES.finditer(info) if match["name"] in _HIGHLIGHTS)
    return " ".join(match[2] for match in found if not info.endswith("showLineNumbers", 0, match.start()))


def read_first_number(info: str) -> int:
    """Return the number of the first line of code with an info string; 0 if lines are to have no numbers."""
    wanted = _FIRST_NUMBER.search(info)
    start = _START_NUMBER.search(info)
    if wanted is None or (wanted[1] or "").lower() in ("false", "off", "none"):
        return 0
    number = start[1] if start else wanted[2] or wanted[1] or ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1


def parse_first_line(line: str) -> str:
    """Return the info string that the first line of an indented code block is in Python-Markdown; empty if it is code.

    Source: https://python-markdown.github.io/extensions/code_hilite/
    """
    match = _CODE_HILITE.fullmatch(line[:_MAX_INFO_LENGTH].strip())
    if match is None or not find_lexer_name(match[1]):
        return ""  # ``:::tip`` is code about a container
    return f"{match[1]}{match[2]}"


@lru_cache(maxsize=1000)
def find_lexer_name(name: str) -> str:
    """Return the name that a language has in Pygments; empty if Pygments does not know it."""
    from pygments.lexers import find_lexer_class_by_name  # few posts need it, and it takes longer than the rest
    from pygments.util import ClassNotFound

    language = _normalise_language(name)
    try:
        find_lexer_class_by_name(language)
    except ClassNotFound:
        return ""
    return language


def _get_first_group(match: re.Match[str] | None) -> str:
    return next((group for group in match.groups() if group), "") if match else ""


def _normalise_language(name: str) -> str:
    """Return the name of a language in Pygments, or the name in lower case if no other name is known."""
    return _LANGUAGES.get(name.lower(), name.lower())


def _parse_lines(text: str, line_count: int) -> tuple[int, ...]:
    """Parse ranges of lines, ``1 3-5``."""
    lines: set[int] = set()
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        lines.update(range(max(first, 1), min(last, line_count) + 1))
    return tuple(sorted(lines))


class FenceTracker:
    """Find the lines of a text that are inside a fenced code block."""

    def __init__(self) -> None:
        self._fence = ""

    @property
    def is_open(self) -> bool:
        """Whether the next line is inside a fenced code block."""
        return bool(self._fence)

    def feed(self, line: str) -> bool:
        """Take the next line, and return whether it begins with a fence."""
        match = _FENCE.match(line)
        if match is None:
            return False
        self._fence = "" if self._fence and match[1].startswith(self._fence) else self._fence or match[1]
        return True
