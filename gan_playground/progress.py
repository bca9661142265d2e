"""A progress bar on stderr, for what takes a while in a terminal."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqdm import tqdm


class Aside:
    """A stream like stderr; where nobody reads that any more, what is written there is lost, and no more than that."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stderr, name)


def progress_bar(total: int, unit: str) -> tqdm[None]:
    """A bar to `update`, to be used as a context manager."""
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its watchman would be one more thread, and there is nothing to watch
    is_unseen = sys.stderr is None
    return tqdm(total=total, unit=f" {unit}", unit_scale=True, file=Aside(), mininterval=0.2, disable=is_unseen)
