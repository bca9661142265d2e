"""What all knobs on the screen share: a title with its marks, a value, and a sentence where one is wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QIcon, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.experiment.knob import Knob
from gan_playground.lessons.glossary import definitions
from gan_playground.ui.knobs.knob_line import KnobLine
from gan_playground.ui.theme.icons import draw_icon, icon
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.unbroken import unbroken
from gan_playground.ui.theme.wording import escaped, value_words

players = ("generator", "discriminator")
restarts = "Turning this restarts the run with the same seed."
felt = "Felt at the next step."
mark_size_px = 14


def player_of(knob: Knob) -> str:
    """Whose knob it is: "generator", "discriminator", or "" for what both share."""
    owner = knob.path.partition(".")[0]
    return owner if owner in players else ""


def tooltip(*lines: str) -> str:
    """Several sentences as a tooltip that wraps, one below the other."""
    return "".join(f"<p style='margin:2px'>{escaped(unbroken(line))}</p>" for line in lines if line)


class EditedMark(QWidget):
    """A small icon that only says something; unlike a label's picture it is sharp on every screen."""

    _icon = QIcon()

    def show_icon(self, picture: QIcon) -> None:
        self._icon = picture
        self.setFixedSize(scaled(mark_size_px), scaled(mark_size_px))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())


class TitleRow(QWidget):
    """A knob's title, a mark on those that restart the run, and a dot that goes back to the lesson's value.

    Signals: reset_asked() on a click of the dot, or a double click of the title.
    """

    reset_asked = Signal()

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player_of(knob)
        self._mark = EditedMark(self, visible=not knob.live, toolTip=restarts)
        self.dot = QPushButton(self, focusPolicy=Qt.FocusPolicy.TabFocus, visible=False)
        self.dot.setProperty("variant", "dot")
        self.dot.setAccessibleName(f"Reset {knob.title}")
        self.dot.clicked.connect(self.reset_asked)
        row = QHBoxLayout(self, spacing=5)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(knob.title)
        label.setProperty("role", "label")
        for widget in (label, self._mark, self.dot):
            row.addWidget(widget)

    def set_theme(self, theme: Theme) -> None:
        self._mark.show_icon(icon("restart", theme.theory, scaled(mark_size_px)))
        colors = {"generator": theme.generated, "discriminator": theme.discriminator}
        draw_icon(self.dot, "dot", colors.get(self._player, theme.text), mark_size_px)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset_asked.emit()


class Control(QWidget):
    """One knob on the screen.

    Signals: knob_turned(path, value) when the user changed it. complained(path): what was typed cannot be, and
    `problem` says why. more_wanted(): all that there is to see of it.
    Whatever the program itself shows (`show_value`, `show_experiment`) is never emitted.
    """

    knob_turned = Signal(str, object)
    complained = Signal(str)
    more_wanted = Signal()
    forgets: tuple[str, ...] = ()
    """Knobs whose value means nothing any more once this one is turned."""
    heeds: tuple[str, ...] = ()
    """Other knobs that this one is shown by."""

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.knob = knob
        self.value: Any = None
        self._default: Any = None
        self._obstacle = self._tip = ""
        self.title = TitleRow(knob)
        self.title.reset_asked.connect(self._reset)
        self.turned_part: QWidget = self
        """What the keyboard turns."""
        self.problem = QLabel(self, wordWrap=True, visible=False)
        self.problem.setProperty("role", "error")
        self._line: KnobLine | None = None
        self._column = QVBoxLayout(self, spacing=0)
        self._column.setContentsMargins(0, 0, 0, 0)

    def set_theme(self, theme: Theme) -> None:
        """In its colours, and at the present size of words."""
        self.title.set_theme(theme)
        self._fit()

    def _hold(self, line: KnobLine) -> None:
        """Title and value stand here, and below them what is wrong."""
        self._line = line
        self._column.addLayout(line)
        self._column.addWidget(self.problem)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._line is not None and self.isVisible():
            self._line.fit(self.width())

    def begin_with_value(self) -> None:
        """Let the room between a hidden title and the value stand at the end."""
        if self._line is not None:
            self._line.upper.addItem(self._line.upper.takeAt(1))

    def leave_out_title(self) -> None:
        """What is turned is said elsewhere: begin with the value."""
        self.title.hide()

    def set_default(self, value: object) -> None:
        """The value that the lesson began with, to which a reset goes back."""
        self._default = value
        self.title.dot.setToolTip(f"Back to the lesson's value: {self.in_words(value)}")
        self._show_dot()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show this knob's value in the experiment."""
        self.show_value(experiment.knob(self.knob.path))

    def show_obstacle(self, obstacle: str) -> None:
        """Be grey, and say why, while the knob cannot be turned."""
        if obstacle == self._obstacle:
            return
        self._obstacle = obstacle
        self.setEnabled(not obstacle)
        tip = tooltip(f"Not now: {obstacle}.", self.knob.explanation) if obstacle else self._tip
        self.setToolTip(tip)
        self.turned_part.setToolTip(tip)

    def show_value(self, value: Any) -> None:
        """Show a value that was set elsewhere."""
        self._accept(value)

    def _accept(self, value: Any) -> None:
        self.value = value
        self._complain("")
        self._show_dot()
        self._reflect(value)

    def in_words(self, value: Any) -> str:
        """The value as a sentence would name it."""
        return value_words(self.knob, value)

    def _reflect(self, value: Any) -> None:
        """Bring the widgets in line with a value, emitting nothing."""
        raise NotImplementedError

    def _turn(self, value: Any) -> None:
        """The user chose a value."""
        if value == self.value:
            return
        self._accept(value)
        self.knob_turned.emit(self.knob.path, value)

    def _introduce(self, widget: QWidget) -> None:
        """Name the widget that is turned, for tests, screen readers and the curious."""
        player = player_of(self.knob)
        widget.setObjectName(self.knob.path)
        widget.setAccessibleName(f"{self.knob.title} ({player})" if player else self.knob.title)
        widget.setAccessibleDescription(self.knob.explanation)
        when = felt if self.knob.live else restarts
        source = f"From: {self.knob.source}." if self.knob.source else ""
        word = definitions(self.knob.title)[:1]
        self._tip = tooltip(self.knob.explanation, *word, *self._details(), source, when)
        self.setToolTip(self._tip)
        widget.setToolTip(self._tip)
        self.turned_part = widget

    def focusInEvent(self, event: QFocusEvent) -> None:
        """For what is turned. As its proxy this would have the tabulator come back to it, and never leave the knobs."""
        if self.turned_part is not self:
            self.turned_part.setFocus(event.reason())

    def _details(self) -> list[str]:
        """What can be chosen, in sentences."""
        return []

    def _complain(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            self.complained.emit(self.knob.path)

    @Slot()
    def forget_problem(self) -> None:
        """What was wrong is of no interest any more."""
        self._complain("")

    def _show_dot(self) -> None:
        self.title.dot.setVisible(self._default is not None and self.value != self._default)
        self._fit()

    @Slot()
    def _reset(self) -> None:
        if self._default is not None:
            self._turn(self._default)
