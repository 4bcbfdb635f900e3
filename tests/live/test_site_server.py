"""Which requests the server of ``anthology live`` answers."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from sphinx_anthology.live.options import BuildOptions
from sphinx_anthology.live.session import Session
from sphinx_anthology.live.site_server import list_allowed_hosts, make_application


def ask(root: Path, hosts: Sequence[str], named: str) -> int:
    """Return the status of the answer to a request for the home page that names a host."""
    session = Session(BuildOptions(root, root, root, root), "", lambda line: None)
    application = make_application(root, session, hosts)
    answers: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    async def send(answer: MutableMapping[str, Any]) -> None:
        answers.append(answer)

    headers = [(b"host", named.encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "root_path": "", "query_string": b"", "headers": headers}
    asyncio.run(application(scope, receive, send))
    return int(answers[0]["status"])


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("127.0.0.7", "127.0.0.7"),
        ("::1", "::1"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("my-machine", "127.0.1.1"),
    ],
)
def test_a_server_for_this_machine_answers_to_its_own_names_only(tmp_path: Path, host: str, address: str) -> None:
    (tmp_path / "index.html").write_text("<html></html>")
    hosts = list_allowed_hosts(host, address)
    assert [ask(tmp_path, hosts, name) for name in ("127.0.0.1:8000", "localhost:8000", "[::1]:8000", "[::1]")] == [200] * 4
    assert ask(tmp_path, hosts, "[::1]:8000" if ":" in host else host) == 200
    assert [ask(tmp_path, hosts, name) for name in ("attacker.example:8000", "127.0.0.1.attacker.example", "")] == [400] * 3


@pytest.mark.parametrize(("host", "address"), [("0.0.0.0", "0.0.0.0"), ("::", "::"), ("my-machine", "192.0.2.7")])
def test_a_server_for_the_network_answers_to_any_name(tmp_path: Path, host: str, address: str) -> None:
    (tmp_path / "index.html").write_text("<html></html>")
    hosts = list_allowed_hosts(host, address)
    assert [ask(tmp_path, hosts, name) for name in ("192.0.2.7:8000", "my-machine.local", "[2001:db8::7]:80")] == [200] * 3
