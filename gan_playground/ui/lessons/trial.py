"""Trying a remedy: a second run leaves the first before its trouble, with the remedy, and both are judged later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gan_playground.gan.doctor.finding import Finding, Remedy, State
from gan_playground.gan.doctor.outcome import Judgement, judge
from gan_playground.gan.observe.frame import Frame
from gan_playground.session.messages import Comparison
from gan_playground.ui.lessons.diagnosis_card import CardChoice, CardContent

if TYPE_CHECKING:
    from gan_playground.session.session import Session

tried_for = 1500  # steps after the trouble began; the run as it was comes at least as far
of_two_numbers = 300  # the same of a game of two numbers, which goes round sooner


class Trial(QObject):
    """One remedy at a time. `content`: what the card is to say; None while nothing is tried.

    Signals: changed(): there is something else to say.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._finding: Finding | None = None
        self._remedy: Remedy | None = None
        self._judgement: Judgement | None = None
        self._until = 0
        self._began = False
        self._frames: tuple[Frame | None, Frame | None] = (None, None)
        session.comparison_changed.connect(self._on_comparison)
        session.run_b_frame_ready.connect(self._on_run_b_frame)

    def start(self, finding: Finding, remedy: Remedy, frame: Frame) -> None:
        """Go back to before it, in a second run."""
        self._finding, self._remedy, self._judgement, self._began = finding, remedy, None, False
        lasts = of_two_numbers if frame.distance == "radius" else tried_for
        self._until = max(frame.step, finding.since + lasts)
        self._frames = frame, None
        self._session.comparison_client.treat(remedy.knobs, max(finding.since, 1))
        self.changed.emit()

    def forget(self) -> None:
        """Nothing is tried any more."""
        if self._remedy is not None:
            self._finding = self._remedy = self._judgement = None
            self.changed.emit()

    def show_frame(self, frame: Frame) -> None:
        """An instant of the run as it was."""
        if self._remedy is not None:
            self._frames = frame, self._frames[1]
            self._judge_if_due()

    @Slot(object)
    def _on_run_b_frame(self, frame: Frame) -> None:
        if self._remedy is not None:
            self._frames = self._frames[0], frame
            self._judge_if_due()

    @Slot(object)
    def _on_comparison(self, comparison: Comparison | None) -> None:
        if comparison is not None and self._remedy is not None and not self._began:
            self._began = True
            self._session.play()
        elif comparison is None and self._began:
            self.forget()

    def _judge_if_due(self) -> None:
        untreated, treated = self._frames
        if self._finding is None or untreated is None or treated is None or self._judgement is not None:
            return
        ends = treated.diverged_at is not None or untreated.diverged_at is not None
        if untreated.step == treated.step and (treated.step >= self._until or ends):
            self._judgement = judge(self._finding.id, self._finding.title, untreated, treated)
        self.changed.emit()

    @property
    def content(self) -> CardContent | None:
        """What there is to say of it."""
        if self._remedy is None or self._finding is None:
            return None
        if self._judgement is not None:
            state = State.SETTLED if self._judgement.helped else State.TROUBLE
            words = f"{self._remedy.words}: {'it helped' if self._judgement.helped else 'no help'}"
            text = self._judgement.sentence
            return CardContent(state, words, text, choices=(CardChoice("Keep B"), CardChoice("Back to A")))
        treated = self._frames[1]
        step = treated.step if treated is not None else 0
        text = (
            f"A goes on as it was. B left it before step {self._finding.since:,}, with the remedy, and is at step "
            f"{step:,} of {self._until:,}."
        )
        return CardContent(State.LEARNING, f"Trying: {self._remedy.words}", text, choices=(CardChoice("Stop trying"),))

    def choose(self, number: int) -> None:
        """A button of the card."""
        keeps = self._judgement is not None and number == 0
        client = self._session.comparison_client
        self.forget()
        if keeps:
            client.keep_run_b()
        else:
            client.end()
