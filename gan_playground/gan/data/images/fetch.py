"""Downloads come over the network, or out of a folder in which somebody has them, and are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from gan_playground.errors import PlaygroundError
from gan_playground.files import replacing
from gan_playground.gan.data.images import cifar
from gan_playground.gan.data.images.checksums import checksum_of, is_whole, note_checksums
from gan_playground.gan.data.images.downloads import (
    Download,
    RemoteFile,
    address_of,
    cached,
    find_download,
    folder_of,
)
from gan_playground.gan.data.images.partial_file import PartialFile
from gan_playground.gan.data.images.transfer import TransferError, transfer

deepest = 3  # folders below the one that is pointed to
piece_bytes = 2**16

Bring = Callable[[RemoteFile, Path, "Arrivals"], None]
"""Puts a file into its place, or raises TransferError, or WrongContentError for what it should not be."""


class WrongContentError(PlaygroundError):
    """What came is not what should."""


class DownloadCancelledError(PlaygroundError):
    """Somebody wanted no more of it."""


class Arrivals:
    """How much has come of a download; between two pieces it can be stopped."""

    def __init__(self, download: Download, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        self._download, self._progress, self._cancelled = download, progress, cancelled
        self._before = self._whole = 0

    def begin(self, file: RemoteFile) -> None:
        self.check()
        self._before += self._whole
        self._whole = file.size_bytes

    def show(self, done_bytes: int) -> None:
        """done_bytes: of the file under way."""
        self.check()
        self._progress(self._before + done_bytes, self._download.size_bytes)

    def check(self) -> None:
        if self._cancelled():
            raise DownloadCancelledError(f"The download of {self._download.title} was stopped.")


def fetch(name: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Path:
    """Fetch what is not there yet, check it, and return the folder with it.

    `progress` is told how many bytes have come, and of how many; `cancelled` is asked ten times a second.

    Raises
    ------
    DownloadCancelledError
        If `cancelled` said so. Files that had come whole are kept.
    PlaygroundError
        If a file cannot be fetched, is not the one that is expected, or cannot be written: which to put where by hand.
        What had come of it is gone on with the next time.
    """

    def bring(file: RemoteFile, path: Path, arrivals: Arrivals) -> None:
        with PartialFile(path) as part:
            is_old = part.size_bytes > 0
            try:
                _go_on(address_of(name, file), file, part, arrivals)
            except WrongContentError:
                if not is_old:
                    raise
                _go_on(address_of(name, file), file, part, arrivals)  # it was a part of something else
            except DownloadCancelledError:
                part.drop()
                raise
            with replacing(path) as temporary:
                part.path.replace(temporary)

    return _take_in(name, bring, Arrivals(find_download(name), progress, cancelled))


def adopt(name: str, source: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Path:
    """The same as `fetch`, out of a folder in which the files are, or below it: they are copied, and stay there too.

    Raises PlaygroundError for a folder that has not got them as they should be.
    """
    found: dict[str, Path] = {}
    arrivals = Arrivals(find_download(name), progress, cancelled)

    def bring(file: RemoteFile, path: Path, arrivals: Arrivals) -> None:
        done = 0
        with replacing(path) as temporary:
            with found[file.name].open("rb") as lying, temporary.open("wb") as to:
                while piece := lying.read(piece_bytes):
                    done += to.write(piece)
                    arrivals.show(done)
            _check(file, temporary, arrivals)

    for file in _lacking(name):
        found[file.name] = _find(file, source, arrivals)
    return _take_in(name, bring, arrivals)


def _go_on(address: str, file: RemoteFile, part: PartialFile, arrivals: Arrivals) -> None:
    """Fetch what is lacking of a part; where it is not what it should be then, nothing of it is kept."""
    done = part.size_bytes if part.size_bytes <= file.size_bytes else 0
    if done < file.size_bytes:
        with part.path.open("r+b") as to:
            to.truncate(done)
            to.seek(done)
            transfer(address, to, file.size_bytes, arrivals.show, arrivals.check, done)
    try:
        _check(file, part.path, arrivals)
    except WrongContentError:
        part.path.write_bytes(b"")
        raise


def _check(file: RemoteFile, path: Path, arrivals: Arrivals) -> None:
    if checksum_of(path, file.checksum.partition(":")[0], arrivals.check) != file.checksum:
        raise WrongContentError(f"What came is not {file.name} as it should be: its checksum differs.")


def _lacking(name: str) -> list[RemoteFile]:
    """The files of a download that are not there as they should be."""
    if cached(name):
        return []
    folder = folder_of(name)
    return [one for one in find_download(name).files if not is_whole(folder / one.name, one.size_bytes, one.checksum)]


def _find(file: RemoteFile, source: Path, arrivals: Arrivals) -> Path:
    for path in _candidates(source, file.name):
        arrivals.check()
        if is_whole(path, file.size_bytes, file.checksum):
            return path
    raise PlaygroundError(
        f"{source} holds no {file.name} of {file.size_bytes:,} bytes as it should be. Drop the folder on the window, "
        "or name it with --set data.path=FOLDER, to learn from the pictures in it as they are."
    )


def _candidates(source: Path, name: str) -> Iterator[Path]:
    if source.is_file():
        yield source
    for depth in range(deepest + 1):
        yield from source.glob("*/" * depth + name)


def _take_in(name: str, bring: Bring, arrivals: Arrivals) -> Path:
    """What is lacking is brought, checked, and unpacked."""
    download, folder = find_download(name), folder_of(name)
    if cached(name):
        return folder
    lacking = _lacking(name)
    for file in download.files:
        arrivals.begin(file)
        if file in lacking:
            _bring_one(name, file, bring, arrivals)
    if download.unpacked:
        archive = folder / download.files[0].name
        cifar.unpack(archive, dict(download.unpacked), arrivals.check)
        note_checksums(folder, [file for file, _ in download.kept], arrivals.check)
        archive.unlink(missing_ok=True)
    return folder


def _bring_one(name: str, file: RemoteFile, bring: Bring, arrivals: Arrivals) -> None:
    """One file, checked, in its place; or what to do by hand."""
    folder = folder_of(name)
    by_hand = f"Fetch {address_of(name, file)} by other means, and put it into the folder {folder}."
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlaygroundError(f"{folder / file.name} cannot be written: {error.strerror or error}.") from error
    try:
        bring(file, folder / file.name, arrivals)
    except OSError as error:
        raise PlaygroundError(f"{folder / file.name} cannot be written: {error.strerror or error}.") from error
    except WrongContentError as error:
        raise PlaygroundError(f"{error} {by_hand}") from error
    except TransferError as error:
        raise PlaygroundError(f"{file.name} cannot be fetched: {error}. {by_hand}") from error
