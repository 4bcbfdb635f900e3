"""The syntaxes of blog engines, one module each.

- ``liquid_tags``: tags of Jekyll and Hexo, ``{% highlight %}``, with a table of names.
- ``hugo_shortcodes``: shortcodes of Hugo, ``{{< figure >}}``, with a table of names.
- ``jsx_components``: components of MDX, ``<Callout>``, with a table of names; ``mdx_imports``: ``import`` and ``export``.
- ``containers``: ``:::note`` of Docusaurus, VuePress and Zenn. ``callouts``: ``> [!NOTE]`` of GitHub and Obsidian.
  ``indented_admonitions``: ``!!! note`` of Python-Markdown.
- ``embeds``: ``@[youtube](…)`` of Zenn and Hashnode.
- ``kramdown_attributes``: ``{: width="300"}``.
- ``code_fences``: title, language and highlighted lines of code blocks; ``code_annotations``: comments in code that say so.
- ``wikilinks``: ``[[name]]`` of Obsidian, :func:`~.wikilinks.wikilinks_plugin`.
- ``block_tags``: tags that are blocks; ``rest_inline``: sentences of reStructuredText.
"""
