"""Posts by authors whom the project does not know, see the option ``anthology_untrusted``.

- ``renderer``: the syntax of these posts, and the renderer that cleans what it has made
- ``directives``: the directives and roles that they may use
- ``doctree``: links, images, formulas and raw text
- ``html``: HTML, cleaned with nh3
- ``formulas``, ``tex_commands``: the TeX that may stay
"""
