"""Check the English of the documentation: long sentences, passives, and words to avoid.

``python tools/check_style.py README.md docs`` prints each fault with file and line, and fails if there are any. Code, posts and
the changelog are left out. CONTRIBUTING.md describes the rules, in "How the documentation is written".
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

LONGEST = 30
"""The number of words that a sentence may have."""
PASSIVES = 0.2
"""The part of the sentences of a page that may be in the passive."""
FEWEST = 25
"""Pages with fewer sentences are not compared with ``PASSIVES``, because one sentence would decide."""
AVOIDED = {
    r"simply|just|easily|obviously|basically|of course": "says nothing: leave it out",
    r"in order to": "write 'to'",
    r"whilst|thereof|therein|hitherto|whence|thereby": "is old-fashioned: use an everyday word",
    r"utili[sz]e[sd]?|leverage[sd]?": "write 'use'",
    r"(?:there|nothing) (?:is|are) no\b.{0,20}\bnot|not un\w+ed": "is a double negation: say it directly",
    r"please": "leave it out",
    r"(?:is|are|was|were) said": "name who says it: 'a warning says', 'the build reports'",
    r"anew": "write 'again'",
    r"a hand": "name what to do",
    r"e\.g\.|i\.e\.|etc\.": "write 'for example', 'that is', or name the rest",
}
SKIPPED = ("docs/posts", "docs/browse", "docs/changelog.md")
TEXT_DIRECTIVES = re.compile(
    r"\{(?:confval|rst:directive|rst:role|note|tip|warning|important|admonition|only|grid|grid-item.*|dropdown)\}"
)
IRREGULAR = (
    "begun bound bought brought built caught chosen cut done drawn driven fed felt found forgotten given grown "
    "heard held hidden kept known laid led left lost made meant met put read run said seen sent set shown shut sold "
    "spent split spread taken taught thought thrown told torn understood undone withdrawn won worn written"
)
"""Participles that do not end in -ed."""
PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)\s+(?:(?:\w+ly|not|never|also|then|always|only|no\ longer)\s+)*"
    rf"(?:\w{{2,}}ed|{IRREGULAR.replace(' ', '|')})\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b(?:vs|Mr|Dr|No|approx)\.$")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z`\"'(\[]|\d)")


@dataclass(frozen=True)
class Fault:
    """A place that breaks a rule."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Sentence:
    """A sentence without markup; code is one word, ``CODE``."""

    line: int
    text: str

    @property
    def words(self) -> int:
        """Return the number of words."""
        return len(re.findall(r"[\w'’./%+-]*\w[\w'’./%+-]*", self.text))


def make_parser() -> MarkdownIt:
    """Return a parser of the Markdown that the documentation has."""
    return MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(deflist_plugin)


def list_sentences(source: str, first: int = 1) -> Iterator[Sentence]:
    """Yield the sentences of a page, with their lines. *first* is the number of its first line."""
    lines = ["" if re.match(r"\s*:::|\s*:[\w-]+:|\s*%", line) else line for line in source.split("\n")]
    text = re.sub(r"^(\(.+\)=)$", "", "\n".join(lines), flags=re.MULTILINE)
    for token in make_parser().parse(text):
        line = first + (token.map[0] if token.map else 0)
        if token.type == "fence" and TEXT_DIRECTIVES.match(token.info.strip()):
            yield from list_sentences(token.content, line + 1)
        elif token.type == "inline":
            yield from split_sentences(read_words(token.children or []), line)


def read_words(tokens: Iterable[Token]) -> str:
    """Return the words of inline tokens, without markup."""
    parts: list[str] = []
    for token in tokens:
        if token.type == "code_inline":
            parts[-1:] = [re.sub(r"\{[\w:+-]+\}$", "", parts[-1])] if parts else []
            parts.append("CODE")
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "text":
            parts.append(token.content)
    return "".join(parts)


def split_sentences(text: str, line: int) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph that begins in *line*."""
    start = 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        if match and _ABBREVIATION.search(text[start:end]):
            continue
        if sentence := text[start:end].strip():
            yield Sentence(line + text.count("\n", 0, start), " ".join(sentence.split()))
        start = match.end() if match else end


def check_page(path: str, source: str) -> list[Fault]:
    """Return the faults of a page."""
    sentences = list(list_sentences(source))
    faults = []
    for sentence in sentences:
        if sentence.words > LONGEST:
            faults.append(Fault(path, sentence.line, f"{sentence.words} words in a sentence: {sentence.text}"))
        for words, advice in AVOIDED.items():
            faults += [
                Fault(path, sentence.line, f"'{found[0]}' {advice}: {sentence.text}")
                for found in re.finditer(rf"\b(?:{words})(?!\w)", sentence.text, re.IGNORECASE)
            ]
    passives = [sentence for sentence in sentences if PASSIVE.search(sentence.text)]
    if len(sentences) >= FEWEST and len(passives) > PASSIVES * len(sentences):
        faults.append(Fault(path, 1, f"{len(passives)} of {len(sentences)} sentences are passive"))
        faults += [Fault(path, sentence.line, f"passive: {sentence.text}") for sentence in passives]
    return faults


def list_pages(arguments: Iterable[str]) -> list[Path]:
    """Return the pages among the arguments and in folders among them."""
    found = [page for name in arguments for page in (sorted(Path(name).rglob("*.md")) if Path(name).is_dir() else [Path(name)])]
    return [page for page in found if not page.as_posix().startswith(SKIPPED)]


def main() -> int:
    """Print the faults of the pages named in the arguments; return 1 if there are any."""
    faults = [
        fault for page in list_pages(sys.argv[1:]) for fault in check_page(page.as_posix(), page.read_text(encoding="utf-8"))
    ]
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults of style", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
