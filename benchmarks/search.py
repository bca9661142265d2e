"""Search the defaults of a lesson: how near its generator comes to the real data, over seeds, for each setting.

    python benchmarks/search.py textbook-curve --steps 3000 --seeds 8 \
        --try generator.learning_rate=0.0005,0.001 --try discriminator.learning_rate=0.001,0.002

Prints a row a setting, best first: distance / usual (median and worst), D(x) and D(G(z)) (lowest and highest).
"""

import argparse
import itertools
import statistics
import sys

from tqdm import tqdm

from gan_playground import Experiment, Trainer, load_lesson
from gan_playground.gan.experiment.experiment import find_knob


def main() -> None:
    """Try every combination of the values asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("lesson")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--try", dest="choices", action="append", default=[], metavar="KNOB=VALUE,VALUE")
    options = parser.parse_args()
    base = load_lesson(options.lesson).experiment
    axes = [parse_axis(text) for text in options.choices]
    settings = [dict(pairs) for pairs in itertools.product(*axes)]
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    rows = [
        (judge(base.with_knobs(setting), seeds, options.steps), setting) for setting in tqdm(settings, file=sys.stderr)
    ]
    for row, setting in sorted(rows, key=lambda entry: entry[0]["worst"]):
        print("  ".join(f"{name} {value:.3g}" for name, value in row.items()), setting)


def parse_axis(text: str) -> list[tuple[str, object]]:
    """KNOB=VALUE,VALUE as the pairs (knob, value)."""
    path, _, values = text.partition("=")
    return [(path, find_knob(path).parse(value)) for value in values.split(",")]


def judge(experiment: Experiment, seeds: range, steps: int) -> dict[str, float]:
    """How a setting does over the seeds, after `steps` steps."""
    frames = []
    for seed in seeds:
        trainer = Trainer(experiment, seed)
        trainer.advance(steps)
        frames.append(trainer.observe())
    ratios = [f.metrics["wasserstein"].value / f.metrics["wasserstein"].floor for f in frames]
    verdicts = [score for f in frames for score in (f.scores.d_real, f.scores.d_fake)]
    return {
        "median": statistics.median(ratios),
        "worst": max(ratios),
        "above 6": sum(ratio > 6 for ratio in ratios),
        "lowest": min(verdicts),
        "highest": max(verdicts),
        "mean": statistics.fmean(f.metrics["mean"].value for f in frames),
        "std": statistics.fmean(f.metrics["std"].value for f in frames),
    }


if __name__ == "__main__":
    main()
