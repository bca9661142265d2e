"""What the open window costs the trainer, how smooth it is, and how fast it obeys: python benchmarks/window.py"""

from gan_playground.bench.counts import Counts
from gan_playground.bench.report import print_rows
from gan_playground.bench.run import prefer_offscreen, window_rows
from gan_playground.progress import progress_bar

if __name__ == "__main__":
    counts = Counts()
    prefer_offscreen()
    with progress_bar(counts.window_ticks, "measurements") as progress:
        rows = window_rows(counts, progress.update)
    print_rows(rows)
