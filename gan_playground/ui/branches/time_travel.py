"""Carries what is wanted of the past and the future to the session, and what came of it to the panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.session.events import BranchesRemoved, OutcomesChanged
from gan_playground.session.messages import Comparison
from gan_playground.ui.branches.controller import PastHands
from gan_playground.ui.comparison.sheet import CompareSheet
from gan_playground.ui.forecast.menu import ForecastMenu
from gan_playground.ui.notices.presenter import Notifier
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.transport.transport import Transport
from gan_playground.ui.undo.buttons import redo_key, undo_key
from gan_playground.ui.undo.history import UndoHistory
from gan_playground.ui.window.run_view import RunView
from gan_playground.ui.window.settings import Settings

if TYPE_CHECKING:
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.session import Session


class TimeTravel(QObject):
    """Between the session's past and the transport, the score, the tree of branches, the sheets and menus."""

    def __init__(
        self, session: Session, transport: Transport, run_view: RunView, notifier: Notifier, history: UndoHistory,
        settings: Settings, theme: Theme, window: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session, self._transport, self._run_view, self._notifier = session, transport, run_view, notifier
        self._history, self._settings = history, settings
        self._hands = PastHands(session.past, history, self)
        self._lesson: Lesson | None = None
        self._step, self._rate = 0, 0.0
        self._removals_offered = 0
        history.changed.connect(self._withdraw_offer)
        self.sheet = CompareSheet(theme, window)
        self.forecast = ForecastMenu(window)
        self._connect_wishes()
        self._connect_tree()
        self._connect_notifier()
        self._transport.branch_tree.memory.show_budget(settings.past_budget_bytes)
        session.past.set_budget(settings.past_budget_bytes)

    def _connect_wishes(self) -> None:
        session, past = self._session, self._session.past
        self._transport.step_back.connect(past.step_back)
        self._transport.step_wanted.connect(past.visit)
        self._transport.bookmark.connect(past.bookmark)
        self._transport.compare_wanted.connect(self.compare)
        self._transport.look_ahead_wanted.connect(self.look_ahead)
        self._run_view.score.step_wanted.connect(past.visit)
        self._run_view.score.outcome_chosen.connect(past.take_outcome)
        self._run_view.look_ahead_ended.connect(past.end_look_ahead)
        self._run_view.comparison_ended.connect(session.comparison_client.end)
        self._run_view.run_b_kept.connect(session.comparison_client.keep_run_b)
        self._run_view.sides_swapped.connect(session.comparison_client.swap)
        self.sheet.compare_wanted.connect(session.comparison_client.compare)
        self.forecast.wanted.connect(past.look_ahead)

    def _connect_tree(self) -> None:
        past, hands, tree = self._session.past, self._hands, self._transport.branch_tree
        tree.switch_wanted.connect(past.switch)
        tree.rename_wanted.connect(hands.rename)
        tree.remove_wanted.connect(hands.remove)
        tree.compare_wanted.connect(self._session.comparison_client.compare_branch)
        tree.bookmark_wanted.connect(past.go_to_mark)
        tree.bookmark_renamed.connect(hands.rename_bookmark)
        tree.bookmark_removed.connect(hands.remove_bookmark)
        tree.memory.budget_wanted.connect(self._set_budget)
        for key, method in ((undo_key, self._history.undo), (redo_key, self._history.redo)):
            QShortcut(QKeySequence(key), tree, method)  # a card keeps the window's keys from it

    def _connect_notifier(self) -> None:
        session = self._session
        session.timeline_changed.connect(self._show_summary)
        session.hear(OutcomesChanged, self._show_outcomes)
        session.hear(BranchesRemoved, self._on_removed)
        session.comparison_changed.connect(self._show_comparison)
        session.run_b_frame_ready.connect(self._run_view.show_run_b_frame)
        session.rate_changed.connect(self._note_rate)

    def show_lesson(self, lesson: Lesson) -> None:
        """The lesson whose run trains."""
        self._lesson = lesson

    def show_step(self, frame: Frame) -> None:
        """Where the run is."""
        self._step = frame.step
        self.sheet.show_step(frame.step)

    def set_theme(self, theme: Theme) -> None:
        self.sheet.set_theme(theme)

    @Slot(object)
    def _show_summary(self, summary: TimelineSummary) -> None:
        if self._session.run is None or summary.run != self._session.run.run:
            return  # of a run that has ended, or has not begun here yet
        self._hands.show_summary(summary)
        self._transport.show_summary(summary)
        self._run_view.score.show_summary(summary)

    def _show_outcomes(self, event: OutcomesChanged) -> None:
        self._run_view.show_outcomes(event.outcomes)
        if event.outcomes is not None:
            self._transport.show_share(event.outcomes.share)

    def _on_removed(self, event: BranchesRemoved) -> None:
        self._notifier.offer(event.sentence, "Undo", self._history.bring_back_branch)
        self._removals_offered = len(self._history.removals)

    @Slot()
    def _withdraw_offer(self) -> None:
        """Once the branch has come back another way."""
        if len(self._history.removals) < self._removals_offered:
            self._removals_offered = 0
            self._notifier.withdraw("Undo")

    @Slot(object)
    def _set_budget(self, budget_bytes: int) -> None:
        self._settings.past_budget_bytes = budget_bytes
        self._session.past.set_budget(budget_bytes)

    @Slot(object)
    def _show_comparison(self, comparison: Comparison | None) -> None:
        self._transport.show_comparing(comparison is not None)
        if self._lesson is not None:
            self._run_view.show_comparison(comparison, self._lesson)

    @Slot(float)
    def _note_rate(self, steps_per_second: float) -> None:
        self._rate = steps_per_second

    @Slot()
    def compare(self) -> None:
        """Ask what to compare the run with; while two are compared, go back to one."""
        if self._session.comparison_client.comparison is not None:
            self._session.comparison_client.end()
        elif self._session.run is not None and self._lesson is not None:
            self.sheet.show_for(self._session.experiment, self._session.run.seed, self._step, self._lesson.id)

    @Slot()
    def look_ahead(self) -> None:
        """Ask under which settings to look ahead."""
        if self._session.run is not None:
            self.forecast.offer(self._session.experiment, self._rate, self._transport.look_ahead_button)
