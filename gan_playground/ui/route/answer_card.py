"""An answer to choose: a picture as the stages draw them, and a few words below it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.lessons.route import RouteAnswer
from gan_playground.ui.theme.role_picture import role_picture
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme

picture_px = 232, 145
edges_px = 10, 10, 10, 10


class AnswerCard(QPushButton):
    """Looks pressed and has a tick while it is chosen. place: of the answers in a row, from 1; its key as well.

    Signals: chosen(int): its place; it was pressed.
    """

    chosen = Signal(int)

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__(parent, checkable=True, focusPolicy=Qt.FocusPolicy.TabFocus)
        self.setObjectName(f"routeAnswer{place}")
        self.setProperty("variant", "remedy")
        self.setProperty("answer", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._place = place
        self._answer: RouteAnswer | None = None
        self._picture, self._words = QLabel(self), QLabel(self, wordWrap=True)
        self._words.setProperty("role", "label")
        layout = QVBoxLayout(self, spacing=6)
        layout.setContentsMargins(*edges_px)
        for part in (self._picture, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        self.clicked.connect(self._on_clicked)
        self.toggled.connect(self._show_words)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self._place)

    def show_answer(self, answer: RouteAnswer, theme: Theme) -> None:
        """Offer this one."""
        self._answer = answer
        self._show_words()
        self.setAccessibleName(answer.words)
        self.setAccessibleDescription(answer.seen)
        self.setToolTip(f"<p>{answer.seen}</p>")
        self.set_theme(theme)

    @Slot()
    def _show_words(self) -> None:
        tick = "✓ " if self.isChecked() else ""
        self._words.setText("" if self._answer is None else f"{tick}{self._place} · {self._answer.words}")

    def set_theme(self, theme: Theme) -> None:
        size = QSize(*map(scaled, picture_px))
        self._picture.setFixedSize(size)
        self._words.setFixedSize(size.width(), 2 * self._words.fontMetrics().lineSpacing() + 2)
        if self._answer is not None:
            self._picture.setPixmap(role_picture(self._answer.file, theme, size, self.devicePixelRatioF()))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
