"""Pictures that are fetched from a server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from importing import EXPORTS, read_folder, run_import
from sphinx_anthology.importers.entry import ImportRefusedError
from sphinx_anthology.importers.writing import fetching
from sphinx_anthology.importers.writing.fetching import Fetcher

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


class _Handler(BaseHTTPRequestHandler):
    """Serves pictures; some addresses answer as servers in trouble do."""

    def do_GET(self) -> None:
        server: Any = self.server
        server.asked.append((self.path, self.headers.get("Range")))
        busy = server.busy.pop(self.path, 0)
        if busy:
            self.send_response(busy)
            self.send_header("Retry-After", "7")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path == "/to-local.png":
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{server.server_port}/secret.png")
            self.end_headers()
        elif self.path == "/gone.png":
            self.send_error(404)
        else:
            self._send(PNG if "page" not in self.path else b"<!doctype html><p>gone")

    def _send(self, data: bytes) -> None:
        server: Any = self.server
        start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        is_cut = server.cut.pop(self.path, False)
        self.wfile.write(data[start : 4000 if is_cut else None])
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[Any]:
    made: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made.asked, made.busy, made.cut = [], {}, {}
    made.site = f"http://127.0.0.1:{made.server_port}"
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def fetch(server: Any, path: str, folder: Path, waits: list[float] | None = None) -> str:
    fetcher = Fetcher((waits if waits is not None else []).append)
    return fetcher(f"{server.site}{path}", folder, {"taken.png"}, server.site)


def test_a_picture_gets_the_suffix_of_its_content(server: Any, tmp_path: Path) -> None:
    assert fetch(server, "/a%20b/%EC%82%AC%EC%A7%84.jpg?w=300", tmp_path) == "사진.png"
    assert (tmp_path / "사진.png").read_bytes() == PNG
    assert fetch(server, "/taken.jpg", tmp_path).startswith("taken-")


def test_a_transfer_that_breaks_off_is_continued(server: Any, tmp_path: Path) -> None:
    server.cut["/a.png"] = True
    assert (tmp_path / fetch(server, "/a.png", tmp_path)).read_bytes() == PNG
    assert [asked for _, asked in server.asked] == [None, "bytes=4000-"]


def test_a_busy_server_is_given_the_time_that_it_asks_for(server: Any, tmp_path: Path) -> None:
    server.busy["/a.png"] = 429
    waits: list[float] = []
    assert fetch(server, "/a.png", tmp_path, waits) == "a.png"
    assert 7.0 in waits


@pytest.mark.parametrize("path", ["/page.png", "/gone.png", "/to-local.png"])
def test_what_is_no_picture_is_refused(server: Any, tmp_path: Path, path: str) -> None:
    with pytest.raises(ImportRefusedError):
        fetch(server, path, tmp_path)
    assert read_folder(tmp_path) == {}


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example.org/x",
        "http://127.0.0.1:1/x.png",
        "http://[::1]/x",
        "http:///x",
        "http://[x/a.png",
        "http://me:secret@a.example.org/x.png",
        "/x.png",
    ],
)
def test_addresses_that_are_none_of_the_web_are_not_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(ImportRefusedError):
        Fetcher(lambda _: None)(url, tmp_path, set(), "https://blog.example.org")


def test_an_import_fetches_the_pictures_of_posts_once(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_PAUSE", 0.0)
    text = (EXPORTS / "wordpress.xml").read_text(encoding="utf-8").replace("https://tides.example.org", server.site)
    (tmp_path / "export.xml").write_text(text, encoding="utf-8")
    posts = tmp_path / "posts"
    before = run_import(tmp_path / "export.xml", posts)
    assert before["summary"]["remote"] > 0
    assert server.asked == []
    record = run_import(tmp_path / "export.xml", posts, "--fetch")
    post = (posts / "blocks/index.md").read_text(encoding="utf-8")
    assert "```{figure} low-1024x768.png\n" in post
    assert ":target: low.png\n" in post
    assert "coverImage: low.png\n" in post
    assert f"\n% low.png: {server.site}/wp-content/uploads/2025/03/low.jpg\n" in post
    assert (posts / "blocks/low.png").read_bytes() == PNG
    assert record["summary"]["remote"] == 0
    asked = len(server.asked)
    files = read_folder(posts)
    again = run_import(tmp_path / "export.xml", posts, "--fetch")
    assert len(server.asked) == asked
    assert read_folder(posts) == files
    assert {post["action"] for post in again["posts"]} == {"unchanged"}
    assert {post["action"] for post in run_import(tmp_path / "export.xml", posts)["posts"]} == {"unchanged"}
