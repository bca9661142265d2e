"""A server of files on this machine, for downloads: whole, damaged, stalled, absent."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest
from msgspec.structs import replace

from gan_playground.gan.data.images.downloads import DOWNLOADS, Download, RemoteFile
from gan_playground.session.files.fetching import Fetcher

patience_s = 20
rng = np.random.default_rng(0)
PICTURES = bytes([0, 0, 8, 3, 0, 0, 1, 0, 0, 0, 0, 28, 0, 0, 0, 28]) + rng.bytes(256 * 28 * 28)
LABELS = bytes([0, 0, 8, 1, 0, 0, 1, 0]) + bytes(i % 10 for i in range(256))
MNIST = {
    "/train-images-idx3-ubyte.gz": gzip.compress(PICTURES),
    "/train-labels-idx1-ubyte.gz": gzip.compress(LABELS),
}


class Server(ThreadingHTTPServer):
    """Sends what is in `files`; says how much comes as `lengths` have it.

    While `flowing` is not set, it falls silent in the middle of a file.
    """

    daemon_threads = False  # so that closing waits for every answer

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.lengths: dict[str, int] = {}
        self.asked: list[str] = []
        self.flowing = Event()
        self.flowing.set()
        super().__init__(("127.0.0.1", 0), Answer)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        content = self.server.files.get(self.path)
        if content is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(self.server.lengths.get(self.path, len(content))))
        self.end_headers()
        half = len(content) // 2
        try:
            self.wfile.write(content[:half])
            self.server.flowing.wait(patience_s)
            self.wfile.write(content[half:])
        except OSError:  # nobody listens any more
            self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def flows_once_cancelled(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a server that is silent go on as soon as nobody listens any more, and not before."""
    cancel = Fetcher.cancel

    def cancel_and_flow(fetcher: Fetcher) -> None:
        cancel(fetcher)
        server.flowing.set()

    monkeypatch.setattr(Fetcher, "cancel", cancel_and_flow)


@contextmanager
def serving(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    """A server that answers, and an empty folder for what comes."""
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path / "data"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.flowing.set()
            server.shutdown()
            thread.join()


def offer(server: Server, monkeypatch: pytest.MonkeyPatch, name: str, files: dict[str, bytes]) -> Download:
    """Make the server send `files`, and a download expect just these."""
    server.files.update(files)
    remote = tuple(
        RemoteFile(server.address + path, len(content), f"md5:{hashlib.md5(content).hexdigest()}")
        for path, content in files.items()
    )
    download = replace(DOWNLOADS[name], files=remote)
    monkeypatch.setitem(DOWNLOADS, name, download)
    return download


def out_of_reach(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let a download point to where nobody listens, as without a network."""
    dead = tuple(replace(file, url="http://127.0.0.1:9/" + file.name) for file in DOWNLOADS[name].files)
    monkeypatch.setitem(DOWNLOADS, name, replace(DOWNLOADS[name], files=dead))


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
