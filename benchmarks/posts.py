"""The posts that every contestant builds: made up, always the same ones, or those of a folder."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TypeVar

from sphinx_anthology.catalogue.post import Post as Article
from sphinx_anthology.encodings import decode, normalise_newlines
from sphinx_anthology.fields.dialects import Dialects
from sphinx_anthology.loading.loader import Scanned, Scanner
from sphinx_anthology.settings import Settings

from . import words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as no engine spells it yet."""

    name: str
    """The name of its file, without a suffix; its address as well."""
    title: str
    published: datetime
    category: str
    tags: tuple[str, ...]
    author: str
    excerpt: str
    body: str
    """Markdown. Other posts are linked as ``name.md``, and pictures lie in ``/images/``."""
    series: str = ""


Source = Callable[[int], Post]
"""Gives the post with a number, counted from 0. It is asked anew each time, so that ten thousand posts need no memory."""

SIZE = 11_000
"""Bytes of a post, on average."""
_FIRST_DAY = datetime(2015, 1, 5, 9, 30, tzinfo=timezone(timedelta(hours=9)))


class _Dice:
    """Chance that falls alike everywhere: of the methods of ``random`` only ``random()`` itself is promised to."""

    def __init__(self, seed: str) -> None:
        self.fraction = random.Random(seed).random

    def below(self, limit: int) -> int:
        return int(self.fraction() * limit)

    def pick(self, values: Sequence[T]) -> T:
        return values[self.below(len(values))]


class Generator:
    """Makes up posts. Whatever the number of posts is, the first ones are the same, and link to earlier ones only."""

    def __init__(self, size: int = SIZE) -> None:
        """Make up posts of *size* bytes on average: some half as long, some half as long again."""
        self._size = size
        self._vocabularies = (words.Frequent(words.english()), words.Frequent(words.korean()))
        self._tags = words.Frequent(words.TAGS)

    def __call__(self, number: int) -> Post:
        """Make up the post with a *number*. Those with odd ones are in Korean."""
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
    """The words of one post."""

    def __init__(self, dice: _Dice, vocabulary: words.Frequent[str], number: int) -> None:
        self._dice = dice
        self._vocabulary = vocabulary
        self._number = number

    def body(self, size: int) -> str:
        """Return Markdown of about *size* bytes: an introduction, and sections of all that posts are made of."""
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
        """Return some words, the first with a capital letter where the script has them."""
        return " ".join(self._word() for _ in range(length)).capitalize()

    def sentence(self) -> str:
        """Return a sentence of plain words."""
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
        """Link to an earlier post, if there is one."""
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
    """Reads the posts of a folder, in the order of their paths, and begins anew after the last."""

    def __init__(self, folder: Path) -> None:
        """Take the Markdown files in *folder* and below.

        :raises ValueError: there are none.
        """
        settings = Settings()
        self._scanner = Scanner(folder, settings.zone, Dialects.from_added_keys(settings.added_keys))
        self._paths = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.md"))
        if not self._paths:
            raise ValueError(f"There is no Markdown in the folder {folder.name}.")

    def __call__(self, number: int) -> Post:
        """Read the post with a *number*."""
        copy, position = divmod(number, len(self._paths))
        path = self._paths[position]
        name = path.removesuffix(".md").replace("/", "-") + (f"-{copy}" if copy else "")
        scanned = self._scanner.scan(path, name)
        if not isinstance(scanned, Scanned) or not isinstance(scanned.entry, Article):
            raise ValueError(f"{path} is not a post.")
        article = scanned.entry
        text = normalise_newlines(decode((self._scanner.source / path).read_bytes())[0])
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
