"""All futures of a run that were lived, as a small tree, and its bookmarks: a card over the timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.ui.branches.branch_graph import BranchGraph
from gan_playground.ui.branches.entries import PastEntry, bookmark_entry, branch_entry, lanes
from gan_playground.ui.branches.memory_bar import MemoryBar
from gan_playground.ui.branches.row import PastRow
from gan_playground.ui.knobs.flat_combo import popup_flags
from gan_playground.ui.theme.theme import Theme, corner_radius_px

width_px, graph_width_px, indent_px = 700, 152, 12
most_rows_shown = 8.5  # the half one says that there are more
air_px, margin_px = 8, 12
how_to_branch = "Go back with the slider and press play: the run splits there."


class PastWishes(Protocol):
    """What hands may wish of a past. place: a bookmark's branch and step."""

    def switch(self, branch: int) -> None: ...
    def rename(self, branch: int, name: str) -> None: ...
    def remove(self, branch: int) -> None: ...
    def compare(self, branch: int) -> None: ...
    def go_to_bookmark(self, place: tuple[int, int]) -> None: ...
    def rename_bookmark(self, place: tuple[int, int], name: str) -> None: ...
    def remove_bookmark(self, place: tuple[int, int]) -> None: ...


class BranchTree(QFrame):
    """Closes on Esc or a click elsewhere, like a menu. What the past may take, `memory` asks for itself."""

    def __init__(self, theme: Theme, wishes: PastWishes, parent: QWidget | None = None) -> None:
        super().__init__(parent, popup_flags)
        self.setObjectName("branchTree")
        self.setAccessibleName("Branches and bookmarks")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # a click on the button that opened it only closes it
        self._theme, self._wishes, self._exhibit = theme, wishes, False
        self._summary: TimelineSummary | None = None
        self.branch_rows: list[PastRow] = []
        self.bookmark_rows: list[PastRow] = []
        self._hint = _label("muted", how_to_branch, "branchHint")
        self._bookmarks_title = _label("heading", "Bookmarks", "bookmarksTitle")
        self.memory = MemoryBar(self)
        self._list = QWidget()
        self.graph = BranchGraph(theme, self._list)
        self._lay_out()

    def show_summary(self, summary: TimelineSummary) -> None:
        """Another past; drawn when somebody looks."""
        self._summary = summary
        if self.isVisible():
            self._refresh()

    def open_above(self, anchor: QWidget) -> None:
        """Stand over a button, at its right edge, with the keyboard on the present branch."""
        if self._summary is None:
            return
        self._refresh()
        corner = anchor.mapToGlobal(QPoint(anchor.width(), -air_px)) - QPoint(self.width(), self.height())
        least = anchor.window().mapToGlobal(QPoint(margin_px, margin_px))
        self.move(max(corner.x(), least.x()), max(corner.y(), least.y()))
        self.show()
        self._go_to_row(next(row for row in self.branch_rows if row.entry.is_here))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.graph.set_theme(theme)
        for row in self._rows:
            row.set_theme(theme)
        self.update()

    def set_exhibit(self, exhibit: bool) -> None:
        self._exhibit = exhibit
        for row in self._rows:
            row.set_exhibit(exhibit)
        self.memory.set_exhibit(exhibit)

    @property
    def _rows(self) -> list[PastRow]:
        return self.branch_rows + self.bookmark_rows

    def _refresh(self) -> None:
        summary = self._summary
        assert summary is not None  # there is nothing to show before
        places = lanes(summary)
        marks = sorted(summary.bookmarks, key=lambda mark: mark.step)
        place = self._place
        self._fill(self.branch_rows, [branch_entry(lane.branch, summary) for lane in places], self._new_branch)
        self._fill(self.bookmark_rows, [bookmark_entry(mark, summary) for mark in marks], self._new_bookmark)
        self.graph.show_lanes(places, summary)
        self.memory.show_summary(summary)
        self._hint.setVisible(len(places) == 1)
        self._bookmarks_title.setVisible(bool(marks))
        self._fit()
        if place is not None and self._place is None:  # the row with the keyboard is gone
            self._go_to_row(self._rows[min(place, len(self._rows) - 1)])

    def _fill(self, rows: list[PastRow], entries: Sequence[PastEntry], make: Callable[[PastEntry], PastRow]) -> None:
        """As many rows as there are entries; those that are there are used again."""
        while len(rows) > len(entries):
            gone = rows.pop()
            gone.hide()
            gone.deleteLater()
        for row, entry in zip(rows, entries, strict=False):
            row.show_entry(entry)
        for entry in entries[len(rows) :]:
            rows.append(make(entry))
            rows[-1].set_exhibit(self._exhibit)
            rows[-1].show()  # at once, or the card would not reckon with it

    def _new_branch(self, entry: PastEntry) -> PastRow:
        row = PastRow(entry, graph_width_px, self._theme, self._list)
        row.chosen.connect(self._wishes.switch)
        row.renamed.connect(self._wishes.rename)
        row.removed.connect(self._wishes.remove)
        row.compared.connect(self._on_compared)
        self._branches.addWidget(row)
        self.graph.raise_()
        return row

    def _new_bookmark(self, entry: PastEntry) -> PastRow:
        row = PastRow(entry, indent_px, self._theme, self._list)
        row.chosen.connect(self._wishes.go_to_bookmark)
        row.renamed.connect(self._wishes.rename_bookmark)
        row.removed.connect(self._wishes.remove_bookmark)
        self._bookmarks.addWidget(row)
        return row

    @Slot(object)
    def _on_compared(self, branch: int) -> None:
        """What is compared is seen on the stage, not here."""
        self.close()
        self._wishes.compare(branch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self._move(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_M:
            self.memory.choose_next()
        else:
            super().keyPressEvent(event)

    def _move(self, rows_down: int) -> None:
        rows = self._rows
        self._go_to_row(rows[min(max((self._place or 0) + rows_down, 0), len(rows) - 1)])

    @property
    def _place(self) -> int | None:
        """Which of all rows has the keyboard, if one of them has."""
        held = self.focusWidget()
        return next((i for i, row in enumerate(self._rows) if row is held or row.isAncestorOf(held)), None)

    def _go_to_row(self, row: PastRow) -> None:
        row.setFocus()
        self._scroll.ensureWidgetVisible(row, 0, row.height() // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("muted", 0.4))
        painter.setBrush(theme.color("raised" if theme.is_dark else "surface"))
        inside = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inside, corner_radius_px, corner_radius_px)

    def _lay_out(self) -> None:
        self._branches, self._bookmarks = QVBoxLayout(spacing=0), QVBoxLayout(spacing=0)
        column = QVBoxLayout(self._list, spacing=0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._branches)
        for label in (self._hint, self._bookmarks_title):
            label.setContentsMargins(indent_px, 8, indent_px, 6)
            column.addWidget(label)
        column.addLayout(self._bookmarks)
        column.addStretch(1)
        self._scroll = _List(self)
        self._scroll.setWidget(self._list)
        title = _label("heading", "Branches", "branchesTitle")
        for part in (title, self.memory):
            part.setContentsMargins(indent_px, 0, indent_px, 0)
        whole = QVBoxLayout(self, spacing=8)
        whole.setContentsMargins(8, 14, 8, 12)
        for part in (title, self._scroll, self.memory):
            whole.addWidget(part)

    def _fit(self) -> None:
        """Be as high as the rows need, up to a point, and keep the lower edge where it is."""
        self._list.layout().invalidate()
        self._list.layout().activate()
        row_px = self.branch_rows[0].height()
        self.graph.row_px = row_px
        self.graph.setGeometry(0, 0, graph_width_px, row_px * len(self.branch_rows))
        content_px = self._list.sizeHint().height()
        self._scroll.setFixedHeight(min(content_px, round(most_rows_shown * row_px)))
        below_px = self.geometry().bottom()
        self.layout().activate()
        self.resize(width_px, self.sizeHint().height())
        self.move(self.x(), below_px - self.height() + 1)


class _List(QScrollArea):
    """Rows that scroll where there are many; the arrow keys go from row to row instead."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


def _label(role: str, text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setObjectName(name)
    return label
