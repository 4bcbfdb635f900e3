"""Builds that begin with what a build on another machine has left in a store (option ``store``).

In an empty folder of doctrees, the files of an earlier build are put back: doctrees, the environment, records, and the output.
The build that follows is an incremental one like any other, so its output is that of a clean build. Before it ends, it stores
what has changed.

- ``builds``: :func:`use_store`, which connects all of it to a build
- ``circumstances``: when what one build has left can be used by another one
- ``restoring``: the files of a snapshot in their folders
- ``saving``: a snapshot of what a build has left
- ``warned_documents``: documents that are read again, so that their warnings are repeated
"""
