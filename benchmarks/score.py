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
from gan_playground.gan.experiment import Edit
from gan_playground.gan.tape import Tape
from gan_playground.gan.timeline import Timeline
from gan_playground.session.comparing import comparison_of, rival_experiment
from gan_playground.session.messages import Future, Futures, Run
from gan_playground.ui.board import Board
from gan_playground.ui.foresight import both_rates, prospects_of
from gan_playground.ui.score import Score
from gan_playground.ui.score_figure import ScoreFigure
from gan_playground.ui.stages.figure import LineFigure
from gan_playground.ui.style import stylesheet
from gan_playground.ui.theme import DARK

sizes = {"1280x720": (712, 565), "1920x1080": (1352, 925)}  # of the board in windows of these
rounds, frames_a_round, steps_a_frame, first_step, ahead_steps = 5, 20, 10, 300, 300
scores_a_second, stages_a_second = 10, 60


@dataclass(frozen=True, slots=True)
class Instant:
    """A frame, and who is seen beside it in the score."""

    frame: Frame
    rival: Frame | None = None
    tape: Tape | None = None
    futures: Futures | None = None


def alone() -> list[Instant]:
    trainer = fresh()
    return [Instant(seen(trainer)) for _ in range(frames_a_round)]


def compared() -> list[Instant]:
    trainer, rival = fresh(), fresh(objective="hinge")
    return [Instant(seen(trainer), rival=seen(rival)) for _ in range(frames_a_round)]


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
    return [Instant(seen(trainer), tape=timeline.tape(trainer)) for _ in range(frames_a_round)]


def with_futures() -> list[Instant]:
    """Futures are seen while a run is paused: what changes is where the mouse is."""
    frame = fresh().observe()
    prospects = prospects_of(load_lesson("textbook-curve").experiment, both_rates)
    found = []
    for prospect in prospects:
        trainer = fresh()
        trainer.apply(*(Edit(path, value) for path, value in prospect.values.items()))
        found.append(Future(prospect, seen(trainer, ahead_steps).history, ()))
    futures = Futures(frame.run, frame.step, ahead_steps, tuple(found), 1.0)
    return [Instant(frame, futures=futures)] * frames_a_round


situations: dict[str, Callable[[], list[Instant]]] = {
    "one run": alone,
    "two runs": compared,
    "branches": among_branches,
    "futures": with_futures,
}


def fresh(**knobs: object) -> Trainer:
    """A run of the usual lesson at its first step that is shown."""
    experiment = rival_experiment(load_lesson("textbook-curve").experiment, knobs)
    trainer = Trainer(experiment, run=2 if knobs else 1)
    seen(trainer, first_step)
    return trainer


def seen(trainer: Trainer, steps: int = steps_a_frame) -> Frame:
    """The run some steps on, looked at on the way as a window does."""
    for _ in range(0, steps, steps_a_frame):
        trainer.advance(steps_a_frame)
        frame = trainer.observe()
    return frame


def board_for(instants: list[Instant], size: tuple[int, int]) -> Board:
    lesson, run = load_lesson("textbook-curve"), Run.of(fresh())
    board = Board(DARK)
    board.show_run(run, lesson)
    if instants[0].rival is not None:
        board.show_comparison(comparison_of(run, Run.of(fresh(objective="hinge"))), lesson)
    board.resize(*size)
    board.show()
    return board


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


def show(board: Board, instants: list[Instant]) -> None:
    """Every instant once, painted as in the window."""
    for turn, instant in enumerate(instants):
        if instant.futures is not None:
            board.score.show_futures(instant.futures)
            for plot in board.score.plots:
                plot.point_at(turn % len(instant.futures.futures))
        if instant.tape is not None:
            board.score.show_tape(instant.tape)
        if instant.rival is not None:
            board.show_rival_frame(instant.rival)
        board.show_frame(instant.frame)
        board.score.refresh()
        QApplication.processEvents()


def main() -> None:
    """Measure each situation at each size."""
    make_application().setStyleSheet(stylesheet(DARK))
    clocks = Clock(Score, "refresh"), Clock(ScoreFigure, "paintEvent"), Clock(LineFigure, "paintEvent")
    for name, situation in situations.items():
        instants = situation()
        boards = {size: board_for(instants, px) for size, px in sizes.items()}
        spent = {size: [] for size in sizes}
        for _ in range(rounds):
            for size, board in boards.items():
                show(board, instants[:1])
                for clock in clocks:
                    clock.take_ms()
                show(board, instants)
                spent[size].append([clock.take_ms() / len(instants) for clock in clocks])
        for size, rows in spent.items():
            refresh_ms, paint_ms, stage_ms = map(statistics.median, zip(*rows, strict=True))
            share = scores_a_second * (refresh_ms + paint_ms) / (stages_a_second * stage_ms)
            print(
                f"{name:9} {size:10} refresh {refresh_ms:5.2f} ms, paint {paint_ms:5.2f} ms: {share:.2f} of the stage"
            )


if __name__ == "__main__":
    main()
