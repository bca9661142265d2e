"""A headless step against the loop everybody writes, small networks and image networks: python benchmarks/step.py"""

import torch

from gan_playground.bench.counts import Counts
from gan_playground.bench.headless import image_row, mlp_row
from gan_playground.bench.report import print_rows
from gan_playground.bench.run import mlp_widths
from gan_playground.progress import progress_bar

if __name__ == "__main__":
    counts, threads = Counts(), torch.get_num_threads()
    with progress_bar(len(mlp_widths) * counts.step_rounds + counts.image_rounds, "rounds") as progress:
        rows = [mlp_row(width, counts, threads, progress.update) for width in mlp_widths]
        rows.append(image_row(counts, threads, progress.update))
    print_rows(rows)
