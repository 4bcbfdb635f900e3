"""The configuration of this knowledge base: run ``nox -s html``."""

import os

project = "sphinx-anthology"
author = "The sphinx-anthology contributors"
project_copyright = "2026, the sphinx-anthology contributors"
version = release = "0.1"
language = "en"
locale_dirs = ["locale"]
gettext_compact = gettext_location = False

extensions = ["myst_nb", "sphinx_anthology", "sphinxext.rediraffe"]
exclude_patterns = ["Thumbs.db", ".DS_Store"]
nitpicky = True

anthology_site_languages = {
    "en": "https://sphinx-anthology.readthedocs.io/en/latest/",
    "ko": "https://sphinx-anthology.readthedocs.io/ko/latest/",
}
nb_execution_mode = "off"  # outputs are those in the files

html_theme = "furo"
html_title = "sphinx-anthology"
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "https://sphinx-anthology.readthedocs.io/en/latest/")

rediraffe_template = "redirect.html"  # the default one is not valid HTML
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
latex_use_xindy = False
# Sphinx's fonts, and others for what they lack, regular and bold: Korean and emoji.
latex_elements = {
    "fontpkg": r"""
\directlua{
  local fonts = {serif = "Noto Serif CJK KR", sans = "Noto Sans CJK KR", mono = "Noto Sans Mono CJK KR"}
  for name, font in pairs(fonts) do
    luaotfload.add_fallback(name, {font .. ":mode=node;", "Noto Color Emoji:mode=harf;"})
    luaotfload.add_fallback(name .. "bold", {font .. " Bold:mode=node;", "Noto Color Emoji:mode=harf;"})
  end
}
\newcommand{\withfallback}[4]{#1{#2}[
  Extension=.otf, UprightFont=*, BoldFont=*Bold, ItalicFont=*#3, BoldItalicFont=*Bold#3, RawFeature={fallback=#4},
  BoldFeatures={RawFeature={fallback=#4bold}}, BoldItalicFeatures={RawFeature={fallback=#4bold}}]}
\withfallback{\setmainfont}{FreeSerif}{Italic}{serif}
\withfallback{\setsansfont}{FreeSans}{Oblique}{sans}
\withfallback{\setmonofont}{FreeMono}{Oblique}{mono}
""",
}
epub_show_urls = "no"
linkcheck_timeout = 20
