"""Rules for sentences: links, images, formulas, emphasis and line breaks.

:mod:`.inline_rewriter` rewrites the syntaxes of engines.
"""
