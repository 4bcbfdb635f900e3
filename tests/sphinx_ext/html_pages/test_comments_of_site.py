"""Comments in builds: which pages have them, in which builders, and what happens when their template changes."""

from __future__ import annotations

import zipfile
from typing import Any

import pytest
from conftest import Site, read_output

OPTION = {"provider": "template", "file": "own.html"}


def test_a_page_follows_its_template_and_no_other_output_has_comments(site: Site) -> None:
    site.write("own.html", "<p>first {{ slug }}</p>")
    site.post("one")
    site.post("closed", comments="false")
    site.write("posts/rest.rst", "Closed too\n==========\n\n:nocomments:\n:date: 2025-01-01\n\nText.\n")
    site.write("posts/field.rst", ":nocomments:\n:date: 2025-01-01\n\nClosed as well\n==============\n\nText.\n")
    built = site.build(anthology_comments=OPTION, anthology_accelerate=True)
    assert built.warnings == ""
    assert "<p>first one</p>" in built.text("posts/one.html")
    assert "anthology-comments" not in built.text("posts/closed.html") + built.text("posts/field.html")
    site.write("own.html", "<p>second {{ slug }}</p>")
    again = site.build(anthology_comments=OPTION, anthology_accelerate=True)
    assert "<p>second one</p>" in again.text("posts/one.html")
    for builder in ("text", "epub"):
        output = site.build(builder, anthology_comments=OPTION).output
        for file in (file for file in output.rglob("*") if file.is_file()):
            data = [file.read_bytes()]
            if file.suffix == ".epub":
                with zipfile.ZipFile(file) as book:
                    data = [book.read(name) for name in book.namelist() if not name.endswith((".css", ".js"))]
            assert not any(b"anthology-comments" in one or b"second one" in one for one in data), file


def test_untrusted_posts_choose_no_thread(site: Site) -> None:
    site.post("guest/one", mastodon="https://social.example/@kim/1097", disqus_identifier="of another")
    built = site.build(anthology_comments={"provider": "mastodon"}, anthology_untrusted=["posts/guest/**"])
    assert built.codes == ["anthology.untrusted-key"] * 2
    assert "anthology-comments" not in built.text("posts/guest/one.html")


@pytest.mark.parametrize("value", [{"provider": "giscuss"}, {"provider": "giscus"}])
def test_an_unusable_option_is_one_warning(site: Site, value: dict[str, str]) -> None:
    site.post("one")
    site.post("two")
    built = site.build(anthology_comments=value, anthology_collections={"notes": {"posts": ["notes/*"]}})
    assert built.codes == ["anthology.option-invalid"]
    assert "There are no comments." in built.warnings
    assert "anthology-comments" not in built.text("posts/one.html")


def test_an_incremental_build_with_all_around_articles_equals_a_clean_one(site: Site) -> None:
    options: dict[str, Any] = {
        "anthology_comments": {"provider": "mastodon"},
        "anthology_share": ["mastodon", "copy"],
        "anthology_accelerate": True,
        "html_baseurl": "https://kb.example.org/",
        "html_theme_options": {"source_repository": "https://github.com/kim/notes", "source_branch": "main"},
    }
    site.write("guide.md", "---\norphan: true\n---\n\n# Guide\n")
    site.post("one", date=None)
    assert "atom.xml" not in site.build(**options).text("guide.html")
    site.post("two")
    assert "atom.xml" in site.build(**options).text("guide.html")
    site.post("two", mastodon="https://social.example/@kim/1097", author="Kim")
    changed = site.build(**options)
    assert "social.example/api" in changed.text("posts/two.html")
    clean = site.build(**options, fresh=True, output=site.folder.parent / "clean")
    assert read_output(changed.output) == read_output(clean.output)
