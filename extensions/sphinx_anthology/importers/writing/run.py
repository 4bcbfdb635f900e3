"""An import from an export into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from ...cache import delete_abandoned_files, write_atomically
from ...digests import digest, digest_chunks
from ...slugs import make_unique
from ..archives import Export
from ..entry import Entry, ImportRefusedError, Visibility
from .addresses import POST_NAME
from .conversion import Conversion, ConversionTask, convert, convert_all
from .locking import lock_folder
from .merging import Action, choose_action
from .post_text import write_comments, write_post
from .report import ImportedPost, ImportReport, Note
from .safe_names import make_folder_name
from .state import EntryState, ImportState

COMMENTS_NAME = "comments.yml"
Fetch = Callable[[str, Path, set[str], str], str]
"""Fetches a URL into a folder, in which names are taken, from the blog at an address, and returns the name of the file.

:raises ImportRefusedError: it cannot be fetched.
"""
_CHUNK = 2**18
_PRECEDENCE = (Action.CONFLICT, Action.CHANGED, Action.NEW, Action.DELETED, Action.EDITED, Action.UNCHANGED)
"""Which action of its files is that of a post."""


@dataclass(slots=True)
class _Job:
    """An import that is under way."""

    export: Export
    target: Path
    source: str
    is_dry: bool
    fetch: Fetch | None
    state: ImportState
    report: ImportReport = field(default_factory=ImportReport)
    folders: set[str] = field(default_factory=set)
    """Names in the target that are taken."""
    linked: dict[str, str] = field(default_factory=dict)
    """Names of the folders of posts, by the ids of their entries, if entries link to each other."""
    repeated: list[Note] = field(default_factory=list)
    """What is in the export twice. Entries are read ahead of those that are written, so its place in the report is the end."""


def run_import(
    entries: Iterable[Entry], export: Export, target: Path, source: str, is_dry: bool = False, fetch: Fetch | None = None
) -> ImportReport:
    """Write the entries of an export into a folder, and return what became of them.

    What earlier imports have written is known by a record in the folder. Nothing that was edited since is overwritten.

    :param entries: a sequence if they link to each other's files; otherwise only one is in memory.
    :param source: the name of the service.
    :param is_dry: whether nothing is written.
    :param fetch: fetches pictures from servers; None to leave them there.
    :raises ImportRefusedError: the export or the record cannot be read, or another import into the folder is running.
    :raises OSError: a file cannot be written.
    """
    with nullcontext() if is_dry else lock_folder(target):
        state = ImportState(target)
        job = _Job(export, target, source, is_dry, fetch, state)
        job.folders = {entry.folder for entry in state.entries.values()}
        if target.is_dir():
            job.folders |= {path.name for path in target.iterdir()}
        if isinstance(entries, Sequence):
            for entry in entries:
                job.linked[entry.id] = _choose_folder(job, entry)
        try:
            tasks = (_prepare(job, entry) for entry in _list_distinct(job, entries))
            with closing(convert_all(tasks)) as conversions:
                for task, conversion in conversions:
                    _import_entry(job, task, conversion)
            job.report.notes += job.repeated
            if not is_dry:
                state.save()
        finally:
            state.close()
    return job.report


def _list_distinct(job: _Job, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries, each with an id of its own. One that is in the export twice is yielded once.

    Without that, the second of two entries with one id would replace the first.
    """
    seen: dict[str, list[bytes]] = {}
    for entry in entries:
        content = digest(f"{entry.title}\n{entry.body}".encode(errors="replace"))
        contents = seen.setdefault(entry.id, [])
        if content in contents:
            job.repeated.append(
                Note(entry.place.rpartition(":")[0], 1, "The article is in the export twice.", is_in_export=True)
            )
            continue
        contents.append(content)
        if len(contents) == 1:
            yield entry
        else:
            note = f"another article of the export has the same id, '{entry.id[:200]}'. Delete one of them"
            yield replace(entry, id=f"{entry.id} ({len(contents)})", notes=(*entry.notes, note))


def _find_state(job: _Job, entry: Entry) -> EntryState | None:
    return job.state.entries.get(f"{job.source}:{entry.id}")


def _prepare(job: _Job, entry: Entry) -> ConversionTask:
    """Return what the conversion of an entry needs."""
    known = _find_state(job, entry)
    linked = {identity: job.linked[identity] for identity in entry.links.values() if identity in job.linked}
    return ConversionTask(entry, _choose_folder(job, entry), linked, known.fetched if known else {})


def _import_entry(job: _Job, task: ConversionTask, conversion: Conversion) -> None:
    entry, key = task.entry, f"{job.source}:{task.entry.id}"
    before = _find_state(job, entry) or EntryState(task.folder)
    failed: list[str] = []
    if job.fetch and not job.is_dry and conversion.remote:
        failed = _fetch_all(job, job.fetch, key, before, task, conversion)
        conversion = convert(replace(task, fetched=before.fetched))
    originals = sorted((name, url) for url, name in before.fetched.items())
    text = write_post(entry, before.folder, conversion.text, conversion.cover, originals)
    files = {POST_NAME: text.encode("utf-8", errors="replace")}
    if entry.comments:
        files[COMMENTS_NAME] = write_comments(entry.comments).encode("utf-8", errors="replace")
    files |= conversion.embedded
    action = _write_files(job, key, before, files, dict(conversion.copies))
    path = f"{before.folder}/{POST_NAME}"
    _report_entry(job, entry, path, action)
    _note_all(job, entry, path, files[POST_NAME].decode(), conversion, failed)


