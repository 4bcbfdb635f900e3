"""Translation of ``Added in version`` and its like.

Sphinx looks these words up when it is loaded, before an extension can add a catalogue.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.changeset import versionlabels
from sphinx.locale import get_translation
from sphinx.transforms import SphinxTransform

_translate = get_translation("sphinx")


class TranslateVersionLabels(SphinxTransform):
    """Translate the words that ``versionadded`` and its like have put into a page."""

    default_priority = 10  # before translators get to see the page

    def apply(self, **kwargs: Any) -> None:
        for node in self.document.findall(addnodes.versionmodified):
            label = str(versionlabels[node["type"]])
            words, translated = label % node["version"], str(_translate(label)) % node["version"]
            inline = next(node.findall(lambda one: isinstance(one, nodes.inline) and "versionmodified" in one["classes"]), None)
            if isinstance(inline, nodes.inline) and inline.astext().startswith(words):
                inline[:] = [nodes.Text(translated + inline.astext().removeprefix(words))]
