"""What it costs the training to see the networks: python benchmarks/networks.py [--rounds 8] [--seconds 1.5]

In the real window, at full speed, the page of the networks is opened and closed again and again, with a unit of D that
is asked: steps a second with the page, against those with the knobs just before and just after. The median of ratios
of one process, on a machine that others use as well.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import Any

from panels import live_in, wait, wait_until

lessons = ("textbook-curve", "two-blobs")
settle_s = 0.4


def steps_a_second(window: Any, page: str, seconds: float) -> float:
    """While this page is seen."""
    window.side_tabs.show_page(page)
    wait(settle_s)
    trainer = window.session._worker.trainer
    began_s, first = time.perf_counter(), trainer.step
    wait(seconds)
    return float((trainer.step - first) / (time.perf_counter() - began_s))


def ratios(lesson: str, rounds: int, seconds: float) -> list[float]:
    """Of steps a second with the page to those without it, one a round."""
    from gan_playground.app import create_window
    from gan_playground.gan.observe.look import UnitPlace

    window = create_window(("--lesson", lesson))
    window.lessons.speeds.choose(float("inf"))
    window.resize(1280, 720)
    window.show()
    wait_until(lambda: window.session.state.step > 50)
    window.side_tabs.show_page("networks")
    window.networks.page.views["discriminator"].unit_chosen.emit(UnitPlace("discriminator", 2, 3))
    found = []
    before = steps_a_second(window, "knobs", seconds)
    for _ in range(rounds):
        opened = steps_a_second(window, "networks", seconds)
        after = steps_a_second(window, "knobs", seconds)
        found.append(2 * opened / (before + after))
        before = after
    window.close()
    return found


if __name__ == "__main__":
    import tempfile

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=1.5)
    arguments = parser.parse_args()
    live_in(tempfile.mkdtemp())
    for name in lessons:
        of_lesson = ratios(name, arguments.rounds, arguments.seconds)
        low, middle, high = statistics.quantiles(of_lesson, n=4)
        print(f"{name}: {middle:.2f} of the steps a second, from {low:.2f} to {high:.2f}")
