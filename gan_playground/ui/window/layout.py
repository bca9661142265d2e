"""Where the parts of the window are."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.ui.lessons.diagnosis_card import DiagnosisCard
from gan_playground.ui.theme.text_scale import scaled, text_scale
from gan_playground.ui.theme.theme import gap_px
from gan_playground.ui.widgets.tab_stops import as_one_reads, go_on, in_chain

smallest_size = (1024, 700)
"""Of the window: a projector's picture, less its title."""
left_width_px, right_width_px = 268, 300
left_share, right_share = 0.211, 0.2383  # of the window's width, at most: where it is narrow, all of it is
large_share = 1.12  # so many times of both, where words are large
networks_width_px, networks_share, wide_window_px = 540, 0.3, 1600  # two networks side by side, in a window as wide
knobs_share = 0.42  # of the height of their side, at least


def left_column(upper: QWidget, lower: QWidget) -> SideColumn:
    """What one chooses from, and reads."""
    return SideColumn(left_width_px, left_share, "right", upper, lower)


class WindowLayout(QWidget):
    """Everything in its place; the middle takes the room that there is."""

    def __init__(
        self, top: QWidget, left: SideColumn, middle: QWidget, right: SideColumn, bottom: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._sides, self._middle, self._ends = (left, right), middle, (bottom, top)
        self._between = Between(left, middle, right)
        layout = QVBoxLayout(self, spacing=0)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(top)
        layout.addLayout(self._between, 1)
        layout.addWidget(bottom)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From what one chooses to the story, then to the stage, the knobs, what plays it, and what is on top; whatever
        was made later stands where it is seen, and not behind all that was made before it.
        """
        left, right = self._sides
        listed, read = (left.upper, right.upper, right.lower), (left.lower, self._middle, *self._ends)
        stops = {part: in_chain(part) for part in listed} | {part: as_one_reads(part) for part in read}
        order = left.upper, left.lower, self._middle, right.upper, right.lower, *self._ends
        go_on([stop for part in order for stop in stops[part]], self.focusWidget(), forward)
        return True

    def present(self, presenting: bool) -> None:
        """The story below all else, as wide as the window, with no top and what one chooses from; or all as usual."""
        left, story = self._sides[0], self._sides[0].lower
        if presenting:
            self.layout().insertWidget(2, story)
        else:
            left.put_back(story)
        left.setVisible(not presenting)
        self._ends[1].setVisible(not presenting)

    def share_width(self) -> None:
        """Between the sides and the middle, at the present size of words."""
        for side in self._sides:
            side.updateGeometry()


class Between(QHBoxLayout):
    """The sides are as wide as suits the window before anything has a place: all else would be laid out twice."""

    def __init__(self, left: SideColumn, middle: QWidget, right: SideColumn) -> None:
        super().__init__(spacing=0)
        self._sides = left, right
        self.addWidget(left)
        self.addWidget(middle, 1)
        self.addWidget(right)

    def setGeometry(self, place: QRect) -> None:
        for side in self._sides:
            side.fit(place.width())
        super().setGeometry(place)


class SideColumn(QFrame):
    """A side of the window: one panel that takes the room, one below that takes what it needs."""

    def __init__(self, width_px: int, most_share: float, edge: str, upper: QWidget, lower: QWidget) -> None:
        super().__init__()
        self.upper, self.lower = upper, lower
        self._usual_px, self._most_share, self._width_px = width_px, most_share, width_px
        self._least_px = round(most_share * smallest_size[0])
        self.setProperty("edge", edge)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self, spacing=gap_px)
        layout.setContentsMargins(gap_px, gap_px, gap_px, gap_px)
        self._panels = layout
        layout.addWidget(upper, 1)
        layout.addWidget(lower)

    def take_in(self, part: QWidget) -> None:
        """Between the two panels."""
        self._panels.insertWidget(1, part)

    def put_back(self, lower: QWidget) -> None:
        """The one below, which stood elsewhere meanwhile."""
        self._panels.addWidget(lower)

    def fit(self, window_px: int) -> None:
        """Be as wide as suits the words, and a window of this width."""
        share = self._most_share * (large_share if text_scale.is_large else 1)
        width_px = min(scaled(self._usual_px), round(share * window_px))
        if width_px != self._width_px:
            self._width_px = width_px
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._width_px, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least_px, super().minimumSizeHint().height())


class KnobColumn(SideColumn):
    """What one turns, and what comes of it, which never takes so much that nothing can be turned."""

    def __init__(self, knobs: QWidget, card: DiagnosisCard) -> None:
        super().__init__(right_width_px, right_share, "left", knobs, card)
        self._card, self._page = card, ""

    @Slot(str)
    def make_room_for(self, page: str) -> None:
        """The page that is seen, by its name."""
        self._page = page
        self.updateGeometry()  # what is around it asks again how wide it is

    def fit(self, window_px: int) -> None:
        """Two networks beside one another take more, where there is enough for them."""
        is_wide = self._page == "networks" and window_px >= wide_window_px
        self._usual_px = networks_width_px if is_wide else right_width_px
        self._most_share = networks_share if is_wide else right_share
        super().fit(window_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card.set_most(int((1 - knobs_share) * self.height()) - 3 * gap_px)
