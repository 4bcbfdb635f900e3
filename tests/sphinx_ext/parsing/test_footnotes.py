"""Footnotes, tables and headings at which Sphinx stops."""

from __future__ import annotations

import pytest
from conftest import Site

BODIES = {
    "itself": "a[^1]\n\n[^1]: see [^1]",
    "circle": "a[^1]\n\n[^1]: see [^2]\n\n[^2]: see [^3]\n\n[^3]: see [^1]",
    "title": "## T[^1]\n\n[^1]: see [^1]",
    "unresolved": "```{eval-rst}\n[#]_ [#]_ [*]_\n\n.. [#] automatic\n```",
    "header": "| a | b |\n|---|---|",
    "headernote": "| a[^1] |\n|---|\n\n[^1]: n",
    "download": "## Get {download}`file.txt`\n\n### {download}`words <file.txt>`",
}


@pytest.mark.parametrize("builder", ["html", "latex", "text", "epub", "singlehtml"])
def test_no_footnote_table_or_heading_stops_a_build(site: Site, builder: str) -> None:
    site.write("posts/file.txt", "content")
    for name, body in BODIES.items():
        site.post(name, f"{body}\n\nEnd of {name}.\n")
    build = site.build(builder)
    assert "post-failed" not in build.warnings
    if builder == "html":
        assert all(f"End of {name}." in build.article(f"posts/{name}") for name in BODIES)
        assert [link["href"] for link in build.soup("posts/download").select(".toc-tree a")][-1] == "#words"
    if builder == "latex":
        text = next(build.output.glob("*.tex")).read_text()
        assert all(f"End of {name}." in text for name in BODIES)


PARTS = ("Words of it.", "Head", "cell", "note", "last one", "alt")
TRANSLATIONS = [
    "[^1]\n\n[^1]: x",
    "[^1][^1]",
    "(label)=\n\n# H",
    "{download}`file.txt`",
    "| a |\n|---|",
    "```{toctree}\n```",
    "[^x]: y",
    "> # q",
]


@pytest.mark.parametrize("builder", ["html", "latex", "epub", "text"])
def test_no_translation_stops_a_build(site: Site, builder: str) -> None:
    site.write("posts/file.txt", "content")
    for number, translation in enumerate(TRANSLATIONS):
        name = f"p{number}"
        site.post(name, "Words of it.\n\n## Head\n\n| cell |\n|---|\n\nlast[^1]\n\n![alt](file.txt)\n\n[^1]: note\n\nKept.\n")
        quoted = translation.replace('"', '\\"').replace("\n", "\\n")
        messages = "".join(f'msgid "{part}"\nmsgstr "{quoted}"\n\n' for part in (*PARTS, "last[^1]", f"Title of {name}"))
        site.write(
            f"locales/ko/LC_MESSAGES/posts/{name}.po",
            f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{messages}',
        )
    build = site.build(builder, language="ko", locale_dirs=["locales"], gettext_compact=False)
    assert "post-failed" not in build.warnings
    if builder == "html":
        assert all("Kept." in build.article(f"posts/p{number}") for number in range(len(TRANSLATIONS)))
    if builder == "latex":
        assert next(build.output.glob("*.tex")).read_text().count("Kept.") == len(TRANSLATIONS)
