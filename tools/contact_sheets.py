"""Make docs/pictures/LESSON-grows.png: each lesson of pictures after 0, 10, 30 and 90 seconds, as a film would show it.

python tools/contact_sheets.py [LESSON]...    Seconds are those of one processor, headless; what it takes to look is not
counted.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

folder = Path(__file__).parents[1] / "docs" / "pictures"
checkpoints_s = (0, 10, 30, 90)
size = (960, 540)
gap = 8


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from gan_playground.gan.data.images.downloads import DOWNLOADS
    from gan_playground.lessons.catalogue import lessons

    shown = [
        lesson.id
        for lesson in lessons().values()
        if lesson.experiment.stage in ("images", "colours") and lesson.experiment.data.kind not in DOWNLOADS
    ]
    for name in sys.argv[1:] or shown:
        make_sheet(name)


def make_sheet(name: str) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QImage, QPainter

    from gan_playground.app import make_application
    from gan_playground.gan.training.trainer import Trainer
    from gan_playground.lessons.catalogue import load_lesson
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.theme.theme import LIGHT
    from gan_playground.ui.window.film_sheet import FilmSheet

    application, lesson = make_application(), load_lesson(name)
    trainer = Trainer(lesson.experiment, seed=0)
    run_view = FilmSheet(lesson, RunInfo.of(trainer), LIGHT, size)
    whole = QImage(2 * size[0] + gap, 2 * size[1] + gap, QImage.Format.Format_RGB32)
    whole.fill(0xFFFFFFFF)
    worked_s = 0.0
    with QPainter(whole) as painter:
        for i, checkpoint_s in enumerate(checkpoints_s):
            while worked_s < checkpoint_s:
                began_s = time.thread_time()
                trainer.advance(5)
                worked_s += time.thread_time() - began_s
                if trainer.step % 50 == 0:
                    trainer.observe(look=run_view.look)
            image = run_view.paint(trainer.observe(look=run_view.look))
            painter.drawImage(QPoint(i % 2 * (size[0] + gap), i // 2 * (size[1] + gap)), image)
            print(f"{name}: {checkpoint_s} s, step {trainer.step:,}", flush=True)
    run_view.close()
    application.processEvents()
    whole.save(str(folder / f"{name}-grows.png"))


if __name__ == "__main__":
    main()
