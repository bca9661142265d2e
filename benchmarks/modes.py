"""How many modes each way to play finds on the ring of 8 and the grid of 25, by the protocol of VEEGAN and PacGAN.

python benchmarks/modes.py                               both tables of docs/plane.md, printed
python benchmarks/modes.py --write                       and written there
python benchmarks/modes.py --data ring --seeds 3 --seconds 10

2,500 samples; one within 3 sigma of its nearest mode is of high quality, and a mode with at least one such sample is
found. Every run has the same time of one processor, so a method that thinks longer about a step makes fewer of them.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from gan_playground import Experiment, Trainer, load_lesson
from gan_playground.gan.data.plane import PlaneDistribution
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.gan.metrics.distances import hits_of_modes, reverse_kl
from gan_playground.gan.metrics.plane import sample_count
from gan_playground.gan.observe.frame import PlanePicture
from gan_playground.gan.training.seeds import Stream, random_generator

page = Path(__file__).parents[1] / "docs" / "plane.md"
end = "<!-- end -->"
chasing_lesson = "chasing-ring"
collapsed_lessons = {"ring": "ring"}
best_lessons = {"ring": "ring-rescued", "grid": "grid"}
steps_between_clocks = 20
head = ("method", "modes found", "all found", "high quality", "reverse KL", "steps", "seconds")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run. hits: the samples of high quality of each mode (M,), of `sample_count`; seconds of processor time."""

    hits: NDArray[np.int64]
    steps: int = 0
    seconds: float = 0.0

    @property
    def found(self) -> int:
        return int((self.hits > 0).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", choices=tuple(best_lessons), action="append", help="both, unless given")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=20.0, help="of processor time, for each run")
    parser.add_argument("--write", action="store_true", help="write the tables to docs/plane.md")
    options = parser.parse_args()
    for data in options.data or best_lessons:
        table = table_of(data, range(options.seeds), options.seconds)
        if options.write:
            write(data, f"{told(options.seeds, options.seconds)}\n\n{table}")


def told(seeds: int, seconds: float) -> str:
    return f"Means over {seeds} seeds, {seconds:g} seconds of one processor for each run."


def table_of(data: str, seeds: Sequence[int], seconds: float) -> str:
    """The table of one kind of data; each row is printed as soon as it is known."""
    lines: list[str] = []

    def add(cells: Sequence[str]) -> None:
        lines.append("| " + " | ".join(cells) + " |")
        print(lines[-1], flush=True)

    add(head)
    add(["---"] * len(head))
    add(row("real data", [real_outcome(data, seed) for seed in seeds]))
    for title, experiment in settings(data).items():
        runs = [play(experiment, seed, seconds) for seed in tqdm(seeds, desc=f"{data}, {title}", file=sys.stderr)]
        add(row(title, runs))
    return "\n".join(lines)


def settings(data: str) -> dict[str, Experiment]:
    """What is played: the chase and its remedies on its networks; the recipes on those of the lesson that works."""
    plain = load_lesson(chasing_lesson).experiment.with_knobs({"data.kind": data})
    best = load_lesson(best_lessons[data])
    lessons = [load_lesson(lessons[data]) for lessons in (collapsed_lessons, best_lessons) if data in lessons]
    return {
        "plain GAN, as in “The chasing ring”": plain,
        "the same, unrolled 5 steps": plain.with_knobs({"stabilise.unroll": 5}),
        "the same, packs of 2 (PacGAN2)": plain.with_knobs({"stabilise.pack": 2}),
        "the same, packs of 4 (PacGAN4)": plain.with_knobs({"stabilise.pack": 4}),
        **{
            f"recipe {recipe.title}": best.experiment.with_knobs(recipe.values_for(best.experiment))
            for recipe in RECIPES.values()
        },
        **{f"lesson “{lesson.title}”": lesson.experiment for lesson in lessons},
    }


def play(experiment: Experiment, seed: int, seconds: float) -> Outcome:
    """Train for so many seconds of processor time, or until a loss is no longer finite, and count."""
    trainer = Trainer(experiment, seed)
    began_s = time.process_time()
    while time.process_time() - began_s < seconds and trainer.diverged_at is None:
        trainer.advance(steps_between_clocks)
    spent_s = time.process_time() - began_s
    picture = trainer.observe().picture
    assert isinstance(picture, PlanePicture)
    assert picture.survey.hits is not None
    return Outcome(picture.survey.hits, trainer.step, spent_s)


def real_outcome(data: str, seed: int) -> Outcome:
    """What real samples would score: no generator can do better."""
    real = load_lesson(best_lessons[data]).experiment.with_knobs({"data.kind": data}).make_data()
    assert isinstance(real, PlaneDistribution)
    assert real.modes is not None
    samples = real.sample(sample_count, random_generator(seed, Stream.OBSERVATION))
    places = samples.double().numpy() * real.scale + real.shift
    return Outcome(hits_of_modes(places, real.modes.centres, real.modes.sigma))


def row(title: str, runs: Sequence[Outcome]) -> list[str]:
    """One way to play, over its seeds."""
    total = len(runs[0].hits)
    divergences = [kl for run in runs if math.isfinite(kl := reverse_kl(run.hits))]
    trained = any(run.steps for run in runs)
    return [
        title,
        f"{statistics.fmean(run.found for run in runs):.1f} of {total}",
        f"{sum(run.found == total for run in runs)} of {len(runs)}",
        f"{statistics.fmean(run.hits.sum() / sample_count for run in runs):.1%}",
        f"{statistics.fmean(divergences):.3f}" if divergences else "-",
        f"{statistics.fmean(run.steps for run in runs):,.0f}" if trained else "-",
        f"{statistics.fmean(run.seconds for run in runs):.0f}" if trained else "-",
    ]


def write(data: str, text: str) -> None:
    """Put this between the marks of docs/plane.md."""
    mark, whole = f"<!-- {data} -->\n", page.read_text(encoding="utf-8")
    before, _, rest = whole.partition(mark)
    page.write_text(before + mark + text + "\n" + end + rest.partition(end)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
