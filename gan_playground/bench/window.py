"""The real window, opened to be measured: training at full speed, and driven through its own widgets."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec import Struct, field
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from gan_playground.app import make_application
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.summary import usual_budget_bytes
from gan_playground.interrupts import interrupts
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.ui.window.main_window import MainWindow

usual_lesson = "textbook-curve"
usual_size_px = (1400, 900)
patience_s = 60.0


class ForgetfulSettings(Struct):
    """In place of the user's own, which a measurement must not touch."""

    theme: str = "dark"
    lesson: str = ""
    geometry: QByteArray = field(default_factory=QByteArray)
    past_budget_bytes: int = usual_budget_bytes
    seen_lessons: list[str] = field(default_factory=list)
    read_lessons: list[str] = field(default_factory=list)
    side_page: str = ""
    folded_groups: tuple[str, ...] = ()
    tips_were_shown: bool = True
    text_percent: int = 100
    less_motion: bool | None = None

    def sync(self) -> None:
        """There is nothing to write."""


class Bench:
    """The window on the bench; `open_bench` makes one and takes it down."""

    def __init__(self, lesson_id: str = usual_lesson, size_px: tuple[int, int] = usual_size_px) -> None:
        make_application()
        lesson = load_lesson(lesson_id)
        self._size_px = size_px
        self.window = MainWindow(ForgetfulSettings(), lesson, seed=0, device="cpu")
        self.session = self.window.session
        self._newest: tuple[float, int] = (0.0, -1)
        self._loop = QEventLoop()
        self.session.frame_ready.connect(self._on_frame)

    def _on_frame(self, frame: Frame) -> None:
        self._newest = time.perf_counter(), frame.step

    @property
    def newest_step(self) -> int:
        """The step of the newest frame."""
        return self._newest[1]

    def begin(self) -> None:
        """Show the window and let the lesson run at full speed, without the slow beginning that is for eyes."""
        interrupts.obey_by(self._loop.quit)  # which would swallow an exception
        self.window.resize(*self._size_px)
        self.window.show()
        self.window.begin()
        self.wait_until(lambda: self._newest[1] > 0)
        self.session.set_speed(math.inf)

    def wait(self, seconds: float) -> None:
        """Let the window live for this long; raises Interrupted where the program is to end."""
        QTimer.singleShot(round(seconds * 1000), self._loop.quit)
        self._loop.exec()
        interrupts.check()

    def wait_until(self, done: Callable[[], bool]) -> None:
        """Let it live until then; raises TimeoutError where that never comes."""
        until_s = time.perf_counter() + patience_s
        while not done():
            self.wait(0.02)
            if time.perf_counter() > until_s:
                raise TimeoutError("The window does not do what is to be measured.")

    def pause(self) -> None:
        self.session.pause()
        self.wait_until(lambda: not self.session.is_playing)

    def play(self) -> None:
        self.session.play()
        self.wait_until(lambda: self.session.is_playing)

    def steps_per_second(self, seconds: float, frame_interval_ms: int, settle_s: float) -> float:
        """How fast it trains while the window shows it; paused before and after."""
        self.session.set_frame_interval(frame_interval_ms)
        self.play()
        self.wait(settle_s)
        began_s, first = self._newest
        self.wait(seconds)
        self.wait_until(lambda: self._newest[0] > began_s)
        ended_s, last = self._newest
        self.pause()
        return (last - first) / (ended_s - began_s)

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


@contextmanager
def open_bench(lesson_id: str = usual_lesson, size_px: tuple[int, int] = usual_size_px) -> Iterator[Bench]:
    """A window that trains at full speed; whatever is raised here, it is closed."""
    bench = Bench(lesson_id, size_px)
    try:
        bench.begin()
        yield bench
    finally:
        bench.close()
