"""A site on a server, because browsers load no modules from disk."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO

FAVICON = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z" fill="#36c"/></svg>'


class Handler(SimpleHTTPRequestHandler):
    """Serves files without a log, and with headers that the server sets."""

    def end_headers(self) -> None:
        for name, value in getattr(self.server, "headers", {}).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class has this name
        pass


class HostHandler(Handler):
    """Serves files as hosts do: text is compressed, connections are kept, and there is an icon of the site."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """Else a response on a kept connection waits 40 ms for the browser to confirm its headers."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send the headers of a file, and return its content; None if there is no such file."""
        path = Path(self.translate_path(self.path))
        if self.path == "/favicon.ico" and not path.is_file():
            return self._send("image/svg+xml", FAVICON)
        if path.is_dir() and self.path.endswith("/"):
            path /= "index.html"
        kind = self.guess_type(path)
        if not path.is_file() or not kind.startswith(("text/", "application/j", "application/xml", "image/svg")):
            return super().send_head()
        return self._send(kind, path.read_bytes())

    def _send(self, kind: str, data: bytes) -> io.BytesIO:
        is_packed = "gzip" in self.headers.get("Accept-Encoding", "")
        content = gzip.compress(data, 6) if is_packed else data
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)


class Server(ThreadingHTTPServer):
    """Serves a folder. A browser that goes away while it reads is no error."""

    daemon_threads = True

    def __init__(self, output: Path, handler: type[Handler], headers: Mapping[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), partial(handler, directory=str(output)))
        self.headers = headers

    def handle_error(self, request: object, client_address: object) -> None:
        """Report an error, unless the connection is lost."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(output: Path, handler: type[Handler] = Handler, **headers: str) -> Iterator[str]:
    """Serve a folder, and give the address of its root.

    :param handler: what answers: ``HostHandler`` does so as hosts of sites do.
    :param headers: headers of each response, with underscores for dashes.
    """
    with Server(output, handler, {name.replace("_", "-"): value for name, value in headers.items()}) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
