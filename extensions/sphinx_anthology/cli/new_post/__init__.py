"""Make a post as the other posts of a project are made: ``anthology new``.

- :mod:`.samples`: the posts that are imitated.
- :mod:`.file_names`: how their files are named.
- :mod:`.date_forms`: how their dates are written.
- :mod:`.keys`: which keys their front matter has, in which order and with which values.
- :mod:`.draft_marks`: how drafts are marked.
- :mod:`.headings`: titles that are headings of the text.
- :mod:`.composition`: :func:`compose_post`, the text of a new post.
- :mod:`.writing`: :func:`add_post`, the file of a new post.
"""
