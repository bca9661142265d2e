"""What the doctor says of the run: told a few times a second on a card, and what goes wrong marked in the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.gan.doctor.finding import Finding, Remedy
from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard
from gan_playground.ui.lessons.issue_marks import IssueMarks
from gan_playground.ui.lessons.trial import Trial
from gan_playground.ui.widgets.throttle import Throttle

if TYPE_CHECKING:
    from gan_playground.session.session import Session

verdict_ms = 300


class Verdict(QObject):
    """Between the frames of the run, the card, and the session's past. trial: of the remedy that is tried now."""

    def __init__(self, session: Session, card: DiagnosisCard, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._card = session, card
        self._newest: Frame | None = None
        self._branch = 0
        self._marks = IssueMarks(session.past)
        self.trial = Trial(session, card, self)
        self._throttle = Throttle(verdict_ms, self)
        self._throttle.due.connect(self._tell)
        session.comparison_changed.connect(self._throttle.trigger)  # it says of which run it is
        card.remedy_chosen.connect(self._try)

    def begin(self) -> None:
        """Another run, of which nothing is known yet."""
        self._marks.forget()
        self.hush()

    def hush(self) -> None:
        """Say nothing, while the run is not seen; what was tried in it is judged by nobody any more."""
        self._newest = None
        self.trial.forget()
        self._throttle.cancel()
        self._card.clear()

    def show_frame(self, frame: Frame) -> None:
        """An instant of the run."""
        self._newest = frame
        self._throttle.trigger()

    def close(self) -> None:
        """Tell no more."""
        self._throttle.cancel()

    @Slot()
    def _tell(self) -> None:
        if (frame := self._newest) is None:
            return
        timeline = self._session.state.timeline
        if timeline is not None and timeline.branch != self._branch:  # what is told to have gone is of the other one
            self._branch = timeline.branch
            self._card.clear()
        compares = self._session.comparison_client.comparison is not None
        self._card.show_findings(frame.diagnosis, frame.step, "A: " if compares else "")
        self._marks.follow(frame, trains=self._session.is_playing)

    @Slot(object, object)
    def _try(self, finding: Finding, remedy: Remedy) -> None:
        if (frame := self._newest) is not None:
            self.trial.begin(finding, remedy, frame.step, self._marks.found_at(finding, frame.step))
