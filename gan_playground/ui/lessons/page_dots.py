"""How far one has read, in dots; pressed, all pages by their titles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.focus_line import FocusLine
from gan_playground.ui.widgets.menu import Menu

dot_px, dot_pitch_px, closest_pitch_px = 3.4, 13.0, 10.0
few_dots = 3  # where not all have room they stand for the list
visited_mark, other_mark = "✓", "\u2007"  # of one width, nearly

KEYS = {Qt.Key.Key_Home: -1_000_000, Qt.Key.Key_End: 1_000_000, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
"""So many pages on."""


class PageDots(QAbstractButton):
    """Full dots where one has been, a ringed one here, hollow ones elsewhere.

    Where they would touch each other, or the buttons, three stand for the list: the page's title says it in figures.

    Signals: chosen(int): a page of the list, or by a key, from 0.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles: Sequence[str] = ()
        self._number = 0
        self._visited: set[int] = set()
        self._menu: Menu | None = None
        self._focus_line = FocusLine(self)
        self.setObjectName("storyPages")
        self.setMinimumHeight(16)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("All pages")
        self.clicked.connect(self.open_list)

    def begin(self, titles: Sequence[str]) -> None:
        """Another book, in which nothing was read yet."""
        self._titles, self._visited = titles, set()

    def show_page(self, number: int) -> None:
        self._number = number
        self._visited.add(number)
        self.setAccessibleName(f"Page {number + 1} of {len(self._titles)}: all pages")
        self.update()

    @Slot()
    def open_list(self) -> None:
        """All pages; those where one has been have a mark."""
        menu = self._menu = self._menu or Menu(self)
        menu.clear()
        for number, title in enumerate(self._titles):
            mark = visited_mark if number in self._visited else other_mark
            action = menu.addAction(f"{mark}  {number + 1}  {title}".replace("&", "&&"))
            action.setData(number)
            action.triggered.connect(self._on_chosen)
            if number == self._number:
                font = QFont(menu.font())
                font.setBold(True)
                action.setFont(font)
                menu.setActiveAction(action)
        above = self.mapToGlobal(QPoint(0, 0)) - QPoint(0, menu.sizeHint().height())
        menu.popup(above)

    @property
    def list(self) -> Menu | None:
        """The list, once it was opened."""
        return self._menu

    @Slot()
    def _on_chosen(self) -> None:
        self.chosen.emit(self.sender().data())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def event(self, event: QEvent) -> bool:
        """Its keys are its own here, whatever else they do in the window."""
        is_own = isinstance(event, QKeyEvent) and Qt.Key(event.key()) in KEYS
        if is_own and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(max(0, min(len(self._titles) - 1, self._number + step)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus_line.follow(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus_line.follow(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        count = len(self._titles)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("muted"), 1.2))
        has_room = count * closest_pitch_px <= self.width()
        shown = count if has_room else few_dots if self.width() >= few_dots * 2 * dot_px else 0
        pitch = min(dot_pitch_px, self.width() / max(1, shown))
        left = self.width() / 2 - pitch * (shown - 1) / 2
        for page in range(shown):
            self._paint_dot(painter, QPointF(left + page * pitch, self.height() / 2), page if has_room else -1)

    def _paint_dot(self, painter: QPainter, centre: QPointF, page: int) -> None:
        is_full = page < 0 or (page in self._visited and page != self._number)
        painter.setBrush(self._theme.color("muted") if is_full else Qt.BrushStyle.NoBrush)
        size_px = dot_px if page >= 0 else dot_px / 2
        painter.drawEllipse(centre, size_px, size_px)
        if page == self._number:
            painter.setBrush(self._theme.color("text"))
            painter.drawEllipse(centre, 1.4, 1.4)
