"""What is made of the run: judged a few times a second, said on a card, and what goes wrong marked in the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard
from gan_playground.ui.widgets.throttle import Throttle

if TYPE_CHECKING:
    from gan_playground.session.session import Session

verdict_ms = 300


class Verdict(QObject):
    """Between the frames of the run, the card, and the session's past."""

    def __init__(self, session: Session, card: DiagnosisCard, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._card = session, card
        self._newest: Frame | None = None
        self._troubled = ""  # what was found to go wrong, last
        self._throttle = Throttle(verdict_ms, self)
        self._throttle.due.connect(self._judge)
        session.comparison_changed.connect(self._throttle.trigger)  # it says of which run it is

    def begin(self) -> None:
        """Another run, of which nothing is known yet."""
        self._troubled = ""
        self._throttle.cancel()
        self._card.clear()

    def show_frame(self, frame: Frame) -> None:
        """An instant of the run."""
        self._newest = frame
        self._throttle.trigger()

    def close(self) -> None:
        """Judge no more."""
        self._throttle.cancel()

    @Slot()
    def _judge(self) -> None:
        frame = self._newest
        finding = next(iter(frame.diagnosis), None) if frame is not None else None
        if finding is None:
            self._card.clear()
        else:
            self._show(finding)
        self._mark(finding)

    def _show(self, finding: Finding) -> None:
        compares = self._session.comparison_client.comparison is not None
        title = f"A: {finding.title}" if compares else finding.title
        self._card.show_diagnosis(title, finding.evidence, finding.state is not State.TROUBLE)

    def _mark(self, finding: Finding | None) -> None:
        """Where trouble begins, while it trains by itself."""
        trouble = finding.id if finding is not None and finding.state is State.TROUBLE else ""
        if finding is not None and trouble not in ("", self._troubled) and self._session.is_playing:
            assert self._newest is not None  # it was found there
            self._session.past.mark_issue(self._newest.step, trouble, finding.title)
        self._troubled = trouble
