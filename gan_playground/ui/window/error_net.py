"""A net under uncaught errors."""

from __future__ import annotations

import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gan_playground.interrupts import say_aside

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow


class ErrorNet(QObject):
    """Tells an error that nobody caught in the window, which goes on, and in full on stderr.

    Signals:
        caught(str): a sentence; errors of any thread reach the window in its own.
    """

    caught = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.caught.connect(window.tell)

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        say_aside("".join(traceback.format_exception(kind, error, trace)))
        self.caught.emit(f"Something in the window failed ({error}). The run goes on; the last click may be lost.")
