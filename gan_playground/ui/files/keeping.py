"""Whether the run is kept by itself: a sign that is always there, and a word when that changes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gan_playground.session.files.events import KeepFailed, RunKept
from gan_playground.session.order_state import OrderStage

if TYPE_CHECKING:
    from gan_playground.session.session import Session
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.window.top_bar import TopBar

look_ms = 1_000


class Keeping(QObject):
    """Tells how long ago the run was kept; at once where it cannot be, and again when it can."""

    def __init__(self, session: Session, bar: TopBar, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._bar, self._notifier = session, bar, notifier
        self._kept_at_s: float | None = None
        self._reason = ""
        self._timer = QTimer(self, interval=look_ms)
        self._timer.timeout.connect(self._show_age)
        session.hear(RunKept, self._on_kept)
        session.hear(KeepFailed, self._on_failed)
        session.run_started.connect(self._on_started)
        session.order_changed.connect(self._show_age)

    def close(self) -> None:
        """The window closes."""
        self._timer.stop()

    def _on_kept(self, _event: RunKept) -> None:
        self._kept_at_s = time.monotonic()
        if self._reason:
            self._reason = ""
            self._notifier.tell("The run is kept by itself again.")
        self._timer.start()
        self._show_age()

    def _on_failed(self, event: KeepFailed) -> None:
        is_new, self._reason = not self._reason, event.reason
        self._timer.stop()
        self._bar.show_unkept(event.reason)
        if is_new:
            self._tell()

    def _tell(self) -> None:
        sentence = f"The run cannot be kept by itself: {self._reason}. It will be tried again."
        self._notifier.tell_error(f"{sentence} Ctrl+S saves it elsewhere.")

    @Slot(object)
    def _on_started(self, _run: object) -> None:
        """What was kept was another one; what is told of it goes with the old notices, and this is not old."""
        self._kept_at_s = None
        self._timer.stop()
        if self._reason:
            self._tell()
        else:
            self._bar.show_kept(None)

    @Slot()
    def _show_age(self) -> None:
        if self._kept_at_s is not None:
            is_seen = self._session.order.stage is OrderStage.THERE
            self._bar.show_kept(time.monotonic() - self._kept_at_s if is_seen else None)
