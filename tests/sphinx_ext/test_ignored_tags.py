"""Tags that a project leaves out, and values of front matter on pages."""

from __future__ import annotations

from conftest import Site


def test_ignored_tags_are_left_out_of_pages_and_problems(site: Site) -> None:
    site.post("one", "{% include JB/setup %}\n\n{{< ads >}}\n\nText of {{< param author >}}.\n", author="김하나")
    built = site.build()
    assert built.codes == ["anthology.markup-unknown"]
    assert "{{< ads >}}" in built.article("posts/one")
    assert "JB/setup" not in built.article("posts/one")
    assert "Text of 김하나." in built.article("posts/one")
    built = site.build(anthology_ignored_tags=["ads"])
    assert not built.warnings
    assert "ads" not in built.article("posts/one")
    assert "posts/one" in site.build(anthology_ignored_tags=[]).read


def test_a_page_shows_a_changed_value(site: Site) -> None:
    site.post("one", "Is {{< param colour >}}.\n", colour="red")
    assert "Is red." in site.build().article("posts/one")
    site.post("one", "Is {{< param colour >}}.\n", colour="blue")
    built = site.build()
    assert "Is blue." in built.article("posts/one")
    assert built.codes == []
