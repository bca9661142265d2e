"""Train the players that ship in resources/snapshots: python tools/train_snapshots.py [LESSON]...

Each lesson that has a page with `begin_trained` is trained for its `film_steps`, from seed 0; without a snapshot there
yet, name it. What is kept are weights in half precision, some hundred kilobytes a lesson.
"""

from __future__ import annotations

import sys

from gan_playground import Trainer, load_lesson
from gan_playground.gan.runfile.pretrained import save_snapshot
from gan_playground.progress import progress_bar
from gan_playground.resources import resource_path


def main() -> None:
    folder = resource_path("snapshots")
    folder.mkdir(exist_ok=True)
    for name in sys.argv[1:] or sorted(file.stem for file in folder.glob("*.npz")):
        lesson = load_lesson(name)
        trainer = Trainer(lesson.experiment, seed=0)
        with progress_bar(lesson.film_steps, name) as progress:
            for _ in range(lesson.film_steps):
                trainer.advance()
                progress.update()
        save_snapshot(lesson.snapshot, trainer)
        print({key: round(metric.value, 3) for key, metric in trainer.observe().metrics.items()})


if __name__ == "__main__":
    main()
