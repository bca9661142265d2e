"""The application around the window: fonts, theme, and a net under uncaught errors."""

from __future__ import annotations

import argparse
import builtins
import gc
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from gan_playground.arguments import Parser, add_window_options
from gan_playground.errors import PlaygroundError
from gan_playground.exhibit.end import failed
from gan_playground.interrupts import interrupts, leave, say_aside

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gan_playground.exhibit.config import ExhibitConfig
    from gan_playground.session.watchdog import Watchdog
    from gan_playground.ui.exhibit.window import ExhibitWindow
    from gan_playground.ui.window.main_window import MainWindow


def create_window(arguments: Sequence[str] = ()) -> MainWindow:
    """The window for these command-line options, not yet shown; it makes the application if there is none.

    Raises PlaygroundError for an unknown option or lesson, or a run that cannot be read.
    """
    parser = Parser(prog="gan-playground")
    add_window_options(parser)
    return make_window(parser.parse_args(arguments))


def make_window(options: argparse.Namespace) -> MainWindow:
    """The window for options that were parsed already.

    All that is imported and made for it stays, and to look for garbage in it meanwhile takes a twelfth of the time: the
    window collects by itself as soon as it is there.
    """
    gc.disable()
    import_qt()
    try:
        return _window_of(options)
    except PlaygroundError:
        gc.enable()
        raise


def import_qt() -> None:
    """Import Qt, and leave the import of all that follows to Python.

    PySide puts one of its own in its place, which reads the source of every module from then on, torch's too: it looks
    for who asks for names in another style, which nobody here does.
    """
    pythons_own = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - for what it does to the import

    builtins.__import__ = pythons_own


def _window_of(options: argparse.Namespace) -> MainWindow:
    from gan_playground.knob_options import with_options
    from gan_playground.lessons.catalogue import lesson_to_begin_with, load_lesson
    from gan_playground.session.files.run_head import read_head
    from gan_playground.ui.files.run_files import lesson_for
    from gan_playground.ui.window.main_window import MainWindow
    from gan_playground.ui.window.settings import Settings

    check_goes_together(options)
    settings = Settings(options.theme)
    # Before there is a window: whoever named a file that is no run should see that where they named it.
    head = read_head(options.run) if options.run else None
    if head is not None:
        lesson = lesson_for(head)
    else:
        lesson = load_lesson(options.lesson) if options.lesson else lesson_to_begin_with(settings.lesson)
    if options.text_size is not None:
        settings.text_percent = options.text_size
    experiment, edits = with_options(lesson.experiment, options)
    if edits:
        raise PlaygroundError("KNOB=VALUE@STEP is for `train`; the window begins with KNOB=VALUE.")
    make_application()
    window = MainWindow(settings, lesson, options.seed, options.device)
    window.begin(options.demo, options.run, experiment)
    if options.present:
        window.presenter.toggle()
    return window


def check_goes_together(options: argparse.Namespace) -> None:
    """Raise PlaygroundError where what is to be set has nothing to be set in."""
    if not (options.settings or options.recipe):
        return
    if options.run is not None:
        raise PlaygroundError("A run that was saved has its own knobs: leave --set and --recipe out beside --run.")
    if options.demo:
        raise PlaygroundError("The demo plays the lessons as they are: leave --set and --recipe out beside --demo.")


def make_application() -> QApplication:
    """The one application, with the program's name and typeface; PlaygroundError where nothing can be shown."""
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from gan_playground.display import check_display
    from gan_playground.resources import resource_path
    from gan_playground.ui.plot.spoken import speak_of_figures
    from gan_playground.ui.theme.theme import load_fonts

    application = QApplication.instance()
    if application is None:
        check_display()
        application = QApplication(sys.argv[:1])
    application.setApplicationName("GAN Playground")
    application.setDesktopFileName("gan-playground")
    application.setWindowIcon(QIcon(str(resource_path("icons/gan-playground.svg"))))
    application.setStyle("Fusion")
    speak_of_figures()
    application.setFont(load_fonts())
    return application


def run(options: argparse.Namespace) -> int:
    """Show the window until it is closed; gives the exit status."""
    window = make_window(options)
    from PySide6.QtWidgets import QApplication

    from gan_playground.ui.window.error_net import ErrorNet
    from gan_playground.ui.window.wakener import Wakener

    sys.excepthook = ErrorNet(window).catch
    watchdog, wakener = end_in_time(window), Wakener(window)
    window.show()
    window.tips.offer()
    interrupts.obey_by(window.close)
    status = QApplication.exec()
    del watchdog, wakener  # which no signal would have kept alive
    return interrupts.status or status


def end_in_time(window: MainWindow | ExhibitWindow) -> Watchdog:
    """Let the process end two seconds after the window is closed, whatever hangs, as long as this is kept."""
    from gan_playground.session.watchdog import Watchdog

    autosave_folder = window.session.autosave.autosave_folder

    def end() -> NoReturn:
        autosave_folder.close()  # whatever hangs: it was closed, and not cut off
        leave(interrupts.status)

    watchdog = Watchdog(window.session.is_written, end)
    window.session.closing.connect(watchdog.start)
    return watchdog


def run_exhibit(config: ExhibitConfig, options: argparse.Namespace) -> int:
    """Show the window of an exhibit until the operator leaves; gives the exit status, for the watchdog."""
    import faulthandler

    faulthandler.enable()
    import_qt()
    make_application()
    from PySide6.QtWidgets import QApplication

    from gan_playground.exhibit import end
    from gan_playground.ui.exhibit.beats import Beats
    from gan_playground.ui.exhibit.window import ExhibitWindow
    from gan_playground.ui.window.wakener import Wakener

    sys.excepthook = end_by
    lessons = end.lightest if options.safe else config.lessons
    window = ExhibitWindow(config, lessons, options.seed, options.device)
    statuses = [end.left]
    window.ended.connect(statuses.append)
    watchdog, wakener, beats = end_in_time(window), Wakener(window), Beats(window)
    beats.unheard.connect(window.leave)
    window.showpiece.shown.connect(beats.note_frame)
    window.begin()
    window.showFullScreen()
    interrupts.obey_by(window.leave)
    QApplication.exec()
    del watchdog, wakener
    return interrupts.status or statuses[-1]


def end_by(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> NoReturn:
    """What nobody caught ends the window of an exhibit: the next one is sound, and there soon."""
    say_aside("".join(traceback.format_exception(kind, error, trace)))
    leave(failed)
