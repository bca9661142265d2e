"""Fetches a collection of pictures, when somebody asks for it on the command line."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gan_playground.gan.data.images.downloads import DOWNLOADS, cached
from gan_playground.gan.data.images.fetch import DownloadCancelledError, adopt, fetch
from gan_playground.interrupts import Interrupted, interrupts, say_aside
from gan_playground.progress import progress_bar

if TYPE_CHECKING:
    from tqdm import tqdm


def download(name: str, source: Path | None = None) -> int:
    """Fetch what is not there yet, or take it from a folder, and print the folder it lies in; gives the exit status.

    Raises PlaygroundError for a name that nobody offers, and where it cannot be fetched.
    """
    folder = cached(name)
    if folder is not None:
        say_aside(f"{DOWNLOADS[name].title} is there already:")
    else:
        try:
            with closing(_Bar()) as bar:
                bring = fetch if source is None else partial(adopt, source=source)
                folder = bring(name, progress=bar.show, cancelled=lambda: interrupts.has_come)
        except (Interrupted, DownloadCancelledError):
            say_aside("The download was cancelled; nothing half-written is left.")
            return interrupts.status
    print(folder)
    return 0


class _Bar:
    """A progress bar that is not seen before something comes: a failure to connect is one line."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None

    def show(self, done_bytes: int, total_bytes: int) -> None:
        if self._bar is None:
            self._bar = progress_bar(total_bytes, "B")
        self._bar.update(done_bytes - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
