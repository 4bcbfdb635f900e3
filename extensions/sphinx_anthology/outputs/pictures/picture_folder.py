"""The variants of pictures in an output folder, and what is known of pictures between builds.

A picture is read again if its size or modification time is another, and drawn if its content is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import NamedTuple

from ..._version import code_version
from ...cache import CacheFile, write_atomically
from ...digests import FileState, read_file_state, read_regular_file
from ..drawn_files import DrawnFiles, delete_files
from .options import PictureOptions
from .picture import FOLDER, PictureRecord, list_names


class PictureKey(NamedTuple):
    """A picture by its content. The suffix is part of it, because one that does not fit the content is a fault."""

    digest: str
    suffix: str


class PictureFile(NamedTuple):
    """A file to draw."""

    key: PictureKey
    file: str
    """Its absolute path."""


class PictureFacts(NamedTuple):
    """What a build has found out."""

    keys: Mapping[str, PictureKey]
    """The pictures, by the paths that the site has for them."""
    pictures: Mapping[PictureKey, PictureRecord]


class _Known(NamedTuple):
    """What builds have found out."""

    states: Mapping[str, FileState] = {}
    """The states of files, by their absolute paths."""
    pictures: Mapping[PictureKey, PictureRecord] = {}


class PictureFolder:
    """The pictures of a site for one output folder."""

    def __init__(self, output: Path, cache: Path, record: CacheFile, options: PictureOptions, *, is_book: bool) -> None:
        """Read what is known.

        :param output: the output folder of the builder.
        :param cache: a folder that outlives it; it may not exist.
        :param record: keeps a record of the files in the output folder.
        :param is_book: whether there are no variants, but one picture in a size for books.
        """
        self._options, self._is_book = options, is_book
        name = "book" if is_book else "site"
        tools = (code_version(), version("pillow"), options, is_book)
        self._replacements = cache / f"{name}-originals"
        self._facts = CacheFile(cache / f"{name}.pickle", tools)
        self._files = DrawnFiles(output, FOLDER, cache / f"{name}-variants", record, tools)
        self._known: _Known = self._facts.load() or _Known()
        self._keys: dict[str, PictureKey] = {}
        """The pictures of this build, by the paths that the site has for them."""
        self._states: dict[str, FileState] = {}
        self._pictures: dict[PictureKey, PictureRecord] = {}

    def find(self, path: str) -> PictureRecord | None:
        """Return what is known of a picture; None if it is none of those that were compared, or could not be read."""
        key = self._keys.get(path)
        return self._pictures.get(key) if key else None

    @property
    def facts(self) -> PictureFacts:
        """What is known of all pictures, once they are drawn."""
        return PictureFacts(self._keys, self._pictures)

    def take(self, facts: PictureFacts) -> None:
        """Take what another build has found out of the same pictures."""
        self._keys, self._pictures = dict(facts.keys), dict(facts.pictures)

    def find_replacement(self, path: str) -> Path | None:
        """Return the file that is published in the place of a picture; None if it is published as it is."""
        picture = self.find(path)
        return self._replacements / picture.replacement if picture and picture.replacement else None

    def compare(self, files: Mapping[str, str]) -> list[PictureFile]:
        """Return the pictures to draw, and record that their files may be written.

        :param files: the absolute paths of the pictures of the site, by the paths that the site has for them.
        """
        by_key: dict[PictureKey, str] = {}
        for path, file in sorted(files.items()):
            if state := read_file_state(file, self._known.states.get(file)):
                key = PictureKey(state.digest.hex()[:16], PurePath(file).suffix.lower())
                self._states[file], self._keys[path] = state, key
                by_key.setdefault(key, file)
        self._pictures = {key: picture for key, picture in self._known.pictures.items() if key in by_key}
        lost = self._find_lost()
        new = [PictureFile(key, file) for key, file in by_key.items() if key not in self._pictures or key in lost]
        if new:
            self._files.start(name for picture in new for name in list_names(picture.key.digest))
        return new

    def _find_lost(self) -> set[PictureKey]:
        """Return the pictures whose files are neither in the output folder nor in the cache."""
        owners = {name: key for key, picture in self._pictures.items() for name in picture.variants}
        missing = self._files.find_missing(owners)
        if missing:
            self._files.start(missing)
        lost = {owners[name] for name in missing if not self._files.copy(name)}
        there = {file.name for file in self._replacements.iterdir()} if self._replacements.is_dir() else set()
        return lost | {key for key, one in self._pictures.items() if one.replacement and one.replacement not in there}

    def draw(self, files: Iterable[PictureFile]) -> list[tuple[PictureKey, PictureRecord]]:
        """Draw pictures, perhaps in another process, and return what was found out.

        A file that cannot be read, or changes meanwhile, is left out.
        """
        from .drawing import draw_picture

        found: list[tuple[PictureKey, PictureRecord]] = []
        for key, file in files:
            try:
                data = read_regular_file(file)
            except OSError:
                continue
            drawn = draw_picture(data, key.suffix, for_book=self._is_book, avif=self._options.avif)
            if drawn.picture.digest != key.digest:
                continue
            for name, content in drawn.variants.items():
                self._files.save(name, content)
            if drawn.replacement:
                write_atomically(self._replacements / drawn.picture.replacement, drawn.replacement)
            found.append((key, drawn.picture))
        return found

    def finish(self, drawn: Iterable[tuple[PictureKey, PictureRecord]]) -> None:
        """Keep what was found out, for the rest of this build and for later ones."""
        self._pictures |= dict(drawn)
        if (known := _Known(self._states, self._pictures)) != self._known:
            self._known = known
            self._facts.save(known)
        self._files.finish(self._list_names())

    def delete_others(self) -> None:
        """Delete the files of pictures that the site has not any more. Call it when no page shows them."""
        self._files.delete_others(self._list_names())
        if self._replacements.is_dir():
            wanted = {picture.replacement for picture in self._pictures.values()}
            delete_files(self._replacements, {file.name for file in self._replacements.iterdir()} - wanted)

    def _list_names(self) -> set[str]:
        return {name for picture in self._pictures.values() for name in picture.variants}
