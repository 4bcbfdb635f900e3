"""The message catalogues of the package: brought up to date with its source, and compiled. Run ``nox -s translate``.

They hold nothing that differs from run to run (no dates, line numbers or versions), so that a change in them is one of words.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1] / "extensions" / "sphinx_anthology"
LOCALE = PACKAGE / "locale"
DOMAIN = "sphinx_anthology"
SOURCE_LANGUAGE = "en"
FUNCTIONS = {"_": None, "later": None, "translate": None}
"""The functions whose argument is a message."""
PYTHON = [("**.py", "python")]


class Translations(Catalog):
    """A catalogue whose header says how to read it, and nothing else."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
        if self.locale:
            headers |= {"Language": str(self.locale), "Plural-Forms": self.plural_forms}
        return list(headers.items())


def template() -> Translations:
    """Return the messages of the source."""
    result = Translations(header_comment="# The words that sphinx-anthology puts into pages.", fuzzy=False)
    for _file, _line, message, _comments, _context in extract_from_dir(PACKAGE, PYTHON, keywords=FUNCTIONS):
        result.add(message)
    return result


def read(file: Path) -> Translations:
    """Return a ``.po`` file, without the messages in it that nothing uses any more."""
    language = file.parent.parent.name
    with file.open("rb") as stream:
        found = read_po(stream, locale=language)
    result = Translations(language, header_comment=found.header_comment, fuzzy=False)
    for message in found:
        if message.id:
            result.add(message.id, message.string, flags=message.flags, user_comments=message.user_comments)
    return result


def written(catalogue: Translations) -> bytes:
    """Return a catalogue as the text that people edit."""
    stream = BytesIO()
    write_po(stream, catalogue, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    return stream.getvalue()


def compiled(catalogue: Translations) -> bytes:
    """Return a catalogue as programs read it."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield all files of the catalogues with what should be in them."""
    yield LOCALE / f"{DOMAIN}.pot", written(template())
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        catalogue = read(file)
        if file.stem == DOMAIN:
            catalogue.update(template(), no_fuzzy_matching=True, update_header_comment=False)
            if str(catalogue.locale) == SOURCE_LANGUAGE:
                for message in catalogue:
                    message.string = message.string or message.id
        yield file, written(catalogue)
        yield file.with_suffix(".mo"), compiled(catalogue)


if __name__ == "__main__":
    for path, content in files():
        path.write_bytes(content)
