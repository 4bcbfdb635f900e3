"""Bring the project of another blog engine over: ``anthology migrate``.

Nothing of the old project is run: ``conf.py`` is parsed, and other configurations are read as text.

- :mod:`.changes`: changes of files, as a diff, and on request written.
- :mod:`.ablog_configuration`: ``conf.py`` of ABlog. :mod:`.ablog_posts`: its directives.
- :mod:`.other_blogs`: Material for MkDocs and Docusaurus, whose posts are read as they are.
- :mod:`.plan`: :func:`plan_migration`, which recognises the engine.
"""
