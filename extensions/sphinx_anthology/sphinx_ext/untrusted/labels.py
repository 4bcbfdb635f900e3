"""Labels of untrusted posts: none of them is a label of the site, whatever makes it.

Some extensions make labels of all headings.
"""

from __future__ import annotations

from sphinx.environment import BuildEnvironment

from ..domains.contested_names import ContestedNames
from ..sources.untrusted_files import is_untrusted_page


def remove_labels(env: BuildEnvironment) -> None:
    """Remove the labels that extensions have added for an untrusted post, and give them back to other pages."""
    docname = env.current_document.docname
    if is_untrusted_page(env, docname):
        std = env.domains.standard_domain
        for names in (std.labels, std.anonlabels):
            assert isinstance(names, ContestedNames)
            names.remove(docname)
