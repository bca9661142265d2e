"""What lies in a folder or belongs to a file, by names, sizes and times: whether any of it has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import msgspec

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.extent import is_long_to_list
from gan_playground.gan.data.images.wish import Listing, Wish
from gan_playground.gan.data.watching import tell_read

digest_bytes = 16
most_looked_at_bytes, least_looked_at_bytes = 64 * 2**20, 2048

Found = TypeVar("Found")


_listed: ContextVar[dict[Path, Listing] | None] = ContextVar("listed", default=None)


@contextmanager
def listed_once(known: Mapping[Path, Listing] = MappingProxyType({})) -> Iterator[None]:
    """What is listed in here, in this thread, is listed once: whoever asks for it has one account of it.

    known: what was listed before.
    """
    token = _listed.set(dict(known))
    try:
        yield
    finally:
        _listed.reset(token)


def listed_already(path: Path) -> Listing | None:
    """What was listed of it in `listed_once`."""
    return (_listed.get() or {}).get(path)


def list_files(path: Path) -> Listing:
    """All files in a folder and the folders in it; or a file with what is read along with it.

    Raises OSError where the folder or the file cannot be looked at.
    """
    known = _listed.get()
    if known is None:
        return _list(path)
    if path not in known:
        known[path] = _list(path)
    return known[path]


def _list(path: Path) -> Listing:
    if not path.is_dir():
        return _listing(_with_labels(path))
    return _of_folder(path, "list", list_folder, Listing)


def digest_content(folder: Path) -> str:
    """Another one wherever something in its files is, as far as those are looked at: see `content_here`."""
    return _of_folder(folder, "content", content_here, str)


def _of_folder(folder: Path, task: str, here: Callable[[Path], Found], found: type[Found]) -> Found:
    """What is found in a folder, by a process of its own where it is large."""
    if not is_long_to_list(folder):
        return here(folder)
    from gan_playground.gan.data.images.process import NoProcessError, ask

    try:
        answer, _ = ask(Wish(task=task, path=os.fsencode(folder.absolute())))
    except NoProcessError:
        return here(folder)
    except PlaygroundError as error:
        raise OSError(str(error)) from error
    return msgspec.json.decode(answer.words, type=found)


def content_here(folder: Path) -> str:
    """A digest of what is in all files, by this process: of their beginnings and ends, 64 MB in all or 2 kB of each."""
    digest = blake2b(digest_size=digest_bytes)
    files = [(name, status.st_size) for name, status in _in_folder(os.fspath(folder), "", set())]
    each_bytes = max(least_looked_at_bytes, most_looked_at_bytes // max(1, len(files)))
    for name, size_bytes in files:
        tell_read()
        with suppress(OSError), open(os.path.join(folder, name), "rb", buffering=0) as file:
            digest.update(file.read(each_bytes // 2))
            if size_bytes > each_bytes // 2:
                file.seek(max(each_bytes // 2, size_bytes - each_bytes // 2))
                digest.update(file.read(each_bytes // 2))
    return digest.hexdigest()


def list_folder(folder: Path) -> Listing:
    """All files in a folder and the folders in it, by this process."""
    return _listing(_in_folder(os.fspath(folder), "", set()))


def _listing(files: Iterable[tuple[str, os.stat_result]]) -> Listing:
    version, digest = blake2b(digest_size=digest_bytes), blake2b(digest_size=digest_bytes)
    count = 0
    for name, status in files:
        line = b"%b\0%d\0" % (os.fsencode(name), status.st_size)
        digest.update(line)
        version.update(b"%b%d\0%d\0" % (line, status.st_mtime_ns, status.st_ctime_ns))
        count += 1
    return Listing(count, version.hexdigest(), digest.hexdigest())


def _with_labels(path: Path) -> Iterator[tuple[str, os.stat_result]]:
    from gan_playground.gan.data.images.idx import labels_beside

    yield path.name, path.stat()
    if (beside := labels_beside(path)) is not None:
        yield beside.name, beside.stat()


def _in_folder(folder: str, within: str, seen: set[tuple[int, int]]) -> Iterator[tuple[str, os.stat_result]]:
    """By name, apart from what is hidden. seen: the folders on the way here, for links lead in circles."""
    own = os.stat(folder)
    if (own.st_dev, own.st_ino) in seen:
        return
    with os.scandir(folder) as entries:
        visible = sorted((entry for entry in entries if not entry.name.startswith(".")), key=attrgetter("name"))
    for entry in visible:
        tell_read()
        try:
            if entry.is_dir():
                yield from _in_folder(entry.path, f"{within}{entry.name}/", {*seen, (own.st_dev, own.st_ino)})
            elif entry.is_file():
                yield f"{within}{entry.name}", entry.stat()
        except OSError:  # nobody may look into it, or it has gone meanwhile
            continue
