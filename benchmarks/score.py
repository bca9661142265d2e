"""What the score costs beside the stage: python benchmarks/score.py

The middle of a window of 1280x720 and of 1920x1080, offscreen, in four situations: one run, two that are compared, one
among branches that were left, and one with futures. Prints processor milliseconds, medians of interleaved rounds: of
handing a frame to the score, of painting all its plots once, and, as a ratio, of a second of both (ten times) to a
second of the stage (sixty times).
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from gan_playground import Frame, Trainer, load_lesson
from gan_playground.app import make_application
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.session.comparison.differences import comparison_of, run_b_experiment
from gan_playground.session.messages import Outcome, Outcomes, RunInfo
from gan_playground.ui.forecast.menu import both_rates, options_of
from gan_playground.ui.score.plot import ScorePlot
from gan_playground.ui.score.score import Score
from gan_playground.ui.stages.line.plot import LinePlot
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.run_view import RunView

sizes = {"1280x720": (712, 565), "1920x1080": (1352, 925)}  # of the board in windows of these
rounds, frames_a_round, steps_a_frame, first_step, ahead_steps = 5, 20, 10, 300, 300
scores_a_second, stages_a_second = 10, 60


@dataclass(frozen=True, slots=True)
class Instant:
    """A frame, and who is seen beside it in the score."""

    frame: Frame
    run_b: Frame | None = None
    summary: TimelineSummary | None = None
    outcomes: Outcomes | None = None


def alone() -> list[Instant]:
    trainer = fresh()
    return [Instant(seen(trainer)) for _ in range(frames_a_round)]


def compared() -> list[Instant]:
    trainer, run_b = fresh(), fresh(objective="hinge")
    return [Instant(seen(trainer), run_b=seen(run_b)) for _ in range(frames_a_round)]


def among_branches() -> list[Instant]:
    """The third branch of a run; what it grew from runs on further than it comes."""
    trainer = fresh()
    timeline = Timeline(trainer)
    seen(trainer, 600)
    for fork_step, rate in ((first_step, 0.001), (first_step + 100, 0.002)):
        for _ in timeline.go_to(trainer, fork_step):
            pass
        timeline.fork(trainer)
        trainer.apply(Edit("generator.learning_rate", rate))
        seen(trainer, 200)
    return [Instant(seen(trainer), summary=timeline.summary(trainer)) for _ in range(frames_a_round)]


def with_outcomes() -> list[Instant]:
    """Futures are seen while a run is paused: what changes is where the mouse is."""
    frame = fresh().observe()
    options = options_of(load_lesson("textbook-curve").experiment, both_rates)
    found = []
    for option in options:
        trainer = fresh()
        trainer.apply(*(Edit(path, value) for path, value in option.values.items()))
        found.append(Outcome(option, seen(trainer, ahead_steps).history, ()))
    outcomes = Outcomes(frame.run, frame.step, ahead_steps, tuple(found), 1.0)
    return [Instant(frame, outcomes=outcomes)] * frames_a_round


situations: dict[str, Callable[[], list[Instant]]] = {
    "one run": alone,
    "two runs": compared,
    "branches": among_branches,
    "futures": with_outcomes,
}


def fresh(**knobs: object) -> Trainer:
    """A run of the usual lesson at its first step that is shown."""
    experiment = run_b_experiment(load_lesson("textbook-curve").experiment, knobs)
    trainer = Trainer(experiment, run=2 if knobs else 1)
    seen(trainer, first_step)
    return trainer


def seen(trainer: Trainer, steps: int = steps_a_frame) -> Frame:
    """The run some steps on, looked at on the way as a window does."""
    for _ in range(0, steps, steps_a_frame):
        trainer.advance(steps_a_frame)
        frame = trainer.observe()
    return frame


def run_view_for(instants: list[Instant], size: tuple[int, int]) -> RunView:
    lesson, run = load_lesson("textbook-curve"), RunInfo.of(fresh())
    run_view = RunView(DARK)
    run_view.show_run(run, lesson)
    if instants[0].run_b is not None:
        run_view.show_comparison(comparison_of(run, RunInfo.of(fresh(objective="hinge"))), lesson)
    run_view.resize(*size)
    run_view.show()
    return run_view


class Clock:
    """Counts the processor time that one method takes, in every object of its class."""

    def __init__(self, owner: type, name: str) -> None:
        self._plain, self._spent_s = getattr(owner, name), 0.0
        setattr(owner, name, lambda *given: self._run(*given))

    def _run(self, *given: object) -> None:
        began_s = time.thread_time()
        self._plain(*given)
        self._spent_s += time.thread_time() - began_s

    def take_ms(self) -> float:
        """What was spent since this was last asked for."""
        spent_s, self._spent_s = self._spent_s, 0.0
        return 1000 * spent_s


def show(run_view: RunView, instants: list[Instant]) -> None:
    """Every instant once, painted as in the window."""
    for turn, instant in enumerate(instants):
        if instant.outcomes is not None:
            run_view.score.show_outcomes(instant.outcomes)
            for plot in run_view.score.plots:
                plot.point_at(turn % len(instant.outcomes.outcomes))
        if instant.summary is not None:
            run_view.score.show_summary(instant.summary)
        if instant.run_b is not None:
            run_view.show_run_b_frame(instant.run_b)
        run_view.show_frame(instant.frame)
        run_view.score.refresh()
        QApplication.processEvents()


def main() -> None:
    """Measure each situation at each size."""
    make_application().setStyleSheet(stylesheet(DARK))
    clocks = Clock(Score, "refresh"), Clock(ScorePlot, "paintEvent"), Clock(LinePlot, "paintEvent")
    for name, situation in situations.items():
        instants = situation()
        boards = {size: run_view_for(instants, px) for size, px in sizes.items()}
        spent = {size: [] for size in sizes}
        for _ in range(rounds):
            for size, run_view in boards.items():
                show(run_view, instants[:1])
                for clock in clocks:
                    clock.take_ms()
                show(run_view, instants)
                spent[size].append([clock.take_ms() / len(instants) for clock in clocks])
        for size, rows in spent.items():
            refresh_ms, paint_ms, stage_ms = map(statistics.median, zip(*rows, strict=True))
            share = scores_a_second * (refresh_ms + paint_ms) / (stages_a_second * stage_ms)
            print(
                f"{name:9} {size:10} refresh {refresh_ms:5.2f} ms, paint {paint_ms:5.2f} ms: {share:.2f} of the stage"
            )


if __name__ == "__main__":
    main()
