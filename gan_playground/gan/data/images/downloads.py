"""Collections of pictures that everybody knows: where they come from, where they are kept, whether they are here."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images import cifar
from gan_playground.gan.data.images.checksums import has_size, is_whole, noted_checksums

environment_name, mirror_name = "GAN_PLAYGROUND_DATA", "GAN_PLAYGROUND_MIRROR"
digits = tuple("0123456789")
clothes = ("T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot")


class RemoteFile(Struct, frozen=True):
    """A file somewhere else. checksum: with its kind and a colon before it."""

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


def address_of(name: str, file: RemoteFile) -> str:
    """Where a file of a download comes from: its own place, or a folder of the mirror that GAN_PLAYGROUND_MIRROR names.

    A mirror has the same names in it as the folder in which downloads are kept.
    """
    mirror = os.environ.get(mirror_name)
    return f"{mirror.rstrip('/')}/{name}/{file.name}" if mirror else file.url


def find_download(name: str) -> Download:
    """What is offered by this name; raises PlaygroundError for another one."""
    if name not in DOWNLOADS:
        raise PlaygroundError(f"There is no download called {name[:40]!r}; there are: {', '.join(DOWNLOADS)}.")
    return DOWNLOADS[name]


def seems_cached(name: str) -> bool:
    """Whether files of a download are here in the right size: at once, which `cached` is not."""
    return all(has_size(folder_of(name) / file, size) for file, size in find_download(name).kept)


def cached(name: str) -> Path | None:
    """The folder with the files of a download, if they are all here and what they should be; `read_album` reads it.

    What was unpacked is as it was then; where nobody has noted that, its size has to do.
    """
    download, folder = find_download(name), folder_of(name)
    if not seems_cached(name):
        return None
    checksums = noted_checksums(folder) if download.unpacked else {file.name: file.checksum for file in download.files}
    whole = all(is_whole(folder / file, size, checksums.get(file, "")) for file, size in download.kept)
    return folder if whole else None
