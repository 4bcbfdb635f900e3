"""HTTP: the files of the built site, and a stream of events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from hashlib import blake2b
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from .served_files import PREFIX, add_script, find_served_file, is_page, needs_slash, read_page
from .session import Session

_SCRIPTS = Path(__file__).parent / "browser"
_ALIVE_SECONDS = 15
_LOCAL = ("127.0.0.1", "localhost", "[::1]", "[")
"""The names of this machine. Older versions of Starlette cut ``[::1]:8000`` at its first colon."""
_NOTHING_YET = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Building</title></head>
<body><main><p>There is no page here yet.</p></main></body></html>"""


def list_allowed_hosts(host: str, address: str) -> list[str]:
    """Return the names that requests may name: those of this machine if only it can reach the server, and any otherwise.

    Pages of other sites could read drafts by a name that leads to this machine.

    :param host: the host that the author names.
    :param address: the IP address that is listened to.
    """
    return [*_LOCAL, host] if ip_address(address).is_loopback else ["*"]


def make_application(root: Path, session: Session, hosts: Sequence[str]) -> Starlette:
    """Return the application that serves a site.

    :param root: the folder of the built site.
    :param hosts: the names that requests may name; see :func:`list_allowed_hosts`.
    """

    async def serve(request: Request) -> Response:
        return await _serve_preview(session, request) or await _serve_file(root, request)

    async def serve_script(request: Request) -> Response:
        file = find_served_file(_SCRIPTS, request.path_params["name"])
        return FileResponse(file, headers={"Cache-Control": "no-cache"}) if file else Response(status_code=404)

    async def serve_events(request: Request) -> Response:
        lines = _write_events(session, request.query_params.get("page", "/"))
        return StreamingResponse(lines, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    routes = [
        Route(f"{PREFIX}/events", serve_events),
        Route(f"{PREFIX}/{{name:path}}", serve_script),
        Route("/{path:path}", serve),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)])


async def _serve_preview(session: Session, request: Request) -> Response | None:
    """Return the page that the build has not written yet; None if there is none."""
    file = session.previews.get(request.path_params["path"])
    try:
        return _make_page(add_script(await read_page(file)), 200, request) if file else None
    except OSError:
        return None


async def _serve_file(root: Path, request: Request) -> Response:
    path = request.path_params["path"]
    if folder := needs_slash(root, path):
        return RedirectResponse(folder)
    file, status = find_served_file(root, path), 200
    if file is None:
        file, status = find_served_file(root, "404.html"), 404
    if file is None:
        return _make_page(add_script(_NOTHING_YET), status, request)
    if not is_page(file):
        return FileResponse(file, status, headers={"Cache-Control": "no-cache"})
    try:
        return _make_page(add_script(await read_page(file)), status, request)
    except OSError:  # a build has just deleted it
        return _make_page(add_script(_NOTHING_YET), 404, request)


def _make_page(page: bytes, status: int, request: Request) -> Response:
    tag = f'"{blake2b(page, digest_size=8).hexdigest()}"'
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if status == 200 and request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(page, status, headers, media_type="text/html; charset=utf-8")


async def _write_events(session: Session, path: str) -> AsyncIterator[str]:
    """Yield events in the form of a stream, and a comment when there is none for a while.

    Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
    """
    with session.follow(path) as messages:
        while True:
            try:
                message = await asyncio.wait_for(messages.get(), _ALIVE_SECONDS)
            except TimeoutError:
                yield ":\n\n"
                continue
            if message is None:
                return
            yield f"data: {json.dumps(message)}\n\n"


class SiteServer(uvicorn.Server):
    """A server that lets go of browsers when it is told to end."""

    def __init__(self, application: Starlette, session: Session, host: str, port: int) -> None:
        super().__init__(uvicorn.Config(application, host, port, log_level="warning", timeout_graceful_shutdown=2))
        self._session = session

    def handle_exit(self, sig: int, frame: object) -> None:
        """End, because of a signal."""
        self._session.close()
        super().handle_exit(sig, frame)  # type: ignore[arg-type]
