"""The words behind the opening of a code block: language, caption and highlighted lines, as engines write them.

====================================  ==============================
``js {1,3-5}``, ``js{1,3-5}``         Gatsby, Docusaurus
``js title="a.js"``                   Docusaurus, rehype-pretty-code
``js:title=a.js``, ``js:src/a.js``    gatsby-remark-code-titles, Zenn
``diff-js``, ``diff js``              gatsby-remark-prismjs, Zenn
``rust,linenos,hl_lines=1 3-5``       Zola
``go {hl_lines=[1,"3-5"]}``           Hugo
``{.python .numberLines}``            Pandoc, kramdown
====================================  ==============================
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LANGUAGES = {
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
_ALIASES = {alias: language for language, aliases in _LANGUAGES.items() for alias in aliases.split()}

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_NAME = re.compile(r"[\w+#.-]+")
_LINES = re.compile(r"\{\s*([\d,\s-]+)\s*\}")
_HUGO_LINES = re.compile(r"""hl_lines\s*=\s*(?:\[([^\]]*)\]|"([^"]*)"|([\d ,-]+))""")
_CAPTION = re.compile(r"""(?:^|[\s:{,])(?:title|filename|file|caption|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))""")
_LABEL = re.compile(r"\s\[([^\]]+)\]")
_PANDOC = re.compile(r"\{\s*\.([\w+#-]+)[^{}]*\}")
_RANGE = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")


@dataclass(frozen=True, slots=True)
class Info:
    """What the opening of a code block says."""

    language: str = ""
    caption: str = ""
    lines: tuple[int, ...] = ()
    """The highlighted lines, counted from 1."""


def parse_info_string(info: str, length: int) -> Info | None:
    """Return what the words behind an opening fence say; None for a MyST directive.

    :param length: how many lines the code has.
    """
    info = info.strip()[:500]
    if pandoc := _PANDOC.fullmatch(info):
        return Info(language(pandoc[1]))
    if re.match(r"\{[^\s{}]+\}", info) and not _LINES.match(info):
        return None
    found = _CAPTION.search(info) or _LABEL.search(info)
    caption = next((group for group in found.groups() if group), "") if found else ""
    numbers = _HUGO_LINES.search(info) or _LINES.search(info)
    lines = _numbers(next((group for group in numbers.groups() if group), ""), length) if numbers else ()
    match = _NAME.match(info)
    if match is None:
        return Info("", caption, lines)
    name, rest = match[0], info[match.end() :]
    if rest.startswith(":") and not caption:
        caption = rest[1:].split(" ")[0]
    if name == "diff" or name.startswith("diff-"):
        name = "diff"
    return Info(language(name), caption, lines)


def language(name: str) -> str:
    """Return the name that Pygments has for a language, where it is known to be another one."""
    lower = name.lower()
    return _ALIASES.get(lower, lower)


def _numbers(text: str, length: int) -> tuple[int, ...]:
    found: set[int] = set()
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        found.update(range(max(first, 1), min(last, length) + 1))
    return tuple(sorted(found))


class FenceTracker:
    """Track the fenced code block that a line is in. Call :meth:`feed` with one line after the other."""

    def __init__(self) -> None:
        self._fence = ""

    @property
    def is_open(self) -> bool:
        """Whether the next line is inside a fenced code block."""
        return bool(self._fence)

    def feed(self, line: str) -> bool:
        """Take the next line, and return whether it opens or closes a block or is a fence inside of one."""
        match = _FENCE.match(line)
        if match is None:
            return False
        self._fence = "" if self._fence and match[1].startswith(self._fence) else self._fence or match[1]
        return True
