"""A list that pops up, in the program's look, with the title of what it chooses inside."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSignalBlocker, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from gan_playground.ui.theme.style import set_look

popup_flags = Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
left_px, arrow_px = 12, 30


class FlatCombo(QComboBox):
    """A combo box whose list has round corners too, and which leaves the wheel to the page.

    With `set_title`, a title stands inside at the left, and the value at the right or below it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.StrongFocus)
        self._title: QWidget | None = None
        self._line_px = 0  # of the title, where it has a line of its own
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def set_title(self, title: QWidget) -> None:
        self._title = title
        self.setProperty("titled", True)
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(left_px, 0, 0, 0)
        self._inside.addWidget(title, 0, Qt.AlignmentFlag.AlignLeft)
        self.currentTextChanged.connect(self._fold)

    def drop_title(self) -> None:
        """The value alone, at the left."""
        self._title, self._line_px = None, 0
        set_look(self, "titled", False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @Slot()
    def _fold(self) -> None:
        """The title stands over the value where there is no room for it beside it."""
        if self._title is None:
            return
        words_px = self.fontMetrics().horizontalAdvance(self.currentText())
        needed_px = left_px + self._title.sizeHint().width() + left_px + words_px + arrow_px
        self._line_px = self._title.sizeHint().height() + 4 if needed_px > self.width() else 0
        self._inside.setContentsMargins(left_px, 0, 0, self._line_px)
        self.setMinimumHeight(self.sizeHint().height())  # the style sheet has set one that is less

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, self._line_px)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:  # its title says more now, or less
            self._fold()
        return done

    def showPopup(self) -> None:
        popup = self.view().window()  # made only now: a list for every knob would delay the window
        if not popup.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground):
            popup.setWindowFlags(popup_flags)
            popup.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._title is None:
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        self._paint_value(painter, self._title.geometry())

    def _paint_value(self, painter: QPainter, title: QRect) -> None:
        flags = Qt.AlignmentFlag
        side = flags.AlignLeft if self._line_px else flags.AlignRight
        room = self.rect().adjusted(left_px if self._line_px else title.right() + left_px, self._line_px, -arrow_px, 0)
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        painter.drawText(room, side | flags.AlignVCenter, text)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def choose_quietly(combo: QComboBox, index: int) -> None:
    """Select an entry without telling anybody."""
    blocker = QSignalBlocker(combo)
    combo.setCurrentIndex(index)
    blocker.unblock()
