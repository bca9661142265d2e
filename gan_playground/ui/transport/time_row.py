"""The upper row of the transport: the run's past, what grew from it, and where in it the run is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.transport.timeline_slider import TimelineSlider
from gan_playground.ui.transport.transport_button import draw_icon, show_words, transport_button

word_gap_px, after_words_px = 5, 6


class TimeRow(QWidget):
    """It only asks: `show_step` and `show_summary` say what became of it.

    Signals: past_changed(bool): the run stands in its past now, or in its present again.
    """

    past_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline_slider = TimelineSlider(self)
        self.bookmark_button = transport_button("bookmarkButton", "", "bookmark", "icon")
        self.branches_button = transport_button("branchesButton", "", "branches", "icon")
        self.present_button = transport_button("presentButton", "→ present", "present")
        self.present_button.setAccessibleName("Back to the present")
        self._place = QWidget(self)
        self._title, self.step_label, self.last_label = QLabel("step"), QLabel("0"), QLabel()
        self._lay_out()
        self._connect()
        self._show_place()

    def show_step(self, frame: Frame) -> None:
        """The step of the frame that is on the stage."""
        self.timeline_slider.show_step(frame.step)
        updates = frame.updates
        told = f"{updates.discriminator:,.0f} updates of D, {updates.generator:,.0f} of G"
        self.step_label.setToolTip(f"{frame.step:,} steps so far: {told}")
        self._show_place()

    def show_summary(self, summary: TimelineSummary) -> None:
        """What there is of the past."""
        self.timeline_slider.show_summary(summary)
        count = len(summary.branches)
        show_words(self.branches_button, f"{count}" if count > 1 else "")
        self.branches_button.setAccessibleName(f"{count} branches" if count > 1 else "Branches")
        self._show_place()

    def set_theme(self, theme: Theme, icon_px: int) -> None:
        self.timeline_slider.set_theme(theme)
        draw_icon(self.bookmark_button, "bookmark", theme.muted, icon_px)
        draw_icon(self.branches_button, "branches", theme.muted, icon_px)
        self._keep_room()

    def set_exhibit(self, exhibit: bool) -> None:
        """Targets of 44 px and more, for fingers; the buttons' looks are the transport's."""
        self.timeline_slider.set_exhibit(exhibit)
        self._keep_room()

    @Slot()
    def _return(self) -> None:
        self.timeline_slider.setValue(self.timeline_slider.maximum())

    @Slot()
    def _show_place(self) -> None:
        """In figures; and when in the past, how to come back."""
        slider = self.timeline_slider
        last = f"of {slider.maximum():,}"
        longer = len(last) != len(self.last_label.text())
        self.last_label.setText(last)
        if longer:
            self._keep_room()
        self.step_label.setText(f"{slider.value():,}")
        if self.present_button.isHidden() == slider.is_past:
            for part in (self.last_label, self.present_button):
                part.setVisible(slider.is_past)
            self.past_changed.emit(slider.is_past)

    def _keep_room(self) -> None:
        """For the longest that can be said, so that the slider does not change under the hand."""
        now = self.step_label.text()
        self.step_label.setText(f"{self.timeline_slider.maximum():,}")
        parts = (self.present_button, self._title, self.step_label, self.last_label)
        widths_px = [part.sizeHint().width() for part in parts]
        self.step_label.setText(now)
        self._place.setMinimumWidth(sum(widths_px) + len(parts) * word_gap_px + after_words_px)

    def _lay_out(self) -> None:
        self.step_label.setObjectName("stepLabel")
        self.last_label.setObjectName("lastStepLabel")
        for label, role in ((self._title, "muted"), (self.step_label, "value"), (self.last_label, "muted")):
            label.setProperty("role", role)
        place = QHBoxLayout(self._place, spacing=word_gap_px)
        place.setContentsMargins(0, 0, after_words_px, 0)
        place.addWidget(self.present_button, 0, Qt.AlignmentFlag.AlignLeft)
        place.addStretch(1)
        for label in (self._title, self.step_label, self.last_label):
            place.addWidget(label)
        row = QHBoxLayout(self, spacing=8)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.timeline_slider, 1)
        for part in (self._place, self.bookmark_button, self.branches_button):
            row.addWidget(part)

    def _connect(self) -> None:
        self.timeline_slider.valueChanged.connect(self._show_place)
        self.timeline_slider.sliderReleased.connect(self._show_place)
        self.present_button.clicked.connect(self._return)

    def show_nothing(self) -> None:
        """There is no run."""
        self.timeline_slider.show_nothing()
        self.step_label.setToolTip("")
        self.branches_button.setText("")
        self._show_place()
