"""Write entries as posts, with their pictures and comments, again and again.

- :mod:`.run`: :func:`run_import`, an import from an export into a folder.
- :mod:`.conversion`: the texts of entries as Markdown, by several processes.
- :mod:`.post_text`: an entry as front matter and Markdown.
- :mod:`.addresses`: the addresses in a text, and the files that they name.
- :mod:`.state`: what earlier imports have written, so that later ones overwrite no edit.
- :mod:`.locking`: one import at a time into a folder.
- :mod:`.merging`: which files are written, and which are left alone.
- :mod:`.fetching`: pictures on the servers of a service.
- :mod:`.report`: what became of the entries, and what needs a hand.
- :mod:`.safe_names`: names of folders and files.
"""
