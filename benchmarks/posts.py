"""The posts that all contestants build: generated ones, which are always the same, or those of a folder."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TypeVar

from sphinx_anthology.catalogue.post import Post as Article
from sphinx_anthology.fields.key_lookup import Dialects
from sphinx_anthology.loading.files.encodings import decode, normalise_newlines
from sphinx_anthology.loading.posts.file_loader import FileLoader
from sphinx_anthology.loading.posts.post_parser import ParseOptions
from sphinx_anthology.settings import Settings

from . import words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Post:
    """A post, independent of the format of an engine."""

    name: str
    """The name of the file without its suffix, and of the page."""
    title: str
    published: datetime
    category: str
    tags: tuple[str, ...]
    author: str
    excerpt: str
    body: str
    """The Markdown. Links to other posts are ``name.md``, and images are in ``/images/``."""
    series: str = ""


Source = Callable[[int], Post]
"""Returns the post with a number, counted from 0. Posts are not kept, so ten thousand of them need no memory."""

SIZE = 11_000
"""The average size of a post in bytes."""
_FIRST_DAY = datetime(2015, 1, 5, 9, 30, tzinfo=timezone(timedelta(hours=9)))


class _Dice:
    """Random numbers that are the same on every machine. Python guarantees this for ``random.random()`` only."""

    def __init__(self, seed: str) -> None:
        self.fraction = random.Random(seed).random

    def below(self, limit: int) -> int:
        return int(self.fraction() * limit)

    def pick(self, values: Sequence[T]) -> T:
        return values[self.below(len(values))]


class Generator:
    """Generates posts. A post does not depend on the number of posts, and links to earlier posts only."""

    def __init__(self, size: int = SIZE) -> None:
        """Generate posts of *size* bytes on average, from half of that to half more."""
        self._size = size
        self._vocabularies = (words.Frequent(words.english()), words.Frequent(words.korean()))
        self._tags = words.Frequent(words.TAGS)

    def __call__(self, number: int) -> Post:
        """Generate the post with a number. Posts with odd numbers are Korean."""
        dice = _Dice(f"post {number}")
        text = _Text(dice, self._vocabularies[number % 2], number)
        title = text.phrase(4 + dice.below(4))
        tags = dict.fromkeys(self._tags.at(dice.fraction()) for _ in range(1 + dice.below(5)))
        return Post(
            name=_name(number),
            title=title,
            published=_FIRST_DAY + timedelta(hours=10 * number, minutes=dice.below(500)),
            category=dice.pick(words.CATEGORIES),
            tags=tuple(tags),
            author=dice.pick(words.AUTHORS),
            excerpt=text.sentence(),
            body=text.body(int(self._size * (0.5 + dice.fraction()))),
            series=f"{dice.pick(words.TOPICS)} in parts" if number % 8 == 0 else "",
        )


def _name(number: int) -> str:
    dice = _Dice(f"name {number}")
    return f"{dice.pick(words.TOPICS)}-{dice.pick(words.TOPICS)}-{number:05}".lower()


class _Text:
    """Generates the text of one post."""

    def __init__(self, dice: _Dice, vocabulary: words.Frequent[str], number: int) -> None:
        self._dice = dice
        self._vocabulary = vocabulary
        self._number = number

    def body(self, size: int) -> str:
        """Return Markdown of about *size* bytes: an introduction and sections with different kinds of blocks."""
        blocks = [self._paragraph()]
        written = len(blocks[0].encode())
        kinds = (self._code, self._code, self._items, self._table, self._figure, self._steps, self._quotation)
        while written < size:
            heading = "###" if len(blocks) > 8 and self._dice.below(3) == 0 else "##"
            section = [f"{heading} {self.phrase(3)}", self._paragraph(), self._dice.pick(kinds)(), self._paragraph()]
            blocks += section
            written += len("\n\n".join(section).encode()) + 2
        return "\n\n".join(blocks) + "\n"

    def phrase(self, length: int) -> str:
        """Return some words, the first capitalised if the script has capitals."""
        return " ".join(self._word() for _ in range(length)).capitalize()

    def sentence(self) -> str:
        """Return a sentence without markup."""
        return f"{self.phrase(6 + self._dice.below(12))}."

    def _word(self) -> str:
        return self._vocabulary.at(self._dice.fraction())

    def _paragraph(self) -> str:
        sentences = [self.sentence() for _ in range(3 + self._dice.below(3))]
        sentences.insert(1, self._dice.pick((self._link, self._reference, self._stressed))())
        return " ".join(sentences)

    def _link(self) -> str:
        return f"[{self.phrase(2)}](https://example.org/{self._dice.below(5000)}) {self._word()}."

    def _reference(self) -> str:
        """Return a sentence with a link to an earlier post, if there is one."""
        if not self._number:
            return self._stressed()
        return f"{self.phrase(2)} [{self.phrase(3)}]({_name(self._dice.below(self._number))}.md)."

    def _stressed(self) -> str:
        return f"{self.phrase(2)} **{self._word()}** {self._word()} *{self._word()}* `{self._word()}_{self._dice.below(99)}`."

    def _code(self) -> str:
        language = self._dice.pick(tuple(words.CODE))
        name = f"{self._dice.pick(words.TOPICS).lower()}_{self._dice.below(1000)}"
        code = words.CODE[language].replace("NAME", name).replace("NUMBER", str(self._dice.below(500)))
        return f"```{language}\n{code}```"

    def _items(self) -> str:
        return "\n".join(f"- {self.phrase(3)}: {self.sentence()}" for _ in range(3 + self._dice.below(4)))

    def _steps(self) -> str:
        return "\n".join(f"{step}. {self.sentence()}" for step in range(1, 4 + self._dice.below(3)))

    def _table(self) -> str:
        rows = [f"| {self.phrase(2)} | {self._dice.below(9000)} | {self.phrase(3)} |" for _ in range(4 + self._dice.below(5))]
        return "\n".join([f"| {self._word()} | {self._word()} | {self._word()} |", "| --- | ---: | --- |", *rows])

    def _figure(self) -> str:
        return f"![{self.phrase(4)}](/images/figure-{self._dice.below(words.PICTURES)}.png)"

    def _quotation(self) -> str:
        return f"> {self.sentence()}\n> {self.sentence()}"


class Folder:
    """Reads the posts of a folder in the order of their paths. After the last post, the first follows under another name."""

    def __init__(self, folder: Path) -> None:
        """Find the Markdown files in a folder and its subfolders.

        :raises ValueError: there are none.
        """
        settings = Settings()
        self._loader = FileLoader(folder, ParseOptions(settings.zone, Dialects.from_added_keys(settings.added_keys)))
        self._paths = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.md"))
        if not self._paths:
            raise ValueError(f"There is no Markdown in the folder {folder.name}.")

    def __call__(self, number: int) -> Post:
        """Return the post with a number.

        :raises ValueError: the file is not a post.
        """
        copy, position = divmod(number, len(self._paths))
        path = self._paths[position]
        name = path.removesuffix(".md").replace("/", "-") + (f"-{copy}" if copy else "")
        article = self._loader.load(path, name).entry
        if not isinstance(article, Article):
            raise ValueError(f"{path} is not a post.")
        text = normalise_newlines(decode((self._loader.source / path).read_bytes())[0])
        return Post(
            name=name,
            title=article.title,
            published=article.published or _FIRST_DAY,
            category=next(iter(article.category_names), "Notes"),
            tags=article.tags,
            author=next((author.name for author in article.authors), words.AUTHORS[0]),
            excerpt=article.summary,
            body="\n".join(text.split("\n")[article.header_lines :]).lstrip("\n"),
            series=article.series or "",
        )
