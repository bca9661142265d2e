"""Pictures out of CIFAR-10's binary version; the one for Python is pickled, and is never opened."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gan_playground.errors import PlaygroundError
from gan_playground.files import replacing
from gan_playground.gan.data.images.album import Album
from gan_playground.gan.data.images.idx import check_bytes

if TYPE_CHECKING:
    import tarfile

CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
most_members = 100  # of an archive, to look through
piece_bytes = 2**16
record_bytes = 3073  # a label, and 32 x 32 in red, in green and in blue
right = "CIFAR-10's binary version has files data_batch_1.bin to data_batch_5.bin of 3,073 bytes a picture"


def read_cifar(*paths: Path) -> Album:
    """The pictures of one or more files, one after the other (N, 32, 32, 3), with labels from 0 to 9.

    Raises PlaygroundError where a file is not made of whole records, or has a label beyond 9.
    """
    check_bytes(sum(path.stat().st_size for path in paths), paths[0].parent.name if paths[1:] else paths[0].name)
    parts = [_records(path) for path in paths]
    records = np.concatenate(parts) if parts[1:] else parts[0]
    pictures = records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)  # (N, 32, 32, 3)
    return Album(np.ascontiguousarray(pictures), records[:, 0].astype(np.int64), CLASSES)


def batches_in(folder: Path) -> list[Path]:
    """The files of a folder with the pictures to train on; none in a folder of another kind.

    Raises PlaygroundError for a folder with CIFAR-10's pickled version.
    """
    batches = sorted(path for path in folder.glob("data_batch_*.bin") if path.is_file())
    if not batches and (folder / "data_batch_1").is_file():
        refuse_pickled(folder)
    return batches


def refuse_pickled(path: Path) -> None:
    """Raise the PlaygroundError that says what to choose instead."""
    raise PlaygroundError(f"{path.name} is pickled Python, which can do anything once opened, so it is not; {right}.")


def _records(path: Path) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """What a file holds, (N, 3073)."""
    content = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    if not len(content) or len(content) % record_bytes:
        raise PlaygroundError(f"{path.name} is not a whole file of CIFAR-10: it has {len(content):,} bytes; {right}.")
    records = content.reshape(-1, record_bytes)
    highest = int(records[:, 0].max())
    if highest >= len(CLASSES):
        raise PlaygroundError(
            f"{path.name} is not of CIFAR-10: it has the label {highest}, and 9 is the highest; {right}."
        )
    return records


def unpack(archive: Path, wanted: Mapping[str, int], check: Callable[[], None]) -> None:
    """Those files of an archive, beside it, that are `wanted` by names and sizes in bytes; no others, and no folders.

    `check` is called after every 64 KB, and may raise to stop it. Raises PlaygroundError for a damaged archive.
    """
    import tarfile  # here, since only a download needs it

    missing = dict(wanted)
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for count, member in enumerate(tar):
                if count > most_members or member.size > max(wanted.values()):
                    break
                if member.isreg() and missing.get(member.name) == member.size:
                    _unpack_one(tar, member, archive.parent, check)
                    del missing[member.name]
    except (tarfile.TarError, zlib.error, EOFError, ValueError) as error:
        raise PlaygroundError(f"{archive} is damaged and cannot be unpacked; delete it, and fetch it again.") from error
    except OSError as error:
        raise PlaygroundError(f"{archive} cannot be unpacked: {error.strerror or error}.") from error
    if missing:
        raise PlaygroundError(f"{archive} does not hold {', '.join(missing)}; delete it, and fetch it again.")


def _unpack_one(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, check: Callable[[], None]) -> None:
    content = tar.extractfile(member)
    assert content is not None  # of a regular file
    with replacing(folder / member.name.rsplit("/", 1)[-1]) as temporary, content, temporary.open("wb") as file:
        while piece := content.read(piece_bytes):
            check()
            file.write(piece)
