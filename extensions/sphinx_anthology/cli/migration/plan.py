"""Recognise the engine of a project, and plan its migration."""

from __future__ import annotations

from pathlib import Path

from .ablog_configuration import is_ablog, migrate_configuration
from .ablog_posts import migrate_post
from .changes import Migration, read_file
from .other_blogs import find_blog_plugin, find_docusaurus, list_documents, load_mkdocs, migrate_docusaurus, migrate_material


class MigrationError(ValueError):
    """A project cannot be migrated. The message says why and what to do."""


def plan_migration(source: Path, folder: Path | None) -> Migration:
    """Return what has to change in a project.

    :param source: the project of the other engine.
    :param folder: the new project; None for *source* itself if it is one of ABlog, and otherwise for the current folder.
    :raises MigrationError: the engine is not known, or there is no ``conf.py``.
    """
    configuration = source / "conf.py"
    text = _read_configuration(configuration) if configuration.is_file() else ""
    file = find_docusaurus(source)
    is_material = find_blog_plugin(load_mkdocs(source / "mkdocs.yml")) is not None
    if is_ablog(text) and not file and not is_material:
        return _plan_ablog(source, text)
    target = folder or Path()
    if not file and not is_material:
        advice = "Name the folder that has conf.py, mkdocs.yml or docusaurus.config.js."
        raise MigrationError(f"'{source}' has no blog of ABlog, Material for MkDocs or Docusaurus. {advice}")
    if not (target / "conf.py").is_file():
        raise MigrationError(f"There is no conf.py in '{target}'. Copy the posts, and run 'anthology init' there first.")
    migration = Migration("Material for MkDocs" if is_material else "Docusaurus")
    if is_material:
        migrate_material(source, target, migration)
    elif file:
        migrate_docusaurus(file, target, migration)
    return migration


def _read_configuration(file: Path) -> str:
    try:
        return read_file(file)
    except (OSError, UnicodeDecodeError) as error:
        raise MigrationError(f"'{file}' cannot be read ({error}).") from error


def _plan_ablog(folder: Path, text: str) -> Migration:
    migration = Migration("ABlog")
    after, notes = migrate_configuration(text)
    migration.add("conf.py", text, after)
    migration.notes += notes
    for path in list_documents(folder):
        try:
            before = read_file(folder / path)
        except (OSError, UnicodeDecodeError) as error:
            migration.notes.append(f"{path} cannot be read ({error}), and stays as it is.")
            continue
        migration.add(str(path), before, migrate_post(before, path.suffix == ".md"))
    return migration
