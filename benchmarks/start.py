"""The window on screen against a bare window of the same libraries: python benchmarks/start.py"""

from gan_playground.bench.counts import Counts
from gan_playground.bench.report import print_rows
from gan_playground.bench.start import start_row
from gan_playground.progress import progress_bar

if __name__ == "__main__":
    counts = Counts(start_rounds=15)
    with progress_bar(counts.start_rounds, "rounds") as progress:
        row = start_row(counts, progress.update)
    print_rows([row])
