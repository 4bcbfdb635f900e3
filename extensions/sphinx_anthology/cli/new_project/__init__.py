"""Make a project in a folder: ``anthology init``.

- :mod:`.environment`: what the machine says of a new project: the author, the repository, the language and the time zone.
- :mod:`.existing_posts`: the posts that are in the folder already.
- :mod:`.plan`: :func:`plan_project`, all that the files of a project say.
- :mod:`.starter_files`: :func:`write_starter_files`, from the templates in ``templates``. A file that a language
  lacks is English.
"""
