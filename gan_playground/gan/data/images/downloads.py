"""Collections of pictures that everybody knows, fetched when a user asks for them, and kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images import cifar

environment_name = "GAN_PLAYGROUND_DATA"
timeout_s = 15
piece_bytes = 2**16
digits = tuple("0123456789")
clothes = ("T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot")


class DownloadCancelledError(PlaygroundError):
    """Somebody wanted no more of it."""


class RemoteFile(Struct, frozen=True):
    """A file somewhere else. checksum: as pooch takes it, its kind and a colon before it."""

    url: str
    size_bytes: int
    checksum: str

    @property
    def name(self) -> str:
        return self.url.rsplit("/", 1)[-1]


class Download(Struct, frozen=True):
    """A collection. classes: what its labels 0, 1, 2 ... mean. unpacked: the files that are wanted from an archive.

    unpacked: names in the archive and sizes in bytes; empty where the files are used as they come.
    """

    title: str
    files: tuple[RemoteFile, ...]
    classes: tuple[str, ...]
    unpacked: tuple[tuple[str, int], ...] = ()

    @property
    def size_bytes(self) -> int:
        """How much there is to be fetched."""
        return sum(file.size_bytes for file in self.files)

    @property
    def kept(self) -> tuple[tuple[str, int], ...]:
        """Names and sizes in bytes of the files that are there in the end."""
        if self.unpacked:
            return tuple((name.rsplit("/", 1)[-1], size) for name, size in self.unpacked)
        return tuple((file.name, file.size_bytes) for file in self.files)


mnist_at = "https://ossci-datasets.s3.amazonaws.com/mnist/"
fashion_at = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
pictures_name, labels_name = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"

DOWNLOADS: dict[str, Download] = {
    "mnist": Download(
        title="MNIST: handwritten digits",
        files=(
            RemoteFile(
                mnist_at + pictures_name,
                9_912_422,
                "sha256:440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
            ),
            RemoteFile(
                mnist_at + labels_name,
                28_881,
                "sha256:3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
            ),
        ),
        classes=digits,
    ),
    "fashion-mnist": Download(
        title="Fashion-MNIST: clothes",
        files=(
            RemoteFile(fashion_at + pictures_name, 26_421_880, "md5:8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
            RemoteFile(fashion_at + labels_name, 29_515, "md5:25c81989df183df01b3e8a0aad5dffbe"),
        ),
        classes=clothes,
    ),
    "cifar-10": Download(
        title="CIFAR-10: animals and vehicles in colour",
        files=(
            RemoteFile(
                "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
                170_052_171,
                "md5:c32a1d4ab5d03f1284b67883e8d87530",
            ),
        ),
        classes=cifar.CLASSES,
        unpacked=tuple((f"cifar-10-batches-bin/data_batch_{i}.bin", 30_730_000) for i in range(1, 6)),
    ),
}


def data_folder() -> Path:
    """Where what can be had again is kept: the system's folder for such things, or what GAN_PLAYGROUND_DATA names."""
    import platformdirs

    own = os.environ.get(environment_name)
    return Path(own).expanduser() if own else platformdirs.user_cache_path("gan-playground")


def folder_of(name: str) -> Path:
    """Where a download is kept."""
    return data_folder() / name


def cached(name: str) -> Path | None:
    """The folder with the files of a download, if they are all there in the right size; `read_album` reads it."""
    folder = folder_of(name)
    return folder if all(_is_there(folder / file, size) for file, size in _named(name).kept) else None


def fetch(name: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Path:
    """Fetch what is not there yet, check it, and return the folder with it.

    `progress` is told how many bytes have come, and of how many; `cancelled` is asked after every 64 KB.

    Raises
    ------
    DownloadCancelledError
        If `cancelled` said so. Files that had come whole are kept, to go on from.
    PlaygroundError
        If a file cannot be fetched, is not the one that is expected, or cannot be written: which to put where by hand.
    """
    download, folder = _named(name), folder_of(name)
    if cached(name):
        return folder
    arrivals = _Arrivals(download, progress, cancelled)
    for file in download.files:
        arrivals.begin(file)
        _retrieve(file, folder, arrivals)
    if download.unpacked:
        archive = folder / download.files[0].name
        cifar.unpack(archive, dict(download.unpacked), arrivals.check)
        archive.unlink(missing_ok=True)
    return folder


def _named(name: str) -> Download:
    if name not in DOWNLOADS:
        raise PlaygroundError(f"There is no download called {name[:40]!r}; there are: {', '.join(DOWNLOADS)}.")
    return DOWNLOADS[name]


def _is_there(path: Path, size_bytes: int) -> bool:
    try:
        return path.is_file() and path.stat().st_size == size_bytes
    except (OSError, ValueError):  # ValueError: a path that no file can have
        return False


class _Arrivals:
    """How much has come of a download; between two pieces it can be stopped."""

    def __init__(self, download: Download, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        self._download, self._progress, self._cancelled = download, progress, cancelled
        self._before = self._now = self._whole = 0

    def begin(self, file: RemoteFile) -> None:
        self.check()
        self._before += self._whole
        self._now, self._whole = 0, file.size_bytes

    def add(self, count: int) -> None:
        """Raises ValueError, as for a false checksum, where more comes than there should be."""
        self.check()
        self._now += count
        if self._now > self._whole:
            raise ValueError(self._now)
        self._progress(self._before + self._now, self._download.size_bytes)

    def check(self) -> None:
        if self._cancelled():
            raise DownloadCancelledError(f"The download of {self._download.title} was stopped.")


def _retrieve(file: RemoteFile, folder: Path, arrivals: _Arrivals) -> None:
    """One file, checked; whatever goes wrong, no part of it stays."""
    import pooch  # type: ignore[import-untyped]
    from requests.exceptions import RequestException

    by_hand = f"Fetch {file.url} by other means, and put it into the folder {folder}."
    pooch.get_logger().setLevel("WARNING")
    try:
        pooch.retrieve(file.url, file.checksum, file.name, folder, downloader=_in_pieces(arrivals))
    except RequestException as error:
        where = urlsplit(file.url).hostname
        raise PlaygroundError(f"{file.name} cannot be fetched: {where} did not send it. {by_hand}") from error
    except ValueError as error:
        raise PlaygroundError(
            f"What came is not {file.name} as it should be: its checksum differs. {by_hand}"
        ) from error
    except OSError as error:
        raise PlaygroundError(f"{folder / file.name} cannot be written: {error.strerror or error}.") from error


def _in_pieces(arrivals: _Arrivals) -> Callable[[str, str, object], None]:
    """What pooch calls to fetch a file."""

    def download(url: str, output_file: str, _pooch: object) -> None:
        import requests

        with requests.get(url, stream=True, timeout=timeout_s) as response, Path(output_file).open("wb") as file:
            response.raise_for_status()
            for piece in response.iter_content(piece_bytes):
                file.write(piece)
                arrivals.add(len(piece))

    return download
