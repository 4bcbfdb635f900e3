"""A site on a server, because browsers load no modules from disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class Handler(SimpleHTTPRequestHandler):
    """Serves files without a log, and with headers that the server sets."""

    def end_headers(self) -> None:
        for name, value in getattr(self.server, "headers", {}).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class has this name
        pass


@contextmanager
def served(output: Path, **headers: str) -> Iterator[str]:
    """Serve a folder, and give the address of its root.

    :param headers: headers of each response, with underscores for dashes.
    """
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(output))) as server:
        server.headers = {name.replace("_", "-"): value for name, value in headers.items()}  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
