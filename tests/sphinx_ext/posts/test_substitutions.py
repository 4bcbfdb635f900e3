"""MyST's substitutions in posts."""

from __future__ import annotations

import pytest
from conftest import CONFIGURATION, Site

OPTIONS = """
release = "4.2"
password = "secret"
myst_enable_extensions = ["substitution"]
myst_substitutions = {"name": "Ada", "a-b": "dash", "nested": "{{ name }} again", "list": ["x", "y"]}
myst_substitutions["loop"] = "{{ loop | upper }}"
"""


def build(site: Site, expression: str) -> tuple[str, list[str]]:
    site.write("conf.py", CONFIGURATION + OPTIONS)
    site.post("x", f"<{expression}>\n\nEnd.\n".replace("<{{", "Start {{").replace("}}>", "}} stop"))
    built = site.build()
    return built.article("posts/x"), built.codes


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("{{ name }}", "Start Ada stop"),
        ("{{ a-b }}", "Start dash stop"),
        ("{{ name | upper }}", "Start ADA stop"),
        ("{{ name.lower() }}", "Start ada stop"),
        ("{{ nested }}", "Start Ada again stop"),
        ("{{ nested | replace('again', 'twice') }}", "Start Ada twice stop"),
        ("{{ list[1] }}", "Start y stop"),
        ("{{ list | join('-') }}", "Start x-y stop"),
        ("{{ env.docname }}", "Start posts/x stop"),
        ("{{ env.config.release }}", "Start 4.2 stop"),
        ("{{ 6 * 7 }}", "Start 42 stop"),
        ("{{ '*' + name + '*' }}", "Start Ada stop"),
    ],
)
def test_an_expression_sees_texts(site: Site, expression: str, text: str) -> None:
    shown, codes = build(site, expression)
    assert text in shown
    assert codes == []


@pytest.mark.parametrize(
    "expression",
    [
        "{{ env.app }}",
        "{{ env.srcdir }}",
        "{{ env.config.password }}",
        "{{ env['config']['password'] }}",
        "{{ env.__class__ }}",
        "{{ name.__class__.__mro__ }}",
        "{{ name | attr('__class__') }}",
        "{{ ''.format_map(env) }}",
        "{{ '{0.__class__}'.format(name) }}",
        "{{ '%s' % name }}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ namespace() }}",
        "{{ range(10) }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ name * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ name | center(1000000000) }}",
        "{{ name.ljust(1000000000) }}",
        "{{ no_such_name }}",
        "{{ name | no_such_filter }}",
    ],
)
def test_an_expression_gets_at_nothing_else(site: Site, expression: str) -> None:
    shown, codes = build(site, expression)
    assert "myst.substitution" in codes
    assert "secret" not in shown
    assert "End." in shown


def test_substitutions_that_refer_to_themselves_end(site: Site) -> None:
    shown, codes = build(site, "{{ loop }}")
    assert "myst.substitution" in codes
    assert "End." in shown


def test_what_a_substitution_brings_is_checked_like_the_rest(site: Site) -> None:
    site.write("conf.py", CONFIGURATION)
    myst = '{enable_extensions: [substitution], substitutions: {x: "![i](/.env) [l](/conf.py)"}}'
    site.write("posts/x.md", f"---\ntitle: X\ndate: 2025-01-02\nmyst: {myst}\n---\n\n{{{{ x }}}}\n\nEnd.\n")
    assert site.build().codes == ["anthology.path-private"] * 2


def test_pages_that_are_no_posts_keep_what_myst_gives_them(site: Site) -> None:
    site.write("conf.py", CONFIGURATION + OPTIONS)
    site.write("about.md", "---\norphan: true\n---\n\n# About\n\n{{ env.config.password if false else env.srcdir.name }}\n")
    assert site.folder.name in site.build().article("about")


def test_substitutions_without_end_are_cut(site: Site) -> None:
    site.write("conf.py", CONFIGURATION + OPTIONS)
    doubling = "".join(f'\n    x{level}: "{{{{ x{level - 1} }}}}{{{{ x{level - 1} }}}}"' for level in range(1, 30))
    bodies = {
        "empty": "{{}} " * 10_000,
        "same": "{{ name }} " * 6000,
        "unknown": "".join(f"{{{{ unknown{number} }}}} " for number in range(6000)),
        "long": "{{ long }}\n\n" * 12,
        "doubling": "{{ x29 }}",
        "few": "{{ name }} and {{ wrong }} and\n{{ wrong }}",
    }
    for name, body in bodies.items():
        myst = f'substitutions:\n    x0: "ha"\n    long: "{"long " * 20_000}"{doubling}'
        site.write(f"posts/{name}.md", f"---\ntitle: {name}\ndate: 2025-01-02\nmyst:\n  {myst}\n---\n\n{body}\n\nEnd.\n")
    built = site.build()
    for name in bodies:
        assert "End." in built.article(f"posts/{name}")
    lines = built.warnings.splitlines()
    cut = {name for name in bodies if any(f"posts/{name}.md" in line and "from here on" in line for line in lines)}
    assert cut == {"same", "unknown", "long", "doubling", "empty"}
    assert built.article("posts/same").count("Ada") == 5000
    assert "{{name}}" in built.article("posts/same")
    assert built.article("posts/few").startswith("few")
    assert sum("posts/few.md" in line for line in lines) == 1
