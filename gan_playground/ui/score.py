"""The score: who is winning, and how near the generated samples are to the real ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gan_playground.gan.frame import Frame
from gan_playground.ui.score_charts import Chart, distance, gradients, hundredths, losses, opinions, tens
from gan_playground.ui.score_plot import ScorePlot
from gan_playground.ui.switch import TwoWaySwitch
from gan_playground.ui.theme import Theme, gap_px
from gan_playground.ui.wording import percent

if TYPE_CHECKING:
    from gan_playground.session.messages import Run

refresh_interval_ms = 100
room_for_four_px, narrow_px = 1000, 840


class Score(QWidget):
    """Four plots over time; where space is short, the last two share a place.

    However often frames come, they are drawn ten times a second at most, and what is hidden is not drawn at all.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.losses = ScorePlot(("Losses", "Losses"), hundredths)
        self.opinions = ScorePlot(("What D says", "D says"), percent, bounds=(0.0, 1.0))
        self.distance = ScorePlot(("Distance (Wasserstein)", "Distance"), hundredths)
        self.gradients = ScorePlot(("Gradients", "|g|"), tens)
        self.plots = (self.losses, self.opinions, self.distance, self.gradients)
        self.switch = self._make_switch()
        self.third = self._make_third_switch()
        self._frame: Frame | None = None
        self._stale = False
        self._of_fake = False
        self._measure = ""
        self.distance.chosen.connect(self.choose_measure)
        self.distance.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(refresh_interval_ms)
        self._pause.timeout.connect(self._on_pause_over)
        self._lay_out()

    def _make_switch(self) -> TwoWaySwitch:
        switch = TwoWaySwitch("whole run", "recent")
        switch.setObjectName("scoreZoom")
        switch.setAccessibleName("Show the recent past, rather than the whole run")
        switch.setToolTip("The whole run, or the recent past step by step, in every plot.")
        switch.set_text_size(11)
        switch.toggled.connect(self._on_zoom)
        return switch

    def _make_third_switch(self) -> TwoWaySwitch:
        switch = TwoWaySwitch("distance", "gradients")
        switch.setObjectName("scoreThird")
        switch.setAccessibleName("Show the gradients, rather than the distance")
        switch.setToolTip("What the third plot shows; in a wide window there is room for both.")
        switch.set_text_size(11)
        switch.toggled.connect(self._on_third)
        return switch

    def _lay_out(self) -> None:
        self._cards = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap_px)
        for plot in self.plots:
            card = QFrame(self)
            card.setProperty("card", True)
            inside = QVBoxLayout(card)
            inside.setContentsMargins(14, 10, 14, 8)
            inside.addWidget(plot)
            row.addWidget(card, 1)
            self._cards.append(card)
        self.opinions.host(self.switch)
        self._share_places()

    def _share_places(self) -> None:
        """Four cards where there is room for them, else three."""
        roomy, gradients = self.width() >= room_for_four_px, self.third.isChecked()
        self._cards[2].setVisible(roomy or not gradients)
        self._cards[3].setVisible(roomy or gradients)
        self.distance.host(None if gradients else self.third)
        self.gradients.host(self.third if gradients else None)
        self.third.setVisible(not roomy)
        for plot in self.plots:
            plot.place_guest()

    def show_run(self, run: Run) -> None:
        """A run begins: forget the one before."""
        self._frame, self._stale = None, False
        for plot in self.plots:
            plot.reset()

    def show_frame(self, frame: Frame) -> None:
        """Keep the newest frame, and draw it as soon as the pause since the last drawing is over."""
        self._frame, self._stale = frame, True
        if self.isVisible() and not self._pause.isActive():
            self.refresh()

    def refresh(self) -> None:
        """Draw the newest frame now, if it was not drawn yet."""
        if self._frame is None or not self._stale:
            return
        self._stale = False
        frame, recent = self._frame, self.switch.isChecked()
        tracks = frame.history.recent if recent else frame.history.whole
        charts: dict[ScorePlot, Callable[[], Chart]] = {
            self.losses: lambda: losses(frame, tracks),
            self.opinions: lambda: opinions(frame, tracks, self._of_fake),
            self.distance: lambda: distance(frame, tracks, self._measure),
            self.gradients: lambda: gradients(frame, tracks),
        }
        for plot, chart in charts.items():
            if not plot.isHidden() and not plot.parentWidget().isHidden():
                plot.show_chart(chart(), frame.edits, from_start=not recent)
        self._pause.start()

    def set_theme(self, theme: Theme) -> None:
        for part in (*self.plots, self.switch, self.third):
            part.set_theme(theme)

    @Slot(bool)
    def set_probability_of_fake(self, of_fake: bool) -> None:
        """Let D say how likely a sample is fake, rather than real."""
        self._of_fake = of_fake
        self._stale = self._frame is not None
        self.refresh()

    @Slot(str)
    def choose_measure(self, name: str) -> None:
        """What the third plot shows, wherever it is measured."""
        self._measure = name
        self.distance.forget_range()
        self._stale = self._frame is not None
        self.refresh()

    def reset_view(self) -> None:
        """Show what a new visitor should see."""
        self.choose_measure("")
        self.switch.setChecked(False)
        self.third.setChecked(False)

    @Slot(bool)
    def _on_third(self, gradients: bool) -> None:
        self._share_places()
        self._stale = self._frame is not None
        self.refresh()

    @Slot()
    def _on_pause_over(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(bool)
    def _on_zoom(self, recent: bool) -> None:
        self._stale = self._frame is not None
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < narrow_px
        self.switch.set_words("all" if narrow else "whole run", "recent")
        self.third.set_words(*(("dist.", "grad.") if narrow else ("distance", "gradients")))
        self._share_places()
        self._stale = self._frame is not None  # a plot may have come up that was not drawn while it was hidden
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
