"""`bench`: how fast this machine runs the program, as ratios that hold on any machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gan_playground.bench.counts import Counts


def bench(json_path: Path | None, counts: Counts | None = None) -> int:
    """Measure every row, print the table, and write it as JSON where a path is given; gives the exit status."""
    from gan_playground.bench.counts import Counts
    from gan_playground.bench.report import as_json, table
    from gan_playground.bench.run import measure
    from gan_playground.files import check_writable, write_whole

    if json_path is not None:
        check_writable(json_path)
    machine, rows = measure(counts or Counts())
    print("\n".join(table(machine, rows)))
    if json_path is not None:
        write_whole(json_path, as_json(machine, rows))
    return 0
