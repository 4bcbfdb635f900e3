"""What axe finds in a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def find_violations(page: Page, within: str) -> list[str]:
    """Return what axe finds wrong: the rule and the element.

    :param within: the CSS selector of the part of the page that is looked at.
    """
    violations = Axe().run(page, context=within).response["violations"]
    return [f"{found['id']}: {node['html']}" for found in violations for node in found["nodes"]]
