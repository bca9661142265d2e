"""How the recipes do on a lesson: distance over the usual, for each, over seeds.

python benchmarks/recipes.py                  the table of docs/games.md, printed
python benchmarks/recipes.py --write          and written there
python benchmarks/recipes.py --seeds 5 --steps 1000 --lesson textbook-curve
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

from tqdm import tqdm

from gan_playground import Experiment, Trainer, load_lesson
from gan_playground.gan.experiment.recipes import RECIPES

page = Path(__file__).parents[1] / "docs" / "games.md"
mark, end = "<!-- scores -->\n", "<!-- end -->"
head = ("recipe", "best", "median", "worst", "at 2.5 or less", "D(x), D(G(z))", "seconds a seed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--lesson", default="textbook-curve")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--write", action="store_true", help="write the table to docs/games.md")
    options = parser.parse_args()
    base = load_lesson(options.lesson).experiment
    settings = {"the lesson itself": base}
    settings |= {recipe.title: base.with_knobs(recipe.values_for(base)) for recipe in RECIPES.values()}
    rows = [row(name, experiment, options.steps, options.seeds) for name, experiment in settings.items()]
    lines = [head, ["---"] * len(head), *rows]
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    print(table)
    if options.write:
        text = page.read_text(encoding="utf-8")
        before, _, rest = text.partition(mark)
        page.write_text(before + mark + table + "\n" + end + rest.partition(end)[2], encoding="utf-8")


def row(name: str, experiment: Experiment, steps: int, seeds: int) -> list[str]:
    """One setting over the seeds."""
    frames, began_s = [], time.perf_counter()
    for seed in tqdm(range(seeds), desc=name, file=sys.stderr):
        trainer = Trainer(experiment, seed)
        trainer.advance(steps)
        frames.append(trainer.observe())
    seconds = (time.perf_counter() - began_s) / seeds
    ratios = [frame.metrics["wasserstein"].value / (frame.metrics["wasserstein"].floor or 1.0) for frame in frames]
    verdicts = [score for frame in frames for score in (frame.scores.d_real, frame.scores.d_fake)]
    return [
        name,
        f"{min(ratios):.2f}",
        f"{statistics.median(ratios):.2f}",
        f"{max(ratios):.2f}",
        f"{sum(ratio <= 2.5 for ratio in ratios)} of {seeds}",
        f"{min(verdicts):.2f} to {max(verdicts):.2f}",
        f"{seconds:.1f}",
    ]


if __name__ == "__main__":
    main()
