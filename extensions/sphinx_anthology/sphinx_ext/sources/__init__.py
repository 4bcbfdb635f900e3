"""Which files are documents, and which files no post may use.

- ``project``: which files are documents (drafts are not), and where generated pages are read from
- ``own_files``: the files of the project that no post may publish
- ``untrusted_files``: posts by authors whom the project does not know
- ``autosummary_posts``: posts that another extension must not read
"""
