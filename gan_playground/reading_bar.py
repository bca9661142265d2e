"""A bar on stderr while data are read that take long, for the commands; and the way out of it, Ctrl+C."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from gan_playground.gan.data.watching import watched
from gan_playground.interrupts import interrupts
from gan_playground.progress import progress_bar

if TYPE_CHECKING:
    from tqdm import tqdm


class ReadingBar:
    """Begins with the first picture of many; none where nobody sees it."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None

    def show(self, done: int, total: int) -> None:
        """Also raises Interrupted if the program is to end."""
        interrupts.check()
        if total and self._bar is None and sys.stderr and sys.stderr.isatty():
            self._bar = progress_bar(total, "pictures")
        if total and self._bar is not None:
            self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Leave it as it is."""
        if self._bar is not None:
            with suppress(OSError):
                self._bar.close()


@contextmanager
def told_while_read() -> Iterator[None]:
    """What is read in here shows how far it is; raises Interrupted where the program is to end meanwhile."""
    bar = ReadingBar()
    try:
        with watched(bar.show):
            yield
    finally:
        bar.close()
