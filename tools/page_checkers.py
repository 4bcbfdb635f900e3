"""Programs that judge pages: Lighthouse, axe and the Nu Html Checker (vnu)."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from chromium import CHROMIUM, FLAGS, Scheme
from playwright.sync_api import Browser

CATEGORIES = {"performance": "Performance", "accessibility": "Accessibility", "best-practices": "Best practices", "seo": "SEO"}
_QUOTED = re.compile(r"“[^”]*”")


@dataclass(frozen=True, slots=True)
class Scores:
    """What Lighthouse says of a page."""

    categories: Mapping[str, int]
    """Points from 0 to 100, by the name of the category."""
    lcp: float
    """Largest contentful paint, in milliseconds."""
    cls: float
    """Cumulative layout shift."""
    failed: tuple[str, ...]
    """The audits that cost points."""
    speed: float
    """How fast this machine was meanwhile, as Lighthouse's benchmark index: a desktop computer has over 1000."""


def run_lighthouse(program: Path, address: str) -> Scores:
    """Run Lighthouse once, as on a phone."""
    command = [str(program), address, "--output=json", "--quiet", f"--chrome-flags={' '.join(FLAGS)}"]
    only = f"--only-categories={','.join(CATEGORIES)}"
    environment = os.environ | {"CHROME_PATH": CHROMIUM or ""}
    done = subprocess.run([*command, only], check=True, capture_output=True, env=environment, timeout=300)
    report = json.loads(done.stdout)
    audits = report["audits"]
    failed = {
        reference["id"]
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"] and (audits[reference["id"]]["score"] or 0) < 0.9
        if audits[reference["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    }
    return Scores(
        {name: round(100 * (category["score"] or 0)) for name, category in report["categories"].items()},
        audits["largest-contentful-paint"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        tuple(sorted(failed)),
        report["environment"]["benchmarkIndex"],
    )


def take_medians(runs: list[Scores]) -> Scores:
    """Return the median of each figure, and each audit that failed in half of the runs."""
    failed = [name for run in runs for name in run.failed]
    return Scores(
        {name: round(median(run.categories[name] for run in runs)) for name in CATEGORIES},
        median(run.lcp for run in runs),
        median(run.cls for run in runs),
        tuple(sorted({name for name in failed if 2 * failed.count(name) >= len(runs)})),
        median(run.speed for run in runs),
    )


def run_axe(browser: Browser, script: str, address: str, scheme: Scheme) -> list[str]:
    """Return what axe finds wrong in a page: the rule and the element.

    :param script: the text of axe.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page.goto(address, wait_until="networkidle")
    page.evaluate(script)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    page.close()
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]]


def run_vnu(jar: Path, pages: Iterable[Path]) -> dict[str, list[str]]:
    """Return the errors that the Nu Html Checker finds, each with the files that have it. Names in errors are left out."""
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run([*command, *map(str, pages)], check=True, capture_output=True, timeout=600)
    errors: dict[str, list[str]] = {}
    for message in json.loads(done.stdout)["messages"]:
        if message["type"] in ("error", "non-document-error"):
            errors.setdefault(_QUOTED.sub("“…”", message["message"]), []).append(message.get("url", ""))
    return errors
