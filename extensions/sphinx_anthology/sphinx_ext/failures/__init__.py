"""What could stop a build.

- ``build_lock``: one build at a time in a folder of doctrees
- ``build_errors``: a full disk, or a folder that cannot be written: one sentence says so, and the build ends
- ``failed_documents``: errors that one post raises: they are reported, and the build goes on
"""
