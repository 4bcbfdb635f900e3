"""Titles of callouts whose author gave them none: the word of the engine, in the language of the site."""

from __future__ import annotations

from sphinx.locale import admonitionlabels

from ...pages.i18n import _


def callout_title(word: str) -> str:
    """Return the title for an engine's word such as ``Info``; empty for a word that an author made up."""
    label = admonitionlabels.get(word.lower())
    return str(label) if label else _own_titles().get(word, "")


def _own_titles() -> dict[str, str]:
    return {
        "Abstract": _("Abstract"),
        "Alert": _("Alert"),
        "Bug": _("Bug"),
        "Check": _("Check"),
        "Cite": _("Cite"),
        "Done": _("Done"),
        "Example": _("Example"),
        "Fail": _("Fail"),
        "Failure": _("Failure"),
        "Faq": _("Faq"),
        "Help": _("Help"),
        "Info": _("Info"),
        "Message": _("Message"),
        "Missing": _("Missing"),
        "Question": _("Question"),
        "Quote": _("Quote"),
        "Success": _("Success"),
        "Summary": _("Summary"),
        "Tldr": _("Tldr"),
        "Todo": _("Todo"),
        "Warn": _("Warn"),
    }
