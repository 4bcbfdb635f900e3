"""Imports and exports of MDX."""

from __future__ import annotations

from blog_markup import render_inline


def test_imports_and_exports_are_left_out() -> None:
    body = "import A from '@x/a';\nimport {\n  B,\n} from \"b\"\nimport 'c.css'\n\nexport const d = {\n  e: 1,\n};\n\nText.\n"
    assert render_inline(body, "posts/one.mdx") == "<p>Text.</p>"
    assert render_inline(body) == "<p>Text.</p>"


def test_a_sentence_that_begins_with_import_is_kept() -> None:
    assert render_inline("import taxes from abroad are high.\n") == "<p>import taxes from abroad are high.</p>"
