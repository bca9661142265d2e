"""What a page of a story trains for: until something is so, and it says that it is; who takes the wheel has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.observe.frame import Frame
from gan_playground.lessons.claim import Wait
from gan_playground.lessons.lesson import TRAINING
from gan_playground.lessons.measures import measured

if TYPE_CHECKING:
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.window.main_window import MainWindow

BEGINS_ANEW = ("restart", "begin_trained", "compare")


class Rails(QObject):
    """Follows the run after the button of a page was pressed, and pauses it where the page's condition holds.

    What a hand does to the run ends that: a knob, another page's button, another run. The page's button begins again.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._story, self._session = window.story, window.session
        self._wait: Wait | None = None
        self._run, self._since = 0, 0
        self._newest: Frame | None = None
        self._rewind = window.rewind
        self._rewind.arrived.connect(self._on_arrived)
        self._rewind.left.connect(self._give_wheel)
        window.story.action_wanted.connect(self._on_action)
        window.story.page_turned.connect(self._let_go)
        window.lessons.shown.connect(self._let_go)
        window.knob_panel.knobs_turned.connect(self.leave)
        window.run_view.stage_made.connect(self._on_stage)
        self._session.run_started.connect(self._on_run)
        self._session.frame_ready.connect(self._on_frame)

    @property
    def is_on(self) -> bool:
        """Whether a page waits for something."""
        return self._wait is not None

    @Slot(str, object)
    def _on_action(self, action: str, knobs: Mapping[str, Any]) -> None:
        """A button of the story was pressed, and what it does was ordered already, but for the way back."""
        self._let_go()
        page = self._story.shown
        if self._session.run is None:
            return
        if action == "rewind":
            self._story.tell(f"On the way to step {page.to:,} …")
            self._rewind.begin(page.to, knobs)
        elif page.until is not None and action in TRAINING:
            anew = action in BEGINS_ANEW
            since = 0 if anew or self._newest is None else self._newest.step
            self._begin_waiting(page.until, 0 if anew else self._session.run.run, since)

    @Slot()
    def _on_arrived(self) -> None:
        """The run is back at the page's step, and plays."""
        page, run = self._story.shown, self._session.ordered_run
        self._story.tell("")
        if page.until is not None and run is not None:
            self._begin_waiting(page.until, run, page.to)

    def _begin_waiting(self, wait: Wait, run: int, since: int) -> None:
        """run: 0 is the next one that begins."""
        self._wait, self._run, self._since = wait, run, since
        self._story.tell(f"It trains until then, for {wait.within:,} steps at most.")

    @Slot(object)
    def _on_run(self, run: RunInfo) -> None:
        if self._run == 0:
            self._run = run.run
        elif self.is_on and run.run != self._run:
            self.leave()

    @Slot(object)
    def _on_stage(self, stage: QObject) -> None:
        stage.knobs_wanted.connect(self.leave)

    @Slot()
    def leave(self) -> None:
        """Somebody else has the wheel."""
        if self.is_on or self._rewind.is_on:
            self._give_wheel()

    @Slot()
    def _give_wheel(self) -> None:
        self._let_go()
        self._story.tell("You have the wheel. The button begins this page again.")

    @Slot()
    def _let_go(self) -> None:
        self._wait = None
        self._rewind.end()

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        self._newest, wait = frame, self._wait
        if wait is None or frame.run != self._run or frame.step <= self._since:
            return
        if is_met(wait, frame):
            self._end(f"{wait.then} Step {frame.step:,}.")
        elif frame.step - self._since >= wait.within:
            self._end(f"Not within {wait.within:,} steps, this time. Begin again, or go on.")

    def _end(self, sentence: str) -> None:
        self._let_go()
        self._session.pause()
        self._story.tell(sentence)


def is_met(wait: Wait, frame: Frame) -> bool:
    """Whether it holds by now; what is not measured yet does not."""
    try:
        return wait.is_met(measured(wait.measure, frame))
    except PlaygroundError:
        return False
