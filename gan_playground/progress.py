"""A progress bar on stderr, for what takes a while in a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tqdm import tqdm


def progress_bar(total: int, unit: str) -> tqdm[None]:
    """A bar to `update`, to be used as a context manager."""
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its watchman would be one more thread, and there is nothing to watch
    return tqdm(total=total, unit=f" {unit}", unit_scale=True, file=sys.stderr, mininterval=0.2)