def _choose_folder(job: _Job, entry: Entry) -> str:
    """Return the name of the folder of an entry: that of earlier imports, or a new one."""
    known = _find_state(job, entry)
    folder = known.folder if known else job.linked.get(entry.id)
    if folder is None:
        folder = make_unique(make_folder_name(entry.slug, entry.title, entry.id), job.folders)
        job.folders.add(folder)
    return folder


def _fetch_all(
    job: _Job, fetch: Fetch, key: str, before: EntryState, task: ConversionTask, conversion: Conversion
) -> list[str]:
    """Fetch the files of an entry that are on servers, and return why some cannot be fetched."""
    failed: list[str] = []
    for url in conversion.remote:
        taken = conversion.taken | set(before.fetched.values())
        try:
            before.fetched[url] = fetch(url, job.target / before.folder, taken, task.entry.site)
        except ImportRefusedError as error:
            failed.append(str(error))
        else:
            job.state.note(key, before)  # so that it is not fetched again if the import is interrupted
    return failed


def _write_files(job: _Job, key: str, before: EntryState, files: dict[str, bytes], copies: dict[str, str]) -> Action:
    """Write the files of a post that are new or changed, and return what becomes of the post."""
    place = job.target / before.folder
    if before.pending:
        delete_abandoned_files(place, is_shared=False)
    digests = {name: digest(data).hex() for name, data in files.items()}
    for name, original in list(copies.items()):
        try:
            digests[name] = digest_chunks(job.export.read_chunks(original)).hex()
        except ImportRefusedError as error:
            job.report.notes.append(Note(str(job.export.path), 1, str(error), is_in_export=True))
            del copies[name]
    actions = {
        name: choose_action(incoming, _digest_file(place / name), before.files.get(name), before.pending.get(name))
        for name, incoming in digests.items()
    }
    job.report.files += len(digests.keys() - {POST_NAME, COMMENTS_NAME}) + len(before.fetched)
    wanted = {name: action for name, action in actions.items() if action in (Action.NEW, Action.CHANGED, Action.CONFLICT)}
    if not job.is_dry and (wanted or before.pending or before.files != {**before.files, **digests}):
        # Written first, so that the next import knows these files if this one is interrupted.
        job.state.note(key, EntryState(before.folder, before.files, before.fetched, {**before.pending, **digests}))
        for name, action in sorted(wanted.items()):
            path = place / (f"{name}.new" if action is Action.CONFLICT else name)
            write_atomically(path, files[name] if name in files else job.export.read_chunks(copies[name]))
        job.state.note(key, EntryState(before.folder, {**before.files, **digests}, before.fetched))
    for name in sorted(actions):
        if actions[name] is Action.CONFLICT:
            message = f"edited here, and changed in the export. The new version is in '{name}.new'. Bring the two together."
            job.report.notes.append(Note(f"{before.folder}/{name}", 1, message))
    if POST_NAME in wanted or actions[POST_NAME] is Action.DELETED:
        return actions[POST_NAME]
    first = min(actions.values(), key=_PRECEDENCE.index)
    return Action.CHANGED if first is Action.NEW else first


def _digest_file(file: Path) -> str | None:
    """Return the digest of a file; None if there is no regular file."""
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        return digest_chunks(iter(partial(stream.read, _CHUNK), b"")).hex()


def _report_entry(job: _Job, entry: Entry, path: str, action: Action) -> None:
    day = entry.published.date().isoformat() if entry.published else ""
    job.report.posts.append(ImportedPost(path, entry.place, entry.title, day, entry.visibility, action))
    job.report.comments += len(entry.comments)
    if entry.site:
        job.report.sites.add(entry.site)


_VISIBILITY_NOTES = {
    Visibility.SCHEDULED: "is scheduled: it appears when a site is built after its date",
    Visibility.PRIVATE: "was private, and is a draft here",
    Visibility.PASSWORD: "was protected by a password, and is a draft here: a static site has no passwords",
    Visibility.MEMBERS: "was for members only, and is a draft here",
    Visibility.NEWSLETTER: "was only sent to subscribers, and is a draft here",
    Visibility.UNKNOWN: "is a draft, because the export does not say whether it was public. Remove 'draft: true' to publish it",
}


def _note_all(job: _Job, entry: Entry, path: str, text: str, conversion: Conversion, failed: list[str]) -> None:
    """Note what needs a hand, each at its line in the post."""
    add = job.report.notes.append
    if entry.visibility in _VISIBILITY_NOTES:
        line = _find_line(text, "\ndraft:") if "\ndraft:" in text else _find_line(text, "\nstatus:")
        add(Note(path, line, f"the post {_VISIBILITY_NOTES[entry.visibility]}."))
    if not (entry.published or entry.is_page):
        is_listed = bool(entry.categories or entry.authors)
        effect = "date, so it comes last in every list" if is_listed else "date, category or author, so no list shows it"
        add(Note(path, 1, f"the post has no {effect}. Add a line such as 'date: 2025-04-23'."))
    for message in (*entry.notes, *dict.fromkeys([*conversion.notes, *failed])):
        add(Note(path, 1, f"{message.rstrip('.')}."))
    for reference in conversion.missing:
        message = f"'{reference[:200]}' is not in the export. Add the file, or fetch it with --site and --fetch."
        add(Note(path, _find_line(text, reference), message))
    job.report.remote += len(conversion.remote)
    for url in conversion.remote:
        add(Note(path, _find_line(text, url), f"{url[:300]} is on a server. Fetch it with --fetch."))


def _find_line(text: str, part: str) -> int:
    """Return the line of a text that a part begins on; 1 if the text does not have it."""
    place = text.find(part)
    return text.count("\n", 0, place + len(part) - len(part.lstrip("\n"))) + 1 if place >= 0 else 1
