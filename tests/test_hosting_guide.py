"""The files for hosts that the documentation shows: valid for the host, and all about the same folder."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

GUIDE = Path(__file__).parents[1] / "docs/guide"
FILES = GUIDE / "hosts"
OUTPUT = "build/html"


def read(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")


def test_the_guide_shows_every_file() -> None:
    shown = re.findall(r"\{literalinclude\} hosts/(\S+)", (GUIDE / "hosts.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(file.name for file in FILES.iterdir())


@pytest.mark.parametrize(
    ("name", "schema"), [("gitlab-ci.yml", "vendor.gitlab-ci"), ("rebuild.yml", "vendor.github-workflows")]
)
def test_a_file_is_valid_for_its_host(name: str, schema: str) -> None:
    pytest.importorskip("check_jsonschema", reason="nox -s lint checks these files")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(FILES / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_gitlab_publishes_the_folder_that_it_builds_and_keeps_it_for_the_next_build() -> None:
    job = yaml.safe_load(read("gitlab-ci.yml"))["pages"]
    assert job["artifacts"]["paths"] == ["public"]
    assert job["script"][-1] == "python -m nox -s html -- public"
    assert "build" in job["cache"]["paths"]


def test_the_other_hosts_publish_the_output_of_the_session_html() -> None:
    netlify = tomllib.loads(read("netlify.toml"))
    assert netlify["build"]["publish"] == OUTPUT
    assert netlify["build"]["command"].endswith("nox -s html")
    vercel = json.loads(read("vercel.json"))
    assert vercel["outputDirectory"] == OUTPUT
    assert vercel["buildCommand"].endswith("nox -s html")
    assert {key for key in vercel if not key.startswith("$")} <= {
        "framework",
        "installCommand",
        "buildCommand",
        "outputDirectory",
        "headers",
    }
    assert tomllib.loads(read("wrangler.toml"))["pages_build_output_dir"] == OUTPUT
    assert f"/srv/kb/{OUTPUT}" in read("nginx.conf")
    assert f"/srv/kb/{OUTPUT}" in read("Caddyfile")


def test_a_workflow_asks_for_a_build_each_day() -> None:
    workflow = yaml.safe_load(read("rebuild.yml"))
    assert re.fullmatch(r"\d+ \d+ \* \* \*", workflow[True]["schedule"][0]["cron"])
    (step,) = workflow["jobs"]["rebuild"]["steps"]
    assert "secrets.BUILD_HOOK" in step["env"]["BUILD_HOOK"]


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_server_has_the_page_for_unknown_addresses_and_hides_what_sphinx_keeps(name: str) -> None:
    text = read(name)
    assert text.count("{") == text.count("}")
    assert "/404.html" in text
    assert "404" in text.split("What Sphinx keeps", 1)[1]


def test_nginx_accepts_its_file(tmp_path: Path) -> None:
    nginx, types = shutil.which("nginx") or shutil.which("/usr/sbin/nginx"), Path("/etc/nginx/mime.types")
    if not nginx or not types.is_file():
        pytest.skip("nginx is not installed.")
    shutil.copy(types, tmp_path)
    shutil.copy(FILES / "nginx.conf", tmp_path / "kb.conf")
    main = tmp_path / "nginx.conf"
    main.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n  include {tmp_path}/kb.conf;\n}}\n", encoding="utf-8")
    done = subprocess.run([nginx, "-t", "-c", str(main)], capture_output=True, text=True, check=False)
    assert "syntax is ok" in done.stderr, done.stderr


def test_caddy_accepts_its_file() -> None:
    if not (caddy := shutil.which("caddy")):
        pytest.skip("Caddy is not installed.")
    command = [caddy, "validate", "--adapter", "caddyfile", "--config", str(FILES / "Caddyfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
