"""The application around the window: fonts, theme, and a net under uncaught errors."""

from __future__ import annotations

import argparse
import signal
import socket
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import NoReturn

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gan_playground.arguments import Parser, add_window_options
from gan_playground.interrupts import interrupts, leave
from gan_playground.lessons.catalogue import default_lesson, lessons, load_lesson
from gan_playground.resources import resource_path
from gan_playground.session.files.run_head import read_head
from gan_playground.session.watchdog import Watchdog
from gan_playground.ui.files.run_files import lesson_for
from gan_playground.ui.theme.theme import load_fonts
from gan_playground.ui.window.main_window import MainWindow
from gan_playground.ui.window.settings import Settings

most_signals = 64


def create_window(arguments: Sequence[str] = ()) -> MainWindow:
    """The window for these command-line options, not yet shown; it makes the application if there is none.

    Raises PlaygroundError for an unknown option or lesson, or a run that cannot be read.
    """
    parser = Parser(prog="gan-playground")
    add_window_options(parser)
    return make_window(parser.parse_args(arguments))


def make_window(options: argparse.Namespace) -> MainWindow:
    """The window for options that were parsed already."""
    settings = Settings()
    # Before there is a window: whoever named a file that is no run should see that where they named it.
    head = read_head(options.run) if options.run else None
    if head is not None:
        lesson = lesson_for(head)
    else:
        lesson = load_lesson(options.lesson) if options.lesson else lessons().get(settings.lesson, default_lesson())
    make_application()
    window = MainWindow(settings, lesson, options.seed, options.device)
    window.begin(options.demo, options.run)
    return window


def make_application() -> QApplication:
    """The one application, with the program's name and typeface."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setApplicationName("GAN Playground")
    application.setDesktopFileName("gan-playground")
    application.setWindowIcon(QIcon(str(resource_path("icons/gan-playground.svg"))))
    application.setStyle("Fusion")
    application.setFont(load_fonts())
    return application


def run(options: argparse.Namespace) -> int:
    """Show the window until it is closed; gives the exit status."""
    window = make_window(options)
    sys.excepthook = _Net(window).catch
    watchdog, wakener = end_in_time(window), Wakener(window)
    window.show()
    interrupts.obey_by(window.close)
    status = QApplication.exec()
    del watchdog, wakener  # which no signal would have kept alive
    return interrupts.status or status


class Wakener(QObject):
    """Lets Python hear of a signal at once while Qt waits for events: a socket that Python writes to wakes it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heard, self._written = socket.socketpair()
        for end in (self._heard, self._written):
            end.setblocking(False)
        signal.set_wakeup_fd(self._written.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._listen)

    @Slot()
    def _listen(self) -> None:
        """Between two lines of Python its own handlers are called; that is all."""
        with suppress(BlockingIOError):
            self._heard.recv(most_signals)


def end_in_time(window: MainWindow) -> Watchdog:
    """Let the process end two seconds after the window is closed, whatever hangs, as long as this is kept."""
    autosave_folder = window.session.autosave.autosave_folder

    def end() -> NoReturn:
        autosave_folder.close()  # whatever hangs: it was closed, and not cut off
        leave(interrupts.status)

    watchdog = Watchdog(window.session.is_written, end)
    window.session.closing.connect(watchdog.start)
    return watchdog


class _Net(QObject):
    """Tells an error that nobody caught in the window, which goes on, and in full on stderr.

    Signals:
        caught(str): a sentence; errors of any thread reach the window in its own.
    """

    caught = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.caught.connect(window.tell)

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        traceback.print_exception(kind, error, trace)
        self.caught.emit(f"Something in the window failed ({error}). The run goes on; the last click may be lost.")
