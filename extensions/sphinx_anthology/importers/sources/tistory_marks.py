"""Marks for pictures, files and folded text that older editors of Tistory have left in articles.

They are those of Tattertools, which Tistory grew out of, and newer ones for files on the servers of Kakao:

- ``[##_1C|cfile7.uf.2339.png|width="7" filename="a.png" filemime="image/png"|caption_##]``, also ``1L`` and ``1R``; ``2C`` and
  ``3C`` have two and three such groups of fields;
- ``[##_Gallery|a.png|caption|b.png|caption|width="400"_##]``, ``iMazing``, and ``Jukebox`` for music;
- ``[##_Image|kage@…/img.png|alignCenter|width="7" data-filename="a.png"|caption||_##]``;
- ``[##_Image|kage@…/img.png|CDM|1.3|{"style":"alignCenter","caption":"caption","filename":"a.png"}_##]``;
- ``[##_ImageGrid|kage@…/img.png,kage@…/img.png|…|caption_##]`` and ``[##_File|kage@…/tfile.pdf|filename="a.pdf"|_##]``;
- ``[#M_more|less|folded text_M#]``.

Sources: ``plugins/FM_TTML/ttml.php`` in https://github.com/Needlworks/Textcube, public articles that have the marks, and public
converters, which name the addresses of files on the servers.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from unicodedata import normalize
from urllib.parse import quote

from ..html.blocks import is_picture_address

_CODE_OR_MARK = re.compile(
    r"(?P<code><pre\b.*?</pre>|<code\b.*?</code>)|\[\#\#_(?P<kind>\w{1,20})\|(?P<fields>(?:[^\[]|\[(?!\#\#_)){0,20000}?)_\#\#\]",
    re.DOTALL | re.IGNORECASE,
)
_FOLDED = re.compile(r"\[#M_([^|\]<]{0,200})\|[^|\]<]{0,200}\|(.*?)_M#\]", re.DOTALL)
_OLD_FILE = re.compile(r"(cfile\d{1,3}\.uf)[.@](\w{6,40})(?:\.\w{1,10})?")
_SIGNED = "/AAAAAAAAAAAA"
"""What is in the names of newer files, which are in a folder of their own."""
_ATTRIBUTE = re.compile(r'([\w-]+)\s*=\s*"([^"]*)"')
_PER_FILE = 3
"""Number of fields for each file in marks of Tattertools: its name, its attributes and its caption."""


@dataclass(frozen=True, slots=True)
class _File:
    """A picture or another file that a mark stands for."""

    reference: str
    """Its name on the server."""
    name: str
    """The name that it had before it was uploaded; empty if the mark does not say."""
    kind: str
    """Its MIME type; empty if the mark does not say."""
    alt: str = ""
    caption: str = ""
    """HTML."""
    alignment: str = ""


def expand_marks(html: str, files: Mapping[str, str], notes: list[str]) -> str:
    """Return HTML with pictures, links and folded text for the marks in it. Those of an unknown kind stay, and are noted.

    :param files: names of files in the export, by the references to them in the text.
    """
    if "_##]" not in html and "_M#]" not in html:
        return html
    names = Counter(file.name for match in _CODE_OR_MARK.finditer(html) if match["kind"] for file in _read_files(match))

    def write(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        found = [file for file in _read_files(match) if file.reference]
        if not found:
            note = f"the mark [##_{match['kind']}] of an older editor is shown as text"
            notes.extend([note] if note not in notes else [])
            return match[0]
        return "".join(_write_file(file, _find_address(file, files, names[file.name] == 1)) for file in found)

    html = _CODE_OR_MARK.sub(write, html)
    return _FOLDED.sub(lambda match: f"<details><summary>{match[1].strip() or '더보기'}</summary>{match[2]}</details>", html)


def _read_files(match: re.Match[str]) -> Iterator[_File]:
    """Yield the files that a mark stands for; none if its kind is unknown."""
    kind, fields = match["kind"], match["fields"].split("|")
    if kind in ("Image", "File"):
        yield _read_kakao_file(fields)
    elif kind == "ImageGrid":
        caption = fields[2].strip() if len(fields) > 2 else ""
        references = fields[0].split(",")
        attributes = re.split(r",(?=[\w-]+=)", fields[1]) if len(fields) > 1 else []
        for place, reference in enumerate(references):
            values = _read_attributes(attributes[place : place + 1])
            is_last = place == len(references) - 1
            yield _File(reference.strip(), values.get("data-filename", ""), "image/", caption=caption if is_last else "")
    elif kind in ("1C", "1L", "1R", "2C", "3C"):
        for start in range(0, len(fields) - 1, _PER_FILE):
            reference, attributes, caption = (*fields[start : start + _PER_FILE], "")[:_PER_FILE]
            values = _read_attributes([attributes])
            alignment = {"1L": "alignleft", "1R": "alignright"}.get(kind, "aligncenter")
            name, mime = values.get("filename", ""), values.get("filemime", "")
            yield _File(reference.strip(), name, mime, values.get("alt", ""), caption.strip(), alignment)
    elif kind in ("Gallery", "iMazing", "Jukebox"):
        end = next(
            (place for place, field in enumerate(fields) if _ATTRIBUTE.match(unescape(field)) or "=" in field), len(fields)
        )
        for reference, caption in zip(fields[0:end:2], [*fields[1:end:2], ""], strict=False):
            yield _File(reference.strip(), caption.strip() if kind == "Jukebox" else "", "", caption=caption.strip())


def _read_kakao_file(fields: list[str]) -> _File:
    """Return the file of a mark that has its attributes as JSON, or like those of HTML, with the caption behind them."""
    try:
        values = json.loads(unescape("|".join(fields[3:])))
    except ValueError:
        values = None
    if isinstance(values, dict):
        caption = escape(str(values.get("caption") or ""), quote=False)
        style = str(values.get("style") or "")
    else:
        values = _read_attributes(fields)
        others = [field.strip() for field in fields[2:] if not _ATTRIBUTE.match(unescape(field.strip()))]
        caption, style = next(filter(None, others), ""), fields[1] if len(fields) > 1 else ""
    name = str(values.get("data-filename") or values.get("filename") or "")
    alignments = {
        "alignCenter": "aligncenter",
        "floatLeft": "alignleft",
        "floatRight": "alignright",
        "alignRight": "alignright",
    }
    return _File(fields[0].strip(), name, "", str(values.get("alt") or ""), caption, alignments.get(style, ""))


def _read_attributes(fields: Iterable[str]) -> dict[str, str]:
    return {name: value for field in fields for name, value in _ATTRIBUTE.findall(unescape(field))}


def _find_address(file: _File, files: Mapping[str, str], is_only: bool) -> str:
    """Return the name of a file in the export, else its address on a server.

    :param is_only: whether no other file of the article has the same name.
    """
    for name in (file.name if is_only else "", unescape(file.reference)):
        found = next((path for path in (f"img/{name}", name) if normalize("NFC", path) in files), "") if name else ""
        if found:
            return found
    old = _OLD_FILE.fullmatch(file.reference)
    if old:
        return f"https://{old[1]}.tistory.com/{'image' if _is_picture(file) else 'attach'}/{old[2]}"
    reference = unescape(file.reference)
    if not reference.startswith("kage@"):
        return reference
    folder, _, stored = reference[5:].rpartition("/")
    server = "https://blog.kakaocdn.net/" + ("dna" if _SIGNED in folder else "dn")
    if _is_picture(file) or not file.name:
        return f"{server}/{folder}/{stored}"
    return f"{server}/{folder}/{quote(file.name)}?attach=1&knm={stored}"


def _is_picture(file: _File) -> bool:
    return file.kind.startswith("image/") or (not file.kind and is_picture_address(file.reference.lower()))


def _write_file(file: _File, address: str) -> str:
    """Return a figure, or a link if the file is no picture."""
    if _is_picture(file):
        caption = f"<figcaption>{file.caption}</figcaption>" if file.caption else ""
        return f'<figure class="{file.alignment}"><img src="{escape(address)}" alt="{escape(file.alt)}">{caption}</figure>'
    label = escape(file.name or file.reference, quote=False)
    return f'<p><a href="{escape(address)}">{label}</a></p>' + (
        f"<p>{file.caption}</p>" if file.caption not in ("", label) else ""
    )
