"""What reading a large table costs: python benchmarks/tables.py [--megabytes 40]

Each in a process of its own, in seconds of processor and megabytes at the peak: Python's csv module, which keeps
nothing, numpy.loadtxt, and this program, of a table with points, one with decimal commas and apostrophes between
thousands, and a single column.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from gan_playground.gan.data.table import read_table


def make(folder: Path, size_bytes: int) -> dict[str, tuple[Path, str]]:
    """Files of about this size, and a column of each."""
    rng = np.random.default_rng(0)
    heights, counts = rng.normal(170, 9, 10_000), rng.integers(0, 10**6, 10_000)
    pairs = list(enumerate(zip(heights, counts, strict=True)))
    texts = {
        "points": ("id,name,height,count\n", [f"{i},alpha,{h:.3f},{c}\n" for i, (h, c) in pairs], "height"),
        "commas": (
            "id;name;height;count\n",
            [f"{i};alpha;{h:.1f};{c:,}\n".replace(",", "'").replace(".", ",") for i, (h, c) in pairs],
            "height",
        ),
        "column": ("", [f"{h:.6f}\n" for h in heights], "1"),
    }
    made = {}
    for name, (head, lines, column) in texts.items():
        rows = "".join(lines)
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write(head)
            for _ in range(size_bytes // len(rows)):
                file.write(rows)
        made[name] = path, column
    return made


def with_csv(path: Path, _column: str) -> None:
    with path.open(newline="") as file:
        for _row in csv.reader(file, delimiter=";" if path.stem == "commas" else ","):
            pass


def with_numpy(path: Path, _column: str) -> None:
    if path.stem == "column":
        np.loadtxt(path)
    elif path.stem == "points":
        np.loadtxt(path, delimiter=",", skiprows=1, usecols=(2, 3))


def with_this(path: Path, column: str) -> None:
    read_table(path, column, 1)


ways: dict[str, Callable[[Path, str], None]] = {"csv": with_csv, "loadtxt": with_numpy, "this": with_this}


def measure(way: str, path: Path, column: str) -> None:
    """In this process, and tell."""
    before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    began_s = time.process_time()
    ways[way](path, column)
    cpu_s = time.process_time() - began_s
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{way:8} {path.stem:7} {cpu_s:6.2f} s, peak {peak_mb} MB ({before_mb} before)", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=40)
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        way, path, column = options.measure
        measure(way, Path(path), column)
        sys.exit()
    with tempfile.TemporaryDirectory() as folder:
        for path, column in make(Path(folder), options.megabytes * 2**20).values():
            for way in ways:
                subprocess.run([sys.executable, __file__, "--measure", way, str(path), column], check=True)
