"""The gallery: one row a lesson, with its picture, chosen by a click, Enter or the arrow keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gan_playground.lessons.lesson import LessonHead
from gan_playground.ui.lessons.thumbnail import thumbnail
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.throttle import Debouncer

Index = QModelIndex | QPersistentModelIndex

id_role = Qt.ItemDataRole.UserRole
tagline_role = id_role + 1
picture_size = QSize(58, 42)
row_height_px = 64
row_gap_px = 4
rest_ms = 150  # how long a hand rests on a lesson that it wants
fewest_rows = 2  # what the list keeps when the column is short; the rest scrolls


class Gallery(QWidget):
    """The lessons to choose from.

    Signals:
        lesson_chosen(str): the id of the lesson that a person picked; of several that are passed in haste, the first
            and the last. Picking the one that is shown counts too: it is the way back to the lesson as it was written.
    """

    lesson_chosen = Signal(str)

    def __init__(self, lessons: Iterable[LessonHead], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lessons = tuple(lessons)
        self._delegate = LessonDelegate({lesson.id: lesson for lesson in self._lessons}, theme, self)
        self._list = LessonList(self)
        self._list.setItemDelegate(self._delegate)
        for lesson in self._lessons:
            self._list.addItem(_item(lesson))
        self._debouncer = Debouncer(rest_ms, self)
        self._debouncer.due.connect(self._choose)
        self._list.currentItemChanged.connect(self._debouncer.trigger)
        self._list.picked_again.connect(self._choose_again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list)
        self.setFocusProxy(self._list)

    def show_lesson(self, lesson_id: str) -> None:
        """Mark a lesson as the one that runs; emits nothing."""
        self._debouncer.cancel()
        with QSignalBlocker(self._list):
            for row, lesson in enumerate(self._lessons):
                if lesson.id == lesson_id:
                    self._list.setCurrentRow(row)
        self._list.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Draw everything in the theme's colours."""
        self._delegate.set_theme(theme)
        self._list.viewport().update()

    @Slot()
    def turn_on(self) -> None:
        """Go on to the next lesson, from the last one to the first."""
        self._turn(1)

    @Slot()
    def turn_back(self) -> None:
        """Go back to the lesson before, from the first one to the last."""
        self._turn(-1)

    def _turn(self, offset: int) -> None:
        self._list.setCurrentRow((self._list.currentRow() + offset) % len(self._lessons))

    def let_go(self) -> None:
        """What a hand has passed and not yet rested on is not wanted any more."""
        self._debouncer.cancel()

    @Slot()
    def _choose(self) -> None:
        self.lesson_chosen.emit(self._list.currentItem().data(id_role))

    @Slot()
    def _choose_again(self) -> None:
        self._debouncer.cancel()
        self._choose()


class LessonList(QListWidget):
    """A list that also notices when its current item is picked once more.

    Signals:
        picked_again(): Enter, or a press of the left button, on the current item.
    """

    picked_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessonList")
        self.setAccessibleName("Lessons")
        self.setAccessibleDescription("Choose a lesson with the arrow keys; Enter starts it again.")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)  # the row under the mouse is drawn lighter
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())  # no higher than before, the list could cut it in half

    def sizeHint(self) -> QSize:
        return QSize(240, self.count() * (row_height_px + row_gap_px))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, min(self.count(), fewest_rows) * (row_height_px + row_gap_px))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pressed = self.indexAt(event.position().toPoint())
        again = pressed.isValid() and pressed == self.currentIndex()
        super().mousePressEvent(event)
        if again and event.button() == Qt.MouseButton.LeftButton:
            self.picked_again.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.picked_again.emit()
        else:
            super().keyPressEvent(event)


class LessonDelegate(QStyledItemDelegate):
    """Draws a row: picture, title, tagline; the current lesson outlined."""

    def __init__(self, lessons: Mapping[str, LessonHead], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lessons = lessons
        self._theme = theme
        self._pictures: dict[tuple[str, float], QPixmap] = {}

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._pictures.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height_px + row_gap_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRectF(option.rect).adjusted(1, 1, -1, 1 - row_gap_px)
        self._paint_frame(painter, row, option.state)
        place = QRectF(row.left() + 8, row.center().y() - picture_size.height() / 2, 0, 0)
        place.setSize(picture_size.toSizeF())
        self._paint_picture(painter, place, index.data(id_role))
        text = option.rect.adjusted(8 + picture_size.width() + 12, 0, -10, 0)
        self._paint_text(painter, text, option.font, index)
        painter.restore()

    def _paint_frame(self, painter: QPainter, row: QRectF, state: QStyle.StateFlag) -> None:
        """The current lesson has an outline, doubled while the list has the keyboard."""
        current = bool(state & QStyle.StateFlag.State_Selected)
        if not current and not state & QStyle.StateFlag.State_MouseOver:
            return
        width = 2.0 if current and state & QStyle.StateFlag.State_HasFocus else 1.0
        painter.setPen(QPen(self._theme.color("text"), width) if current else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("surface", 1.0 if current else 0.6))
        inset = width / 2
        painter.drawRoundedRect(row.adjusted(inset, inset, -inset, -inset), 10, 10)

    def _paint_picture(self, painter: QPainter, place: QRectF, lesson_id: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised", 0.6))
        painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), 6, 6)
        painter.drawPixmap(place.topLeft(), self._picture(lesson_id, painter.device().devicePixelRatioF()))

    def _picture(self, lesson_id: str, ratio: float) -> QPixmap:
        """The lesson's thumbnail, drawn once for each density of screen."""
        key = (lesson_id, ratio)
        if key not in self._pictures:
            self._pictures[key] = thumbnail(self._lessons[lesson_id], self._theme, picture_size, ratio)
        return self._pictures[key]

    def _paint_text(self, painter: QPainter, place: QRect, font: QFont, index: Index) -> None:
        middle = place.center().y() - row_gap_px // 2
        title, tagline = index.data(Qt.ItemDataRole.DisplayRole), index.data(tagline_role)
        for text, size_px, color, baseline in ((title, 14, "text", -4), (tagline, 12, "muted", 15)):
            font.setPixelSize(size_px)
            painter.setFont(font)
            painter.setPen(self._theme.color(color))
            fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place.left(), middle + baseline, fitted)


def _item(lesson: LessonHead) -> QListWidgetItem:
    item = QListWidgetItem(lesson.title)
    item.setData(id_role, lesson.id)
    item.setData(tagline_role, lesson.tagline)
    item.setData(Qt.ItemDataRole.ToolTipRole, lesson.shows)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{lesson.title}: {lesson.tagline}")
    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, lesson.shows)
    return item
