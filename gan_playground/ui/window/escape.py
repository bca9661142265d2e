"""What Esc does, the space bar and Enter: the nearest thing to whoever presses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QApplication

from gan_playground.ui.notices.notice import NoticeKind
from gan_playground.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow


def escape(window: MainWindow) -> None:
    """Away with the nearest thing."""
    act = next(ways_out(window), None)
    if act is not None:
        act()


def ways_out(window: MainWindow) -> Iterator[Callable[[], object]]:
    """The nearest first. A sheet has Esc to itself, unless the keyboard was taken from it."""
    yield from (sheet.close_sheet for sheet in window.findChildren(Sheet) if sheet.isVisible())
    if window.notice.isVisible() and window.notice.kind is not NoticeKind.LOADING:
        yield window.notice.dismiss
    if window.tips.is_on:
        yield window.tips.end
    if window.gallery.is_searching:
        yield window.gallery.end_search
    if window.orders.can_leave:
        yield window.orders.leave
    if window.duel.is_on:
        yield window.duel.leave
    if window.predictions.can_take_back:
        yield window.predictions.take_back
    if window.verdict.trial.is_on:
        yield window.verdict.trial.go_back
    if window.slow_motion.is_on:
        yield window.slow_motion.end
    if window.networks.page.can_let_go:
        yield window.networks.page.let_go
    if window.transport.is_busy:
        yield window.session.cancel
    if window.run_view.score.outcome_keys.is_offering:
        yield window.session.past.end_look_ahead
    if window.run_view.is_enlarged:
        yield window.run_view.end_enlarged
    if window.presenter.is_on:
        yield window.presenter.toggle
    if window.isFullScreen() and not window.demo.was_played:  # an exhibit stays what it is
        yield window.toggle_full_screen


def press_or_play(window: MainWindow) -> None:
    """Space presses the button that was reached with Tab, and plays or pauses elsewhere."""
    if not press_focused():
        window.transport.play_button.click()


def press_focused() -> bool:
    """Press the button that the keyboard is at; False where it is at none."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QAbstractButton):
        focused.click()
        return True
    return False
