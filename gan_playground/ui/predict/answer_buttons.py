"""The answers to a question as buttons, in words or as small drawings with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from gan_playground.lessons.drawn_choice import DrawnChoice
from gan_playground.ui.predict.choice_picture import choice_picture
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.widgets.wrapped_text import wrap_text

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.lessons.predict import Predict
    from gan_playground.ui.predict.today import TodaysPicture

padding_px, icon_px, air_px = 14, (84, 40), 8
plane_icon_px = (52, 52)


class AnswerButtons(QWidget):
    """Of which one is chosen.

    Signals: chosen(int): an answer, by its number.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._is_large = DARK, False
        self._words: dict[QPushButton, str] = {}
        self._pictures: dict[QPushButton, TodaysPicture] = {}
        self._column, self._group = QVBoxLayout(self, spacing=6), QButtonGroup(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._group.idClicked.connect(self._on_clicked)

    def offer(self, asked: Predict, frame: Frame) -> None:
        """Its choices, where the run is as in this frame."""
        self.clear()
        for number, (choice, words) in enumerate(zip(asked.choices, asked.answers, strict=True)):
            button = self._add(number, words)
            picture = choice_picture(choice, frame) if isinstance(choice, DrawnChoice) else None
            if picture is not None:
                self._pictures[button] = picture
                button.setAccessibleName(words)
        self._draw()

    def _add(self, number: int, words: str) -> QPushButton:
        button = QPushButton(words, self, focusPolicy=Qt.FocusPolicy.TabFocus)
        button.setObjectName(f"predictChoice{number}")
        button.setCheckable(True)
        button.setProperty("answer", True)
        set_look(button, "large", self._is_large)
        self._words[button] = words
        self._group.addButton(button, number)
        self._column.addWidget(button)
        return button

    def clear(self) -> None:
        """There is nothing to choose."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._words, self._pictures = {}, {}

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._is_large = exhibit
        for button in self._words:
            set_look(button, "large", exhibit)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw()

    def _draw(self) -> None:
        for button, picture in self._pictures.items():
            across, down = plane_icon_px if picture.is_square else icon_px
            size = QSize(scaled(across), scaled(down))
            button.setIconSize(size)
            button.setIcon(QIcon(_painted(picture, size, self._theme, self.devicePixelRatio())))
        self.fit()

    def fit(self) -> None:
        """Each says all that it has to say."""
        for button, words in self._words.items():
            taken = button.iconSize().width() + scaled(air_px) if button in self._pictures else 0
            wrap_text(button, words, self.width() - scaled(2 * padding_px) - 4 - taken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(number)


def _painted(picture: TodaysPicture, size: QSize, theme: Theme, ratio: float) -> QPixmap:
    """On the theme's surface: a button that is chosen has another colour, on which not all would be seen."""
    painted = QPixmap(size * ratio)
    painted.setDevicePixelRatio(ratio)
    painted.fill(theme.color("surface"))
    with QPainter(painted) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture.paint(painter, QRectF(2, 2, size.width() - 4, size.height() - 4), theme)
    return painted
