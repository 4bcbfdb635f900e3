extensions = ["myst_parser", "sphinx_design"]
html_theme = "furo"
language = "ko"
html_baseurl = "https://example.org/"
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "substitution",
    "tasklist",
]
myst_substitutions = {"said": 'what\'s "said"'}
myst_heading_anchors = 3
numfig = True
