"""Material for MkDocs and Docusaurus: options for the addresses of the old blog, and defaults that posts inherit.

Their posts, with ``.authors.yml``, ``authors.yml``, ``tags.yml``, admonitions and tabs, are read as they are.

Sources: https://squidfunk.github.io/mkdocs-material/plugins/blog/, https://squidfunk.github.io/mkdocs-material/plugins/meta/,
https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog. Configurations are read as text, and never run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from ...frontmatter.parser import parse_front_matter
from ...problems import ignore_problem
from .changes import Migration, read_file

_PLACEHOLDERS = {"{slug}": ":slug", "{file}": ":title", "{categories}": ":categories"}
_DATES = {"yyyy": ":year", "MM": ":month", "dd": ":day", "M": ":i_month", "d": ":i_day"}
_STRING = r"""['"`]([^'"`\n]{1,500})['"`]"""


class _Loader(yaml.SafeLoader):
    """Reads YAML whose tags, such as ``!!python/name``, mean nothing here."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def load_mkdocs(file: Path) -> Mapping[str, Any]:
    """Return the configuration of MkDocs; empty if it cannot be read."""
    try:
        value = yaml.load(read_file(file), _Loader)
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def find_blog_plugin(config: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the options of the blog plugin; None if it is not used."""
    plugins = config.get("plugins")
    items = plugins if isinstance(plugins, list) else [plugins] if isinstance(plugins, dict) else []
    for item in items:
        pairs = item.items() if isinstance(item, dict) else [(item, {})]
        for name, options in pairs:
            if name in ("blog", "material/blog"):
                return options if isinstance(options, dict) else {}
    return None


def migrate_material(source: Path, folder: Path, migration: Migration) -> None:
    """Add the options of a blog of Material for MkDocs, and what its posts inherit from files ``.meta.yml``.

    :param folder: the new project, into which the posts were copied.
    """
    config = load_mkdocs(source / "mkdocs.yml")
    blog = find_blog_plugin(config) or {}
    site = str(config.get("site_url") or "").rstrip("/")
    blog_dir = str(blog.get("blog_dir", "blog")).strip("/.")
    form = str(blog.get("post_url_format") or "{date}/{slug}")
    date = str(blog.get("post_url_date_format") or "yyyy/MM/dd")
    for name, placeholder in {"{date}": _convert_date(date), **_PLACEHOLDERS}.items():
        form = form.replace(name, placeholder)
    path = "/".join(part for part in (blog_dir, form.strip("/")) if part)
    _add_options(folder, migration, {"html_baseurl": site, "anthology_permalinks": [f"{site}/{path}/"]})
    if not site:
        migration.notes.append(
            "mkdocs.yml has no 'site_url', so links to the old blog are not known. Add the host to anthology_permalinks."
        )
    docs = source / str(config.get("docs_dir") or "docs")
    for meta in sorted(docs.rglob(".meta.yml")):
        _inherit(docs, meta, folder, migration)


def _convert_date(form: str) -> str:
    return re.sub("yyyy|MM|dd|M|d", lambda match: _DATES[match[0]], form)


def _inherit(docs: Path, meta: Path, folder: Path, migration: Migration) -> None:
    """Add the defaults of a folder to the front matter of the posts that were copied from it."""
    values = load_mkdocs(meta)
    for post in sorted(meta.parent.rglob("*.md")):
        path = post.relative_to(docs).as_posix()
        file = folder / path
        if not file.is_file() or file.is_symlink():
            continue
        text = next((change.after for change in migration.changes if change.path == path), read_file(file))
        header = parse_front_matter(text, path, ignore_problem)
        missing = {key: value for key, value in values.items() if isinstance(key, str) and key not in header.entries}
        if missing and header.format in ("yaml", "none"):
            added = str(yaml.safe_dump(missing, allow_unicode=True, sort_keys=False, width=2**30))
            lines = text.split("\n")
            before, after = lines[: header.lines - 1], lines[header.lines - 1 :]
            changed = (
                "\n".join([*before, *added.rstrip("\n").split("\n"), *after]) if header.lines else f"---\n{added}---\n\n{text}"
            )
            migration.changes = [change for change in migration.changes if change.path != path]
            migration.add(path, read_file(file), changed)


def find_docusaurus(source: Path) -> Path | None:
    """Return the configuration of Docusaurus; None if there is none."""
    names = ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs")
    return next((source / name for name in names if (source / name).is_file()), None)


def migrate_docusaurus(file: Path, folder: Path, migration: Migration) -> None:
    """Add the options of a blog of Docusaurus.

    :param file: its configuration.
    :param folder: the new project.
    """
    text = re.sub(r"^\s*//.*$", "", read_file(file), flags=re.MULTILINE)
    site = _find_text(text, "url").rstrip("/")
    base = _find_text(text, "baseUrl").strip("/")
    blog = re.search(r"\bblog\s*:\s*\{", text)
    route = (_find_text(text[blog.end() : blog.end() + 4000], "routeBasePath") if blog else "") or "blog"
    start = "/".join(part for part in (site, base, route.strip("/")) if part)
    start = start if site else f"/{start}"
    patterns = [f"{start}/:year/:month/:day/:title", f"{start}/:slug"]
    _add_options(folder, migration, {"html_baseurl": site, "anthology_permalinks": patterns})
    if not site:
        migration.notes.append(f"{file.name} has no 'url' that can be read. Add the host to anthology_permalinks.")


def _find_text(text: str, name: str) -> str:
    match = re.search(rf"(?<![\w.])['\"]?{name}['\"]?\s*:\s*{_STRING}", text)
    return match[1] if match else ""


def _add_options(folder: Path, migration: Migration, options: Mapping[str, Any]) -> None:
    """Add the options to ``conf.py`` that it does not set."""
    file = folder / "conf.py"
    before = read_file(file)
    missing = {name: value for name, value in options.items() if value and not re.search(rf"^{name}\s*=", before, re.MULTILINE)}
    added = "".join(f"{name} = {_write_literal(value)}\n" for name, value in missing.items())
    migration.add("conf.py", before, before.rstrip("\n") + f"\n\n{added}" if added else before)


def _write_literal(value: Any) -> str:
    items = value if isinstance(value, list) else [value]
    texts = ['"{}"'.format(str(item).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")) for item in items]
    return f"[{', '.join(texts)}]" if isinstance(value, list) else texts[0]


def list_documents(folder: Path) -> Iterator[PurePosixPath]:
    """Yield the Markdown and reStructuredText files of a project, by their paths, without hidden folders and outputs."""
    for file in sorted(folder.rglob("*")):
        path = PurePosixPath(file.relative_to(folder).as_posix())
        is_left_out = any(part.startswith((".", "_build", "node_modules")) for part in path.parts)
        if file.suffix in (".md", ".rst") and not is_left_out and file.is_file() and not file.is_symlink():
            yield path
