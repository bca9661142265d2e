"""What a hand on the window's controls costs the training: python benchmarks/hands.py [--json FILE] [--seconds 4]

In the real window, at full speed, a hand acts sixty times a second for four seconds: it drags the real slider of G's
learning rate in four lessons; in one of them it turns the wheel, holds a key, drags the timeline and the speed; on the
ring it drags a mode. For each: steps a second meanwhile, against those just before; how many of the run's own
steps passed until the last value was in force; how long the training goes on after a pause that follows at once; how
many edits of one knob one step took; and how many things there were to undo. The numbers are ratios of one process, so
they can be compared from day to day, and between two versions that are measured alternately.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QUndoStack, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSlider, QWidget

from gan_playground.bench.run import prefer_offscreen
from gan_playground.bench.window import Bench, open_bench
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.frame_poll import poll_interval_ms
from gan_playground.ui.stages.plane.stage import PlaneStage

rate = "generator.learning_rate"
lessons = ("two-knobs", "ring-rescued", "digits", "palette")
ticks_per_second = 60
settle_s, before_s, longest_wait_s = 1.0, 3.0, 60.0
handle_px = 8
left, no_button = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
plain_hand = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Felt:
    """What a hand did to a run.

    share: steps a second meanwhile, against before. lag_steps: steps that were begun after the last tick, until its
    value was in force; None for what turns no knob. lag_ms: until then, or until what it points at is shown.
    pause_steps, pause_ms: what was still trained after a click on pause. edits: of one knob at one step, at most.
    undos: entries.
    """

    lesson: str
    hand: str
    before: float
    share: float
    lag_steps: int | None
    lag_ms: float
    pause_steps: int
    pause_ms: float
    edits: int
    undos: int


class Ledger:
    """Stands in the training thread, and writes down when each step was begun and done, and each knob turned."""

    def __init__(self) -> None:
        self.steps: list[tuple[float, float, Any]] = []  # begun, done, the knob that is watched
        self.edits: tuple[Edit, ...] = ()  # as they would be written into a file of the run
        self.knob = rate

    @contextmanager
    def open(self) -> Iterator[None]:
        advance, apply = Trainer.advance, Trainer.apply

        def written_advance(trainer: Trainer, steps: int = 1) -> None:
            began_s = time.perf_counter()
            advance(trainer, steps)
            self.steps.append((began_s, time.perf_counter(), trainer.experiment.knob(self.knob)))

        def written_apply(trainer: Trainer, *edits: Edit) -> None:
            apply(trainer, *edits)
            self.edits = trainer.edits

        with patch.object(Trainer, "advance", written_advance), patch.object(Trainer, "apply", written_apply):
            yield

    def per_second(self, from_s: float, until_s: float) -> float:
        return sum(from_s <= done_s < until_s for _, done_s, _ in self.steps) / (until_s - from_s)

    def after(self, checkpoint_s: float) -> list[tuple[float, float, Any]]:
        """The steps that were begun after a moment."""
        return [step for step in self.steps if step[0] > checkpoint_s]

    @property
    def most_edits(self) -> int:
        """Of one knob at one step."""
        return max(Counter((edit.step, edit.knob) for edit in self.edits).values(), default=0)


# Hands. Each takes hold, acts once for each tick with its share of the time, from 0 to 1, and lets go.


class Hand:
    """Acts on a widget by its name; knob: the one that it turns, if it turns one."""

    knob = rate

    def __init__(self, bench: Bench) -> None:
        self.bench = bench

    def widget(self, name: str) -> Any:
        found = self.bench.window.findChild(QWidget, name)
        if found is None:
            raise LookupError(f"There is no {name} in the window.")
        return found

    def take(self) -> None:
        """Take hold."""

    def act(self, share: float) -> None:
        raise NotImplementedError

    def let_go(self) -> None:
        """Let go."""

    def is_in_force(self, value: object) -> bool:
        """Whether a trainer's value is what the hand has set last."""
        return bool(value == self.bench.session.experiment.knob(self.knob))

    def has_arrived(self) -> bool:
        """Whether what is shown is what the hand has pointed at, where it turns no knob."""
        return True


def move(widget: QWidget, place: QPoint) -> None:
    """As the mouse does with its left button down, with nothing else done on the way."""
    here = QPointF(place)
    event = QMouseEvent(QEvent.Type.MouseMove, here, widget.mapToGlobal(here), no_button, left, plain_hand)
    QApplication.sendEvent(widget, event)


def swing(share: float) -> float:
    """There and back again and again, from 0 to 1: never the same place twice in a row."""
    return 0.5 - 0.5 * math.cos(share * 4.3 * math.tau)


