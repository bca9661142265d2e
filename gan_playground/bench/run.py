"""All measurements, one after the other."""

from __future__ import annotations

import os

import torch

from gan_playground.bench.counts import Counts
from gan_playground.bench.headless import SIZES, image_row, mlp_row
from gan_playground.bench.machine import Disturbance, facts
from gan_playground.bench.report import Facts, RatioRow
from gan_playground.bench.rounds import Tick
from gan_playground.bench.start import start_row
from gan_playground.display import check_display, names_display
from gan_playground.progress import progress_bar


def measure(counts: Counts) -> tuple[Facts, list[RatioRow]]:
    """Every row, with a progress bar on stderr."""
    threads = torch.get_num_threads()  # before a trainer sets its own number
    prefer_offscreen()
    others = Disturbance()
    with progress_bar(counts.ticks, "measurements") as progress:
        rows = [mlp_row(size, counts, threads, progress.update) for size in SIZES]
        rows.append(image_row(counts, threads, progress.update))
        torch.set_num_threads(1)
        rows.append(start_row(counts, progress.update))
        rows.extend(window_rows(counts, progress.update))
    return facts(threads, others.percent), rows


def prefer_offscreen() -> None:
    """Where there is no display, let Qt draw without one; PlaygroundError for one that is there only in name."""
    if not names_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    check_display()


def window_rows(counts: Counts, tick: Tick) -> list[RatioRow]:
    """What needs the window open."""
    from gan_playground.bench.clicks import click_rows
    from gan_playground.bench.plane import plane_lesson, plane_rows, plane_size_px
    from gan_playground.bench.window import open_bench
    from gan_playground.bench.windowed import frame_rows, memory_row, share_rows

    rows: list[RatioRow] = []
    with open_bench() as bench:
        bench.wait(counts.warm_up_s)
        shares = share_rows(bench, counts, tick)
        step_ms = 1000 / float(shares[0].detail["headless, steps/s"])
        rows += [
            *shares,
            *frame_rows(bench, counts, tick),
            *click_rows(bench, counts, step_ms, tick),
            memory_row(bench, counts, tick),
        ]
    with open_bench(plane_lesson, plane_size_px) as bench:
        bench.wait(counts.warm_up_s)
        rows += plane_rows(bench, counts, tick)
    return rows
