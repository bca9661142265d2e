"""The columns of a table side by side, each with its first cells below it; those that are learned from are marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from gan_playground.gan.data.table import Kind
from gan_playground.gan.data.table.survey import TableSurvey
from gan_playground.ui.files.column_card import ColumnCard, card_height_px, margin_px, narrowest_px, widest_px
from gan_playground.ui.files.column_finder import ColumnFinder
from gan_playground.ui.knobs.control import tooltip
from gan_playground.ui.theme.theme import DARK, Theme

between_px = 8
stretched_px = 300  # of a column that ends with the room
gutter_px = 38  # for the numbers of rows
row_height_px = 23
badges = {1: ("✓",), 2: ("x", "y")}


class TableRows(QWidget):
    """The first rows, as they are written, with their numbers in the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tableRows")
        self.setAccessibleName("The first rows")
        self._theme, self._survey = DARK, TableSurvey("")
        self._width_px = narrowest_px
        self.taken: Sequence[int] = ()

    def show_survey(self, survey: TableSurvey) -> None:
        self._survey = survey
        rows = zip(survey.lines, zip(*(column.cells for column in survey.columns), strict=True), strict=True)
        told = "; ".join(f"row {line}: {', '.join(cells)}" for line, cells in rows)
        self.setAccessibleDescription(told[:1000])
        self.setFixedHeight(row_height_px * len(survey.lines) + 2)
        self.update()

    def set_widths(self, width_px: int) -> None:
        """How wide each column is."""
        self._width_px = width_px
        self.setMinimumWidth(self._end_px)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def _end_px(self) -> int:
        """Where the last column ends."""
        return gutter_px + len(self._survey.columns) * (self._width_px + between_px) - between_px

    def event(self, event: QEvent) -> bool:
        """A cell that is too long for its column is told whole."""
        if isinstance(event, QHelpEvent):
            column = (event.pos().x() - gutter_px) // (self._width_px + between_px)
            row = event.pos().y() // row_height_px
            is_cell = 0 <= column < len(self._survey.columns) and 0 <= row < len(self._survey.lines)
            cell = self._survey.columns[column].cells[row] if is_cell else ""
            QToolTip.showText(event.globalPos(), tooltip(cell), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            font = QFont(self.font())
            font.setPixelSize(12)
            painter.setFont(font)
            for row, line in enumerate(self._survey.lines):
                self._paint_row(painter, row, line)

    def _paint_row(self, painter: QPainter, row: int, line: int) -> None:
        theme, middle = self._theme, Qt.AlignmentFlag.AlignVCenter
        top = row * row_height_px
        if row:
            painter.fillRect(QRectF(gutter_px, top, self._end_px - gutter_px, 1), theme.color("outline"))
        painter.setPen(theme.color("muted"))
        number = QRectF(0, top, gutter_px - 10, row_height_px)
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | middle, str(line))
        for place, column in enumerate(self._survey.columns):
            left = gutter_px + place * (self._width_px + between_px)
            room = QRectF(left + margin_px, top, self._width_px - 2 * margin_px, row_height_px)
            shown = painter.fontMetrics().elidedText(column.cells[row], Qt.TextElideMode.ElideRight, int(room.width()))
            painter.setPen(theme.color("text" if column.place in self.taken else "muted"))
            is_numbers = column.kind is Kind.NUMBERS
            side = Qt.AlignmentFlag.AlignRight if is_numbers else Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, side | middle, shown)


class TableColumns(QScrollArea):
    """As many columns as are wanted can be taken: one for the line, two for the plane.

    Signals: chosen(places of columns): so many are taken now, perhaps too few.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setObjectName("tableColumns")
        self.setAccessibleName("Columns")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme, self._wanted = DARK, 1
        self.cards: list[ColumnCard] = []
        self.taken: tuple[int, ...] = ()
        self._content = QWidget()
        column = QVBoxLayout(self._content, spacing=6)
        column.setContentsMargins(0, 0, 0, 8)
        self._heads = QHBoxLayout(spacing=between_px)
        self._heads.setContentsMargins(gutter_px, 0, 0, 0)
        self._heads.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._heads)
        self.rows = TableRows()
        column.addWidget(self.rows)
        self.finder = ColumnFinder()  # which does not move with the columns
        self.finder.found.connect(self._take)
        column.addStretch(1)
        self.setWidget(self._content)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(card_height_px + 2 * row_height_px)

    def show_survey(self, survey: TableSurvey, wanted: int) -> None:
        """wanted: how many columns can be taken."""
        self._wanted = wanted
        before = next((card.column.place for card in self.cards if card.hasFocus()), None)
        if [card.column for card in self.cards] != list(survey.columns):
            self._make_cards(survey)
        self.rows.show_survey(survey)
        self.finder.show_survey(survey)
        self._mark(survey.chosen)
        self._fit()
        for card in self.cards:
            if card.column.place == before:
                card.setFocus()
            if card.column.place in survey.chosen[:1]:
                self.ensureWidgetVisible(card, 0, 0)
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.rows.set_theme(theme)
        for card in self.cards:
            card.set_theme(theme)

    def sizeHint(self) -> QSize:
        bar_px = 8 if self._content.minimumSizeHint().width() > self.viewport().width() else 0
        return QSize(600, self._content.sizeHint().height() + bar_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _make_cards(self, survey: TableSurvey) -> None:
        for card in self.cards:
            self._heads.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [ColumnCard(column, self._theme, self._content) for column in survey.columns]
        for card in self.cards:
            card.clicked.connect(self._on_clicked)
            self._heads.addWidget(card)
            card.show()

    def _fit(self) -> None:
        """All as wide as there is room for: to the end of it, where that is not far."""
        if not self.cards:
            return
        room_px = (self.viewport().width() - gutter_px + between_px) // len(self.cards) - between_px
        width_px = max(narrowest_px, room_px if room_px <= stretched_px else widest_px)
        for card in self.cards:
            card.setFixedWidth(width_px)
        self.rows.set_widths(width_px)

    def _mark(self, taken: Sequence[int]) -> None:
        can_be = [card.column.place for card in self.cards if card.isEnabled()]
        self.taken = self.rows.taken = tuple(place for place in taken if place in can_be)
        signs = dict(zip(self.taken, badges[self._wanted], strict=False))
        for card in self.cards:
            card.show_taken(signs.get(card.column.place, ""))
        self.rows.update()

    @Slot()
    def _on_clicked(self) -> None:
        self._take(self.sender().column.place)

    @Slot(int)
    def _take(self, place: int) -> None:
        """Take a column; where enough are taken, in the place of the one that was taken first."""
        if place in self.taken and self._wanted > 1:
            taken = tuple(one for one in self.taken if one != place)
        else:
            taken = (*self.taken, place)[-self._wanted :] if place not in self.taken else self.taken
        self._mark(taken)
        self.chosen.emit(taken)
