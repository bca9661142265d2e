"""A film of a run that was saved, made again from its past by a process of its own, beside what trains."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

patience_ms = 300  # for the end of a process that is not wanted any more
own_modules = "import sys; sys.path[:] = sys.argv.pop(1).split({!r}); from gan_playground.cli import program; program()"
how_far = re.compile(r"(\d+)%\|")  # of its progress bar


class FilmProcess(QObject):
    """`film` with these arguments; it gives way to whoever computes for a person.

    Signals
    -------
    share_changed(float): so much of it is done, from 0 to 1.
    ended(str): why there is no film, in a sentence; empty: it is there. Not where it was closed.
    """

    share_changed = Signal(float)
    ended = Signal(str)

    def __init__(self, arguments: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._said = ""
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("QT_QPA_PLATFORM", "offscreen")
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardError.connect(self._listen)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._words = [*command(), "film", *arguments]

    def start(self) -> None:
        """Begin; what comes of it is said from then on."""
        self._process.start(self._words[0], self._words[1:])

    def close(self) -> None:
        """End it now; harmless the second time."""
        self._process.finished.disconnect()
        self._process.errorOccurred.disconnect()
        self._process.terminate()
        if not self._process.waitForFinished(patience_ms):
            self._process.kill()
            self._process.waitForFinished(patience_ms)
        self.deleteLater()

    @Slot()
    def _listen(self) -> None:
        self._said += bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        if done := how_far.findall(self._said):
            self.share_changed.emit(int(done[-1]) / 100)
        self._said = self._said[-2000:]

    @Slot()
    def _on_finished(self) -> None:
        self._listen()
        done = self._process.exitStatus() is QProcess.ExitStatus.NormalExit and self._process.exitCode() == 0
        self.ended.emit("" if done else last_sentence(self._said))

    @Slot()
    def _on_error(self) -> None:
        if self._process.error() is QProcess.ProcessError.FailedToStart:
            self.ended.emit("The process that makes films cannot be started here.")


def command() -> list[str]:
    """This program once more, with the same modules, and behind all others where the system knows how."""
    polite = ["nice", "-n", "5"] if shutil.which("nice") else []
    if getattr(sys, "frozen", False):
        return [*polite, sys.executable]
    places = os.pathsep.join([str(Path(__file__).parents[3]), *sys.path])
    return [*polite, sys.executable, "-c", own_modules.format(os.pathsep), places]


def last_sentence(said: str) -> str:
    """What it complained of in the end."""
    lines = [line for line in said.replace("\r", "\n").splitlines() if line.startswith("gan-playground: ")]
    return lines[-1].removeprefix("gan-playground: ") if lines else "The process that made it was ended."
