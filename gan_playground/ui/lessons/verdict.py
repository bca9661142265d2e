"""What is made of the run: said on a card a few times a second, and what goes wrong marked in the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.gan.doctor.finding import Finding, State
from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard, content_of
from gan_playground.ui.lessons.trial import Trial
from gan_playground.ui.widgets.throttle import Throttle

if TYPE_CHECKING:
    from gan_playground.session.session import Session

verdict_ms = 300
refuted_within = 500  # steps: a trouble that is gone sooner, with no knob turned, was none


class Verdict(QObject):
    """Between the frames of the run, the card, and the session's past."""

    def __init__(self, session: Session, card: DiagnosisCard, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._card = session, card
        self._newest: Frame | None = None
        self._offered: Finding | None = None  # whose remedies are on the card
        self._marked: dict[str, tuple[Finding, int, int]] = {}  # by id: since when it is seen, and edits until then
        self.trial = Trial(session, self)
        self._throttle = Throttle(verdict_ms, self)
        self._throttle.due.connect(self._judge)
        self.trial.changed.connect(self._throttle.trigger)
        card.chosen.connect(self._choose)
        session.comparison_changed.connect(self._throttle.trigger)  # it says of which run it is

    def begin(self) -> None:
        """Another run, of which nothing is known yet."""
        self._marked.clear()
        self._newest = self._offered = None
        self.trial.forget()
        self._throttle.cancel()
        self._card.clear()

    def show_frame(self, frame: Frame) -> None:
        """An instant of the run."""
        self._newest = frame
        self.trial.show_frame(frame)
        self._throttle.trigger()

    def close(self) -> None:
        """Judge no more."""
        self._throttle.cancel()

    @Slot()
    def _judge(self) -> None:
        frame = self._newest
        if frame is None or not frame.diagnosis:
            self._card.clear()
            return
        self._show(frame)
        if self._session.is_playing:
            self._mark(frame)

    def _show(self, frame: Frame) -> None:
        if (content := self.trial.content) is not None:
            self._card.show_content(content)
            return
        self._offered = frame.diagnosis[0]
        compares = self._session.comparison_client.comparison is not None
        content = content_of(frame.diagnosis, "A: " if compares else "")
        self._card.show_content(content)

    def _mark(self, frame: Frame) -> None:
        """Where a trouble begins, while it trains by itself; one that is refuted loses its mark."""
        troubles = {finding.id: finding for finding in frame.diagnosis if finding.state is State.TROUBLE}
        for name in self._marked.keys() - troubles.keys():
            finding, seen_at, edits = self._marked.pop(name)
            if frame.step - seen_at <= refuted_within and len(frame.edits) == edits:
                self._session.past.withdraw_issue(finding.since, finding.id, finding.title)
        for name in troubles.keys() - self._marked.keys():
            finding = troubles[name]
            self._marked[name] = finding, frame.step, len(frame.edits)
            self._session.past.mark_issue(finding.since, finding.id, finding.title)

    @Slot(int)
    def _choose(self, number: int) -> None:
        """A button of the card: of what is tried, or a remedy."""
        if self.trial.content is not None:
            self.trial.choose(number)
        elif self._offered is not None and self._newest is not None and number < len(self._offered.remedies):
            self.trial.start(self._offered, self._offered.remedies[number], self._newest)
