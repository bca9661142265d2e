"""The real window's panels, each with frames to show: what painting.py measures.

It knows nothing of what panels are made of: `create_window`, the session's `frame_ready`, and, in `panel_of`, a widget
whose class is named Score or ...Stage and that has `show_frame(frame)`.
"""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Callable, Iterator
from enum import IntEnum
from inspect import signature
from pathlib import Path
from typing import Any, Self

from msgspec.structs import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")

lessons = {
    "line": "textbook-curve",
    "phase": "tug-of-war",
    "plane": "ring-rescued",
    "plane at first": "ring-rescued",  # with the layers that a visitor sees
    "digits": "digits",
    "palette": "palette",
    "score": "textbook-curve",
    "large score": "textbook-curve",  # taken out of the window, and as large
}
first_step, frames_a_round, steps_a_frame, looks_a_survey = 200, 24, 5, 6
patience_s = 60.0


def live_in(home: str) -> None:
    """Keep the user's own settings and runs out of it."""
    os.environ.update(HOME=home, WIN_PD_OVERRIDE_LOCAL_APPDATA=home)
    os.environ.update({f"XDG_{kind}_HOME": str(Path(home, kind)) for kind in ("CONFIG", "DATA", "STATE")})


def repaint(panel: Any) -> None:
    """All of a panel, with everything in it, now."""
    from PySide6.QtWidgets import QWidget

    for widget in panel.findChildren(QWidget):
        widget.update()
    panel.repaint()


def show_notifier(panel: Any) -> None:
    """What the panel itself found to be new."""
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()


PAINT: dict[str, Callable[[Any], None]] = {"repainted": repaint, "as shown": show_notifier}


class Benches:
    """A bench for each panel, made when it is first measured; all are closed at the end."""

    def __init__(self, home: str) -> None:
        live_in(home)
        self._benches: dict[str, Bench] = {}

    def measure(self, name: str) -> float:
        """Milliseconds, by a name of `names_of`."""
        panel, size, way = name.split(", ")
        if panel not in self._benches:
            self._benches[panel] = Bench(panel)
        width, height = map(int, size.split("x"))
        self._benches[panel].resize(width, height)
        return self._benches[panel].milliseconds(PAINT[way])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for bench in self._benches.values():
            bench.close()


class Bench:
    """A window whose run is paused, and frames of another run of the same lesson, to be shown in a panel of it."""

    def __init__(self, panel: str) -> None:
        from gan_playground.app import create_window

        self._window = create_window(["--lesson", lessons[panel], "--seed", "0", "--device", "cpu"])
        shown: list[Any] = []
        self._window.session.frame_ready.connect(shown.append)
        self._window.session.pause()  # before its thread begins, and so before the first step
        self._window.show()
        wait_until(lambda: bool(shown))
        self.frames = [of_run(shown[-1].run, frame) for frame in recorded(lessons[panel])]
        self._panel = panel_of(self._window, "Score" if panel.endswith("score") else "Stage")
        show_layers(self._panel, every=not panel.endswith("at first"))
        self._resized = self._window
        if panel.startswith("large"):
            self._panel.setParent(None)
            self._panel.show()
            self._resized = self._panel

    def resize(self, width: int, height: int) -> None:
        if self._resized.size().toTuple() != (width, height):
            self._resized.resize(width, height)
            wait(0.3)

    def milliseconds(self, paint: Callable[[Any], object]) -> float:
        """Processor time of a frame, shown and painted."""
        self._show(self.frames[-1], paint)
        began_s = time.thread_time()
        for frame in self.frames:
            self._show(frame, paint)
        return 1000 * (time.thread_time() - began_s) / len(self.frames)

    def _show(self, frame: Any, paint: Callable[[Any], object]) -> None:
        self._panel.show_frame(frame)
        if hasattr(self._panel, "refresh"):
            self._panel.refresh()  # the score rests between two frames unless it is told to draw
        paint(self._panel)

    def close(self) -> None:
        self._resized.close()
        self._window.close()
        self._window.deleteLater()


def panel_of(window: Any, ending: str) -> Any:
    """The widget on screen that shows frames and whose class is named so."""
    from PySide6.QtWidgets import QWidget

    return next(
        widget
        for widget in window.findChildren(QWidget)
        if type(widget).__name__.endswith(ending) and hasattr(widget, "show_frame") and widget.isVisible()
    )


def show_layers(panel: Any, *, every: bool) -> None:
    """Draw all that a panel can draw, or what it shows at first, without legend and tools, which no frame changes."""
    from PySide6.QtWidgets import QAbstractButton

    for button in panel.findChildren(QAbstractButton):
        if every and button.objectName().startswith("layer."):
            button.setChecked(True)
        button.hide()


def recorded(lesson: str) -> Iterator[Any]:
    """Frames as the window gets them: mostly what moves, and now and then all that is seen."""
    from gan_playground import Trainer, load_lesson

    trainer = Trainer(load_lesson(lesson).experiment, seed=0)
    for turn in range(first_step // steps_a_frame + frames_a_round):
        trainer.advance(steps_a_frame)
        if turn * steps_a_frame < first_step:
            trainer.observe()
        else:
            yield trainer.observe(**({} if turn % looks_a_survey == 0 else least_detail(trainer)))


def of_run(run: int, frame: Any) -> Any:
    """The same frame, of another run; a frame was a dataclass once."""
    is_older = dataclasses.is_dataclass(frame)
    return dataclasses.replace(frame, run=run) if is_older else replace(frame, run=run)


def least_detail(trainer: Any) -> dict[str, IntEnum]:
    """How to ask for the least that a look can see: the lowest of the degrees that `observe` knows."""
    parameters = signature(trainer.observe).parameters.values()
    return {p.name: min(type(p.default)) for p in parameters if isinstance(p.default, IntEnum)}


def wait_until(done: Callable[[], bool]) -> None:
    until_s = time.perf_counter() + patience_s
    while not done():
        wait(0.02)
        if time.perf_counter() > until_s:
            raise TimeoutError("The window does not show its run.")


def wait(seconds: float) -> None:
    from PySide6.QtTest import QTest

    QTest.qWait(round(1000 * seconds))
