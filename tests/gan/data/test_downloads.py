"""Downloads from a server on this machine: whole, stopped, damaged, absent."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest
from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images import downloads, transfer
from gan_playground.gan.data.images.checksums import note_name
from gan_playground.gan.data.images.downloads import DOWNLOADS, cached, folder_of, mirror_name, seems_cached
from gan_playground.gan.data.images.fetch import DownloadCancelledError, adopt, fetch
from gan_playground.gan.data.images.files import read_album
from serving import LABELS, MNIST, PICTURES, Server, left_in, offer, out_of_reach, rng, serving

BATCH = b"".join(bytes([i]) + rng.bytes(3072) for i in range(10))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with serving(monkeypatch, tmp_path) as server:
        yield server


PART = "train-images-idx3-ubyte.gz.part"


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
    assert left_in(folder_of("mnist")) == [PART]


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


def test_a_line_that_breaks_is_gone_on_with(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    server.breaks += [100_000, 0, 30_000]
    told: list[int] = []
    fetch("mnist", lambda done, total: told.append(done), lambda: False)
    assert server.ranges == [None, "bytes=100000-", "bytes=100000-", "bytes=130000-", None]
    assert told == sorted(told)
    assert cached("mnist")


def test_where_nobody_goes_on_in_the_middle_it_begins_anew(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    server.takes_ranges = False
    server.breaks += [100_000]
    assert get("mnist") == cached("mnist")
    assert len(server.asked) == 3


def test_a_line_that_stalls_is_hung_up_and_gone_on_with(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    monkeypatch.setattr(transfer, "timeout_s", 0.1)
    server.flowing.clear()
    told: list[int] = []

    def show(done: int, total: int) -> None:
        told.append(done)
        if len(server.ranges) > 1:
            server.flowing.set()

    fetch("mnist", show, lambda: False)
    assert server.ranges[0] is None
    assert str(server.ranges[1]).startswith("bytes=")
    assert cached("mnist")


def test_a_silent_server_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", {path: content[:1] for path, content in MNIST.items()})
    monkeypatch.setattr(transfer, "timeout_s", 0.05)
    server.flowing.clear()
    assert "127.0.0.1 has sent nothing for" in sentence_of("mnist")
    assert left_in(folder_of("mnist")) == []


def test_a_silent_server_is_not_waited_for_when_it_is_stopped(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    server.flowing.clear()
    with pytest.raises(DownloadCancelledError):
        fetch("mnist", lambda done, total: None, lambda: bool(server.asked))
    assert not server.flowing.is_set()
    assert left_in(folder_of("mnist")) == []


def test_what_had_come_is_gone_on_with_by_the_next_program(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong with what was kept, what is in its place at the end is right."""
    offer(server, monkeypatch, "mnist", MNIST)
    whole, folder = MNIST["/train-images-idx3-ubyte.gz"], folder_of("mnist")
    path, told = "/train-images-idx3-ubyte.gz", []
    server.lengths[path], server.files[path] = len(whole), whole[:100_000]
    sentence_of("mnist")  # the line broke off
    server.lengths.clear()
    server.files[path] = whole
    came = (folder / PART).read_bytes()
    assert 0 < len(came) < len(whole)
    assert whole.startswith(came)
    for kept, ranges in (
        (came, [f"bytes={len(came)}-"]),
        (whole, []),
        (came[:-9] + bytes(9), [f"bytes={len(came)}-", None]),  # another version, or damaged
        (bytes(len(whole)), [None]),
        (whole + b"more", [None]),
    ):
        (folder / "train-images-idx3-ubyte.gz").unlink(missing_ok=True)
        (folder / PART).write_bytes(kept)
        server.ranges.clear()
        server.asked.clear()
        told.clear()
        fetch("mnist", lambda done, total: told.append(done), lambda: False)
        asked = [begins for path, begins in zip(server.asked, server.ranges, strict=True) if "images" in path]
        assert asked == ranges
        assert cached("mnist")
        assert left_in(folder) == ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]


