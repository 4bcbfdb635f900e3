"""Small sites that tests write, build and look at."""

from __future__ import annotations

import gc
import io
import locale
import logging
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sphinx.application import Sphinx, builtin_extensions
from sphinx.builders.html import StandaloneHTMLBuilder, _assets
from sphinx.config import Config
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

# An extension that is imported during a build keeps the messages of that build's language, so import all before the first.
for extension in builtin_extensions:
    import_module(extension)

# A small build makes a thousand records that nobody sees, and looks for themes in each package that is installed.
logging.disable(logging.DEBUG)
pytest.MonkeyPatch().setattr("sphinx.theming.entry_points", cache(entry_points))

settings.register_profile("anthology", settings.default, deadline=None)  # how fast an example is depends on the machine
settings.load_profile("anthology")

KINDS = ("fast", "build", "browser", "exact")
"""The markers for the kinds of tests; each test has one. See ``[tool.pytest.ini_options]``."""

CONFIGURATION = 'extensions = ["sphinx_anthology"]\nhtml_theme = "furo"\n'


class CompiledTemplates(BytecodeCache):
    """The compiled templates of all builds in this process. To compile them takes a third of the time of a small build."""

    def __init__(self) -> None:
        self._templates: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja a template that was compiled before."""
        bucket.code = self._templates.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that Jinja has compiled."""
        if bucket.code is not None:
            self._templates[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = CompiledTemplates()


@dataclass
class Build:
    """The result of one build."""

    output: Path
    warnings: str
    read: list[str]
    """The docnames of documents that were read."""
    written: list[str]
    """The docnames of pages that were written; known for serial HTML builds only."""
    log: str = ""
    """What the build said, without warnings."""

    def text(self, page: str) -> str:
        """Return the text of a file in the output folder."""
        return (self.output / page).read_text(encoding="utf-8")

    def soup(self, page: str) -> Any:
        """Return an HTML page, parsed. It is untyped: if an element is missing, the test fails anyway."""
        return BeautifulSoup(self.text(f"{page}.html"), "html.parser")

    def article(self, page: str) -> str:
        """Return the visible text of the main part of a page, with single spaces."""
        main = self.soup(page).find(attrs={"role": "main"})
        assert main is not None
        return " ".join(main.get_text(" ").split())

    @property
    def codes(self) -> list[str]:
        """The types of all warnings, in the order of the log."""
        return re.findall(r"\[([a-z_]+\.[a-z_-]+)\]$", self.warnings, re.MULTILINE)


def forget_builds() -> None:
    """Remove what Sphinx keeps of a build for the whole process: checksums of files, catalogues of a language, suffixes."""
    _assets._file_checksum_inner.cache_clear()
    translators.clear()
    forget_suffixes()


def forget_suffixes() -> None:
    """Remove the suffixes of extensions from Sphinx's default value, to which it adds them for the whole process."""
    suffixes = Config.config_values["source_suffix"].default
    suffixes.clear()
    suffixes[".rst"] = "restructuredtext"


@pytest.fixture(autouse=True)
def _own_suffixes() -> Iterator[None]:
    """Keep the suffixes of one test from the next, which may build without :meth:`Site.build`."""
    yield
    forget_suffixes()


@dataclass
class Site:
    """A folder with ``conf.py`` and sources, which can be built several times."""

    folder: Path
    builds: int = field(default=0)

    def write(self, path: str, text: str) -> Path:
        """Write a source file and return its path."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def post(self, name: str, body: str = "Text of the post.\n", **fields: Any) -> Path:
        """Write a post with the front matter *fields* to ``posts/<name>.md``."""
        values = {"title": f"Title of {name}", "date": "2025-04-23T12:00:00Z", **fields}
        header = "".join(f'{key}: "{value}"\n' for key, value in values.items() if value is not None)
        return self.write(f"posts/{name}.md", f"---\n{header}---\n\n{body}")

    def picture(self, path: str, width: int = 12, height: int = 8) -> Path:
        """Write a PNG image of one colour and return its path."""
        from PIL import Image

        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (width, height), (40, 90, 160)).save(file)
        return file

    def build(self, builder: str = "html", jobs: int = 1, fresh: bool = False, **options: Any) -> Build:
        """Build the site in this process, as ``sphinx-build`` does.

        :param options: configuration overrides; ``handlers``: functions by event; ``files``: the only files to write;
            ``output``, ``doctrees`` and ``source``: folders.
        """
        handlers: Mapping[str, Callable[..., object]] = options.pop("handlers", {})
        files: Iterable[str] = options.pop("files", ())
        base = options.pop("output", self.folder / "build")
        output, doctrees = base / builder, options.pop("doctrees", base / "doctrees")
        warnings, status = io.StringIO(), io.StringIO()
        read: list[str] = []
        written: list[str] = []

        def note_read(app: Sphinx, env: object, docnames: list[str]) -> None:
            read.extend(docnames)

        def note_written(app: Sphinx, docname: str, template: str, context: Mapping[str, object], tree: object) -> None:
            if tree is not None:
                written.append(docname)

        forget_builds()
        with patch_docutils(self.folder), docutils_namespace():
            app = Sphinx(
                srcdir=self.folder / options.pop("source", "."),
                confdir=self.folder,
                outdir=output,
                doctreedir=doctrees,
                buildername=builder,
                confoverrides=options,
                status=status,
                warning=warnings,
                freshenv=fresh,
                parallel=jobs,
            )
            if isinstance(app.builder, StandaloneHTMLBuilder):
                app.builder.templates.environment.bytecode_cache = TEMPLATES
            app.connect("env-before-read-docs", note_read)
            app.connect("html-page-context", note_written)
            for event, handler in handlers.items():
                app.connect(event, handler)
            app.build(filenames=[self.folder / file for file in files])
        self.builds += 1
        return Build(output, _without_colours(warnings), read, written, _without_colours(status))


def _without_colours(stream: io.StringIO) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())


def read_output(output: Path) -> dict[str, bytes]:
    """Return every file of an HTML build that readers get, by its path."""
    left_out = {".buildinfo", ".buildinfo.bak", ".doctrees"}
    return {
        str(file.relative_to(output)): file.read_bytes()
        for file in sorted(output.rglob("*"))
        if file.is_file() and file.name not in left_out
    }


WARNINGS: Counter[str] = Counter()
"""The warnings of Python in all tests, by where they come from."""


def pytest_warning_recorded(warning_message: warnings.WarningMessage) -> None:
    """Count a warning. One about the use of something old names the file of whoever uses it."""
    file = Path(warning_message.filename).as_posix()
    package = re.match(r".*/(?:site-packages|lib/python[\d.]+)/([^/]+)", file, re.IGNORECASE)
    where = package[1] if package else file
    message = re.sub(r"\d+", "…", str(warning_message.message).partition("\n")[0])
    WARNINGS[f"{where}: {warning_message.category.__name__}: {message}"] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which warnings came from which package. One of ours about something old is an error, see ``filterwarnings``."""
    if WARNINGS:
        terminalreporter.section("warnings, by the package that they come from")
        for warning, number in sorted(WARNINGS.items()):
            terminalreporter.line(f"{number} x {warning}")


def pytest_collection_finish() -> None:
    """Leave modules and tests out of garbage collections, which take a fifth of the time of a small build otherwise."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test exactly one of the markers in :data:`KINDS`; those in the source win."""
    for item in items:
        kinds = [kind for kind in KINDS if item.get_closest_marker(kind)]
        if len(kinds) > 1:
            raise pytest.UsageError(f"{item.nodeid} has the markers {' and '.join(kinds)}. Leave one.")
        if not kinds:
            item.add_marker(kind_of(item))


def kind_of(item: pytest.Item) -> str:
    """Return the marker for a test that has none, from its folder and its fixtures."""
    if "browser" in item.path.parts:
        return "browser"
    return "build" if {"site", "make_site"} & set(getattr(item, "fixturenames", ())) else "fast"


@pytest.fixture(autouse=True)
def english_messages_of_the_system() -> None:
    """Let errors of the system be in English, also after a test that has run a program with another language."""
    if hasattr(locale, "LC_MESSAGES"):  # Windows has none
        locale.setlocale(locale.LC_MESSAGES, "C")


@pytest.fixture(autouse=True)
def no_builds_in_fast_tests(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that is marked as fast but builds a site."""
    if request.node.get_closest_marker("fast"):
        monkeypatch.setattr(Site, "build", lambda *_, **__: pytest.fail("Mark this test with pytest.mark.build."))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with a minimal configuration, a home page, and no posts."""
    site = Site(tmp_path / "site")
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n")
    return site


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Site]:
    """A function that makes further sites, by name."""

    def make(name: str, configuration: str = CONFIGURATION) -> Site:
        site = Site(tmp_path / name)
        site.write("conf.py", configuration)
        return site

    return make
