"""Addresses in texts of an export, and what is written for them."""

from __future__ import annotations

import pytest
from sphinx_anthology.importers.entry import Entry
from sphinx_anthology.importers.writing.addresses import Addresses
from sphinx_anthology.importers.writing.markdown_text import rewrite_markdown

_MARKDOWN = """\
[a](old.md "t") ![b](old.png "t") [![c](old.png)](old.png) [![d](old.png "t")](<old.md>) [e][f] [^g] `![h](old.png)`

<img width="5" src="old.png"> <a class=x href='old.md'>i</a> <video><source src="old.png"></video> <img alt="src=x">

[f]: old.md "t"
  [j]: <old.png>
[^g]: old.md

```html
<img src="old.png">
```
"""
_REWRITTEN = """\
[a](new.md "t") ![b](new.png "t") [![c](new.png)](new.png) [![d](new.png "t")](new.md) [e][f] [^g] `![h](old.png)`

<img width="5" src="new.png"> <a class=x href='new.md'>i</a> <video><source src="new.png"></video> <img alt="src=x">

[f]: new.md "t"
  [j]: new.png
[^g]: old.md

```html
<img src="old.png">
```
"""


def test_all_addresses_of_markdown_are_rewritten_but_those_in_code() -> None:
    def rewrite(address: str, is_file: bool) -> str:
        assert (address, is_file) in (("old.md", False), ("old.png", True))
        return address.replace("old", "new")

    assert rewrite_markdown(_MARKDOWN, rewrite) == _REWRITTEN


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("../../../etc/passwd", "/etc/passwd"),
        ("../%2e%2e/..%2f..%2fetc/passwd?a=..#b", "/etc/passwd?a=..#b"),
        ("..\\..\\conf.py", "/conf.py"),
        ("/../../etc/passwd", "/etc/passwd"),
        ("../img/물 a.png", "/2024/img/%EB%AC%BC%20a.png"),
        ("img/../a.png", "img/../a.png"),
        ("..a.png", "..a.png"),
        ("https://a.example.org/../b", "https://a.example.org/../b"),
    ],
)
def test_no_address_leads_out_of_the_folder_of_the_post(address: str, written: str) -> None:
    entry = Entry(id="1", place="a.html:1", title="A", body="", permalink="/2024/05/a.html")
    for is_file in (False, True):
        assert Addresses(entry).rewrite(address, is_file) == written
