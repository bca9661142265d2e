"""What it costs to paint two runs side by side rather than one: python benchmarks/compare.py

The middle of the window at 1280x720 and at 1920x1080, offscreen: processor milliseconds to show and paint one frame
of one run, and one frame of each of two; medians of interleaved rounds. A window that shows 60 frames a second has
16 ms for each, trainer included.
"""

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from gan_playground import Frame, Trainer, load_lesson
from gan_playground.app import make_application
from gan_playground.gan.observe.look import Detail
from gan_playground.session.comparison.differences import comparison_of, run_b_experiment
from gan_playground.session.messages import RunInfo
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.run_view import RunView

lessons = {"textbook-curve": {"objective": "hinge"}, "ring-rescued": {"penalty.r1": 0.0}}
sizes = {"1280x720": (712, 565), "1920x1080": (1352, 925)}  # of the board in windows of these
rounds, frames_a_round, steps_a_frame, looks_a_survey = 7, 40, 5, 6

Instant = tuple[Frame, Frame]


def filmed(trainers: list[Trainer], run_view: RunView) -> list[Instant]:
    """Looks as the window takes them: mostly glances, and now and then all that is seen."""
    instants = []
    for turn in range(frames_a_round):
        detail = Detail.MOTION if turn % looks_a_survey else Detail.VIEW
        for trainer in trainers:
            trainer.advance(steps_a_frame)
        one, other = (trainer.observe(look=run_view.stage.look, detail=detail) for trainer in trainers)
        instants.append((one, other))
    return instants


def milliseconds(run_view: RunView, instants: list[Instant], both: bool) -> float:
    """Processor time of one instant, shown and painted."""
    began_s = time.thread_time()
    for one, other in instants:
        run_view.show_frame(one)
        if both:
            run_view.show_run_b_frame(other)
        QApplication.processEvents()
    return 1000 * (time.thread_time() - began_s) / len(instants)


def measure(lesson_id: str, size: tuple[int, int]) -> tuple[float, float]:
    """Medians for a board with one stage, and for one with two."""
    lesson = load_lesson(lesson_id)
    run_b = run_b_experiment(lesson.experiment, lessons[lesson_id])
    trainers = [Trainer(lesson.experiment, run=1), Trainer(run_b, run=2)]
    runs = [RunInfo.of(trainer) for trainer in trainers]
    boards = [RunView(DARK), RunView(DARK)]
    for run_view in boards:
        run_view.show_run(runs[0], lesson)
        run_view.resize(*size)
        run_view.show()
    boards[1].show_comparison(comparison_of(*runs), lesson)
    instants = filmed(trainers, boards[1])
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for run_view, times, both in zip(boards, spent, (False, True), strict=True):
            times.append(milliseconds(run_view, instants, both))
    return statistics.median(spent[0]), statistics.median(spent[1])


def main() -> None:
    """Measure each lesson at each size."""
    make_application().setStyleSheet(stylesheet(DARK))
    for lesson_id in lessons:
        for name, size in sizes.items():
            alone, both = measure(lesson_id, size)
            print(f"{lesson_id:16} {name:10} one {alone:5.2f} ms, two {both:5.2f} ms: {both / alone:.2f}x")


if __name__ == "__main__":
    main()
