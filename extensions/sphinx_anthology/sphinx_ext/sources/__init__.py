"""Which files are documents, and which files no post may use.

- ``project``: which files are documents (drafts are not), and where generated pages are read from
- ``own_files``: the files of the project that no post may publish
- ``untrusted_files``: posts by authors whom the project does not know
- ``commit_dates``: when posts were committed last, if another extension for that is used
- ``autosummary_posts``: posts that another extension must not read
"""
