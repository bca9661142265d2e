"""What a page of a story trains for: until something is so, and it says that it is; who takes the wheel has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    def _on_action(self, action: str, _knobs: object) -> None:
        """A button of the story was pressed, and what it does was ordered already."""
        wait = self._story.shown.until
        if wait is None or self._session.run is None or action not in TRAINING:
            self._let_go()
            return
        self._wait = wait
        anew = action in BEGINS_ANEW
        self._run = 0 if anew else self._session.run.run
        self._since = 0 if anew or self._newest is None else self._newest.step
        self._story.tell(f"It trains until then, for {wait.within:,} steps at most.")

    @Slot(object)
    def _on_run(self, run: RunInfo) -> None:
        if self._run == 0:
            self._run = run.run
        elif run.run != self._run:
            self.leave()

    @Slot(object)
    def _on_stage(self, stage: QObject) -> None:
        stage.knobs_wanted.connect(self.leave)

    @Slot()
    def leave(self) -> None:
        """Somebody else has the wheel."""
        if self._wait is not None:
            self._let_go()
            self._story.tell("You have the wheel. The button begins this page again.")

    @Slot()
    def _let_go(self) -> None:
        self._wait = None

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
