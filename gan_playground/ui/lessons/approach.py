"""Brings the run to a step, faster than one would read, and sees it stand still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.session.session import Session
    from gan_playground.ui.transport.speeds import Speeds


class Approach:
    """Lends a run the speed to be at a step soon."""

    def __init__(self, session: Session, speeds: Speeds) -> None:
        self._session, self._speeds = session, speeds
        self._run: int | None = None  # the one that was told to play until a step

    @property
    def step(self) -> int:
        """Where the run is that was ordered last; one that nobody has seen yet is at its beginning."""
        frame = self._session.last_frame
        is_new = frame is None or frame.run != self._session.ordered_run
        return 0 if is_new else self._session.state.step

    @property
    def still(self) -> Frame | None:
        """The run as it stands, where it stands still and is seen so."""
        session, frame = self._session, self._session.last_frame
        if frame is None or session.is_playing or session.will_play:
            return None
        return frame if frame.run == session.ordered_run and frame.step == session.state.step else None

    def go(self, step: int, within_s: float) -> None:
        """Have it there in about that time, and standing still; what is there already is only stopped."""
        ahead = step - self.step
        if ahead > 0:
            self._speeds.lend(max(ahead / within_s, 1.0))
        if ahead > 0 or self._session.will_play:
            self._run = self._session.ordered_run
            self._session.play_until(step)

    def end(self) -> None:
        """At the speed that was chosen, as before, and no longer until a step."""
        run, self._run = self._run, None
        if run is not None and run == self._session.ordered_run and self._session.will_play:
            self._session.play()
        self._speeds.take_back()
