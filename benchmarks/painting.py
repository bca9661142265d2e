"""What a frame costs the window to paint, panel by panel: python benchmarks/painting.py [--against OTHER_CHECKOUT]

The real window with the real panels, offscreen, at two sizes. Frames of a run that was trained aside are shown one
after the other, each painted before the next: "repainted", all of the panel; and "as shown", only what the panel itself
found to be new. Prints processor milliseconds a frame, medians of rounds, a JSON object a line.

--against: measures this checkout and another one in turn, each in a process of its own that has made its frames and
windows once, and prints the medians of the rounds' ratios, this over the other, their quartiles, and the ratio of the
best rounds, which what else goes on here disturbs least. Both are measured by this script: `panels.py` tells how it
gets at a panel.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Iterable
from pathlib import Path

from alternating import compare, on_demand
from panels import PAINT, Benches, lessons

sizes_px = ((1440, 860), (1920, 1080))
usual_rounds = 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    parser.add_argument("--panel", choices=lessons, action="append", help="only this one; may be given more than once")
    parser.add_argument("--rounds", type=int, default=usual_rounds)
    parser.add_argument("--on-demand", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    names = names_of(options.panel or lessons)
    if options.against:
        for name, row in compare(Path(__file__), options.against, names, options.rounds):
            print(json.dumps({name: row}), flush=True)
        return
    with tempfile.TemporaryDirectory() as home, Benches(home) as benches:
        if options.on_demand:
            on_demand(benches.measure)
        else:
            for name in names:
                times = [benches.measure(name) for _ in range(options.rounds)]
                print(json.dumps({name: round(statistics.median(times), 3)}), flush=True)


def names_of(panels: Iterable[str]) -> list[str]:
    """Every panel at every size, painted in both ways."""
    return [f"{panel}, {width}x{height}, {way}" for panel in panels for width, height in sizes_px for way in PAINT]


if __name__ == "__main__":
    main()
