"""What Esc does, and the space bar: the nearest thing to whoever presses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QApplication

from gan_playground.ui.notices.notice import NoticeKind

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow


def escape(window: MainWindow) -> None:
    """Away with the nearest thing: a notice, what is awaited, what is tried, what takes a while, the full screen."""
    if window.notice.isVisible() and window.notice.kind is not NoticeKind.LOADING:
        window.notice.dismiss()
    elif window.orders.can_leave:
        window.orders.leave()
    elif window.verdict.trial.is_on:
        window.verdict.trial.go_back()
    elif window.transport.is_busy:
        window.session.cancel()
    elif window.run_view.score.outcome_keys.is_offering:
        window.session.past.end_look_ahead()
    elif window.run_view.is_enlarged:
        window.run_view.end_enlarged()
    elif window.isFullScreen() and not window.demo.was_played:  # an exhibit stays what it is
        window.toggle_full_screen()


def press_or_play(window: MainWindow) -> None:
    """Space presses the button that was reached with Tab, and plays or pauses elsewhere."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QAbstractButton):
        focused.click()
    else:
        window.transport.play_button.click()
