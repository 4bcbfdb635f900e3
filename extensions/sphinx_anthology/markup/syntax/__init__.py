"""What the rules and the syntaxes of engines share.

- :mod:`.elements`: what tags are converted to, for example :class:`Image`, and the kinds of admonitions.
- :mod:`.tags`: tags of template languages; :mod:`.jsx_syntax`: tags and attributes of JSX.
- :mod:`.parse_state`: :func:`make_environment`, the environment that the parser needs; :mod:`.block_tokens`: its tokens.
- :mod:`.rule_limits`: :func:`limit_rules` keeps rules of other plugins linear.
- :mod:`.link_destinations`: destinations of links; :mod:`.html_addresses`: those in HTML; :mod:`.media`: kinds of files.
- :mod:`.escaping`: :func:`escape_markdown`; :mod:`.inline_text`: text that is scanned; :mod:`.replacements`: tags that stand
  for nothing, and values of front matter.
"""
