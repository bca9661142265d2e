"""Carries what is wanted of the past and the future to the session, and what came of it to the panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gan_playground.gan.frame import Frame
from gan_playground.gan.tape import Tape
from gan_playground.session.messages import Comparison, Futures
from gan_playground.ui.board import Board
from gan_playground.ui.comparison_sheet import CompareSheet
from gan_playground.ui.foresight import ForesightMenu
from gan_playground.ui.news import News
from gan_playground.ui.past_hands import PastHands
from gan_playground.ui.settings import Settings
from gan_playground.ui.theme import Theme
from gan_playground.ui.transport import Transport
from gan_playground.ui.undo import UndoHistory
from gan_playground.ui.undo_buttons import redo_key, undo_key

if TYPE_CHECKING:
    from gan_playground.lessons.lesson import Lesson
    from gan_playground.session.session import Session


class TimeTravel(QObject):
    """Between the session's past and the transport, the score, the tree of branches, the sheets and menus."""

    def __init__(
        self, session: Session, transport: Transport, board: Board, news: News, history: UndoHistory,
        settings: Settings, theme: Theme, window: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session, self._transport, self._board, self._news = session, transport, board, news
        self._history, self._settings = history, settings
        self._hands = PastHands(session.past, history, self)
        self._lesson: Lesson | None = None
        self._step, self._rate = 0, 0.0
        self._removals_offered = 0
        history.changed.connect(self._withdraw_offer)
        self.sheet = CompareSheet(theme, window)
        self.foresight = ForesightMenu(window)
        self._connect_wishes()
        self._connect_tree()
        self._connect_news()
        self._transport.branch_tree.memory.show_budget(settings.past_budget_bytes)
        session.past.set_budget(settings.past_budget_bytes)

    def _connect_wishes(self) -> None:
        session, past = self._session, self._session.past
        self._transport.step_back.connect(past.step_back)
        self._transport.step_wanted.connect(past.visit)
        self._transport.bookmark.connect(past.bookmark)
        self._transport.compare_wanted.connect(self.compare)
        self._transport.look_ahead_wanted.connect(self.look_ahead)
        self._board.score.step_wanted.connect(past.visit)
        self._board.score.future_chosen.connect(past.take_future)
        self._board.look_ahead_ended.connect(past.end_look_ahead)
        self._board.comparison_ended.connect(session.side_by_side.end)
        self._board.rival_kept.connect(session.side_by_side.keep_rival)
        self._board.sides_swapped.connect(session.side_by_side.swap)
        self.sheet.compare_wanted.connect(session.side_by_side.compare)
        self.foresight.wanted.connect(past.look_ahead)

    def _connect_tree(self) -> None:
        past, hands, tree = self._session.past, self._hands, self._transport.branch_tree
        tree.switch_wanted.connect(past.switch)
        tree.rename_wanted.connect(hands.rename)
        tree.remove_wanted.connect(hands.remove)
        tree.compare_wanted.connect(self._session.side_by_side.compare_branch)
        tree.bookmark_wanted.connect(past.go_to_mark)
        tree.bookmark_renamed.connect(hands.rename_bookmark)
        tree.bookmark_removed.connect(hands.remove_bookmark)
        tree.memory.budget_wanted.connect(self._set_budget)
        for key, method in ((undo_key, self._history.undo), (redo_key, self._history.redo)):
            QShortcut(QKeySequence(key), tree, method)  # a card keeps the window's keys from it

    def _connect_news(self) -> None:
        session = self._session
        session.past.tape_changed.connect(self._show_tape)
        session.past.futures_changed.connect(self._show_futures)
        session.past.removed.connect(self._on_removed)
        session.side_by_side.changed.connect(self._show_comparison)
        session.side_by_side.frame_ready.connect(self._board.show_rival_frame)
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
    def _show_tape(self, tape: Tape) -> None:
        if self._session.run is None or tape.run != self._session.run.run:
            return  # of a run that has ended, or has not begun here yet
        self._hands.show_tape(tape)
        self._transport.show_tape(tape)
        self._board.score.show_tape(tape)

    @Slot(object)
    def _show_futures(self, futures: Futures | None) -> None:
        self._board.show_futures(futures)
        if futures is not None:
            self._transport.show_share(futures.share)

    @Slot(str)
    def _on_removed(self, sentence: str) -> None:
        self._news.offer(sentence, "Undo", self._history.bring_back_branch)
        self._removals_offered = len(self._history.removals)

    @Slot()
    def _withdraw_offer(self) -> None:
        """Once the branch has come back another way."""
        if len(self._history.removals) < self._removals_offered:
            self._removals_offered = 0
            self._news.withdraw("Undo")

    @Slot(object)
    def _set_budget(self, budget_bytes: int) -> None:
        self._settings.past_budget_bytes = budget_bytes
        self._session.past.set_budget(budget_bytes)

    @Slot(object)
    def _show_comparison(self, comparison: Comparison | None) -> None:
        self._transport.show_comparing(comparison is not None)
        if self._lesson is not None:
            self._board.show_comparison(comparison, self._lesson)

    @Slot(float)
    def _note_rate(self, steps_per_second: float) -> None:
        self._rate = steps_per_second

    @Slot()
    def compare(self) -> None:
        """Ask what to compare the run with; while two are compared, go back to one."""
        if self._session.side_by_side.comparison is not None:
            self._session.side_by_side.end()
        elif self._session.run is not None and self._lesson is not None:
            self.sheet.show_for(self._session.experiment, self._session.run.seed, self._step, self._lesson.id)

    @Slot()
    def look_ahead(self) -> None:
        """Ask under which settings to look ahead."""
        if self._session.run is not None:
            self.foresight.offer(self._session.experiment, self._rate, self._transport.look_ahead_button)
