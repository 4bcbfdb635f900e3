"""What a fuzzer runs: each target takes any bytes, and raises an error only if the project has a defect.

``tools/fuzz.py`` runs them for as long as one likes; ``tests/test_fuzz.py`` runs them for a moment, and on each file in
``tests/fuzz_cases``, which are inputs that once failed.
"""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from click.testing import CliRunner
from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.cli.commands import main as anthology
from sphinx_anthology.frontmatter.parser import parse_front_matter
from sphinx_anthology.importers.archives import Export
from sphinx_anthology.importers.entry import ImportRefusedError
from sphinx_anthology.importers.sources.table import SOURCES, find_source
from sphinx_anthology.importers.writing.run import run_import
from sphinx_anthology.loading.files.encodings import decode, normalise_newlines
from sphinx_anthology.loading.loader import PostSource
from sphinx_anthology.loading.posts.file_loader import FileLoader
from sphinx_anthology.markup.plugin import blog_markup_plugin
from sphinx_anthology.markup.syntax.parse_state import make_environment
from sphinx_anthology.markup.syntax.rule_limits import limit_rules
from sphinx_anthology.markup.text.excerpts import extract_opening
from sphinx_anthology.markup.text.keywords import extract_keywords
from sphinx_anthology.markup.text.reading_time import estimate_reading_minutes
from sphinx_anthology.markup.text.unknown_markup import report_unknown_markup
from sphinx_anthology.problems import Code, Problem

CASES = Path(__file__).with_name("fuzz_cases")
"""Inputs that once failed, in a folder for each target."""
SEEDS = Path(__file__).with_name("posts")
"""Posts of many engines, from which inputs are made."""
SECONDS = 10
"""The time that a processor may need for one input of at most :data:`SIZE` bytes: more is a hang."""
MEGABYTES = 1024
"""The memory that one input may need."""
SIZE = 4096
SEPARATOR = b"\n%%%\n"
"""What is between the files of an input of the target ``commands``."""
PATHS = ("posts/x.md", "posts/index.mdx", "2025/04/23/봄 (1).ko.md", "_posts/2025-04-23-.md", "posts/x.rst", "posts/x.ipynb")
FILES = (
    "posts/a.md",
    "posts/b.md",
    "posts/deep/index.mdx",
    "posts/c.rst",
    "posts/d.ipynb",
    "authors.yml",
    "conf.py",
    "tags.yml",
)
EXPORTS = {
    "wordpress": ("export.xml",),
    "tistory": ("12/12-title.html",),
    "ghost": ("ghost.json",),
    "medium": ("posts/2018-05-01_title-0a1b2c3d4e5f.html",),
    "notion": ("Title 0123456789abcdef0123456789abcdef.html", "Title 0123456789abcdef0123456789abcdee.md"),
    "substack": ("posts/101.letter-on-sand.html", "posts.csv"),
    "blogger": ("feed.atom",),
    "hashnode": ("articles.json", "backup.md"),
    "devto": ("articles.json",),
    "tumblr": ("page.json",),
    "movable-type": ("export.txt",),
    "velog": ("backup/content/title.md",),
    "zenn": ("articles/title.md", "books/book/config.yaml", "books/book/chapter.md"),
    "qiita": ("public/title.md",),
    "feed": ("feed.xml", "feed.json"),
    "html": ("a.html", "b/index.html"),
}
"""The files of an export, by the service."""
COMMANDS = (["check"], ["check", "--format", "json"], ["list"], ["list", "--format", "json"], ["due"], ["redirects"])


class LimitError(Exception):
    """An input takes too long."""


@contextmanager
def limits() -> Iterator[None]:
    """Raise :class:`LimitError` or :class:`MemoryError` if what is inside takes too much of either.

    The time is that of the processor, so that it does not depend on what else runs.
    """

    def stop(signal_number: int, frame: FrameType | None) -> None:
        raise LimitError(f"more than {SECONDS} seconds")

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEGABYTES * 2**20, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def read_front_matter(data: bytes) -> None:
    """Read front matter of any format: problems are on lines of the file."""
    text = normalise_newlines(decode(data)[0])
    problems: list[Problem] = []
    front_matter = parse_front_matter(text, "posts/x.md", problems.append)
    lines = text.count("\n") + 1
    assert front_matter.lines <= lines
    for problem in problems:
        assert 1 <= problem.line <= lines, problem
        assert problem.column >= 1, problem


def parse_markup(data: bytes) -> None:
    """Parse the text of a post: tokens are balanced, and on lines of the text."""
    kind, text = data[:1] or b"\0", normalise_newlines(decode(data[1:])[0])
    path = "posts/x.mdx" if kind[0] & 1 else "posts/x.md"
    parser = _MDX_PARSER if kind[0] & 1 else _PARSER
    tokens = parser.parse(text, make_environment(path, has_math=bool(kind[0] & 2), omit_unknown=bool(kind[0] & 4)))
    lines = text.count("\n") + 1
    assert sum(token.nesting for token in tokens) == 0
    for token in tokens:
        assert token.map is None or 0 <= token.map[0] <= token.map[1] <= lines, token
        assert sum(child.nesting for child in token.children or ()) == 0, token
    assert estimate_reading_minutes(text) >= 1
    extract_opening(text, has_math=bool(kind[0] & 2))
    extract_keywords("Title", text)
    problems: list[Problem] = []
    report_unknown_markup(text, path, 1, problems.append)
    assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in problems), problems


