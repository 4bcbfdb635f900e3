"""A site with posts that try to read, publish or write files that are not theirs, one attempt a post."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

MARK = "SECRET-"
"""What the content of each file begins with that no post may publish."""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
"""The smallest PNG image."""

CONFIGURATION = f"""
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent))
extensions = ["sphinx_anthology", "sphinx.ext.graphviz", "file_reader"]
html_theme = "basic"
root_doc = "index"
templates_path = ["_templates"]
locale_dirs = ["locales"]
anthology_today = "2025-06-01"
anthology_static_roots = ["public", "static"]
anthology_allowed_paths = ["../examples"]
epub_show_urls = "no"
myst_enable_extensions = ["substitution", "html_image", "colon_fence"]
password = "{MARK}configuration"
"""

READER = '''
"""Directives and a role of another package, which read whatever file they are given."""

import os
from pathlib import Path
from docutils import nodes
from docutils.parsers.rst import Directive, directives

PASSWORD = "SECRET-module"

class ReadFile(Directive):
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {"file": directives.unchanged, "files": lambda value: value.split(","), "src": directives.path}

    def run(self):
        folder = Path(self.state.document.current_source or self.state.document["source"]).parent
        options = self.options
        names = [*self.arguments, options.get("file", ""), options.get("src", ""), *options.get("files", [])]
        result = []
        for name in names:
            path = Path(os.path.expanduser(name.strip().removeprefix("file://")))
            for candidate in (folder / path, path):
                if candidate.is_file():
                    text = candidate.read_text("utf-8", "replace")
                    result.append(nodes.literal_block(text, text))
        return result

def read_file(name, rawtext, text, lineno, inliner, options=None, content=None):
    path = Path(inliner.document["source"]).parent / text
    return [nodes.literal(text, path.read_text("utf-8", "replace") if path.is_file() else text)], []

def setup(app):
    app.add_directive("read-file", ReadFile)
    app.add_role("read-file", read_file)
    return {"parallel_read_safe": True}
'''

LINKS: Mapping[str, str] = {
    "link-up": "[x](../../../outside/secret.txt)",
    "link-up-far": "[x](../../../../../../../../../../../../../../{absolute}/secret.txt)",
    "link-absolute": "[x]({absolute}/secret.txt)",
    "link-double-slash": "[x](//{absolute}/secret.txt)",
    "link-encoded": "[x](%2e%2e/%2e%2e/%2e%2e/outside/secret.txt)",
    "link-encoded-twice": "[x](%252e%252e/%252e%252e/%252e%252e/outside/secret.txt)",
    "link-backslashes": "[x](<..\\..\\..\\outside\\secret.txt>)",
    "link-through-folder": "[x](folder/../../../../outside/secret.txt)",
    "link-angle": "[x](<../../../outside/secret.txt> 'title')",
    "link-reference": "[x][ref]\n\n[ref]: ../../../outside/secret.txt",
    "link-auto": "<path:../../../outside/secret.txt>",
    "link-path": "[x](path:../../../outside/secret.txt)",
    "link-project": "[x](project:../../../outside/page.md)",
    "link-symlink": "[x](link.txt)",
    "link-symlinked-folder": "[x](linked/secret.txt)",
    "link-symlink-and-up": "[x](linked/../secret-above.txt)",
    "link-nowhere": "[x](../../../outside/gone.txt)",
    "link-passwd": "[x](../../../../../../../../../../etc/passwd)",
    "link-env": "[x](/.env)",
    "link-env-beside": "[x](.env)",
    "link-git": "[x](../.git/config)",
    "link-conf": "[x](../conf.py)",
    "link-conf-root": "[x](/conf.py)",
    "link-pyproject": "[x](../../pyproject.toml)",
    "link-requirements": "[x](/requirements-dev.txt)",
    "link-key": "[x](/server.key)",
    "link-module": "[x](../file_reader.py)",
    "link-template": "[x](/_templates/secret.html)",
    "link-catalogue": "[x](/locales/ko/secret.po)",
    "link-doctree": "[x](/_build/doctrees/environment.pickle)",
    "link-built": "[x](/_build/html/leftover.txt)",
    "link-draft": "[x](draft.md)",
    "link-draft-mdx": "[x](draft2.mdx)",
    "link-draft-symlink": "[x](draft-link.txt)",
    "link-scheduled": "[x](scheduled.md)",
    "link-expired": "[x](./expired.md)",
    "link-nul": "[x](secret%00.txt)",
    "link-control": "[x](a%1b[2Jb.txt)",
    "link-long": "[x](" + "a" * 300 + ".txt)",
    "link-long-path": "[x](" + "a/" * 3000 + "x.txt)",
    "link-fifo": "[x](pipe.txt)",
    "link-home": "[x](~/secret.txt)",
    "link-drive": "[x](c:/../../../../outside/secret.txt)",
    "link-wiki": "[[../../../outside/secret.txt]] and [[../conf.py]]",
    "link-html": '<a href="../../../outside/secret.txt">x</a>',
    "link-download": "{download}`x <../../../outside/secret.txt>`",
    "link-download-absolute": "{download}`{absolute}/secret.txt`",
    "link-download-scheme": "{download}`x <a:/../../../../outside/secret.txt>`",
    "link-download-two-slashes": "{download}`x </{absolute}/secret.txt>`",
    "link-download-conf": "{download}`/conf.py`",
    "link-download-draft": "{download}`draft.md`",
    "link-download-symlink": "{download}`link.txt`",
    "link-download-fifo": "{download}`pipe.txt`",
}

IMAGES: Mapping[str, str] = {
    "image-up": "![x](../../../outside/secret.png)",
    "image-absolute": "![x]({absolute}/secret.png)",
    "image-root-up": "![x](/../../outside/secret.png)",
    "image-encoded": "![x](..%2f..%2f..%2foutside%2fsecret.png)",
    "image-backslashes": "![x](<..\\..\\..\\outside\\secret.png>)",
    "image-scheme": "![x](a:/../../../../outside/secret.png)",
    "image-symlink": "![x](link.png)",
    "image-linked-folder": "![x](linked/secret.png)",
    "image-any-format": "![x](../../../outside/secret.*)",
    "image-any-name": "![x](../../../outside/s*.*)",
    "image-any-here": "![x](/*.*)",
    "image-any-draft": "![x](draft.*)",
    "image-translated": "![x](translated.png)",
    "image-site": "![x](@site/../../outside/secret.png)",
    "image-env": "![x](/.env)",
    "image-conf": "![x](../conf.py)",
    "image-text": "![x](text.png)",
    "image-lfs": "![x](pointer.png)",
    "image-html": "![x](picture.html)",
    "image-fifo": "![x](pipe.png)",
    "image-draft": "![x](draft.md)",
    "image-script": "![x](script.svg)",
    "image-handler": "![x](handler.svg)",
    "image-laughs": "![x](laughs.svg)",
    "image-entity": "![x](entity.svg)",
    "image-in-html": '<img src="../../../outside/secret.png">',
    "image-in-jsx": "import x from '../../../outside/secret.png'\n\n<img src={x} />",
    "image-hugo": '{{< figure src="../../../outside/secret.png" >}}',
    "image-jekyll": "{% asset_img ../../../outside/secret.png %}",
    "image-directive": "```{image} ../../../outside/secret.png\n```",
    "image-figure": "```{figure} {absolute}/secret.png\n:figwidth: image\n\nCaption\n```",
    "image-card": ":::{card} x\n:img-top: ../../../outside/secret.png\n:::",
}

DIRECTIVES: Mapping[str, str] = {
    "include-up": "```{include} ../../../outside/page.md\n```",
    "include-absolute": "```{include} {absolute}/page.md\n```",
    "include-two-slashes": "```{include} /{absolute}/page.md\n```",
    "include-three-slashes": "```{include} //{absolute}/page.md\n```",
    "include-literal": "```{include} ../../../outside/secret.txt\n:literal:\n```",
    "include-code": "```{include} ../conf.py\n:code: python\n```",
    "include-parser": "```{include} ../../../outside/page.md\n:parser: rst\n```",
    "include-standard": "```{include} <../../../../../../../../../../../../../../{absolute}/page.md>\n```",
    "include-symlink": "```{include} link.txt\n```",
    "include-symlink-up": "```{include} linked/../secret-above.txt\n```",
    "include-draft": "```{include} draft.md\n```",
    "include-env": "```{include} /.env\n:literal:\n```",
    "include-fifo": "```{include} pipe.txt\n```",
    "include-device": "```{include} ../../../../../../../../../../dev/zero\n```",
    "include-gone": "```{include} ../../../outside/gone.md\n```",
    "include-colons": ":::{include} ../../../outside/page.md\n:::",
    "include-nested": "```{include} parts/nested.md\n```",
    "include-itself": "```{include} include-itself.md\n```",
    "literalinclude-up": "```{literalinclude} ../../../outside/secret.txt\n```",
    "literalinclude-diff": "```{literalinclude} plain.txt\n:diff: ../../../outside/secret.txt\n```",
    "literalinclude-two-slashes": "```{literalinclude} /{absolute}/secret.txt\n```",
    "literalinclude-diff-two-slashes": "```{literalinclude} plain.txt\n:diff: /{absolute}/secret.txt\n```",
    "literalinclude-conf": "```{literalinclude} /conf.py\n```",
    "literalinclude-fifo": "```{literalinclude} pipe.txt\n```",
    "csv-file": "```{csv-table} x\n:file: ../../../outside/secret.csv\n```",
    "csv-absolute": "```{csv-table} x\n:file: {absolute}/secret.csv\n```",
    "csv-two-slashes": "```{csv-table} x\n:file: /{absolute}/secret.csv\n```",
    "csv-url": "```{csv-table} x\n:url: http://127.0.0.1:9/secret.csv\n```",
    "raw-file": "```{raw} html\n:file: ../../../outside/secret.txt\n```",
    "raw-absolute": "```{raw} html\n:file: {absolute}/secret.txt\n```",
    "raw-url": "```{raw} html\n:url: http://127.0.0.1:9/secret.html\n```",
    "raw-file-url": "```{raw} html\n:url: file://{absolute}/secret.txt\n```",
    "raw-env": "```{raw} html\n:file: ../.env\n```",
    "graphviz-file": "```{graphviz} ../../../outside/secret.dot\n```",
    "graphviz-two-slashes": "```{graphviz} /{absolute}/secret.dot\n```",
    "graphviz-image": '```{graphviz}\ndigraph { a [image="{absolute}/secret.png"] }\n```',
    "rst-include": "```{eval-rst}\n.. include:: ../../../outside/page.md\n```",
    "rst-include-two-slashes": "```{eval-rst}\n.. include:: /{absolute}/page.md\n```",
    "rst-include-docutils": "```{eval-rst}\n.. include:: {absolute}/page.md\n   :literal:\n```",
    "rst-include-parser": "```{eval-rst}\n.. include:: parts/nested.md\n   :parser: myst_parser.docutils_\n```",
    "rst-include-nested": "```{eval-rst}\n.. include:: parts/nested.rst\n```",
    "rst-raw": "```{eval-rst}\n.. raw:: html\n   :file: ../../../outside/secret.txt\n```",
    "rst-csv": "```{eval-rst}\n.. csv-table::\n   :file: ../../../outside/secret.csv\n```",
    "rst-image": "```{eval-rst}\n.. image:: ../../../outside/secret.png\n```",
    "rst-figure": "```{eval-rst}\n.. figure:: {absolute}/secret.png\n   :figwidth: image\n```",
    "rst-substitution": "```{eval-rst}\n|x|\n\n.. |x| image:: ../../../outside/secret.png\n```",
    "rst-download": "```{eval-rst}\n:download:`x <../../../outside/secret.txt>`\n```",
    "rst-role": "```{eval-rst}\n.. role:: copy(download)\n\n:copy:`x <../../../outside/secret.txt>`\n```",
    "rst-literalinclude": "```{eval-rst}\n.. literalinclude:: ../conf.py\n```",
    "other-argument": "```{read-file} ../../../outside/secret.txt\n```",
    "other-absolute": "```{read-file} {absolute}/secret.txt\n```",
    "other-option": "```{read-file}\n:file: ../../../outside/secret.txt\n```",
    "other-path": "```{read-file}\n:src: ../conf.py\n```",
    "other-list": "```{read-file}\n:files: plain.txt, ../../../outside/secret.txt\n```",
    "other-url": "```{read-file} file://{absolute}/secret.txt\n```",
    "other-home": "```{read-file} ~/secret.txt\n```",
    "other-content": "```{read-file} ../../../outside/secret.txt\nText.\n```",
    "other-current": "```{read-file} pyproject.toml\n```",
    "other-symlink": "```{read-file} link.txt\n```",
    "other-draft": "```{read-file} draft.md\n```",
    "other-role": "{read-file}`../../../outside/secret.txt`",
    "other-role-link": "{read-file}`link.txt/../link.txt` {read-file}`./link.txt`",
    "other-in-rst": "```{eval-rst}\n.. read-file:: ../../../outside/secret.txt\n```",
    "other-in-note": ":::{note}\n```{read-file} ../../../outside/secret.txt\n```\n:::",
    "substitution-read": "{{ env.app.srcdir.parent.joinpath('pyproject.toml').read_text() }}",
    "substitution-class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "substitution-include": "{{ inc }}",
}

FRONT_MATTER: Mapping[str, str] = {
    "cover-up": 'cover: "../../../outside/secret.png"',
    "cover-absolute": 'cover: "{absolute}/secret.png"',
    "cover-env": 'cover: "/.env"',
    "cover-conf": 'cover: "../conf.py"',
    "cover-symlink": 'cover: "link.png"',
    "cover-text": 'cover: "text.png"',
    "cover-lfs": 'cover: "pointer.png"',
    "cover-script": 'cover: "script.svg"',
    "cover-fifo": 'cover: "pipe.png"',
    "cover-scheme": 'cover: "a:/../../../../outside/secret.png"',
    "cover-backslash": "cover: '..\\..\\..\\outside\\secret.png'",
    "cover-mapping": 'image: {{path: "../../../outside/secret.png", alt: x}}',
    "author-picture": 'author: {{name: Eve, picture: "../../../outside/secret.png"}}',
    "author-env": 'author: {{name: Mallory, picture: "/.env"}}',
    "alias-up": 'aliases: ["../../../outside/written.html", "/../../../outside/written2.html"]',
    "slug-up": 'slug: "../../../outside/written"',
    "category-up": 'category: "../../../outside/written"',
    "tag-up": 'tags: ["../../../outside/written", "../../../outside/written"]',
    "series-up": 'series: "../../../outside/written"',
    "permalink-up": 'permalink: "/../../../outside/written/"',
    "myst-option": "myst: {{heading_slug_func: os.getcwd, substitutions: {{inc: x}}}}",
    "og-image": 'og:image: "../../../outside/secret.png"',
}

RESTRUCTURED_TEXT: Mapping[str, str] = {
    "raw-rst-include": ".. include:: ../../../outside/page.md",
    "raw-rst-symlink": ".. include:: linked/../secret-above.txt\n   :literal:",
    "raw-rst-literal": ".. literalinclude:: ../conf.py",
    "raw-rst-raw": ".. raw:: html\n   :file: ../../../outside/secret.txt",
    "raw-rst-csv": ".. csv-table::\n   :file: {absolute}/secret.csv",
    "raw-rst-image": ".. image:: ../../../outside/secret.png",
    "raw-rst-text": ".. image:: text.png",
    "raw-rst-any": ".. image:: ../../../outside/secret.*",
    "raw-rst-figure": ".. figure:: {absolute}/secret.png\n   :figwidth: image",
    "raw-rst-download": ":download:`x <../../../outside/secret.txt>` :download:`draft.md`",
    "raw-rst-role": ":read-file:`../../../outside/secret.txt`",
    "raw-rst-other": ".. read-file:: ../../../outside/secret.txt",
    "raw-rst-substitution": "|x|\n\n.. |x| image:: ../../../outside/secret.png",
    "raw-rst-parser": ".. include:: parts/nested.md\n   :parser: myst_parser.docutils_",
}
"""Attempts in posts that are reStructuredText."""

POSTS: Mapping[str, str] = {**LINKS, **IMAGES, **DIRECTIVES, **FRONT_MATTER}
"""All attempts by name. ``{absolute}`` stands for the path of the folder that is outside."""


@dataclass(frozen=True)
class HostileSite:
    """The folders of a site."""

    base: Path

    @property
    def project(self) -> Path:
        """The folder with the project's own files."""
        return self.base / "project"

    @property
    def source(self) -> Path:
        """The source folder."""
        return self.project / "docs"

    @property
    def outside(self) -> Path:
        """A folder that no post may use."""
        return self.base / "outside"

    @property
    def built(self) -> Path:
        """The folder of outputs and doctrees, which is inside of the source folder, as Sphinx's quickstart makes it."""
        return self.source / "_build"

    def output(self, builder: str) -> Path:
        """Return the output folder of a builder."""
        return self.built / builder

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables of a build, whose temporary folder and home are inside of :attr:`base`."""
        return os.environ | {"HOME": str(self.base / "home"), "TMPDIR": str(self.base / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}

    @property
    def usable(self) -> tuple[Path, ...]:
        """The folders that a build may read."""
        project = [self.project / name for name in ("static", "examples")]
        return (self.source, *project, self.base / "tmp")

    @property
    def writable(self) -> tuple[Path, ...]:
        """The folders that a build may write."""
        return (self.built, self.source / "browse", self.base / "tmp")

    def find_secrets(self, folder: Path) -> Iterator[str]:
        """Yield what a folder contains of files that no post may publish: the path and the secret."""
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield from (f"{file.relative_to(folder)}: {secret}" for secret in _secrets_in(file.read_bytes()))


def _secrets_in(data: bytes) -> set[str]:
    if data.startswith(b"PK"):  # an EPUB
        return {secret for text in _unzip(data) for secret in _secrets_in(text)}
    words = data.split(MARK.encode())[1:]
    return {word.split(b"\n")[0][:20].decode("utf-8", "replace") for word in words}


def _unzip(data: bytes) -> Iterator[bytes]:
    import io
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(data)) as archive:
        yield from (archive.read(name) for name in archive.namelist())


def write_hostile_site(base: Path, names: Iterable[str] = POSTS) -> HostileSite:
    """Write a site into an empty folder, with the hostile posts of the given names."""
    site = HostileSite(base)
    for path, content in _files(site).items():
        file = base / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    posts = site.source / "posts"
    for name, target in {
        "link.txt": "secret.txt",
        "link.png": "secret.png",
        "translated.en.png": "secret.png",
        "linked": "folder",
    }.items():
        (posts / name).symlink_to(site.outside / target)
    (posts / "draft-link.txt").symlink_to("draft.md")
    for name in ("pipe.txt", "pipe.png"):
        os.mkfifo(posts / name)
    for name, text in RESTRUCTURED_TEXT.items():
        page = f"{name}\n{'=' * 30}\n\nBefore.\n\n{text}\n\nAfter {name}.\n"
        (posts / f"{name}.rst").write_text(page.replace("{absolute}", str(site.outside)), encoding="utf-8")
    for folder in ("tmp", "home"):
        (base / folder).mkdir(exist_ok=True)
    for name in names:
        (posts / f"{name}.md").write_text(make_hostile_post(name, site), encoding="utf-8")
    return site


def make_hostile_post(name: str, site: HostileSite) -> str:
    """Return the text of a post."""
    text = POSTS[name].replace("{absolute}", str(site.outside))
    header, body = (text.replace("{{", "{").replace("}}", "}"), "Text.") if name in FRONT_MATTER else ("", text)
    return f"---\ntitle: Post {name}\ndate: 2025-01-02\n{header}\n---\n\nBefore.\n\n{body}\n\nAfter {name}.\n"


def _files(site: HostileSite) -> dict[str, str | bytes]:
    """Return the contents of all files but the hostile posts, by their paths."""
    outside = {f"outside/{name}": f"{MARK}{name}\n" for name in ("secret.txt", "secret.csv", "page.md", "secret.dot")}
    own = {
        f"project/{name}": f"{MARK}{name}\n"
        for name in (
            "pyproject.toml",
            ".env",
            "docs/.env",
            "docs/posts/.env",
            "docs/.git/config",
            "docs/requirements-dev.txt",
            "docs/server.key",
            "docs/_templates/secret.html",
            "docs/locales/ko/secret.po",
            "docs/_build/html/leftover.txt",
            "docs/posts/a\x1b[2Jb.txt",
        )
    }
    statuses = {"draft.md": "draft: true", "draft2.mdx": "draft: true", "scheduled.md": "date: 2031-01-01"}
    statuses["expired.md"] = "expires: 2021-01-01"
    left_out = {
        f"project/docs/posts/{name}": f"---\ntitle: Left out\n{line}\n---\n\n{MARK}{name}\n" for name, line in statuses.items()
    }
    return {
        **outside,
        **own,
        **left_out,
        "outside/secret.png": PNG + f"{MARK}png\n".encode(),
        "outside/folder/secret.txt": f"{MARK}folder\n",
        "outside/folder/secret.png": PNG + f"{MARK}folder-png\n".encode(),
        "outside/secret-above.txt": f"{MARK}above\n",
        "home/secret.txt": f"{MARK}home\n",
        "project/docs/conf.py": CONFIGURATION,
        "project/docs/file_reader.py": READER,
        "project/docs/index.md": "# Home\n\n[x](posts/draft.md) {download}`posts/draft.md`\n",
        "project/examples/allowed.txt": "Allowed.\n",
        "project/static/a.png": PNG,
        "project/docs/public/b.png": PNG,
        "project/docs/posts/good.md": GOOD_POST,
        "project/docs/posts/plain.txt": "Plain text.\n",
        "project/docs/posts/conf.py": "# A sample\n",
        "project/docs/posts/c.png": PNG,
        "project/docs/posts/text.png": f"{MARK}text-as-image\n",
        "project/docs/posts/pointer.png": f"version https://git-lfs.github.com/spec/v1\noid sha256:{MARK}lfs\n",
        "project/docs/posts/picture.html": b"GIF89a" + f"<script>{MARK}gif</script>".encode(),
        "project/docs/posts/translated.png": PNG,
        "project/docs/posts/script.svg": make_svg(f"<script>'{MARK}script'</script>"),
        "project/docs/posts/handler.svg": make_svg(f'<g onload="{MARK}handler"/>'),
        "project/docs/posts/laughs.svg": make_laughs(),
        "project/docs/posts/entity.svg": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{site.outside}/secret.txt">]>'
        + make_svg(f"<text>&x; {MARK}entity</text>"),
        "project/docs/posts/parts/nested.md": "Nested.\n\n```{include} ../../../outside/page.md\n```\n",
        "project/docs/posts/parts/nested.rst": "Nested.\n\n.. include:: ../../../outside/page.md\n",
    }


GOOD_POST = """---
title: A good post
date: 2025-01-02
cover: /a.png
---

![A](/a.png) ![B](/b.png) ![C](c.png) [sample](conf.py) [plain](plain.txt) {download}`plain.txt`
[allowed](../../examples/allowed.txt)

```{include} plain.txt
```

```{literalinclude} ../../examples/allowed.txt
```

```{code-block} python
:caption: conf.py

pass
```
"""
"""A post that uses what it may use."""


def make_svg(content: str) -> str:
    """Return an SVG image."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2">{content}</svg>'


def make_laughs() -> str:
    """Return an SVG image with entities that grow."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE svg [<!ENTITY l0 "{MARK}laughs">{entities}]>' + make_svg("<text>&l9;</text>")
