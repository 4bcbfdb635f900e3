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
    built = site.build(anthology_comments=OPTION)
    assert built.warnings == ""
    assert "<p>first one</p>" in built.text("posts/one.html")
    assert "anthology-comments" not in built.text("posts/closed.html") + built.text("posts/field.html")
    site.write("own.html", "<p>second {{ slug }}</p>")
    again = site.build(anthology_comments=OPTION)
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


def test_comments_of_the_old_blog_follow_their_file(site: Site) -> None:
    options: dict[str, Any] = {"anthology_comments": {"archive": True}}
    site.post("one/index", title="One")
    site.post("two/index", title="Two")
    site.post("three", title="Three")
    site.write("posts/comments.yml", "- {text: of nobody}")
    first = site.build(**options)
    assert first.warnings == ""
    assert "anthology-comments" not in first.text("posts/one/index.html") + first.text("posts/three.html")
    site.write(
        "posts/one/comments.yml", '- {id: "1", author: "<b>Ann</b>", date: 2019-05-06, text: "x < y"}\n- {parent: "1", text: z}'
    )
    second = site.build(**options)
    page = second.text("posts/one/index.html")
    assert "&lt;b&gt;Ann&lt;/b&gt;" in page
    assert "x &lt; y" in page
    assert "Anonymous" in page
    assert "May 6, 2019" in page
    assert "comments.js" not in page
    site.write("posts/one/comments.yml", "- {text: changed}")
    site.write("posts/two/comments.yml", "- {author: nobody}")
    third = site.build(**options)
    assert third.codes == ["anthology.comments-invalid"]
    assert "changed" in third.text("posts/one/index.html")
    (site.folder / "posts/one/comments.yml").unlink()
    (site.folder / "posts/two/comments.yml").unlink()
    (site.folder / "posts/two/comments.yml").symlink_to("/etc/hostname")
    fourth = site.build(**options)
    assert fourth.codes == ["anthology.comments-invalid"]
    assert "anthology-comments" not in fourth.text("posts/one/index.html") + fourth.text("posts/two/index.html")
    site.write("posts/one/comments.yml", "- {text: again}")
    (site.folder / "posts/two/comments.yml").unlink()
    both = {**options, "anthology_comments": {"archive": True, "provider": "isso", "host": "https://isso.example.org"}}
    changed = site.build(**both)
    assert changed.text("posts/one/index.html").count("anthology-reply") == 1
    assert "data-thread=" in changed.text("posts/one/index.html")
    clean = site.build(**both, fresh=True, output=site.folder.parent / "clean")
    assert read_output(changed.output) == read_output(clean.output)
    assert site.build(anthology_comments={"archive": "yes"}).codes == ["anthology.option-invalid"]