def load_file(data: bytes) -> None:
    """Load a file: it is a post or a page, or no notebook, and its problems are in it."""
    path, data = PATHS[(data[:1] or b"\0")[0] % len(PATHS)], data[1:]
    with TemporaryDirectory() as folder:
        _write(Path(folder, path), data)
        docname = path.rpartition(".")[0]
        loaded = FileLoader(Path(folder), PostSource(Path(folder), {path: docname}).parse_options).load(path, docname)
    codes = {problem.code for problem in loaded.problems}
    assert Code.POST_FAILED not in codes, loaded.problems
    assert isinstance(loaded.entry, Post | Page) or Code.NOTEBOOK_INVALID in codes, loaded.problems
    lines = len(normalise_newlines(decode(data)[0]).split("\n"))
    for problem in loaded.problems:
        assert problem.path == path
        assert problem.message
        assert 1 <= problem.line <= lines, problem
        assert problem.column >= 1, problem


def run_commands(data: bytes) -> None:
    """Run the commands that read a folder of posts: each ends, with one of its exit statuses."""
    kind, *contents = [data[:1], *data[1:].split(SEPARATOR)]
    command = COMMANDS[(kind or b"\0")[0] % len(COMMANDS)]
    with TemporaryDirectory() as folder:
        for path, content in zip(FILES, contents, strict=False):
            _write(Path(folder, path), content)
        result = CliRunner().invoke(anthology, [*command, folder])
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    assert result.exit_code in (0, 1, 2), result.output
    assert "because of an error: " not in result.output or b"because of" in data, result.output


def import_exports(data: bytes) -> None:
    """Import an export of any service: it ends in posts that have front matter, or in a reason."""
    kind, *contents = [data[:1], *data[1:].split(SEPARATOR)]
    service = tuple(EXPORTS)[(kind or b"\0")[0] % len(EXPORTS)]
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "export"), Path(folder, "posts")
        for path, content in zip(EXPORTS[service], contents, strict=False):
            _write(source / path, content)
        source.mkdir(exist_ok=True)
        with suppress(ImportRefusedError), Export(source) as export:
            find_source(export)
        with suppress(ImportRefusedError), Export(source) as export:
            run_import(list(SOURCES[service].read(export, lambda *_: None)), export, target, service)
        for post in target.glob("*/index.md"):
            assert post.read_text(encoding="utf-8").startswith("---\ntitle: ")


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, double_inline=True).use(amsmath_plugin).use(blog_markup_plugin)
    limit_rules(parser)
    return parser


_PARSER, _MDX_PARSER = _make_parser(), _make_parser().disable("code")

TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "front_matter": read_front_matter,
    "markup": parse_markup,
    "files": load_file,
    "commands": run_commands,
    "exports": import_exports,
}


def list_seeds(target: str) -> list[bytes]:
    """Return inputs for a target, made of posts of many engines and of the inputs that once failed."""
    files = sorted(file for file in SEEDS.rglob("*") if file.suffix in (".md", ".mdx", ".rst", ".ipynb", ".yml", ".yaml"))
    posts = [data for file in files if len(data := file.read_bytes()) <= SIZE]
    seeds = posts
    if target in ("markup", "files"):
        seeds = [bytes([number % 8]) + data for number, data in enumerate(posts)]
    elif target == "exports":
        seeds = list(_list_exports())
    elif target == "commands":
        seeds = [bytes([number % 8]) + SEPARATOR.join(posts[number : number + 3]) for number in range(0, len(posts), 3)]
    return [*seeds, *(file.read_bytes() for file in sorted((CASES / target).glob("*")))]


def _list_exports() -> Iterator[bytes]:
    """Yield the exports that tests import, as far as they are small, as inputs of the target ``exports``."""
    folder = SEEDS.parent / "importers/exports"
    for number, service in enumerate(EXPORTS):
        found = sorted(file for file in folder.glob(f"{service}*/**/*") if file.is_file()) or sorted(folder.glob(f"{service}*"))
        for file in found:
            data = file.read_bytes()
            if file.suffix in {Path(path).suffix for path in EXPORTS[service]} and len(data) <= 2 * SIZE:
                empty = [b""] * next(place for place, path in enumerate(EXPORTS[service]) if path.endswith(file.suffix))
                yield bytes([number]) + SEPARATOR.join([*empty, data])


def run(target: str, data: bytes) -> None:
    """Run a target on an input, within the limits and without output."""
    with limits(), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        TARGETS[target](data)
