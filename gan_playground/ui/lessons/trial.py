"""A remedy is tried beside the run as it was, from before its trouble began, until it can be said whether it helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Slot

from gan_playground.gan.doctor.finding import Finding, Remedy, State
from gan_playground.gan.doctor.outcome import find_trouble, judge, left_at, treated_for
from gan_playground.session.commands import Compare, SwitchBranch
from gan_playground.ui.lessons.trial_view import TrialNews

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.session.events import Failure
    from gan_playground.session.messages import Comparison
    from gan_playground.session.session import Session
    from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard

clear_after_steps = 600  # what has settled without the trouble for so long needs no longer trial
longest_trial_steps = 10_000


class Home(Struct, frozen=True):
    """Where a run was before something was tried. run: its id; is_tip: it was not in its past."""

    run: int
    branch: int
    step: int
    is_tip: bool
    was_playing: bool


class Attempt(Struct):
    """finding, remedy: what is tried against what. run_b: the run that it is tried in. steps: how many are enough.
    has_begun: both runs are there; is_over: they have come far enough. sentence, helped: what came of it, on which
    branch of A. first_step: where both begin; a, b: their newest frames.
    """

    finding: Finding
    remedy: Remedy
    home: Home
    run_b: int
    steps: int
    has_begun: bool = False
    is_over: bool = False
    sentence: str = ""
    helped: bool = False
    branch: int = 0
    first_step: int | None = None
    a: Frame | None = None
    b: Frame | None = None

    @property
    def made(self) -> int:
        """How many steps both have gone, or the one whose numbers are still numbers."""
        seen = [one.step for one in (self.a, self.b) if one is not None]
        return 0 if self.first_step is None else max(seen) - self.first_step

    def is_clear(self, a: Frame, b: Frame) -> bool:
        """Whether more steps would tell no more. That the untreated run has run off says nothing of the treated one."""
        if self.made >= self.steps or b.diverged_at is not None:
            return True
        has_settled = any(one.state is State.SETTLED for one in b.diagnosis)
        return self.made >= clear_after_steps and has_settled and find_trouble(a, self.finding.id) is not None


class Trial(QObject):
    """Runs A and B are the session's two runs; the card shows how far they are, and what came of it."""

    def __init__(self, session: Session, card: DiagnosisCard, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._client, self._card = session, session.comparison_client, card
        self._attempt: Attempt | None = None
        session.comparison_changed.connect(self._on_comparison_changed)
        session.frame_ready.connect(self._on_frame)
        session.run_b_frame_ready.connect(self._on_run_b_frame)
        session.playing_changed.connect(self._go_on)
        session.failed.connect(self._on_failed)
        card.trial.back_button.clicked.connect(self.go_back)
        card.trial.keep_button.clicked.connect(self.keep)

    @property
    def is_on(self) -> bool:
        """Whether something is tried, or was and waits for what is to come of it."""
        return self._attempt is not None

    def begin(self, finding: Finding, remedy: Remedy, step: int, found_at: int) -> None:
        """Try it. step: where the run is; found_at: where its trouble was told first."""
        start, run, summary = left_at(finding), self._session.run, self._session.state.timeline
        if run is None or summary is None:
            return
        playing = self._session.is_playing
        run_b = self._client.try_from(start, remedy.knobs)
        if run_b is None:
            return
        home = Home(run.run, summary.branch, step, playing or not summary.is_past, playing)
        steps = min(found_at - start + treated_for, longest_trial_steps)
        self._attempt = Attempt(finding, remedy, home, run_b, steps)
        self._show()

    def forget(self) -> None:
        """Nothing is tried any more."""
        self._attempt = None
        self._card.show_trial(None)

    @Slot()
    def go_back(self) -> None:
        """Be where the run was; what both have lived stays, as branches."""
        if (attempt := self._attempt) is None:
            return
        self.forget()
        self._client.end()
        self._return(attempt.home)

    @Slot()
    def keep(self) -> None:
        """Go on with the treated run, as the untreated one would have gone on."""
        goes_on = self._attempt is not None and self._attempt.home.was_playing
        self._client.keep_run_b()
        if goes_on:
            self._session.play()

    def _return(self, home: Home) -> None:
        past = self._session.past
        if home.is_tip:
            past.switch(home.branch)
        else:
            past.go_to_mark(home.branch, home.step)
        if home.was_playing:
            self._session.play()

    @Slot(object)
    def _on_comparison_changed(self, comparison: Comparison | None) -> None:
        attempt = self._attempt
        if attempt is None:
            return
        if comparison is not None and comparison.run_b.run == attempt.run_b:
            attempt.has_begun = True
        elif attempt.has_begun:
            self.forget()
            if comparison is None and self._is_free(attempt.home):  # whoever has ended it
                self._return(attempt.home)

    def _is_free(self, home: Home) -> bool:
        """Whether the run is there, and who has ended the comparison has not sent it elsewhere since."""
        session = self._session
        is_there = session.run is not None and session.run.run == home.run == session.ordered_run
        return is_there and not session.past.is_awaited() and not session.has_unheard(SwitchBranch)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        """The second run could not begin; the first is as it was."""
        if self._attempt is not None and failure.run == self._attempt.run_b:
            self.forget()

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        attempt = self._attempt
        if attempt is None:
            return
        if attempt.sentence:
            self._lapse_if_left(attempt, frame)
            return
        if not attempt.has_begun:
            if not self._session.has_unheard(Compare):
                self.forget()  # before it could begin, a hand went elsewhere
            return
        attempt.a = frame
        first = attempt.first_step
        attempt.first_step = frame.step if first is None else min(first, frame.step)

    def _lapse_if_left(self, attempt: Attempt, frame: Frame) -> None:
        """What came of it is so at a step of a branch: before that it is to be seen once more, elsewhere never."""
        assert attempt.a is not None
        assert attempt.first_step is not None
        if self._branch != attempt.branch or frame.step < attempt.first_step:
            self.forget()
        elif frame.step < attempt.a.step:
            attempt.sentence, attempt.helped, attempt.is_over = "", False, False
            attempt.a, attempt.b = frame, None
            self._show()

    @property
    def _branch(self) -> int:
        summary = self._session.state.timeline
        return 0 if summary is None else summary.branch

    @Slot(object)
    def _on_run_b_frame(self, frame: Frame) -> None:
        attempt = self._attempt
        if attempt is not None and frame.run == attempt.run_b and not attempt.sentence:
            attempt.b = frame
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        attempt = self._attempt
        if attempt is None or attempt.a is None or attempt.b is None or attempt.sentence:
            return
        if not attempt.is_over and attempt.is_clear(attempt.a, attempt.b):
            attempt.is_over = True
            self._session.pause()
        if attempt.is_over and not self._session.is_playing:
            self._judge(attempt, attempt.a, attempt.b)
        self._show()

    def _judge(self, attempt: Attempt, a: Frame, b: Frame) -> None:
        """Once both are measured where they stand; the last frame comes after the word that they stand."""
        if a.step != self._session.state.step:
            return
        is_level = a.step == b.step or any(one.diverged_at is not None for one in (a, b))
        if is_level and a.measured_at is None and b.measured_at is None:
            judgement = judge(attempt.finding.id, attempt.finding.title, a, b)
            attempt.sentence, attempt.helped, attempt.branch = judgement.sentence, judgement.helped, self._branch

    def _show(self) -> None:
        if (attempt := self._attempt) is not None:
            self._card.show_trial(
                TrialNews(
                    attempt.remedy.words,
                    attempt.finding.title,
                    min(attempt.made - attempt.made % 10, attempt.steps),  # not with every frame
                    attempt.steps,
                    attempt.sentence,
                    attempt.helped,
                )
            )
