"""The answers to a question as buttons: in words below one another, as small drawings beside one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gan_playground.lessons.drawn_choice import DrawnChoice
from gan_playground.ui.predict.choice_picture import choice_picture
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.widgets.shown import set_shown
from gan_playground.ui.widgets.wrapped_text import wrap_text

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.lessons.predict import Predict
    from gan_playground.ui.predict.today import TodaysPicture

padding_px, gap_px, around_px = 14, 6, 10
most_px, least_px = 84, 24
"""How wide a drawing is, where there is room, and where there is none."""
picture_height = 0.55  # of the width, of a curve
pointing = {QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut}


class AnswerButtons(QWidget):
    """Of which one is chosen. Below drawings stand the words of that which is pointed at, or else of the chosen one.

    Signals: chosen(int): an answer, by its number.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._is_large = DARK, False
        self._words: dict[QPushButton, str] = {}
        self._pictures: dict[QPushButton, TodaysPicture] = {}
        self._column, self._group = QVBoxLayout(self, spacing=gap_px), QButtonGroup(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._row = QHBoxLayout(spacing=gap_px)
        self._column.addLayout(self._row)
        self._said = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._said.setObjectName("predictChoiceWords")
        self._said.setProperty("role", "caption")
        self._column.addWidget(self._said)
        self._group.idClicked.connect(self._on_clicked)

    def offer(self, asked: Predict, frame: Frame) -> None:
        """Its choices, where the run is as in this frame."""
        self.clear()
        for number, (choice, words) in enumerate(zip(asked.choices, asked.answers, strict=True)):
            picture = choice_picture(choice, frame) if isinstance(choice, DrawnChoice) else None
            button = self._add(number, words)
            if picture is None:
                self._words[button] = words
                self._column.addWidget(button)
            else:
                self._pictures[button] = picture
                button.setProperty("pictured", True)
                self._row.addWidget(button)
                button.installEventFilter(self)
        self._say()
        self.fit()

    def _add(self, number: int, words: str) -> QPushButton:
        button = QPushButton(self, focusPolicy=Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setObjectName(f"predictChoice{number}")
        button.setCheckable(True)
        button.setProperty("answer", True)
        set_look(button, "large", self._is_large)
        self._group.addButton(button, number)
        return button

    def clear(self) -> None:
        """There is nothing to choose."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            (self._row if button in self._pictures else self._column).removeWidget(button)
            button.hide()
            button.deleteLater()
        self._words, self._pictures = {}, {}

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._is_large = exhibit
        for button in self._group.buttons():
            set_look(button, "large", exhibit)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.fit()

    def fit(self) -> None:
        """Each says all that it has to say, and shows it as large as there is room for."""
        for button, words in self._words.items():
            wrap_text(button, words, self.width() - scaled(2 * padding_px) - 4)
        for button, picture in self._pictures.items():
            across = (self.width() - gap_px * len(self._pictures)) / len(self._pictures) - around_px
            width = max(least_px, min(scaled(most_px), round(across)))
            size = QSize(width, width if picture.is_square else round(width * picture_height))
            button.setIconSize(size)
            button.setIcon(QIcon(_painted(picture, size, self._theme, self.devicePixelRatio())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in pointing:
            self._say()
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        """The words of one of the drawings, on a line that is there from the beginning."""
        meant = max(self._pictures, key=_standing, default=None)
        self._said.setText(meant.accessibleName() if meant is not None and any(_standing(meant)) else "")
        set_shown(self._said, meant is not None)

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self._say()
        self.chosen.emit(number)


def _standing(button: QPushButton) -> tuple[bool, bool, bool]:
    """What makes it the one that is meant, the strongest first."""
    return button.underMouse(), button.hasFocus(), button.isChecked()


def _painted(picture: TodaysPicture, size: QSize, theme: Theme, ratio: float) -> QPixmap:
    """On the theme's surface: a button that is chosen has another colour, on which not all would be seen."""
    painted = QPixmap(size * ratio)
    painted.setDevicePixelRatio(ratio)
    painted.fill(theme.color("surface"))
    with QPainter(painted) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture.paint(painter, QRectF(2, 2, size.width() - 4, size.height() - 4), theme)
    return painted
