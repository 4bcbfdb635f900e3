"""Parse the Markdown of blog engines into tokens of MyST, and get plain text from it.

Parsing
    - ``plugin``: :func:`~.plugin.blog_markup_plugin` adds all syntaxes but wiki links to a markdown-it parser.
      :func:`~.plugin.parse_blocks` parses a text without MyST.
    - ``parse_state``: :func:`~.parse_state.make_environment`, the environment that the parser needs.
    - ``rule_limits``: :func:`~.rule_limits.limit_rules` keeps rules of other plugins linear.
    - ``unknown_markup``: :func:`~.unknown_markup.report_unknown_markup` reports markup without a handler.
    - ``block_rules``, ``block_tags``, ``block_tokens``: constructs that are blocks.
    - ``inline_lines``: the lines of links and images.
    - ``inline_rewriter``, ``inline_text``: constructs in sentences, link destinations and HTML.
    - ``tags``: what the syntaxes of tags share. ``elements``: what tags are converted to, for example
      :class:`~.elements.Image`, and the kinds of admonitions. ``escaping``: :func:`~.escaping.escape_markdown`.

Syntaxes, one module each
    - ``liquid_tags``: tags of Jekyll and Hexo, ``{% highlight %}``, with a table of names.
    - ``hugo_shortcodes``: shortcodes of Hugo, ``{{< figure >}}``, with a table of names.
    - ``jsx_components``: components of MDX, ``<Callout>``, with a table of names. ``jsx_syntax``: their tags and attributes.
    - ``mdx_imports``: ``import`` and ``export`` of MDX.
    - ``containers``: ``:::note`` of Docusaurus, VuePress and Zenn. ``callouts``: ``> [!NOTE]`` of GitHub and Obsidian.
      ``indented_admonitions``: ``!!! note`` of Python-Markdown.
    - ``formulas``: TeX between ``$`` or ``\\(``, among prices; :func:`~.formulas.has_formulas`.
    - ``embeds``: ``@[youtube](…)`` of Zenn and Hashnode.
    - ``kramdown_attributes``: ``{: width="300"}``. ``heading_ids``: ``## Heading {#id}``.
    - ``code_fences``: title, language and highlighted lines of code blocks; :class:`~.code_fences.FenceTracker`.
    - ``wikilinks``: ``[[name]]`` of Obsidian, :func:`~.wikilinks.wikilinks_plugin`.
    - ``link_destinations``: the ``post:`` scheme, and destinations with spaces or with the size of an image.
    - ``bare_urls``: addresses with a Korean particle. ``cjk_emphasis``: ``**bold**`` next to East Asian letters.
      ``soft_breaks``: line breaks between them.
    - ``html_lines``: lines of HTML after which Markdown goes on.
    - ``html_players``: controls of video and audio.
    - ``html_images``: :func:`~.html_images.split_html` finds images and links to posts in raw HTML.

Plain text
    - ``plain_words``: words of a paragraph, and titles of other posts in them. ``plaintext``: heading that names a text,
      language, comparison. ``excerpts``: opening and excerpt.
      ``reading_time``: minutes. ``keywords``: keywords for related articles.
"""
