"""The files for hosts that the documentation shows: valid for the host, and all about the same folder."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

GUIDE = Path(__file__).parents[1] / "docs/guide"
FILES = GUIDE / "hosts"
OUTPUT = "build/html"


def read(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")


def test_the_guide_shows_every_file() -> None:
    guides = "".join((GUIDE / name).read_text(encoding="utf-8") for name in ("hosts.md", "warm-builds.md"))
    shown = re.findall(r"\{literalinclude\} hosts/(\S+)", guides)
    assert sorted(shown) == sorted(file.name for file in FILES.iterdir())


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("gitlab-ci.yml", "vendor.gitlab-ci"),
        ("rebuild.yml", "vendor.github-workflows"),
        ("warm-build.yml", "vendor.github-workflows"),
    ],
)
def test_a_file_is_valid_for_its_host(name: str, schema: str) -> None:
    pytest.importorskip("check_jsonschema", reason="nox -s lint checks these files")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(FILES / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_gitlab_publishes_the_folder_that_it_builds_and_keeps_it_for_the_next_build() -> None:
    job = yaml.safe_load(read("gitlab-ci.yml"))["pages"]
    assert job["pages"]["publish"] == OUTPUT  # not "public", in which many blogs have their images
    assert job["artifacts"]["paths"] == [OUTPUT]
    assert job["script"][-1] == "python -m nox -s html"
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


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A built site with a page, a folder without a page of its own, an old address and hidden files; and a free port."""
    root = tmp_path / "html"
    pages = ("index.html", "404.html", "posts/a.html", "browse/tags.html", "browse/tags/x.html", "old/index.html")
    for name in (*pages, ".buildinfo", "posts/.hidden/x", ".well-known/security.txt", "posts/a.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"<p>{name}", encoding="utf-8")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    yield tmp_path, port
    if (pid := tmp_path / "pid").is_file():
        os.kill(int(pid.read_text(encoding="utf-8")), signal.SIGTERM)


def start_nginx(folder: Path, port: int) -> None:
    nginx, types = shutil.which("nginx") or shutil.which("/usr/sbin/nginx"), Path("/etc/nginx/mime.types")
    if not nginx or not types.is_file():
        pytest.skip("nginx is not installed.")
    shutil.copy(types, folder)
    text = read("nginx.conf").replace(f"/srv/kb/{OUTPUT}", f"{folder}/html").replace("listen [::]:80;", "")
    (folder / "kb.conf").write_text(text.replace("listen 80;", f"listen 127.0.0.1:{port};"), encoding="utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""  # the folders of tests are their owner's
    logs = f"error_log {folder}/errors;\npid {folder}/pid;\n"
    main = f"{user}{logs}events {{}}\nhttp {{\n  access_log off;\n  include {folder}/kb.conf;\n}}\n"
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    subprocess.run([nginx, "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")], check=True)


def start_caddy(folder: Path, port: int) -> None:
    if not (caddy := shutil.which("caddy")):
        pytest.skip("Caddy is not installed.")
    text = read("Caddyfile").replace(f"/srv/kb/{OUTPUT}", f"{folder}/html")
    text = "{\n\tadmin off\n}\n" + text.replace("kb.example.org", f"http://127.0.0.1:{port}")
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    command = [caddy, "start", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    command += ["--pidfile", str(folder / "pid")]
    with (folder / "log").open("w", encoding="utf-8") as log:
        subprocess.run(command, check=True, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})


@pytest.mark.parametrize("start", [start_nginx, start_caddy])
def test_a_server_answers_with_pages_and_with_the_page_for_unknown_addresses(
    served: tuple[Path, int], start: Callable[[Path, int], None]
) -> None:
    folder, port = served
    start(folder, port)

    def get(path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", path)
        with connection.getresponse() as response:
            return response.status, response.read().decode()

    assert get("/") == (200, "<p>index.html")
    assert get("/posts/a") == get("/posts/a.html") == (200, "<p>posts/a.html")
    assert get("/posts/a.md") == (200, "<p>posts/a.md")
    assert get("/browse/tags") == (200, "<p>browse/tags.html")
    assert get("/old/") == (200, "<p>old/index.html")
    assert get("/old")[0] in (301, 308)  # its links are relative to /old/
    assert get("/.well-known/security.txt") == (200, "<p>.well-known/security.txt")
    assert get("/nothing") == get("/browse/") == (404, "<p>404.html")
    assert (get("/.buildinfo")[0], get("/posts/.hidden/x")[0]) == (404, 404)