def test_what_a_program_left_that_was_killed_is_gone_on_with(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    folder, content = folder_of("mnist"), MNIST["/train-images-idx3-ubyte.gz"][:50_000]
    folder.mkdir(parents=True)
    old, new = folder / f".{PART[:-5]}.old.part", folder / f".{PART[:-5]}.new.part"
    for path in (old, new):
        path.write_bytes(content)
    os.utime(old, (0, 0))
    get("mnist")
    assert server.ranges[0] == "bytes=50000-"
    assert not old.exists()
    assert new.read_bytes() == content, "another program may be at it"


def test_a_mirror_is_asked_in_place_of_all_others(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the names in it that the folder of downloads has."""
    offer(server, monkeypatch, "mnist", MNIST)
    server.files = {f"/base/mnist{path}": content for path, content in MNIST.items()}
    monkeypatch.setenv(mirror_name, f"{server.address}/base/")
    assert get("mnist") == cached("mnist")
    assert server.asked == list(server.files)
    monkeypatch.setenv(mirror_name, "somewhere")
    (folder_of("mnist") / "train-labels-idx1-ubyte.gz").unlink()
    assert "somewhere/mnist/train-labels-idx1-ubyte.gz is no address" in sentence_of("mnist")


def test_a_proxy_is_gone_through(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """One is asked for the whole address."""
    far = "http://far.invalid"
    offer(server, monkeypatch, "mnist", MNIST)
    server.files = {far + path: content for path, content in MNIST.items()}
    remote = tuple(replace(file, url=f"{far}/{file.name}") for file in DOWNLOADS["mnist"].files)
    monkeypatch.setitem(DOWNLOADS, "mnist", replace(DOWNLOADS["mnist"], files=remote))
    monkeypatch.setenv("HTTP_PROXY", server.address)
    assert get("mnist") == cached("mnist")
    assert server.asked == list(server.files)
    (folder_of("mnist") / "train-labels-idx1-ubyte.gz").unlink()
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert "the proxy that the surroundings name" in sentence_of("mnist")


def test_a_file_of_the_right_size_and_wrong_content_is_not_trusted(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    path = get("mnist") / "train-images-idx3-ubyte.gz"
    path.write_bytes(bytes(path.stat().st_size))
    assert seems_cached("mnist")
    assert cached("mnist") is None
    server.asked.clear()
    get("mnist")
    assert server.asked == ["/train-images-idx3-ubyte.gz"]
    assert cached("mnist")


# Files that somebody has.


def test_files_that_are_here_already_are_taken_and_checked(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    offer(server, monkeypatch, "mnist", MNIST)
    far = tmp_path / "stick" / "course" / "raw"
    far.mkdir(parents=True)
    told: list[int] = []

    def take() -> Path:
        return adopt("mnist", tmp_path / "stick", lambda done, total: told.append(total - done), lambda: False)

    for path, content in MNIST.items():
        (far / path[1:]).write_bytes(content[:-1] + b"?")
    with pytest.raises(PlaygroundError, match=r"holds no train-images-idx3-ubyte\.gz of"):
        take()
    assert left_in(folder_of("mnist")) == []
    for path, content in MNIST.items():
        (far / path[1:]).write_bytes(content)
    assert take() == cached("mnist")
    assert told[-1] == 0
    assert len(left_in(far)) == 2, "they stay where they were"
    assert server.asked == []


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
    assert left_in(folder) == [note_name, *(f"data_batch_{i}.bin" for i in range(1, 6))]
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


def test_what_was_unpacked_and_has_changed_since_is_not_trusted(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    archive = archive_of(*BATCHES)
    offer_cifar(server, monkeypatch, archive)
    (get("cifar-10") / "data_batch_3.bin").write_bytes(bytes(len(BATCH)))
    assert cached("cifar-10") is None
    (tmp_path / "cifar-10-binary.tar.gz").write_bytes(archive)
    server.asked.clear()
    assert adopt("cifar-10", tmp_path, lambda done, total: None, lambda: False) == cached("cifar-10")
    assert (folder_of("cifar-10") / "data_batch_3.bin").read_bytes() == BATCH
    assert server.asked == []


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
    assert folder_of("mnist") == platformdirs.user_cache_path("gan-playground") / "mnist"
    monkeypatch.setenv(downloads.environment_name, str(tmp_path))
    assert folder_of("mnist") == tmp_path / "mnist"


def test_names_that_nobody_offers() -> None:
    for attempt in (cached, get):
        with pytest.raises(PlaygroundError, match="mnist, fashion-mnist, cifar-10"):
            attempt("imagenet")
