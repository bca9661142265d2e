"""The strip above the stage while one looks ahead: which futures there are, and the way to take one or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gan_playground.ui.forecast.menu import most_outcomes, subject_words
from gan_playground.ui.plot.futures import muted_strength, paint_number
from gan_playground.ui.score.overlays import outcome_words
from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.labels import FittingLabel
from gan_playground.ui.widgets.side_tag import SideTag

if TYPE_CHECKING:
    from gan_playground.session.messages import Outcome, Outcomes
    from gan_playground.ui.forecast.choice import OutcomeChoice

disc_px, air_px = 18, 5
edges_px, gap_px = (12, 4), 6
ways_to_write = ((0, False), (0, True), (1, True), (2, False))
"""How brief the words of a chip are, and whether it is as narrow as can be: the best first."""
device_pixel_ratios = (1.0, 1.25, 1.5, 2.0, 3.0)  # for each of which a disc is drawn


class ForecastStrip(QFrame):
    """A chip a future, by which it is taken or pointed at; `end_button` is for none of them."""

    def __init__(self, choice: OutcomeChoice, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choice.pointed.connect(self.point_at)
        self.setObjectName("foresightStrip")
        self.setProperty("card", True)
        self.setAccessibleName("What would come")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._captions = ("",)
        self.tag = SideTag("A", self)
        self.caption = FittingLabel("muted", self)
        self.chips = tuple(OutcomeChip(index, choice, self) for index in range(most_outcomes))
        self.end_button = QPushButton(
            "", focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=hint("escape", "End looking ahead")
        )
        self.end_button.setObjectName("endLookAhead")
        self.end_button.setAccessibleName("End looking ahead")
        self.end_button.setProperty("variant", "icon")
        self._lay_out()
        self.setMinimumWidth(1)  # words give way, and not the window
        self.set_theme(theme)

    def _lay_out(self) -> None:
        left, right = edges_px
        row = QHBoxLayout(self, spacing=gap_px)
        row.setContentsMargins(left, 2, right, 2)
        row.addWidget(self.tag)
        row.addWidget(self.caption, 1)
        for chip in self.chips:
            row.addWidget(chip)
        row.addStretch(0)
        row.addWidget(self.end_button)

    def show_outcomes(self, outcomes: Outcomes, compares: bool) -> None:
        """These can be taken; of two runs that are compared, they are those of A."""
        steps = f"{outcomes.steps:,} steps"
        name, brief = subject_words(outcome.option for outcome in outcomes.outcomes)
        self._captions = (
            f"{name}: what would come in {steps}; take one",
            f"{name}, {steps} ahead: take one",
            f"{brief}, {steps} ahead",
            brief,
        )
        self.tag.setVisible(compares)
        for chip in self.chips:
            chip.setVisible(chip.index < len(outcomes.outcomes))
        for chip, outcome in zip(self.chips, outcomes.outcomes, strict=False):
            chip.show_outcome(outcome)
        self._fit()

    def _fit(self) -> None:
        """The longest words for which there is room: of each future its own first, then what is turned in them."""
        seen = [chip for chip in self.chips if not chip.isHidden()]
        others = [part for part in (self.tag, self.end_button) if not part.isHidden()]
        room_px = self.width() - sum(edges_px) - sum(part.sizeHint().width() + gap_px for part in others)
        for brevity, tight in ways_to_write:
            for chip in seen:
                chip.show_words(brevity, tight)
            spare_px = room_px - sum(chip.sizeHint().width() + gap_px for chip in seen)
            caption = next((one for one in self._captions if self._width_of(one) <= spare_px), None)
            if caption is not None:
                break
        self.caption.show_texts(caption or "")
        self.caption.setVisible(bool(caption))
        self.layout().activate()  # at once, or words would be cut until it is

    def _width_of(self, caption: str) -> int:
        return self.caption.fontMetrics().horizontalAdvance(caption) + 1 + 2 * gap_px

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot(object)
    def point_at(self, outcome: int | None) -> None:
        """Let the others step back; None: all are as good."""
        for chip in self.chips:
            chip.setChecked(outcome in (None, chip.index))

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in (*self.chips, self.end_button):
            set_look(button, "large", exhibit)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        draw_icon(self.end_button, "close", theme.text, 16)
        self.tag.set_theme(theme)
        for chip in self.chips:
            chip.set_theme(theme)


class OutcomeChip(QPushButton):
    """One future behind its number; lit unless another one is pointed at, by mouse or keyboard."""

    def __init__(self, index: int, choice: OutcomeChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self.index, self._choice = index, choice
        self._words = ("", "", "")
        self.setObjectName(f"future{index + 1}")
        self.setProperty("chip", True)
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(disc_px + air_px, disc_px))
        self.clicked.connect(self._choose)

    def show_outcome(self, outcome: Outcome) -> None:
        self._words = (outcome.option.words, outcome.option.brief, "")
        self.setToolTip(outcome_words(self.index, outcome))
        self.setAccessibleName(f"Future {self.index + 1}: {outcome.option.words}")

    def show_words(self, brevity: int, tight: bool) -> None:
        """Its words, or in brief, or its number alone."""
        set_look(self, "tight", tight)
        if self.text() != self._words[brevity]:
            self.setText(self._words[brevity])

    def set_theme(self, theme: Theme) -> None:
        self.setIcon(_disc(self.index, theme))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._choice.point_at(self.index)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._choice.point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._choice.point_at(self.index)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choice.point_at(None)

    @Slot()
    def _choose(self) -> None:
        self.setChecked(True)  # a press says nothing about who is pointed at
        self._choice.choose(self.index)


def _disc(number: int, theme: Theme) -> QIcon:
    """Its number in its colour, which steps back where it is not lit."""
    made = QIcon()
    for ratio in device_pixel_ratios:
        for state, strength in ((QIcon.State.On, 1.0), (QIcon.State.Off, muted_strength)):
            picture = QPixmap(round((disc_px + air_px) * ratio), round(disc_px * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            with QPainter(picture) as painter:
                painter.setOpacity(strength)
                paint_number(painter, QRectF(QPointF(0, 0), QSize(disc_px, disc_px)), number, theme)
            made.addPixmap(picture, state=state)
    return made
