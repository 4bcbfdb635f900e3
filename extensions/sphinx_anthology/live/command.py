"""What ``anthology live`` does."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from fasteners import InterProcessLock

from .builder_link import adopt_orphans
from .options import BuildOptions
from .session import Session
from .site_server import SiteServer, list_allowed_hosts, make_application

_LOCK_FILE = "live.lock"
_TRIED_PORTS = 20


@dataclass(frozen=True, slots=True)
class Address:
    """Where the site is served, and what opens there."""

    host: str
    port: int
    """The next free one is taken if this one is not; 0 for any."""
    opens_browser: bool
    editor: str
    """The name of an editor, one of :data:`.EDITORS`; empty for none."""


class NotServedError(Exception):
    """The site cannot be served; the message says why."""


def default_folder(source: Path, configuration: Path) -> Path:
    """Return the folder for what is built of a project: below that of the user's caches, so that nothing is in the project."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    digest = blake2b(f"{source}\0{configuration}".encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return base / "sphinx-anthology" / "live" / f"{source.name or 'site'}-{digest}"


def serve(options: BuildOptions, address: Address, say: Callable[[str], None]) -> None:
    """Serve a site until the process is told to end.

    :param say: shows a line of text.
    :raises NotServedError: the address cannot be used, or another process serves the site.
    """
    options.doctrees.mkdir(parents=True, exist_ok=True)
    lock = InterProcessLock(options.doctrees / _LOCK_FILE)
    if not lock.acquire(blocking=False):
        raise NotServedError(f"Another process serves this site, from '{options.output}'. Use it, or name another --output.")
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(_serve(options, address, say))
    finally:
        lock.release()


async def _serve(options: BuildOptions, address: Address, say: Callable[[str], None]) -> None:
    adopt_orphans()
    listener = _listen(address)
    session = Session(options, address.editor, say)
    ip, port = listener.getsockname()[:2]
    application = make_application(options.output, session, list_allowed_hosts(address.host, ip))
    server = SiteServer(application, session, address.host, port)
    url = f"http://{_show_host(address.host)}:{port}/"
    say(f"Serving {options.source} at {url}")
    if address.opens_browser:
        webbrowser.open(url)
    building = asyncio.create_task(session.run())
    serving = asyncio.create_task(server.serve([listener]))
    await asyncio.wait([building, serving], return_when=asyncio.FIRST_COMPLETED)
    session.close()
    server.should_exit = True
    building.cancel()
    await serving
    with suppress(asyncio.CancelledError):
        await building


def _listen(address: Address) -> socket.socket:
    """Return a socket that listens at an address, with the next free port.

    :raises NotServedError: there is none.
    """
    ports = range(address.port, address.port + _TRIED_PORTS) if address.port else [0]
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    for port in ports:
        listener = socket.socket(family)
        if sys.platform != "win32":  # there, it would let two servers have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address.host, port))
        except OSError as error:
            listener.close()
            reason = error.strerror
            continue
        listener.listen()
        return listener
    raise NotServedError(f"Nothing can listen at {address.host}, ports {ports[0]} to {ports[-1]}: {reason}.")


def _show_host(host: str) -> str:
    """Return the name by which this machine reaches a server."""
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
