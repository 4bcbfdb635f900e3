"""Write the file of a new post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from ...catalogue.catalogue import Catalogue
from ...loading.files.patterns import get_fixed_folder
from ...loading.loader import PostSource
from ...loading.project import SourceProject
from ...settings import Settings
from ...slugs import make_unique
from ..new_files import write_new_file
from ..project_posts import load_project_posts
from .composition import DRAFTS_FOLDER, Request, compose_post, learn_project
from .file_names import FileNaming, find_naming
from .samples import Sample, choose_samples


def add_post(project: SourceProject, folder: Path, request: Request) -> str:
    """Write a new post, and return its POSIX path relative to the source folder.

    :param folder: the folder whose posts it is made after: that of the project, or one in it.
    :raises ValueError: the title has no text, an option is not usable, or there is a file at that path.
    :raises OSError: the file cannot be written.
    """
    if not request.title:
        raise ValueError("The title is empty. Write a few words.")
    if not project.settings.patterns:
        raise ValueError("anthology_posts is empty, so no file is a post. Name a folder, such as 'posts/**'.")
    place = next((place for place in (folder, project.source) if project.list_posts(place)), None)
    catalogue = load_project_posts(project, place).catalogue if place else Catalogue()
    options = PostSource(
        project.source, {}, project.settings, project.has_substitutions, language=project.language
    ).parse_options
    samples = choose_samples(project.source, catalogue.all_posts, options.dialects)
    naming = find_naming([sample.post for sample in samples], get_fixed_folder(project.settings.patterns[0]))
    if place != folder and folder != project.source and folder.is_relative_to(project.source):
        naming = _move(naming, folder.relative_to(project.source).as_posix())
    request = replace(request, moment=_localise(request.moment, project, samples))
    path = _choose_path(project, naming, request, {post.slug for post in catalogue.all_posts})
    text = compose_post(request, learn_project(samples, naming, options), path)
    if not write_new_file(project.source / path, text):
        raise ValueError(f"'{path}' is there already. Choose another title.")
    return path


def _localise(moment: datetime, project: SourceProject, samples: Sequence[Sample]) -> datetime:
    """Return a moment in the time zone of the site, or else, if it has none, with the UTC offset of most posts."""
    if project.settings.timezone != Settings().timezone:
        return moment
    offsets = Counter(sample.post.published.utcoffset() for sample in samples if sample.post.published)
    offset = offsets.most_common(1)[0][0] if offsets else None
    return moment.astimezone(timezone(offset)) if offset else moment


def _move(naming: FileNaming, folder: str) -> FileNaming:
    """Return a naming for another folder."""
    name = naming.pattern[naming.pattern.rindex("/") + 1 :] if "/" in naming.pattern else naming.pattern
    return replace(naming, pattern=f"{folder}/{name}")


def _choose_path(project: SourceProject, naming: FileNaming, request: Request, taken: set[str]) -> str:
    """Return the path of the file of a post: with a number in its name, if another post has that slug."""
    if request.is_draft and "_posts/" in naming.pattern:
        before = naming.pattern.partition("_posts/")[0]
        if (project.source / before / DRAFTS_FOLDER).is_dir():
            return replace(naming, pattern=f"{before}{DRAFTS_FOLDER}/{{name}}").make_path(request.title, request.moment, "")
    path = naming.make_path(request.title, request.moment, request.category)
    name = naming.make_name(request.title)
    if name not in taken or (project.source / path).exists():
        return path
    return naming.make_path(make_unique(name, taken), request.moment, request.category)
