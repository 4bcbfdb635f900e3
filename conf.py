"""The configuration of this knowledge base: run ``nox -s html``."""

import os

project = "sphinx-anthology"
author = "The sphinx-anthology contributors"
project_copyright = "2026, the sphinx-anthology contributors"
version = release = "0.1"
language = "en"

extensions = ["myst_nb", "sphinx_anthology", "sphinxext.rediraffe"]
exclude_patterns = ["Thumbs.db", ".DS_Store"]
nitpicky = True

anthology_accelerate = True
nb_execution_mode = "off"  # outputs are those in the files

html_theme = "furo"
html_title = "sphinx-anthology"
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "https://sphinx-anthology.readthedocs.io/en/latest/")

rediraffe_redirects = {
    "guide/examples": "examples/gallery",
    "guide/front-matter": "reference/front-matter",
    "guide/start": "tutorial/first-site",
    "guide/writing": "reference/markup",
    "reference/architecture": "developers/architecture",
    "reference/incremental-builds": "explanation/incremental-builds",
    "reference/search": "explanation/search",
    "reference/security": "explanation/security",
}

myst_enable_extensions = ["colon_fence", "deflist"]

latex_engine = "lualatex"
# Sphinx's fonts, and others for what they lack: Korean and emoji.
latex_elements = {
    "fontpkg": r"""
\directlua{luaotfload.add_fallback("serif", {"Noto Serif CJK KR:mode=node;", "Noto Color Emoji:mode=harf;"})}
\directlua{luaotfload.add_fallback("sans", {"Noto Sans CJK KR:mode=node;", "Noto Color Emoji:mode=harf;"})}
\directlua{luaotfload.add_fallback("mono", {"Noto Sans Mono CJK KR:mode=node;", "Noto Color Emoji:mode=harf;"})}
\defaultfontfeatures{Extension=.otf, UprightFont=*, BoldFont=*Bold}
\setmainfont{FreeSerif}[ItalicFont=*Italic, BoldItalicFont=*BoldItalic, RawFeature={fallback=serif}]
\setsansfont{FreeSans}[ItalicFont=*Oblique, BoldItalicFont=*BoldOblique, RawFeature={fallback=sans}]
\setmonofont{FreeMono}[ItalicFont=*Oblique, BoldItalicFont=*BoldOblique, RawFeature={fallback=mono}]
""",
}
latex_use_xindy = False
epub_show_urls = "no"
linkcheck_timeout = 20
