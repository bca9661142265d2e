"""What Esc does: away with the nearest thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.ui.notices.notice import NoticeKind
from gan_playground.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow


class Escape(QObject):
    """A sheet, a notice, an order, what is tried, what takes a while, futures, a large plot, the full screen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def press(self) -> None:
        act = next(self._ways_out(), None)
        if act is not None:
            act()

    def _ways_out(self) -> Iterator[Callable[[], object]]:
        """The nearest first. A sheet has Esc to itself, unless the keyboard was taken from it."""
        window = self._window
        yield from (sheet.close_sheet for sheet in window.findChildren(Sheet) if sheet.isVisible())
        if window.notice.isVisible() and window.notice.kind is not NoticeKind.LOADING:
            yield window.notice.dismiss
        if window.orders.can_leave:
            yield window.orders.leave
        if window.verdict.trial.is_on:
            yield window.verdict.trial.go_back
        if window.transport.is_busy:
            yield window.session.cancel
        if window.run_view.score.outcome_keys.is_offering:
            yield window.session.past.end_look_ahead
        if window.run_view.is_enlarged:
            yield window.run_view.end_enlarged
        if window.isFullScreen() and not window.demo.was_played:  # an exhibit stays what it is
            yield window.toggle_full_screen
