"""Builders that share doctrees each have the quotation marks that they want."""

from __future__ import annotations

from conftest import Site

WORDS = 'She said "yes" -- and went...\n'


def test_each_builder_has_its_own_quotation_marks(site: Site) -> None:
    def read(builder: str, name: str) -> str:
        suffix = {"html": "html", "text": "txt"}[builder]
        return (site.build(builder).output / f"{name}.{suffix}").read_text(encoding="utf-8")

    site.post("one", WORDS)
    site.write("plain.md", "# Words without marks\n\nNothing.\n")
    site.write("part.txt", WORDS)
    site.write("page.md", "# A page\n\n```{include} part.txt\n```\n")
    for _ in range(2):
        for name in ("posts/one", "page"):
            assert "“yes” – and went…" in read("html", name)
            assert '"yes" -- and went...' in read("text", name)


def test_only_documents_with_marks_are_read_again(site: Site) -> None:
    site.post("one", WORDS)
    site.write("plain.md", "# Words without marks\n\nNothing.\n")
    site.build()
    read: list[str] = []
    site.build("text", handlers={"source-read": lambda app, docname, content: read.append(docname)})
    assert "posts/one" in read
    assert "plain" not in read
