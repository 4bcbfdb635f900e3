"""Builds whose documents are read and written by a Dask cluster (option ``cluster``).

This is one build, of which two steps are done elsewhere. The *coordinator* is the build that the author has started. It sends
an archive of the project and its environment to each *worker*. A worker begins the same build in a folder of its own, and waits
where documents are read, and again where pages are written. For each batch it forks a process, as Sphinx does for ``-j``, and
sends back what that has read or written. The coordinator puts the results together in the order of documents.

- ``handlers``: :func:`use_cluster`, which connects all of it to a build
- ``coordinator``: what takes the place of the processes that Sphinx would fork
- ``connection``: batches and their results, sent through Dask
- ``addresses``: which schedulers are safe to use
- ``batches``: documents that are sent together
- ``project_archive``: the files of a project in one
- ``orders``: what coordinator and workers say to each other
- ``worker``: what runs in the process of a Dask worker
- ``worker_build``: the build of a worker, a program of its own
- ``new_files``: the files that a batch has left in folders
"""
