"""How the rows of the gallery are drawn: lessons with their pictures, headings, and what one has seen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gan_playground.lessons.lesson import LessonHead
from gan_playground.ui.lessons.thumbnail import thumbnail
from gan_playground.ui.theme.icons import icon, pixmap
from gan_playground.ui.theme.text_scale import scaled, spaced
from gan_playground.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex

id_role = Qt.ItemDataRole.UserRole  # of a lesson; other rows have none
tagline_role = id_role + 1
group_role = id_role + 2  # the LessonGroup that a row belongs to
folded_role = id_role + 3  # of a heading
seen_role = id_role + 4  # a SeenMark
low_role = id_role + 5  # of a row that is a button and no lesson

# Sizes as they are in a window of the usual size; all of them grow with the words.
row_height_px = 44
heading_height_px = 24
low_height_px = 30
row_gap_px = 2
picture_px, least_row_px = (44, 32), 164
picture_gap_px = 8  # between a picture and the words
side_px = 4  # before the picture, and after the words
title_px, tagline_px, heading_px = 13, 12, 12
least_share = 0.8  # of the usual size, to which words shrink that have no room: where all are large, and not else
tools, tool_px = 2, 28  # at the right end of the first heading
badge_px = 14  # of the mark of what one has seen


class SeenMark(Enum):
    """How much of a lesson one has seen."""

    NOTHING = ""
    SOME = "seen"
    ALL = "read to the end"


class LessonDelegate(QStyledItemDelegate):
    """Draws a row; the lesson that is chosen is outlined.

    chosen: the id of that lesson. folds: whether groups can be folded now.
    """

    def __init__(self, lessons: Mapping[str, LessonHead], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lessons = lessons
        self._theme = theme
        self.chosen = ""
        self.folds = True
        self._pictures: dict[tuple[str, float], QPixmap] = {}

    def show_lessons(self, lessons: Mapping[str, LessonHead]) -> None:
        """Draw these, by id."""
        self._lessons = lessons
        self._pictures.clear()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._pictures.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(low_role):
            return QSize(0, scaled(low_height_px))
        return QSize(0, scaled(heading_height_px if index.data(folded_role) is not None else row_height_px))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """What stands on a heading has all of its row."""
        editor.setGeometry(option.rect)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(folded_role) is not None:
            self._paint_heading(painter, option, index)
        else:
            self._paint_row(painter, option, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Its group's name, and a sign that says which way it folds."""
        state, place = option.state, option.rect.adjusted(0, 0, 0, -scaled(row_gap_px))
        pointed = bool(state & QStyle.StateFlag.State_MouseOver)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.color("text"), 2))
            painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), 6, 6)
        if self.folds:
            centre = QPointF(place.left() + scaled(11), place.center().y() + 0.5)
            self._paint_fold(painter, centre, index.data(folded_role))
        _take_font(painter, option.font, heading_px, QFont.Weight.DemiBold)
        painter.setPen(self._theme.color("text" if pointed else "muted"))
        words = place.adjusted(scaled(22), 0, 0, 0)
        room_px = words.width() - (0 if index.row() else tools * spaced(tool_px))
        heading = _fitted(painter, index.data(Qt.ItemDataRole.DisplayRole), room_px, heading_px)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, heading)

    def _paint_fold(self, painter: QPainter, centre: QPointF, folded: bool) -> None:
        """A chevron: to the right where the group is folded, down where it is open."""
        px = scaled(2)
        along, across = (QPointF(px, 0), QPointF(0, 2 * px)) if folded else (QPointF(0, px), QPointF(2 * px, 0))
        painter.setPen(QPen(self._theme.color("muted"), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline([centre - across - along, centre + along, centre + across - along])

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = QRectF(option.rect).adjusted(0, 0, 0, -scaled(row_gap_px))
        self._paint_frame(painter, row, option.state, bool(self.chosen) and index.data(id_role) == self.chosen)
        if index.data(low_role):
            return
        size = picture_size(option.rect)
        place = QRectF(row.left() + scaled(side_px), row.center().y() - size.height() / 2, 0, 0)
        place.setSize(size.toSizeF())
        if not size.isEmpty():
            self._paint_picture(painter, place, index)
        self._paint_seen(painter, place.bottomRight(), index.data(seen_role))
        self._paint_text(painter, words_place(option.rect), option.font, index)

    def _paint_frame(self, painter: QPainter, row: QRectF, state: QStyle.StateFlag, chosen: bool) -> None:
        """The chosen lesson has an outline; the row that has the keyboard, a thicker one."""
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if not chosen and not focused and not state & QStyle.StateFlag.State_MouseOver:
            return
        width = 2.0 if focused else 1.0
        painter.setPen(QPen(self._theme.color("text"), width) if chosen or focused else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("surface", 1.0 if chosen else 0.6))
        inset = width / 2
        painter.drawRoundedRect(row.adjusted(inset, inset, -inset, -inset), 9, 9)

    def _paint_picture(self, painter: QPainter, place: QRectF, index: Index) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("raised", 0.6))
        painter.drawRoundedRect(place, 6, 6)
        if lesson_id := index.data(id_role):
            painter.drawPixmap(place.topLeft(), self._picture(lesson_id, painter.device().devicePixelRatioF()))
        else:
            icon("folder", self._theme.muted, scaled(18)).paint(painter, place.toRect())

    def _picture(self, lesson_id: str, ratio: float) -> QPixmap:
        """The lesson's thumbnail, drawn once for each density of screen."""
        key = (lesson_id, ratio)
        if key not in self._pictures:
            self._pictures[key] = thumbnail(
                self._lessons[lesson_id], self._theme, QSize(*map(scaled, picture_px)), ratio
            )
        return self._pictures[key]

    def _paint_seen(self, painter: QPainter, corner: QPointF, seen: SeenMark | None) -> None:
        """On the corner of its picture: a dot for what one has seen, a tick for what one has read to the end."""
        if seen in (None, SeenMark.NOTHING):
            return
        size_px = scaled(badge_px)
        centre = corner - QPointF(size_px / 2 - 3, size_px / 2 - 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("background"))
        painter.drawEllipse(centre, size_px / 2, size_px / 2)
        if seen is SeenMark.SOME:
            painter.setBrush(self._theme.color("muted"))
            painter.drawEllipse(centre, size_px * 0.23, size_px * 0.23)
            return
        ratio = painter.device().devicePixelRatioF()
        tick = pixmap("check", self._theme.text, size_px, ratio)
        painter.drawPixmap(centre - QPointF(size_px, size_px) / 2, tick)

    def _paint_text(self, painter: QPainter, place: QRect, font: QFont, index: Index) -> None:
        """Those of one's own lessons may be longer than there is room; then their tooltip says the rest."""
        title, tagline = index.data(Qt.ItemDataRole.DisplayRole), index.data(tagline_role)
        middle = place.center().y()
        _take_font(painter, font, title_px, QFont.Weight.Medium)
        painter.setPen(self._theme.color("text"))
        painter.drawText(place.left(), middle - scaled(3), _fitted(painter, title, place.width(), title_px))
        _take_font(painter, font, tagline_px, QFont.Weight.Normal)
        painter.setPen(self._theme.color("muted"))
        painter.drawText(place.left(), middle + scaled(14), _fitted(painter, tagline, place.width(), tagline_px))


def words_place(row: QRect) -> QRect:
    """Where the words of a lesson's row stand."""
    before_px = scaled(side_px) + picture_size(row).width() + scaled(picture_gap_px)
    return row.adjusted(before_px, 0, -scaled(side_px), -scaled(row_gap_px))


def picture_size(row: QRect) -> QSize:
    """Of a lesson's thumbnail; where large words need the row, there is none."""
    return QSize(*map(scaled, picture_px)) if row.width() >= scaled(least_row_px) else QSize(0, 0)


def _fitted(painter: QPainter, words: str, room_px: int, usual_px: float) -> str:
    """Large words become smaller before any is lost."""
    font = painter.font()
    while font.pixelSize() > least_share * usual_px and painter.fontMetrics().horizontalAdvance(words) > room_px - 2:
        font.setPixelSize(font.pixelSize() - 1)
        painter.setFont(font)
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room_px)


def _take_font(painter: QPainter, font: QFont, size_px: int, weight: QFont.Weight) -> None:
    font.setPixelSize(scaled(size_px))
    font.setWeight(weight)
    painter.setFont(font)