class SliderDrag(Hand):
    """Drags a slider with the mouse over the quarter below where it stands."""

    name = rate

    def take(self) -> None:
        self.slider: QSlider = self.widget(self.name)
        self._from = self._x(self.slider.value())
        QTest.mousePress(self.slider, left, pos=QPoint(self._from, self.slider.height() // 2))

    def act(self, share: float) -> None:
        x = self._from - swing(share) * self.slider.width() / 4
        move(self.slider, QPoint(round(max(x, 1)), self.slider.height() // 2))

    def let_go(self) -> None:
        QTest.mouseRelease(self.slider, left, pos=self.slider.mapFromGlobal(self.slider.mapToGlobal(QPoint(1, 1))))

    def _x(self, value: int) -> int:
        span = max(self.slider.maximum() - self.slider.minimum(), 1)
        return round(handle_px + (value - self.slider.minimum()) / span * (self.slider.width() - 2 * handle_px))


class Wheel(Hand):
    """Turns the wheel over the slider, down and up again."""

    def take(self) -> None:
        self.slider: QSlider = self.widget(rate)
        self.slider.setFocus()
        self._turns = 0

    def act(self, share: float) -> None:
        self._turns += 1
        delta = QPoint(0, -120 if self._turns % 11 < 6 else 120)
        place = QPointF(self.slider.rect().center())
        whole, phase = self.slider.mapToGlobal(place), Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, whole, QPoint(), delta, no_button, plain_hand, phase, False)
        QApplication.sendEvent(self.slider, event)


class HeldKey(Hand):
    """Holds an arrow key on the slider, then the other one."""

    def take(self) -> None:
        self.slider: QSlider = self.widget(rate)
        self.slider.setFocus()
        self._count = 0

    def act(self, share: float) -> None:
        self._count += 1
        key = Qt.Key.Key_Left if self._count % 41 < 21 else Qt.Key.Key_Right
        QApplication.sendEvent(self.slider, QKeyEvent(QEvent.Type.KeyPress, key, plain_hand, "", True))


class ModeDrag(Hand):
    """Drags one of the ring's modes about its place."""

    knob = "data.centres"

    def take(self) -> None:
        self.figure, self._from = place_of_a_mode(self.bench)
        QTest.mousePress(self.figure, left, pos=self._from)

    def act(self, share: float) -> None:
        away_px = QPoint(round(40 * swing(share)), round(30 * math.sin(share * 20)))
        move(self.figure, self._from + away_px)
        self._last = self._from + away_px

    def let_go(self) -> None:
        QTest.mouseRelease(self.figure, left, pos=self._last)


class TimelineDrag(SliderDrag):
    """Scrubs through the past: there is no training meanwhile."""

    name, knob = "timelineSlider", ""

    def has_arrived(self) -> bool:
        return bool(self.bench.newest_step == self.slider.value())


class SpeedDrag(Hand):
    """Moves the speed between the two highest, which this run never reaches."""

    knob = ""

    def take(self) -> None:
        self.slider: QSlider = self.widget("speedSlider")
        self._count = 0

    def act(self, share: float) -> None:
        self._count += 1
        self.slider.setValue(self.slider.maximum() - self._count % 2)

    def let_go(self) -> None:
        self.slider.setValue(self.slider.maximum())


def place_of_a_mode(bench: Bench) -> tuple[QWidget, QPoint]:
    """The plane, and where on it the first mode lies: here alone it is known how a stage turns data to pixels."""
    stage = bench.window.findChild(PlaneStage)
    place = QPointF(*map(float, stage.figure.picture.centres[0]))
    return stage.figure.viewport(), stage.figure.box.mapViewToScene(place).toPoint()


HANDS: dict[str, tuple[type[Hand], tuple[str, ...]]] = {
    "slider dragged": (SliderDrag, lessons),
    "wheel": (Wheel, ("two-knobs",)),
    "key held": (HeldKey, ("two-knobs",)),
    "mode dragged": (ModeDrag, ("ring",)),
    "timeline dragged": (TimelineDrag, ("two-knobs",)),
    "speed": (SpeedDrag, ("two-knobs",)),
}
"""What is done, and in which lessons."""


# Measuring.


def felt_of(lesson: str, name: str, seconds: float) -> Felt:
    """Twice the same hand in a fresh window: until its last value is in force, and with a pause right after it."""
    ledger = Ledger()
    with ledger.open(), open_bench(lesson) as bench:
        bench.session.set_frame_interval(poll_interval_ms)
        bench.window.knob_panel.all_button.click()
        bench.play()
        bench.wait(settle_s)
        hand = HANDS[name][0](bench)
        ledger.knob = hand.knob or rate
        undos = undo_entries(bench)
        began_s = time.perf_counter()
        bench.wait(before_s)
        before = ledger.per_second(began_s, time.perf_counter())
        began_s, last_s = act(bench, hand, seconds)
        during = ledger.per_second(began_s, last_s)
        lag_steps, lag_ms = lag_of(bench, hand, ledger, last_s)
        undos = undo_entries(bench) - undos
        edits = ledger.most_edits
        rest(bench)
        act(bench, hand, seconds)
        pause_steps, pause_ms = pause_of(bench, ledger)
        share = during / before if before else math.nan
        return Felt(lesson, name, before, share, lag_steps, lag_ms, pause_steps, pause_ms, edits, undos)


def act(bench: Bench, hand: Hand, seconds: float) -> tuple[float, float]:
    """Let it act sixty times a second; gives when it began, and when its last act was made.

    What is due while the window is busy comes as soon as it is not, all at once, as the events of a real hand do.
    """
    due, made = round(seconds * ticks_per_second), 0
    hand.take()
    began_s = last_s = time.perf_counter()
    while made < due:
        bench.wait(max(0.0, began_s + made / ticks_per_second - time.perf_counter()))
        now_s = time.perf_counter()
        while made < due and began_s + made / ticks_per_second <= now_s:
            last_s = time.perf_counter()
            hand.act(made / due)
            made += 1
    hand.let_go()
    return began_s, last_s


def lag_of(bench: Bench, hand: Hand, ledger: Ledger, last_s: float) -> tuple[int | None, float]:
    """Steps that were begun after the last act, and how long it took, until what it set was in force."""
    if not hand.knob:
        bench.wait_until(hand.has_arrived)
        return None, 1000 * (time.perf_counter() - last_s)
    until_s = time.perf_counter() + longest_wait_s
    while time.perf_counter() < until_s:
        for place, (_, done_s, value) in enumerate(ledger.after(last_s)):
            if hand.is_in_force(value):
                return place, max(0.0, 1000 * (done_s - last_s))
        bench.wait(0.02)
    return len(ledger.after(last_s)), math.inf


def pause_of(bench: Bench, ledger: Ledger) -> tuple[int, float]:
    """Steps that were done after a click on pause, and how long that went on."""
    button = bench.window.findChild(QPushButton, "playButton")
    clicked_s = time.perf_counter()
    if bench.session.is_playing:
        QTest.mouseClick(button, left)
        bench.wait_until(lambda: not bench.session.is_playing)
    bench.wait(0.2)
    after = [done_s for _, done_s, _ in ledger.steps if done_s > clicked_s]
    return len(after), 1000 * (max(after, default=clicked_s) - clicked_s)


def rest(bench: Bench) -> None:
    """Until what is queued has been done: the run plays, and its steps come as they did before."""
    bench.wait(settle_s)
    bench.play()
    bench.wait(settle_s)


def undo_entries(bench: Bench) -> int:
    stack = bench.window.history.findChild(QUndoStack)
    return int(stack.count()) if stack is not None else 0


# Telling.


def lines_of(rows: list[Felt]) -> Iterator[str]:
    yield f"{'lesson':<14}{'hand':<18}{'steps/s':>13}{'in force after':>20}{'pause felt':>20}{'edits':>7}{'undo':>6}"
    for row in rows:
        lag = f"{row.lag_ms:,.0f} ms" if row.lag_steps is None else f"{row.lag_steps} steps, {row.lag_ms:,.0f} ms"
        pause = f"{row.pause_steps} steps, {row.pause_ms:,.0f} ms"
        numbers = f"{row.share:>13.2f}{lag:>20}{pause:>20}{row.edits:>7}{row.undos:>6}"
        yield f"{row.lesson:<14}{row.hand:<18}{numbers}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--hand", choices=HANDS, action="append", help="only this one; may be given again")
    parser.add_argument("--lesson", help="only in this lesson")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    prefer_offscreen()
    rows = []
    for name, (_, where) in HANDS.items():
        for lesson in where:
            if options.lesson in (None, lesson) and (not options.hand or name in options.hand):
                rows.append(felt_of(lesson, name, options.seconds))
                print(list(lines_of(rows[-1:]))[-1], flush=True)
    print("\n".join(lines_of(rows)))
    dragged = [row.share for row in rows if row.hand == "slider dragged"]
    if dragged:
        print(f"kept while a slider is dragged: median {statistics.median(dragged):.2f}, least {min(dragged):.2f}")
    if options.json is not None:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
