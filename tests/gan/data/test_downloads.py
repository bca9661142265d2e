"""Downloads from a server on this machine: whole, stopped, damaged, absent."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pooch
import pytest
from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images import downloads
from gan_playground.gan.data.images.downloads import (
    DOWNLOADS,
    DownloadCancelledError,
    cached,
    fetch,
    folder_of,
)
from gan_playground.gan.data.images.files import read_album
from serving import LABELS, MNIST, PICTURES, Server, left_in, offer, out_of_reach, rng, serving

BATCH = b"".join(bytes([i]) + rng.bytes(3072) for i in range(10))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with serving(monkeypatch, tmp_path) as server:
        yield server


def get(name: str) -> Path:
    return fetch(name, lambda done, total: None, lambda: False)


def sentence_of(name: str) -> str:
    with pytest.raises(PlaygroundError) as caught:
        get(name)
    assert str(caught.value).endswith(".")
    return str(caught.value)


@pytest.mark.parametrize("name", ["mnist", "fashion-mnist"])
def test_digits_and_clothes_come_and_stay(name: str, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    download = offer(server, monkeypatch, name, MNIST)
    assert cached(name) is None
    told: list[tuple[int, int]] = []
    folder = fetch(name, lambda done, total: told.append((done, total)), lambda: False)
    assert folder == folder_of(name) == cached(name)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (download.size_bytes, download.size_bytes)
    assert len(told) > 3
    album = read_album(folder)
    assert album.pictures.tobytes() == PICTURES[16:]
    assert album.labels is not None
    assert album.labels.tolist() == list(LABELS[8:])
    assert len(album.classes) == len(download.classes)
    asked = len(server.asked)
    assert get(name) == folder
    assert len(server.asked) == asked


def test_what_is_there_is_not_fetched_again(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    (get("mnist") / "train-labels-idx1-ubyte.gz").write_bytes(b"cut")
    server.asked.clear()
    assert cached("mnist") is None
    told: list[int] = []
    fetch("mnist", lambda done, total: told.append(total - done), lambda: False)
    assert server.asked == ["/train-labels-idx1-ubyte.gz"]
    assert told[-1] == 0
    assert cached("mnist")


@pytest.mark.parametrize("pieces", [0, 1, 2])
def test_stopped_between_two_pieces(pieces: int, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    told: list[int] = []
    with pytest.raises(DownloadCancelledError, match="was stopped"):
        fetch("mnist", lambda done, total: told.append(done), lambda: len(told) >= pieces)
    assert len(told) == pieces
    assert left_in(folder_of("mnist")) == []
    assert cached("mnist") is None


def test_what_came_whole_before_it_was_stopped_is_kept(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    with pytest.raises(DownloadCancelledError):
        fetch("mnist", lambda done, total: None, lambda: len(server.asked) > 1)
    assert left_in(folder_of("mnist")) == ["train-images-idx3-ubyte.gz"]


@pytest.mark.parametrize("change", ["other", "longer", "shorter"])
def test_a_false_file_is_not_kept(change: str, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    path = "/train-images-idx3-ubyte.gz"
    good = MNIST[path]
    server.files[path] = {"other": good[:-1] + b"?", "longer": good + b"?", "shorter": good[:-1]}[change]
    sentence = sentence_of("mnist")
    assert "checksum differs" in sentence
    assert str(folder_of("mnist")) in sentence
    assert server.address + path in sentence
    assert left_in(folder_of("mnist")) == []


def test_an_endless_file_is_left_after_what_it_should_have(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    server.files["/train-images-idx3-ubyte.gz"] = bytes(40 * 2**20)
    told: list[int] = []
    with pytest.raises(PlaygroundError):
        fetch("mnist", lambda done, total: told.append(done), lambda: False)
    assert told[-1] <= len(MNIST["/train-images-idx3-ubyte.gz"])


def test_a_line_that_breaks(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    path = "/train-images-idx3-ubyte.gz"
    server.lengths[path] = len(MNIST[path])
    server.files[path] = MNIST[path][:100_000]
    assert "cannot be fetched" in sentence_of("mnist")
    assert left_in(folder_of("mnist")) == []


def test_a_server_that_does_not_have_it(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    server.files.clear()
    assert "cannot be fetched" in sentence_of("mnist")


def test_without_a_network_it_is_said_what_to_put_where(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    out_of_reach(monkeypatch, "mnist")
    sentence = sentence_of("mnist")
    assert "http://127.0.0.1:9/train-images-idx3-ubyte.gz" in sentence
    assert str(folder_of("mnist")) in sentence
    for path, content in MNIST.items():
        (folder_of("mnist") / path[1:]).write_bytes(content)
    assert get("mnist") == cached("mnist")


def test_a_folder_that_cannot_be_one(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    (tmp_path / "data").write_bytes(b"a file")
    assert cached("mnist") is None
    assert "cannot be written" in sentence_of("mnist")


# CIFAR-10's archive.


def archive_of(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


BATCHES = [(f"cifar-10-batches-bin/data_batch_{i}.bin", BATCH) for i in range(1, 6)]


def offer_cifar(server: Server, monkeypatch: pytest.MonkeyPatch, archive: bytes) -> None:
    download = offer(server, monkeypatch, "cifar-10", {"/cifar-10-binary.tar.gz": archive})
    small = tuple((name, len(BATCH)) for name, _ in download.unpacked)
    monkeypatch.setitem(DOWNLOADS, "cifar-10", replace(download, unpacked=small))


def test_cifar_is_unpacked_and_nothing_else(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    others = [("cifar-10-batches-bin/readme.html", b"<p>"), ("../outside", b"x"), ("/tmp/../absolute.bin", b"x")]
    offer_cifar(server, monkeypatch, archive_of(*others, *BATCHES))
    folder = get("cifar-10")
    assert left_in(folder) == [f"data_batch_{i}.bin" for i in range(1, 6)]
    assert left_in(tmp_path / "data") == ["cifar-10"]
    assert cached("cifar-10") == folder
    album = read_album(folder)
    assert album.pictures.shape == (50, 32, 32, 3)
    assert album.classes == DOWNLOADS["cifar-10"].classes


def test_an_archive_put_there_by_hand(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = archive_of(*BATCHES)
    offer_cifar(server, monkeypatch, archive)
    folder_of("cifar-10").mkdir(parents=True)
    (folder_of("cifar-10") / "cifar-10-binary.tar.gz").write_bytes(archive)
    assert cached(get("cifar-10").name)
    assert server.asked == []


def link(name: str, target: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = tarfile.SYMTYPE, target
        tar.addfile(info)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "archive",
    [
        archive_of(),
        archive_of(*BATCHES[:4]),
        archive_of(*BATCHES[:4], (BATCHES[4][0], BATCH + b"?")),
        archive_of(*BATCHES[:4], ("../" + BATCHES[4][0], BATCH)),
        archive_of(*[(f"{i}", b"") for i in range(200)], *BATCHES),
        archive_of(("large", bytes(2**20)), *BATCHES),
        archive_of(*BATCHES)[:-5_000],
        link(BATCHES[0][0], "/etc/passwd"),
        b"no archive",
        gzip.compress(b"no archive"),
    ],
    ids=range(10),
)
def test_false_archives(archive: bytes, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer_cifar(server, monkeypatch, archive)
    assert "cifar-10-binary.tar.gz" in sentence_of("cifar-10")
    assert cached("cifar-10") is None
    for path in folder_of("cifar-10").glob("*.bin"):
        assert path.read_bytes() == BATCH


def test_stopped_while_it_is_unpacked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer_cifar(server, monkeypatch, archive_of(*BATCHES))
    with pytest.raises(DownloadCancelledError):
        fetch("cifar-10", lambda done, total: None, lambda: "data_batch_2.bin" in left_in(folder_of("cifar-10")))
    assert left_in(folder_of("cifar-10")) == ["cifar-10-binary.tar.gz", "data_batch_1.bin", "data_batch_2.bin"]
    assert get("cifar-10") == cached("cifar-10")
    assert len(server.asked) == 1


# What is offered.


def test_what_is_offered() -> None:
    sizes = {name: download.size_bytes for name, download in DOWNLOADS.items()}
    assert sizes == {"mnist": 9_941_303, "fashion-mnist": 26_451_395, "cifar-10": 170_052_171}
    for download in DOWNLOADS.values():
        assert len(download.classes) == 10
        for file in download.files:
            kind, checksum = file.checksum.split(":")
            assert len(bytes.fromhex(checksum)) == {"md5": 16, "sha256": 32}[kind]
    assert [name for name, _ in DOWNLOADS["cifar-10"].kept] == [f"data_batch_{i}.bin" for i in range(1, 6)]


def test_where_they_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(downloads.environment_name, raising=False)
    assert folder_of("mnist") == Path(pooch.os_cache("gan-playground")) / "mnist"
    monkeypatch.setenv(downloads.environment_name, str(tmp_path))
    assert folder_of("mnist") == tmp_path / "mnist"


def test_names_that_nobody_offers() -> None:
    for attempt in (cached, get):
        with pytest.raises(PlaygroundError, match="mnist, fashion-mnist, cifar-10"):
            attempt("imagenet")
