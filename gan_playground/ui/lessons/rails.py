"""What a page of a story does to the run: it trains until something is so, and says that it is; a hand may come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.observe.frame import Frame
from gan_playground.lessons.claim import Wait
from gan_playground.lessons.lesson import TRAINING
from gan_playground.lessons.measures import measured
from gan_playground.ui.lessons.story_return import StoryReturn
from gan_playground.ui.lessons.wheel import StoryPlace, Wheel

if TYPE_CHECKING:
    from gan_playground.session.events import Failure
    from gan_playground.ui.window.main_window import MainWindow

BEGINS_ANEW = ("restart", "restart_paused", "begin_trained", "compare")
already_words = "That is so already: this page goes on from where the one before it ends."
wheel_words = "You have the wheel."


class Ride(Struct, frozen=True):
    """What the page is at. wait: what it still waits for, from the step `since` on. said: what has come of it."""

    wait: Wait | None = None
    since: int = 0
    said: str = ""


class Rails(QObject):
    """Follows the run after the button of a page was pressed, and pauses it where the page's condition holds.

    Who does anything else to the run has the wheel from then on; one button puts the run back to where it was, and the
    page goes on. The page's own button begins it again.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._story, self._session = window, window.story, window.session
        self._ride, self._run = Ride(), 0
        self._left: StoryPlace | None = None
        self._wheel, self._return, self._rewind = Wheel(window.session, self), StoryReturn(window), window.rewind
        self._connect()

    def _connect(self) -> None:
        self._wheel.taken.connect(self._on_taken)
        self._return.arrived.connect(self._go_on)
        self._return.lost.connect(self._begin_again)
        self._return.left.connect(self._offer)
        self._rewind.arrived.connect(self._on_arrived)
        self._rewind.left.connect(self._on_rewind_left)
        self._story.action_wanted.connect(self._on_action)
        self._story.return_wanted.connect(self.come_back)
        self._story.page_turned.connect(self._on_page)
        self._session.frame_ready.connect(self._on_frame)
        self._session.failed.connect(self._on_failed)

    @property
    def is_on(self) -> bool:
        """Whether a page waits for something."""
        return self._ride.wait is not None and self._left is None

    # What the page does.

    @Slot()
    def _on_page(self) -> None:
        self._let_go()
        if self._story.shown.deed is not None:
            self._begin(Ride())

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
            return
        wait = page.until if action in TRAINING else None
        now = None if action in BEGINS_ANEW else self._session.last_frame
        if wait is not None and now is not None and now.run == self._session.ordered_run and is_met(wait, now):
            self._begin(Ride(said=already_words))
        else:
            self._begin(Ride(wait, 0 if now is None else now.step), action == "compare")

    @Slot()
    def _on_arrived(self) -> None:
        """The run is back at the page's step, and plays."""
        page = self._story.shown
        self._begin(Ride(page.until, page.to))

    def _begin(self, ride: Ride, compared: bool = False) -> None:
        self._ride, self._run = ride, self._session.ordered_run or 0
        self._wheel.watch(self._window.deeds.knobs, compared)
        self._tell()

    def _tell(self) -> None:
        wait = self._ride.wait
        waits = "" if wait is None else f"It trains until then, for {wait.within:,} steps at most."
        self._story.tell(self._ride.said or waits)

    @Slot()
    def _let_go(self) -> None:
        self._ride, self._left = Ride(), None
        self._wheel.let_go()
        self._rewind.end()
        self._return.end()
        self._story.offer_return(False)

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        ride = self._ride
        if ride.wait is None or self._left is not None or frame.run != self._run or frame.step <= ride.since:
            return
        if is_met(ride.wait, frame):
            self._end(f"{ride.wait.then} Step {frame.step:,}.")
        elif frame.step - ride.since >= ride.wait.within:
            self._end(f"Not within {ride.wait.within:,} steps, this time. Begin again, or go on.")

    def _end(self, sentence: str) -> None:
        """The run stands where this came, or did not."""
        self._ride = Ride(said=sentence)
        self._session.pause()
        self._tell()

    # What a hand does.

    @Slot(object)
    def _on_taken(self, place: StoryPlace) -> None:
        self._left = place
        self._offer()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        """The run that the page had ordered could not be: nobody took it."""
        if self._left is not None and failure.run == self._left.run:
            self._let_go()
            self._story.tell("")

    @Slot()
    def _on_rewind_left(self) -> None:
        """There was nothing yet to come back to."""
        self._let_go()
        self._story.tell(f"{wheel_words} The button begins this page again.")

    @Slot()
    def _offer(self) -> None:
        self._story.tell(f"{self._ride.said} {wheel_words}".strip())
        self._story.offer_return(True)

    @Slot()
    def come_back(self) -> None:
        """Put the run back to where it was when a hand came, and go on."""
        if self._left is not None:
            self._story.offer_return(False)
            self._story.tell("On the way back …")
            place = self._left
            self._return.begin(replace(place, playing=True) if self._ride.wait is not None else place)

    @Slot()
    def _go_on(self) -> None:
        place, self._left = self._left, None
        self._begin(self._ride, place is not None and place.compared)

    @Slot()
    def _begin_again(self) -> None:
        """The run that a hand came to is gone: the page does once more what it did, or else that run begins anew."""
        place, ride, lessons = self._left, replace(self._ride, since=0), self._window.lessons
        if place is None:
            return
        lessons.seed = place.seed
        if self._story.shown.action in (*BEGINS_ANEW, "rewind"):
            self._story.press()
        else:
            self._let_go()
            playing = place.playing or ride.wait is not None
            lessons.begin_anew("Back to the story", place.experiment, playing=playing)
            self._begin(ride)


def is_met(wait: Wait, frame: Frame) -> bool:
    """Whether it holds by now; what is not measured yet does not."""
    try:
        return wait.is_met(measured(wait.measure, frame))
    except PlaygroundError:
        return False
