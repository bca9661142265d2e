"""What a class takes along of a run: the line that begins it anew, on the clipboard or as a code for phones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from gan_playground.lessons.catalogue import own_file
from gan_playground.lessons.command_line import CommandLine, command_line
from gan_playground.ui.theme.actions import ACTIONS
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.theme.wording import knob_name

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.notices.presenter import Notifier
    from gan_playground.ui.window.main_window import MainWindow

most_letters = 160  # of the line, in a notice


class Handouts(QObject):
    """Writes the line of the run that the window is about, and says what that does not hold."""

    def __init__(self, window: MainWindow, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._session, self._notifier = window, window.session, notifier
        self._began: Experiment | None = None
        self._session.run_started.connect(self._on_started)

    @Slot(object)
    def _on_started(self, run: RunInfo) -> None:
        self._began = run.experiment

    @property
    def line(self) -> CommandLine:
        """What begins it anew."""
        window, experiment = self._window, self._session.experiment
        theme = "" if window.theme is DARK else window.theme.name
        return command_line(window.lesson.id, window.lesson.experiment, experiment, window.lessons.seed, theme)

    @Slot()
    def copy(self) -> None:
        """Put the line on the clipboard, and say so."""
        line = self.line
        QApplication.clipboard().setText(line.text)
        self._notifier.tell(" ".join([copied_words(line.text), *self.caveats(line)]))

    @Slot()
    def show(self) -> None:
        """The line on a sheet, as a code and as text."""
        line = self.line
        self._window.sheets.show_line(line.text, " ".join(self.caveats(line)))

    def caveats(self, line: CommandLine) -> list[str]:
        """A sentence each: what is not in the line, and what the other computer has to have besides."""
        lacks, needs = [*self._lacking(line)], [*self._needed(line)]
        key = ACTIONS["save_run"].keys[0]
        return [
            *([f"Not in it: {'; '.join(lacks)}. A run file holds that ({key})."] if lacks else []),
            *(["It is the line of run A alone."] if self._session.state.comparison is not None else []),
            *([f"The other computer needs {' and '.join(needs)} as well, in the same place."] if needs else []),
        ]

    def _lacking(self, line: CommandLine) -> Iterator[str]:
        yield from (f"“{knob_name(path)}”" for path in line.left_out)
        past = self._session.state.timeline
        if past is None or self._session.run is None or past.run != self._session.ordered_run:
            return
        if past.first_step:
            yield "that it began with trained players"
        turned = any((edit.step or 0) > past.first_step for edit in past.present.edits)
        if turned or self._session.experiment != self._began:
            yield "when knobs were turned"
        if past.present.moves:
            yield "the steps of one player alone"

    def _needed(self, line: CommandLine) -> Iterator[str]:
        for place in (own_file(self._window.lesson.id), self._session.experiment.data.path):
            if place:
                yield Path(place).name


def copied_words(line: str) -> str:
    """As in "Copied: gan-playground --lesson ring --seed 3.", with as much of the line as a notice has room for."""
    return f"Copied: {line if len(line) <= most_letters else line[:most_letters] + ' …'}"
